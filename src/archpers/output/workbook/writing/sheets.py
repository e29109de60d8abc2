"""An Excel workbook that all can read: safe text, marked tables, input cells, live formulas, charts with words."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from archpers import __version__
from archpers.errors import UsageError
from archpers.model.renderings import excel
from archpers.model.trace import Name, Traced
from archpers.output.workbook.sheets.constants_sheet import BookConstants
from archpers.output.workbook.writing.blocks import DARK, LINE, Block
from archpers.output.workbook.writing.book_names import BookNames, defined
from archpers.output.workbook.writing.page_setup import Page
from archpers.output.workbook.writing.sheet_cells import (
    Entry,
    Fixed,
    Live,
    Ref,
    SheetCell,
    Told,
    decimals_of,
    in_a_row,
    number_format,
    quoted,
    ranges,
    safe,
    sheet_name,
    small_formats,
    validation,
)
from archpers.units import Unit

MOST_IN_FORMULA = 8_192
_LEAST_IN_SUM = 3  # fewer cells are added with signs
ENTRY_LOOK = {"bg_color": "#FFF2CC", "font_color": "#1F3FBF", "border": 1, "locked": False}
"""How a cell looks that the reader may change."""


class _Worksheet(Worksheet):  # type: ignore[misc]  # has no types
    """A worksheet whose formulas are written as they are."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        # XlsxWriter looks for a hundred new functions in every formula, which takes half the time of a workbook. The
        # formulas here name no such function, or have its prefix.
        return formula.removeprefix("{").removeprefix("=").removesuffix("}")


class Book:
    """A workbook in memory; the same content gives the same bytes."""

    def __init__(self, title: str, footer: str = "") -> None:
        """Begin a workbook; footer: what stands at the foot of each page, beside version and page."""
        self._stream = BytesIO()
        self.workbook = xlsxwriter.Workbook(
            self._stream,
            {"in_memory": True, "default_format_properties": {"font_name": "Arial", "font_size": 11, "valign": "top"}},
        )
        self.workbook.set_size(2400, 1500)
        self.workbook.set_properties(
            {"title": safe(title)[:255], "author": f"archpers {__version__}", "created": datetime(2000, 1, 1)}
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._taken: set[str] = set()
        self._sheets: list[Sheet] = []
        self._footer = footer or title
        self.names = BookNames()
        self.constants = BookConstants()
        self.entries: dict[tuple[str, int, int], Entry] = {}
        """The cells for numbers that the reader may change: by sheet, row and column, from 0."""

    def sheet(self, wanted: str, title: str, *lines: str, widths: Sequence[float]) -> "Sheet":
        """Add a sheet with its title in A1 and lines of text below it; a name that is taken gets a number."""
        name = sheet_name(wanted, self._taken)
        self._taken.add(name.casefold())
        sheet = Sheet(self, self.workbook.add_worksheet(name, _Worksheet), name, widths)
        self._sheets.append(sheet)
        sheet.line(title, bold=True, font_size=16, font_color=DARK)
        for text in lines:
            sheet.line(text)
        sheet.row += 1
        return sheet

    def format(self, **properties: Any) -> Any:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def define(self, name: str, *cells: Ref, sheet: str = "") -> None:
        """Give a name to a cell, or to all from the first to the last; sheet: the one that it holds on."""
        self.workbook.define_name(*defined(self.names.free(name, sheet), cells, sheet))

    def formula(
        self,
        traced: Traced,
        cells: Callable[[Name], Ref],
        sheet: str,
        *,
        across: Sequence[str] = (),
        moving: Mapping[Name, str] = MappingProxyType({}),
    ) -> str:
        """Write a traced formula for a cell on a sheet.

        cells: where each number stands. across: the sheets on which columns move along when the formula is copied.
        moving: how some names are written whatever their cell.
        """

        def seen(name: Name) -> str:
            own = cells(name)
            return moving.get(name) or own.seen_from(sheet, across=own.sheet in across)

        def total(names: Sequence[Name]) -> str:
            own = [cells(name) for name in names]
            if len(own) < _LEAST_IN_SUM or not in_a_row(own):
                return ""
            return f"SUM({own[0].to(own[-1], sheet, across=own[0].sheet in across)})"

        return excel(traced, seen, lambda number: self.constants.written(number, sheet), total)

    def content(self) -> bytes:
        """Finish the workbook and return its bytes."""
        for sheet in self._sheets:
            sheet.show_small()
            sheet.page.finish(self._footer)
        self.workbook.close()
        return self._stream.getvalue()


class Sheet:
    """A sheet that is filled from the top."""

    def __init__(self, book: Book, worksheet: Any, name: str, widths: Sequence[float]) -> None:
        self.book = book
        self.worksheet = worksheet
        self.name = name
        self.row = 0
        """The next free row."""
        self.widths = widths
        """Width of each column, in characters."""
        self.page = Page(worksheet, widths)
        self._alike: dict[tuple[int, str, int, bool], tuple[Unit, list[int]]] = {}
        """Column and look of numbers -> their unit, and their rows."""
        worksheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)

    def line(self, text: str, **properties: Any) -> None:
        """Write a line of text."""
        self.put(self.row, 0, text, **properties)
        self.row += 1

    def link(self, row: int, column: int, to: "Sheet") -> None:
        """Write a sheet's name, as a link to it."""
        link = self.book.format(font_color="#0563C1", underline=1, bottom=1, bottom_color=LINE)
        self.worksheet.write_url(row, column, f"internal:{quoted(to.name)}!A1", link, to.name)

    def block(self, rows: int, heading: str = "") -> Block:
        """Keep room for a table with so many rows; its heading stands over it."""
        if heading:
            self.line(heading, bold=True, font_size=13, font_color=DARK)
        block = Block(self, self.row, rows, heading)
        self.row += rows + 2
        return block

    def put(self, row: int, column: int, cell: SheetCell, **properties: Any) -> None:
        """Write one cell."""
        if isinstance(cell, str):
            self.worksheet.write_string(row, column, safe(cell), self.book.format(**properties))
        elif isinstance(cell, Told):
            self._check(cell.formula)
            look = self.book.format(**{"text_wrap": False, **properties})
            self.worksheet.write_formula(row, column, f"={cell.formula}", look, safe(cell.value))
        else:
            self._number(row, column, cell, properties)

    def _number(self, row: int, column: int, cell: Live | Entry | Fixed, properties: Mapping[str, Any]) -> None:
        alarm = isinstance(cell, Live) and cell.alarm
        computed = isinstance(cell, Live) or (isinstance(cell, Fixed) and cell.computed)
        decimals = decimals_of(cell.unit, None if computed else cell.value)
        form = number_format(cell.unit, decimals, alarm=alarm)
        self._alike.setdefault((column, cell.unit.signed(""), decimals, alarm), (cell.unit, []))[1].append(row)
        strong = {"bold": True} if isinstance(cell, Fixed) and cell.strong else {}
        look = self.book.format(
            num_format=form, **{**properties, **strong}, **(ENTRY_LOOK if isinstance(cell, Entry) else {})
        )
        if isinstance(cell, Live):
            self._check(cell.formula)
            value = cell.value if cell.value is not None and math.isfinite(cell.value) else "#N/A"
            if cell.array:
                self.worksheet.write_array_formula(row, column, row, column, f"{{={cell.formula}}}", look, value)
            else:
                self.worksheet.write_formula(row, column, f"={cell.formula}", look, value)
            return
        self.worksheet.write_number(row, column, cell.value, look)
        if isinstance(cell, Entry):
            self.book.entries[self.name, row, column] = cell
            self.worksheet.data_validation(row, column, row, column, validation(row, column, cell.kind))

    def _check(self, formula: str) -> None:
        if len(formula) > MOST_IN_FORMULA:
            raise UsageError(
                f"workbook: a formula on the sheet {self.name} has {len(formula):,} characters, and Excel "
                f"takes {MOST_IN_FORMULA:,}; model fewer functions or authorities at a time"
            )

    def show_small(self) -> None:
        """Have figures that would look like 0 and are not shown with as many digits as they need."""
        for (column, _, decimals, alarm), (unit, unsorted) in self._alike.items():
            rows = sorted(unsorted)
            first, where = xl_rowcol_to_cell(rows[0], column), " ".join(ranges(rows, column))
            for least, limit, form in small_formats(unit, decimals, alarm=alarm):
                size = f"ABS({first})>={least:g},ABS({first})<{limit:g}".upper()
                rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({first}),{first}<>0,{size})"}
                look = {**rule, "format": self.book.format(num_format=form), "multi_range": where}
                self.worksheet.conditional_format(rows[0], column, rows[-1], column, look)
