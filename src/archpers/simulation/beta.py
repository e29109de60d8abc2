"""The quantile function of the beta distribution, to machine precision, for the tables of `distributions`."""

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_MOST_STEPS = 200
_MOST_TERMS = 1_000


def beta_quantile(alpha: float, beta: float, probabilities: Array) -> tuple[Array, Array]:
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


def _solved(alpha: float, beta: float, log_beta: float, wanted: Array, place: Array) -> Array:
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


def _log_share_below(alpha: float, beta: float, log_beta: float, place: Array) -> tuple[Array, Array]:
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


def _fraction(alpha: float, beta: float, value: Array) -> Array:
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
