"""The workbook against what reviewers ask of a spreadsheet: FAST, the Aqua Book, accessible spreadsheets."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import FORMULAE, range_boundaries
from openpyxl.worksheet.formula import ArrayFormula

from archpers import __version__
from archpers.output.workbook.workbook import built, workbook
from archpers.output.workbook.writing.book_names import BookNames, name_of
from archpers.scenario.inputs import all_givens
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Region, Scenario

SCENARIOS = (
    "toolkit-team",
    "example-borough",
    "built-up-borough",
    "business-case",
    "yorkshire-humber-2010",
    "yorkshire-humber-2010-reinvestment",
)
ACROSS = {"Authorities", "Pooled", "Case", "Two-way"}
"""Sheets with columns of authorities, of years, or of the grid."""


@cache
def opened(name: str) -> Any:  # openpyxl's types leave open what a workbook of ours always has
    return openpyxl.load_workbook(BytesIO(workbook(load(name))))


def edges(area: str) -> Any:
    bounds: Any = range_boundaries(area)
    return bounds


def formula_of(cell: Any) -> str:
    value = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
    return value if isinstance(value, str) and value.startswith("=") else ""


def formulas(book: Any) -> Iterator[tuple[Any, Any, str]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if formula := formula_of(cell):
                    yield sheet, cell, formula


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_formula_holds_a_number_but_nothing_and_one(name: str) -> None:
    """Nothing and one are no assumptions: what is left of a whole, the first of several, nothing to divide by."""
    found = 0
    for sheet, cell, formula in formulas(opened(name)):
        found += 1
        typed = {token.value for token in Tokenizer(formula).items if token.subtype == "NUMBER"}
        assert typed <= {"0", "1"}, (sheet.title, cell.coordinate, formula)
    assert found > 200


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_function_that_is_newer_than_the_format_has_its_prefix(name: str) -> None:
    book = opened(name)
    rules = [rule.formula for sheet in book for own in sheet.conditional_formatting for rule in own.rules]
    bounds = [rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation if rule.formula1]
    written = [text for _, _, text in formulas(book)] + [f"={text}" for texts in rules for text in texts]
    opening = [
        token.value.removesuffix("(")
        for text in [*written, *(f"={bound}" for bound in bounds)]
        for token in Tokenizer(text).items
        if token.type == "FUNC" and token.subtype == "OPEN"
    ]
    assert {"AND", "IF", "SUM"} <= set(opening)
    assert {name for name in opening if name not in FORMULAE and not name.startswith("_xlfn.")} == set()


def runs(row: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the cells of a row that follow one another and hold formulas."""
    run: list[Any] = []
    for cell in row:
        if formula_of(cell):
            run.append(cell)
        else:
            yield run
            run = []
    yield run


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_row_has_one_formula_that_copies_across(name: str) -> None:
    """Where the authorities, or the years, stand in columns; each way to pool is a column of its own."""
    book, copied = opened(name), 0
    for sheet in book:
        if sheet.title not in ACROSS:
            continue
        first = 9 if sheet.title == "Pooled" else 2
        for row in sheet.iter_rows(min_col=first):
            if sheet.title == "Two-way" and not formula_of(row[-1]):
                continue  # the table of how far the grid goes
            for run in runs(row[1:] if sheet.title == "Two-way" else row):
                for cell in run[1:]:
                    copied += 1
                    wanted = Translator(formula_of(run[0]), run[0].coordinate).translate_formula(cell.coordinate)
                    assert wanted == formula_of(cell), (sheet.title, cell.coordinate)
    assert copied > 30


def test_where_authorities_give_different_inputs_the_others_still_copy_across() -> None:
    def system(**staffing: float) -> dict[str, object]:
        return {"staffing": {"care_managers_wte": 10, **staffing}, "people_served": 400}

    days = {"working_days_per_year": 220, "working_hours_per_day": 7}
    authorities = {"A": system(hours_per_year=15000), "B": system(**days), "C": system(**days)}
    book = built(Region.model_validate({"name": "Uneven", "authorities": authorities}))
    sheet = openpyxl.load_workbook(BytesIO(book.content()))["Pooled"]
    rows = {row[0].value: row for row in sheet.iter_rows()}
    _, one, two = rows["Total hours of care management"][-3:]
    assert Translator(one.value, one.coordinate).translate_formula(two.coordinate) == two.value
    given = rows["Working days per year"][-3:]
    assert given[0].value == "not estimated"
    assert Translator(given[1].value, given[1].coordinate).translate_formula(given[2].coordinate) == given[2].value


@pytest.mark.parametrize("name", SCENARIOS)
def test_inputs_are_unlocked_and_all_else_is_locked_without_a_password(name: str) -> None:
    book = opened(name)
    entries = built(load(name)).entries
    unlocked = set()
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.formatColumns  # false: a reader may widen columns
        assert not sheet.protection.selectLockedCells  # false: a reader may look at formulas
        for row in sheet.iter_rows():
            unlocked |= {(sheet.title, c.row - 1, c.column - 1) for c in row if not c.protection.locked}
    assert unlocked == {*entries, ("Cover", 3, 1)}  # and the option in use
    for title, row, column in unlocked:
        assert not formula_of(book[title].cell(row + 1, column + 1))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_input_of_the_file_has_one_cell_that_may_be_changed(name: str) -> None:
    """It says which input of the file stands where, for what reads a changed workbook."""
    scenario = load(name)
    book = built(scenario)
    cells = openpyxl.load_workbook(BytesIO(book.content()))
    paths = [entry.path for entry in book.entries.values() if entry.path]
    assert len(paths) == len(set(paths))
    values = {
        entry.path: cells[sheet].cell(row + 1, column + 1).value for (sheet, row, column), entry in book.entries.items()
    }
    for given in all_givens(scenario):
        assert values[given.path] == given.figure.value


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_name_stands_for_cells_that_are_there(name: str) -> None:
    book = opened(name)
    scopes = [(None, book.defined_names), *((sheet, sheet.defined_names) for sheet in book)]
    count = 0
    for _, names in scopes:
        for title, defined in names.items():
            if title.startswith("_xlnm"):
                continue
            count += 1
            assert re.fullmatch(r"[^\W\d][\w.]*", title), title
            ((sheet, area),) = defined.destinations
            left, top, right, bottom = edges(area)
            cells = [book[sheet].cell(row, column) for row in (top, bottom) for column in (left, right)]
            assert all(cell.value is not None for cell in cells) or title == "two_way_grid", title
    assert count > 60


def test_a_name_stands_for_its_number() -> None:
    values = openpyxl.load_workbook(BytesIO(workbook(load("yorkshire-humber-2010"))), data_only=True)
    ((sheet, cell),) = values.defined_names["people_served"].destinations
    assert values[sheet][cell].value == 25860
    ((sheet, area),) = values["Pooled"].defined_names["people_served"].destinations
    assert [cell.value for cell in values[sheet][area][0]] == [7595, 7899, 6050, 4316]
    ((sheet, area),) = values["Authorities"].defined_names["time_share.first_contact"].destinations
    assert [cell.value for cell in values[sheet][area][0]] == [0.027, 0.1, 0.135, 0.117]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("function_hours", "first_contact"), "function_hours.first_contact"),
        (("level_share", "with planning"), "level_share.with_planning"),
        (("people_served", None, "St. Helens"), "people_served.St._Helens"),
        (("r",), "_r"),
        (("x", "=1+1"), "x._1_1"),
        (("AB12",), "_AB12"),
        (("2009-10",), "_2009_10"),
        (("R1C1",), "_R1C1"),
        (("a", "😀²"), "a.__"),
    ],
)
def test_a_name_is_one_that_excel_takes(parts: tuple[str | None, ...], expected: str) -> None:
    assert name_of(*parts) == expected


def test_names_that_are_taken_get_a_number_on_their_own_sheet_alone() -> None:
    names = BookNames()
    assert [names.free("Net_cash"), names.free("net_cash"), names.free("net_cash", "Case")] == [
        "Net_cash",
        "net_cash_2",
        "net_cash",
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_tables_have_names_that_speak_and_no_two_alike(name: str) -> None:
    book = opened(name)
    tables = [table for sheet in book for table in sheet.tables]
    assert not [table for table in tables if re.match(r"table_?\d", table, re.IGNORECASE)]
    every = [title.casefold() for title in (*tables, *book.defined_names)]
    assert len(every) == len(set(every))
    assert {"Options", "Assumptions", "Checks", "The_answer"} <= {*tables}


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_page_says_what_it_is_of(name: str) -> None:
    scenario = load(name)
    for sheet in opened(name):
        assert sheet.oddFooter.left.text == f"{scenario.name}, Prices of {scenario.price_base_year}"
        assert sheet.oddFooter.center.text == "&A"
        assert sheet.oddFooter.right.text == f"archpers {__version__}, page &P of &N"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows.startswith("$1:")


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_page_is_printed_too_small_to_read(name: str) -> None:
    """Type of 11 points comes out at 8 or more: A4 in landscape takes some 200 characters of that size."""
    for sheet in opened(name):
        wide = sum(dimension.width for dimension in sheet.column_dimensions.values() if dimension.width)
        pages = sheet.page_setup.fitToWidth or 1
        assert wide / pages <= 200, sheet.title
        assert pages == 1 or sheet.print_title_cols


@pytest.mark.parametrize("name", SCENARIOS)
def test_title_and_headings_stay_in_sight(name: str) -> None:
    for sheet in opened(name):
        assert sheet.freeze_panes is not None
        row, column = int(re.sub(r"\D", "", sheet.freeze_panes)), sheet.freeze_panes[0]
        tops = sorted(edges(table.ref)[1] for table in sheet.tables.values())
        assert row in (2, *(top + 1 for top in tops)), sheet.title
        assert column >= "B"


def test_a_title_with_a_sign_of_excel_s_own_stands_in_the_footer_as_it_is() -> None:
    team = {"name": "R&D &P", "staffing": {"care_managers_wte": 10, "hours_per_year": 15000}, "people_served": 400}
    scenario = Scenario.model_validate({**team, "approval": {"version": "1.2"}})
    sheet: Any = openpyxl.load_workbook(BytesIO(workbook(scenario)))["Cover"]
    assert sheet.oddFooter.left.text == "R&&D &&P, version 1.2"
