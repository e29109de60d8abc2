"""Years: every quantity of a scenario in each year of its business case, and what the years come to."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from archpers.model.case_inputs import CARRIED
from archpers.results.names import Measure
from archpers.results.values import Values, estimated, values_as_one
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_at, belonging_of, scopes
from archpers.scenario.years import Timeline, timeline


class Year(NamedTuple):
    """One year of a case."""

    whole: Values
    """Every quantity of the team, or of the region as one authority."""
    authorities: Mapping[str, Values]
    """The same of each authority; of the team itself under an empty name."""


def value_in_year(measure: Measure, years: Mapping[str, Year]) -> float | None:
    """Return the value of a measure of a year of the case; None where it is not estimated, or does not exist."""
    year = years[measure.year or list(years)[-1]]
    value = year.whole.get(measure.name)
    value = value.get(measure.key) if isinstance(value, Mapping) else value
    return value if value is not None and math.isfinite(value) else None


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
        whole = own[""] if "" in own else values_as_one(list(own.values()), belonging_of(scenario))
        before = {name: whole[name] for name in CARRIED if name in whole}
        found[year] = Year(whole, own)
    return found
