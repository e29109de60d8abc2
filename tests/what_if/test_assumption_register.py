"""The register of assumptions: every input, what speaks for it, and what it does to the headline."""

from datetime import date
from pathlib import Path

import pytest

from archpers.errors import UsageError
from archpers.results.loading import load
from archpers.scenario.inputs import all_givens
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario, replace
from archpers.what_if.assumption_register import Assumption, Register, register
from archpers.what_if.baseline import Baseline
from archpers.what_if.tornado import tornado

TODAY = date(2026, 11, 28)
SHIPPED = ("toolkit-team", "example-borough", "built-up-borough", "business-case", "yorkshire-humber-2010")
LEAST = "name: T\nstaffing: {care_managers_wte: 3, hours_per_year: 4500}\n"
ANSWERS = "{individuals: 1, family_or_friends: 1, independent_brokerage: 1, providers: 5, care_managers: 1}"


def read(tmp_path: Path, text: str, *overrides: str, changes: tuple[str, ...] = ()) -> Scenario | Region:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    return load(file, [parse_override(each) for each in overrides], changes=changes)


def row(found: Register, path: str) -> Assumption:
    (own,) = (each for each in found.rows if each.path == path)
    return own


@pytest.mark.parametrize("name", SHIPPED)
def test_every_input_is_a_row_whatever_speaks_for_it(name: str) -> None:
    scenario = load(name)
    found = register(scenario, today=TODAY)
    givens = list(all_givens(scenario))
    assert len(givens) > 15
    assert [(own.value, own.source) for own in found.rows] == [(g.figure.value, g.figure.source) for g in givens]
    assert len({own.path for own in found.rows}) == len(givens)
    assert all(own.label and own.stands_at for own in found.rows)


@pytest.mark.parametrize("name", SHIPPED)
def test_effects_are_the_tornados_own(name: str) -> None:
    found = register(load(name))
    swings = {swing.input: swing for swing in tornado(Baseline(load(name)), found.measure)}
    assert found.measure.text == "residual_value"
    assert any(own.effect for own in found.rows)
    for own in found.rows:
        assert own.effect == (swings[own.path].swing if own.path in swings else None)
    by_rank = [own.effect for own in found.by_rank() if own.rank is not None]
    assert by_rank == pytest.approx(sorted(filter(None, by_rank), reverse=True), rel=1e-9)
    assert found.by_rank()[0].rank == 1


def test_those_that_move_it_alike_share_a_rank_and_the_next_counts_them() -> None:
    found = register(load("toolkit-team"))
    ranks = {own.path: own.rank for own in found.rows}
    assert ranks["cost.total"] == 1
    staffing = [own.rank for own in found.rows if own.path.startswith("staffing.")]
    assert staffing == [2, 2, 2]
    assert ranks["people_served"] == 5
    assert ranks["reform.crisis_share"] == ranks["reform.crisis_hours_per_person"] == 6
    assert ranks["functions.hours_per_week.long_reviews"] is None  # it moves the split, and not the headline


def test_an_effect_over_an_assumed_range_says_so() -> None:
    found = register(load("example-borough"))
    assert row(found, "reform.crisis_share").effect_note == ""
    assert row(found, "reform.crisis_share").range_is_own
    team = register(load("toolkit-team"))
    assert row(team, "people_served").effect_note == "low and high not given, taken as 10% from the value"
    assert not row(team, "people_served").range_is_own


def test_an_input_without_an_effect_says_why(tmp_path: Path) -> None:
    text = (
        f"{LEAST}people_served: 500\nbest_source: {{plan: {ANSWERS}, organise: {ANSWERS}}}\n"
        "reform: {core_hours_per_person: {first_contact: 0}, crisis_share: 20%, crisis_hours_per_person: 10}\n"
    )
    found = register(read(tmp_path, text))
    assert row(found, "best_source.plan.providers").effect_note == "nothing rests on it here"
    still = row(found, "reform.core_hours_per_person.first_contact")
    assert (still.effect, still.rank) == (None, None)
    assert still.effect_note.startswith("its value is 0 and no low or high is given")
    text = text.replace("people_served: 500", "people_served: {value: 500, low: 400, high: 1e308}")
    infinite = row(register(read(tmp_path, text), on="residual_hours"), "people_served")
    assert (infinite.effect, infinite.rank) == (None, None)
    assert infinite.effect_note == "the headline has no value, or no file could hold the inputs, at its low or its high"


def test_a_review_is_past_once_its_last_day_is_over(tmp_path: Path) -> None:
    scenario = read(tmp_path, f"{LEAST}people_served: {{value: 500, review_by: 2026-11}}\n")
    assert row(register(scenario, today=date(2026, 11, 30)), "people_served").past_review is False
    late = register(scenario, today=date(2026, 12, 1))
    assert [own.path for own in late.past_review] == ["people_served"]
    assert row(register(scenario), "people_served").past_review is None
    assert row(late, "staffing.hours_per_year").past_review is None


def test_the_findings_name_inputs_without_source_and_without_sign_off(tmp_path: Path) -> None:
    people = "{value: 500, source: census, signed_off_by: B. Finance}"
    found = register(read(tmp_path, f"{LEAST}source: all of it is made up\npeople_served: {people}\n"))
    assert [own.path for own in found.without_source] == ["staffing.care_managers_wte", "staffing.hours_per_year"]
    assert [own.path for own in found.not_signed_off] == ["staffing.care_managers_wte", "staffing.hours_per_year"]


def test_constants_of_a_year_need_no_sign_off_and_have_their_source() -> None:
    found = register(load("built-up-borough"))
    constants = [own.path for own in found.rows if own.kind == "constant"]
    assert constants == [
        "staffing.working_time.weekdays_per_year",
        "staffing.working_time.bank_holidays",
        "cost.employment.employer_ni.rate",
        "cost.employment.employer_ni.threshold",
    ]
    assert not {own.path for own in (*found.not_signed_off, *found.without_source)} & set(constants)


SIGNED = "{value: 500, low: 400, high: 600, source: census, signed_off_by: B. Finance, signed_off_on: 2026-05}"


@pytest.mark.parametrize(
    ("overrides", "changes", "source", "low"),
    [
        (("people_served=510",), (), None, None),
        (("people_served.value=510",), (), None, 400.0),  # its range is in force, what spoke for the 500 is not
        ((), ("people_served=+2%",), "census; changed by +2%", 408.0),
        ((), ("people_served=+10",), "census; changed by +10", 410.0),
    ],
)
def test_evidence_speaks_for_its_own_value_alone(
    tmp_path: Path, overrides: tuple[str, ...], changes: tuple[str, ...], source: str | None, low: float | None
) -> None:
    scenario = read(tmp_path, f"{LEAST}people_served: {SIGNED}\n", *overrides, changes=changes)
    own = row(register(scenario), "people_served")
    assert (own.kind, own.value, own.source, own.low) == ("put in", 510.0, source, low)
    assert (own.signed_off_by, own.signed_off_on) == (None, None)


def test_evidence_that_is_put_beside_a_value_speaks_for_it(tmp_path: Path) -> None:
    own = row(register(read(tmp_path, f"{LEAST}people_served: 500\n", "people_served.owner=A")), "people_served")
    assert (own.kind, own.owner) == ("stated", "A")


def test_a_scenario_made_in_python_has_a_register_too() -> None:
    scenario = replace(load("toolkit-team"), people_served=600)
    own = row(register(scenario), "people_served")
    assert (own.kind, own.stands_at, own.value) == ("stated", "given in Python", 600.0)


def test_what_nobody_has_stated_is_named() -> None:
    found = register(load("business-case"))
    assert all("counts as" in own.stands_at for own in found.rows if own.kind == "not stated")
    assert {own.kind for own in found.rows} <= {"stated", "constant", "not stated"}


def test_another_headline_can_be_asked_for() -> None:
    found = register(load("business-case"), on="case.npv")
    assert found.measure.text == "case.npv"
    assert row(found, "case.discount_rate").rank is not None
    with pytest.raises(UsageError, match="did you mean residual_hours"):
        register(load("toolkit-team"), on="residual_hour")


def test_a_headline_without_a_value_leaves_the_rows() -> None:
    scenario = load("toolkit-team", [parse_override("functions=null"), parse_override("people_served=1e308")])
    found = register(scenario)
    assert found.own is None
    assert len(found.rows) > 5
