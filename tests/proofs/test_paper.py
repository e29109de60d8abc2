"""The paper in LibreOffice, and the first page in Chromium, as they are printed."""

import io
import re
import subprocess
from pathlib import Path

import pytest

from archpers.output.pages.paper import write_paper
from archpers.output.pages.report import report_of, report_page
from archpers.output.tables.model_answer import heading_of
from archpers.results.evaluate import evaluate
from archpers.results.loading import load
from archpers.results.settled import told
from archpers.scenario.shipped import shipped
from tests.engines import program, some
from tests.proofs.browser import chromium

pytestmark = pytest.mark.proof

NAMES = some([file.stem for file in shipped()], 3)
_PAGE = re.compile(rb"/Type\s*/Page[^s]")
_KIDS, _REFERENCE = re.compile(rb"/Kids\[([^\]]*)\]"), re.compile(rb"(\d+) 0 R")
_BOOKMARK = re.compile(rb"/Title<([0-9A-F]+)>\s*/Dest\[(\d+) 0 R")


def pages_of_headings(pdf: bytes) -> dict[str, int]:
    """Return the page on which each heading of a PDF stands, from its bookmarks; of headings alike, the last one's."""
    (kids,) = _KIDS.findall(pdf)
    page_of = {number: page for page, number in enumerate(_REFERENCE.findall(kids), 1)}
    return {bytes.fromhex(title.decode()).decode("utf-16"): page_of[own] for title, own in _BOOKMARK.findall(pdf)}


def test_libreoffice_opens_papers_and_what_decides_is_their_first_page(tmp_path: Path) -> None:
    soffice, reports = program("soffice"), {}
    for name in NAMES:
        scenario = load(name)
        result = told(evaluate(scenario))
        reports[name] = report_of(scenario, result, list(heading_of(scenario, result)))
        for file, made in ((name, reports[name]), (f"{name}-first", reports[name]._replace(sections=[]))):
            stream = io.BytesIO()
            write_paper(made, stream)
            (tmp_path / f"{file}.docx").write_bytes(stream.getvalue())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", *map(str, sorted(tmp_path.glob("*.docx")))]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    papers = {path.stem: path.read_bytes() for path in tmp_path.glob("*.pdf")}
    assert len(papers) == 2 * len(NAMES) > 0
    for name, report in reports.items():
        assert 3 < len(_PAGE.findall(papers[name])) < 60, name
        pages = pages_of_headings(papers[name])
        assert (pages["The answer"], pages["Approval"], pages[report.sections[0].title]) == (1, 1, 2), name
        assert len(_PAGE.findall(papers[f"{name}-first"])) == 2, name  # no line of the first part runs over


def test_what_decides_is_one_page_of_a4(tmp_path: Path) -> None:
    with chromium(tmp_path / "profile") as context:
        page = context.new_page()
        for name in NAMES:
            scenario = load(name)
            result = told(evaluate(scenario))
            file = tmp_path / f"{name}.html"
            file.write_text(report_page(scenario, result, list(heading_of(scenario, result))), encoding="utf-8")
            page.goto(file.as_uri())
            whole = len(_PAGE.findall(page.pdf(prefer_css_page_size=True)))
            page.add_style_tag(content="main > section, footer { display: none }")
            first = len(_PAGE.findall(page.pdf(prefer_css_page_size=True)))
            assert first == 1 < whole, name
