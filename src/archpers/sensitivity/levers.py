"""Levers: every number of a scenario that can be varied, with its unit, its bounds and its evidence."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from archpers.errors import UsageError
from archpers.model.quantity import Operand, described
from archpers.scenario import numbers
from archpers.scenario.inputs import all_givens
from archpers.scenario.numbers import Kind
from archpers.scenario.overrides import parse_path
from archpers.scenario.schema import Region, Scenario
from archpers.scenario.source import KeyPath, path_text

KINDS = {
    "care_managers_wte": numbers.WTE,
    "working_days_per_year": numbers.DAYS,
    "working_hours_per_day": numbers.HOURS_A_DAY,
    "total_hours": numbers.HOURS_A_YEAR,
    "total_cost": numbers.MONEY,
    "people_served": numbers.PEOPLE,
    "hours_per_week": numbers.HOURS,
    "time_share": numbers.SHARE,
    "core_function_hours_per_person": numbers.HOURS,
    "core_hours_per_person": numbers.HOURS,
    "crisis_share": numbers.SHARE,
    "crisis_hours_per_person": numbers.HOURS,
}
"""Input of the model -> the kind of its numbers in a file, with their hard bounds."""

CHANGE = Kind("+20%", "a change takes away 100% at most", least=-1.0, percent=True)
"""A change of several values alike, as a fraction of each."""

CORE_TOTAL = ("reform", "core_hours_per_person")
"""The path that stands for the sum of the core's hours, though a file gives them by function."""


class Lever(NamedTuple):
    """A number of a scenario that can be varied."""

    path: str
    """Where it stands in the file, as text."""
    name: str
    """The input or quantity of the model that it gives."""
    function: str | None
    """The function it belongs to, for a family."""
    authorities: tuple[str, ...]
    """The authorities of a region that it acts on; one empty name where the scenario is not a region."""
    value: float
    """Its value in the scenario [its unit]; 0 for a change of several values alike."""
    kind: Kind
    """What its numbers may be: the hard bounds."""
    low: float | None = None
    """Lowest plausible value, from the file's evidence."""
    high: float | None = None
    """Highest plausible value, from the file's evidence."""
    change: bool = False
    """It is the change of each authority's own value, as a fraction of it."""

    @property
    def unit(self) -> str:
        """Unit of the value: the model's own; `share` for a change."""
        return "share" if self.change else described(self.name).unit

    def allows(self, value: Operand) -> Operand:
        """Say whether a value lies within the hard bounds; scalar or array."""
        least = np.greater if self.kind.least_excluded else np.greater_equal
        return least(value, self.kind.least) & np.less_equal(value, self.kind.most) & np.isfinite(value)


def levers_of(scenario: Scenario | Region) -> dict[str, Lever]:
    """Return every number of a scenario or a region as a lever, by its path in the order of the schema."""
    everybody = tuple(scenario.authorities) if isinstance(scenario, Region) else ("",)
    levers = {}
    for given in all_givens(scenario):
        own = given.path[0] == "authorities" and isinstance(scenario, Region)
        path, figure = path_text(given.path), given.figure
        levers[path] = Lever(
            path,
            given.name,
            given.function,
            (given.path[1],) if own else everybody,
            figure.value,
            KINDS[given.name],
            figure.low,
            figure.high,
        )
    return levers


def find(text: str, levers: dict[str, Lever]) -> Lever:
    """Find a lever by its path, those that stand for several values included. Raises UsageError, with the nearest.

    `reform.core_hours_per_person` is the sum of the core's hours. In a region, a path without an authority's name,
    such as `people_served`, is the change of every authority's own value, as a fraction of it.
    """
    if text in levers:  # as `levers_of` writes it, whatever characters a name holds
        return levers[text]
    path = parse_path(text)
    written = path_text(path)
    if written in levers:
        return levers[written]
    if path == CORE_TOTAL:
        parts = [lever for lever in levers.values() if lever.name == "core_function_hours_per_person"]
        if parts:
            value = math.fsum(lever.value for lever in parts)
            return Lever(written, "core_hours_per_person", None, parts[0].authorities, value, numbers.HOURS)
    alike = [lever for own, lever in levers.items() if _below_authority(parse_path(own)) == path]
    if alike:
        names = tuple(lever.authorities[0] for lever in alike)
        return Lever(written, alike[0].name, alike[0].function, names, 0.0, CHANGE, change=True)
    raise UsageError(f"{text}: the scenario has no number there; {_nearest(written, levers)}")


def _below_authority(path: KeyPath) -> KeyPath:
    return path[2:] if path[0] == "authorities" else ()


def _nearest(written: str, levers: dict[str, Lever]) -> str:
    from difflib import get_close_matches  # only mistakes need it

    known = list(dict.fromkeys([*levers, *_alike(levers)]))
    ending = parse_path(written)[-1]
    close = [
        *(path for path in known if parse_path(path)[-1] == ending),
        *get_close_matches(written, known, n=1, cutoff=0.5),
    ]
    return f"did you mean {close[0]}?" if close else f"it has {', '.join(known[:12])}{' ...' if known[12:] else ''}"


def _alike(levers: dict[str, Lever]) -> Iterator[str]:
    for path in levers:
        below = _below_authority(parse_path(path))
        if below:
            yield path_text(below)
