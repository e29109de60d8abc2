"""The charts of levers and of what the cash would buy: their figures, and titles that say the finding."""

import pytest

from archpers.output.charts.chart_registry import chart_of
from archpers.output.charts.drawing import Chart, svg
from archpers.results.evaluate import evaluate
from archpers.results.loading import load
from archpers.results.settled import told
from archpers.scenario.overrides import parse_override


def chart(kind: str, name: str, *overrides: str) -> Chart | None:
    scenario = load(name, list(map(parse_override, overrides)))
    return chart_of(kind, scenario, told(evaluate(scenario)))


def drawn(kind: str, name: str, *overrides: str) -> tuple[Chart, list[tuple[str, str]]]:
    found = chart(kind, name, *overrides)
    assert found is not None
    assert "<title" in svg(found)
    return found, [(str(row.cells[0]), str(row.cells[1])) for row in found.table.rows]


def test_levers_stand_with_what_no_lever_explains() -> None:
    found, rows = drawn("levers", "business-case")
    assert found.title == "Levers give a reason for 7,582 of the 28,762 hours left"
    assert rows == [
        ("self-assessment", "2,734"),
        ("plans by families", "2,415"),
        ("peer monitoring", "1,460"),
        ("dearer contracts", "-273"),
        ("second lever on assessment", "1,519"),
        ("All together", "7,582"),
        ("No lever explains", "21,180"),
    ]
    assert "dearer contracts: -273 hours a year" in found.description


def test_in_a_deficit_levers_explain_no_residual() -> None:
    found, rows = drawn("levers", "business-case", "reform.crisis_share=100%", "release=null", "case=null")
    assert found.title == "Levers give a reason for 7,582 hours"
    assert rows[-1] == ("All together", "7,582")


def test_what_the_cash_buys_adds_up_to_the_cash() -> None:
    found, rows = drawn("buys", "business-case")
    assert found.title == "£412,809 a year of the cash buys support, £337,753 is kept"
    assert rows[0] == ("Information networks", "£37,528")
    assert rows[-1] == ("Cash kept", "£337,753")
    assert len(rows) == 6


def test_a_region_has_the_sums_of_its_authorities() -> None:
    assert drawn("buys", "yorkshire-humber-2010-reinvestment")[1][-1] == ("Cash kept", "£144,366")


def test_in_a_deficit_nothing_is_bought() -> None:
    assert chart("buys", "business-case", "reform.crisis_share=90%") is None


@pytest.mark.parametrize("kind", ["levers", "buys"])
def test_a_scenario_without_them_has_no_such_chart(kind: str) -> None:
    assert chart(kind, "toolkit-team") is None
