"""What is kept of the draws of a figure: sums by block, and a histogram; enough for every figure that is reported.

Sums are taken over blocks of a fixed size and added up in the order of the draws, so that results do not depend on
chunks or threads. Percentiles are read from a histogram whose bins are laid out by the first block; up to one block of
draws they are exact.
"""

import math
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.simulation.engine.program import BLOCK

Detail: TypeAlias = Literal["all", "moments", "means"]
"""What is wanted of each figure: all, or no percentiles, or nothing but the mean."""

BINS = 4096
PERCENTILES = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
_OUTERMOST = 0.025
"""The bins span the first block's values but for so many at either end."""
_LEAST_GROUPS = 32


class CountingLayout(NamedTuple):
    """How the values of each figure are counted: fixed by the first block of draws."""

    centre: Floats
    """A value near the mean, by figure; sums are of the distances from it, so that no digits are lost."""
    bottom: Floats
    """Lower edge of the bins, as a distance from the centre."""
    scale: Floats
    """Bins for one unit."""
    group: int
    """Draws in a group, by whose differences standard errors are estimated."""
    bins: int
    """Number of bins; 0 where no percentiles are wanted."""
    means_only: bool
    """Whether nothing but means is wanted."""


def group_size(draws: int) -> int:
    """Return the size of the groups: a power of two that gives at least 32 of them, at most a block."""
    return max(2, min(BLOCK, 1 << (max(draws // _LEAST_GROUPS, 2).bit_length() - 1)))


def counting_layout(first: Floats, draws: int, detail: Detail) -> CountingLayout:
    """Lay out the counting by the values of the first block: figures by draws, infeasible draws left out."""
    if not first.shape[1]:
        first = np.zeros((len(first), 1))
    there = np.isfinite(first).all(axis=1, keepdims=True)
    if not there.all():
        first = np.where(there, first, 0.0)  # such a figure is not given anyway
    centre = np.mean(first, axis=1)
    bottom, scale = np.zeros_like(centre), np.zeros_like(centre)
    if detail == "all":
        low, high = np.quantile(first, [_OUTERMOST, 1 - _OUTERMOST], axis=1)
        bottom, scale = low - centre, BINS / np.where(high > low, high - low, math.inf)
    return CountingLayout(centre, bottom, scale, group_size(draws), BINS if detail == "all" else 0, detail == "means")


class _WholeNumbers:
    """What is counted in whole numbers, by figure, in whatever order."""

    def __init__(self, layout: CountingLayout) -> None:
        figures = len(layout.centre)
        self.layout = layout
        self.count = 0
        self.below_zero, self.missing = np.zeros(figures, np.int64), np.zeros(figures, np.int64)
        self.histogram = np.zeros((figures if layout.bins else 0, BINS + 2), np.int64)


class ThreadCounter(_WholeNumbers):
    """Counts the chunks of one thread, in buffers of its own; what is counted in whole numbers, it adds up itself."""

    def __init__(self, layout: CountingLayout, size: int) -> None:
        super().__init__(layout)
        self._distance, self._square = np.empty(size), np.empty(size)
        self._index = np.empty(size, np.intp)
        self._mask = np.empty(size, np.bool_)

    def counted(self, values: Sequence[Floats] | Floats, infeasible: NDArray[np.bool_] | None) -> Floats:
        """Count a chunk: values by figure; infeasible draws, if any, are left out.

        Returns what `DrawTotals.add` takes: sums by figure and block of the distances, their squares, then over whole
        groups of their number, means, squared means, variances, squared variances.
        """
        size, group = len(values[0]), self.layout.group
        self.count += size if infeasible is None else size - int(np.count_nonzero(infeasible))
        sums = np.empty((2, len(values), -(-size // group)))
        for figure, own in enumerate(values):
            self._count_figure(figure, own, infeasible, sums[:, figure])
        counts = np.zeros(sums.shape[2])
        whole = size // group
        if infeasible is None:
            counts[:whole] = group
        else:
            counts[:whole] = np.add.reduce(~infeasible[: whole * group].reshape(-1, group), axis=1, dtype=float)
        return _by_block(sums, counts, group)

    def counted_already(self, sums: Floats, below_zero: NDArray[np.int64], size: int) -> Floats:
        """Take a chunk of so many draws, all feasible, that is in the histogram already; return what `counted` does.

        sums: of the distances and their squares, by figure and whole group. below_zero: negative draws, by figure.
        """
        self.count += size
        self.below_zero += below_zero
        return _by_block(sums, np.full(sums.shape[2], float(self.layout.group)), self.layout.group)

    def _count_figure(self, figure: int, values: Floats, infeasible: NDArray[np.bool_] | None, sums: Floats) -> None:
        size = len(values)
        distance, square, mask = self._distance[:size], self._square[:size], self._mask[:size]
        np.subtract(values, self.layout.centre[figure], out=distance)
        if infeasible is not None:
            distance[infeasible] = 0.0
        self._add_up(distance, sums[0])
        if not math.isfinite(np.add.reduce(sums[0])):
            self.missing[figure] += np.count_nonzero(~np.isfinite(distance))
            sums[:] = math.nan
            return
        if self.layout.means_only:
            sums[1] = 0.0
            return
        np.multiply(distance, distance, out=square)
        self._add_up(square, sums[1])
        np.less(values, 0, out=mask)
        if infeasible is not None:
            mask &= ~infeasible
        self.below_zero[figure] += np.count_nonzero(mask)
        if self.layout.bins:
            self._count_bins(figure, distance, infeasible)

    def _add_up(self, values: Floats, sums: Floats) -> None:
        """Add up the values of each group, and what is left at the end."""
        group = self.layout.group
        whole = len(values) // group * group
        np.add.reduce(values[:whole].reshape(-1, group), axis=1, out=sums[: whole // group])
        if whole < len(values):
            sums[-1] = np.add.reduce(values[whole:])

    def _count_bins(self, figure: int, distance: Floats, infeasible: NDArray[np.bool_] | None) -> None:
        index = self._index[: len(distance)]
        distance *= self.layout.scale[figure]
        distance += 1.0 - self.layout.bottom[figure] * self.layout.scale[figure]
        np.clip(distance, 0.0, BINS + 1.0, out=distance)
        np.copyto(index, distance, casting="unsafe")
        kept = index if infeasible is None else index[~infeasible]
        self.histogram[figure] += np.bincount(kept, minlength=BINS + 2)


def _by_block(sums: Floats, counts: Floats, group: int) -> Floats:
    """Add the sums of groups up to those of blocks, with the spread of the whole groups' means and variances."""
    useful = counts > 1
    safe = np.where(useful, counts, 2.0)
    means = np.where(useful, sums[0] / safe, 0.0)
    variances = np.where(useful, (sums[1] - sums[0] * means) / (safe - 1), 0.0)
    number = np.broadcast_to(useful.astype(float), means.shape)
    every = np.stack([sums[0], sums[1], number, means, means**2, variances, variances**2])
    return np.add.reduceat(every, np.arange(0, len(counts), BLOCK // group), axis=2)


class DrawTotals(_WholeNumbers):
    """Adds up the sums in the order of the draws, and in the end what the threads have counted."""

    def __init__(self, layout: CountingLayout) -> None:
        super().__init__(layout)
        self.sums = np.zeros((7, len(layout.centre)))

    def add(self, sums: Floats) -> None:
        """Add the sums of the next chunk."""
        for block in range(sums.shape[2]):
            self.sums += sums[:, :, block]

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process is sent: the histogram in as few bytes as its largest count needs."""
        most = int(self.histogram.max(initial=0))
        return {**self.__dict__, "histogram": self.histogram.astype(np.min_scalar_type(most))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what another process sent."""
        self.__dict__.update({**state, "histogram": state["histogram"].astype(np.int64)})

    def append(self, later: "DrawTotals") -> None:
        """Add the totals of the draws that follow."""
        self.sums += later.sums
        self.include(later)

    def include(self, counter: _WholeNumbers) -> None:
        """Add what has been counted in whole numbers."""
        self.count += counter.count
        self.below_zero += counter.below_zero
        self.missing += counter.missing
        self.histogram += counter.histogram

    def moments(self) -> tuple[Floats, Floats]:
        """Return mean and standard deviation of each figure; NaN for what does not exist or is not kept."""
        mean = self.sums[0] / self.count
        if self.layout.means_only:
            return self.layout.centre + mean, np.full(len(mean), math.nan)
        spread = np.maximum(self.sums[1] - self.sums[0] * mean, 0.0) / max(self.count - 1, 1)
        return self.layout.centre + mean, np.sqrt(spread)

    def quantiles(self, levels: Floats) -> Floats:
        """Read quantiles from the histogram, linearly within a bin: figures by levels."""
        answer = np.empty((len(self.histogram), len(levels)))
        for figure, counts in enumerate(self.histogram):
            reached = np.cumsum(counts)
            wanted = levels * (reached[-1] - 1) + 0.5  # the middle of a draw, as numpy counts
            bins = np.clip(np.searchsorted(reached, wanted), 1, BINS)
            inside = np.maximum(counts[bins], 1)
            place = bins - 1 + np.clip((wanted - reached[bins - 1]) / inside, 0, 1)
            width = 1 / self.layout.scale[figure] if self.layout.scale[figure] else 0.0
            answer[figure] = self.layout.centre[figure] + self.layout.bottom[figure] + place * width
        return answer

    def errors_of_moments(self, independent: bool) -> tuple[Floats, Floats]:
        """Return the Monte Carlo standard errors of mean and standard deviation; NaN for too few draws.

        independent: plain draws; else each group is a Latin hypercube, and the groups' own means tell the error.
        """
        number, means, squares, variances, squared_variances = self.sums[2:]
        _, sd = self.moments()
        with np.errstate(divide="ignore", invalid="ignore"):
            by_groups = not independent or self.layout.means_only
            of_mean = _error(number, means, squares) if by_groups else sd / math.sqrt(self.count)
            of_sd = _error(number, variances, squared_variances) / (2 * sd)
        return of_mean, np.where(sd == 0, 0.0, of_sd)


def _error(number: Floats, values: Floats, squares: Floats) -> Floats:
    """Return the standard error of the mean of so many values, from their sum and the sum of their squares."""
    return np.asarray(np.sqrt(np.maximum(squares - values**2 / number, 0.0) / (number - 1) / number))
