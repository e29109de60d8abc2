"""Scopes: what a scenario is evaluated at, which is the team itself or each authority of a region.

Nothing outside this module asks whether a scenario is a region: it goes through the scopes, whose name is the
authority's, or empty for the team itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from archpers.model.definition import Belonging
from archpers.model.registry import AXES
from archpers.model.time_use import CONTACT, FUNCTION, FUNCTION_GROUP, PER
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.schema.blocks.functions import Functions
from archpers.scenario.schema.fields.block import Members
from archpers.scenario.schema.fields.later import Later
from archpers.scenario.schema.scenario import SHARED, Region, Scenario


def scopes(scenario: Scenario | Region) -> dict[str, Scenario]:
    """Return the scenario at each of its scopes: name of the authority, or empty for the team itself -> scenario."""
    return authorities_of(scenario) or {"": scenario}  # type: ignore[dict-item]  # without authorities it is a team


def authorities_of(scenario: Scenario | Region) -> dict[str, Scenario]:
    """Return each authority of a region as a scenario with the region's reform; none where there are no authorities."""
    if not isinstance(scenario, Region):
        return {}
    return {name: scenario.authority(name) for name in scenario.authorities}


def functions_at(scenario: Scenario | Region) -> dict[str, Functions]:
    """Return the block `functions` at each scope that has one."""
    systems = scenario.authorities if isinstance(scenario, Region) else {"": scenario}
    return {name: own.functions for name, own in systems.items() if own.functions is not None}


def on_its_own(scenario: Scenario | Region, authority: str) -> Scenario:
    """Return one authority without what the region's case counts once; KeyError where there is none of that name."""
    if not isinstance(scenario, Region):
        raise KeyError(authority)
    return scenario.authority(authority, alone=True)


def authority_of(path: KeyPath) -> str:
    """Return the authority that a path of the file is below; empty for none."""
    return path[1] if path[0] == "authorities" else ""


def within(path: KeyPath) -> KeyPath:
    """Return a path as it stands at its own scope: below an authority's name, without that."""
    return path[2:] if path[:1] == ("authorities",) else path


def is_shared(path: KeyPath) -> bool:
    """Say whether what stands at a path is the same for all authorities."""
    return path[0] in SHARED


def belonging_at(scenario: Scenario) -> Belonging:
    """Return which member of an axis belongs to which of another, and what a member is the value of, at one scope."""
    belonging = {axis.name: dict(axis.homes) for axis in AXES.values() if axis.belongs_to}
    for marked, key, row in _named_members(scenario):
        if marked.home:
            belonging[marked.axis][key] = getattr(row, marked.home)
    if scenario.functions is not None:
        belonging[FUNCTION.name] = scenario.functions.homes
        belonging[CONTACT.name] = scenario.functions.contacts
        if scenario.functions.own is not None:
            belonging[FUNCTION_GROUP.name] = dict.fromkeys(scenario.functions.group_labels, "")
            belonging[PER.name] = dict(scenario.functions.per or {})
    activities = (scenario.reform.core_activities if scenario.reform else None) or {}
    if activities:
        belonging["core_activity_volume"] = {key: own.per for key, own in activities.items() if own.per}
    return belonging


def _named_members(block: BaseModel) -> Iterator[tuple[Members, str, Any]]:
    """Yield every member of an axis that a scenario names: how it is marked, its key, and its row."""
    for key, marked in _marks(type(block)):
        value = getattr(block, key)
        if marked and isinstance(value, Mapping):
            yield from ((marked, member, row) for member, row in value.items())
        elif isinstance(value, BaseModel):
            yield from _named_members(value)


@cache
def _marks(block: type[BaseModel]) -> Sequence[tuple[str, Members | None]]:
    """Return the fields that hold members of an axis, each with how it is marked, and those below which some may be."""
    found = []
    for key, field in block.model_fields.items():
        marked = next((each for each in field.metadata if isinstance(each, Members)), None)
        parts = (field.annotation, *get_args(field.annotation))
        blocks = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
        later = any(isinstance(each, Later) for part in parts for each in get_args(part))
        if marked or later or any(map(_marks, blocks)):
            found.append((key, marked))
    return found


def belonging_of(scenario: Scenario | Region) -> Belonging:
    """Return the same over all scopes."""
    return belonging_together(belonging_at(own) for own in scopes(scenario).values())


def belonging_together(several: Iterable[Belonging]) -> Belonging:
    """Return which members belong to which of another axis, over several scopes."""
    every: dict[str, dict[str, str]] = {}
    for belonging in several:
        for axis, own in belonging.items():
            every.setdefault(axis, {}).update(own)
    return every


def labels_of(scenario: Scenario | Region) -> dict[str, str]:
    """Return the label of each member of each axis, those that the scenario names included."""
    parts = scopes(scenario).values()
    published = any(own.functions is None or own.functions.own is None for own in parts)
    axes = [axis for axis in AXES.values() if published or axis not in (FUNCTION, FUNCTION_GROUP)]
    labels = {key: label for axis in axes for key, label in axis.members.items()}
    for own in parts:
        for marked, key, row in _named_members(own):
            labels.setdefault(key, getattr(row, marked.label) if marked.label else key)
    for own in parts:
        for key in (own.reform and own.reform.core_hours_per_person) or ():  # another authority's function, perhaps
            labels.setdefault(key, key.replace("_", " ").capitalize())
    return labels
