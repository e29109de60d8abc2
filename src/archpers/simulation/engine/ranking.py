"""The sorting by which values are pooled: a network of comparisons for few values, one step that sorts for many."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from archpers.arrays import Floats

MOST_IN_A_NETWORK = 32
"""Beyond, sorting takes less time than the comparisons do; up to it, machine code can be made of them."""
_ROWS = 2048  # points that are sorted at a time: with some hundred values each, about as many as the cache holds


class Ranking:
    """The operation of a step that sorts its operands point by point, with a result for each rank that it gives."""

    def __init__(self, ranks: Sequence[int]) -> None:
        """Give these ranks; 0 is the smallest."""
        self.ranks = ranks

    def __call__(self, *values: Any, out: Floats | tuple[Floats, ...]) -> None:
        """Write the value of each rank, ascending; NaN throughout where one value is NaN."""
        results = out if isinstance(out, tuple) else (out,)
        size = len(results[0])
        side_by_side = np.empty((min(size, _ROWS), len(values)))
        for start in range(0, size, _ROWS):
            part = slice(start, min(start + _ROWS, size))
            rows = side_by_side[: part.stop - start]
            for column, value in enumerate(values):
                rows[:, column] = value[part] if np.ndim(value) else value
            rows.sort(axis=1)
            rows[np.isnan(rows[:, -1])] = np.nan  # they stand last
            for rank, result in zip(self.ranks, results, strict=True):
                result[part] = rows[:, rank]


def comparisons(count: int) -> Iterator[tuple[int, int]]:
    """Yield what is to be compared to sort so many values, lower place first: Batcher's odd-even merge sort.

    What is compared does not depend on the values.
    """
    span = 1
    while span < count:
        gap = span
        while gap:
            for start in range(gap % span, count - gap, 2 * gap):
                for low in range(start, min(start + gap, count - gap)):
                    if low // (2 * span) == (low + gap) // (2 * span):
                        yield low, low + gap
            gap //= 2
        span *= 2
