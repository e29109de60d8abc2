"""Levers: every number of a scenario that can be varied, with its unit, its bounds and its evidence."""

import math
from typing import NamedTuple

import numpy as np

from archpers.errors import UsageError
from archpers.model.quantity import Operand, described
from archpers.scenario import numbers
from archpers.scenario.figure import Figure
from archpers.scenario.inputs import all_givens, kind_of
from archpers.scenario.numbers import Kind
from archpers.scenario.overrides import parse_path
from archpers.scenario.schema import Region, Scenario
from archpers.scenario.source import KeyPath, path_text

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
    """Lowest plausible value, from the file's evidence: its low, or the low of its distribution."""
    high: float | None = None
    """Highest plausible value, from the file's evidence: its high, or the high of its distribution."""
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
    """Return every number of a scenario or a region as a lever, by its path in the order of the schema.

    Answers on the best source of support are none: no quantity of the reform rests on them.
    """
    everybody = tuple(scenario.authorities) if isinstance(scenario, Region) else ("",)
    levers = {}
    for given in all_givens(scenario):
        if given.path[0] == "best_source":
            continue
        own = given.path[0] == "authorities" and isinstance(scenario, Region)
        path, figure = path_text(given.path), given.figure
        levers[path] = Lever(
            path,
            given.name,
            given.function,
            (given.path[1],) if own else everybody,
            figure.value,
            kind_of(given.name),
            *_plausible(figure),
        )
    return levers


def _plausible(figure: Figure) -> tuple[float | None, float | None]:
    """Return the lowest and the highest plausible value [the figure's unit]; None where the file gives none.

    What stands beside the value goes first, then the ends of its distribution, of those that have ends.
    """
    spread = next(iter((figure.distribution or {}).values()), {})
    return (
        spread.get("low") if figure.low is None else figure.low,
        spread.get("high") if figure.high is None else figure.high,
    )


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
    if len(alike) == 1 and alike[0].authorities == ("",):  # one authority by itself, whose paths are the region's
        return alike[0]
    if alike:
        names = tuple(lever.authorities[0] for lever in alike)
        return Lever(written, alike[0].name, alike[0].function, names, 0.0, CHANGE, change=True)
    raise UsageError(f"{text}: the scenario has no number there; {_nearest(written, levers)}")


def _below_authority(path: KeyPath) -> KeyPath:
    return path[2:] if path[0] == "authorities" else ()


def _nearest(written: str, levers: dict[str, Lever]) -> str:
    from difflib import get_close_matches  # only mistakes need it

    known = {**levers, **_alike(levers)}
    path = parse_path(written)
    block, ending = path[:-1], path[-1]
    row = [lever.function for own, lever in known.items() if lever.function and parse_path(own)[:-1] == block]
    if row and any(lever.function == ending for lever in known.values()):  # no slip: the row lacks that function
        return f"{path_text(block)} has {', '.join(row)}; write one of them, or give {ending} a value there first"
    close = [
        *(own for own in known if parse_path(own)[-1] == ending),
        *get_close_matches(written, known, n=1, cutoff=0.5),
    ]
    if close:
        return f"did you mean {close[0]}?"
    return f"it has {', '.join([*known][:12])}{' ...' if len(known) > 12 else ''}"


def _alike(levers: dict[str, Lever]) -> dict[str, Lever]:
    """Return the paths without an authority's name, each with one of the levers that it moves."""
    below = ((_below_authority(parse_path(path)), lever) for path, lever in levers.items())
    return {path_text(path): lever for path, lever in below if path}
