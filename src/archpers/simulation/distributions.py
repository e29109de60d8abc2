"""Distributions of an uncertain input, each as its quantile function of probabilities.

Each takes an array of probabilities, or an operand that records what is done with them (see `engine/tape`). Uniform and
triangular are computed in closed form, the others are read from tables, within 1e-6 standard deviations of the exact
value or, far out in a long tail, within 1e-6 of the value itself (tests hold them against scipy). Parameters and their
bounds: `scenario/schema/fields/distribution_fields.py`.
"""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from statistics import NormalDist
from typing import Any, Protocol

import numpy as np

from archpers.arrays import Floats
from archpers.scenario.schema.fields.distribution_fields import limit_shares, of_logarithm
from archpers.simulation.engine.quantile_tables import Half, Tabled, nodes

_MOST_STEPS = 200
_MOST_TERMS = 1_000


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
    centre, spread = of_logarithm(mean, sd)
    below, above = np.exp(centre + spread * half.values), np.exp(centre - spread * half.values)
    upper = Half(above, -above * spread * half.slopes)
    return Tabled(Half(below, below * spread * half.slopes), upper, 0.0, math.inf)


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
    whole = make(parameters["mean"], parameters["sd"])
    low, high = parameters.get("min", -math.inf), parameters.get("max", math.inf)
    if low == -math.inf and high == math.inf:
        return whole
    below, above = limit_shares(name, parameters)
    return Truncated(whole, below, above - below, max(low, whole.low), min(high, whole.high))


def distribution(name: str, parameters: Mapping[str, float]) -> Quantiles:
    """Return the quantile function of a distribution by its name and parameters. KeyError for an unknown name.

    uniform: low, high. triangular: low, mode, high. pert: low, mode, high, shape (4). normal, lognormal: mean, sd of
    the value itself, and min, max where it is truncated. beta: alpha, beta, and low, high (0, 1).
    """
    if name in ("normal", "lognormal"):
        return _cut(_normal if name == "normal" else _lognormal, name, parameters)
    if name != "beta" and parameters["low"] == parameters["high"]:
        return Uniform(parameters["low"], parameters["high"])
    makers: dict[str, Callable[..., Quantiles]] = {
        "uniform": Uniform,
        "triangular": Triangular,
        "pert": _pert,
        "beta": _beta,
    }
    return makers[name](**parameters)


def beta_quantile(alpha: float, beta: float, probabilities: Floats) -> tuple[Floats, Floats]:
    """Return the quantiles of a beta distribution, and their derivatives by the logarithm of the probability.

    probabilities: above 0, at most 0.5. Newton's method on the logarithm of value and probability, kept inside 0 to 1.
    """
    wanted = np.log(probabilities)
    log_beta = math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta)
    few = np.unique(np.append(np.sort(wanted)[::32], wanted.max()))
    start = (few + math.log(alpha) + log_beta) / alpha  # the first term of the series, exact near 0
    found = _solved(alpha, beta, log_beta, few, np.minimum(start, math.log(alpha / (alpha + beta))))
    place = _solved(alpha, beta, log_beta, wanted, np.interp(wanted, few, found))
    values = np.exp(place)
    return values, values / _log_share_below(alpha, beta, log_beta, place)[1]


def _solved(alpha: float, beta: float, log_beta: float, wanted: Floats, place: Floats) -> Floats:
    """Find the logarithms of the values whose probability has the wanted logarithm, from a first guess."""
    for _ in range(_MOST_STEPS):
        share, elasticity = _log_share_below(alpha, beta, log_beta, place)
        moved = place - (share - wanted) / elasticity
        moved = np.where(moved < 0, moved, place / 2)
        change = np.abs(moved - place)
        place = moved
        if np.all(change < 1e-12 * np.maximum(1, np.abs(place))):  # and the step after that is far below
            break
    return place


def _log_share_below(alpha: float, beta: float, log_beta: float, place: Floats) -> tuple[Floats, Floats]:
    """Return the logarithm of the probability below a value, and its derivative by the value's own logarithm.

    place: logarithm of the value, below 0.
    """
    value = np.exp(place)
    rest = -np.expm1(place)
    density = alpha * place + beta * np.log(rest) - log_beta  # of the value times itself and the rest
    near = value <= (alpha + 1) / (alpha + beta + 2)
    share = np.empty_like(place)
    share[near] = density[near] - math.log(alpha) + np.log(_fraction(alpha, beta, value[near]))
    far = ~near
    above = np.exp(density[far] - math.log(beta)) * _fraction(beta, alpha, rest[far])
    share[far] = np.log1p(-np.minimum(above, 1 - 1e-16))
    return share, np.exp(density - share) / rest


def _fraction(alpha: float, beta: float, value: Floats) -> Floats:
    """Evaluate the incomplete beta function's continued fraction at values below the mean (Lentz's method)."""
    upper = np.ones_like(value)
    lower = 1 / (1 - (alpha + beta) * value / (alpha + 1))
    answer = lower.copy()
    for n in range(1, _MOST_TERMS):
        even = n * (beta - n) / ((alpha + 2 * n - 1) * (alpha + 2 * n)) * value
        odd = -(alpha + n) * (alpha + beta + n) / ((alpha + 2 * n) * (alpha + 2 * n + 1)) * value
        for coefficient in (even, odd):
            lower = 1 / (1 + coefficient * lower)
            upper = 1 + coefficient / upper
            change = upper * lower
            answer *= change
        if np.all(np.abs(change - 1) < 1e-14):
            break
    return answer
