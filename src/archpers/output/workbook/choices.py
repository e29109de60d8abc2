"""What a reader may choose on the cover: the file, each of its options, all inputs at their low or at their high."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from archpers.errors import ArchpersError
from archpers.scenario.inputs import all_givens
from archpers.scenario.load import with_option
from archpers.scenario.reading.document import Document, KeyPath
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if.variable_inputs import variables_of

THE_FILE, ALL_LOW, ALL_HIGH = "The file", "All at low", "All at high"
MOST_OPTIONS = 200
_TEXTS = ("name", "source", "options", "expect", "correlations", "approval")
"""Keys of a scenario that say nothing of how it is computed."""


class Choice(NamedTuple):
    """What a reader may choose."""

    name: str
    values: Mapping[KeyPath, float]
    """The inputs that it gives values of their own, by path; all others are those of the file."""


class Choices(NamedTuple):
    """All that may be chosen, and what may not."""

    columns: tuple[Choice, ...]
    """The file comes first."""
    left_out: Mapping[str, str]
    """Option -> why it cannot be chosen."""


def choices_of(scenario: Scenario | Region) -> Choices:
    """Return what may be chosen. An option that changes more than numbers is left out, since formulas would change."""
    options = _options_of(scenario)
    found: dict[str, Mapping[KeyPath, float]] = {}
    left_out: dict[str, str] = {}
    for name in options[:MOST_OPTIONS]:
        try:
            varied = with_option(scenario, name)
        except ArchpersError as error:
            left_out[name] = f"it does not go with what is set: {' '.join(str(error).split())}"
            continue
        differs = sorted({path for path, _ in {*_shape(scenario)} ^ {*_shape(varied)}})
        if differs:
            left_out[name] = f"it changes more than numbers: {', '.join(map(path_text, differs[:3]))}"
        else:
            found[name] = _given_by(name, scenario, varied)
    left_out.update(dict.fromkeys(options[MOST_OPTIONS:], f"a workbook holds {MOST_OPTIONS} options"))
    taken = {name.casefold() for name in found}
    extremes = {_free(name, taken): values for name, values in _extremes(scenario) if values}
    every = {_free(THE_FILE, taken): {}, **found, **extremes}
    return Choices(tuple(Choice(name, values) for name, values in every.items()), left_out)


def _options_of(scenario: Scenario | Region) -> list[str]:
    document = scenario.document
    return list((document.data.get("options") if document else scenario.options) or ())


def _free(name: str, taken: set[str]) -> str:
    """Return a name of ours that no option of the file has."""
    return name if name.casefold() not in taken else _free(f"{name} (of all inputs)", taken)


def _given_by(name: str, scenario: Scenario | Region, varied: Scenario | Region) -> dict[KeyPath, float]:
    """Return the values that an option gives: those that differ, and those that it names though they do not."""
    document: Document | None = varied.document
    named = {path for path, own in (document.overrides if document else {}).items() if own.label == f"option {name}"}
    before = {given.path: given.figure.value for given in all_givens(scenario)}

    def is_named(path: KeyPath) -> bool:
        return (*path, "value") in named or any(path[:end] in named for end in range(1, len(path) + 1))

    return {
        given.path: given.figure.value
        for given in all_givens(varied)
        if given.figure.value != before[given.path] or is_named(given.path)
    }


def _extremes(scenario: Scenario | Region) -> Iterator[tuple[str, Mapping[KeyPath, float]]]:
    variables, paths = variables_of(scenario), [given.path for given in all_givens(scenario)]
    ranged = [(path, variables[path_text(path)]) for path in paths if path_text(path) in variables]
    yield ALL_LOW, {path: own.low for path, own in ranged if own.low is not None}
    yield ALL_HIGH, {path: own.high for path, own in ranged if own.high is not None}


def _shape(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield all that a scenario says but for its numbers, of which it yields where they stand."""
    if isinstance(value, Figure):
        yield path, ""
    elif isinstance(value, BaseModel):
        keys = [key for key in type(value).model_fields if path or key not in _TEXTS]
        for key in keys:
            yield from _shape(getattr(value, key), (*path, key))
    elif isinstance(value, Mapping):
        for key, own in value.items():
            yield from _shape(own, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for place, own in enumerate(value):
            yield from _shape(own, (*path, str(place)))
    elif value is not None:
        yield path, repr(value)
