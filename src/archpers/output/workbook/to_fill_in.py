"""A spreadsheet to fill in: a row for each team or authority, and a sheet that explains each column."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from archpers import __version__
from archpers.output.workbook.writing.sheet_cells import validation
from archpers.scenario.overrides import value_at
from archpers.scenario.reading.document import Document
from archpers.scenario.reading.yaml import path_text, read_text
from archpers.scenario.scopes import is_shared
from archpers.scenario.shipped import template
from archpers.scenario.spreadsheet.cells import MOST_ROWS
from archpers.scenario.spreadsheet.columns import EXAMPLE, NAMES, InputColumn, every_column
from archpers.scenario.spreadsheet.scenario import DATA_SHEET

COLUMNS_SHEET = "Columns"
_HEAD = {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#D9E2F3"}
_HOW = (
    "Fill in the sheet Teams: one row for each team or authority, from row 2 on; leave a cell empty where there is no "
    "figure. The examples in the headings are no figures of yours, and nothing reads them.",
    "More columns of the list below may be added, in any order; a heading is the path or the heading, with the unit or "
    "without it. Delete columns that you do not need. No totals: archpers adds up by itself.",
    "The reform is one for all: write it in the first row, or the same in every row.",
)
_HEADINGS = ("Heading", "Path in the scenario", "Unit", "Example", "What it is", "What it may be", "On the sheet Teams")
_WIDTHS = (46, 52, 18, 12, 70, 44, 12)


def to_fill_in(*, region: bool) -> bytes:
    """Return a spreadsheet to fill in, always the same bytes; region: for several teams or authorities, not one."""
    stream = BytesIO()
    look = {"font_name": "Arial", "font_size": 11, "valign": "top"}
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_format_properties": look})
    book.set_properties({"author": f"archpers {__version__}", "created": datetime(2000, 1, 1)})
    written = list(_of_template())
    _teams(book, written, MOST_ROWS if region else 1)
    _columns(book, {column.path for column, _ in written})
    book.close()
    return stream.getvalue()


def _of_template() -> Iterator[tuple[InputColumn, str]]:
    """Yield the columns for which the scenario to start from has a value, and that value as the example."""
    data = read_text(template(), Document("", None, "")).data
    for column in every_column():
        value = value_at(data, column.path)
        if value is not None:
            yield column, str(value["value"] if isinstance(value, dict) else value)


def _teams(book: Any, columns: list[tuple[InputColumn, str]], rows: int) -> None:
    sheet = book.add_worksheet(DATA_SHEET)
    head = book.add_format(_HEAD)
    _set_up(sheet, 0)
    sheet.set_row(0, 78)
    sheet.set_column(0, 0, 28)
    sheet.write_string(0, 0, f"{NAMES.label}\n\n{EXAMPLE}{NAMES.example}", head)
    for number, (column, example) in enumerate(columns, 1):
        sheet.write_string(0, number, f"{column.label}\n[{column.unit}]\n{EXAMPLE}{example}", head)
        sheet.set_column(number, number, 17, book.add_format({"num_format": _format(column)}))
        if column.kind is not None:
            rule = validation(1, number, column.kind)
            message = f"{rule['input_message']} For example {example}."
            once = " One for all: write it in the first row." if is_shared(column.path) and rows > 1 else ""
            said = {"input_title": column.label[:32], "input_message": message + once, "ignore_blank": True}
            sheet.data_validation(1, number, rows, number, {**rule, **said})


def _format(column: InputColumn) -> str:
    if column.unit is None:
        return "@"
    return "0.0##%" if column.unit.is_share else '"£"#,##0.##' if column.unit.is_money else "#,##0.###"


def _columns(book: Any, written: set[tuple[str, ...]]) -> None:
    sheet = book.add_worksheet(COLUMNS_SHEET)
    wrapped = book.add_format({"text_wrap": True})
    head = book.add_format(_HEAD)
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    for row, text in enumerate(_HOW):
        sheet.write_string(row, 0, text)
    top = len(_HOW) + 1
    for number, heading in enumerate(_HEADINGS):
        sheet.write_string(top, number, heading, head)
    name = (NAMES.label, "the key below authorities:, or name:", "", NAMES.example, NAMES.meaning)
    rows: list[tuple[str, ...]] = [(*name, "different in each row", "yes")]
    rows.extend(_explained(column, given=column.path in written) for column in every_column())
    for row, cells in enumerate(rows, top + 1):
        for number, text in enumerate(cells):
            sheet.write_string(row, number, text, wrapped)
    _set_up(sheet, top)


def _set_up(sheet: Any, head: int) -> None:
    """Set up the page, and keep the row of the headings in sight."""
    sheet.freeze_panes(head + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)


def _explained(column: InputColumn, *, given: bool) -> tuple[str, ...]:
    rule = column.kind.rule if column.kind else "a financial year; format the cell as text"
    shared = "; one for all rows" if is_shared(column.path) else ""
    unit = str(column.unit or "")
    return (
        *(column.heading, path_text(column.path), unit, column.example, column.meaning),
        *(f"{rule}{shared}", "yes" if given else "may be added"),
    )
