"""Switching values: where a measure reaches its target."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize

import archpers
from archpers.errors import UsageError
from archpers.sensitivity.switching import Switch, roots, switching_values
from archpers.sensitivity.vary import Baseline
from tests.sensitivity.support import REGION, TOOLKIT, baseline, loaded

Floats = NDArray[np.float64]


def switches(team: Baseline, measure: str = "residual_value", target: float = 0.0) -> dict[str, Switch]:
    return {switch.input: switch for switch in switching_values(team, team.measure(measure), target)}


def test_known_values() -> None:
    found = switches(baseline())
    # 19,360 hours less 5,950 of core are 13,410 for crisis: 134.1 for each of 100 people, or 383.14 people with 35.
    assert found["reform.crisis_hours_per_person"].switching_value == pytest.approx(134.1, rel=1e-12)
    assert found["reform.crisis_share"].switching_value == pytest.approx(13410 / 35 / 500, rel=1e-12)
    assert found["people_served"].switching_value == pytest.approx(19360 / 18.9, rel=1e-12)
    assert found["staffing.care_managers_wte"].switching_value == pytest.approx(9450 / 1760, rel=1e-12)
    assert found["staffing.care_managers_wte"].change == pytest.approx(9450 / 19360 - 1, rel=1e-12)
    assert found["cost.total"].switching_value == 0
    assert found["functions.hours_per_week.long_reviews"].why == "no effect"


@pytest.mark.parametrize("target", [0.0, 100000.0, 200000.0, 210000.0, -50000.0])
def test_put_back_through_a_file_each_reaches_the_target(target: float) -> None:
    found = [switch for switch in switches(baseline(), target=target).values() if switch.switching_value is not None]
    assert len(found) >= 4
    for switch in found:
        result = archpers.evaluate(loaded(TOOLKIT, {switch.input: repr(switch.switching_value)}))
        assert result.quantities["residual_value"] == pytest.approx(target, rel=1e-9, abs=1e-9 * 197073)


@pytest.mark.parametrize("path", ["people_served", "reform.crisis_share", "staffing.care_managers_wte"])
def test_the_same_as_a_root_finder_of_scipy(path: str) -> None:
    team = baseline()
    own = team.levers[path].value
    expected = optimize.brentq(
        lambda value: team.evaluate(["residual_share_of_hours"], {path: value})["residual_share_of_hours"] - 0.4,
        own * 0.5,
        own * 2,
        xtol=1e-14,
        rtol=1e-14,
    )
    assert switches(team, "residual_share_of_hours", 0.4)[path].switching_value == pytest.approx(expected, rel=1e-11)


def test_none_where_the_bounds_do_not_allow_it() -> None:
    found = switches(baseline(), "residual_share_of_hours", 0.99)
    assert found["reform.crisis_share"].switching_value is None
    assert found["reform.crisis_share"].why == "none within bounds"
    assert found["staffing.working_days_per_year"].switching_value is None  # more than 366 days
    assert found["people_served"].switching_value == pytest.approx(19360 * 0.01 / 18.9)


def test_the_baseline_itself_reaches_its_own_value() -> None:
    team = baseline()
    own = float(team.evaluate(["residual_value"])["residual_value"])
    found = switches(team, target=own)
    assert found["people_served"].change == pytest.approx(0, abs=1e-12)
    assert found["functions.hours_per_week.long_reviews"].why == "any value reaches it"


def test_an_input_of_zero_has_a_value_and_no_change() -> None:
    switch = switches(baseline(reform__crisis_share="0%"))["reform.crisis_share"]
    assert switch.switching_value == pytest.approx(13410 / 35 / 500)
    assert switch.change is None


def test_time_shares_take_from_the_others() -> None:
    region = archpers.load(REGION)
    assert isinstance(region, archpers.Region)
    team = Baseline(region.authority("LA 1"))
    found = switches(team, "functions.full_assessment.hours", 35024)
    row = 'authorities."LA 1".functions.time_shares'
    assert found[f"{row}.full_assessment"].switching_value == pytest.approx(0.2, rel=1e-9)
    # Where first contact takes s of the hours, full assessment keeps 17.6 / 97.3 of the rest: 20% is out of its reach.
    assert found[f"{row}.first_contact"].why == "none within bounds"


def test_a_region_is_followed_as_one_authority() -> None:
    found = switches(baseline(REGION))
    result = archpers.evaluate(
        loaded(REGION, {"reform.crisis_share": repr(found["reform.crisis_share"].switching_value)})
    )
    assert result.quantities["residual_value"] == pytest.approx(0, abs=1e-9 * 5.9e6)


def test_what_is_not_estimated_has_none() -> None:
    with pytest.raises(UsageError, match="is not estimated"):
        switches(baseline(cost=None))


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
    assert found == pytest.approx(expected, abs=2e-6)
    assert len(found) == len(expected)


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

    assert roots(function, GRID, 1e-12, GRID - 0.7) == pytest.approx([0.7])


def test_random_polynomials_have_the_roots_they_are_made_of() -> None:
    random = np.random.default_rng(3)
    for _ in range(200):
        expected = np.sort(random.uniform(-2.9, 2.9, random.integers(1, 5)))
        if np.min(np.diff(expected), initial=1) < 0.05:
            continue
        found = roots(lambda x, roots=expected: np.polyval(np.poly(roots), x), GRID, 1e-9)  # type: ignore[misc]
        assert found == pytest.approx(expected.tolist(), abs=1e-8)
