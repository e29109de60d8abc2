"""An Excel workbook that all can read: safe text, marked tables, input cells, live formulas, charts with words."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from archpers import __version__
from archpers.errors import UsageError
from archpers.output.tables.table import NOT_ESTIMATED
from archpers.output.workbook.sheet_cells import (
    Entry,
    Live,
    Ref,
    SheetCell,
    decimals_of,
    different,
    number_format,
    quoted,
    ranges,
    safe,
    sheet_name,
    small_formats,
    validation,
)
from archpers.scenario.reading.text import shortened
from archpers.units import Unit

MOST_IN_FORMULA = 8_192

ALONE = (NOT_ESTIMATED, "none", "all of it")
"""Words that stand where a number would."""

_MOST_LINES = 20
_DARK, _LINE, _ENTRY, _ALARM = "#1F3864", "#BFBFBF", "#FFF2CC", "#C00000"
_HEAD = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": _DARK,
    "text_wrap": True,
    "valign": "vcenter",
    "left": 1,
    "left_color": _LINE,
}


class Book:
    """A workbook in memory; the same content gives the same bytes."""

    def __init__(self, title: str) -> None:
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
        self._names: set[str] = set()
        self._tables = 0
        self._sheets: list[Sheet] = []
        self.entries: dict[tuple[str, int, int], Entry] = {}
        """The cells for numbers that the reader may change: by sheet, row and column, from 0."""

    def sheet(self, wanted: str, title: str, *lines: str, widths: Sequence[float]) -> "Sheet":
        """Add a sheet with its title in A1 and lines of text below it; a name that is taken gets a number."""
        name = sheet_name(wanted, self._names)
        self._names.add(name.casefold())
        sheet = Sheet(self, self.workbook.add_worksheet(name), name)
        self._sheets.append(sheet)
        sheet.widths = widths
        for column, width in enumerate(widths):
            sheet.worksheet.set_column(column, column, width)
        sheet.line(title, bold=True, font_size=16, font_color=_DARK)
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

    def table_name(self) -> str:
        """Return a name for a table that no other has."""
        self._tables += 1
        return f"table_{self._tables}"

    def content(self) -> bytes:
        """Finish the workbook and return its bytes."""
        for sheet in self._sheets:
            sheet.show_small()
        self.workbook.close()
        return self._stream.getvalue()


class Sheet:
    """A sheet that is filled from the top."""

    def __init__(self, book: Book, worksheet: Any, name: str) -> None:
        self.book = book
        self.worksheet = worksheet
        self.name = name
        self.row = 0
        """The next free row."""
        self.widths: Sequence[float] = ()
        """Width of each column, in characters."""
        self._alike: dict[tuple[int, str, int, bool], tuple[Unit, list[int]]] = {}
        """Column and look of numbers -> their unit, and their rows."""
        worksheet.hide_gridlines(2)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_footer("&L&A&RPage &P of &N")

    def line(self, text: str, **properties: Any) -> None:
        """Write a line of text."""
        self.put(self.row, 0, text, **properties)
        self.row += 1

    def link(self, row: int, column: int, to: "Sheet") -> None:
        """Write a sheet's name, as a link to it."""
        link = self.book.format(font_color="#0563C1", underline=1, bottom=1, bottom_color=_LINE)
        self.worksheet.write_url(row, column, f"internal:{quoted(to.name)}!A1", link, to.name)

    def block(self, rows: int, heading: str = "") -> "Block":
        """Keep room for a table with so many rows; its heading stands over it."""
        if heading:
            self.line(heading, bold=True, font_size=13, font_color=_DARK)
        block = Block(self, self.row, rows)
        self.row += rows + 2
        return block

    def put(self, row: int, column: int, cell: SheetCell, **properties: Any) -> None:
        """Write one cell."""
        if isinstance(cell, str):
            self.worksheet.write_string(row, column, safe(cell), self.book.format(**properties))
            return
        alarm = isinstance(cell, Live) and cell.alarm
        decimals = decimals_of(cell.unit, None if isinstance(cell, Live) else cell.value)
        form = number_format(cell.unit, decimals, alarm=alarm)
        self._alike.setdefault((column, cell.unit.signed(""), decimals, alarm), (cell.unit, []))[1].append(row)
        entry = {"bg_color": _ENTRY, "font_color": "#1F3FBF", "border": 1} if isinstance(cell, Entry) else {}
        look = self.book.format(num_format=form, **properties, **entry)
        if isinstance(cell, Live):
            if len(cell.formula) > MOST_IN_FORMULA:
                raise UsageError(
                    f"workbook: a formula on the sheet {self.name} has {len(cell.formula):,} characters, and Excel "
                    f"takes {MOST_IN_FORMULA:,}; model fewer functions or authorities at a time"
                )
            exists = cell.value is not None and math.isfinite(cell.value)
            self.worksheet.write_formula(row, column, f"={cell.formula}", look, cell.value if exists else "#N/A")
            return
        self.worksheet.write_number(row, column, cell.value, look)
        if isinstance(cell, Entry):
            self.book.entries[self.name, row, column] = cell
            self.worksheet.data_validation(row, column, row, column, validation(row, column, cell.kind))

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

    def chart(
        self, row: int, column: int, kind: str, title: str, words: str, series: dict[str, Any], form: str
    ) -> None:
        """Insert a chart; words say what it shows to those who cannot see it; form: how its values are written."""
        chart = self.book.workbook.add_chart({"type": kind})
        colours = {"fill": {"color": "#2E75B6"}, "invert_if_negative": True, "invert_if_negative_color": _ALARM}
        chart.add_series({"name": title, "gap": 60, **colours, **series})
        chart.set_title({"name": title, "name_font": {"size": 13}})
        values = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "num_format": form}
        names = {"label_position": "low", "major_gridlines": {"visible": False}}
        if kind == "bar":  # its axes change places, and its first bar would stand at the bottom
            chart.set_x_axis({**values, "label_position": "high"})
            chart.set_y_axis({**names, "reverse": True})
        else:
            chart.set_x_axis(names)
            chart.set_y_axis(values)
        chart.set_legend({"none": True})
        chart.set_size({"width": 640, "height": 340})
        self.worksheet.fit_to_pages(1, 1)
        self.worksheet.insert_chart(row, column, chart, {"description": words, "object_position": 2})


class Block:
    """The room for a table."""

    def __init__(self, sheet: Sheet, top: int, rows: int) -> None:
        self.sheet = sheet
        self.top = top
        self.rows = rows

    def ref(self, row: int, column: int) -> Ref:
        """Return the cell in a row, from 0, and a column of the table."""
        return Ref(self.sheet.name, self.top + 1 + row, column)

    def range(self, column: int) -> list[Any]:
        """Return a column's cells, as a chart names them."""
        return [self.sheet.name, self.top + 1, column, self.top + self.rows, column]

    def write(self, columns: Sequence[str], rows: Iterable[Sequence[SheetCell]], *, wrap: bool = False) -> None:
        """Write the table and mark it as one; wrap: break long text into lines."""
        book, sheet = self.sheet.book, self.sheet.worksheet
        head, text = book.format(**_HEAD), book.format(**_HEAD, align="left", indent=1)
        number = book.format(**_HEAD, align="right")
        rows = list(rows)
        first = rows[0] if rows else ()
        forms = [number if not isinstance(cell, str) or cell in ALONE else text for cell in first]
        forms[0] = head
        unique = different([shortened(safe(column), 100) for column in columns])
        headers = [{"header": column, "header_format": form} for column, form in zip(unique, forms, strict=True)]
        options = {"name": book.table_name(), "autofilter": False, "style": None, "columns": headers}
        sheet.add_table(self.top, 0, self.top + self.rows, len(columns) - 1, options)
        self._height(self.top, unique)
        for index, row in enumerate(rows):
            if wrap:
                self._height(self.top + 1 + index, row)
            for column, cell in enumerate(row):
                look: dict[str, Any] = {"bottom": 1, "bottom_color": _LINE}
                if column and cell in ALONE:
                    look["align"] = "right"
                elif isinstance(cell, str):
                    look.update({"text_wrap": wrap, "align": "left", "indent": min(column, 1)})
                self.sheet.put(self.top + 1 + index, column, cell, **look)
        area = (self.top + 1, 0, self.top + self.rows, len(columns) - 1)
        sheet.conditional_format(*area, {"type": "errors", "format": book.format(font_color="#767676", italic=True)})

    def _height(self, row: int, cells: Sequence[SheetCell]) -> None:
        """Make a row high enough for its longest text; programs differ in doing so themselves."""
        texts = zip(cells, self.sheet.widths, strict=False)
        lines = max(1, *(math.ceil(len(text) / width) for text, width in texts if isinstance(text, str)))
        if lines > 1:
            self.sheet.worksheet.set_row(row, 15 * min(lines, _MOST_LINES))
