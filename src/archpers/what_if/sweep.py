"""Sweep: the model over every combination of the values of some inputs, in blocks of constant size."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.errors import UsageError
from archpers.executors import Workers
from archpers.model.case_inputs import MOVES_RELEASE
from archpers.model.definition import Operand
from archpers.results.names import Measure
from archpers.results.remarks.warnings import file_remarks
from archpers.scenario.inputs import kind_of
from archpers.scenario.limits import RELEASE_RULE
from archpers.what_if.axes import SweepAxis, plain
from archpers.what_if.baseline import Baseline
from archpers.what_if.messages import hidden_deficits, not_estimated

MOST_POINTS = 100_000_000
BLOCK_ROWS = 32_768
"""Points evaluated at a time: enough for numpy to be fast, few enough to stay in the cache."""


class SweepBlock(NamedTuple):
    """Some rows of a sweep, by column."""

    columns: dict[str, Floats]
    """Path of an input or name of a measure -> its values, one a row; NaN where there is no value."""
    feasible: NDArray[np.bool_]


class Gaps:
    """The points of a sweep that have no value, counted a block at a time."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        self.infeasible = 0
        """Points whose inputs no file could hold."""
        self.missing = dict.fromkeys((measure.text for measure in measures), 0)
        """Measure -> the other points at which it does not exist."""

    def add(self, block: SweepBlock) -> None:
        """Count those of one block."""
        self.infeasible += int(np.count_nonzero(~block.feasible))
        for text in self.missing:
            self.missing[text] += int(np.count_nonzero(np.isnan(block.columns[text]) & block.feasible))

    def include(self, other: "Gaps") -> None:
        """Add what has been counted of other points."""
        self.infeasible += other.infeasible
        for text, count in other.missing.items():
            self.missing[text] += count


class Extreme(NamedTuple):
    """The least or greatest value of a measure, and the point that gave it."""

    value: float
    point: dict[str, float]


class Summary(NamedTuple):
    """What a sweep comes to, over all its points."""

    gaps: Gaps
    below_zero: dict[str, int]
    """Measure -> the number of points at which it is negative."""
    least: dict[str, Extreme]
    greatest: dict[str, Extreme]


class Sweep:
    """Every combination of the values on some axes, the last axis varying fastest."""

    def __init__(
        self,
        baseline: Baseline,
        axes: Sequence[SweepAxis],
        measures: Sequence[Measure],
        workers: Workers = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Take what is varied and what is shown.

        workers: who evaluates the rows. progress: is told how many rows are done, of how many.

        Raises UsageError for two axes of one input, for too many points, for values that are all out of bounds, and
        for a measure that the scenario does not estimate.
        """
        self.baseline, self.workers, self._progress = baseline, workers, progress
        self.axes = tuple(axes)
        self.measures = tuple(dict.fromkeys(measures))
        self.paths = [axis.variable.path for axis in axes]
        self.shape = tuple(axis.size for axis in axes)
        self.points = math.prod(self.shape)
        self.broken: frozenset[str] = frozenset()
        """Rules that points broke between several inputs, of those that were evaluated."""
        _refuse(self)
        self.own = {text: float(_existing(value, True)) for text, value in baseline.evaluate(measures).items()}
        """The measures at the scenario's own inputs; NaN where there is no value."""
        for measure in measures:
            if measure.text not in self.own:
                raise not_estimated(baseline.inputs, measure)

    def grid(self) -> tuple[dict[str, Floats], NDArray[np.bool_]]:
        """Return every measure on the full grid, an array with one dimension an axis, and where it is feasible."""
        inputs = np.ix_(*(axis.values() for axis in self.axes))
        found, feasible = self._evaluated(dict(zip(self.paths, inputs, strict=True)))
        return {text: np.broadcast_to(value, self.shape) for text, value in found.items()}, feasible

    def blocks(self, size: int = BLOCK_ROWS) -> Iterator[SweepBlock]:
        """Yield all rows, so many at a time; the memory needed does not depend on the number of points."""
        done = 0
        for block in self._blocks(size):
            yield block
            done += len(block.feasible)
            self.tell(done)

    def _blocks(self, size: int) -> Iterator[SweepBlock]:
        if self.workers is not None:
            from archpers.what_if.sweep_tasks import swept_blocks  # which sweeps in another process

            yield from swept_blocks(self, self.workers)
            return
        for start in range(0, self.points, size):
            yield self.block(start, min(start + size, self.points))

    def tell(self, done: int) -> None:
        """Say how many rows are done, to who wants to know."""
        if self._progress is not None:
            self._progress(done, self.points)

    def block(self, start: int, stop: int) -> SweepBlock:
        """Return the rows from start to before stop."""
        inputs = self.inputs_at(start, stop)
        found, feasible = self._evaluated(inputs)
        return SweepBlock({**inputs, **found, **inputs}, feasible)

    def inputs_at(self, start: int, stop: int) -> dict[str, Floats]:
        """Return the varied inputs of the rows from start to before stop [their units], by path."""
        places = np.unravel_index(np.arange(start, stop), self.shape)
        return {axis.variable.path: axis.at(place) for axis, place in zip(self.axes, places, strict=True)}

    def _evaluated(self, inputs: Mapping[str, Floats]) -> tuple[dict[str, Floats], NDArray[np.bool_]]:
        """Return every measure, and where it is feasible, at values of the varied inputs that broadcast."""
        varied = self.baseline.vary(inputs)
        self.broken |= varied.broken
        feasible = np.broadcast_to(varied.feasible, np.broadcast_shapes(*(each.shape for each in inputs.values())))
        values = self.baseline.evaluate_varied(self.measures, varied)
        return {text: _existing(value, feasible) for text, value in values.items()}, feasible

    def summary(self) -> Summary:
        """Go through all points once, for the extremes and the deficits."""
        gaps = Gaps(self.measures)
        below = dict.fromkeys((measure.text for measure in self.measures), 0)
        least: dict[str, Extreme] = {}
        greatest: dict[str, Extreme] = {}
        for block in self.blocks():
            gaps.add(block)
            for text in below:
                values = block.columns[text]
                below[text] += int(np.count_nonzero(values < 0))
                if np.isnan(values).all():
                    continue
                for extremes, row, sign in ((least, np.nanargmin(values), 1), (greatest, np.nanargmax(values), -1)):
                    if text not in extremes or sign * values[row] < sign * extremes[text].value:
                        point = {path: float(block.columns[path][row]) for path in self.paths}
                        extremes[text] = Extreme(float(values[row]), point)
        return Summary(gaps, below, least, greatest)

    def infeasible_because(self) -> str:
        """Say which rules make points infeasible."""
        rules = [f"{axis.variable.path}: {rule}" for axis in self.axes for rule in self._broken_rules(axis)]
        if any(axis.variable.name in ("time_share", "hours_per_week") for axis in self.axes):
            rules.append("the functions together take all the time there is, not more and not nothing")
        if self.baseline.timeline and any(axis.variable.name in MOVES_RELEASE for axis in self.axes):
            rules.append(RELEASE_RULE)
        return "; ".join(dict.fromkeys([*rules, *sorted(self.broken)]))

    def _broken_rules(self, axis: SweepAxis) -> list[str]:
        """Return the rules that some values of one input break; a change is held to what it leaves of each value."""
        variable, values = axis.variable, _outermost(axis)
        broken = [] if variable.allows(values).all() else [variable.kind.rule]
        if variable.change and not broken:
            left = variable._replace(kind=kind_of(variable.name))
            own = (self.baseline.inputs[name][variable.name] for name in variable.authorities)
            each = (value if variable.member is None else value[variable.member] for value in own)
            broken = [] if all(left.allows(value * (1 + values)).all() for value in each) else [left.kind.rule]
        return broken

    def warnings(self) -> list[tuple[str, str]]:
        """Return what the measures hide at the scenario's own inputs, and what its file may not mean: code, message."""
        scenario = self.baseline.scenario
        return [*hidden_deficits(scenario, self.measures), *file_remarks(scenario)]

    def notes(self) -> list[tuple[str, str]]:
        """Return what a reader has to know of the varied inputs, code and message."""
        return [*self.baseline.notes(self.paths), *self.baseline.cost_notes(self.paths)]


def _existing(value: Operand, feasible: Operand) -> Floats:
    """Return NaN in place of what does not exist: at infeasible points, and where a number is too large to compute."""
    return np.where(feasible & np.isfinite(value), value, np.nan)


def _outermost(axis: SweepAxis) -> Floats:
    """Return values that lie out of bounds if any do: both ends of a range, or all that are listed."""
    return axis.values() if axis.listed else axis.at(np.array([0, axis.size - 1]))


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
        path = axis.variable.path
        if path in seen:
            raise UsageError(f"--vary {path}: is varied twice; give all its values at once")
        seen.add(path)
        if axis.variable.change and any(measure.text == path for measure in sweep.measures):
            raise UsageError(f"--show {path}: is the name of a varied input too; show pooled.ratio_of_totals.{path}")
        ends = _outermost(axis)
        if not axis.variable.allows(ends).any() and (axis.listed or np.sign(ends[0]) == np.sign(ends[1])):
            raise UsageError(
                f"--vary {path}: no value is possible, since {axis.variable.kind.rule}; "
                f"write values such as {plain(axis.variable.kind.example)}"
            )
    balance = sweep.baseline.balance
    if balance is not None and all(axis.variable.name != "time_share" for axis in sweep.axes):
        raise UsageError(
            f"--balance {balance}: no time share is varied that it could make up for; "
            "leave the option out, or vary a path below functions.time_shares"
        )
