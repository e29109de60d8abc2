#!/bin/sh
# What a pipeline asks of scenarios and results that stand in a repository; it ends with 1 where something differs.
set -eu
archpers check scenarios           # do the scenarios still meet what they expect?
archpers reproduce --quiet --only deviations > deviations.txt   # do the published figures still come out?
archpers verify results/*.json                       # are the results that a paper rests on still the same?
