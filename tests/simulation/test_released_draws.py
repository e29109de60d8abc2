"""Draws that release more than is free are no scenario: left out of every figure, and counted like any other."""

from pathlib import Path

import numpy as np
import pytest

import archpers
from archpers.errors import UsageError
from archpers.scenario.limits import RELEASED_TOO_MUCH, released_beyond
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if.baseline import Baseline
from tests.support import archpers as run

TEAM = """name: Team
price_base_year: 2026-27
staffing: {care_managers_wte: 20, hours_per_year: 33000}
cost: {total: "£900,000"}
people_served: 900
reform: {core_hours_per_person: {first_contact: 8}, crisis_share: 20%, crisis_hours_per_person: 35}
release: {share: {value: 50%, low: 0%, high: 100%, distribution: uniform}, cost_per_hour: "£20"}
case:
  {first_year: 2026-27, years: 3, reform_in_effect: [0%, 25%, 50%], release_profile: [0%, 25%, 100%],
  discount_rate: 3.5%, prices: constant}
"""


def case(folder: Path, text: str = TEAM) -> Scenario | Region:
    file = folder / "team.yaml"
    file.write_text(text, encoding="utf-8")
    return archpers.load(file)


def test_half_of_the_draws_release_more_than_is_free(tmp_path: Path) -> None:
    found = archpers.simulate(case(tmp_path), 20_000, latin=True, explain=False)
    assert found.infeasible_draws == {RELEASED_TOO_MUCH: 10_000}  # in the last year all that is released is gone
    assert found.feasible_draws == 10_000
    (message,) = [each.message for each in found.warnings if each.code == "infeasible_draws"]
    assert message.startswith(
        "10,000 of 20,000 draws are infeasible, since they break the rule that no more is released than is free in any "
        "year (case.reform_in_effect) (release.share x case.release_profile in 10,000 of 20,000). They are in no figure"
    )
    assert "min or max" not in message


def test_what_is_left_releases_what_is_free(tmp_path: Path) -> None:
    scenario = case(tmp_path)
    found = archpers.simulate(scenario, 20_000, latin=True, explain=False)
    released = found.quantities["released_hours"]
    assert released is not None
    residual = archpers.evaluate(scenario).quantities["residual_hours"]
    assert residual is not None
    assert released.mean == pytest.approx(0.25 * residual, rel=1e-3)
    assert released.p95 is not None
    assert released.p95 <= 0.5 * residual


@pytest.mark.parametrize("value", [0.0, 0.3, 0.5, 0.5 + 1e-13, 0.51, 1.0])
def test_a_draw_is_left_out_where_a_sweep_has_no_value_and_loading_refuses(value: float, tmp_path: Path) -> None:
    baseline = Baseline(case(tmp_path))
    swept = baseline.evaluate(["released_hours"], {"release.share": np.array([value])})["released_hours"]
    assert baseline.timeline is not None
    own = {**baseline.inputs[""], "release_share": value}
    allowed = bool(released_beyond(baseline.timeline, own) <= 0)
    assert np.isfinite(swept).all() == allowed == (value <= 0.5 + 1e-12)


def test_by_a_list_that_is_drawn_it_is_the_same(tmp_path: Path) -> None:
    text = TEAM.replace("{value: 50%, low: 0%, high: 100%, distribution: uniform}", "50%")
    spread = "{value: 50%, low: 40%, high: 60%, distribution: uniform}"
    scenario = case(tmp_path, text.replace("25%, 50%], rel", f"25%, {spread}], rel"))
    found = archpers.simulate(scenario, 20_000, latin=True, explain=False, show=["case.npsv"])
    assert found.infeasible_draws == {RELEASED_TOO_MUCH: 10_000}
    assert found.feasible_draws == 10_000


def test_where_nothing_of_it_is_drawn_nothing_is_left_out(tmp_path: Path) -> None:
    text = TEAM.replace("{value: 50%, low: 0%, high: 100%, distribution: uniform}", "50%")
    uncertain = "people_served: {value: 900, low: 800, high: 1000, distribution: uniform}"
    found = archpers.simulate(case(tmp_path, text.replace("people_served: 900", uncertain)), 2000, explain=False)
    assert found.infeasible_draws == {}


def test_all_draws_that_release_too_much_are_refused(tmp_path: Path) -> None:
    low = "{value: 50%, distribution: {uniform: {low: 50%, high: 70%}}}"
    text = TEAM.replace("{value: 50%, low: 0%, high: 100%, distribution: uniform}", low)
    with pytest.raises(UsageError, match=r"every draw is infeasible: release\.share x .* in 500 of 500"):
        archpers.simulate(case(tmp_path, text), 500)


def test_a_sweep_says_which_rule_a_point_breaks(tmp_path: Path) -> None:
    case(tmp_path)
    done = run("sweep", "team.yaml", "--vary", "release.share=40%,60%", "--show", "released_hours", cwd=tmp_path)
    assert done.returncode == 0
    text = " ".join(done.stdout.decode().split())
    assert "1 of 2 points are infeasible and have no value (no more is released than is free in any year" in text
