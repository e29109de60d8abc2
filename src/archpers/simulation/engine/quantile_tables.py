"""Quantile functions read from tables.

A table's nodes lie 16 to an octave in the distance from the nearer end, from 2^-54 to the median, so that the highest
bits of the distance tell its cell. Between two nodes it is the cubic that has their values and slopes.
"""

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from archpers.arrays import Floats
from archpers.simulation.engine.tape import Recorded

_OCTAVES = 54  # a double between 0 and 1, drawn with 53 bits, is 0 or at least 2^-53
_PER_OCTAVE = 16
CELLS = (_OCTAVES - 1) * _PER_OCTAVE + 1
"""Cells of either half; the last holds the median alone."""
LEAST = 2.0**-_OCTAVES
"""The least distance from an end, of which a table knows the value."""
CELL_BITS = 48
"""The bits of a distance that lie below those of its cell's number."""
FIRST_CELL = (1023 - _OCTAVES) * _PER_OCTAVE
"""The bits above them, for the least distance."""
_FINE = 16384
_FARTHEST = 8.5
"""A standard normal score beyond which a double cannot tell the probability from 1."""


class Half(NamedTuple):
    """A distribution between one end and its median, by the distance in probability from that end."""

    values: Floats
    slopes: Floats
    """Derivative of the values by the natural logarithm of the distance."""


class Tabled:
    """A distribution read from a table: its quantile function, and the range that its values lie in."""

    def __init__(self, lower: Half, upper: Half, low: float, high: float) -> None:
        """Make the table from the values at `nodes()`, counted from below and from above."""
        self.low, self.high = low, high
        self.coefficients = np.concatenate([_pieces(lower), _pieces(upper)], axis=1)
        """Those of each cell's cubic over the distance from its beginning, constant first: 4 by twice the cells."""

    def __call__(self, probabilities: Any, out: Floats | None = None) -> Any:
        """Return the value at each probability, from 0 to 1; an array, or an operand that records it."""
        if isinstance(probabilities, Recorded):
            return probabilities.tape.record(self, probabilities)
        place = np.subtract(1.0, probabilities)
        np.minimum(place, probabilities, out=place)
        np.maximum(place, LEAST, out=place)
        cell = place.view(np.int64) >> CELL_BITS
        room = cell << CELL_BITS
        place -= room.view(np.float64)
        cell -= FIRST_CELL
        np.add(cell, CELLS, out=cell, where=probabilities > 0.5)
        room = room.view(np.float64)
        constant, *others, highest = self.coefficients
        values = highest.take(cell, out=out, mode="clip")  # no cell is outside; to check them would take a copy
        for coefficient in (*reversed(others), constant):
            values *= place
            values += coefficient.take(cell, out=room, mode="clip")
        return values


def nodes() -> Floats:
    """Return the distances from an end at which a `Half` is known, from the least to that of the median."""
    return (np.arange(FIRST_CELL, FIRST_CELL + CELLS) << CELL_BITS).view(np.float64)


def _pieces(half: Half) -> Floats:
    """Return the coefficients of the cubic through the ends of each cell, constant first; the last cell is a point."""
    distance = nodes()
    width, values, slopes = np.diff(distance), half.values, half.slopes / distance
    rise = np.diff(values) / width
    cubic = [
        values[:-1],
        slopes[:-1],
        (3 * rise - 2 * slopes[:-1] - slopes[1:]) / width,
        (slopes[:-1] + slopes[1:] - 2 * rise) / width**2,
    ]
    return np.concatenate([np.stack(cubic), [[values[-1]], [0.0], [0.0], [0.0]]], axis=1)


@lru_cache(maxsize=1)
def _normal_table() -> tuple[Floats, Floats]:
    scores = np.linspace(-_FARTHEST, _FARTHEST, _FINE + 1)
    shares = np.array([math.erfc(-score / math.sqrt(2)) / 2 for score in scores.tolist()])
    return shares[:-1], np.diff(shares)


def normal_shares_below(scores: Floats) -> Floats:
    """Return the probabilities below standard normal scores [share], to within 1e-7."""
    shares, steps = _normal_table()
    place = np.clip(scores, -_FARTHEST, _FARTHEST * (1 - 1e-12))
    place += _FARTHEST
    place *= _FINE / (2 * _FARTHEST)
    cell = place.astype(np.intp)
    place -= cell
    place *= steps.take(cell)
    place += shares.take(cell)
    return place
