"""What is seldom written, and is answered as clearly as what is written often."""

from pathlib import Path
from typing import Any

import pytest

import archpers
from archpers.errors import ScenarioError, UsageError
from archpers.model import QUANTITIES
from archpers.model.time_use import FUNCTION_LABELS
from archpers.results.case import evaluate_case
from archpers.scenario.case_rules import case_mistakes, refuse_unready
from archpers.scenario.inputs import model_inputs
from archpers.scenario.overrides import parse_override
from archpers.scenario.reading.remedies import without_file
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Region, Scenario, replace
from archpers.scenario.scopes import on_its_own
from archpers.scenario.shipped import meant, shipped
from archpers.scenario.years import every_label, grown_inputs, timeline

TEAM = """\
name: Team
staffing: {care_managers_wte: 11, hours_per_year: 19360}
people_served: {value: 500, low: 400, high: 600, distribution: {normal: 500}}
functions:
  hours_per_week: {first_contact: 4, overview_assessment: 32, full_assessment: 68, basic_planning: 12,
                   intensive_planning: 162, problem_solving: 115, short_reviews: 7, long_reviews: 40}
reform:
  core_hours_per_person: {first_contact: 0, overview_assessment: 0}
  crisis_share: 20%
  crisis_hours_per_person: 35
"""
CASE = "business-case"


def loaded(name: str | Path, *overrides: str, changes: tuple[str, ...] = ()) -> Scenario | Region:
    return archpers.load(name, list(map(parse_override, overrides)), changes=changes)


def refused(name: str | Path, *overrides: str, changes: tuple[str, ...] = ()) -> str:
    with pytest.raises((ScenarioError, UsageError)) as raised:
        loaded(name, *overrides, changes=changes)
    return str(raised.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "team.yaml"
    path.write_text(TEAM, encoding="utf-8")
    return path


def test_a_change_of_what_is_no_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    path.write_text(TEAM.replace("first_contact: 4,", "first_contact: many,"), encoding="utf-8")
    answer = refused(path, changes=("functions.hours_per_week.first_contact=+10%",))
    assert (
        "--change functions.hours_per_week.first_contact=+10%: functions.hours_per_week.first_contact = many" in answer
    )
    path.write_text(TEAM.replace("first_contact: 0, overview", "first_contact: 1, overview"), encoding="utf-8")
    answer = refused(path, "reform.core_hours_per_person=much")
    assert "reform.core_hours_per_person = much" in answer
    path.write_text(TEAM.replace("{first_contact: 0, overview_assessment: 0}", "23.8"), encoding="utf-8")
    answer = refused(path, changes=("reform.core_hours_per_person.first_contact=+10%",))
    assert "reform.core_hours_per_person" in answer


def test_a_row_of_nothing_cannot_be_scaled(file: Path) -> None:
    assert "reform.core_hours_per_person" in refused(file, "reform.core_hours_per_person=23.8")


@pytest.mark.parametrize("path", ["brokerage.start_up_cost_per_hour", "case.growth", "case.price_index"])
def test_prices_and_rates_have_no_sum_to_be_scaled_to(path: str) -> None:
    assert f"--set {path} = 20: " in refused(CASE, "case.price_index={2026-27: 100, 2027-28: 102}", f"{path}=20")


def test_a_change_moves_a_distribution_with_the_number(file: Path) -> None:
    assert "people_served" in refused(file, changes=("people_served=+10%",))


@pytest.mark.parametrize(
    ("override", "problem"),
    [
        ("case.release_profile.9=50%", "the list has 4 numbers; write case.release_profile=[...] for the whole list"),
        ("case.release_profile.last=50%", "the list has 4 numbers"),
        ("case.release_profile=[0%, 25%", "the list does not end"),
    ],
)
def test_a_list_names_how_many_numbers_it_has(override: str, problem: str) -> None:
    assert problem in refused(CASE, override)


def test_a_number_of_a_list_may_get_evidence() -> None:
    scenario = loaded(CASE, "case.release_profile.1.source=Minutes of May")
    assert scenario.case is not None
    assert [own.source for own in scenario.case.release_profile.values()][1] == "Minutes of May"


def test_a_key_that_stands_too_deep_is_named_as_it_is_to_be_set() -> None:
    remedy = "write it at the top level, without indentation"
    assert without_file(("reform", "people_served"), remedy, "500") == "say --set people_served=500"


def test_levels_without_a_share_and_costs_that_are_no_row_are_refused() -> None:
    levels = 'brokerage.levels={"alone": {"hours": 2}}'
    assert "brokerage.levels.alone" in refused(CASE, levels)
    assert "brokerage.start_up_cost_per_hour" in refused(CASE, "brokerage.start_up_cost_per_hour=20")


def test_a_scenario_is_no_authority_of_itself() -> None:
    with pytest.raises(KeyError):
        on_its_own(archpers.load("toolkit-team"), "North")


def test_a_name_in_a_folder_that_is_not_there_may_still_be_a_shipped_one(tmp_path: Path) -> None:
    assert meant(str(tmp_path / "nowhere" / "toolkit_team.yaml")) == "toolkit-team"


def test_without_a_case_there_is_nothing_wrong_with_it() -> None:
    assert list(case_mistakes(archpers.load("toolkit-team"))) == []


def test_time_shares_cannot_grow() -> None:
    with pytest.raises(ScenarioError, match="time shares always sum to 100%, so they cannot grow"):
        loaded(CASE, "functions.hours_per_week=null", *SHARES, GROWING_SHARE)


SHARES = [f"functions.time_shares.{name}=12.5%" for name in FUNCTION_LABELS]


GROWING_SHARE = "case.growth={functions.time_shares.first_contact: 1%}"


def test_a_case_made_in_code_is_refused_without_a_file() -> None:
    written = loaded(CASE)
    assert isinstance(written, Scenario)
    assert written.case is not None
    case = written.case.model_copy(update={"growth": {"people_severed": {"0": Figure(value=0.01)}}})
    made = written.model_copy(update={"case": case})
    made.attach(None)
    with pytest.raises(ScenarioError, match="the file has no number at this path, so nothing can grow"):
        refuse_unready(made)


@pytest.mark.parametrize("name", [file.stem for file in shipped()])
def test_every_shipped_scenario_may_be_changed_in_code(name: str) -> None:
    scenario = loaded(name)
    changed = replace(scenario, name="Changed")
    assert changed.name == "Changed"
    assert changed.model_dump(exclude={"name"}) == scenario.model_dump(exclude={"name"})


def test_cases_that_differ_in_more_than_numbers_have_no_years_in_common() -> None:
    first, second = timeline(archpers.load(CASE)), timeline(loaded(CASE, "case.items.redundancy.paid_by=nhs"))
    assert first is not None
    assert second is not None
    assert first.joined(second) is None
    assert first.joined(first) == first


def test_what_grows_may_be_missing_at_an_authority(tmp_path: Path) -> None:
    own = "staffing: {care_managers_wte: 11, hours_per_year: 19360}, cost: {total: 385000}, people_served: 500"
    hours = ", ".join(f"{share.split('.')[2].split('=')[0]}: 1" for share in SHARES)
    (tmp_path / "region.yaml").write_text(f"""\
name: Region
price_base_year: 2026-27
authorities:
  North: {{{own}, functions: {{hours_per_week: {{{hours}, training: 2}},
          additional: {{training: {{label: Training, group: planning}}}}}}}}
  South: {{{own}, functions: {{hours_per_week: {{{hours}}}}}}}
reform:
  core_hours_per_person: {{first_contact: 2.5, training: 1}}
  crisis_share: 20%
  crisis_hours_per_person: 35
release: {{share: 50%, cost_per_hour: 15}}
case:
  first_year: 2026-27
  years: 2
  growth: {{reform.core_hours_per_person.training: 10%}}
  reform_in_effect: 100%
  release_profile: 50%
  discount_rate: 3.5%
  optimism_bias: {{costs: 0%, benefits: 0%}}
""")
    region = archpers.load(tmp_path / "region.yaml")
    assert isinstance(region, Region)
    assert evaluate_case(region).years


@pytest.mark.parametrize("name", [name for name, own in QUANTITIES.items() if own.among])
def test_what_chooses_among_others_leaves_the_value_as_it_is(name: str) -> None:
    formula: Any = QUANTITIES[name].formula
    assert formula(2.5) == 2.5


def test_growth_of_what_inputs_lack_changes_nothing() -> None:
    scenario = loaded(CASE, "case.growth={reform.core_activities.first_contact.hours: 2%}")
    assert isinstance(scenario, Scenario)
    line, inputs = timeline(scenario), model_inputs(scenario)
    assert line is not None
    hours = inputs["core_activity_hours"]
    assert grown_inputs(line, 1, "", inputs)["core_activity_hours"]["first_contact"] == 1.02 * hours["first_contact"]
    fewer = {key: value for key, value in hours.items() if key != "first_contact"}
    assert grown_inputs(line, 1, "", {**inputs, "core_activity_hours": fewer})["core_activity_hours"] == fewer


def test_growth_after_the_last_year_says_so() -> None:
    labels = every_label(loaded(CASE, "case.growth.people_served=[1%, 1%, 1%, 1%, 1%]"))
    assert any(label.endswith("after 2030-31") for label in labels.values())


@pytest.mark.parametrize(
    ("name", "override", "answer"),
    [
        ("toolkit-team", "crisis_share=25%", "reform.crisis_share=25%"),
        ("toolkit-team", "staffing.hours_per_week=1", "functions.hours_per_week=1"),
        ("yorkshire-humber-2010", "crisis_share=25%", "reform.crisis_share=25%"),
        (
            "yorkshire-humber-2010",
            'authorities."LA 1".staffing.time_shares=1',
            """'authorities."LA 1".functions.time_shares=1'""",
        ),
        ("yorkshire-humber-2010", 'authorities."LA 1".crisis_share=25%', "reform.crisis_share=25%"),
    ],
)
def test_a_key_of_another_block_is_named_where_it_is_taken(name: str, override: str, answer: str) -> None:
    assert refused(name, override).endswith(f"this key is not known here; say --set {answer}")


@pytest.mark.parametrize(
    ("range_of_people", "message"),
    [
        ("{low: twenty, high: 60, source: Standard}", "typical_people_per_wte.low = twenty: is not a number"),
        ("{high: 60, source: Standard}", "typical_people_per_wte.low = nothing: this key is missing"),
        ("{low: 60, high: 20, source: Standard}", "typical_people_per_wte.low = 60: is more than the most"),
    ],
    ids=["no number", "missing", "order"],
)
def test_a_typical_range_is_held_to_its_order_where_it_has_one(
    range_of_people: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "team.yaml"
    text = TEAM.replace(", distribution: {normal: 500}", "")
    file.write_text(f"{text}typical_people_per_wte: {range_of_people}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as found:
        loaded(file)
    assert message in str(found.value)
