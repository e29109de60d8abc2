"""What an hour costs and who comes: published worked examples, limits, and what is given in place of a formula."""

import numpy as np
import pytest

from archpers.model import evaluate
from tests.support import TOOLKIT

PSSRU = {"salary_per_wte": 30_800.0, "ni_rate": 0.128, "ni_threshold": 5_715.0, "pension_rate": 0.14}
"""PSSRU, Unit Costs of Health and Social Care 2010: community nurse."""


def test_on_costs_of_the_community_nurse_of_2010() -> None:
    found = evaluate(["employer_ni_per_wte", "employer_pension_per_wte"], PSSRU)
    assert round(sum(found.values())) == 7_523


def test_overheads_of_the_community_nurse_of_2010() -> None:
    """£3,130 of indirect overheads beside 10% of pay and on-costs: £6,962 printed."""
    pay = {**PSSRU, "care_managers_wte": 1.0, "direct_overhead_share": 0.1, "capital_cost_per_wte": 3_130.0}
    found = evaluate(["direct_overheads", "capital_overheads"], pay)
    assert round(sum(found.values())) == 6_962


WISN = {
    "weekdays_per_year": 52 * 4.5,
    "bank_holidays": 10.0,
    "annual_leave_days": 30.0,
    "sickness_days": 15.0,
    "contracted_hours_per_week": 35.0,
}
"""WHO (2010), Workload Indicators of Staffing Need."""


def test_available_working_days_of_wisn() -> None:
    assert evaluate(["working_days_per_year"], WISN)["working_days_per_year"] == 179


def test_available_working_hours_of_wisn() -> None:
    found = evaluate(["available_hours_per_wte"], {**WISN, "working_days_per_year": 217.0})
    assert found["available_hours_per_wte"] == 1_519


def test_time_elsewhere_is_the_category_allowance_of_wisn() -> None:
    """15% of the time elsewhere: so many more are required, a factor of 1.176."""
    given = {**WISN, "care_managers_wte": 10.0, "people_served": 400.0, "required_hours": 9_000.0}
    with_it, without = (
        evaluate(["required_wte"], {**given, "time_on_care_management": share})["required_wte"] for share in (0.85, 1.0)
    )
    assert with_it / without == pytest.approx(1 / 0.85, rel=1e-12)
    assert round(with_it / without, 3) == 1.176


def test_volumes_equal_to_the_people_served_give_the_published_core_to_the_last_bit() -> None:
    hours = {"first_contact": 2.5, "overview_assessment": 3.7, "basic_planning": 3.7, "short_reviews": 2.0}
    core = sum(hours.values())
    for people in (500.0, 3_480.0, 7.3, 1 / 3):
        given = {"core_activity_hours": hours, "people_served": people, "contacts": people, "new_people": people}
        counted = ("contacts", "new_people", "new_people", "people_served")
        per = {"core_activity_volume": dict(zip(hours, counted, strict=True))}
        assert evaluate(["core_hours_per_person"], given, per) == {"core_hours_per_person": core}
    assert core == pytest.approx(11.9, rel=1e-15)


def test_volumes_may_be_given_for_some_functions_and_follow_others_for_the_rest() -> None:
    given = {"core_activity_hours": {"a": 2.0, "b": 3.0}, "core_activity_volume": {"a": 50.0}, "people_served": 100.0}
    belonging = {"core_activity_volume": {"b": "reviews"}}
    wanted = ["core_activity_volume", "core_function_hours_per_person"]
    assert evaluate(wanted, {**given, "reviews": 200.0}, belonging) == {
        "core_activity_volume": {"b": 200.0, "a": 50.0},
        "core_function_hours_per_person": {"a": 1.0, "b": 6.0},
    }
    assert evaluate(wanted[1:], given, belonging) == {"core_function_hours_per_person": {"a": 1.0}}


def test_no_employer_ni_below_the_threshold_and_more_heads_pay_less() -> None:
    def ni(pay: float, heads: float) -> float:
        given = {**PSSRU, "salary_per_wte": pay, "heads_per_wte": heads}
        return float(evaluate(["employer_ni_per_wte"], given)["employer_ni_per_wte"])

    assert ni(5_715.0, 1.0) == ni(5_000.0, 1.0) == 0.0
    assert ni(30_800.0, 2.0) == pytest.approx(ni(30_800.0, 1.0) - 0.128 * 5_715, rel=1e-12)
    assert ni(30_800.0, 6.0) == 0.0


def test_what_is_not_stated_counts_as_it_says() -> None:
    found = evaluate(
        ["employer_ni_per_wte", "employment_cost_per_wte", "total_cost"], {**PSSRU, "care_managers_wte": 4.0}
    )
    assert found["total_cost"] == 4 * found["employment_cost_per_wte"]
    assert found["employment_cost_per_wte"] == 30_800 + found["employer_ni_per_wte"] + 30_800 * 0.14


def test_given_values_stand_for_the_formulas() -> None:
    given = {**TOOLKIT, **PSSRU, **WISN, "established_wte": 20.0}
    wanted = ["care_managers_wte", "total_cost", "working_days_per_year", "working_hours_per_day"]
    assert evaluate(wanted, given) == {name: TOOLKIT[name] for name in wanted}
    free = {name: value for name, value in given.items() if name not in wanted}
    assert evaluate(wanted[:1], free) == {"care_managers_wte": 20.0}


def test_arrays_and_scalars_agree() -> None:
    rates = np.linspace(0.1, 0.3, 5)
    heads = np.array([[1.0], [1.5], [7.0]])
    given = {**PSSRU, "care_managers_wte": 4.0}
    grid = evaluate(["total_cost"], {**given, "pension_rate": rates, "heads_per_wte": heads})["total_cost"]
    assert grid.shape == (3, 5)
    for row, own in enumerate(heads[:, 0]):
        for column, rate in enumerate(rates):
            alone = evaluate(["total_cost"], {**given, "pension_rate": float(rate), "heads_per_wte": float(own)})
            assert grid[row, column] == pytest.approx(alone["total_cost"], rel=1e-12)


def test_flow_is_per_person_and_per_year() -> None:
    given = {"people_served": 400.0, "new_people": 100.0, "contacts": 250.0, "cost_per_hour": 20.0}
    given["group_hours"] = {"assessment": 3_000.0, "planning": 1_000.0, "problem_solving": 600.0, "review": 200.0}  # type: ignore[assignment]
    wanted = ("turnover", "mean_stay", "contacts_per_new_person", "hours_on_new_person", "hours_on_person_supported")
    assert list(evaluate(wanted, given).values()) == [0.25, 4.0, 2.5, 40.0, 2.0]
    costs = evaluate(("cost_on_new_person", "cost_on_person_supported"), given)
    assert list(costs.values()) == [800.0, 40.0]
