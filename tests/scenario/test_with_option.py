"""One more option of the same file: on top of all that is in force, as the command line would have it."""

from pathlib import Path

import pytest

from archpers.errors import ScenarioError, UsageError
from archpers.output.workbook.choices import choices_of
from archpers.scenario.load import in_file, load, with_option
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario

TEAM = {"name": "x", "staffing": {"care_managers_wte": 10, "hours_per_year": 15000}, "people_served": 400}
REGION = """
name: r
authorities:
  A: {staffing: {care_managers_wte: 10, hours_per_year: 15000}, people_served: 400}
  B: {staffing: {care_managers_wte: 20, hours_per_year: 30000}, people_served: 900}
options: {fewer: {authorities.A.people_served: 300}}
"""


def share(scenario: Scenario | Region) -> float:
    assert scenario.reform is not None
    assert scenario.reform.crisis_share is not None
    return scenario.reform.crisis_share.value


def test_of_a_file_as_it_stands() -> None:
    scenario = load("example-borough")
    assert share(with_option(scenario, "more crisis")) == 0.3
    assert share(scenario) == 0.2


def test_of_a_file_with_an_option_in_force_the_later_wins_and_what_is_set_stays() -> None:
    scenario = load("example-borough", [parse_override("people_served=3000")], "lighter core", ["people_served=+10%"])
    both = with_option(scenario, "more crisis")
    assert isinstance(both, Scenario)
    assert share(both) == 0.3
    assert both.reform is not None
    assert both.reform.core_hours_per_person is not None
    assert both.reform.core_hours_per_person["first_contact"].value == 2
    assert both.people_served.value == pytest.approx(3300)


def test_of_one_authority_of_a_region_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "region.yaml"
    file.write_text(REGION, encoding="utf-8")
    region = load(file)
    assert isinstance(region, Region)
    own = with_option(region.authority("A", alone=True), "fewer")
    assert isinstance(own, Scenario)
    assert (own.name, own.people_served.value) == ("A", 300)


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="has no option of that name"):
        with_option(load("example-borough"), "none such")
    with pytest.raises(UsageError, match="made in Python, and has no file with options"):
        with_option(Scenario.model_validate(TEAM), "fewer")


def test_what_does_not_go_with_what_is_changed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    file.write_text(
        "name: x\nstaffing: {care_managers_wte: 10, hours_per_year: 15000}\npeople_served: 400\n"
        "reform: {core_hours_per_person: {first_contact: 2}, crisis_share: 20%, crisis_hours_per_person: 30}\n"
        "options: {nearly all: {reform.crisis_share: 95%}}\n",
        encoding="utf-8",
    )
    scenario = load(file, changes=["reform.crisis_share=+10%"])
    with pytest.raises(ScenarioError, match="a share lies between 0 and 1"):
        with_option(scenario, "nearly all")
    assert "it does not go with what is set" in choices_of(scenario).left_out["nearly all"]


def test_as_the_file_gives_it_nothing_is_set_and_no_option_is_in_force() -> None:
    changed = load("example-borough", [parse_override("people_served=3000")], "more crisis", ["people_served=+10%"])
    own = in_file(changed)
    assert isinstance(own, Scenario)
    assert (share(own), own.people_served.value) == (0.2, 3480)


def test_what_nothing_changes_is_as_its_file_gives_it() -> None:
    scenario = load("example-borough")
    assert in_file(scenario) is scenario


def test_as_the_file_gives_it_an_option_that_is_set_otherwise_stays_so() -> None:
    changed = load(
        "example-borough", [parse_override('options."more crisis"."reform.crisis_share"=40%')], "more crisis"
    )
    assert share(changed) == 0.4
    own = in_file(changed)
    assert share(own) == 0.2
    assert share(with_option(own, "more crisis")) == 0.4
