"""Distributions of an uncertain input, each as its quantile function over arrays of probabilities.

Uniform and triangular are computed in closed form. The others are read from tables: between the probabilities 1/64 and
63/64 linearly from 16,384 cells, beyond by cubic pieces over the logarithm of the distance to the end. A table's value
is within 1e-5 standard deviations of the exact one (tests hold it against scipy), which is less than the Monte Carlo
error of a mean of a thousand million draws. Parameters and their bounds: `scenario/spread.py`.
"""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from archpers.sensitivity.beta import beta_quantile
from archpers.sensitivity.tabled import Array, Half, Quantiles, Room, Tabled, nodes


class Uniform:
    """Every value between low and high is equally likely; a single value where they are the same."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def fill(self, probabilities: Array, values: Array, room: Room) -> None:  # noqa: ARG002 - needs no room
        """Write the value at each probability."""
        np.multiply(probabilities, self.high - self.low, out=values)
        values += self.low
        np.minimum(values, self.high, out=values)  # the sum may round to just above


class Triangular:
    """The likeliest value is the mode; the density falls linearly to low and high."""

    def __init__(self, low: float, mode: float, high: float) -> None:
        self.low, self.mode, self.high = low, mode, high

    def fill(self, probabilities: Array, values: Array, room: Room) -> None:
        """Write the value at each probability."""
        width = self.high - self.low
        upper, mask = room.values[: len(values)], room.mask[: len(values)]
        np.multiply(probabilities, width * (self.mode - self.low), out=values)
        np.sqrt(values, out=values)
        values += self.low
        np.subtract(1.0, probabilities, out=upper)
        upper *= width * (self.high - self.mode)
        np.sqrt(upper, out=upper)
        np.subtract(self.high, upper, out=upper)
        np.greater(probabilities, (self.mode - self.low) / width, out=mask)
        np.copyto(values, upper, where=mask)


class Truncated:
    """A distribution cut to the probabilities between two of its own."""

    def __init__(self, whole: Quantiles, below: float, within: float, low: float, high: float) -> None:
        self.whole, self.below, self.within = whole, below, within
        self.low, self.high = low, high

    def fill(self, probabilities: Array, values: Array, room: Room) -> None:
        """Write the value at each probability; round-off beyond a limit is put on the limit."""
        inner = probabilities * self.within
        inner += self.below
        self.whole.fill(inner, values, room)
        np.clip(values, self.low, self.high, out=values)


@lru_cache(maxsize=1)
def _standard_normal() -> Half:
    normal = NormalDist()
    distance = nodes()
    values = np.array([normal.inv_cdf(each) for each in distance.tolist()])
    return Half(values, distance * math.sqrt(2 * math.pi) * np.exp(values**2 / 2))


def _normal(mean: float, sd: float) -> Tabled:
    half = _standard_normal()
    upper = Half(mean - sd * half.values, -sd * half.slopes)
    return Tabled(Half(mean + sd * half.values, sd * half.slopes), upper, -math.inf, math.inf)


def _lognormal(mean: float, sd: float) -> Tabled:
    half = _standard_normal()
    centre, spread = _of_logarithm(mean, sd)
    below, above = np.exp(centre + spread * half.values), np.exp(centre - spread * half.values)
    upper = Half(above, -above * spread * half.slopes)
    return Tabled(Half(below, below * spread * half.slopes), upper, 0.0, math.inf)


def _of_logarithm(mean: float, sd: float) -> tuple[float, float]:
    """Return mean and standard deviation of a lognormal value's logarithm."""
    variance = math.log1p((sd / mean) ** 2)
    return math.log(mean) - variance / 2, math.sqrt(variance)


@lru_cache(maxsize=256)
def _beta_halves(alpha: float, beta: float) -> tuple[Half, Half]:
    lower, upper = (Half(*beta_quantile(*shape, nodes())) for shape in ((alpha, beta), (beta, alpha)))
    return lower, Half(1 - upper.values, -upper.slopes)


def _beta(alpha: float, beta: float, low: float = 0.0, high: float = 1.0) -> Quantiles:
    width = high - low
    lower, upper = (Half(low + width * half.values, width * half.slopes) for half in _beta_halves(alpha, beta))
    return Tabled(lower, upper, low, high)


def _pert(low: float, mode: float, high: float, shape: float = 4.0) -> Quantiles:
    rise = shape * (mode - low) / (high - low)
    return _beta(1 + rise, 1 + shape - rise, low, high)


def _cut(make: Callable[[float, float], Tabled], name: str, parameters: Mapping[str, float]) -> Quantiles:
    """Make a distribution by its mean and sd, truncated where the file says so."""
    mean, sd = parameters["mean"], parameters["sd"]
    whole = make(mean, sd)
    low, high = parameters.get("min", -math.inf), parameters.get("max", math.inf)
    if low == -math.inf and high == math.inf:
        return whole
    below, above = (share_below(name, parameters, limit) for limit in (low, high))
    return Truncated(whole, below, above - below, max(low, whole.low), min(high, whole.high))


def share_below(name: str, parameters: Mapping[str, float], limit: float) -> float:
    """Return the probability that a normal or lognormal value lies below a limit [share]."""
    mean, sd = parameters["mean"], parameters["sd"]
    if name == "lognormal":
        if limit <= 0:
            return 0.0
        (mean, sd), limit = _of_logarithm(mean, sd), math.log(limit)
    return NormalDist(mean, sd).cdf(limit) if math.isfinite(limit) else float(limit > 0)


def distribution(name: str, parameters: Mapping[str, float]) -> Quantiles:
    """Return the quantile function of a distribution by its name and parameters. KeyError for an unknown name.

    uniform: low, high. triangular: low, mode, high. pert: low, mode, high, shape (4). normal, lognormal: mean, sd of
    the value itself, and min, max where it is truncated. beta: alpha, beta, and low, high (0, 1).
    """
    if name in ("normal", "lognormal"):
        return _cut(_normal if name == "normal" else _lognormal, name, parameters)
    if name not in ("beta",) and parameters["low"] == parameters["high"]:
        return Uniform(parameters["low"], parameters["high"])
    makers: dict[str, Callable[..., Quantiles]] = {
        "uniform": Uniform,
        "triangular": Triangular,
        "pert": _pert,
        "beta": _beta,
    }
    return makers[name](**parameters)
