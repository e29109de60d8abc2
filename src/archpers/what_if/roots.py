"""Roots: every place where a function of one number is zero, single places and stretches alike."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats

_ZOOM = 65  # points in each closer look
_LEVEL = 1e-4  # of the tolerance: what differs by less only wobbles by rounding
_BESIDE = 1e-6  # of a root: how far a stretch goes at least


class Root(NamedTuple):
    """A place where a function is zero: one number, or all from low to high."""

    low: float
    high: float


@np.errstate(over="ignore", invalid="ignore")
def roots(
    function: Callable[[Floats], Floats], points: Floats, tolerance: float, values: Floats | None = None
) -> list[Root]:
    """Return every place between ascending points where a vectorised function is zero within the tolerance.

    Where it stays zero, as a median does while one authority moves far from the middle, the place is a stretch. It
    looks closer where the sign changes, and where the function comes near zero and turns away; a change of sign at a
    pole is not a root. Places where the function is NaN are left out. values: the function at the points, where they
    are known already.
    """
    if values is None:
        values = function(points)
    wobble = tolerance * _LEVEL
    sizes, level = np.abs(values), np.abs(np.diff(values)) <= wobble
    stays = level & (sizes[:-1] <= tolerance) & (sizes[1:] <= tolerance)  # from each point to the next
    within = np.append(stays, False) | np.append(False, stays)
    found = [Root(place, place) for place in points[(values == 0) & ~within].tolist()] + _stretches(points, stays)
    for low, high in _brackets(points, values, ~stays):
        found += _closer(function, low, high, tolerance)
    nearest = (sizes[1:-1] <= sizes[:-2]) & (sizes[1:-1] <= sizes[2:]) & (values[:-2] * values[2:] > 0)
    # Where a function stands still away from zero, a closer look would find nothing.
    for i in np.flatnonzero(nearest & ~within[1:-1] & ~(level[:-1] & level[1:])) + 1:
        found += _turning(function, points[i - 1], points[i + 1], tolerance)
    return _distinct([_followed(function, root, points, wobble) for root in found])


def _stretches(points: Floats, stays: NDArray[np.bool_]) -> list[Root]:
    """Return each run of points between which the function stays zero. stays: whether it does, a point to the next."""
    first = points[:-1][stays & ~np.append(False, stays[:-1])]
    last = points[1:][stays & ~np.append(stays[1:], False)]
    return [Root(low, high) for low, high in zip(first.tolist(), last.tolist(), strict=True)]


def _followed(function: Callable[[Floats], Floats], root: Root, points: Floats, wobble: float) -> Root:
    """Follow a root to both ends of the stretch over which the function stays the same, if it does beside the root."""
    low, high = root
    left, right = points[points < low][-1:].tolist(), points[points > high][:1].tolist()
    span = points[-1] - points[0]
    below, above = (_BESIDE * (abs(end) or span) for end in root)
    beside = [max(low - below, left[0]) if left else low, min(high + above, right[0]) if right else high]
    own, *values = function(np.array([low, *beside])).tolist()
    if left and abs(values[0] - own) <= wobble:
        low = _edge(function, low, left[0], own, wobble)
    if right and abs(values[1] - own) <= wobble:
        high = _edge(function, high, right[0], own, wobble)
    return Root(low, high) if high - low > _BESIDE * max(abs(low), abs(high)) else root


def _edge(function: Callable[[Floats], Floats], inside: float, outside: float, own: float, wobble: float) -> float:
    """Narrow the end of a stretch down to neighbouring floats; return the one inside."""
    while True:
        points = np.linspace(inside, outside, _ZOOM)
        same = np.abs(function(points) - own) <= wobble
        if same.all():
            return outside
        first = max(int(np.argmin(same)), 1)
        nearer = float(points[first - 1]), float(points[first])
        if nearer == (inside, outside):
            return inside
        inside, outside = nearer


def _brackets(points: Floats, values: Floats, among: NDArray[np.bool_] | bool = True) -> list[tuple[float, float]]:
    """Return the neighbours between which the sign changes. among: where to look, from each point to the next."""
    return [(float(points[i]), float(points[i + 1])) for i in np.flatnonzero((values[:-1] * values[1:] < 0) & among)]


def _distinct(found: list[Root]) -> list[Root]:
    """Sort roots, those that overlap or differ by rounding only taken once."""
    kept: list[Root] = []
    for root in sorted(found):
        if not kept or not (root.low <= kept[-1].high or np.isclose(root.low, kept[-1].high, rtol=1e-12, atol=1e-300)):
            kept.append(root)
        elif root.low < root.high:
            kept[-1] = Root(kept[-1].low, max(kept[-1].high, root.high))
    return kept


def _closer(function: Callable[[Floats], Floats], low: float, high: float, tolerance: float) -> list[Root]:
    """Narrow a change of sign down to neighbouring floats."""
    while True:
        points = np.unique(np.linspace(low, high, _ZOOM))
        values = function(points)
        best = int(np.nanargmin(np.abs(values)))
        brackets = _brackets(points, values)
        if values[best] == 0 or not brackets or brackets[0] == (low, high):
            return [Root(float(points[best]), float(points[best]))] if abs(values[best]) <= tolerance else []
        low, high = brackets[0]


def _turning(function: Callable[[Floats], Floats], low: float, high: float, tolerance: float) -> list[Root]:
    """Look for zeros where the function comes nearest to zero without a change of sign between the ends."""
    while True:
        points = np.unique(np.linspace(low, high, _ZOOM))
        values = function(points)
        zeros = [Root(place, place) for place in points[values == 0].tolist()]
        brackets = _brackets(points, values)
        if zeros or brackets:
            return zeros + [root for ends in brackets for root in _closer(function, *ends, tolerance)]
        best = int(np.nanargmin(np.abs(values)))
        nearer = float(points[max(best - 1, 0)]), float(points[min(best + 1, len(points) - 1)])
        if nearer == (low, high) or nearer[1] - nearer[0] < 1e-9 * abs(points[best]):
            return [Root(float(points[best]), float(points[best]))] if abs(values[best]) <= tolerance else []
        low, high = nearer
