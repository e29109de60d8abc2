"""Roots: every place where a function is zero."""

import numpy as np
import pytest

from archpers.arrays import Floats
from archpers.what_if.roots import roots

GRID = np.linspace(-3, 3, 1024)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        pytest.param(lambda x: (x + 1) * (x - 0.5) * (x - 2), [-1, 0.5, 2], id="three"),
        pytest.param(lambda x: (x - 0.123) ** 2, [0.123], id="touching"),
        pytest.param(lambda x: (x - 1) * (x - 1.001), [1, 1.001], id="two between neighbours"),
        pytest.param(lambda x: 1 / (x - 0.3), [], id="a pole is not a root"),
        pytest.param(lambda x: x / (x - 0.3), [0], id="a root beside a pole"),
        pytest.param(lambda x: x**2 + 0.01, [], id="turns away"),
        pytest.param(lambda x: np.where(x < 1, np.nan, x - 2), [2], id="beside places without a value"),
        pytest.param(lambda x: np.minimum(x - 1, 2 * x - 3), [1.5], id="a kink"),
        pytest.param(lambda x: np.clip(x, -1, 1) - 0.5, [0.5], id="between two plateaus"),
        pytest.param(lambda x: np.clip(x, -1, 1) - 2, [], id="plateaus off zero"),
        pytest.param(lambda x: np.minimum(np.abs(x - 1) - 1e-3, 2), [0.999, 1.001], id="a notch beside a plateau"),
        pytest.param(lambda x: x - GRID[100], [GRID[100]], id="on a point looked at"),
    ],
)
def test_roots_are_all_found(function: object, expected: list[float]) -> None:
    with np.errstate(divide="ignore"):
        found = roots(function, GRID, 1e-12)  # type: ignore[arg-type]
    assert [low for low, _ in found] == pytest.approx(expected, abs=2e-6)
    assert all(low == high for low, high in found)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        pytest.param(lambda x: x - np.clip(x, -1, 1), [(-1, 1)], id="wide"),
        pytest.param(lambda x: x - np.clip(x, 0.1234, 0.1236), [(0.1234, 0.1236)], id="between two points"),
        pytest.param(lambda x: x - np.clip(x, GRID[100] - 1e-4, GRID[100]), [(GRID[100] - 1e-4, GRID[100])], id="edge"),
        pytest.param(lambda x: np.abs(x - np.clip(x, -2, 0)), [(-2, 0)], id="touching"),
        pytest.param(
            lambda x: np.maximum(x - 1, 0) * (x - 2), [(-3, 1), (2, 2)], id="from the first point, and a root"
        ),
        pytest.param(lambda x: np.where(x > 1, np.nan, np.minimum(x, 0)), [(0, 1)], id="up to where there is no value"),
        pytest.param(lambda x: np.minimum(x + 1e-3, 0), [(-1e-3, 3)], id="an end much nearer to zero than the other"),
        pytest.param(lambda x: x - np.clip(x, -1, 1) + 1e-14, [(-1, 1)], id="beside zero by rounding"),
        pytest.param(lambda x: x - np.clip(x, -1, 1) + 1e-16 * np.sin(1e9 * x), [(-1, 1)], id="wobbling by rounding"),
    ],
)
def test_where_a_function_stays_zero_both_ends_are_found(function: object, expected: list[tuple[float, float]]) -> None:
    found = roots(function, GRID, 1e-12)  # type: ignore[arg-type]
    assert [tuple(root) for root in found] == [pytest.approx(ends, abs=1e-9) for ends in expected]


def test_a_plateau_off_zero_is_not_looked_at_point_by_point() -> None:
    looks = []

    def plateaus(x: Floats) -> Floats:
        looks.append(len(x))
        return np.clip(x, -1, 1) - 2

    assert roots(plateaus, GRID, 1e-12) == []
    assert 2 <= len(looks) < 20


def test_values_that_are_known_are_not_asked_for_again() -> None:
    def function(x: Floats) -> Floats:
        assert len(x) < len(GRID)
        return x - 0.7

    assert roots(function, GRID, 1e-12, GRID - 0.7) == [pytest.approx((0.7, 0.7))]


def test_random_polynomials_have_the_roots_they_are_made_of() -> None:
    random = np.random.default_rng(3)
    for _ in range(200):
        expected = np.sort(random.uniform(-2.9, 2.9, random.integers(1, 5)))
        if np.min(np.diff(expected), initial=1) < 0.05:
            continue
        found = roots(lambda x, roots=expected: np.polyval(np.poly(roots), x), GRID, 1e-9)  # type: ignore[misc]
        assert [low for low, _ in found] == pytest.approx(expected.tolist(), abs=1e-8)
