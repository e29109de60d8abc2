"""The scenario in Python: what it takes, what it refuses, and that nothing changes it."""

from typing import Any

import pytest
from pydantic import ValidationError

from archpers.scenario.schema.blocks.cost import Cost
from archpers.scenario.schema.blocks.functions import Functions
from archpers.scenario.schema.blocks.own_functions import AdditionalFunction
from archpers.scenario.schema.blocks.reform import Reform
from archpers.scenario.schema.blocks.staffing import Staffing
from archpers.scenario.schema.fields.block import Checked
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Scenario, replace
from tests.scenario.examples import HOURS, SHARES, full, least

OWN = {"safeguarding": {"label": "Safeguarding enquiries", "group": "problem_solving"}}


def errors_of(data: Any) -> list[tuple[str, str, str]]:
    """Return path, message and remedy of each error that the data give."""
    with pytest.raises(ValidationError) as raised:
        Scenario.model_validate(data)
    return [
        (".".join(map(str, error["loc"])), error["ctx"]["message"], error["ctx"]["remedy"])
        for error in raised.value.errors()
    ]


def test_floats_are_taken_as_they_are() -> None:
    scenario = Scenario.model_validate(full())
    assert scenario.people_served == Figure(value=500.0)
    assert scenario.functions is not None
    assert {key: figure.value for key, figure in (scenario.functions.hours_per_week or {}).items()} == HOURS
    assert scenario.reform is not None
    assert scenario.reform.crisis_share.value == 0.2


def test_what_is_absent_stays_absent() -> None:
    scenario = Scenario.model_validate(least())
    assert (scenario.cost, scenario.functions, scenario.reform, scenario.document) == (None, None, None, None)
    assert (scenario.schema_version, scenario.options) == (1, {})


def test_evidence_is_kept() -> None:
    evidence = {"value": 500, "low": "480", "high": "£520"[1:], "distribution": "pert", "owner": "Finance"}
    figure = Scenario.model_validate(least(people_served=evidence)).people_served
    assert (figure.value, figure.low, figure.high, figure.distribution) == (
        500.0,
        480.0,
        520.0,
        {"pert": {"low": 480.0, "mode": 500.0, "high": 520.0}},
    )
    assert (figure.owner, figure.source, figure.date, figure.reliability) == ("Finance", None, None, None)


def test_absent_evidence_may_be_said_in_python() -> None:
    assert Scenario.model_validate(least(people_served={"value": 5, "low": None})).people_served.low is None


def test_a_scenario_cannot_be_changed() -> None:
    scenario = Scenario.model_validate(full())
    with pytest.raises(ValidationError, match="frozen"):
        scenario.name = "South"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        scenario.people_served.value = 5.0  # type: ignore[misc]


def test_replace_returns_a_checked_copy() -> None:
    scenario = Scenario.model_validate(full())
    changed = replace(scenario, people_served=600, name="South")
    assert (changed.people_served.value, changed.name) == (600.0, "South")
    assert (scenario.people_served.value, scenario.name) == (500.0, "North")
    assert replace(scenario) == scenario
    with pytest.raises(ValidationError, match="more than 0"):
        replace(scenario, people_served=0)


def test_replace_takes_blocks_made_in_python() -> None:
    scenario = Scenario.model_validate(full())
    reform = Reform.model_validate(
        {"core_hours_per_person": {"safeguarding": 1.0}, "crisis_share": 0.1, "crisis_hours_per_person": 20.0}
    )
    functions = Functions.model_validate({"hours_per_week": {**HOURS, "safeguarding": 3.0}, "additional": OWN})
    changed = replace(scenario, functions=functions, reform=reform)
    assert changed.functions == functions
    assert changed.reform == reform
    assert errors_of({**full(), "reform": reform})[0][:2] == (
        "reform.core_hours_per_person.safeguarding",
        "is not a function",
    )


def test_a_figure_made_in_python_is_checked_where_it_is_put() -> None:
    assert errors_of(least(people_served=Figure(value=-5.0)))[0][1] == "the people served are more than 0"
    assert replace(Scenario.model_validate(least()), people_served=Figure(value=7.0)).people_served.value == 7.0


def test_figure_holds_its_value_between_low_and_high() -> None:
    assert Figure(value=2.0, low=1.0, high=3.0).low == 1.0
    with pytest.raises(ValidationError, match="low lies above the value"):
        Figure(value=2.0, low=2.5)
    with pytest.raises(ValidationError, match="high lies below the value"):
        Figure(value=2.0, high=1.5)
    assert (
        "a distribution needs low and high"
        in errors_of(least(people_served={"value": 2.0, "low": 1.0, "distribution": "pert"}))[0][1]
    )


def test_shares_may_miss_the_whole_by_half_a_unit_each() -> None:
    def total_of(**changes: str) -> Any:
        return least(functions={"time_shares": {**SHARES, **changes}})

    assert Scenario.model_validate(total_of(long_reviews="9.5%")).functions  # 100.4%, eight times 0.05%
    assert Scenario.model_validate(total_of(long_reviews="8.7%")).functions  # 99.6%
    assert errors_of(total_of(long_reviews="9.6%")) == [
        (
            "functions.time_shares",
            "the shares sum to 100.5%, 0.5 percentage points over 100%, more than the 0.4 that rounding explains",
            "write shares that make up 100%",
        )
    ]
    assert "99.5%, 0.5 percentage points short of" in errors_of(total_of(long_reviews="8.6%"))[0][1]
    assert Scenario.model_validate(total_of(first_contact="1%", long_reviews="9.8%")).functions  # 100.8%, 0.85 allowed


def test_exact_shares_leave_no_room() -> None:
    nobody = dict.fromkeys(SHARES, 0)
    assert Scenario.model_validate(least(functions={"time_shares": {**nobody, "long_reviews": 1}})).functions
    assert len(errors_of(least(functions={"time_shares": nobody}))) == 1


def test_shares_with_evidence_are_summed_by_their_values() -> None:
    shares: dict[str, Any] = {key: {"value": share, "source": "diary"} for key, share in SHARES.items()}
    scenario = Scenario.model_validate(least(functions={"time_shares": shares}))
    assert scenario.functions
    assert replace(scenario, name="South").functions == scenario.functions
    figures = {key: Figure(value=0.125) for key in SHARES}
    assert Scenario.model_validate(least(functions={"time_shares": figures})).functions


def test_own_functions_join_the_eight() -> None:
    data = least(functions={"hours_per_week": {**HOURS, "safeguarding": 3.0}, "additional": OWN})
    functions = Scenario.model_validate(data).functions
    assert functions is not None
    assert functions.additional["safeguarding"] == AdditionalFunction(
        label="Safeguarding enquiries", group="problem_solving"
    )
    assert list(functions.labels) == [*HOURS, "safeguarding"]
    assert functions.labels["safeguarding"] == "Safeguarding enquiries"
    assert functions.homes["safeguarding"] == "problem_solving"
    assert functions.homes["first_contact"] == "assessment"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "a\nb"}, "holds a line break or a tab"),
        ({"name": " "}, "is empty"),
        ({"name": "a\u202eb"}, "holds the invisible character U+202E (right-to-left override)"),
        ({"source": "a\ud800b"}, "holds the invisible character U+D800 (no character)"),
        ({"people_served": True}, "is not a number"),
        ({"people_served": float("nan")}, "is not a finite number"),
        ({"price_base_year": "2009-08"}, "is not a financial year"),
        ({"schema_version": True}, "is a version of the file format that this archpers does not know"),
        ({"options": {"more": {"people_served": [1]}}}, "is not a single value"),
        ({"cost": {"total": {"value": 5, "date": "2010-02-30"}}}, "is not a date"),
    ],
    ids=str,
)
def test_python_is_held_to_what_a_file_may_hold(changes: dict[str, Any], message: str) -> None:
    assert errors_of(least(**changes))[0][1] == message


@pytest.mark.parametrize("year", ["2009-10", "1999-00", "2010"])
def test_financial_years(year: str) -> None:
    assert Scenario.model_validate(least(price_base_year=year)).price_base_year == year


@pytest.mark.parametrize("date", ["2010-08-31", "2010-08", "2010", "2012-02-29"])
def test_dates(date: str) -> None:
    assert Scenario.model_validate(least(people_served={"value": 5, "date": date})).people_served.date == date


def test_all_that_is_wrong_is_reported_together() -> None:
    data = full(colour="red")
    data["staffing"] = {"care_managers_wte": 0, "colour": "red"}
    data["functions"]["time_shares"] = {}
    with pytest.raises(ValidationError) as raised:
        Scenario.model_validate(data)
    found = [(".".join(map(str, error["loc"])), error["type"]) for error in raised.value.errors()]
    assert found == [
        ("staffing.working_days_per_year", "archpers"),
        ("staffing.care_managers_wte.value", "archpers"),
        ("staffing.colour", "extra_forbidden"),
        ("functions.time_shares", "archpers"),
        *[(f"functions.time_shares.{key}", "archpers") for key in HOURS],
        ("colour", "extra_forbidden"),
    ]


def test_a_block_without_a_structure_of_its_own_takes_any_keys_it_has() -> None:
    class Plain(Checked):
        """A block with one key."""

        key: str

    assert Plain.model_validate({"key": "value"}).key == "value"


def test_blocks_stand_alone() -> None:
    assert Cost.model_validate({"total": "£385,000"}).total.value == 385000.0  # type: ignore[union-attr]
    with pytest.raises(ValidationError, match="the hours of the team are not given"):
        Staffing.model_validate({"care_managers_wte": 11})
