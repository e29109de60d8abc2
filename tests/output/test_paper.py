"""The report as a Word document, and the first page of both: opened by programs that are not ours."""

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from archpers.output.pages.front_options import MOST_OPTIONS
from archpers.output.pages.front_page import front_page
from archpers.output.pages.paper import write_paper
from archpers.output.pages.report import Report, report_of
from archpers.output.tables.model_answer import heading_of
from archpers.results.evaluate import evaluate
from archpers.results.loading import load
from archpers.results.settled import told
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario, replace
from archpers.scenario.scopes import on_its_own
from tests.support import TOOLKIT_FILE
from tests.support import archpers as run

APPROVAL = (
    "{purpose: Cabinet paper, author: A. Analyst, reviewer: C. Reviewer, approver: D. Director, "
    "approved: 2026-09-30, version: '1.2', limitations: Not for single teams, valid_until: 2027-03-31}"
)


def report(scenario: Scenario | Region) -> Report:
    result = told(evaluate(scenario))
    return report_of(scenario, result, list(heading_of(scenario, result)))


def scenario_of(name: str, *overrides: str, option: str | None = None) -> Scenario | Region:
    return load(name, list(map(parse_override, overrides)), option)


def written(made: Report) -> bytes:
    stream = io.BytesIO()
    write_paper(made, stream)
    return stream.getvalue()


@cache
def paper(name: str) -> bytes:
    return written(report(load(name)))


def document(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def headings(content: bytes) -> list[str]:
    return [each.text for each in document(content).paragraphs if each.style.name.startswith(("Heading", "Title"))]


@pytest.mark.parametrize("name", ["toolkit-team", "yorkshire-humber-2010", "business-case"])
def test_a_paper_has_real_headings_tables_and_pictures_with_words(name: str) -> None:
    found = document(paper(name))
    assert {"The answer", "What it rests on", "Approval", "Overview", "How to read these figures"} <= set(
        headings(paper(name))
    )
    assert len(found.tables) > 5
    for table in found.tables:
        first, *others = (row._tr.trPr.findall(qn("w:tblHeader")) for row in table.rows)
        assert len(first) == 1
        assert not any(others)
    pictures = found.element.body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) == len(found.inline_shapes) > 3
    assert all(len(picture.get("descr", "")) > 20 for picture in pictures)
    assert len({picture.get("title") for picture in pictures}) == len(pictures)
    assert (found.sections[0].page_width.mm, found.sections[0].page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert found.core_properties.language == "en-GB"


@pytest.mark.parametrize("name", ["toolkit-team", "example-borough"])
def test_the_same_report_gives_the_same_bytes_without_script_or_macro(name: str) -> None:
    assert written(report(load(name))) == paper(name)
    with zipfile.ZipFile(io.BytesIO(paper(name))) as archive:
        assert not [each for each in archive.namelist() if "vba" in each.lower() or each.endswith((".bin", ".js"))]
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
        texts = b"".join(archive.read(each) for each in archive.namelist() if each.endswith((".xml", ".rels")))
    assert b'TargetMode="External"' not in texts


def test_an_option_in_force_is_named_in_title_and_every_caption() -> None:
    made = report(scenario_of("example-borough", option="more crisis"))
    assert made.name == 'Example borough, option "more crisis"'
    titles = [chart.title for section in made.sections for chart in section.charts]
    assert len(titles) > 4
    assert all(title.endswith(' (option "more crisis")') for title in titles)
    captions = [table.title for section in made.sections for table in section.tables]
    assert len(captions) > 1
    assert all(title.endswith(', option "more crisis"') for title in captions)
    assert made.front.options is None  # those of the file would be on top of the one in force
    assert 'option "more crisis"' in document(written(made)).sections[0].footer.paragraphs[0].text


def options(name: str, *overrides: str) -> list[list[str]]:
    table = report(scenario_of(name, *overrides)).front.options
    assert table is not None
    return [[str(cell) for cell in row.cells] for row in table.rows]


def test_options_stand_with_what_they_change_in_words_and_what_they_yield() -> None:
    first, more, lighter, _ = options("example-borough")
    assert first == ["As in the file", "", "30.5%", "£952,011", ""]
    words = "Share of the people served who need the crisis service: 30% instead of 20%"
    assert more == ["more crisis", words, "18.4%", "£574,500", "-£377,511"]
    assert lighter[1] == (
        "Hours of the function that the slimmed core service gives everybody: First contact: 2 hours/person/year "
        "instead of 2.5; Basic planning: 3 hours/person/year instead of 3.7"
    )


def test_with_something_set_the_first_row_is_not_the_files() -> None:
    rows = options("example-borough", "reform.crisis_share=30%")
    assert [rows[0][0], rows[0][2]] == ["Without an option", "18.4%"]
    assert rows[1][1].endswith("crisis service: 30%")  # it changes nothing here


def test_options_of_a_business_case_differ_in_net_present_value() -> None:
    rows = options("business-case")
    assert [row[5:] for row in rows] == [["£240,290"], ["£72,346"], ["£174,290"]]  # the cash of a year is the same
    assert rows[2][1].endswith(": double running, 2026-27: £150,000/year instead of £90,000")


def test_an_option_that_moves_none_of_the_figures_shown_is_named() -> None:
    table = front(name="yorkshire-humber-2010-reinvestment").options
    assert str(table.rows[2].cells[1]).startswith("brokerage.levels taken away; Hours of help")
    assert table.note.startswith('These figures stay as they are with "brokers for everybody served" and "the full')
    assert not front(name="example-borough").options.note


def test_of_many_changes_some_are_counted_and_with_a_deficit_there_is_no_cash(tmp_path: Path) -> None:
    text = Path("scenarios/business-case.yaml").read_text(encoding="utf-8").partition("options:")[0]
    file = tmp_path / "case.yaml"
    own = "reform.crisis_share: 90%, people_served: 4000, flow.contacts: 6000, flow.reviews: 2500"
    file.write_text(f"{text}options:\n  much: {{{own}}}\n", encoding="utf-8")
    row = options(str(file))[1]
    assert row[1].endswith("; and 1 more")
    assert row[5] == "none"


def test_what_the_business_case_comes_to_and_warns_of_stands_on_the_first_page() -> None:
    found = front(name="business-case")
    assert found.case.startswith("Business case, 2026-27 to 2030-31: net present value to the council £240,290, social")
    assert any("moves to the NHS" in line for line in found.look)
    assert not any(line.startswith("Reinvestment is spending") for line in found.look)  # a note
    assert front().case == ""


def test_many_options_are_counted_and_a_deficit_among_them_is_marked(tmp_path: Path) -> None:
    text = Path("scenarios/toolkit-team.yaml").read_text(encoding="utf-8")
    options = "\n".join(f"  at {share}%: {{reform.crisis_share: {share}%}}" for share in range(90, 100))
    file = tmp_path / "many.yaml"
    file.write_text(f"{text}\noptions:\n{options}\n", encoding="utf-8")
    table = report(load(file)).front.options
    assert table is not None
    assert len(table.rows) == 1 + MOST_OPTIONS
    assert table.note == "2 more options are in the file; archpers compare shows all of them."
    assert all(row.alarm for row in table.rows[1:])


def test_one_authority_has_the_regions_options_for_itself(tmp_path: Path) -> None:
    text = Path("scenarios/yorkshire-humber-2010.yaml").read_text(encoding="utf-8")
    file = tmp_path / "region.yaml"
    file.write_text(f"{text}\noptions: {{less: {{reform.crisis_share: 10%}}}}\n", encoding="utf-8")
    region = load(file)
    own = on_its_own(region, "LA 4")
    table = report(own).front.options
    assert table is not None
    changed = on_its_own(scenario_of(str(file), option="less"), "LA 4")
    expected = told(evaluate(changed)).quantities["residual_value"]
    assert table.rows[1].cells[3].value == pytest.approx(expected)  # type: ignore[union-attr]  # it is a number


def front(*overrides: str, name: str = "toolkit-team") -> Any:
    return report(scenario_of(name, *overrides)).front


@pytest.mark.parametrize(
    ("name", "overrides", "sure", "cash"),
    [
        ("toolkit-team", (), "How sure it is: not estimated", "Cash: £0 until posts go"),
        (
            "example-borough",
            (),
            "How sure it is: nine draws in ten leave between 19.1% and 36.2% of today's time; chance of a deficit 0.0%"
            ". 4 of 21 inputs are drawn",
            "Cash: £0 until posts go",
        ),
        (
            "yorkshire-humber-2010-reinvestment",
            (),
            "How sure it is: not estimated, since none of the 4 inputs that are drawn moves what is left.",
            "Cash: £481,221 a year leaves the budget",
        ),
        (
            "business-case",
            (),
            "How sure it is: not estimated",
            "Cash: £750,562 a year leaves the budget, once posts go; the other £869,453 of the value is",
        ),
        (
            "toolkit-team",
            ("reform.crisis_share=100%",),
            "How sure it is: not estimated",
            "Cash: none, since nothing is left.",
        ),
        ("toolkit-team", ("reform=null",), "", ""),
    ],
    ids=["team", "drawn", "drawn without effect", "released", "deficit", "no reform"],
)
def test_the_first_page_says_how_sure_it_is_and_what_is_cash(
    name: str, overrides: tuple[str, ...], sure: str, cash: str
) -> None:
    found = front(*overrides, name=name)
    assert found.sure.startswith(sure)
    assert found.cash.startswith(cash)
    assert bool(found.sure) is bool(sure)


def approved(folder: Path, said: str) -> dict[str, str]:
    file = folder / "approved.yaml"
    file.write_text(f"approval: {said}\n{TOOLKIT_FILE.read_text(encoding='utf-8')}", encoding="utf-8")
    return dict(report(load(file)).front.approval)


def test_what_to_look_at_and_who_approved_stand_on_the_first_page(tmp_path: Path) -> None:
    assert any("core asks for more hours" in line for line in front().look)
    assert front().approval == [
        ("Approval", "none: the file says nothing of its purpose, who made and checked it, and who approved it.")
    ]
    assert approved(tmp_path, APPROVAL) == {
        "Purpose": "Cabinet paper",
        "Author": "A. Analyst",
        "Reviewer": "C. Reviewer",
        "Approver": "D. Director",
        "Approved": "2026-09-30",
        "Version": "1.2",
        "Limitations": "Not for single teams",
        "Valid until": "2027-03-31",
    }
    assert approved(tmp_path, "{author: A. Analyst}")["Approved"] == "not yet"


def test_a_scenario_made_in_python_has_no_options_of_a_file() -> None:
    scenario = replace(load("example-borough"), people_served=3_000)
    result = told(evaluate(scenario))
    assert front_page(scenario, result, {}, None).options is None


def test_names_that_no_document_may_hold_are_made_visible() -> None:
    scenario = replace(load("toolkit-team"), name="a\ufdd0 & <c>")
    assert "& <c>" in headings(written(report(scenario)))[0]


def test_the_command_writes_it_and_refuses_standard_output(tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    assert run("report", "toolkit-team", "-o", str(file), "--what-if").returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"paper.docx", "paper-what-if.html"}
    assert file.read_bytes() == paper("toolkit-team")
    done = run("report", "toolkit-team", "-o", str(tmp_path / "paper.doc"))
    assert done.returncode == 2
    assert b".docx" in done.stderr


def test_a_scenario_without_reform_has_a_paper_too() -> None:
    assert "The answer" in headings(written(report(scenario_of("toolkit-team", "reform=null", "cost=null"))))


def test_columns_are_as_wide_as_their_longest_word_and_share_the_rest() -> None:
    grid = document(paper("example-borough")).tables[1]  # that of the options
    widths = [column.width.mm for column in grid.columns]
    assert sum(widths) == pytest.approx(170, abs=0.5)
    assert [cell.width.mm for cell in grid.rows[1].cells] == pytest.approx(widths, abs=0.1)
    assert widths[3] > len("£1,081,443") * 9 * 0.25  # the largest value stays in one piece
    assert max(widths) == widths[1]  # what an option changes is the longest


@pytest.mark.parametrize(
    ("name", "across"), [("example-borough", False), ("yorkshire-humber-2010", True)], ids=["upright", "across"]
)
def test_pages_behind_the_first_stand_across_where_a_table_needs_it(name: str, across: bool) -> None:
    first, others = document(paper(name)).sections
    assert first.page_width < first.page_height
    assert (others.page_width > others.page_height) is across
