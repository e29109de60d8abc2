"""Switching values (HM Treasury, Green Book): what each input would have to be for a measure to reach a target."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.errors import UsageError
from archpers.sensitivity.levers import Lever
from archpers.sensitivity.measures import Measure
from archpers.sensitivity.vary import Baseline

Floats = NDArray[np.float64]

TOLERANCE = 1e-10
"""How near the target the measure comes, relative to the larger of the target and the baseline."""

_SCAN = 1025  # points over an input's bounds; the model bends so little that a crossing cannot hide between two
_ZOOM = 65  # points in each closer look
_FAR = 1e9  # times the baseline, and as small a part of it: how far inputs without an upper bound are followed
_FACTORS = np.geomspace(1 / _FAR, _FAR, _SCAN)


class Switch(NamedTuple):
    """A value of one input at which the measure reaches the target."""

    input: str
    """Its path."""
    unit: str
    baseline: float
    """Its value in the scenario [its unit]."""
    switching_value: float | None
    """The value that reaches the target [its unit]; None where none within the input's bounds does."""
    change: float | None
    """Change from the baseline, as a fraction of it; None where there is no switching value or the baseline is 0."""
    why: str = ""
    """Why there is no switching value."""


def switching_values(baseline: Baseline, measure: Measure, target: float = 0.0) -> list[Switch]:
    """Return the switching values of every input, in the order of the file; one input may have several.

    target: what the measure is to reach [its unit]. Raises UsageError for a measure that is not estimated.
    """
    own = baseline.evaluate([measure])
    if not own:
        raise UsageError(f"{measure.text}: is not estimated, since the scenario lacks what it rests on")
    scale = max(abs(target), abs(float(own[measure.text]))) or 1.0
    found: list[Switch] = []
    for lever in baseline.levers.values():

        def gap(values: Floats, path: str = lever.path) -> Floats:
            reached = baseline.evaluate([measure], {path: values})[measure.text]
            return np.broadcast_to(np.asarray(reached, dtype=float), values.shape) - target

        found.extend(_switches(lever, gap, TOLERANCE * scale))
    return found


def _switches(lever: Lever, gap: Callable[[Floats], Floats], tolerance: float) -> list[Switch]:
    points = _scanned(lever)
    gaps = gap(points)
    there = gaps[np.isfinite(gaps)]
    nothing = Switch(lever.path, lever.unit, lever.value, None, None)
    if not there.size or (np.ptp(there) <= tolerance and abs(there[0]) > tolerance):
        return [nothing._replace(why="no effect")]
    if np.all(np.abs(there) <= tolerance):
        return [nothing._replace(why="any value reaches it")]
    values = roots(gap, points, tolerance, gaps)
    return [
        nothing._replace(switching_value=value, change=(value - lever.value) / lever.value if lever.value else None)
        for value in values
    ] or [nothing._replace(why="none within bounds")]


def _scanned(lever: Lever) -> Floats:
    """Return where to look first: over all that the hard bounds allow, the scenario's own value among it."""
    kind = lever.kind
    if np.isfinite(kind.most):
        points = np.concatenate([np.linspace(kind.least, kind.most, _SCAN), [kind.most / _FAR, lever.value]])
    else:
        points = np.concatenate([(lever.value or 1.0) * _FACTORS, [kind.least, lever.value]])
    return np.unique(points[lever.allows(points)])


def roots(
    function: Callable[[Floats], Floats], points: Floats, tolerance: float, values: Floats | None = None
) -> list[float]:
    """Return every place between ascending points where a vectorised function is zero within the tolerance.

    It looks closer where the sign changes, and where the function comes near zero and turns away; a change of sign at
    a pole is not a root. Places where the function is NaN are left out. values: the function at the points, where they
    are known already.
    """
    if values is None:
        values = function(points)
    found = [*points[values == 0].tolist()]
    for low, high in _brackets(points, values):
        found += _closer(function, low, high, tolerance)
    sizes = np.abs(values)
    nearest = (sizes[1:-1] <= sizes[:-2]) & (sizes[1:-1] <= sizes[2:]) & (values[:-2] * values[2:] > 0)
    # A median stands still while one authority moves far from the middle, and a closer look would find nothing there.
    level = (values[1:-1] == values[:-2]) & (values[1:-1] == values[2:]) & (sizes[1:-1] > tolerance)
    for i in np.flatnonzero(nearest & ~level) + 1:
        found += _turning(function, points[i - 1], points[i + 1], tolerance)
    return _distinct(found)


def _brackets(points: Floats, values: Floats) -> list[tuple[float, float]]:
    """Return the neighbours between which the sign changes."""
    return [(float(points[i]), float(points[i + 1])) for i in np.flatnonzero(values[:-1] * values[1:] < 0)]


def _distinct(found: list[float]) -> list[float]:
    """Sort roots, those that differ by rounding only taken once."""
    kept: list[float] = []
    for root in sorted(found):
        if not kept or not np.isclose(root, kept[-1], rtol=1e-12, atol=1e-300):
            kept.append(root)
    return kept


def _closer(function: Callable[[Floats], Floats], low: float, high: float, tolerance: float) -> list[float]:
    """Narrow a change of sign down to neighbouring floats."""
    while True:
        points = np.unique(np.linspace(low, high, _ZOOM))
        values = function(points)
        best = int(np.nanargmin(np.abs(values)))
        brackets = _brackets(points, values)
        if values[best] == 0 or not brackets or brackets[0] == (low, high):
            return [float(points[best])] if abs(values[best]) <= tolerance else []
        low, high = brackets[0]


def _turning(function: Callable[[Floats], Floats], low: float, high: float, tolerance: float) -> list[float]:
    """Look for zeros where the function comes nearest to zero without a change of sign between the ends."""
    while True:
        points = np.unique(np.linspace(low, high, _ZOOM))
        values = function(points)
        zeros: list[float] = points[values == 0].tolist()
        brackets = _brackets(points, values)
        if zeros or brackets:
            return zeros + [root for ends in brackets for root in _closer(function, *ends, tolerance)]
        best = int(np.nanargmin(np.abs(values)))
        nearer = float(points[max(best - 1, 0)]), float(points[min(best + 1, len(points) - 1)])
        if nearer == (low, high) or nearer[1] - nearer[0] < 1e-9 * abs(points[best]):
            return [float(points[best])] if abs(values[best]) <= tolerance else []
        low, high = nearer
