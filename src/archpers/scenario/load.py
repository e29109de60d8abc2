"""From a file's name to a Scenario, or to all its problems at once."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from archpers.errors import Problem, ScenarioError
from archpers.scenario.draws import drawing_problems, problem_at
from archpers.scenario.inputs import is_row
from archpers.scenario.overrides import applied, option_overrides, parse_path, value_at
from archpers.scenario.reading.document import Document, KeyPath, Override
from archpers.scenario.reading.remedies import empty_remedy, explained, without_file
from archpers.scenario.reading.text import SHOWN, Mark, shortened
from archpers.scenario.reading.yaml import EVERY_YEAR, path_text, read, says
from archpers.scenario.schema.function_sets import functions_in
from archpers.scenario.schema.scenario import NO_SINGLE_VALUE, Region, Scenario
from archpers.scenario.shipped import shipped_file


def load(
    file: str | Path,
    overrides: Iterable[Override] = (),
    option: str | Iterable[str] | None = None,
    changes: Iterable[str] = (),
    prices: str | None = None,
) -> Scenario | Region:
    """Read a scenario file, put overrides in place, and check everything.

    file: a path, the name of a shipped scenario, or `-` for standard input. overrides win over option, the name of a
    set of overrides in the file, or several names of which the later wins. changes: of the values then in force, such
    as `people_served=+5%`. prices: the financial year whose prices money is converted to. Raises ScenarioError with
    every problem found; UsageError for an unknown option, and for a change that cannot be made.
    """
    name = str(file)
    options = (option,) if isinstance(option, str) else option or ()
    return check(arranged(read(name, shipped_file(name)), overrides, options, changes, prices))


def arranged(
    document: Document,
    overrides: Iterable[Override] = (),
    options: Iterable[str] = (),
    changes: Iterable[str] = (),
    prices: str | None = None,
) -> Document:
    """Return a document with options, overrides, changes and the conversion of money in place, in this order.

    Overrides of what an option says come before it. The parameters are those of `load`. Raises UsageError.
    """
    overrides = list(overrides)
    of_options = [override for override in overrides if override.path[0] == "options"]
    document = applied(document, of_options) if of_options else document
    for name in options:
        document = applied(document, option_overrides(document, name))
    others = [override for override in overrides if override.path[0] != "options"]
    document = applied(document, others) if others else document
    if changes or prices:
        from archpers.scenario.changes import changed, converted  # few runs change anything

        for text in changes:
            document = changed(document, text)
        document = document if prices is None else converted(document, prices)
    return document


def check(document: Document) -> Scenario | Region:
    """Check a document against the schema, its named options included. Raises ScenarioError with every problem.

    Options are checked in the file as it stands, and those that an override changes: beside other overrides they need
    not go together.
    """
    scenario, problems = _validated(document)
    options = document.data.get("options")
    names = list(options) if isinstance(options, Mapping) else []
    if document.overrides:
        own = [path for path in document.overrides if path[0] == "options"]
        names = [name for name in names if any(path[1:2] in ((), (name,)) for path in own)]
    problems.extend(_option_problems(document, names, set(problems)))
    problems.sort(key=_place)
    if scenario is None or problems:
        raise ScenarioError(problems)
    scenario.attach(document)
    undrawn = [problem_at(scenario, *each) for each in drawing_problems(scenario)]
    if undrawn:
        raise ScenarioError(undrawn)
    return scenario


def _option_problems(document: Document, names: Iterable[str], known: set[Problem]) -> Iterator[Problem]:
    """Find what is wrong with the file once one of these options is in force, beyond what is known already."""
    for name in names:
        option = document.data["options"][name]
        if not option:
            continue  # it is told of when it is asked for
        no_rows = [path for path, value in _rows(option) if not is_row(parse_path(path))]
        for path in no_rows:
            yield _problem(document, ("options", name, path), *NO_SINGLE_VALUE)
        if no_rows:
            continue
        # An option of another shape is known already; for the others a check without all options is enough.
        if isinstance(option, Mapping) and not any(map(_is_no_value, option.values())):
            overrides = option_overrides(document, name)
            varied = applied(document, overrides)
            varied.data = {key: value for key, value in varied.data.items() if key != "options"}
            if not _validated(_concerned(varied, overrides))[1]:
                continue  # and what the option leaves alone has been checked
            place = document.keys.get(("options", name), Mark(1, 1))
            yield from (_of_option(problem, name, place) for problem in _validated(varied)[1] if problem not in known)


def _concerned(document: Document, overrides: Iterable[Override]) -> Document:
    """Return a region with those authorities alone that overrides change or that have functions of their own."""
    authorities = document.data.get("authorities")
    if not isinstance(authorities, Mapping) or not all(isinstance(own, Mapping) for own in authorities.values()):
        return document
    changed = {override.path[1] for override in overrides if override.path[0] == "authorities" and override.path[1:]}
    functions: set[str] = set()
    kept: dict[str, Any] = {}
    for name, own in authorities.items():
        more = functions_in(own.get("functions")).keys() - functions
        if name in changed or more or not kept:
            kept[name] = own
            functions |= more
    part = copy(document)
    part.data = {**document.data, "authorities": kept}
    return part


def _rows(option: object) -> Iterator[tuple[str, object]]:
    values = option.items() if isinstance(option, Mapping) else ()
    return ((path, value) for path, value in values if isinstance(value, Mapping) and not _is_no_value(value))


def _is_no_value(value: object) -> bool:
    below = value.values() if isinstance(value, Mapping) else [value]
    return any(isinstance(part, Mapping | list) for part in below)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line or 0, problem.column or 0


def _validated(document: Document) -> tuple[Scenario | Region | None, list[Problem]]:
    data = document.data
    empty = dict.fromkeys(_empty(data))
    problems = [(path, _problem(document, path, "is empty", empty_remedy(path))) for path in empty]
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
                problems.append((path, _problem(document, path, message, remedy, at_key=stands_for is not None)))
    if scenario is not None and scenario.case is not None and not problems:
        from archpers.scenario.case_rules import case_mistakes  # few files have a case

        problems = [(own.path, _problem(document, *own)) for own in case_mistakes(scenario)]
    # What is missing because its key is misspelt is not missing once the key is mended.
    found = [problem for path, problem in problems if path not in meant or value_at(data, path) is not None]
    return scenario, sorted(found, key=_place)


def _tried(document: Document) -> set[KeyPath]:
    """Return the paths at which overrides put a number in; one that gives evidence stands below such a path."""
    return {path[:-1] if path[-1] == "value" else path for path in document.overrides}


def _kind(data: Mapping[str, Any]) -> type[Scenario] | type[Region]:
    return Region if "authorities" in data else Scenario


def _empty(data: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Find the keys that stand without a value; only an option may say `null`."""
    if path[:1] == ("options",) and len(path) > 2:
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


def _problem(document: Document, path: KeyPath, message: str, remedy: str, *, at_key: bool = False) -> Problem:
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


def _of_option(problem: Problem, name: str, place: Mark) -> Problem:
    """Show a problem at the option that brings it, and say so, where its place does not show it."""
    if problem.path.startswith("options."):
        return problem
    message = f"with the option {shortened(name)!r}, {problem.message}"
    return problem._replace(message=message, line=place.line, column=place.column)
