"""Sweep: the model over every combination of the values of some inputs, in blocks of constant size."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.errors import UsageError
from archpers.sensitivity.axes import Axis
from archpers.sensitivity.measures import Measure
from archpers.sensitivity.vary import Baseline

MOST_POINTS = 100_000_000
BLOCK = 32_768
"""Points evaluated at a time: enough for numpy to be fast, few enough to stay in the cache."""

Floats = NDArray[np.float64]


class Block(NamedTuple):
    """Some rows of a sweep, by column."""

    columns: dict[str, Floats]
    """Path of an input or name of a measure -> its values, one a row; NaN where there is no value."""
    feasible: NDArray[np.bool_]


class Extreme(NamedTuple):
    """The least or greatest value of a measure, and the point that gave it."""

    value: float
    point: dict[str, float]


class Summary(NamedTuple):
    """What a sweep comes to, over all its points."""

    infeasible: int
    below_zero: dict[str, int]
    """Measure -> the number of points at which it is negative."""
    least: dict[str, Extreme]
    greatest: dict[str, Extreme]


class Sweep:
    """Every combination of the values on some axes, the last axis varying fastest."""

    def __init__(self, baseline: Baseline, axes: Sequence[Axis], measures: Sequence[Measure]) -> None:
        """Take what is varied and what is shown.

        Raises UsageError for two axes of one input, for too many points, for values that are all out of bounds, and
        for a measure that the scenario does not estimate.
        """
        self.baseline = baseline
        self.axes = tuple(axes)
        self.measures = tuple(measures)
        self.points = math.prod(axis.size for axis in axes)
        _refuse(self)
        self.own = baseline.evaluate(measures)
        """The measures at the scenario's own inputs."""
        for measure in measures:
            if measure.text not in self.own:
                raise UsageError(f"{measure.text}: is not estimated, since the scenario lacks what it rests on")

    def grid(self) -> tuple[dict[str, Floats], NDArray[np.bool_]]:
        """Return every measure on the full grid, an array with one dimension an axis, and where it is feasible."""
        shape = tuple(axis.size for axis in self.axes)
        changes = {
            axis.lever.path: axis.values().reshape([-1 if i == k else 1 for k in range(len(shape))])
            for i, axis in enumerate(self.axes)
        }
        varied = self.baseline.vary(changes)
        values = self.baseline.evaluate_varied(self.measures, varied)
        return (
            {text: np.where(varied.feasible, np.broadcast_to(value, shape), np.nan) for text, value in values.items()},
            np.broadcast_to(varied.feasible, shape),
        )

    def blocks(self, size: int = BLOCK) -> Iterator[Block]:
        """Yield all rows, so many at a time; the memory needed does not depend on the number of points."""
        shape = tuple(axis.size for axis in self.axes)
        for start in range(0, self.points, size):
            rows = np.arange(start, min(start + size, self.points))
            places = np.unravel_index(rows, shape)
            inputs = {axis.lever.path: axis.at(place) for axis, place in zip(self.axes, places, strict=True)}
            varied = self.baseline.vary(inputs)
            feasible = np.broadcast_to(varied.feasible, rows.shape)
            values = self.baseline.evaluate_varied(self.measures, varied)
            found = {text: np.where(feasible, value, np.nan) for text, value in values.items()}
            yield Block({**inputs, **found}, feasible)

    def summary(self) -> Summary:
        """Go through all points once, for the extremes and the deficits."""
        infeasible = 0
        below = dict.fromkeys((measure.text for measure in self.measures), 0)
        least: dict[str, Extreme] = {}
        greatest: dict[str, Extreme] = {}
        for block in self.blocks():
            infeasible += int(np.count_nonzero(~block.feasible))
            for text in below:
                values = block.columns[text]
                below[text] += int(np.count_nonzero(values < 0))
                if np.isnan(values).all():
                    continue
                for extremes, row, sign in ((least, np.nanargmin(values), 1), (greatest, np.nanargmax(values), -1)):
                    if text not in extremes or sign * values[row] < sign * extremes[text].value:
                        point = {axis.lever.path: float(block.columns[axis.lever.path][row]) for axis in self.axes}
                        extremes[text] = Extreme(float(values[row]), point)
        return Summary(infeasible, below, least, greatest)

    def infeasible_because(self) -> str:
        """Say which rules make points infeasible."""
        rules = [
            f"{axis.lever.path}: {axis.lever.kind.rule}"
            for axis in self.axes
            if not axis.lever.allows(axis.at(np.array([0, axis.size - 1]))).all()
            or (axis.listed and not axis.lever.allows(axis.values()).all())
        ]
        if any(axis.lever.name in ("time_share", "hours_per_week") for axis in self.axes):
            rules.append("the functions together take all the time there is, not more and not nothing")
        return "; ".join(rules)


def _refuse(sweep: Sweep) -> None:
    if not sweep.axes:
        raise UsageError("nothing is varied; write --vary PATH=START:STOP:STEP, such as reform.crisis_share=10%:30%:5%")
    if sweep.points > MOST_POINTS:
        counts = " x ".join(f"{axis.size:,}" for axis in sweep.axes)
        raise UsageError(
            f"the sweep has {sweep.points:,} points ({counts}), more than {MOST_POINTS:,}; take larger steps"
        )
    seen: set[str] = set()
    for axis in sweep.axes:
        if axis.lever.path in seen:
            raise UsageError(f"--vary {axis.lever.path}: is varied twice; give all its values at once")
        seen.add(axis.lever.path)
        ends = axis.values() if axis.listed else axis.at(np.array([0, axis.size - 1]))
        if not axis.lever.allows(ends).any() and (axis.listed or np.sign(ends[0]) == np.sign(ends[1])):
            raise UsageError(
                f"--vary {axis.lever.path}: no value is possible, since {axis.lever.kind.rule}; "
                f"write values such as {axis.lever.kind.example}"
            )
