"""Answers laid out as neutral tables: cells with their units, rounded only when they are shown.

It may import the results, the published figures, the what-ifs and the simulation, and `present` for the form of an
answer. Start with `table`; `model_tables` lays out a result (`team_tables`, `region_tables`, and `decision` what it is
for), `what_if` and `assurance` the other questions; each module of an answer is that of a command.
"""
