"""Every warning has a case that gives it and a case beside it that does not."""

import ast
import re
from typing import Any

import pytest

from archpers.results.evaluate import evaluate
from archpers.results.remarks import warnings
from archpers.results.result import Result
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Scenario
from tests.support import SOURCE, TOOLKIT


def of(*overrides: str) -> dict[str, str]:
    """Warnings of the toolkit team: code -> message."""
    return messages(evaluate(load("toolkit-team", [parse_override(text) for text in overrides])))


def messages(result: Result) -> dict[str, str]:
    found = {warning.code: warning.message for warning in result.warnings}
    assert len(found) == len(result.warnings)
    return found


def with_shares(*shares: str) -> dict[str, str]:
    content: dict[str, Any] = {
        "name": "Shares",
        "staffing": {"care_managers_wte": 11, "hours_per_year": 10_000},
        "people_served": 500,
        "functions": {"time_shares": dict(zip(TOOLKIT["hours_per_week"], shares, strict=True))},
    }
    return messages(evaluate(Scenario.model_validate(content)))


CASES = (
    # what holds exactly at the edge: the toolkit team needs 18.9 hours a person and has 19,360
    ("deficit", ("people_served=1030",), ("people_served=1024",)),
    ("people_per_wte_outside_published_range", ("people_served=423",), ("people_served=424",)),
    ("people_per_wte_outside_published_range", ("people_served=1106",), ("people_served=1105",)),
    (
        "core_exceeds_time_today",
        ("reform.core_hours_per_person=null", "reform.core_hours_per_person.first_contact=0.353"),
        ("reform.core_hours_per_person=null", "reform.core_hours_per_person.first_contact=0.352"),
    ),
    ("cost_not_given", ("cost=null",), ("cost.total=0",)),
    ("functions_not_given", ("functions=null",), ()),
    ("reform_not_given", ("reform=null",), ()),
    ("value_does_not_exist", ("people_served=1e308",), ("people_served=1e100",)),
    (
        "value_does_not_exist",
        ("reform.core_hours_per_person=null", "reform.core_hours_per_person.first_contact=0", "reform.crisis_share=0"),
        ("reform.core_hours_per_person=null", "reform.core_hours_per_person.first_contact=0"),
    ),
)


@pytest.mark.parametrize(("code", "given", "not_given"), CASES, ids=lambda case: case if isinstance(case, str) else "")
def test_a_warning_is_given_where_it_holds_and_only_there(
    code: str, given: tuple[str, ...], not_given: tuple[str, ...]
) -> None:
    assert code in of(*given)
    assert code not in of(*not_given)


def test_shares_beside_100_percent_are_pointed_out() -> None:
    over = with_shares("12.5%", "12.5%", "12.5%", "12.5%", "12.5%", "12.5%", "12.5%", "12.6%")
    short = with_shares("12.5%", "12.5%", "12.5%", "12.5%", "12.5%", "12.5%", "12.5%", "12.4%")
    exact = with_shares(*["12.5%"] * 8)
    assert "sum to 100.10%" in over["shares_miss_100_percent"]
    assert "10 hours a year are counted twice" in over["shares_miss_100_percent"]
    assert "10 hours a year are not in any function" in short["shares_miss_100_percent"]
    assert "shares_miss_100_percent" not in exact
    assert "shares_miss_100_percent" not in of()


def test_every_code_has_its_case() -> None:
    tree = ast.parse((SOURCE / "results" / "remarks" / "warnings.py").read_text(encoding="utf-8"))
    yielded = [node.value for node in ast.walk(tree) if isinstance(node, ast.Yield)]
    said = [value.elts[0] for value in yielded if isinstance(value, ast.Tuple)]
    codes = {own for code in said for own in ([code.body, code.orelse] if isinstance(code, ast.IfExp) else [code])}
    plain = {code.value for code in codes if isinstance(code, ast.Constant)}
    assert {ast.unparse(code) for code in codes if not isinstance(code, ast.Constant)} == {"f'{block}_not_given'"}
    tested = {code for code, *_ in CASES} | {"shares_miss_100_percent"}
    elsewhere = {"core_function_not_there", "people_per_wte_outside_typical_range"}  # test_what_people_tripped_over
    assert tested | elsewhere == plain | {"cost_not_given", "functions_not_given", "reform_not_given"}


def test_a_deficit_comes_first_and_tells_its_numbers() -> None:
    found = of("people_served=1700")
    assert next(iter(found)) == "deficit"
    assert found["deficit"] == (
        "Deficit: core and crisis service need 18.26 WTE and there are 11.00. 12,770 hours a year are missing "
        "(66.0% of today's hours, £253,949); nothing is left to reinvest."
    )


def test_a_deficit_without_cost_speaks_of_no_money() -> None:
    assert "£" not in of("people_served=1700", "cost=null")["deficit"]


def test_the_core_that_exceeds_todays_time_is_named_function_by_function() -> None:
    message = of()["core_exceeds_time_today"]
    assert "First contact (0.35 today, core 2.50)" in message
    assert "Basic planning (1.06 today, core 3.70)" in message
    assert "Full assessment" not in message


def test_people_outside_the_published_range_say_on_which_side() -> None:
    code = "people_per_wte_outside_published_range"
    assert of("people_served=400")[code].startswith("36.4 people per WTE is fewer than in any")
    assert of("people_served=1700")[code].startswith("154.5 people per WTE is more than in any")
    assert warnings.PUBLISHED_PEOPLE_PER_WTE == (39, 100)


def test_what_does_not_exist_is_named() -> None:
    nobody = "reform.core_hours_per_person=null", "reform.core_hours_per_person.first_contact=0"
    message = of(*nobody, "reform.crisis_share=0")["value_does_not_exist"]
    assert message.startswith("There is no value for wisn_ratio: a division by zero")


@pytest.mark.parametrize(
    "overrides",
    [
        ("people_served=1e308",),
        ("staffing.care_managers_wte=1e-320",),
        ("staffing.care_managers_wte=1e307",),
        ("cost.total=1e308", "people_served=1e-300"),
        ("reform.crisis_hours_per_person=1e308", "people_served=1e6"),
        ("reform.core_hours_per_person.first_contact=1e308",),
    ],
    ids=lambda overrides: overrides[0],
)
def test_numbers_beyond_any_float_are_warned_of_and_break_nothing(overrides: tuple[str, ...]) -> None:
    found = of(*overrides)
    assert "value_does_not_exist" in found
    for message in found.values():
        assert not re.search(r"\b(nan|inf|infinity)\b", message, re.IGNORECASE)


def test_rounded_shares_of_endless_hours_break_nothing() -> None:
    shares = dict(zip(TOOLKIT["hours_per_week"], ["12.5%"] * 7 + ["12.4%"], strict=True))
    staffing = {"care_managers_wte": 1e307, "working_days_per_year": 366, "working_hours_per_day": 24}
    content = {"name": "Endless", "staffing": staffing, "people_served": 1, "functions": {"time_shares": shares}}
    assert "(no value) hours a year" in messages(evaluate(Scenario.model_validate(content)))["shares_miss_100_percent"]


def test_nobody_says_savings() -> None:
    for overrides in ((), ("people_served=1700",), ("cost=null",), ("reform=null", "functions=null")):
        assert not any("saving" in message.lower() for message in of(*overrides).values())
