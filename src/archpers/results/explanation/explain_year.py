"""Explanations of a year of the business case: its numbers, and where each of them comes from."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from archpers.model.case_inputs import BY_YEAR, CARRIED
from archpers.model.trace import Name
from archpers.results.explanation.chains import Chain, chain_from
from archpers.results.years import Year, values_by_year
from archpers.rounding import significant
from archpers.scenario.inputs import all_givens, model_inputs
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.yaml import EVERY_YEAR
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_at, scopes
from archpers.scenario.years import Timeline, factors, timeline

Origins: TypeAlias = Mapping[Name, tuple[str, str]]
"""Input -> where it comes from, and the publication or evidence behind it."""


def chains_in_year(scenario: Scenario | Region, year: str) -> dict[str, Chain]:
    """Return the chain of each scope in a year of the case, whose quantities of the year before are given.

    year: empty for the last.
    """
    line = timeline(scenario)
    assert line is not None
    return chains_at(scenario, line, _number(line, year), values_by_year(scenario, line))


def chains_at(scenario: Scenario | Region, line: Timeline, number: int, every: Mapping[str, Year]) -> dict[str, Chain]:
    """Return the chain of each scope in a year by its number, from 0; every: the values of all years."""
    whole = every[line.years[number - 1]].whole if number else {}
    before = {name: whole[name] for name in CARRIED if name in whole}
    return {
        name: chain_from(line.at(number, name, model_inputs(own), before), belonging_at(own))
        for name, own in scopes(scenario).items()
    }


def origins_in_year(scenario: Scenario | Region, year: str, own: Origins) -> Origins:
    """Return where the inputs of a year come from. own: where those of the file do."""
    line = timeline(scenario)
    assert line is not None
    number = _number(line, year)
    return {**own, **dict(_origins(scenario, line, number, own))}


def _number(line: Timeline, year: str) -> int:
    return line.years.index(year) if year else len(line.years) - 1


def _origins(
    scenario: Scenario | Region, line: Timeline, number: int, own: Origins
) -> Iterator[tuple[Name, tuple[str, str]]]:
    for given in all_givens(scenario):
        name = BY_YEAR.get(given.name)
        keys = parse_path(given.member or "")
        places = (EVERY_YEAR, *map(str, range(number + 1)))  # of a list that may give a year its number, the last best
        if name is not None and Name(given.name, given.member) in own and keys[-1] in places:
            yield Name(name, keys[0] if keys[1:] else None), own[Name(given.name, given.member)]
    for path, targets in line.targets.items():
        row = scenario.case.growth[path]  # type: ignore[union-attr]  # it has a case
        grown = significant(factors(row, number + 1)[-1])
        for target in targets if number else ():
            place, source = own.get(Name(target.name, target.member), ("", ""))
            if place:
                yield Name(target.name, target.member), (f"{place}, times {grown} by case.growth", source)
    if number:
        for name in CARRIED.values():
            yield Name(name), (line.years[number - 1], "")
    yield Name("discount_factor"), (f"{line.years[0]}, which is not discounted", "")
    yield from _prices(line, number)


def _prices(line: Timeline, number: int) -> Iterator[tuple[Name, tuple[str, str]]]:
    from archpers.data.prices import deflators

    for name, year in (("first_price_index", line.years[0]), ("price_index", line.years[number])):
        yield Name(name), (f"the GDP deflator, {year}", deflators().source)
