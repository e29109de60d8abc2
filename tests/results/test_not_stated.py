"""Every input that may be left out and then counts as something says so, wherever it is shown."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from archpers.model.registry import INPUTS, described
from archpers.output.tables.decision.lever_tables import levers_answer
from archpers.output.workbook.workbook import workbook
from archpers.results.explanation.chains import chain_of
from archpers.results.explanation.explain import explain
from archpers.rounding import significant
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Scenario

TEAM = """name: Team
price_base_year: 2026-27
staffing:
  established_wte: 60
  working_time: {weekdays_per_year: 261, bank_holidays: 8, contracted_hours_per_week: 37, annual_leave_days: 28,
    sickness_days: 9}
cost: {employment: {salary_per_wte: "£41,771", employer_ni: {rate: 15%, threshold: "£5,000"}, pension_rate: 19.8%}}
people_served: 3480
functions:
  hours_per_week: {first_contact: 210, overview_assessment: 420, full_assessment: 390, basic_planning: 240,
    intensive_planning: 310, problem_solving: 350, short_reviews: 120, long_reviews: 150}
reform: {core_hours_per_person: {first_contact: 2, short_reviews: 1}, crisis_share: 20%, crisis_hours_per_person: 35}
release: {share: 60%}
levers:
  monitoring by peers: {gear: review_and_learn, function: long_reviews, change: {value: -25%, source: illustrative}}
  plans by families:
    {gear: design_services, function: intensive_planning, reach: 50%, change: {value: -40%, source: illustrative}}
case:
  {first_year: 2026-27, years: 2, reform_in_effect: [0%, 100%], release_profile: [0%, 100%], discount_rate: 3.5%,
  prices: constant}
"""
NEUTRAL = [name for name in INPUTS if described(name).neutral is not None]


def team(folder: Path) -> Scenario:
    file = folder / "team.yaml"
    file.write_text(TEAM, encoding="utf-8")
    scenario = load(file)
    assert isinstance(scenario, Scenario)
    return scenario


def wanted(name: str) -> str:
    if name == "lever_reach":
        return "lever_reach.monitoring by peers"
    return f'case."2026-27".{name}' if name.startswith("bias") else name


def test_inputs_that_may_be_left_out_are_found() -> None:
    assert len(NEUTRAL) > 10
    assert {"lever_reach", "levy_rate", "bias_of_costs", "time_on_care_management"} <= {*NEUTRAL}


@pytest.mark.parametrize("name", NEUTRAL)
def test_explain_says_what_is_not_stated(name: str, tmp_path: Path) -> None:
    neutral = described(name).neutral
    assert neutral is not None
    (step,) = explain(team(tmp_path), wanted(name))
    assert (step.value, step.origin) == (neutral, f"not stated, counts as {significant(neutral)}")


def test_a_member_that_is_stated_stands_where_it_does(tmp_path: Path) -> None:
    monitoring, plans = sorted(explain(team(tmp_path), "lever_reach"))
    assert (monitoring.value, monitoring.origin) == (1.0, "not stated, counts as 1")
    assert plans.value == 0.5
    assert plans.origin.endswith("team.yaml:17")


def test_what_rests_on_it_names_it(tmp_path: Path) -> None:
    first, *rest = explain(team(tmp_path), "lever_hours_alone.monitoring by peers")
    assert "lever_reach.monitoring by peers" in (first.formula or "")
    assert [step.origin for step in rest if step.name.startswith("lever_reach")] == ["not stated, counts as 1"]


def test_the_workbook_has_a_cell_for_what_is_not_stated(tmp_path: Path) -> None:
    scenario = team(tmp_path)
    book = openpyxl.load_workbook(BytesIO(workbook(scenario)))
    rows = [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]
    said = {row[0] for row in rows if any(str(cell).startswith("not stated") for cell in row)}
    entries = {row[0]: row[1] for row in book["Levers"].iter_rows(values_only=True)}
    assert entries["Lever reach: monitoring by peers"] == 1
    assert "Lever reach: monitoring by peers" in said
    assert len(said) == len(chain_of(scenario).unstated) > 5


def test_the_list_of_levers_says_it(tmp_path: Path) -> None:
    answer = levers_answer(team(tmp_path))
    assert answer.document is not None
    levers = answer.document()["levers"]
    assert [levers[name]["reach_from"] for name in sorted(levers)] == ["not stated, counts as 1", "given"]
    assert answer.layout is not None
    (table,) = answer.layout(True).parts
    text = " ".join(str(row.cells[0]) for row in table.rows)  # type: ignore[union-attr]
    assert "100% of Long reviews (reach: not stated, counts as 1)" in text
