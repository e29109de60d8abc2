"""Tornado: every input between its low and its high."""

import pytest

import archpers
from archpers.errors import UsageError
from archpers.scenario.schema import Scenario
from archpers.sensitivity.tornado import Swing, tornado
from archpers.sensitivity.vary import Baseline
from tests.sensitivity.support import REGION, TOOLKIT, baseline, loaded


def swings(team: Baseline, measure: str = "residual_value", within: float = 0.1) -> dict[str, Swing]:
    return {swing.input: swing for swing in tornado(team, team.measure(measure), within)}


def test_each_end_is_what_the_model_gives() -> None:
    found = swings(baseline())
    assert set(found) == set(baseline().levers)
    for path, swing in found.items():
        for value, end in ((swing.low_input, swing.low), (swing.high_input, swing.high)):
            result = archpers.evaluate(loaded(TOOLKIT, {path: repr(value)}))
            assert end == pytest.approx(result.quantities["residual_value"], rel=1e-12)


def test_sorted_by_swing_which_is_the_distance_of_the_ends() -> None:
    found = list(swings(baseline()).values())
    sizes = [swing.swing for swing in found]
    assert sizes == [abs(swing.high - swing.low) for swing in found]  # type: ignore[operator]
    assert sizes == sorted(sizes, reverse=True)  # type: ignore[type-var]
    assert found[0].input == "cost.total"
    assert found[0].swing == pytest.approx(0.2 * 197073.86363636362)
    assert [swing.swing for swing in found[-8:]] == [0.0] * 8


def test_low_and_high_of_the_file_are_used_without_a_note() -> None:
    team = baseline(reform__crisis_share__low="15%", reform__crisis_share__high="30%")
    swing = swings(team)["reform.crisis_share"]
    assert (swing.low_input, swing.high_input, swing.note) == (0.15, 0.3, "")


def test_one_end_of_the_file_leaves_the_other_to_within() -> None:
    swing = swings(baseline(reform__crisis_share__high="30%"))["reform.crisis_share"]
    assert [swing.low_input, swing.high_input] == pytest.approx([0.18, 0.3])
    assert swing.note == "low not in the file, taken as 10% from the value"


def test_an_end_beyond_a_hard_bound_is_cut_with_a_note() -> None:
    swing = swings(baseline(reform__crisis_share="95%"))["reform.crisis_share"]
    assert swing.high_input == 1.0
    assert "high cut at its bound, 1 (a share lies between 0 and 1)" in swing.note


def test_a_value_of_zero_stays_with_a_note() -> None:
    swing = swings(baseline(reform__crisis_share="0%"))["reform.crisis_share"]
    assert (swing.low_input, swing.high_input, swing.swing) == (0.0, 0.0, 0.0)
    assert "the value is 0" in swing.note


def test_a_region_moves_every_figure_of_every_authority() -> None:
    region = baseline(REGION)
    found = swings(region)
    assert len(found) == len(region.levers) == 54
    assert found['authorities."LA 1".cost.total'].low_input == 5050000
    assert swings(region, 'authorities."LA 4".residual_value')['authorities."LA 1".people_served'].swing == 0.0


@pytest.mark.parametrize("within", [0.0, 1.0, -0.1, 10.0, float("nan")])
def test_within_is_a_part_of_the_value(within: float) -> None:
    with pytest.raises(UsageError, match="between 0% and 100%"):
        swings(baseline(), within=within)


def test_what_is_not_estimated_has_no_tornado() -> None:
    scenario = loaded(TOOLKIT, {"reform": None})
    assert isinstance(scenario, Scenario)
    with pytest.raises(UsageError, match="is not estimated"):
        swings(Baseline(scenario))
