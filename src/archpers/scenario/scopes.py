"""Scopes: what a scenario is evaluated at, which is the team itself or each authority of a region.

Nothing outside this module asks whether a scenario is a region: it goes through the scopes, whose name is the
authority's, or empty for the team itself.
"""

from typing import get_args

from archpers.model.definition import Belonging
from archpers.model.registry import AXES
from archpers.model.time_use import FUNCTION_GROUPS
from archpers.scenario.reading.yaml import KeyPath
from archpers.scenario.schema.block import SchemaBlock
from archpers.scenario.schema.scenario import CommonKeys, Region, Scenario

SHARED = tuple(
    name
    for name, field in CommonKeys.model_fields.items()
    if any(isinstance(part, type) and issubclass(part, SchemaBlock) for part in get_args(field.annotation))
)
"""Blocks that a region has once for all its authorities."""


def scopes(scenario: Scenario | Region) -> dict[str, Scenario]:
    """Return the scenario at each of its scopes: name of the authority, or empty for the team itself -> scenario."""
    return authorities_of(scenario) or {"": scenario}  # type: ignore[dict-item]  # without authorities it is a team


def authorities_of(scenario: Scenario | Region) -> dict[str, Scenario]:
    """Return each authority of a region as a scenario with the region's reform; none where there are no authorities."""
    if not isinstance(scenario, Region):
        return {}
    return {name: scenario.authority(name) for name in scenario.authorities}


def authority_of(path: KeyPath) -> str:
    """Return the authority that a path of the file is below; empty for none."""
    return path[1] if path[0] == "authorities" else ""


def within(path: KeyPath) -> KeyPath:
    """Return a path as it stands at its own scope: below an authority's name, without that."""
    return path[2:] if path[0] == "authorities" else path


def is_shared(path: KeyPath) -> bool:
    """Say whether what stands at a path is the same for all authorities."""
    return path[0] in SHARED


def belonging_at(scenario: Scenario) -> Belonging:
    """Return which member of an axis belongs to which of another, at one scope."""
    fixed = FUNCTION_GROUPS if scenario.functions is None else scenario.functions.groups
    return {"function": fixed}


def belonging_of(scenario: Scenario | Region) -> Belonging:
    """Return the same over all scopes."""
    every = [belonging_at(own) for own in scopes(scenario).values()]
    return {axis: {key: home for own in every for key, home in own[axis].items()} for axis in every[0]}


def labels_of(scenario: Scenario | Region) -> dict[str, str]:
    """Return the label of each member of each axis, those that the scenario names included."""
    labels = {key: label for axis in AXES.values() for key, label in axis.members.items()}
    for own in scopes(scenario).values():
        labels.update(own.functions.labels if own.functions else {})
        for key in own.reform.core_hours_per_person if own.reform else ():  # another authority's function, perhaps
            labels.setdefault(key, key.replace("_", " ").capitalize())
    return labels
