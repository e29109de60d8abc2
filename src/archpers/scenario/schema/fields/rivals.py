"""Rivals: keys of a block of which a file gives one, since each says the same in another way.

What the schema refuses to see together, an override or an option replaces: it gives one, and its rivals go.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import FieldErrors


class Rivals(NamedTuple):
    """Ways to say the same, of which one is given."""

    block: KeyPath
    """Where they stand; `*` is any member of a family."""
    what: str
    """What is said: `the hours are`."""
    ways: tuple[tuple[str, ...], ...]
    """The keys of each way; the first of a way stands for it."""
    parts: tuple[tuple[str, ...], ...] = ()
    """For each way the keys beside it that have no meaning beside another."""

    def problems(self, data: Mapping[str, Any]) -> FieldErrors:
        """Yield an error for each way beside the first, which names both."""
        given = [[key for key in way if key in data] for way in self.ways]
        for first, second in pairwise(keys for keys in given if keys):
            one, other = " and ".join(first), " and ".join(second)
            yield (
                (second[0],),
                problem(f"{self.what} given twice, here and by {one}", f"delete {other}, or delete {one}"),
            )

    def has(self, path: KeyPath) -> bool:
        """Say whether what stands at a path, at its own scope, is part of one of the ways."""
        depth = len(self.block)
        inside = len(path) > depth and all(own in (key, "*") for own, key in zip(self.block, path, strict=False))
        return inside and any(path[depth] in keys for keys in (*self.ways, *self.parts))

    def replaced_by(self, key: str) -> tuple[str, ...]:
        """Return the keys that have no place beside a key: the other ways, and what stands beside them alone."""
        own = next((index for index, way in enumerate(self.ways) if key in way), None)
        if own is None:
            return ()
        parts = [keys for index, keys in enumerate(self.parts) if index != own]
        kept = {*self.ways[own], *(self.parts[own] if self.parts else ())}
        others = [way for index, way in enumerate(self.ways) if index != own]
        return tuple(each for keys in (*others, *parts) for each in keys if each not in kept)


BESIDE_POSTS = ("other_per_wte", "agency_cost_per_wte", "overheads")
"""What of the cost stands beside that of a post; the total holds it already."""

STAFF = Rivals(
    ("staffing",),
    "the care managers are",
    (("care_managers_wte",), ("established_wte",)),
    ((), ("vacancy_share",)),
)
HOURS = Rivals(
    ("staffing",),
    "the hours are",
    (("working_days_per_year", "working_hours_per_day"), ("working_time",), ("hours_per_year",)),
)
COST = Rivals(
    ("cost",),
    "the cost is",
    (("total",), ("per_wte",), ("employment",)),
    ((), BESIDE_POSTS, BESIDE_POSTS),
)
CORE = Rivals(("reform",), "the core is", (("core_hours_per_person",), ("core_activities",)))
VOLUME = Rivals(("reform", "core_activities", "*"), "the volume is", (("per",), ("volume",)))

RIVALS = (STAFF, HOURS, COST, CORE, VOLUME)


def rivals_of(path: KeyPath) -> Iterator[KeyPath]:
    """Yield the paths, whole blocks among them, that have no place beside what stands at a path.

    path: as it stands at its own scope, without an authority's name.
    """
    for rivals in RIVALS:
        if rivals.has(path):
            depth = len(rivals.block)
            yield from ((*path[:depth], key) for key in rivals.replaced_by(path[depth]))
