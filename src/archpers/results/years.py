"""Years: every quantity of a scenario in each year of its business case, and what the years come to."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archpers.model.case_inputs import CARRIED, adds_up
from archpers.model.definition import Belonging
from archpers.model.pooling import sums_of_authorities
from archpers.results.names import Measure
from archpers.results.told import Values
from archpers.results.values import estimated, value_in, values_as_one
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_at, belonging_of, scopes
from archpers.scenario.years import Timeline, timeline


class Year(NamedTuple):
    """One year of a case."""

    whole: Values
    """Every quantity of the team, or of the region: what adds up is the sum of the authorities' own values."""
    authorities: Mapping[str, Values]
    """The same of each authority; of the team itself under an empty name."""


def value_in_year(measure: Measure, years: Mapping[str, Year]) -> float | None:
    """Return the value of a measure of a year of the case; None where it is not estimated, or does not exist."""
    return value_in(years[measure.year or list(years)[-1]].whole, measure)


def _together(authorities: Sequence[Values], belonging: Belonging) -> dict[str, Any]:
    """Return a region's values in a year: as one authority, and what adds up as the sum of the authorities' own."""
    sums = {name: value for name, value in sums_of_authorities(authorities).items() if adds_up(name)}
    return {**values_as_one(authorities, belonging), **sums}


def values_by_year(scenario: Scenario | Region, line: Timeline | None = None) -> dict[str, Year]:
    """Evaluate every quantity in every year: financial year -> values; empty where there is no case."""
    line = line or timeline(scenario)
    parts = scopes(scenario)
    inputs = {name: model_inputs(own) for name, own in parts.items()}
    belonging = {name: belonging_at(own) for name, own in parts.items()}
    before: dict[str, Any] = {}
    found: dict[str, Year] = {}
    for number, year in enumerate(line.years if line else ()):
        assert line is not None
        own = {name: estimated(line.at(number, name, given, before), belonging[name]) for name, given in inputs.items()}
        whole = own[""] if "" in own else _together(list(own.values()), belonging_of(scenario))
        before = {name: whole[name] for name in CARRIED if name in whole}
        found[year] = Year(whole, own)
    return found
