"""The spreadsheet to fill in: every heading is read, no example is, and each column is explained."""

from io import BytesIO

import openpyxl
import pytest

from archpers.output.workbook.to_fill_in import COLUMNS_SHEET, to_fill_in
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.scopes import is_shared
from archpers.scenario.spreadsheet.columns import every_column, find
from archpers.scenario.spreadsheet.scenario import DATA_SHEET
from tests.scenario.spreadsheet.books import errors, made, saved


@pytest.mark.parametrize("region", [True, False])
def test_it_is_filled_in_and_read(region: bool) -> None:
    book = openpyxl.load_workbook(BytesIO(to_fill_in(region=region)))
    sheet = book[DATA_SHEET]
    assert errors(to_fill_in(region=region)) == [
        'teams.xlsx:Teams!A1 "Name e.g. North team": no row stands below the headings; write a row for each team or '
        "authority"
    ]
    for row in (2, 3) if region else (2,):
        for cell in sheet[1]:
            example = str(cell.value).rpartition("e.g. ")[2]
            shared = find(str(cell.value)).path
            if row == 2 or not is_shared(shared):
                below = sheet[cell.coordinate.replace("1", str(row))]
                below.value = f"{example} {row}" if cell.column == 1 else example
    text = made(saved(book)).text
    assert ("authorities:" in text) is region
    assert "crisis_share: {value: 20%, " in text
    assert "total: {value: £385,000, " in text.replace('"£385,000"', "£385,000")


def test_every_column_is_explained() -> None:
    sheet = openpyxl.load_workbook(BytesIO(to_fill_in(region=True)))[COLUMNS_SHEET]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=6, values_only=True)}
    for column in every_column():
        heading, _, unit, example, meaning, rule, _ = rows[path_text(column.path)]
        assert find(str(heading)).path == column.path
        assert (unit or "", example, meaning) == (str(column.unit or ""), column.example, column.meaning)
        assert (column.kind.rule if column.kind else "a financial year") in str(rule)


def test_cells_are_held_to_their_bounds_and_may_stay_empty() -> None:
    sheet = openpyxl.load_workbook(BytesIO(to_fill_in(region=True)))[DATA_SHEET]
    rules = sheet.data_validations.dataValidation
    assert len(rules) == sheet.max_column - 1
    assert all(str(rule.sqref).endswith("5001") and rule.allow_blank and "For example" in rule.prompt for rule in rules)


def test_it_has_the_same_bytes_every_time() -> None:
    assert to_fill_in(region=True) == to_fill_in(region=True)
    assert to_fill_in(region=True) != to_fill_in(region=False)
