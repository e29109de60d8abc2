"""The workbook read back: it holds the result, its inputs are guarded, and nothing in a name is ever a formula."""

import math
import re
import zipfile
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import archpers
from archpers.errors import UsageError
from archpers.model.registry import described
from archpers.model.time_use import FUNCTION, FUNCTION_LABELS
from archpers.output.workbook.scope_tables import family_names
from archpers.output.workbook.workbook import MOST_AUTHORITIES, workbook
from archpers.output.workbook.writing.sheet_cells import (
    Live,
    decimals_of,
    label_format,
    number_format,
    ranges,
    safe,
    sheet_name,
)
from archpers.output.workbook.writing.sheets import Book
from archpers.results.explanation.chains import chain_of
from archpers.results.json_schema import json_schema
from archpers.scenario.inputs import MEMBER, fields, kind_of
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes
from archpers.units import HOURS, MONEY, PEOPLE, SHARE, WTE, Unit
from tests.support import FUNCTION_QUANTITIES

SCENARIOS = ("toolkit-team", "yorkshire-humber-2010")
IN_WORDS = ("Cover", "Checks", "Assumptions")
"""Sheets of which some formulas make text."""
AS_IN_THE_FILE = ("Options", "Assumptions", "Checks", "Two-way", "Constants", "Sources")
"""Sheets that hold numbers of the file, too, which say so."""
HOSTILE = {
    "formula": '=HYPERLINK("http://example.org","x")',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "html": "<b onclick='x'>&amp;</b>",
    "brackets": "[a]:*?/\\b",
    "apostrophes": "'quoted'",
    "escape": "_x0041_ and _x000D_",
    "long": "n" * 10_000,
    "astral": "😀" * 40,
    "reserved": "History",
    "taken": "Cover",
}


def opened(scenario: Scenario | Region, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(scenario)), data_only=values)


def rows_of(sheet: Worksheet, heading: str) -> dict[str, list[Any]]:
    """Return the rows of the table whose first column has this heading: first cell -> the others."""
    area = next(table.ref for table in sheet.tables.values() if sheet[table.ref][0][0].value == heading)
    return {str(row[0].value): [cell.value for cell in row[1:]] for row in sheet[area][1:]}


def minimal(name: str, **more: Any) -> Scenario:
    staffing = {"care_managers_wte": 10, "hours_per_year": 15000}
    return Scenario.model_validate({"name": name, "staffing": staffing, "people_served": 400, **more})


def test_the_cells_hold_the_result() -> None:
    scenario = load("toolkit-team")
    result = archpers.evaluate(scenario)
    book = opened(scenario, values=True)
    quantities = rows_of(book["Results"], "Quantity")
    assert {name: quantities[described(name).label][0] for name in result.quantities} == pytest.approx(
        result.quantities, rel=1e-15
    )
    functions = rows_of(book["Functions"], "Function")
    for key, label in FUNCTION_LABELS.items():
        for field, name in FUNCTION_QUANTITIES.items():
            found = functions[label][family_names(FUNCTION, chain_of(scopes(scenario)[""])).index(name)]
            assert found == pytest.approx(getattr(result.functions[key], field), rel=1e-15)
    assert rows_of(book["Cover"], "Part")["Residual"] == pytest.approx(
        [result.quantities[name] for name in ("residual_share_of_hours", "residual_hours", "residual_value")]
    )


def test_the_pooled_sheet_holds_the_regions_result() -> None:
    region = load("yorkshire-humber-2010")
    result = archpers.evaluate(region)
    rows = rows_of(opened(region, values=True)["Pooled"], "Quantity")
    for name in result.quantities:
        pools = [part.quantities.get(name, "") for part in result.pooled.values()]  # type: ignore[attr-defined]
        own = [part.quantities[name] for part in result.authorities.values()]  # type: ignore[attr-defined]
        expected = [*pools, *own]
        found = rows[described(name).label][1:]
        assert [value for value in found if isinstance(value, str)] == [""] * expected.count("")
        numbers = [value for value in expected if value != ""]
        assert [value for value in found if not isinstance(value, str)] == pytest.approx(numbers, rel=1e-15), name


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_number_is_an_input_or_a_live_formula(name: str) -> None:
    book, values = opened(load(name)), opened(load(name), values=True)
    entries = {(s.title, c) for s in book for v in s.data_validations.dataValidation for c in str(v.sqref).split()}
    live = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    live += 1
                    found = values[sheet.title][cell.coordinate].value
                    assert isinstance(found, int | float) or sheet.title in IN_WORDS, cell
                elif cell.data_type == "n" and cell.value is not None:
                    beside = (sheet.title, sheet.cell(cell.row, 2).coordinate) in entries
                    assert (sheet.title, cell.coordinate) in entries or beside or sheet.title in AS_IN_THE_FILE, cell
    assert live > 200


@pytest.mark.parametrize("name", SCENARIOS)
def test_it_follows_the_guidance_for_accessible_spreadsheets(name: str) -> None:
    content = workbook(load(name))
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book:
        assert isinstance(sheet["A1"].value, str)
        assert sheet["A1"].font.b
        assert not sheet.merged_cells.ranges
        assert len(sheet.title) <= 31
        assert sheet.tables or sheet.title == "Two-way"
    assert "two_way_grid" in book.defined_names
    assert {"people_served", "residual_hours", "crisis_share"} <= {*book.defined_names}
    charts = 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for file in archive.namelist():
            if file.startswith("xl/drawings/drawing"):
                for shape in ElementTree.fromstring(archive.read(file)).iter():
                    if shape.tag.endswith("cNvPr") and shape.get("name", "").startswith("Chart"):
                        charts += 1
                        assert "chart:" in (shape.get("descr") or "")
    assert charts >= 2


def test_inputs_are_coloured_guarded_and_sourced() -> None:
    sheet = opened(load("toolkit-team"))["Inputs"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    rows = list(sheet[next(iter(sheet.tables.values())).ref])[1:]
    assert len(rows) == 19
    for _, value, unit, in_use, in_file, switching, rule in rows:
        assert value.fill.fgColor.rgb == "FFFFF2CC"
        assert value.value == in_file.value
        assert in_use.value.startswith("=INDEX('Options'!")
        assert unit.value
        assert isinstance(switching.value, float) or switching.value in ("no effect", "none within bounds")
        assert rules[value.coordinate].error == f"{rule.value[0].upper()}{rule.value[1:]}."


def test_every_input_has_its_evidence() -> None:
    book = opened(load("toolkit-team"))
    heads, *rows = (list(row) for row in book["Assumptions"][next(iter(book["Assumptions"].tables.values())).ref])
    at = {head.value: place for place, head in enumerate(heads)}
    assert len(rows) == 19
    for row in rows:
        assert row[at["Stands at"]].value.startswith("toolkit-team:")
        assert row[at["Source"]].value.startswith(("Toolkit Table", "Report section")), row[0].value
    ranks = {row[0].value: row[at["Rank"]].value for row in rows}
    assert sorted(rank for rank in ranks.values() if isinstance(rank, int))[:1] == [1]
    assert ranks["Hours per week: First contact"] == "none"


def test_rules_are_the_bounds_of_the_scenario_file() -> None:
    sheet = opened(load("toolkit-team"))["Inputs"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    labels = {row[0].value: rules[row[1].coordinate] for row in sheet["A6:B24"]}
    share, days, money = labels["Crisis share"], labels["Working days per year"], labels["Total cost"]
    assert (share.type, share.operator) == ("decimal", None)  # between
    assert (float(share.formula1), float(share.formula2)) == (0, 1)
    assert days.formula1.endswith(">0,B7<=366)")
    assert (money.operator, float(money.formula1)) == ("greaterThanOrEqual", 0)


def part_of(definition: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = definition["additionalProperties"] if key == MEMBER else definition["properties"][key]
    return found


@pytest.mark.parametrize("name", fields())
def test_the_kind_of_an_input_is_that_of_the_schema(name: str) -> None:
    schema = json_schema("scenario")
    *blocks, last = fields()[name].path
    definition = schema["$defs"]["Scenario"]
    for key in blocks:
        below = part_of(definition, key)
        below = next(
            (part for part in below.get("anyOf", [below]) if {"$ref", "additionalProperties"} & {*part}), below
        )
        definition = schema["$defs"][below["$ref"].rpartition("/")[2]] if "$ref" in below else below
    text = str(part_of(definition, last))
    kind = kind_of(name)
    if "'required': ['value', 'source']" in text:  # never a bare number, so its bounds are those of the reader
        return
    assert f"'{'exclusiveMinimum' if kind.least_excluded else 'minimum'}': {kind.least}" in text
    assert (f"'maximum': {kind.most}" in text) == (kind.most != math.inf)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_same_scenario_gives_the_same_bytes(name: str) -> None:
    assert workbook(load(name)) == workbook(load(name))


def test_the_toolkit_team_takes_less_than_200_kb() -> None:
    assert len(workbook(load("toolkit-team"))) < 200_000


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_is_text_and_leaves_the_rest_alone(text: str) -> None:
    reform = {"core_hours_per_person": {"first_contact": 2}, "crisis_share": 0.2, "crisis_hours_per_person": 30}
    own = {"zz": {"label": text, "group": "review"}}
    hours = {**dict.fromkeys(FUNCTION_LABELS, 5), "zz": 3}
    functions = {"hours_per_week": hours, "additional": own}

    def made(name: str, label: str) -> Region:
        own["zz"]["label"] = label
        system = minimal("x", functions=functions).model_dump(exclude_unset=True, exclude={"name"})
        authorities = {name: system, f"{name} ": system, "Plain": system}
        return Region.model_validate({"name": name, "source": name, "authorities": authorities, "reform": reform})

    book, benign = opened(made(text, text)), opened(made("Benign", "Benign"))
    assert len(book.worksheets) == len(benign.worksheets)
    assert book["Cover"]["A1"].value == safe(text)
    for sheet, plain in zip(book, benign, strict=True):
        assert sheet.dimensions == plain.dimensions
        for row, plain_row in zip(sheet.iter_rows(), plain.iter_rows(), strict=True):
            for cell, other in zip(row, plain_row, strict=True):
                assert cell.data_type == other.data_type, (sheet.title, cell.coordinate, cell.value)
                assert (cell.hyperlink is None) == (other.hyperlink is None)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_name_makes_a_sheet_name_that_excel_takes(text: str) -> None:
    taken: set[str] = set()
    for _ in range(12):
        name = sheet_name(text, taken)
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() not in {*taken, "history"}
        taken.add(name.casefold())
    assert len(taken) == 12


def test_a_name_of_nothing_but_what_excel_refuses_is_a_sheet() -> None:
    assert sheet_name("[]:*?/\\", ()) == "Sheet"


@pytest.mark.parametrize("absent", ["cost", "functions", "reform"])
def test_what_is_not_estimated_says_so_and_has_no_formula(absent: str) -> None:
    whole = {
        "cost": {"total": 300000},
        "functions": {"hours_per_week": dict.fromkeys(FUNCTION_LABELS, 5)},
        "reform": {
            "core_hours_per_person": {"first_contact": 2},
            "crisis_share": 0.2,
            "crisis_hours_per_person": 30,
        },
    }
    scenario = minimal("Partly", **{key: value for key, value in whole.items() if key != absent})
    result = archpers.evaluate(scenario)
    book = opened(scenario, values=True)
    quantities = rows_of(book["Results"], "Quantity")
    for name, value in result.quantities.items():
        assert quantities[described(name).label][0] == ("not estimated" if value is None else pytest.approx(value))
    assert ("Two-way" in book.sheetnames) == (absent != "reform")


def test_a_value_that_does_not_exist_is_an_error_that_spreads_no_further() -> None:
    reform = {"core_hours_per_person": {"first_contact": 0}, "crisis_share": 0, "crisis_hours_per_person": 0}
    quantities = rows_of(opened(minimal("Nothing", reform=reform), values=True)["Results"], "Quantity")
    assert [label for label, row in quantities.items() if row[0] == "#N/A"] == ["WISN ratio"]


def test_a_region_without_functions_and_reform() -> None:
    system = minimal("x").model_dump(exclude_unset=True, exclude={"name"})
    book = opened(Region.model_validate({"name": "Bare", "authorities": {"A": system, "B": system}}), values=True)
    named = ["Cover", "Authorities", "Options", "Pooled", "Assumptions", "Checks"]
    assert book.sheetnames == [*named, "Formulas", "Constants", "Notes", "Sources"]
    rows = rows_of(book["Pooled"], "Quantity")
    assert rows["People served"][1:] == [800, 800, 400, 400, 400, 400, 400, 400]
    assert rows["Residual hours"][1:] == ["not estimated"] * 8


def test_more_authorities_than_a_workbook_holds_are_refused() -> None:
    system = minimal("x").model_dump(exclude_unset=True, exclude={"name"})
    names = [f"A{number}" for number in range(MOST_AUTHORITIES + 1)]
    region = Region.model_validate({"name": "Many", "authorities": dict.fromkeys(names, system)})
    with pytest.raises(UsageError, match="201 authorities, and a workbook holds 200"):
        workbook(region)


def test_a_formula_longer_than_excel_takes_is_refused() -> None:
    sheet = Book("x").sheet("S", "S", widths=(10,))
    with pytest.raises(UsageError, match="9,000 characters, and Excel takes 8,192"):
        sheet.put(1, 1, Live("1" * 9000, 1.0, SHARE))


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (SHARE, None, "0.0%;-0.0%"),
        (SHARE, 0.1234, "0.00%;-0.00%"),
        (MONEY, None, "£#,##0;-£#,##0"),
        (PEOPLE, 500.25, "#,##0.00;-#,##0.00"),
        (WTE, 1e-20, "#,##0.0000000000;-#,##0.0000000000"),
    ],
)
def test_inputs_are_shown_whole(unit: Unit, value: float | None, text: str) -> None:
    assert number_format(unit, decimals_of(unit, value)) == text


def looks(sheet: Worksheet, cell: str) -> list[tuple[float, float, str]]:
    """Return how a cell shows small figures: from how much, up to how much, in which format."""
    found = []
    for area in sheet.conditional_formatting:
        for rule in area.rules if cell in area else ():
            size = re.search(r"ABS\(\w+\)>=(.*?),ABS\(\w+\)<(.*?)\)", "".join(rule.formula))
            if size is not None:
                found.append((float(size[1]), float(size[2]), rule.dxf.numFmt.formatCode))
    return found


def test_a_figure_that_is_not_0_is_never_shown_as_0() -> None:
    sheet = opened(load("toolkit-team"))["Results"]
    cells = {str(sheet.cell(row, 1).value): f"B{row}" for row in range(1, sheet.max_row + 1)}
    share = looks(sheet, cells[described("residual_share_of_hours").label])
    money = looks(sheet, cells[described("total_cost").label])
    assert [form.partition(";")[0] for *_, form in share] == ["0.######%", "0.0E+00"]
    assert [form.partition(";")[0] for *_, form in money] == ["£0.######", "£0.0E+00"]
    assert [(least, limit) for least, limit, _ in share] == [(5e-9, 0.0005), (0.0, 5e-9)]
    assert [(least, limit) for least, limit, _ in money] == [(5e-7, 0.5), (0.0, 5e-7)]


@pytest.mark.thorough
@pytest.mark.parametrize("scenario", [*SCENARIOS, "business-case"])
def test_every_number_is_seen_however_small(scenario: str) -> None:
    numbers_seen = 0
    book = opened(load(scenario), values=True)
    for sheet in opened(load(scenario)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(book[sheet.title][cell.coordinate].value, int | float):
                    found = [least for least, _, _ in looks(sheet, cell.coordinate)]
                    assert 0.0 in found, (sheet.title, cell.coordinate, cell.value)
                    numbers_seen += 1
    assert numbers_seen > 100


def test_rows_make_up_ranges() -> None:
    assert list(ranges([6], 1)) == ["B7"]
    assert list(ranges([6, 7, 8, 10], 1)) == ["B7:B9", "B11"]


def test_labels_of_charts_never_show_a_small_figure_as_0() -> None:
    """Three sections: from half a shown unit up, from minus that down, and whatever lies between as it is."""
    assert label_format(SHARE, 1) == "[>=0.0005]0.0%;[<=-0.0005]-0.0%;General"
    assert label_format(HOURS, 0) == "[>=0.5]#,##0;[<=-0.5]-#,##0;General"
    with zipfile.ZipFile(BytesIO(workbook(load("toolkit-team")))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    formats = [unescape(found) for chart in charts for found in re.findall(r'<c:dLbls>.*?formatCode="([^"]+)"', chart)]
    assert sorted(formats) == sorted([label_format(SHARE, 1), label_format(HOURS, 0)])
