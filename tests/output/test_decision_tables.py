"""The tables from the residual to a decision: their columns add up, and they say what is paid already."""

import pytest

from archpers.model.definition import BOUGHT, BROKERAGE, CASH, LEVERS
from archpers.output.tables.answers import model_sentence
from archpers.output.tables.decision.decision_tables import decision_tables
from archpers.output.tables.table import Number, Row, Table
from archpers.results.decision import explained_by_levers
from archpers.results.evaluate import evaluate
from archpers.results.result import RegionResult
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override

SHIPPED = ("business-case", "yorkshire-humber-2010-reinvestment")


def tables(name: str, *overrides: str) -> dict[str, Table]:
    scenario = load(name, [parse_override(text) for text in overrides])
    return {table.title: table for table in decision_tables(scenario, evaluate(scenario))}


def in_column(rows: list[Row], column: int) -> float:
    return sum(cell.value or 0.0 for row in rows if isinstance(cell := row.cells[column], Number))


def row_of(table: Table, label: str) -> int:
    return [row.cells[0] for row in table.rows].index(label)


@pytest.mark.parametrize("name", SHIPPED)
def test_levers_and_what_they_overlap_add_up(name: str) -> None:
    table = tables(name)[LEVERS]
    together = row_of(table, "All levers together")
    assert in_column(list(table.rows[:together]), 2) == pytest.approx(in_column([table.rows[together]], 2), rel=1e-12)
    rest = list(table.rows[together : together + 2])
    assert in_column(rest, 2) == pytest.approx(in_column([table.rows[together + 2]], 2), rel=1e-12)


def test_levers_that_act_on_different_functions_do_not_overlap() -> None:
    labels = [row.cells[0] for row in tables("yorkshire-humber-2010-reinvestment")[LEVERS].rows]
    assert "Overlap on the same function" not in labels
    assert "Overlap on the same function" in [row.cells[0] for row in tables("business-case")[LEVERS].rows]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("share", ["0%", "35%", "100%"])
def test_cash_and_time_add_up_to_the_residual(name: str, share: str) -> None:
    rows = list(tables(name, f"release.share={share}")[CASH].rows)
    for column in (2, 3, 4):
        assert in_column(rows[:-1], column) == pytest.approx(in_column(rows[-1:], column), rel=1e-12)


def test_the_start_up_says_what_is_paid_already() -> None:
    assert (
        "Of the start-up, £55,762 is paid on top; £89,011 is care managers' time"
        in tables("business-case")[BROKERAGE].note
    )
    free = tables("business-case", "brokerage.start_up_cost_per_hour.care_managers=0")[BROKERAGE]
    assert "paid already" not in free.note


@pytest.mark.parametrize(("share", "said"), [("60%", True), ("26%", False), ("27%", True)])
def test_hours_that_are_released_without_a_reason_are_warned_of(share: str, said: bool) -> None:
    warnings = {
        each.code: each.message
        for each in evaluate(load("business-case", [parse_override(f"release.share={share}")])).warnings
    }
    assert ("released_without_a_lever" in warnings) is said
    if share == "60%":
        assert warnings["released_without_a_lever"] == (
            "17,257 hours are to be released, and levers give a reason for 7,582: for the other 9,675 nobody has said "
            "where they come from."
        )


REGION = "yorkshire-humber-2010-reinvestment"


def answer(*overrides: str) -> str:
    scenario = load(REGION, [parse_override(text) for text in overrides])
    return model_sentence(scenario, evaluate(scenario))


def test_the_note_on_cash_follows_its_figures() -> None:
    terms = "Government Efficiency Framework."
    none = tables(REGION, "release.share=0%")
    assert none[CASH].note == f"Nothing is released, so nothing leaves the budget. In the terms of the {terms}"
    assert none[BOUGHT].note.startswith("A person reached by two forms")
    more = tables(REGION, "release.share=100%", "release.cost_per_hour=£90")[CASH].note
    assert "more than the hours cost today" in more
    assert "only" not in more
    assert ", only £" in tables(REGION)[CASH].note


def test_cash_that_nobody_can_tell_is_not_nothing() -> None:
    assert answer("release.cost_per_hour=null").endswith("; how much of it is cash is not estimated.")
    assert answer("release=null").endswith("; £0 of it is cash until posts go.")


def test_levers_that_take_more_than_they_free_are_a_reason_for_nothing() -> None:
    quantities = {
        "residual_hours": 100.0,
        "lever_share_of_residual": -0.2,
        "residual_hours_without_lever": 120.0,
    }
    assert explained_by_levers(quantities) == (
        "The levers take 20 hours more than they free; for the residual of 100 hours nobody has said where they come "
        "from."
    )


def test_a_deficit_that_is_taken_off_the_others_cash_is_told() -> None:
    release = "release={share: 50%, cost_per_hour: £15}"
    region = evaluate(load("yorkshire-humber-2010", map(parse_override, [release, "reform.crisis_share=30%"])))
    (told,) = [each.message for each in region.warnings if each.code == "deficit_taken_off_cash"]
    assert isinstance(region, RegionResult)
    cash = [own.quantities["cash_releasing_value"] or 0.0 for own in region.authorities.values()]
    assert min(cash) < 0 < max(cash)
    assert f"release £{sum(max(own, 0) for own in cash):,.0f} a year" in told
    assert all(each.code != "deficit_taken_off_cash" for each in evaluate(load("yorkshire-humber-2010")).warnings)
