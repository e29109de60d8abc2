"""From a document to a Scenario, or to its problems, each at its place in the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from archpers.errors import Problem
from archpers.scenario.overrides import value_at
from archpers.scenario.reading.document import Document, KeyPath
from archpers.scenario.reading.remedies import empty_remedy, explained, without_file
from archpers.scenario.reading.text import SHOWN, Mark
from archpers.scenario.reading.yaml import EVERY_YEAR, path_text, says
from archpers.scenario.schema.scenario import Region, Scenario


def validated(document: Document) -> tuple[Scenario | Region | None, list[Problem]]:
    """Hold a document against the schema and the rules of a case: the scenario, None where it is none, and problems."""
    data = document.data
    empty = dict.fromkeys(_empty(data))
    problems = [(path, problem_at(document, path, "is empty", empty_remedy(path))) for path in empty]
    meant: set[KeyPath] = set()
    scenario: Scenario | Region | None = None
    try:
        scenario = _kind(data).model_validate(data, context=_tried(document))
    except ValidationError as error:
        for details in error.errors(include_url=False, include_input=False):
            path = _written_path(data, tuple(str(part) for part in details["loc"]))
            message, remedy, stands_for = explained(path, details, value_at(data, path))
            if stands_for is not None:
                meant.add(stands_for)
            if path not in empty:
                problems.append((path, problem_at(document, path, message, remedy, at_key=stands_for is not None)))
    if scenario is not None and scenario.case is not None and not problems:
        from archpers.scenario.case_rules import case_mistakes  # few files have a case

        problems = [(own.path, problem_at(document, *own)) for own in case_mistakes(scenario)]
    # What is missing because its key is misspelt is not missing once the key is mended.
    found = [problem for path, problem in problems if path not in meant or value_at(data, path) is not None]
    return scenario, sorted(found, key=place_of)


def _tried(document: Document) -> set[KeyPath]:
    """Return the paths at which overrides put a number in; one that gives evidence stands below such a path."""
    return {path[:-1] if path[-1] == "value" else path for path in document.overrides}


def _kind(data: Mapping[str, Any]) -> type[Scenario] | type[Region]:
    return Region if "authorities" in data else Scenario


def _empty(data: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Find the keys that stand without a value; only an option may say `null`, and a plan may be filled in later."""
    if (path[:1] == ("options",) and len(path) > 2) or path[:1] == ("plan",):
        return
    if data is None:
        yield path
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _empty(value, (*path, key))


def _written_path(data: Any, location: KeyPath) -> KeyPath:
    """Cut a location down to the path that the file has: a bare number has no `value` below it."""
    location = tuple(key for key in location if key != EVERY_YEAR)
    for depth, key in enumerate(location):
        if isinstance(data, list) and key.isdecimal():
            data = value_at(data, (key,))
            continue
        if not isinstance(data, Mapping) or key == "[key]":  # pydantic's word for a key that is wrong itself
            return location[:depth]
        data = data.get(key)
    return location


def problem_at(document: Document, path: KeyPath, message: str, remedy: str, *, at_key: bool = False) -> Problem:
    """Make the problem of what stands at a path, shown where it comes from: the file, an option, or an override."""
    value = value_at(document.data, path)
    override = next(
        (document.overrides[path[:end]] for end in range(len(path), 0, -1) if path[:end] in document.overrides), None
    )
    if override is None and path not in document.keys:  # an override below it may have made it
        override = next((made for key, made in document.overrides.items() if key[: len(path)] == path), None)
    if override is not None and override.place in document.overrides:  # what an option says, said otherwise
        override = document.overrides[override.place]
        path = override.path
    if override is not None and not override.place:
        remedy = without_file(path, remedy, value)
        return Problem(message, remedy, override.label, path=path_text(path, SHOWN), says=says(value))
    if override is not None:
        path, value = override.place, override.value
    mark = _mark(document, path, None if at_key else value)
    return Problem(message, remedy, document.file, mark.line, mark.column, path_text(path, SHOWN), says(value))


def _mark(document: Document, path: KeyPath, value: Any) -> Mark:
    """Find the place to show: the value's own where it is plain, else the key's, else the nearest block's."""
    places = document.values if isinstance(value, str) else document.keys
    return next((places[path[:end]] for end in range(len(path), 0, -1) if path[:end] in places), Mark(1, 1))


def place_of(problem: Problem) -> tuple[int, int]:
    """Return where a problem stands, to sort by: line and column, 0 for none."""
    return problem.line or 0, problem.column or 0
