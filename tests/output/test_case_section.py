"""The report's section on the business case: its tables, its sentences, and break-even values that are such."""

import pytest

from archpers.output.pages.case_section import case_section
from archpers.output.pages.report import report_page
from archpers.output.tables.model_answer import heading_of
from archpers.output.tables.table import Number, Setting, Table
from archpers.results.case import evaluate_case
from archpers.results.evaluate import evaluate
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if.baseline import Baseline
from tests.output.test_pages import Tags

FILE = "business-case"


def section(scenario: Scenario | Region) -> dict[str, Table]:
    return {table.title: table for table in case_section(scenario, evaluate(scenario))}


def test_the_section_has_the_case_s_own_figures_in_every_year() -> None:
    scenario = load(FILE)
    case, tables = evaluate_case(scenario), section(scenario)
    titles = ["Year by year", "What it costs, and who pays", "Cash to the council"]
    assert list(tables) == [*titles, "What would bring the net present value to £0"]
    for title in titles:
        assert [column.heading for column in tables[title].columns[1:]] == case.years
    rows = {str(row.cells[0]): row.cells[1:] for row in tables["Cash to the council"].rows}
    for label, name in (("Net cash", "net_cash"), ("Cumulative net cash", "cumulative_net_cash")):
        shown = [cell.value for cell in rows[label] if isinstance(cell, Number)]
        assert shown == pytest.approx([year[name] for year in case.by_year.values()], rel=1e-12)
    note = tables["Cash to the council"].note
    assert "Net present value to the council: £240,290." in note
    assert "Payback: 2029-30." in note
    assert all(warning.message in note for warning in case.warnings)


def test_break_even_values_bring_the_net_present_value_to_nothing() -> None:
    scenario = load(FILE)
    baseline, rows = Baseline(scenario), section(scenario)["What would bring the net present value to £0"].rows
    assert 5 <= len(rows) <= 10
    changes = []
    for path, own, value, change in (row.cells for row in rows):
        assert isinstance(own, Setting)
        assert isinstance(value, Number)
        assert isinstance(change, Number)
        assert value.value is not None
        found = baseline.evaluate(["case.npv"], {str(path): value.value})["case.npv"]
        assert found == pytest.approx(0, abs=1), path
        changes.append(abs(change.value or 0.0))
    assert changes == sorted(changes)


@pytest.mark.parametrize("override", ["case=null", "release=null"])
def test_without_a_case_or_what_it_rests_on_there_is_no_section(override: str) -> None:
    scenario = load(FILE, [parse_override(override)])
    assert case_section(scenario, evaluate(scenario)) == []
    texts = Tags(report_page(scenario, evaluate(scenario), ["A team"])).texts
    assert "The business case" not in texts


def test_the_report_has_the_section_and_the_charts_of_case_and_cash_beside_their_tables() -> None:
    scenario = load(FILE)
    result = evaluate(scenario)
    text = report_page(scenario, result, list(heading_of(scenario, result)))
    tags = Tags(text)
    headings = [text for text in tags.texts if text in ("Cash, time, overhead", "The business case")]
    assert list(dict.fromkeys(headings)) == ["Cash, time, overhead", "The business case"]
    assert 'class="case"' in text
    assert 'class="cash"' in text
    assert "£750,562 a year of the residual of £1,620,016 is cash, once posts go" in tags.texts
    assert "What would bring the net present value to £0" in tags.texts
    ids = [value for name, value in tags.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_with_a_deficit_the_report_shows_no_cash() -> None:
    scenario = load("yorkshire-humber-2010-reinvestment", [parse_override("reform.crisis_share=90%")])
    texts = Tags(report_page(scenario, evaluate(scenario), ["A team"])).texts
    told = texts[texts.index("Cash, time, overhead") : texts.index("What it would buy")]
    assert any(text.startswith("There is nothing to release") for text in told)
    assert "nothing to release" in told
