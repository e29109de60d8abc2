"""Quantile functions read from tables, over arrays of probabilities.

Between the probabilities 1/64 and 63/64 a table is linear over 16,384 cells; beyond, it is cubic over the logarithm of
the distance to the end.
"""

import math
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_CELLS = 16384
_EDGE = _CELLS // 64
_COARSE = 2048
_OCTAVES = 54  # a double between 0 and 1, drawn with 53 bits, is 0 or at least 2^-53
_PER_OCTAVE = 16
_FARTHEST = 8.5
"""A standard normal score beyond which a double cannot tell the probability from 1."""
_TAIL = (_OCTAVES - 6) * _PER_OCTAVE  # cells of one tail: from 2^-54 to 1/64


class Room:
    """Buffers that quantile functions work in, for arrays of up to so many draws."""

    def __init__(self, size: int) -> None:
        self.index: NDArray[np.intp] = np.empty(size, np.intp)
        self.values: Array = np.empty(size)
        self.mask: NDArray[np.bool_] = np.empty(size, np.bool_)


class Quantiles(Protocol):
    """A distribution: its quantile function, and the range that its values lie in."""

    low: float
    high: float

    def fill(self, probabilities: Array, values: Array, room: Room) -> None:
        """Write the value at each probability, which lies from 0 to below 1."""


class Half(NamedTuple):
    """A distribution between one end and its median, by the distance in probability from that end."""

    values: Array
    slopes: Array
    """Derivative of the values by the natural logarithm of the distance."""


class Tabled:
    """A distribution read from tables."""

    def __init__(self, lower: Half, upper: Half, low: float, high: float) -> None:
        """Make the tables from the values at `nodes()`, counted from below and from above."""
        self.low, self.high = low, high
        body, tail = slice(None, _COARSE // 2 - _COARSE // 64 + 1), slice(_COARSE // 2 - _COARSE // 64 + 1, None)
        distance = nodes()[body]
        values = np.concatenate([lower.values[body], upper.values[body][-2::-1]])
        slopes = np.concatenate([lower.slopes[body] / distance, (-upper.slopes[body] / distance)[-2::-1]])
        fine = _between(values, slopes / _COARSE, _CELLS // _COARSE)
        steps = np.diff(fine) * _CELLS
        cells = np.arange(_EDGE, _CELLS - _EDGE)
        self._slope, self._base = np.zeros(_CELLS), np.zeros(_CELLS)
        self._slope[cells] = steps
        self._base[cells] = fine[:-1] - steps * cells / _CELLS
        scale = math.log(2) / _PER_OCTAVE
        halves = [_pieces(half.values[tail], half.slopes[tail] * scale) for half in (lower, upper)]
        self._tail = np.concatenate(halves, axis=1)

    def fill(self, probabilities: Array, values: Array, room: Room) -> None:
        """Write the value at each probability."""
        size = len(values)
        index, slope, mask = room.index[:size], room.values[:size], room.mask[:size]
        np.multiply(probabilities, float(_CELLS), out=slope)
        np.copyto(index, slope, casting="unsafe")
        self._slope.take(index, out=slope, mode="wrap")
        self._base.take(index, out=values, mode="wrap")
        slope *= probabilities
        values += slope
        index -= _EDGE
        np.greater_equal(index.view(np.uintp), _CELLS - 2 * _EDGE, out=mask)
        places = np.flatnonzero(mask)
        values[places] = self._beyond(probabilities[places])

    def _beyond(self, probabilities: Array) -> Array:
        """Return the values at probabilities near 0 or 1."""
        upper = probabilities > 0.5
        distance = np.where(upper, 1 - probabilities, probabilities)
        place = (np.log2(np.maximum(distance, 2.0**-_OCTAVES)) + _OCTAVES) * _PER_OCTAVE
        cell = np.minimum(place.astype(np.intp), _TAIL - 1)
        place -= cell
        first, second, third, fourth = self._tail[:, cell + upper * _TAIL]
        return np.asarray(((fourth * place + third) * place + second) * place + first)


def nodes() -> Array:
    """Return the distances from an end at which a `Half` is known: the coarse body, then the tail."""
    body = np.arange(_COARSE // 64, _COARSE // 2 + 1) / _COARSE
    return np.concatenate([body, 2.0 ** (np.arange(_TAIL + 1) / _PER_OCTAVE - _OCTAVES)])


def _between(values: Array, slopes: Array, parts: int) -> Array:
    """Divide each cell in so many parts, by the cubic through its ends; slopes are per cell."""
    first, second, third, fourth = _pieces(values, slopes)[:, :, None]
    place = np.arange(parts) / parts
    inner = ((fourth * place + third) * place + second) * place + first
    return np.append(inner.ravel(), values[-1])


def _pieces(values: Array, slopes: Array) -> Array:
    """Return the coefficients of the cubic through the ends of each cell, constant first; slopes are per cell."""
    rise = np.diff(values)
    return np.stack(
        [values[:-1], slopes[:-1], 3 * rise - 2 * slopes[:-1] - slopes[1:], slopes[:-1] + slopes[1:] - 2 * rise]
    )


@lru_cache(maxsize=1)
def _normal_table() -> tuple[Array, Array]:
    scores = np.linspace(-_FARTHEST, _FARTHEST, _CELLS + 1)
    shares = np.array([math.erfc(-score / math.sqrt(2)) / 2 for score in scores.tolist()])
    return shares[:-1], np.diff(shares)


def normal_shares_below(scores: Array) -> Array:
    """Return the probabilities below standard normal scores [share], to within 1e-7."""
    shares, steps = _normal_table()
    place = np.clip(scores, -_FARTHEST, _FARTHEST * (1 - 1e-12))
    place += _FARTHEST
    place *= _CELLS / (2 * _FARTHEST)
    cell = place.astype(np.intp)
    place -= cell
    place *= steps.take(cell)
    place += shares.take(cell)
    return place
