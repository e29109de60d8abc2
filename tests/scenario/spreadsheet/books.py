"""Spreadsheets to read: a good one, and what is done to it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from archpers.errors import ScenarioError, UsageError
from archpers.scenario.spreadsheet.scenario import Made, scenario_of, table_of

HEADINGS = [
    "Team",
    "Care managers [WTE]",
    "Total hours of care management (hours/year)",
    "Total cost (£)",
    "People served",
    *(f"{name} [hours/week]" for name in ("First contact", "Overview assessment", "Full assessment", "Basic planning")),
    *(f"{name} [hours/week]" for name in ("Intensive planning", "Problem solving", "Short reviews", "Long reviews")),
]
ROWS: list[list[Any]] = [
    ["North", 11, 19360, 385000, 500, 4, 32, 68, 12, 162, 115, 7, 40],
    ["South", 7.5, 12210, 251000, 350, 2, 20, 48, 9, 100, 75, 5, 21],
    ["West", 20, 31000, 640250.5, 910, 9, 41, 90, 30, 260, 210, 12, 70],
]


def good() -> Workbook:
    """Make a spreadsheet of three teams."""
    book = Workbook()
    sheet = sheet_of(book)
    sheet.title = "Teams"
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append(row)
    return book


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(*edits: Callable[[Worksheet], object]) -> bytes:
    """Return the good spreadsheet with some things done to its sheet."""
    book = good()
    for edit in edits:
        edit(sheet_of(book))
    return saved(book)


def put(cell: str, value: Any, form: str = "General") -> Callable[[Worksheet], object]:
    """Return what writes a value to a cell."""

    def write(sheet: Worksheet) -> None:
        sheet[cell] = value
        sheet[cell].number_format = form

    return write


def repacked(raw: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an Excel file with one of its parts changed."""
    stream = BytesIO()
    with ZipFile(BytesIO(raw)) as archive, ZipFile(stream, "w", ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, change(content) if name == part else content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def made(raw: bytes, file: str = "teams.xlsx", sheet: str | None = None, *, region: bool = False) -> Made:
    """Make the scenario of a spreadsheet."""
    return scenario_of(table_of(raw, file, sheet), region=region)


def errors(raw: bytes, file: str = "teams.xlsx", sheet: str | None = None) -> list[str]:
    """Return what is wrong with a spreadsheet, a line each; none where nothing is."""
    try:
        made(raw, file, sheet)
    except (ScenarioError, UsageError) as error:
        return str(error).splitlines()
    return []
