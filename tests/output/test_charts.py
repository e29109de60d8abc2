"""Charts: what they say, the same bytes every time, whole pictures, and names that cannot break them."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archpers.model.case_inputs import PAYER_LABELS
from archpers.output.charts.chart_registry import KINDS as ALL_KINDS
from archpers.output.charts.chart_registry import chart_of
from archpers.output.charts.drawing import Chart, png, svg
from archpers.output.tables.table import Number
from archpers.results.case import evaluate_case
from archpers.results.evaluate import evaluate
from archpers.results.result import RegionResult
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Scenario, replace
from archpers.simulation.simulate import simulate
from archpers.units import SHARE

SVG = "{http://www.w3.org/2000/svg}"
SCENARIOS = {
    "team": ("toolkit-team", ()),
    "team with a deficit": ("toolkit-team", ("reform.crisis_share=90%",)),
    "team whose core alone is too much": ("toolkit-team", ("reform.core_hours_per_person.first_contact=60",)),
    "region": ("yorkshire-humber-2010", ()),
    "without money": ("toolkit-team", ("cost=null",)),
    "without crisis": ("toolkit-team", ("reform.crisis_share=0",)),
}
DECISIONS = {
    "team": ("business-case", ()),
    "team with a deficit": ("business-case", ("reform.crisis_share=90%",)),
    "team whose overheads are below nothing": ("business-case", ("release.cost_per_hour=60",)),
    "team of the report": ("yorkshire-humber-2010-reinvestment", ()),
}
"""Scenarios with what the charts of a decision show; the last has no case."""
OF_DECISIONS = ("cash", "case", "levers", "buys")
LACKING = {("buys", "team with a deficit"), ("case", "team of the report")}
"""Of these, those that are not there."""
KINDS = [kind for kind in ALL_KINDS if kind not in OF_DECISIONS]  # these scenarios have none
EVERY = [
    *((kind, scenario) for kind in KINDS for scenario in SCENARIOS),
    *((kind, scenario) for kind in OF_DECISIONS for scenario in DECISIONS if (kind, scenario) not in LACKING),
]

SPREAD = [
    f"reform.{name}.{key}={value}"
    for name, keys in {
        "crisis_share": {"low": "0%", "high": "95%", "distribution": "pert"},
        "crisis_hours_per_person": {"low": "20", "high": "70", "distribution": "triangular"},
    }.items()
    for key, value in keys.items()
]


def drawn(kind: str, scenario: str) -> Chart:
    name, overrides = (DECISIONS if kind in OF_DECISIONS else SCENARIOS)[scenario]
    spread = SPREAD if kind == "simulation" else []
    loaded = load(name, [parse_override(text) for text in (*overrides, *spread)])
    chart = chart_of(kind, loaded, evaluate(loaded))
    assert chart is not None
    return chart


@pytest.mark.parametrize(("kind", "scenario"), EVERY)
def test_every_chart_has_title_description_table_and_bytes_that_stay(kind: str, scenario: str) -> None:
    chart = drawn(kind, scenario)
    text = svg(chart)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", chart.title)
    assert (description.tag, description.text) == (f"{SVG}desc", chart.description)
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert chart.table.rows
    assert svg(drawn(kind, scenario)) == text


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind != "simulation"])
def test_a_chart_in_another_process_is_the_same_to_the_byte(kind: str, tmp_path: Path) -> None:
    file = "business-case" if kind in OF_DECISIONS else "toolkit-team"
    command = [sys.executable, "-m", "archpers", "chart", file, kind, "-o", str(tmp_path / "x.svg")]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "x.svg").read_text(encoding="utf-8") == svg(drawn(kind, "team"))


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_nothing_in_a_picture_points_outside_it(kind: str) -> None:
    root = ElementTree.fromstring(svg(drawn(kind, "team")))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = {
        value.split("#", 1)[1].split(")")[0]
        for element in root.iter()
        for name, value in element.attrib.items()
        if name.endswith("href") or "url(" in value
    }
    assert used <= set(ids)
    inside = svg(drawn(kind, "team"), inside=True)
    assert "http" not in inside
    assert "<!DOCTYPE" not in inside


def test_shares_are_written_where_the_bars_are() -> None:
    texts = [element.text for element in ElementTree.fromstring(svg(drawn("functions", "team"))).iter(f"{SVG}text")]
    result = evaluate(load("toolkit-team"))
    assert len(result.functions) == 8
    for row in result.functions.values():
        assert str(Number(row.time_share, SHARE)) in texts


def test_a_deficit_is_said_and_shown_as_such() -> None:
    chart = drawn("reform", "team with a deficit")
    assert chart.description == "core 30.7%, crisis 81.4%, deficit 12.1% of today's hours."
    assert "#a4161a" in svg(chart)
    assert "-12.1%" in svg(chart)
    assert "#a4161a" not in svg(drawn("reform", "team"))


def test_a_region_shows_every_authority_and_hides_no_deficit() -> None:
    chart = drawn("reform", "region")
    result = evaluate(load("yorkshire-humber-2010"))
    assert isinstance(result, RegionResult)
    labels = [str(row.cells[0]) for row in chart.table.rows]
    assert labels[:4] == ["LA 4", "LA 1", "LA 3", "LA 2"]
    assert chart.description.startswith("LA 4: core 67.9%, crisis 39.9%, deficit 7.8% of today's hours.")


def test_the_heat_map_holds_the_scenario_s_own_value_and_the_line() -> None:
    chart = drawn("heatmap", "team")
    result = evaluate(load("toolkit-team"))
    own = str(Number(result.quantities["residual_share_of_hours"], SHARE))
    row = next(row for row in chart.table.rows if row.cells[0] == "11.9")
    column = [column.heading for column in chart.table.columns].index("20%")
    assert str(row.cells[column]) == own
    assert any(isinstance(cell, Number) and (cell.value or 0) < 0 for row in chart.table.rows for cell in row.cells)
    assert "The solid line is where the residual turns negative." in chart.description


def test_every_cell_of_the_heat_map_is_the_model_s() -> None:
    scenario = load("toolkit-team")
    chart = drawn("heatmap", "team")
    checked = 0
    for row in chart.table.rows:
        for column, cell in list(zip(chart.table.columns, row.cells, strict=True))[1:]:
            assert isinstance(cell, Number)
            reform = {
                "core_hours_per_person": {"first_contact": str(row.cells[0])},
                "crisis_share": column.heading,
                "crisis_hours_per_person": 35,
            }
            assert isinstance(scenario, Scenario)
            value = evaluate(replace(scenario, reform=reform)).quantities["residual_share_of_hours"]
            assert cell.value == pytest.approx(value, abs=1e-9)
            checked += 1
    assert checked == 49


def test_the_tornado_shows_the_largest_swing_first() -> None:
    chart = drawn("tornado", "team")
    column = [column.heading for column in chart.table.columns].index("Swing")
    swings = [row.cells[column] for row in chart.table.rows]
    values = [swing.value for swing in swings if isinstance(swing, Number) and swing.value is not None]
    assert len(values) == len(swings) > 5
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("kind", ["functions", "groups"])
def test_without_functions_there_is_no_such_chart(kind: str) -> None:
    scenario = load("toolkit-team", [parse_override("functions=null")])
    assert chart_of(kind, scenario, evaluate(scenario)) is None


@pytest.mark.parametrize("kind", ["functions", "groups"])
def test_where_some_authorities_have_functions_the_chart_is_of_those(kind: str) -> None:
    scenario = load("yorkshire-humber-2010", [parse_override('authorities."LA 2".functions=null')])
    result = evaluate(scenario)
    assert isinstance(result, RegionResult)
    assert not result.functions  # the region as one authority has none
    chart = chart_of(kind, scenario, result)
    assert chart is not None
    assert chart.title.endswith("(mean of the 3 of 4 that say it)")
    assert "one authority" in svg(chart)
    mean = result.pooled["mean_of_ratios"].function_groups["review"].time_share
    own = [part.function_groups["review"].time_share for part in result.authorities.values() if part.functions]
    assert mean == pytest.approx(sum(each or 0.0 for each in own) / 3)
    if kind == "groups":
        assert f"Review {Number(mean, SHARE)}." in chart.description


def test_the_band_is_the_simulation_s_own() -> None:
    chart = drawn("simulation", "region")
    scenario = load("yorkshire-humber-2010", [parse_override(text) for text in SPREAD])
    whole = simulate(scenario, explain=False)
    rows = {str(row.cells[0]): [str(cell) for cell in row.cells[1:]] for row in chart.table.rows}
    assert list(rows)[:5] == ["LA 4", "LA 1", "LA 3", "LA 2", "All as one"]
    for name in ("LA 4", "LA 1", "LA 3", "LA 2"):
        own = whole.authorities[name].quantities["residual_share_of_hours"]
        assert own is not None
        points = (own.p5, own.p25, own.p50, own.p75, own.p95, own.probability_below_zero)
        assert rows[name] == [str(Number(point, SHARE)) for point in points]


@pytest.mark.parametrize("name", ["toolkit-team", "yorkshire-humber-2010"])
def test_without_distributions_there_is_no_band(name: str) -> None:
    scenario = load(name)
    assert chart_of("simulation", scenario, evaluate(scenario)) is None


@pytest.mark.parametrize("kind", ["reform", "tornado", "heatmap", "simulation"])
def test_without_a_reform_there_is_no_such_chart(kind: str) -> None:
    scenario = load("toolkit-team", [parse_override("reform=null")])
    assert chart_of(kind, scenario, evaluate(scenario)) is None


def test_the_picture_is_a_png_with_its_title() -> None:
    content = png(drawn("reform", "team"))
    assert content.startswith(b"\x89PNG")
    assert b"51.2% of today's time, 9,910 hours a year, is left" in content
    assert len(content) < 100_000
    assert png(drawn("reform", "team")) == content


def test_cash_and_what_is_none_make_up_the_residual_s_value() -> None:
    chart, result = drawn("cash", "team"), evaluate(load("business-case"))
    *parts, whole = [row.cells[1] for row in chart.table.rows]
    values = [part.value for part in parts if isinstance(part, Number) and part.value is not None]
    assert isinstance(whole, Number)
    assert whole.value == result.quantities["residual_value"]
    assert values[0] == result.quantities["cash_releasing_value"]
    assert sum(values) == pytest.approx(whole.value, rel=1e-9)
    assert chart.description.startswith("cash releasing £750,562, not released: overheads and agency premium £221,447")
    assert "£751k" in svg(chart)


def test_with_a_deficit_the_chart_of_cash_says_so_and_shows_no_cash() -> None:
    chart = drawn("cash", "team with a deficit")
    assert chart.description.startswith("There is nothing to release")
    texts = [element.text or "" for element in ElementTree.fromstring(svg(chart)).iter(f"{SVG}text")]
    assert "nothing to release" in texts
    assert not [text for text in texts if re.fullmatch("-?£.*k", text)]


def test_overheads_below_nothing_stand_to_the_left_of_nothing() -> None:
    chart = drawn("cash", "team whose overheads are below nothing")
    stranded = chart.table.rows[1].cells[1]
    assert isinstance(stranded, Number)
    assert (stranded.value or 0) < 0
    assert "-£" in chart.description


def test_each_authority_has_its_own_cash_and_a_deficit_none() -> None:
    loaded = load("yorkshire-humber-2010")
    region = replace(loaded, release={"share": "50%", "cost_per_hour": "£15"})
    chart = chart_of("cash", region, evaluate(region))
    assert chart is not None
    rows = {str(row.cells[0]): [str(cell) for cell in row.cells[1:]] for row in chart.table.rows}
    assert list(rows) == ["LA 4", "LA 1", "LA 3", "LA 2", "All as one"]
    assert rows["LA 4"] == ["nothing to release"] * 4
    assert "LA 4: nothing to release." in chart.description
    assert all(cell.startswith("£") for cell in rows["LA 2"])


@pytest.mark.parametrize("name", ["toolkit-team", "yorkshire-humber-2010", "built-up-borough"])
@pytest.mark.parametrize("kind", OF_DECISIONS)
def test_without_release_or_a_case_there_is_no_such_chart(kind: str, name: str) -> None:
    scenario = load(name)
    assert chart_of(kind, scenario, evaluate(scenario)) is None


def test_the_chart_of_the_case_has_the_case_s_own_cash_as_paid_and_real_and_every_payer() -> None:
    chart, case = drawn("case", "team"), evaluate_case(load("business-case"))
    rows = {str(row.cells[0]): list(row.cells[1:]) for row in chart.table.rows}
    paid = [number.value for number in rows["Cumulative net cash"] if isinstance(number, Number)]
    real = [number.value for number in rows["The same, in prices of the first year"] if isinstance(number, Number)]
    assert paid == pytest.approx([year["cumulative_net_cash"] for year in case.by_year.values()], rel=1e-12)
    running, expected = 0.0, []
    for year in case.by_year.values():
        running += (year["net_cash"] or 0.0) * (year["price_factor"] or 0.0)
        expected.append(running)
    assert real == pytest.approx(expected, rel=1e-12)
    assert paid[0] == real[0]
    for payer in ("council", "personal_budgets", "nhs"):
        cells = rows[f"{PAYER_LABELS[payer]} pays"]
        assert [cell.value for cell in cells if isinstance(cell, Number)] == list(case.payers[payer].values())
    assert not any("Providers" in label for label in rows)  # who pays nothing has no row
    assert "payback: 2029-30." in chart.description
    assert {"2026-27", "2030-31", "Council pays", "NHS pays", "below 0", "0 or above", "as paid"} <= {
        element.text for element in ElementTree.fromstring(svg(chart)).iter(f"{SVG}text")
    }


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        (["reform.crisis_share=90%"], "payback: not within the period, 2026-27 to 2030-31."),
        (["case.items={}", "case.contracts={}", "case.include_brokerage=false"], "payback: never below 0."),
    ],
)
def test_a_case_without_a_payback_year_says_why_in_its_chart(overrides: list[str], said: str) -> None:
    scenario = load("business-case", [parse_override(text) for text in overrides])
    chart = chart_of("case", scenario, evaluate(scenario))
    assert chart is not None
    assert said in chart.description
