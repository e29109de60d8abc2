"""What differs between two documents, such as a saved result and the same made again: figure by figure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.yaml import path_text

_NAMES = ("path", "input", "quantity", "name", "code")
"""Keys that tell one row of a list from another."""
ABSENT = ...
"""Stands for what one of two documents does not have: no document holds it."""


class Difference(NamedTuple):
    """One thing that two documents say differently."""

    path: str
    """Where it stands, with dots; a row of a list by its name, or by its place from 0."""
    before: Any
    after: Any

    @property
    def moved(self) -> float | None:
        """By how much a number has moved [its unit]; None for what is no number in both."""
        if not (_is_number(self.before) and _is_number(self.after)):
            return None
        return float(self.after) - float(self.before)

    @property
    def relative(self) -> float:
        """How much that is of the larger of the two; infinite for what is no number in both."""
        moved = self.moved
        return float("inf") if moved is None else abs(moved) / max(abs(float(self.before)), abs(float(self.after)))


def differences(before: Any, after: Any, path: KeyPath = ()) -> Iterator[Difference]:
    """Yield what differs between two documents, in the order of the first; keys may stand in any order."""
    if isinstance(before, list) and isinstance(after, list):
        named, now = _by_name(before), _by_name(after)
        if named is None or now is None:
            named, now = (dict(zip(map(str, range(len(rows))), rows, strict=True)) for rows in (before, after))
        elif [*named] != [*now] and named.keys() == now.keys():
            yield Difference(path_text((*path, "(order)")), ", ".join(named), ", ".join(now))
        before, after = named, now
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in {**before, **after}:
            yield from differences(before.get(key, ABSENT), after.get(key, ABSENT), (*path, key))
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        yield Difference(path_text(path) if path else "", before, after)


def _by_name(rows: list[Any]) -> dict[str, Any] | None:
    """Return the rows of a list by what names them; None where nothing does, or two have the same name."""
    for key in _NAMES:
        if rows and all(isinstance(row, Mapping) and isinstance(row.get(key), str) for row in rows):
            found = {row[key]: row for row in rows}
            if len(found) == len(rows):
                return found
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
