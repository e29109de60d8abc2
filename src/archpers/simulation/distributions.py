"""Distributions of an uncertain input, each as its quantile function of probabilities.

Each takes an array of probabilities, or an operand that records what is done with them (see `recording`). Uniform and
triangular are computed in closed form, the others are read from tables, within 1e-6 standard deviations of the exact
value or, far out in a long tail, within 1e-6 of the value itself (tests hold them against scipy). Parameters and their
bounds: `scenario/spread.py`.
"""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from statistics import NormalDist
from typing import Any, Protocol

import numpy as np

from archpers.simulation.beta import beta_quantile
from archpers.simulation.engine.quantile_tables import Half, Tabled, nodes


class Quantiles(Protocol):
    """A distribution: its quantile function, and the range that its values lie in."""

    low: float
    high: float

    def __call__(self, probabilities: Any) -> Any:
        """Return the value at each probability, from 0 to 1; an array, or an operand that records it."""


class Uniform:
    """Every value between low and high is equally likely; a single value where they are the same."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def __call__(self, probabilities: Any) -> Any:
        """Return the value at each probability; the sum may round to just above the high end, so it is held there."""
        return np.minimum(probabilities * (self.high - self.low) + self.low, self.high)


class Triangular:
    """The likeliest value is the mode; the density falls linearly to low and high."""

    def __init__(self, low: float, mode: float, high: float) -> None:
        self.low, self.mode, self.high = low, mode, high

    def __call__(self, probabilities: Any) -> Any:
        """Return the value at each probability; round-off beyond an end is put on the end."""
        width, below, above = self.high - self.low, self.mode - self.low, self.high - self.mode
        rise = np.sqrt(np.minimum(probabilities, below / width) * (width * below))
        fall = np.sqrt((1.0 - np.maximum(probabilities, below / width)) * (width * above))
        return _between(self.low + rise + (above - fall), self.low, self.high)


class Truncated:
    """A distribution cut to the probabilities between two of its own."""

    def __init__(self, whole: Quantiles, below: float, within: float, low: float, high: float) -> None:
        self.whole, self.below, self.within = whole, below, within
        self.low, self.high = low, high

    def __call__(self, probabilities: Any) -> Any:
        """Return the value at each probability; round-off beyond a limit is put on the limit."""
        return _between(self.whole(probabilities * self.within + self.below), self.low, self.high)


def _between(values: Any, low: float, high: float) -> Any:
    return np.minimum(np.maximum(values, low), high)


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
