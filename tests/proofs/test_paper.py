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
from tests.engines import program
from tests.proofs.browser import chromium

pytestmark = pytest.mark.proof

NAMES = [file.stem for file in shipped()]
_PAGE = re.compile(rb"/Type\s*/Page[^s]")


def test_libreoffice_opens_papers_and_turns_them_into_pdf(tmp_path: Path) -> None:
    soffice = program("soffice")
    for name in NAMES:
        scenario = load(name)
        result = told(evaluate(scenario))
        stream = io.BytesIO()
        write_paper(report_of(scenario, result, list(heading_of(scenario, result))), stream)
        (tmp_path / f"{name}.docx").write_bytes(stream.getvalue())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", *map(str, sorted(tmp_path.glob("*.docx")))]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    pages = {path.stem: len(_PAGE.findall(path.read_bytes())) for path in tmp_path.glob("*.pdf")}
    assert pages.keys() == set(NAMES)
    assert all(3 < count < 60 for count in pages.values()), pages


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
