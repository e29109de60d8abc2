"""Limits: what a file refuses has no room left, and what it takes has some, at both sides of each bound."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from archpers.errors import ScenarioError
from archpers.model.arithmetic import total
from archpers.scenario.inputs import model_inputs
from archpers.scenario.limits import WHOLES, Limit, limits, limits_of_growth, limits_of_release
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.years import timeline
from archpers.what_if.baseline import Baseline
from tests.decision.test_case import EXAMPLE


def scenario(*overrides: str, file: Path = EXAMPLE) -> Scenario:
    loaded = load(file, [parse_override(text) for text in overrides])
    assert isinstance(loaded, Scenario)
    return loaded


def every_limit(own: Scenario, inputs: dict[str, Any]) -> list[Limit]:
    line = timeline(own)
    of_years = (*limits_of_release(line, inputs), *limits_of_growth(line, inputs)) if line else ()
    return [*limits(inputs), *of_years]


def broken(found: list[Limit]) -> list[str]:
    return [each.rule for each in found if each.room < 0 or (each.excluded and each.room == 0)]


def changed(file: Path, **inputs: Any) -> list[Limit]:
    """Return the limits with some inputs changed, past the checks of the file."""
    own = scenario(file=file)
    return every_limit(own, {**model_inputs(own), **inputs})


@pytest.mark.parametrize("name", ["toolkit-team", "built-up-borough", "yorkshire-humber-2010-reinvestment"])
def test_a_file_that_can_be_read_has_room(name: str) -> None:
    own = load(name)
    assert isinstance(own, Scenario)
    assert broken(every_limit(own, model_inputs(own))) == []


@pytest.mark.parametrize(
    ("taken", "refused", "inputs", "rule"),
    [
        (
            "reinvestment.peer_support.share=65%",
            "reinvestment.peer_support.share=66%",
            {"reinvestment_share": {"peer_support": 0.66, "information_networks": 0.05, "others": 0.3}},
            "the shares of the cash released sum to 100% or less",
        ),
        (
            "case.release_profile.1=66%",
            "case.release_profile.1=67%",
            {"release_share": 1.7},
            "no more is released than is free, in 2027-28 too",
        ),
        (
            "staffing.working_time.annual_leave_days=200",
            "staffing.working_time.annual_leave_days=240",
            {"annual_leave_days": 240.0},
            "absences leave some weekdays to work",
        ),
    ],
    ids=["support", "release", "absence"],
)
def test_what_a_file_refuses_has_no_room(taken: str, refused: str, inputs: dict[str, Any], rule: str) -> None:
    own = scenario(taken)
    assert broken(every_limit(own, model_inputs(own))) == []
    with pytest.raises(ScenarioError):
        scenario(refused)
    assert rule in broken(changed(EXAMPLE, **inputs))


def test_growth_leaves_every_year_within_its_bounds(tmp_path: Path) -> None:
    data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    file, growth = tmp_path / "growth.yaml", {"reform.crisis_share": "49%"}
    file.write_text(json.dumps({**data, "case": {**data["case"], "growth": growth}}), encoding="utf-8")
    assert broken(changed(file)) == []
    with pytest.raises(ScenarioError, match=r"would be 1\.01"):
        scenario('case.growth."reform.crisis_share"=50%', file=file)
    beyond = {'"reform.crisis_share"."(every year)"': 0.5}
    assert broken(changed(file, growth_by_year=beyond)) == ["a share lies between 0 and 1, in 2030-31 too"]


def test_agency_staff_are_among_those_there_are_and_have_a_cost() -> None:
    own = scenario()
    inputs = {**model_inputs(own), "care_managers_wte": 2.0}
    assert broken(every_limit(own, inputs)) == ["agency staff are among the care managers"]
    del inputs["care_managers_wte"], inputs["agency_cost_per_wte"]
    assert broken(every_limit(own, inputs)) == ["the cost of the agency staff is not given"]


def test_rows_that_make_up_a_whole_do() -> None:
    for name, file in (("level_share", EXAMPLE), ("time_share", Path("yorkshire-humber-2010-reinvestment"))):
        assert name in WHOLES
        assert total(model_inputs(scenario(file=file))[name]) == pytest.approx(1)


GROWTH = {
    "absence": (
        {"staffing.working_time.annual_leave_days": "75%"},
        'case.growth."staffing.working_time.annual_leave_days" = 75%: growth breaks the rule that absences leave some '
        "weekdays to work, in 2030-31 too; write less growth",
    ),
    "support": (
        {"reinvestment": "20%"},
        "case.growth.reinvestment = 20%: growth breaks the rule that the shares of the cash released sum to 100%",
    ),
    "agency": (
        {"staffing.agency_wte": "200%", "people_served": "1%"},
        "case.growth = a set of keys: growth breaks the rule that agency staff are among the care managers",
    ),
    "release": ({"release.share": "20%"}, "of the residual is released"),
    "levels": ({"brokerage.levels": "1%"}, "the shares of levels always sum to 100%, so they cannot grow; delete it"),
    "lever": ({"levers.CHANGE.change": "100%"}, "but a change takes away 100% at most; write less growth"),
}


@pytest.mark.parametrize("name", GROWTH)
def test_growth_is_refused_where_a_year_could_not_be_written_as_a_file(name: str, tmp_path: Path) -> None:
    growth, expected = GROWTH[name]
    data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    if name == "agency":
        data["staffing"] = {"care_managers_wte": 30, "agency_wte": 2, "hours_per_year": 40_000}
    lever = next(iter(data["levers"]))
    growth = {path.replace("CHANGE", lever): rate for path, rate in growth.items()}
    file = tmp_path / "growth.yaml"
    file.write_text(json.dumps({**data, "case": {**data["case"], "growth": growth}}), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        load(file)
    assert expected in str(raised.value)


def test_a_rate_of_growth_is_varied_only_as_far_as_every_year_holds() -> None:
    varied = Baseline(scenario('case.growth={"release.share": 0%}')).evaluate(
        ["case.npv"], {'case.growth."release.share"': np.array([0.0, 0.5])}
    )["case.npv"]
    assert list(np.isfinite(varied)) == [True, False]
