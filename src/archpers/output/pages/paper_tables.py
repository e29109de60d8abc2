"""Tables of the Word document: each a grid whose first row stands again on every page, with no number in two pieces."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archpers.output.charts.drawing import clean
from archpers.output.tables.table import Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

_MOST_LARGE = 7
"""Tables with more columns have small print."""
_FOLDED = 34
"""Texts in a table that are longer are folded, and words broken [characters]."""
_LETTER, _EDGES = 0.25, 4.0
"""Width of a letter in bold print [mm for each pt of its size], of the edges of a cell to both sides [mm]."""


def add_table(document: "Document", table: Table, room: float, *, caption: bool) -> None:
    """Add a table with its heading row, which every page repeats, and its notes."""
    if caption:
        document.add_paragraph(clean(table.title), style="Caption").paragraph_format.keep_with_next = True
    if table.columns:
        shown = table.plain()
        strong = [row.emphasis or row.alarm for row in shown.rows]
        add_grid(document, _cells(shown), room, [column.numeric for column in shown.columns], strong)
    for line in table.note.split("\n"):
        if line:
            document.add_paragraph(clean(line))


def _cells(table: Table) -> list[list[str]]:
    """Return the texts of a table, its headings with their units first."""
    return [[column.words for column in table.columns], *(list(map(str, row.cells)) for row in table.rows)]


def add_grid(
    document: "Document",
    rows: Sequence[Sequence[str]],
    room: float,
    numeric: Sequence[bool] = (),
    strong: Sequence[bool] = (),
) -> None:
    """Add the cells of a table, of which the first row heads the columns and stands again on every page.

    room: width of the table [mm]. numeric: of each column, whether it holds numbers. strong: of each row below the
    first, whether it is a total.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    grid = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    grid.autofit = False
    widths, size = _widths(rows, room), _print_size(rows)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)  # LibreOffice goes by the columns', Word by the cells'
    for index, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(widths[position])
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(clean(text))
            run.bold, run.font.size = not index or (bool(strong) and strong[index - 1]), Pt(size)
            paragraph.paragraph_format.space_after = Pt(0)
            if numeric and numeric[position]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _kept(row, heads=not index)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def least_width(table: Table) -> float:
    """Return how wide a table must be [mm], so that its words and numbers stay in one piece."""
    return sum(_least(_cells(table.plain()))) if table.columns else 0.0


def _kept(row: "_Row", *, heads: bool) -> None:
    """Keep a row from being broken over two pages; heads: it stands again on every page."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    for mark in ("w:cantSplit", *(["w:tblHeader"] if heads else [])):
        properties.append(OxmlElement(mark))


def _least(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide each column of a table must be [mm], so that its words and numbers stay in one piece."""
    words = [max((len(word) for text in column for word in text.split()), default=0) for column in _columns(rows)]
    return [min(longest, _FOLDED) * _print_size(rows) * _LETTER + _EDGES for longest in words]


def _widths(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Share the width of a page [mm] among columns: as wide as they must be; the rest by their longest texts."""
    least = _least(rows)
    left = room - sum(least)
    if left < 0:
        return [room * own / sum(least) for own in least]
    longest = [min(max(map(len, column)), _FOLDED) + 3 for column in _columns(rows)]
    return [own + left * part / sum(longest) for own, part in zip(least, longest, strict=True)]


def _columns(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return list(zip(*rows, strict=True))


def _print_size(rows: Sequence[Sequence[str]]) -> float:
    """Return the size of a table's print [pt]."""
    return 9 if len(rows[0]) <= _MOST_LARGE else 7.5
