"""Switching values: where a measure reaches its target."""

import pytest
from scipy import optimize

import archpers
from archpers.errors import UsageError
from archpers.what_if.baseline import Baseline
from archpers.what_if.switching import Switch, switching_values
from tests.what_if.support import REGION, TOOLKIT, baseline, loaded


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
    own = team.variables[path].value
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


def test_the_share_that_makes_up_for_the_others_has_none() -> None:
    region = archpers.load(REGION)
    assert isinstance(region, archpers.Region)
    found = switches(Baseline(region.authority("LA 1"), "problem_solving"), "functions.full_assessment.hours", 35024)
    row = 'authorities."LA 1".functions.time_shares'
    assert found[f"{row}.problem_solving"].why == "makes up for the others"
    assert found[f"{row}.full_assessment"].switching_value == pytest.approx(0.2, rel=1e-9)
    assert found[f"{row}.first_contact"].why == "no effect"


def test_a_stretch_that_reaches_the_target_is_given_by_its_ends() -> None:
    team = baseline(REGION)
    measure = team.measure("pooled.median.cost_per_person")
    own = float(team.evaluate([measure])[measure.text])
    found = switching_values(team, measure, own)
    # The median lies half-way between LA 1 and LA 3 as long as LA 2 costs more than LA 1 and LA 4 less than LA 3.
    first, third = 5100000 / 7595, 3900000 / 6050
    for path, ends, values in (
        ('authorities."LA 4".cost.total', ["from", "to"], [0.0, 4316 * third]),
        ('authorities."LA 4".people_served', ["or more"], [2500000 / third]),
        ('authorities."LA 2".cost.total', ["or more"], [7899 * first]),
        ('authorities."LA 2".people_served', ["or less"], [5900000 / first]),
        ('authorities."LA 1".cost.total', [""], [5100000.0]),
    ):
        own_rows = [switch for switch in found if switch.input == path]
        assert [switch.end for switch in own_rows] == ends
        assert [switch.switching_value for switch in own_rows] == pytest.approx(values, rel=1e-9)
    assert all(switch.why == "any value reaches it" for switch in found if switch.input.startswith("reform."))


def test_what_is_not_estimated_has_none() -> None:
    with pytest.raises(UsageError, match="is not estimated"):
        switches(baseline(cost=None))
