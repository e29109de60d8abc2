"""The tables from the residual to a decision: their columns add up, and they say what is paid already."""

import pytest

from archpers.model.definition import BROKERAGE, CASH, LEVERS
from archpers.output.tables.decision.decision_tables import decision_tables
from archpers.output.tables.table import Number, Row, Table
from archpers.results.evaluate import evaluate
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
