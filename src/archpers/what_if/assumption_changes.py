"""What differs between two scenarios: values, ranges, evidence, and all else that their files say."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel

from archpers.model.registry import described
from archpers.scenario.inputs import all_givens
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.yaml import EVERY_YEAR, path_text
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import Unit

ChangeKind: TypeAlias = Literal["value", "range", "evidence", "other"]
_KINDS: Mapping[str, ChangeKind] = {"value": "value", "low": "range", "high": "range", "distribution": "range"}


class AssumptionChange(NamedTuple):
    """One thing that two scenarios say differently."""

    path: str
    """The number, or what else the file says."""
    kind: ChangeKind
    field: str
    """What of the number: value, low, source and so on; empty where it is no number with evidence."""
    before: Any
    """What the earlier scenario says; None where it says nothing [the number's unit]."""
    after: Any
    """What the later one says."""
    unit: Unit | None
    """Of value, low and high; None for anything else."""


def changes_since(before: Scenario | Region, after: Scenario | Region) -> list[AssumptionChange]:
    """Return what the later of two scenarios says otherwise than the earlier, in the order of the schema."""
    earlier, later = dict(_contents(before)), dict(_contents(after))
    units = {given.path: described(given.name).unit for own in (before, after) for given in all_givens(own)}
    found = []
    for path, field in {**later, **earlier}:
        was, now = earlier.get((path, field)), later.get((path, field))
        if was != now:
            unit = units.get(path) if field in ("value", "low", "high") else None
            kind = _KINDS.get(field, "evidence") if field else "other"
            found.append(AssumptionChange(path_text(path), kind, field, was, now, unit))
    return found


def _contents(said: Any, path: KeyPath = ()) -> Iterator[tuple[tuple[KeyPath, str], Any]]:
    """Yield all that a scenario says: the path of it, and for a number which part of its evidence -> what it says."""
    if isinstance(said, Figure):
        given = {key: getattr(said, key) for key in type(said).model_fields}
        yield from (((path, key), value) for key, value in given.items() if value is not None)
    elif isinstance(said, BaseModel | Mapping):
        keys = type(said).model_fields if isinstance(said, BaseModel) else said
        for key in keys:
            below = getattr(said, key) if isinstance(said, BaseModel) else said[key]
            yield from _contents(below, path if key == EVERY_YEAR else (*path, key))
    elif said is not None:
        yield (path, ""), said
