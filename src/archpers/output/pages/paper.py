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
from archpers.output.pages.paper_tables import add_grid, add_table, least_width
from archpers.output.pages.report import Report

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_A4_SHORT, _A4_LONG, _MARGIN = 210, 297, 20
"""Size and margin of the page [mm]."""
_STYLES = {
    "Normal": (10, 0, 5),
    "Title": (20, 0, 6),
    "Heading 1": (13, 10, 2),
    "Heading 2": (11, 7, 2),
    "List Bullet": (10, 0, 2),
}
"""Size of a style's print, and the room above and below a paragraph of it [pt]: so that what decides is one page."""
_DATE = (1980, 1, 1, 0, 0, 0)
_MADE = datetime(2000, 1, 1)
"""Dates that stand in every file, so that the same report gives the same bytes."""
_UPRIGHT = _A4_SHORT - 2 * _MARGIN
"""Width of the text on an upright page [mm]."""
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
            add_table(document, table, room, caption=len(section.tables) > 1)
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
    _set_styles(document)
    foot = section.footer.paragraphs[0]
    source = f" from {report.file}" if report.file else ""
    foot.add_run(clean(f"{report.name}. Made with archpers {__version__}{source}. Page "))
    _page_number(foot)


def _set_styles(document: "Document") -> None:
    from docx.shared import Pt

    for name, (size, above, below) in _STYLES.items():
        style = document.styles[name]
        style.font.size, form = Pt(size), style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(above), Pt(below), 1.0


def _next_page(document: "Document", report: Report) -> float:
    """Begin the pages behind the first, across where a table needs it; return the width of their text [mm]."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    tables = [each for own in report.sections for each in (*own.tables, *(chart.table for chart in own.charts))]
    section = document.add_section()
    if any(least_width(table) > _UPRIGHT for table in tables):
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
        add_grid(document, [labels, figures], _UPRIGHT)
    for line in (*verdict.but, front.sure, front.cash, front.case):
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
        add_table(document, front.options, _UPRIGHT, caption=False)
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
    add_table(document, chart.table, room, caption=False)


def _write_same(whole: io.BytesIO, stream: BinaryIO) -> None:
    """Write a document again with dates that do not tell when."""
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name in made.namelist():
            written.writestr(zipfile.ZipInfo(name, _DATE), made.read(name), zipfile.ZIP_DEFLATED)
