"""Expectations in scenario files: what the result must be, held against what it is."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from archpers.errors import Problem, ScenarioError, UnknownNameError
from archpers.model.registry import in_block
from archpers.results.names import Measure, Names
from archpers.results.values import everywhere, value_of
from archpers.scenario.reading.text import SHOWN
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.expectation import Expectation
from archpers.scenario.schema.scenario import Region, Scenario

if TYPE_CHECKING:
    from archpers.results.years import Year


class Outcome(NamedTuple):
    """One expectation, and whether it holds."""

    file: str
    line: int | None
    quantity: str
    expected: str
    """The expectation in words."""
    actual: float | None
    holds: bool


def outcomes(scenario: Scenario | Region) -> list[Outcome]:
    """Model a scenario and hold its result against each of its expectations.

    Raises ScenarioError where one is about a quantity that there is not.
    """
    values = everywhere(scenario)
    sure = values.settled()
    years: dict[str, Year] = {}
    document = scenario.document
    found = []
    for name, measure in _measures(scenario, scenario.expect).items():
        expectation, mark = scenario.expect[name], document.keys.get(("expect", name)) if document else None
        file, line = document.file if document else scenario.name, mark.line if mark else None
        if measure.year is None:
            actual, meant = value_of(measure, values), value_of(measure, sure)
        else:
            from archpers.results.years import value_in_year, values_by_year  # few files expect something of a year

            years = years or values_by_year(scenario)
            actual = meant = value_in_year(measure, years)
        holds = meant is not None and all(met for met, _ in _tests(expectation, meant))
        words = " and ".join(text for _, text in _tests(expectation, actual or 0.0))
        found.append(Outcome(file, line, name, words, actual, holds))
    return found


def refuse_unknown(scenario: Scenario | Region) -> None:
    """Raise ScenarioError where the scenario's file expects something of a quantity that there is not.

    Expectations are held against the file alone: where something stands in its place, their names are not looked at.
    """
    unsure = [name for name in scenario.expect if name not in in_block("quantities")]
    if unsure and not (scenario.document and scenario.document.overrides):
        _measures(scenario, unsure)


def _measures(scenario: Scenario | Region, expected: Iterable[str]) -> dict[str, Measure]:
    names, document = Names(scenario), scenario.document
    found, problems = {}, []
    for name in expected:
        try:
            found[name] = names.one(name)
        except UnknownNameError as error:
            mark = document.keys.get(("expect", name)) if document else None
            file, path = document.file if document else scenario.name, path_text(("expect", name), SHOWN)
            problem = Problem(error.message, error.remedy, file, path=path, says=name)
            problems.append(problem._replace(line=mark.line, column=mark.column) if mark else problem)
    if problems:
        raise ScenarioError(problems)
    return found


def _tests(expectation: Expectation, actual: float) -> Iterator[tuple[bool, str]]:
    """Yield each condition: whether it is met, and in words."""
    if expectation.value is not None:
        relative = expectation.relative is not None
        tolerance = (expectation.relative or 0.0) * abs(expectation.value) if relative else expectation.absolute or 0.0
        # the tolerance is meant exactly, so what binary fractions add to it does not count
        slack = 1e-12 * max(abs(expectation.value), abs(actual))
        words = f"{expectation.value:.15g} ± {tolerance:.15g}"
        yield abs(actual - expectation.value) <= tolerance + slack, words
    if expectation.min is not None:
        yield actual >= expectation.min, f"at least {expectation.min:.15g}"
    if expectation.max is not None:
        yield actual <= expectation.max, f"at most {expectation.max:.15g}"
