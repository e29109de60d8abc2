"""From a file's name to a Scenario, or to all its problems at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from archpers.errors import Problem, ScenarioError
from archpers.scenario.overrides import applied, option_overrides
from archpers.scenario.schema import Region, Scenario, nearest
from archpers.scenario.shipped import shipped_file
from archpers.scenario.source import Document, KeyPath, Mark, Override, path_text, read, shortened

_PLAIN_MESSAGES = {
    "string_type": ("is not text", "write plain text"),
    "dict_type": ("is not a set of keys", "write keys with their values below it"),
    "model_type": ("is not a set of keys", "write keys with their values below it"),
    "too_short": ("is empty", "write at least one key with a value, or delete it"),
}


def load(file: str | Path, overrides: Iterable[Override] = (), option: str | None = None) -> Scenario | Region:
    """Read a scenario file, put overrides in place, and check everything.

    file: a path, the name of a shipped scenario, or `-` for standard input. overrides win over option, the name of a
    set of overrides in the file. Raises ScenarioError with every problem found; UsageError for an unknown option.
    """
    name = str(file)
    document = read(name, shipped_file(name))
    if option is not None:
        document = applied(document, option_overrides(document, option))
    overrides = list(overrides)
    return check(applied(document, overrides) if overrides else document)


def check(document: Document) -> Scenario | Region:
    """Check a document against the schema, its named options included. Raises ScenarioError with every problem."""
    scenario, problems = _validated(document)
    if scenario is not None and not problems:
        for name in scenario.options:
            varied = applied(document, option_overrides(document, name))
            problems.extend(_of_option(problem, name) for problem in _validated(varied)[1])
    if scenario is None or problems:
        raise ScenarioError(problems)
    scenario.attach(document)
    return scenario


def _validated(document: Document) -> tuple[Scenario | Region | None, list[Problem]]:
    problems = {
        path: _problem(document, path, "is empty", "write a value, or delete the key") for path in _empty(document.data)
    }
    scenario: Scenario | Region | None = None
    try:
        scenario = _kind(document.data).model_validate(document.data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            path = _written_path(document.data, tuple(str(part) for part in details["loc"]))
            problems.setdefault(path, _problem(document, path, *_message(_kind(document.data), path, details)))
    return scenario, sorted(problems.values(), key=lambda problem: (problem.line or 0, problem.column or 0))


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
    for depth, key in enumerate(location):
        if not isinstance(data, Mapping):
            return location[:depth]
        data = data.get(key)
    return location


def _message(kind: type[BaseModel], path: KeyPath, details: Any) -> tuple[str, str]:
    error, context = details["type"], details.get("ctx", {})
    if error == "archpers":
        return context["message"], context["remedy"]
    if error == "extra_forbidden":
        block = _block_at(kind, path[:-1])
        return "this key is not known here", nearest(path[-1], block.model_fields) if block else "delete it"
    if error == "missing":
        return "this key is missing", f"write {path[-1]}: {_example(kind, path)}"
    if error == "literal_error":
        return "is not one of the words allowed here", f"write {context['expected']}"
    return _PLAIN_MESSAGES.get(error, (details["msg"], "see `archpers schema`"))


def _block_at(kind: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """Find the block of the schema that a path leads to."""
    block: type[BaseModel] | None = kind
    for key in path:
        if block is not None and key in block.model_fields:
            block = _block_in(block.model_fields[key].annotation)
    return block


def _block_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((block for block in map(_block_in, get_args(annotation)) if block), None)


def _example(kind: type[BaseModel], path: KeyPath) -> str:
    block = _block_at(kind, path[:-1])
    field = block.model_fields.get(path[-1]) if block else None
    return str(field.examples[0]) if field and field.examples else "and its keys below it"


def _problem(document: Document, path: KeyPath, message: str, remedy: str) -> Problem:
    value: Any = document.data
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    shapes = {dict: "a set of keys", list: "a list", type(None): ""}
    says = shapes[type(value)] if type(value) in shapes else shortened(str(value))
    for end in range(len(path), 0, -1):
        override = document.overrides.get(path[:end])
        if override is not None and override.place:
            path, value = override.place, override.value
            break
        if override is not None:
            return Problem(message, remedy, override.label, path=path_text(path), says=says)
    mark = _mark(document, path, value)
    return Problem(message, remedy, document.file, mark.line, mark.column, path_text(path), says)


def _mark(document: Document, path: KeyPath, value: Any) -> Mark:
    """Find the place to show: the value's own where it is plain, else the key's, else the nearest block's."""
    places = document.values if isinstance(value, str) else document.keys
    return next((places[path[:end]] for end in range(len(path), 0, -1) if path[:end] in places), Mark(1, 1))


def _of_option(problem: Problem, name: str) -> Problem:
    """Say that a problem comes with an option, where its place does not show it."""
    if problem.path.startswith("options."):
        return problem
    return problem._replace(message=f"with the option {name!r}, {problem.message}")
