"""Working time, cost, flow and core in a file: constants of a year, rivals, and what `init` offers in comments."""

import re
from pathlib import Path

import pytest

from archpers.results.evaluate import evaluate
from archpers.results.result import Result
from archpers.scenario.inputs import model_inputs
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.rivals import RIVALS, rivals_of
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.shipped import template
from tests.scenario.examples import LEAST, written

BUILT_UP = """\
name: North
staffing:
  established_wte: 68
  vacancy_share: 9%
  working_time: {financial_year: 2026-27, annual_leave_days: 28, sickness_days: 9, contracted_hours_per_week: 37}
cost:
  employment: {salary_per_wte: "£41,771", employer_ni: {financial_year: 2026-27}, pension_rate: 19.8%}
  other_per_wte: £1500
people_served: 3480
flow: {contacts: 5200}
reform:
  core_activities: {first_contact: {hours: 2.5, per: contacts}, short_reviews: {hours: 2, volume: 2400}}
  crisis_share: 20%
  crisis_hours_per_person: 35
"""


def inputs(folder: Path, text: str, *overrides: str) -> dict[str, object]:
    scenario = load(written(folder, text), [parse_override(each) for each in overrides])
    assert isinstance(scenario, Scenario)
    return model_inputs(scenario)


def test_a_financial_year_gives_its_constants(tmp_path: Path) -> None:
    given = inputs(tmp_path, BUILT_UP)
    names = ("weekdays_per_year", "bank_holidays", "ni_rate", "ni_threshold")
    assert [given[name] for name in names] == [261.0, 10.0, 0.15, 5_000.0]


def test_what_is_stated_beside_a_year_goes_first(tmp_path: Path) -> None:
    text = BUILT_UP.replace("{financial_year: 2026-27, annual", "{financial_year: 2026-27, bank_holidays: 9, annual")
    given = inputs(tmp_path, text.replace("{financial_year: 2026-27}", "{financial_year: 2026-27, rate: 14%}"))
    names = ("weekdays_per_year", "bank_holidays", "ni_rate", "ni_threshold")
    assert [given[name] for name in names] == [261.0, 9.0, 0.14, 5_000.0]
    assert inputs(tmp_path, BUILT_UP, "staffing.working_time.bank_holidays=8")["bank_holidays"] == 8.0


def test_a_year_that_is_not_covered_may_stand_where_both_numbers_are_stated(tmp_path: Path) -> None:
    text = BUILT_UP.replace("{financial_year: 2026-27}", "{financial_year: 1999-00, rate: 12.2%, threshold: £4335}")
    assert inputs(tmp_path, text)["ni_rate"] == 0.122


@pytest.mark.parametrize(
    ("override", "gone"),
    [
        ("staffing.care_managers_wte=60", ["staffing.established_wte", "staffing.vacancy_share"]),
        ("staffing.hours_per_year=80000", ["staffing.working_time"]),
        ("cost.total=4000000", ["cost.employment", "cost.other_per_wte"]),
        ("cost.per_wte=55000", ["cost.employment"]),
        ("reform.core_hours_per_person.first_contact=2.5", ["reform.core_activities"]),
        ("reform.core_activities.first_contact.volume=5000", ["reform.core_activities.first_contact.per"]),
        ("reform.core_activities.short_reviews.per=people_served", ["reform.core_activities.short_reviews.volume"]),
        ("staffing.agency_wte=0", []),
        ("cost.overheads.direct=10%", []),
    ],
)
def test_an_override_replaces_its_rivals_and_says_so(tmp_path: Path, override: str, gone: list[str]) -> None:
    scenario = load(written(tmp_path, BUILT_UP), [parse_override(override)])
    assert scenario.document is not None
    overrides = scenario.document.overrides
    assert [path_text(path) for path, own in overrides.items() if own.replaced_by] == gone
    assert {path_text(own.replaced_by) for own in overrides.values() if own.replaced_by} <= {override.partition("=")[0]}
    paths = [own.path for own in evaluate(scenario).overrides]
    assert paths == [*gone, override.partition("=")[0]]


def test_an_option_replaces_its_rivals_and_a_later_override_those_of_the_option(tmp_path: Path) -> None:
    text = BUILT_UP + "options:\n  total: {cost.total: 4000000}\n"
    file = written(tmp_path, text)
    assert evaluate(load(file, option="total")).quantities["total_cost"] == 4_000_000.0
    scenario = load(file, [parse_override("cost.per_wte=55000")], option="total")
    cost = scenario.cost  # type: ignore[union-attr]
    assert cost is not None
    assert (cost.total, cost.employment, cost.per_wte.value) == (None, None, 55_000.0)  # type: ignore[union-attr]


def test_an_authority_keeps_what_another_replaces(tmp_path: Path) -> None:
    blocks = "staffing: {established_wte: 68, hours_per_year: 80000}\n    people_served: 500\n"
    text = f"name: Region\nauthorities:\n  North:\n    {blocks}  South:\n    {blocks}"
    scenario = load(written(tmp_path, text), [parse_override("authorities.North.staffing.care_managers_wte=60")])
    own = {name: each.staffing.established_wte for name, each in scenario.authorities.items()}  # type: ignore[union-attr]
    assert (own["North"], own["South"].value) == (None, 68.0)  # type: ignore[union-attr]


def test_every_way_is_a_rival_of_every_other() -> None:
    for rivals in RIVALS:
        for way in rivals.ways:
            gone = {path[-1] for path in rivals_of((*rivals.block, way[0]))}
            assert gone >= {key for other in rivals.ways if other is not way for key in other}
            assert not gone & {*way}


def uncommented(text: str, begin: str, end: str, without: tuple[str, ...]) -> str:
    """Take the plain lines of a block away and the comment signs off those that are offered in their place."""
    head, rest = text.split(begin, 1)
    body, tail = rest.split(end, 1)
    for line in without:
        assert line in head
        head = re.sub(rf"(?m)^ *{line}:.*\n", "", head)
    return head + begin + re.sub(r"(?m)^( *)# ", r"\1", body) + end + tail


def test_the_build_up_that_init_offers_works_when_uncommented(tmp_path: Path) -> None:
    text = template()
    hours = ("care_managers_wte", "working_days_per_year", "working_hours_per_day")
    text = uncommented(text, "  # Or all of it built up, in place of the three lines above:\n", "\ncost:", hours)
    text = uncommented(text, "in place of the line above; or that built up too:\n", "\npeople_served", ("total",))
    text = uncommented(text, "active caseload\n", "\nfunctions:", ())
    head, rest = text.split("reform:", 1)
    plain = re.sub(r"(?m)^  core_hours_per_person:.*\n(    \w+: .*\n){4}", "", rest)
    assert plain != rest
    text = uncommented(
        head + "reform:" + plain, "in place of the five lines above, with flow:\n", "  # A number may", ()
    )
    result = evaluate(load(written(tmp_path, text)))
    assert isinstance(result, Result)
    assert result.quantities["care_managers_wte"] == pytest.approx(12 * 0.9 + 0.5)
    assert result.quantities["absence_days"] == 52.0
    assert result.quantities["turnover"] == 240 / 500
    assert result.quantities["cost_per_paid_hour"] == pytest.approx(36.5, rel=0.2)
    assert result.families["core_function_hours_per_person"]["first_contact"] == 2.5 * (750 / 500)


def test_a_file_without_these_blocks_tells_none_of_them(tmp_path: Path) -> None:
    result = evaluate(load(written(tmp_path, LEAST)))
    assert not {"employed_wte", "agency_cost", "absence_days", "turnover", "hours_on_person_supported"} & {
        *result.quantities
    }
    assert result.families == {}
