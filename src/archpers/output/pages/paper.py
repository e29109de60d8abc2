"""The report as a Word document for a committee: real headings, tables and pictures, in Word's own styles.

Whoever has a house style puts it in place of Word's. There is no script in it and no macro, and the same report gives
the same bytes.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from archpers import __version__
from archpers.output.charts.drawing import Chart, clean, png
from archpers.output.pages.html import shown_columns
from archpers.output.pages.report import Report
from archpers.output.tables.table import Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

_A4_SHORT, _A4_LONG, _MARGIN = 210, 297, 20
"""Size and margin of the page [mm]."""
_MOST_LARGE, _MOST_UPRIGHT = 7, 10
"""Tables with more columns have small print; with still more, all pages but the first stand across."""
_DATE = (1980, 1, 1, 0, 0, 0)
_MADE = datetime(2000, 1, 1)
"""Dates that stand in every file, so that the same report gives the same bytes."""
_UPRIGHT = _A4_SHORT - 2 * _MARGIN
"""Width of the text on an upright page [mm]."""
_FOLDED = 34
"""Texts in a table that are longer are folded [characters]."""
_PICTURE = 120
"""Width of a picture [mm]."""


def write_paper(report: Report, stream: BinaryIO) -> None:
    """Write a report as a Word document to a binary stream."""
    from docx import Document

    document = Document()
    _set_up(document, report)
    _front(document, report)
    room = _next_page(document, report)
    for section in report.sections:
        document.add_heading(clean(section.title), 1)
        for chart in section.charts:
            _picture(document, chart, room)
        for table in section.tables:
            _table(document, table, room, caption=len(section.tables) > 1)
    document.add_heading("How to read these figures", 1)
    _listed(document, report.caveats)
    whole = io.BytesIO()
    document.save(whole)
    _write_same(whole, stream)


def _set_up(document: "Document", report: Report) -> None:
    """Set page, language and properties, and the foot of every page."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(_A4_SHORT), Mm(_A4_LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    own = document.core_properties
    own.title, own.author, own.language = clean(report.name)[:255], f"archpers {__version__}", "en-GB"
    own.created = own.modified = _MADE
    own.last_modified_by, own.comments, own.revision = own.author, "", 1
    foot = section.footer.paragraphs[0]
    source = f" from {report.file}" if report.file else ""
    foot.add_run(clean(f"{report.name}. Made with archpers {__version__}{source}. Page "))
    _page_number(foot)


def _next_page(document: "Document", report: Report) -> float:
    """Begin the pages behind the first, across where a table needs it; return the width of their text [mm]."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    tables = [each for own in report.sections for each in (*own.tables, *(chart.table for chart in own.charts))]
    section = document.add_section()
    if max(len(shown_columns(table)) for table in tables) > _MOST_UPRIGHT:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(_A4_LONG), Mm(_A4_SHORT)
        return _A4_LONG - 2 * _MARGIN
    return _UPRIGHT


def _page_number(paragraph: "Paragraph") -> None:
    """Add the number of the page, which Word keeps."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _front(document: "Document", report: Report) -> None:
    front, verdict = report.front, report.front.verdict
    document.add_heading(clean(report.name), 0)
    document.add_paragraph("\n".join(map(clean, report.heading)))
    document.add_heading("The answer", 1)
    document.add_paragraph().add_run(clean(verdict.sentence)).bold = True
    if verdict.figures:
        labels, figures = zip(*verdict.figures, strict=True)
        _grid(document, [labels, figures], _UPRIGHT)
    for line in (*verdict.but, front.sure, front.cash):
        if line:
            document.add_paragraph(clean(line))
    for title, lines in (
        ("What it rests on", verdict.rests_on),
        ("Three ways to pool the region, three residuals", verdict.ways),
        ("What to look at before relying on this", front.look),
    ):
        if lines:
            document.add_heading(title, 2)
            _listed(document, lines)
    if front.options:
        document.add_heading("Options", 2)
        _table(document, front.options, _UPRIGHT, caption=False)
    document.add_heading("Approval", 2)
    document.add_paragraph("\n".join(clean(f"{label}: {text}") for label, text in front.approval))


def _listed(document: "Document", lines: Sequence[str]) -> None:
    for line in lines:
        document.add_paragraph(clean(line), style="List Bullet")


def _picture(document: "Document", chart: Chart, room: float) -> None:
    """Add a chart with its title, its words for those who do not see it, and its numbers below."""
    from docx.shared import Mm

    document.add_heading(clean(chart.title), 2)
    shape = document.add_picture(io.BytesIO(png(chart, title=False)), width=Mm(_PICTURE))
    properties = shape._inline.docPr
    properties.set("descr", clean(chart.description))
    properties.set("title", clean(chart.title))
    if chart.reading:
        document.add_paragraph(clean(chart.reading))
    _table(document, chart.table, room, caption=False)


def _table(document: "Document", table: Table, room: float, *, caption: bool) -> None:
    """Add a table with its heading row, which every page repeats, and its notes."""
    shown = shown_columns(table)
    if caption:
        document.add_paragraph(clean(table.title), style="Caption").paragraph_format.keep_with_next = True
    if table.columns:
        heads = [" ".join(filter(None, (table.columns[i].heading, table.columns[i].unit))) for i in shown]
        numeric = [table.columns[i].numeric for i in shown]
        rows = [[str(row.cells[i]) for i in shown] for row in table.rows]
        strong = [row.emphasis or row.alarm for row in table.rows]
        _grid(document, [heads, *rows], room, numeric, strong)
    for line in table.note.split("\n"):
        if line:
            document.add_paragraph(clean(line))


def _grid(
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
    widths = _widths(rows, room)
    size = Pt(9 if len(rows[0]) <= _MOST_LARGE else 7.5)
    for index, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(widths[position])
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(clean(text))
            run.bold, run.font.size = not index or (bool(strong) and strong[index - 1]), size
            paragraph.paragraph_format.space_after = Pt(0)
            if numeric and numeric[position]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _kept(row, heads=not index)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _kept(row: "_Row", *, heads: bool) -> None:
    """Keep a row from being broken over two pages; heads: it stands again on every page."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    for mark in ("w:cantSplit", *(["w:tblHeader"] if heads else [])):
        properties.append(OxmlElement(mark))


def _widths(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Share the width of a page [mm] among columns by their longest texts, of which a long one may fold."""
    longest = [min(max(map(len, column)), _FOLDED) + 3 for column in zip(*rows, strict=True)]
    return [room * own / sum(longest) for own in longest]


def _write_same(whole: io.BytesIO, stream: BinaryIO) -> None:
    """Write a document again with dates that do not tell when."""
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name in made.namelist():
            written.writestr(zipfile.ZipInfo(name, _DATE), made.read(name), zipfile.ZIP_DEFLATED)
