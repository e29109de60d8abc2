"""Tables of a sheet: room that is kept for them, and how they are written and marked."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from archpers.output.tables.table import NOT_ESTIMATED
from archpers.output.workbook.writing.book_names import name_of
from archpers.output.workbook.writing.sheet_cells import Ref, SheetCell, Told, different, safe
from archpers.scenario.reading.text import shortened

if TYPE_CHECKING:
    from archpers.output.workbook.writing.sheets import Sheet

ALONE = (NOT_ESTIMATED, "none", "all of it")
"""Words that stand where a number would."""

_MOSTLINES = 20
DARK, LINE = "#1F3864", "#BFBFBF"
_HEAD = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": DARK,
    "text_wrap": True,
    "valign": "vcenter",
    "left": 1,
    "left_color": LINE,
}


class Block:
    """The room for a table."""

    def __init__(self, sheet: "Sheet", top: int, rows: int, heading: str = "") -> None:
        self.sheet = sheet
        self.top = top
        self.rows = rows
        self._name = name_of(heading or sheet.name)

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
        forms = [number if not isinstance(cell, str | Told) or cell in ALONE else text for cell in first]
        forms[0] = head
        unique = different([shortened(safe(column), 100) for column in columns])
        headers = [{"header": column, "header_format": form} for column, form in zip(unique, forms, strict=True)]
        options = {"name": book.names.free(self._name), "autofilter": False, "style": None, "columns": headers}
        sheet.add_table(self.top, 0, self.top + self.rows, len(columns) - 1, options)
        self.sheet.page.add_table(self.top)
        self._height(self.top, unique)
        for index, row in enumerate(rows):
            if wrap:
                self._height(self.top + 1 + index, row)
            for column, cell in enumerate(row):
                look: dict[str, Any] = {"bottom": 1, "bottom_color": LINE}
                if column and cell in ALONE:
                    look["align"] = "right"
                elif isinstance(cell, str | Told):
                    look.update({"text_wrap": wrap, "align": "left", "indent": min(column, 1)})
                self.sheet.put(self.top + 1 + index, column, cell, **look)
        area = (self.top + 1, 0, self.top + self.rows, len(columns) - 1)
        sheet.conditional_format(*area, {"type": "errors", "format": book.format(font_color="#767676", italic=True)})

    def _height(self, row: int, cells: Sequence[SheetCell]) -> None:
        """Make a row high enough for its longest text; programs differ in doing so themselves."""
        texts = zip(cells, self.sheet.widths, strict=False)
        lines = max(1, *(math.ceil(len(text) / width) for text, width in texts if isinstance(text, str)))
        if lines > 1:
            self.sheet.worksheet.set_row(row, 15 * min(lines, _MOSTLINES))
