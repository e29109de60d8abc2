"""Tables as a workbook of plain values: one a sheet, each marked as a table, and what is said of them on the first."""

import math
from collections.abc import Iterator, Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from archpers.errors import OutputError
from archpers.output.present import NumberRows, Sheets
from archpers.output.tables.table import NOT_ESTIMATED, Bar, Cell, Chance, Doubt, Number, Row, Table
from archpers.output.workbook.writing.sheet_cells import Fixed, SheetCell, safe
from archpers.output.workbook.writing.sheets import Book, Sheet
from archpers.units import SHARE

MOST_ROWS = 1_048_576
"""Excel's limit: rows of a sheet."""
MOST_COLUMNS = 16_384
_ABOVE = 3
"""Rows over the numbers of a long sheet: its title, an empty one, the names of the columns."""
_MOST_IN_MEMORY = 200_000
"""Cells of a table that is kept in memory, and can be marked as one."""
_WIDEST = 60
"""Characters of a column; longer text is broken into lines."""
_FIRST = "About"
_PLAIN = "Plain values. The model as live formulas is another file: archpers workbook FILE -o model.xlsx"


def write(found: Sheets, stream: BinaryIO) -> None:
    """Write tables to a binary stream. Raises OutputError, before any is computed, for more rows than Excel has."""
    if found.rows is not None:
        _refuse_too_many(found.rows)
    with TemporaryDirectory(prefix="archpers-") as folder:
        stream.write(_content(found, folder))


def _refuse_too_many(rows: NumberRows) -> None:
    most = MOST_ROWS - _ABOVE
    if rows.length > most or len(rows.columns) > MOST_COLUMNS:
        what = f"{rows.length:,} rows" if rows.length > most else f"{len(rows.columns):,} columns"
        limit = f"{most:,}" if rows.length > most else f"{MOST_COLUMNS:,}"
        raise OutputError(f".xlsx: {what} are more than the {limit} that Excel takes; write a .csv or a .json")


def _content(found: Sheets, folder: str) -> bytes:
    shown = found.shown()
    title, *lines = shown.heading
    tables = shown.tables()
    long = found.rows is not None and found.rows.length * len(found.rows.columns) > _MOST_IN_MEMORY
    book = Book(title)
    if long:  # the parts of the workbook wait in files
        book.workbook.in_memory, book.workbook.tmpdir = False, folder
    first = book.sheet(_FIRST, title, widths=(26, 110))
    said = [("About", line) for line in (*lines, _PLAIN)]
    for table in tables:
        if not table.rows:  # what it has to say is all in words
            said += [(table.title, line) for line in table.note.splitlines() or ["There is nothing to list."]]
    said += [_closing(line) for line in shown.closing]
    sheets = [(_table(book, table).name, table.title) for table in tables if table.rows]
    if found.rows is not None:
        sheets.append((_rows(book, found.rows, long=long).name, "Every row; an empty cell has no value"))
    said += [(f"Sheet {name}", holds) for name, holds in sheets]
    first.block(len(said)).write(("What", "Text"), said, wrap=True)
    return book.content()


def _closing(line: str) -> tuple[str, str]:
    kind, colon, rest = line.partition(": ")
    return (kind, rest) if colon and kind in ("Warning", "Note") else ("Note", line)


def _table(book: Book, table: Table) -> Sheet:
    """Add the sheet of a table: its title, its notes, and then its cells."""
    names = [own.words for own in table.columns]
    names = [name or ("Item" if not place else f"Column {place + 1}") for place, name in enumerate(names)]
    rows = [list(map(_cell, row.cells)) for row in table.rows]
    sheet = book.sheet(table.title, table.title, *table.note.splitlines(), widths=[*_widths(names, table.rows)])
    block = sheet.block(len(rows))
    block.write(names, rows, wrap=True)
    sheet.worksheet.freeze_panes(block.top + 1, 1)
    return sheet


def _widths(names: Sequence[str], rows: Sequence[Row]) -> Iterator[int]:
    """Yield the width of each column: that of its longest text, but no more than can be read on a screen."""
    for place, name in enumerate(names):
        longest = max(len(str(row.cells[place])) for row in rows)
        yield min(max(longest + 2, *(len(word) + 2 for word in name.split()), 12), _WIDEST)


def _cell(cell: Cell) -> SheetCell:
    """Return a cell as a workbook has it: a number as a number, that looks as it does everywhere."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Bar):
        raise AssertionError("columns of bars are left out")
    text = str(cell)
    value = cell.value
    if value is None or text == NOT_ESTIMATED:
        return text
    if isinstance(cell, Chance):
        return Fixed(value, SHARE, computed=not text.startswith((">", "<")))
    if isinstance(cell, Doubt):
        return Fixed(float(f"{value:.2g}"), cell.unit)
    return Fixed(value, cell.unit, computed=isinstance(cell, Number))


def _rows(book: Book, rows: NumberRows, *, long: bool) -> Sheet:
    """Add the sheet of numbers: as a table, or where there are too many to keep them, a block at a time."""
    many = len(rows.columns)
    book.workbook.constant_memory = long  # then its rows are written in order, and XlsxWriter marks no table there
    sheet = book.sheet("Rows", "Rows", widths=[18] * many)
    book.workbook.constant_memory = False
    top = sheet.row
    for column, name in enumerate(rows.columns):
        sheet.put(top, column, name, bold=True, text_wrap=True)
    area = (top, 0, top + rows.length, many - 1)
    if long:
        sheet.worksheet.autofilter(*area)
    else:
        headers = [{"header": safe(name)} for name in rows.columns]
        sheet.worksheet.add_table(*area, {"name": "every_row", "style": None, "columns": headers})
    sheet.worksheet.freeze_panes(top + 1, 0)
    for number, values in enumerate(_each(rows), top + 1):
        for column, value in enumerate(values):
            if math.isfinite(value):
                sheet.worksheet.write_number(number, column, value)
    return sheet


def _each(rows: NumberRows) -> Iterator[Sequence[float]]:
    block: Mapping[str, NDArray[np.float64]]
    for block in rows.blocks:
        table: Any = np.stack([block[name] for name in rows.columns], axis=1)
        yield from table.tolist()
