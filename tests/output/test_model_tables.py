"""The three tables of a result, and its rows for other programs."""

import pytest

from archpers.model import QUANTITIES
from archpers.model.pooling import SUM
from archpers.output.tables.model_tables import model_rows, model_tables
from archpers.output.tables.table import Bar, Column, Number, Row, Table
from archpers.output.tables.team_tables import functions, overview, reform
from archpers.results.evaluate import evaluate
from archpers.results.loading import load as load_file
from archpers.results.result import RegionResult, Result
from archpers.results.settled import told
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.scopes import on_its_own
from archpers.scenario.shipped import shipped


def modelled(*overrides: str) -> tuple[Scenario, Result]:
    scenario = load("toolkit-team", [parse_override(text) for text in overrides])
    assert isinstance(scenario, Scenario)
    return scenario, evaluate(scenario)


def shown(row: Row) -> list[str]:
    return [str(cell) for cell in row.cells if not isinstance(cell, Bar)]


def row_of(table: Table, label: str) -> Row:
    return next(row for row in table.rows if str(row.cells[0]).strip() == label)


def test_every_row_has_a_cell_for_each_column() -> None:
    tables = model_tables(*modelled())
    assert [table.title for table in tables] == ["Overview", "Where the time goes", "Reform model"]
    for table in tables:
        assert table.rows
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}


def test_the_overview_has_the_toolkits_figures() -> None:
    rows = [shown(row) for row in overview(modelled()[1]).rows]
    assert ["People per care manager", "45.45", "people/WTE"] in rows
    assert ["Hours per person", "38.72", "hours/person/year"] in rows
    assert ["Cost per person", "£770", "£/person/year"] in rows
    assert len(rows) == 10


def test_the_split_has_groups_as_subtotals_and_no_group_of_one_twice() -> None:
    table = functions(*modelled())
    labels = [row.cells[0] for row in table.rows]
    assert [row.cells[0] for row in table.rows if row.emphasis] == [
        "Assessment",
        "Planning",
        "Problem solving",
        "Review",
        "Today",
    ]
    assert labels[0:2] == ["Assessment", "  First contact"]
    assert labels.count("Problem solving") == 1
    assert "  Problem solving" not in labels
    assert shown(row_of(table, "Intensive planning"))[1:] == ["36.8%", "7,128", "£141,750", "14.26", "£284"]


def test_an_own_function_stands_in_its_group() -> None:
    table = functions(
        *modelled(
            "functions.hours_per_week.safeguarding=60",
            "functions.additional.safeguarding.label=Safeguarding enquiries",
            "functions.additional.safeguarding.group=problem_solving",
        )
    )
    labels = [row.cells[0] for row in table.rows]
    at = labels.index("Problem solving")
    assert labels[at : at + 3] == ["Problem solving", "  Problem solving", "  Safeguarding enquiries"]
    assert shown(table.rows[at + 2])[1] == "12.0%"


def test_the_reform_model_has_its_figures() -> None:
    table = reform(*modelled())
    assert [shown(row) for row in table.rows] == [
        ["Slimmed core", "30.7%", "5,950", "£118,324", "3.38", "11.90", "£237"],
        ["Crisis service", "18.1%", "3,500", "£69,602", "1.99", "7.00", "£139"],
        ["Residual", "51.2%", "9,910", "£197,074", "5.63", "19.82", "£394"],
        ["Today", "100.0%", "19,360", "£385,000", "11.00", "38.72", "£770"],
    ]
    assert "need 5.37 WTE, for 100 people in crisis; WISN ratio 2.05" in table.note
    assert "time freed is not cash released" in table.note
    assert not any(row.alarm for row in table.rows)


def test_a_deficit_is_marked_in_words_and_for_colour() -> None:
    table = reform(*modelled("people_served=1700"))
    deficit = table.rows[2]
    assert deficit.alarm
    assert shown(deficit) == ["DEFICIT", "-66.0%", "-12,770", "-£253,949", "-7.26", "-7.51", "-£149"]
    assert "reinvest" not in table.note


def test_a_residual_of_nothing_is_no_deficit() -> None:
    table = reform(*modelled("reform.crisis_hours_per_person=134.1"))
    assert shown(table.rows[2])[:3] == ["Residual", "0.0%", "0"]


@pytest.mark.parametrize(("block", "position"), [("functions", 1), ("reform", 2)])
def test_an_absent_block_is_not_estimated(block: str, position: int) -> None:
    table = model_tables(*modelled(f"{block}=null"))[position]
    assert not table.rows
    assert table.note == f"Not estimated: the scenario has no {block} block."


def test_absent_cost_is_not_estimated_in_every_table() -> None:
    tables = model_tables(*modelled("cost=null"))
    for table in tables:
        money = [cell for row in table.rows for cell in row.cells if isinstance(cell, Number) and cell.unit.is_money]
        assert money
        assert {str(cell) for cell in money} == {"not estimated"}


def test_a_residual_beyond_any_float_is_not_called_a_missing_block() -> None:
    table = reform(*modelled("people_served=1e308"))
    assert shown(table.rows[2])[:3] == ["Residual", "not estimated", "not estimated"]


def test_rows_hold_every_number_at_full_precision_with_its_unit() -> None:
    scenario, result = modelled()
    rows = list(model_rows(scenario, result))
    assert ("inputs", "", "reform.crisis_share", 0.2, "share") in rows
    assert ("inputs", "", "functions.hours_per_week.long_reviews", 40.0, "hours/week") in rows
    assert ("quantities", "", "people_per_wte", 500 / 11, "people/WTE") in rows
    assert ("functions", "first_contact", "time_share", 4 / 440, "share") in rows
    assert ("function_groups", "review", "cost", result.function_groups["review"].cost, "£/year") in rows
    assert len(rows) == len(result.inputs) + len(result.quantities) + 5 * (8 + 4)
    assert {row[4] for row in rows} <= {"days/year", "hours/day", "people", "WTE", "£/year", "hours/week", "share"} | {
        quantity.unit.text for quantity in QUANTITIES.values()
    }


def test_rows_leave_out_what_is_not_estimated_but_keep_its_line() -> None:
    rows = {(part, key, name): value for part, key, name, value, _ in model_rows(*modelled("cost=null"))}
    assert rows["quantities", "", "total_cost"] is None
    assert rows["functions", "first_contact", "cost"] is None


def test_rows_of_a_region_have_every_authority_pool_and_answer() -> None:
    scenario = load("yorkshire-humber-2010")
    result = evaluate(scenario)
    assert isinstance(result, RegionResult)
    assert result.best_source is not None
    rows = {(part, key, name): value for part, key, name, value, _ in model_rows(scenario, result)}
    for name, own in result.authorities.items():
        assert rows[f"authorities.{name}", "", "residual_hours"] == own.quantities["residual_hours"]
        assert rows[f"authorities.{name}.functions", "long_reviews", "hours"] == own.functions["long_reviews"].hours
    for pool, own in result.pooled.items():
        shown = "residual_hours" if pool == SUM else "wisn_ratio"  # a ratio does not add up
        assert rows[f"pooled.{pool}", "", shown] == own.quantities[shown]
    found = result.best_source
    assert rows["best_source", "", "plan_share_led_by_others"] == found.plan_share_led_by_others
    assert {key: rows["best_source", key, "plan_share"] for key in found.plan_share} == found.plan_share


def test_the_parts_of_the_cost_stand_with_their_share_of_it() -> None:
    scenario = load("business-case")
    (table,) = [own for own in model_tables(scenario, evaluate(scenario)) if own.title == "What an hour costs"]
    shares = {str(row.cells[0]): str(row.cells[3]) for row in table.rows if str(row.cells[3])}
    assert shares == {
        "Pay and on-costs": "71.7%",
        "Other direct cost": "1.9%",
        "Agency cost": "4.9%",
        "Direct overheads": "7.2%",
        "Indirect overheads": "11.5%",
        "Capital overheads": "2.8%",
        "Total cost": "100.0%",
    }
    assert table.columns[3] == Column("Share of", "total cost")


TOTALS = {
    "Where the time goes": {"Today"},
    "Reform model": {"Today"},
    "Where the hours would come from": {"All levers together", "Residual"},
    "Cash, time, overhead": {"Residual"},
    "What it would buy": {"Reinvested"},
    "Brokerage": {"Start-up, each year"},
    "What an hour costs": {"Total cost"},
}
"""Table -> its rows that what stands above adds up to."""


def off(table: Table) -> list[tuple[str, str, float, float]]:
    """Return every sum that is not what stands there, to what is shown: row, column, sum, total.

    A column without any part, as the share of all levers together, has nothing to add up.
    """
    found = []
    for index, column in enumerate(table.columns):
        added, step, count = 0.0, 0.0, 0
        for row in table.rows:
            label, cell = str(row.cells[0]), row.cells[index]
            if not isinstance(cell, Number) or label.startswith("  ") or cell.value is None:
                continue
            if table.title == "What an hour costs" and "Share of" not in column.heading:
                continue  # its values have units of their own; its shares are those of the total
            step = 10.0**-cell.unit.decimals / float(cell.unit.scale)
            if label in TOTALS[table.title]:
                if count and abs(added - cell.value) > step * (count + 1) / 2:
                    found.append((label, column.heading, added, cell.value))
            else:
                added, count = added + cell.value, count + 1
    return found


@pytest.mark.parametrize("name", [file.stem for file in shipped()])
@pytest.mark.parametrize("overrides", [(), ("reform.crisis_share=90%",)], ids=["as it is", "deficit"])
def test_what_stands_in_a_column_adds_up_to_its_total(name: str, overrides: tuple[str, ...]) -> None:
    scenario = load_file(name, [parse_override(text) for text in overrides])
    parts = (
        [scenario] if isinstance(scenario, Scenario) else [on_its_own(scenario, each) for each in scenario.authorities]
    )
    checked = 0
    for own in parts:
        for table in model_tables(own, told(evaluate(own))):
            if table.title in TOTALS:
                assert off(table) == [], table.title
                checked += 1
    assert checked >= 2 * len(parts)
