"""From a scenario to the model's inputs: which value of the file is which input or quantity."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from archpers.model.definition import Belonging
from archpers.model.registry import AXES, described
from archpers.model.trace import Name
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.numbers import Kind
from archpers.scenario.reading.yaml import EVERY_YEAR, path_text
from archpers.scenario.schema.by_year import OneAYear
from archpers.scenario.schema.fields.block import Gives, Members, SchemaBlock
from archpers.scenario.schema.fields.figure import Figure, FigureOf
from archpers.scenario.schema.fields.later import blocks, parts
from archpers.scenario.schema.scenario import CommonKeys, Region, Scenario, System
from archpers.scenario.scopes import authority_of, belonging_at, belonging_of, is_shared, scopes, within

MEMBER = "*"
"""In the path of a field: the member of a family whose members are blocks of their own."""


class Given(NamedTuple):
    """A number of a scenario, and what it is to the model."""

    path: KeyPath
    """Where it stands in the file."""
    name: str
    """The input or quantity of the model that it gives."""
    member: str | None
    """The function, or other member of an axis, that it belongs to, for a family."""
    figure: Figure


class Field(NamedTuple):
    """A field of the file that gives an input or quantity of the model."""

    path: KeyPath
    """Where it stands; MEMBER for a key that the file names."""
    name: str
    kind: Kind
    """How its numbers may be written, and their bounds."""
    member: int | None
    """The place in the path of the key that is the member of an axis; None where the field's own keys are, if any."""
    is_row: bool
    """Whether the field's own keys are members of an axis."""
    example: str
    """How its value is written, in the schema's example."""


@cache
def every_field() -> tuple[Field, ...]:
    """Return every field of the file that gives a number to the model, in the order of the schema."""
    return tuple(field for block in (System, CommonKeys) for key in block.model_fields for field in _below(block, key))


@cache
def _below(block: type[BaseModel], key: str, absent: frozenset[str] = frozenset()) -> tuple[Field, ...]:
    """Return those at and below a key of the top level. absent: keys of its block that a file does not have."""
    return tuple(_fields(key, block.model_fields[key], (), absent=absent))


@cache
def fields() -> dict[str, Field]:
    """Return a field of the file for each input or quantity that it gives, by the name of what it gives."""
    return {field.name: field for field in every_field()}


def is_row(path: KeyPath) -> bool:
    """Say whether a row of numbers may stand at a path, one for each member of something."""
    return any(described(field.name).axis and field.path == within(path) for field in every_field())


def _fields(
    key: str, field: FieldInfo, path: KeyPath, member: int | None = None, absent: frozenset[str] = frozenset()
) -> Iterator[Field]:
    every = [*field.metadata, *parts(field.annotation)]
    below = next((block for block in blocks(field.annotation) if block is not Figure), None)
    each = (MEMBER,) if any(get_origin(part) is dict for part in every) else ()
    if isinstance(field.json_schema_extra, Gives):
        kind = next(part.kind for part in every if isinstance(part, FigureOf))
        by_year = any(isinstance(part, OneAYear) for part in field.metadata)
        example = str((field.examples or [kind.example])[0])
        yield Field((*path, key), field.json_schema_extra.name, kind, member, bool(each) and not by_year, example)
    elif below is not None:
        named = any(isinstance(part, Members) for part in field.metadata)
        place = len(path) + len(each) if named or each else member
        for name, own in ((name, own) for name, own in below.model_fields.items() if name not in absent):
            yield from _fields(name, own, (*path, key, *each), place)


def givens(scenario: Scenario) -> Iterator[Given]:
    """Yield every number of the scenario that the model takes in, in the order of the schema."""
    blocks = [(block, key) for block in (System, CommonKeys) for key in block.model_fields]
    there = [_below(*place, _absent(own)) for place in blocks if (own := getattr(scenario, place[1])) is not None]
    for field in chain.from_iterable(there):
        for path, value in _found(scenario, field.path):
            place = path if is_shared(path) else (*scenario.place, *path)
            keys = () if field.member is None else (path[field.member],)
            for more, figure in _figures(value):
                members = (*keys, *more)
                member = None if not members else members[0] if len(members) == 1 else path_text(members)
                yield Given((*place, *(key for key in more if key != EVERY_YEAR)), field.name, member, figure)


def _absent(block: Any) -> frozenset[str]:
    """Return the keys that a block does not have; most blocks lack most of what they could hold."""
    own = type(block).model_fields if isinstance(block, SchemaBlock) and not isinstance(block, Figure) else ()
    return frozenset([key for key in own if not getattr(block, key)])


def _figures(value: Any) -> Iterator[tuple[KeyPath, Figure]]:
    """Yield the numbers of a field, each with the keys that lead to it: none, its member's, its place in a list."""
    if isinstance(value, Figure):
        yield (), value
    else:
        for key, below in value.items():
            yield from (((key, *more), figure) for more, figure in _figures(below))


def _found(block: Any, path: KeyPath, place: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield what stands at the path of a field, for each member where the path has one, with its own path.

    place: where the block itself stands.
    """
    for depth, key in enumerate(path):
        if key == MEMBER:
            for member, below in block.items():
                yield from _found(below, path[depth + 1 :], (*place, *path[:depth], member))
            return
        block = getattr(block, key, None)
        if block is None:
            return
    yield (*place, *path), block


def model_inputs(scenario: Scenario) -> dict[str, Any]:
    """Return what to give to `model.evaluate`: name -> float, or for a family a mapping from member to float."""
    return _as_inputs(givens(scenario))


def _as_inputs(several: Iterable[Given]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for given in several:
        if given.member is None:
            values[given.name] = given.figure.value
        else:
            values.setdefault(given.name, {})[given.member] = given.figure.value
    return values


class Scope(NamedTuple):
    """A scenario at one of its scopes, with what the model takes of it there."""

    scenario: Scenario
    givens: Sequence[Given]
    inputs: dict[str, Any]
    """What to give to `model.evaluate`."""
    belonging: Belonging


def scope_of(scenario: Scenario) -> Scope:
    """Return what the model takes of a scenario at one scope."""
    found = list(givens(scenario))
    return Scope(scenario, found, _as_inputs(found), belonging_at(scenario))


def all_givens(scenario: Scenario | Region) -> Iterator[Given]:
    """Yield every number of a scenario at all its scopes; those that they share once, after the others."""
    return givens_of([list(givens(own)) for own in scopes(scenario).values()])


def givens_of(parts: Sequence[Sequence[Given]]) -> Iterator[Given]:
    """Yield the numbers of several scopes; those that they share once, after the others. parts: each one's numbers."""
    yield from (given for part in parts for given in part if not is_shared(given.path))
    yield from (given for given in parts[0] if is_shared(given.path))


def label_of(given: Given, labels: Mapping[str, str]) -> str:
    """Name a number of a scenario in words: the authority, what it is, and the function or other member.

    labels: those of `labels_of`, or of `every_label`, which has those of the numbers of a case's lists too.
    """
    parts = list(filter(None, (authority_of(given.path),)))
    parts.append(described(given.name).words)
    if given.member is not None:
        own = labels.get(str(Name(given.name, given.member)))
        parts.append(own or labels.get(given.member) or _listed(given))
    return ": ".join(filter(None, parts))


def _listed(given: Given) -> str:
    """Name a member that has no label of its own; a number of a list by its place there."""
    member = given.member or ""
    *keys, last = parse_path(member)
    if last == EVERY_YEAR:
        return path_text(tuple(keys)) if keys else ""
    if given.path[-1] == last and last.isdecimal():
        return ", ".join((*keys, f"number {int(last) + 1} of the list"))
    return member


def members_of(scenario: Scenario | Region) -> dict[str, list[str]]:
    """Return the members of each axis, over all scopes: those of every scenario, then those that this one names."""
    belonging = belonging_of(scenario)
    members: dict[str, dict[str, None]] = {name: dict.fromkeys(axis.members) for name, axis in AXES.items()}
    for name in (name for name, axis in AXES.items() if axis.belongs_to):
        members[name] = dict.fromkeys(belonging[name])
        if AXES[name].homes:  # a set of functions of its own has groups of its own too
            members[AXES[name].belongs_to] = dict.fromkeys(belonging[name].values())
    for given in all_givens(scenario):
        axis = described(given.name).axis
        if axis is not None and given.member is not None:
            members[axis.name][given.member] = None
    return {name: list(own) for name, own in members.items()}


def kind_of(name: str) -> Kind:
    """Return how a number that the file gives may be written, and its bounds: those of its field in the schema.

    name: input or quantity of the model that the file may give. KeyError for another.
    """
    return fields()[name].kind


def block_of(name: str) -> str:
    """Return the block of the file in which an input or quantity of the model may be given. KeyError for another."""
    return fields()[name].path[0]
