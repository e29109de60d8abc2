"""Distributions: known values, moments against theory, the ends, truncation."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from scipy import stats

from archpers.arrays import Floats
from archpers.scenario.schema.fields.distribution_fields import share_below
from archpers.simulation.distributions import beta_quantile, distribution
from archpers.simulation.engine.quantile_tables import normal_shares_below

PROBABILITIES = np.concatenate(
    [np.linspace(0.0005, 0.9995, 4001), 10.0 ** -np.arange(3, 16), 1 - 10.0 ** -np.arange(3, 15), [1 / 64, 63 / 64]]
)
TOLERANCE = 1e-6
"""Standard deviations by which a table may be off."""


def quantiles(name: str, parameters: dict[str, float], probabilities: Floats = PROBABILITIES) -> Floats:
    values: Floats = distribution(name, parameters)(probabilities)
    return values


def moments(name: str, parameters: dict[str, float]) -> tuple[float, float]:
    """Mean and standard deviation, from probabilities spread evenly (and closely, towards the ends)."""
    edges = np.concatenate([10.0 ** np.linspace(-14, -3, 4000), np.linspace(0.001, 0.5, 200_000)])
    edges = np.unique(np.concatenate([[0], edges, 1 - edges, [1]]))
    weights, middle = np.diff(edges), (edges[1:] + edges[:-1]) / 2
    values = quantiles(name, parameters, middle)
    mean = float(weights @ values)
    return mean, math.sqrt(float(weights @ (values - mean) ** 2))


def beta_moments(alpha: float, beta: float, low: float = 0, high: float = 1) -> tuple[float, float]:
    whole = alpha + beta
    sd = math.sqrt(alpha * beta / (whole**2 * (whole + 1)))
    return low + (high - low) * alpha / whole, (high - low) * sd


@pytest.mark.parametrize(
    ("name", "parameters", "mean", "sd"),
    [
        ("uniform", {"low": 2, "high": 8}, 5, 6 / math.sqrt(12)),
        ("triangular", {"low": 1, "mode": 2, "high": 6}, 3, math.sqrt((1 + 4 + 36 - 2 - 6 - 12) / 18)),
        ("triangular", {"low": 0, "mode": 0, "high": 3}, 1, math.sqrt(9 / 18)),
        ("triangular", {"low": 0, "mode": 3, "high": 3}, 2, math.sqrt(9 / 18)),
        ("pert", {"low": 10, "mode": 30, "high": 110}, *beta_moments(1.8, 4.2, 10, 110)),
        ("pert", {"low": 0, "mode": 0, "high": 1}, *beta_moments(1, 5)),
        ("pert", {"low": 0, "mode": 0.5, "high": 1, "shape": 10}, *beta_moments(6, 6)),
        ("normal", {"mean": 3, "sd": 2}, 3, 2),
        ("lognormal", {"mean": 3, "sd": 2}, 3, 2),
        ("beta", {"alpha": 2, "beta": 3}, *beta_moments(2, 3)),
        ("beta", {"alpha": 0.2, "beta": 0.7, "low": -1, "high": 4}, *beta_moments(0.2, 0.7, -1, 4)),
        ("beta", {"alpha": 10_000, "beta": 300}, *beta_moments(10_000, 300)),
        ("beta", {"alpha": 0.2, "beta": 10_000}, *beta_moments(0.2, 10_000)),
    ],
    ids=str,
)
def test_moments_are_those_of_theory(name: str, parameters: dict[str, float], mean: float, sd: float) -> None:
    found = moments(name, parameters)
    assert found[0] == pytest.approx(mean, abs=TOLERANCE * sd)
    assert found[1] == pytest.approx(sd, rel=1e-4)


def test_normal_and_lognormal_quantiles_are_exact_to_the_stated_bound() -> None:
    exact = np.array([NormalDist(3, 2).inv_cdf(each) for each in PROBABILITIES.tolist()])
    assert np.abs(quantiles("normal", {"mean": 3, "sd": 2}) - exact).max() < TOLERANCE * 2
    spread = math.sqrt(math.log1p(1 / 9))
    scores = np.array([NormalDist().inv_cdf(each) for each in PROBABILITIES.tolist()])
    exact = np.exp(math.log(3) - spread**2 / 2 + spread * scores)
    assert np.abs(quantiles("lognormal", {"mean": 3, "sd": 1}) - exact).max() < TOLERANCE


@pytest.mark.parametrize(("alpha", "beta"), [(1, 1), (1, 5), (5, 1), (2, 3), (7, 2), (20, 30)])
def test_beta_quantiles_of_whole_shapes_against_the_binomial_sum(alpha: int, beta: int) -> None:
    inner = PROBABILITIES[(PROBABILITIES > 1e-6) & (PROBABILITIES < 1 - 1e-6)]
    values = quantiles("beta", {"alpha": alpha, "beta": beta}, inner)
    number = alpha + beta - 1
    below = sum(math.comb(number, k) * values**k * (1 - values) ** (number - k) for k in range(alpha, number + 1))
    density = (
        values ** (alpha - 1)
        * (1 - values) ** (beta - 1)
        * math.gamma(alpha + beta)
        / math.gamma(alpha)
        / math.gamma(beta)
    )
    error = np.abs(below - inner) / density  # in units of the value
    assert error.max() < TOLERANCE * beta_moments(alpha, beta)[1]


@pytest.mark.parametrize(
    "shape", [(1, 5), (2.3, 3.7), (7, 2), (0.5, 0.5), (0.2, 0.7), (0.2, 10_000), (10_000, 300)], ids=str
)
def test_beta_quantiles_against_scipy(shape: tuple[float, float]) -> None:
    exact = stats.beta(*shape)
    found = quantiles("beta", {"alpha": shape[0], "beta": shape[1]})
    assert np.abs(found - exact.ppf(PROBABILITIES)).max() < TOLERANCE * exact.std()


@pytest.mark.parametrize("sd", [0.3, 1.0, 3.0, 30.0])
def test_lognormal_quantiles_against_scipy(sd: float) -> None:
    spread = math.sqrt(math.log1p((sd / 3) ** 2))
    exact = stats.lognorm(spread, scale=3 * math.exp(-(spread**2) / 2)).ppf(PROBABILITIES)
    assert (np.abs(quantiles("lognormal", {"mean": 3, "sd": sd}) - exact) < TOLERANCE * np.maximum(sd, exact)).all()


@pytest.mark.parametrize("shape", [0.2, 0.5, 1.0, 3.0, 40.0, 10_000.0])
def test_beta_nodes_are_exact_where_there_is_a_closed_form(shape: float) -> None:
    chances = np.concatenate([2.0 ** -np.arange(1, 55), [0.3, 0.123]])
    values, slopes = beta_quantile(shape, 1.0, chances)
    assert values == pytest.approx(chances ** (1 / shape), rel=1e-10)
    assert slopes == pytest.approx(values / shape, rel=1e-9)
    values, _ = beta_quantile(1.0, shape, chances)
    assert values == pytest.approx(-np.expm1(np.log1p(-chances) / shape), rel=1e-10)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("uniform", {"low": 2.1, "high": 8.3}),
        ("triangular", {"low": 2.1, "mode": 3, "high": 8.3}),
        ("pert", {"low": 2.1, "mode": 3, "high": 8.3}),
        ("beta", {"alpha": 0.5, "beta": 0.5, "low": 2.1, "high": 8.3}),
        ("normal", {"mean": 4, "sd": 5, "min": 2.1, "max": 8.3}),
        ("lognormal", {"mean": 4, "sd": 5, "min": 2.1, "max": 8.3}),
    ],
    ids=str,
)
def test_values_rise_with_probability_and_stay_between_the_ends(name: str, parameters: dict[str, float]) -> None:
    ends = np.array([0.0, 2.0**-53, 1e-9, 1 - 1e-9, 1 - 2.0**-53])
    chances = np.sort(np.concatenate([ends, np.random.default_rng(5).random(20_000)]))
    values = quantiles(name, parameters, chances)
    assert (np.diff(values) >= -1e-12).all()
    assert values.min() >= 2.1 - 1e-12
    assert values.max() <= 8.3 + 1e-12
    assert values[0] == pytest.approx(2.1, abs=0.01)  # a thin tail ends just before its limit
    assert values[-1] == pytest.approx(8.3, abs=0.01)


def test_a_truncated_normal_is_the_normal_between_its_limits() -> None:
    normal = NormalDist(0.2, 0.1)
    below, above = normal.cdf(0), normal.cdf(0.35)
    chances = np.linspace(0.01, 0.99, 99)
    exact = [normal.inv_cdf(below + each * (above - below)) for each in chances.tolist()]
    found = quantiles("normal", {"mean": 0.2, "sd": 0.1, "min": 0, "max": 0.35}, chances)
    assert found == pytest.approx(exact, abs=1e-6)


@pytest.mark.parametrize("name", ["uniform", "triangular", "pert"])
def test_a_degenerate_distribution_gives_its_one_value(name: str) -> None:
    parameters = {"low": 3.0, "high": 3.0} | ({"mode": 3.0} if name != "uniform" else {})
    assert quantiles(name, parameters) == pytest.approx(np.full(len(PROBABILITIES), 3.0), abs=0)


def test_an_unknown_distribution_is_refused() -> None:
    with pytest.raises(KeyError):
        distribution("gauss", {"low": 0, "high": 1})


def test_shares_below_a_score() -> None:
    scores = np.linspace(-8, 8, 3001)
    exact = [NormalDist().cdf(score) for score in scores.tolist()]
    assert normal_shares_below(scores) == pytest.approx(exact, abs=1e-7)
    assert share_below("lognormal", {"mean": 3, "sd": 1}, 0) == 0
    assert share_below("normal", {"mean": 3, "sd": 1}, math.inf) == 1
