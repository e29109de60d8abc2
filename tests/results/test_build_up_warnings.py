"""What is said of working time and cost: counted twice, at odds with the diary, or not following the staff."""

from typing import Any

import pytest

from archpers.results.evaluate import evaluate
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.shipped import shipped
from archpers.what_if.baseline import Baseline
from tests.scenario.examples import full

CODES = {
    "hours_per_week_differ_from_working_hours",
    "support_time_counted_twice",
    "overheads_beside_cost_per_wte",
    "cost_does_not_follow_wte",
}
DAYS = {"care_managers_wte": 11.0, "working_days_per_year": 220.0, "working_hours_per_day": 8.0}
TIME = {
    "weekdays_per_year": 261.0,
    "bank_holidays": 8.0,
    "annual_leave_days": 28.0,
    "sickness_days": 9.0,
    "contracted_hours_per_week": 40.0,
}


def said(scenario: Scenario | Region) -> dict[str, str]:
    return {each.code: each.message for each in evaluate(scenario).warnings if each.code in CODES}


def scenario(**more: Any) -> Scenario:
    return Scenario.model_validate({**full(), **more})


@pytest.mark.parametrize("file", shipped(), ids=lambda file: file.stem)
def test_nothing_is_said_of_the_shipped_scenarios(file: Any) -> None:
    assert said(load(file)) == {}


def test_a_diary_of_other_staff_is_found_with_both_figures() -> None:
    message = said(scenario(staffing={**DAYS, "care_managers_wte": 12.3}))["hours_per_week_differ_from_working_hours"]
    assert "440 hours a week" in message
    assert "12.30 WTE work 492" in message


@pytest.mark.parametrize("wte", [10.001, 11.0, 12.22])
def test_a_tenth_more_or_less_is_let_pass(wte: float) -> None:
    assert said(scenario(staffing={**DAYS, "care_managers_wte": wte})) == {}


def test_hours_a_year_alone_are_not_held_against_the_diary() -> None:
    assert said(scenario(staffing={"care_managers_wte": 30.0, "hours_per_year": 19_360.0})) == {}


@pytest.mark.parametrize("label", ["Administration", "Travel to visits", "Staff training", "Admin"])
def test_support_time_in_a_function_and_in_a_share(label: str) -> None:
    hours = {**full()["functions"]["hours_per_week"], "own": 20.0}
    functions = {"hours_per_week": hours, "additional": {"own": {"label": label, "group": "planning"}}}
    staffing = {"care_managers_wte": 13.0, "working_time": {**TIME, "time_on_care_management": 0.9}}
    assert label in said(scenario(staffing=staffing, functions=functions))["support_time_counted_twice"]
    staffing = {"care_managers_wte": 12.0, "working_time": TIME}
    assert said(scenario(staffing=staffing, functions=functions)) == {}


def test_overheads_beside_a_cost_by_post() -> None:
    cost = {"per_wte": 55_700.0, "overheads": {"direct": 0.1}}
    assert "£55,700" in said(scenario(cost=cost))["overheads_beside_cost_per_wte"]
    assert said(scenario(cost={"per_wte": 55_700.0})) == {}


def test_an_override_of_the_staff_says_that_a_total_stays() -> None:
    override = parse_override("staffing.care_managers_wte=11.5")
    message = said(load("toolkit-team", [override]))["cost_does_not_follow_wte"]
    assert "staffing.care_managers_wte moves the care managers" in message
    assert "cost.per_wte" in message
    assert said(load("toolkit-team", [parse_override("people_served=400")])) == {}
    assert said(load("built-up-borough", [parse_override("staffing.vacancy_share=5%")])) == {}


def test_a_sweep_of_the_staff_says_so_too() -> None:
    baseline = Baseline(load("toolkit-team"))
    assert [code for code, _ in baseline.cost_notes(["staffing.care_managers_wte"])] == ["cost_does_not_follow_wte"]
    assert baseline.cost_notes(["people_served", "cost.total"]) == []
    assert Baseline(load("built-up-borough")).cost_notes(["staffing.vacancy_share"]) == []
