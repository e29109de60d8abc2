"""From the bytes of an Excel file to its tables. Whatever the bytes are, it takes bounded time and memory.

openpyxl reads the parts of the file; its own sheets would make a cell for each place that a range names, of which a few
bytes can name thousands of millions, and keep a formula or its value, not both.
"""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from io import BytesIO
from math import isfinite
from typing import Any, NamedTuple
from unicodedata import category
from warnings import catch_warnings, simplefilter
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from archpers.errors import ScenarioError
from archpers.scenario.reading.text import refusal
from archpers.scenario.spreadsheet.cells import CellPlace, Content, Grid

_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_PARTS = 2_000
_MOST_MARKS = {True: 700_000, False: 100_000}
"""Elements of XML, as many as 5,000 rows of all columns need: in the rows of sheets and their text, and elsewhere."""
_MOST_SHEETS = 1_000
_MOST_TRANSLATED = 4_000_000
_SAVE = "save it as .xlsx, without a password"
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "is protected by a password, or an old .xls file", _SAVE),
    (b"mimetypeapplication/vnd.oasis.opendocument", "is an OpenDocument file", "save it as .xlsx"),
)
"""What other files hold at or near their beginning, what is wrong, and what to do."""


class _Read(NamedTuple):
    """What stands in a cell of the file."""

    value: Any
    kind: str
    form: str
    """The format of its numbers."""
    formula: str | None


class _Parser(WorkSheetParser):
    """Reads a sheet's cells, of a formula its text and its value."""

    translated: int | None = None
    """Characters of formulas that were translated from where they are shared to a cell; None: they are not."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Read one cell."""
        cell = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        cell["formula"] = None if formula is None else self._formula(element, formula.text or "")
        return cell

    def _formula(self, element: Any, text: str) -> str:
        if self.translated is None:
            return f"={text}"
        made: Any = self.parse_formula(element)  # type: ignore[no-untyped-call]  # it has no types
        found = str(getattr(made, "text", made))
        self.translated += len(found)
        if self.translated > _MOST_TRANSLATED:
            raise ValueError
        return found


class ExcelFile:
    """An Excel file in memory."""

    def __init__(self, raw: bytes, file: str) -> None:
        """Read it, but for its sheets. Raises ScenarioError for what is no Excel file, or one that is too large."""
        self.file, self.sha256 = file, sha256(raw).hexdigest()
        try:
            _hold(raw, file)
            with catch_warnings():  # what openpyxl leaves out is nothing that stands in a cell
                simplefilter("ignore")
                self._book = load_workbook(BytesIO(raw), read_only=True, keep_links=False)
            self._sheets: dict[str, Any] = {sheet.title: sheet for sheet in self._book.worksheets}
        except ScenarioError:
            raise
        except Exception as error:  # whatever a damaged file makes of it
            raise _unreadable(file, error) from None

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets."""
        return list(self._sheets)

    def table(self, name: str, *, formulas: bool = False) -> Grid:
        """Return the cells of a sheet that hold something. Raises ScenarioError for a damaged one.

        formulas: whether it matters what formulas say, of those too that cells share.
        """
        found = Grid(self.file, name, self.sha256)
        try:
            parser, cells = self._cells(name, formulas=formulas)
            found.formulas = {place: own.formula for place, own in cells.items() if own.formula is not None}
            found.cells = {place: _cell(own) for place, own in cells.items()}
            _refuse_merged(found, parser)
            _refuse_hidden(found, parser)
        except Exception as error:
            raise _unreadable(self.file, error) from None
        if self._sheets[name].sheet_state != "visible" and found.cells:
            found.refuse(min(found.cells), "this sheet is hidden", "show it, or name another with --sheet")
        return found

    def _cells(self, name: str, *, formulas: bool) -> tuple[_Parser, dict[CellPlace, _Read]]:
        sheet, book = self._sheets[name], self._book
        formats: dict[str, Any] = {
            "date_formats": book._date_formats,  # type: ignore[attr-defined]  # openpyxl hands them to its own parser so
            "timedelta_formats": book._timedelta_formats,  # type: ignore[attr-defined]  # the same
        }
        cells = {}
        with catch_warnings(), sheet._get_source() as source:
            simplefilter("ignore")
            parser = _Parser(source, sheet._shared_strings, data_only=True, epoch=book.epoch, **formats)
            parser.translated = 0 if formulas else None
            for _, row in parser.parse():
                for own in row:
                    formula = own.pop("formula")
                    cell = ReadOnlyCell(sheet, **own)
                    if cell.value is not None or formula is not None:
                        place = CellPlace(cell.row, cell.column)
                        cells[place] = _Read(cell.value, cell.data_type, cell.number_format or "", formula)
        return parser, cells


def _hold(raw: bytes, file: str) -> None:
    """Raise ScenarioError for what is not an Excel file, or one that would take too much to read."""
    for mark, message, remedy in _OTHERS:
        if mark in (raw[:4], raw[30 : 30 + len(mark)]):
            raise refusal(file, "", message, remedy)
    alone = "keep the table alone, in a file of its own"
    with ZipFile(BytesIO(raw)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise refusal(file, "", "is too large once it is unpacked", alone)
        if any(part.filename == "xl/workbook.bin" for part in parts):
            raise refusal(file, "", "is a binary Excel file", "save it as .xlsx")
        marks = dict.fromkeys(_MOST_MARKS, 0)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                content = archive.read(part)
                if b"<!DOCTYPE" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise refusal(file, part.filename, "is not as spreadsheet programs write it", "save it anew")
                of_rows = content if part.filename.endswith("sharedStrings.xml") else _rows_of(content)
                marks[False] += _MOST_MARKS[False] * (content.count(b"sheetId=") > _MOST_SHEETS)
                marks[True] += of_rows.count(b"<") // 2
                marks[False] += (content.count(b"<") - of_rows.count(b"<")) // 2
        if any(count > _MOST_MARKS[kind] for kind, count in marks.items()):
            raise refusal(file, "", "has more cells, formats or marks than a table of 5,000 rows needs", alone)


def _rows_of(content: bytes) -> bytes:
    """Return the part of a sheet that holds its rows; of anything else nothing."""
    start, end = content.find(b"sheetData"), content.rfind(b"sheetData")
    return content[start:end] if start >= 0 else b""


def _unreadable(file: str, error: Exception) -> ScenarioError:
    known = {BadZipFile: "it is no packed file, or damaged", KeyError: "a part of it is missing"}
    reason = next((words for kind, words in known.items() if isinstance(error, kind)), "a part of it is damaged")
    return refusal(file, "", f"cannot be read as an Excel file ({reason})", "open it, and save it as .xlsx")


def _cell(own: _Read) -> Content:
    """Turn a value into a cell."""
    value = own.value
    if value is None:
        return Content(
            own.formula or "",
            False,
            "is a formula without a value",
            "save it in the spreadsheet program, or write the number",
        )
    if isinstance(value, bool):
        return Content(str(value).upper(), False, "is true or false, not a number", "write the number")
    if own.kind == "e":
        return Content(str(value), False, "is an error of the spreadsheet", "mend the formula, or write the number")
    if isinstance(value, date | time | timedelta):
        remedy = "format the cell as a number, or as text, and write it again"
        return Content(
            str(value).removesuffix(" 00:00:00"),
            False,
            "is a date or a time, perhaps made of a number such as 1-2",
            remedy,
        )
    if isinstance(value, int | float):
        return _number(value, own.form)
    return Content(str(value).replace("_x000D_", "\r"))  # Excel's way to write the end of a line


def _number(value: float, form: str) -> Content:
    """Turn a number into a cell, with the sign that its format shows."""
    text, sign = repr(value).removesuffix(".0"), _sign(form)
    if sign is None:
        return Content(text, False, "is hidden by its format", "format it so that it is seen, or delete it")
    if sign == "%" and isfinite(value):
        return Content(f"{(Decimal(repr(value)) * 100).normalize():f}%", False)
    signed = f"{'-' * (value < 0)}{sign}{text.lstrip('-')}" if sign != "%" else text
    if sign in ("", "£", "%"):
        return Content(signed, False)
    return Content(signed, False, "money is read in pounds", "write it in pounds, and format it so")


@cache
def _sign(form: str) -> str | None:
    """Return the sign that a format puts to a number: a currency's, %, or none; None where it hides the number."""
    if form and not form.replace(";", "").strip():
        return None
    shown = re.sub(r"\[(\$[^-\]]*)?[^\]]*\]", r"\1", form.partition(";")[0]).replace("$", "", form.count("[$"))
    signs = {sign for sign in shown if category(sign) == "Sc"}
    percent = "%" if "%" in re.sub(r'"[^"]*"|\\.', "", shown) else ""
    return next(iter(sorted(signs - {"£"}) or signs), percent)


def _refuse_merged(table: Grid, parser: Any) -> None:
    for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
        place = CellPlace(merged.min_row, merged.min_col)
        if place in table.cells:
            remedy = "unmerge the cells, and write the value in each cell that it is for"
            table.refuse(place, f"the cells {merged.coord} are merged", remedy)


def _refuse_hidden(table: Grid, parser: Any) -> None:
    """Refuse hidden rows and columns that hold something."""
    yes = ("1", "true")
    rows = {int(row) for row, own in parser.row_dimensions.items() if own.get("hidden") in yes}
    spans = [own for own in parser.column_dimensions.values() if own.get("hidden") in yes]
    firsts: dict[tuple[str, int], CellPlace] = {}
    for place in sorted(table.cells):
        if place.row in rows:
            firsts.setdefault(("row", place.row), place)
        elif any(int(own["min"]) <= place.column <= int(own["max"]) for own in spans):
            firsts.setdefault(("column", place.column), place)
    for (kind, _), place in firsts.items():
        remedy = f"show the {kind} (clear the filter, or unhide it), or delete it"
        table.refuse(place, f"this {kind} is hidden and holds something", remedy)
