"""Expectations in scenario files: what the result must be, held against what it is."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from archpers.errors import Problem, ScenarioError
from archpers.results.evaluate import evaluate
from archpers.results.result import RegionResult, Result, Split
from archpers.results.settled import told
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.spelling import nearest
from archpers.scenario.reading.text import SHOWN
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.expectation import Expectation
from archpers.scenario.schema.scenario import Region, Scenario


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
    result = evaluate(scenario)
    sure = told(result)
    document = scenario.document
    found, problems = [], []
    for name, expectation in scenario.expect.items():
        mark = document.keys.get(("expect", name)) if document else None
        file, line = document.file if document else scenario.name, mark.line if mark else None
        try:
            actual = value_at(result, name)
        except LookupError as error:
            column = mark.column if mark else None
            path = path_text(("expect", name), SHOWN)
            problems.append(Problem("there is no such quantity", str(error.args[0]), file, line, column, path, name))
            continue
        meant = value_at(sure, name)
        holds = meant is not None and all(met for met, _ in _tests(expectation, meant))
        words = " and ".join(text for _, text in _tests(expectation, actual or 0.0))
        found.append(Outcome(file, line, name, words, actual, holds))
    if problems:
        raise ScenarioError(problems)
    return found


def value_at(result: Result, name: str) -> float | None:
    """Return a value of a result by its name: `residual_hours`, `functions.first_contact.time_share`.

    For regions also `authorities."LA 1".residual_hours` and `pooled.median.residual_hours`. Raises LookupError, with
    what to write instead, for a name that is not there.
    """
    keys = parse_path(name)
    part: Split = result
    if isinstance(result, RegionResult) and len(keys) > 2 and keys[0] in ("authorities", "pooled"):
        part = _entry(result.authorities if keys[0] == "authorities" else result.pooled, keys[1])
        keys = keys[2:]
    if len(keys) == 1:
        return cast("float | None", _entry(part.quantities, keys[0]))
    if len(keys) == 3 and keys[0] in ("functions", "function_groups"):
        row = _entry(part.functions if keys[0] == "functions" else part.function_groups, keys[1])
        return cast("float | None", _entry(row.model_dump(), keys[2]))
    raise LookupError("write a quantity such as residual_hours, or functions.first_contact.time_share")


def _entry(entries: Mapping[str, Any], key: str) -> Any:
    if key not in entries:
        raise LookupError(nearest(key, entries))
    return entries[key]


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
