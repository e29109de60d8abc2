"""Sources that a file names once, and says in full wherever a number names them."""

from pathlib import Path

import pytest

from archpers.errors import ScenarioError
from archpers.results.explanation.explain import explain
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Scenario, replace

TEXT = """\
name: A team
sources: {Count: "headcount of 31 March, personnel", Plan: budget}
staffing:
  care_managers_wte: {value: 11, source: "Count: page 2"}
  hours_per_year: {value: 19360, source: Plan}
people_served: {value: 500, source: "Other: a register"}
"""


def read(tmp_path: Path, text: str) -> Scenario:
    file = tmp_path / "team.yaml"
    file.write_text(text, encoding="utf-8")
    scenario = load(file)
    assert isinstance(scenario, Scenario)
    return scenario


def test_a_name_stands_for_its_source(tmp_path: Path) -> None:
    scenario = read(tmp_path, TEXT)
    assert scenario.staffing.care_managers_wte is not None
    assert scenario.staffing.hours_per_year is not None
    assert scenario.staffing.care_managers_wte.source == "headcount of 31 March, personnel: page 2"
    assert scenario.staffing.hours_per_year.source == "budget"
    assert scenario.people_served.source == "Other: a register"
    assert any("headcount of 31 March" in step.source for step in explain(scenario, "care_managers_wte"))


def test_lists_and_options_stand_as_they_are(tmp_path: Path) -> None:
    more = "options: {more: {people_served: 600}}\nexpect: {people_served: {min: 1}}\n"
    scenario = read(tmp_path, TEXT + more)
    assert scenario.options == {"more": {"people_served": "600"}}
    listed = (
        "case: {first_year: 2026-27, years: 2, reform_in_effect: [0, {value: 1, source: Plan}], release_profile: 0, "
        "discount_rate: 3.5%}\n"
    )
    reform = "reform: {core_hours_per_person: {first_contact: 1}, crisis_share: 1%, crisis_hours_per_person: 1}\n"
    functions = "functions: {hours_per_week: {"
    names: tuple[str, ...] = ("first_contact", "overview_assessment", "full_assessment", "basic_planning")
    names = (*names, "intensive_planning", "problem_solving", "short_reviews", "long_reviews")
    functions += ", ".join(f"{name}: 1" for name in names) + "}}\n"
    case = read(tmp_path, TEXT + functions + reform + listed + "cost: {total: 1000}\n").case
    assert case is not None
    assert [own.source for own in case.reform_in_effect.values()] == [None, "budget"]


def test_a_scenario_that_was_read_can_be_changed(tmp_path: Path) -> None:
    changed = replace(read(tmp_path, TEXT), people_served=600)
    assert changed.staffing.care_managers_wte is not None
    assert changed.staffing.care_managers_wte.source == "headcount of 31 March, personnel: page 2"


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("a list: [1]", "sources.a list = a list: is not text"),
        ("[1]", "sources = a list: is not a set of keys"),
    ],
)
def test_what_is_no_text_is_refused(sources: str, expected: str, tmp_path: Path) -> None:
    sources = sources if sources.startswith("[") else f"{{{sources}}}"
    with pytest.raises(ScenarioError, match="sources") as raised:
        read(tmp_path, f"name: A\nsources: {sources}\nstaffing: {{care_managers_wte: 1, hours_per_year: 1}}\n")
    assert any(expected.split(":")[1] in str(problem) for problem in raised.value.problems)
