"""How a sheet stands on screen and on paper: what stays in sight, what is repeated, what stands at the foot."""

import math
from collections.abc import Sequence
from typing import Any

from archpers import __version__

MOST_ACROSS = 195
"""So many characters fit across a page of A4 in landscape at 8 points or so; a wider sheet goes over several pages."""
_MOST_IN_FOOTER = 100
_MARGIN = 0.4
_TO_READERS = {"format_columns": True, "format_rows": True}


class Page:
    """A sheet's page."""

    def __init__(self, worksheet: Any, widths: Sequence[float]) -> None:
        self._worksheet = worksheet
        self._widths = widths
        self._tables: list[int] = []
        self._headings: int | None = None
        self._kept = 1
        """Columns that stay in sight, and are repeated on every page."""

    def add_table(self, top: int) -> None:
        """Take note of a table, whose headings stand in a row."""
        self._tables.append(top)

    def keep(self, columns: int, headings: int | None = None) -> None:
        """Have the first columns stay in sight; headings: the row of those that do, where there are several tables."""
        self._kept = columns
        self._headings = headings

    def finish(self, footer: str) -> None:
        """Set up the page, lock all but the inputs, and keep title and headings in sight."""
        sheet, wide = self._worksheet, sum(self._widths)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
        pages = math.ceil(max(wide - MOST_ACROSS, 0) / (MOST_ACROSS - sum(self._widths[: self._kept]))) + 1
        sheet.fit_to_pages(pages, 0)
        only = self._tables[0] if len(self._tables) == 1 else 0
        last = only if self._headings is None else self._headings
        sheet.repeat_rows(0, last)
        if pages > 1:
            sheet.repeat_columns(0, self._kept - 1)
        sheet.freeze_panes(last + 1, self._kept if self._tables else 0)
        text = footer if len(footer) <= _MOST_IN_FOOTER else f"{footer[: _MOST_IN_FOOTER - 1]}…"
        sheet.set_footer(f"&L{text.replace('&', '&&')}&C&A&Rarchpers {__version__}, page &P of &N")
        sheet.protect("", _TO_READERS)
