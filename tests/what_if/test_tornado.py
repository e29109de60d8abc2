"""Tornado: every input between its low and its high."""

import re
from pathlib import Path

import pytest

import archpers
from archpers.errors import UsageError
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.shipped import shipped_file
from archpers.what_if.baseline import Baseline
from archpers.what_if.tornado import Swing, tornado
from tests.what_if.support import REGION, TOOLKIT, baseline, loaded, region


def swings(team: Baseline, measure: str = "residual_value", within: float = 0.1) -> dict[str, Swing]:
    return {swing.input: swing for swing in tornado(team, team.measure(measure), within)}


def test_each_end_is_what_the_model_gives() -> None:
    found = swings(baseline())
    assert set(found) == set(baseline().variables)
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


@pytest.mark.parametrize(
    ("evidence", "ends", "note"),
    [
        ("distribution: {uniform: {low: 205, high: 222}}", (205, 222), ""),
        ("distribution: {triangular: {low: 205, mode: 215, high: 222}}", (205, 222), ""),
        ("distribution: {pert: {low: 205, mode: 215, high: 222}}", (205, 222), ""),
        ("distribution: {beta: {alpha: 2, beta: 3, low: 205, high: 222}}", (205, 222), ""),
        ("low: 210, distribution: {uniform: {low: 205, high: 222}}", (210, 222), ""),
        ("low: 210, high: 220, distribution: {uniform: {low: 205, high: 222}}", (210, 220), ""),
        (
            "distribution: {normal: {mean: 215, sd: 3, min: 205, max: 222}}",
            (193.5, 236.5),
            "low and high not given, taken as 10% from the value",
        ),
    ],
    ids=["uniform", "triangular", "pert", "beta", "one beside", "both beside", "no ends"],
)
def test_the_ends_of_a_distribution_are_those_of_the_input(
    evidence: str, ends: tuple[float, float], note: str, tmp_path: Path
) -> None:
    shipped = shipped_file(TOOLKIT)
    assert shipped is not None
    text = shipped.read_text(encoding="utf-8")
    given = re.sub(r"working_days_per_year: .*", f"working_days_per_year: {{value: 215, {evidence}}}", text)
    path = tmp_path / "spread.yaml"
    path.write_text(given, encoding="utf-8")
    swing = swings(Baseline(archpers.load(path)))["staffing.working_days_per_year"]
    assert (swing.low_input, swing.high_input) == pytest.approx(ends)
    assert swing.note == note


def test_one_end_of_the_file_leaves_the_other_to_within() -> None:
    swing = swings(baseline(reform__crisis_share__high="30%"))["reform.crisis_share"]
    assert [swing.low_input, swing.high_input] == pytest.approx([0.18, 0.3])
    assert swing.note == "low not given, taken as 10% from the value"


def test_an_end_beyond_a_hard_bound_is_cut_with_a_note() -> None:
    swing = swings(baseline(reform__crisis_share="95%"))["reform.crisis_share"]
    assert swing.high_input == 1.0
    assert "high cut at its bound, 1 (a share lies between 0 and 1)" in swing.note


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        (
            {"reform__crisis_share": "0%"},
            "its value is 0 and no low or high is given; give one, such as --set PATH.high=",
        ),
        (
            {"reform__crisis_share": "0%", "reform__crisis_share__low": "0%"},
            "its value is 0 and no high is given; give one, such as --set PATH.high=",
        ),
        (
            {"reform__crisis_share__low": "20%", "reform__crisis_share__high": "20%"},
            "its low and its high are the same",
        ),
    ],
)
def test_what_is_not_moved_has_no_swing_and_says_why(changes: dict[str, str], note: str) -> None:
    swing = swings(baseline(**changes))["reform.crisis_share"]
    assert (swing.moved, swing.moves, swing.swing) == (False, False, None)
    assert swing.low_input == swing.high_input
    assert swing.low == swing.high is not None
    assert swing.note.startswith(note)


def test_a_value_of_zero_moves_to_the_end_that_is_given() -> None:
    swing = swings(baseline(reform__crisis_share="0%", reform__crisis_share__high="5%"))["reform.crisis_share"]
    assert (swing.low_input, swing.high_input, swing.moves) == (0.0, 0.05, True)
    assert swing.note == "low not given, taken as 10% from the value"


def test_the_share_that_makes_up_for_the_others_is_not_moved() -> None:
    team = Baseline(region().authority("LA 1"), balance="problem_solving")
    row = 'authorities."LA 1".functions.time_shares'
    found = swings(team, "functions.problem_solving.hours")
    assert not found[f"{row}.problem_solving"].moved
    assert found[f"{row}.problem_solving"].note == "it makes up for the others (--balance)"
    # full assessment moves between 15.84% and 19.36% of 175,120 hours, and problem solving the other way
    assert found[f"{row}.full_assessment"].swing == pytest.approx(0.0352 * 175120)


def test_a_region_moves_every_figure_of_every_authority() -> None:
    several = baseline(REGION)
    found = swings(several)
    assert len(found) == len(several.variables) == 54
    assert found['authorities."LA 1".cost.total'].low_input == 5050000
    assert swings(several, 'authorities."LA 4".residual_value')['authorities."LA 1".people_served'].swing == 0.0


@pytest.mark.parametrize("within", [0.0, 1.0, -0.1, 10.0, float("nan")])
def test_within_is_a_part_of_the_value(within: float) -> None:
    with pytest.raises(UsageError, match="between 0% and 100%"):
        swings(baseline(), within=within)


def test_what_is_not_estimated_has_no_tornado() -> None:
    scenario = loaded(TOOLKIT, {"reform": None})
    assert isinstance(scenario, Scenario)
    with pytest.raises(UsageError, match="is not estimated"):
        swings(Baseline(scenario))
