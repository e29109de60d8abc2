"""Who answers for a number and until when, and what a scenario as a whole was approved for."""

from datetime import date
from pathlib import Path

import pytest

from archpers.errors import ScenarioError, UsageError
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.fields.text_fields import days_of
from archpers.scenario.schema.scenario import Region, Scenario, replace
from tests.scenario.examples import least

LEAST = "name: T\nstaffing: {care_managers_wte: 3, hours_per_year: 4500}\n"
SIGNED = (
    "{value: 500, source: census, rationale: the latest, date: 2026-05, review_by: 2027-03, signed_off_by: B. Finance, "
    "signed_off_on: 2026-05-31}"
)
APPROVED = (
    "approval: {purpose: Cabinet paper, author: A. Analyst, reviewer: C. Reviewer, approver: D. Director, "
    "approved: 2026-09-30, version: 1.2, limitations: Not for single teams, valid_until: 2027-03-31}\n"
)


def read(tmp_path: Path, text: str, *overrides: str) -> Scenario | Region:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    return load(file, [parse_override(each) for each in overrides])


def test_a_number_says_why_it_was_chosen_and_who_signed_it_off(tmp_path: Path) -> None:
    scenario = read(tmp_path, f"{LEAST}people_served: {SIGNED}\n")
    assert isinstance(scenario, Scenario)
    figure = scenario.people_served
    assert (figure.rationale, figure.review_by) == ("the latest", "2027-03")
    assert (figure.signed_off_by, figure.signed_off_on) == ("B. Finance", "2026-05-31")


def test_an_approval_is_kept_as_it_is_written_also_for_one_authority(tmp_path: Path) -> None:
    scenario = read(tmp_path, f"{LEAST}people_served: 500\n{APPROVED}")
    assert scenario.approval is not None
    assert scenario.approval.model_dump() == {
        "purpose": "Cabinet paper",
        "author": "A. Analyst",
        "reviewer": "C. Reviewer",
        "approver": "D. Director",
        "approved": "2026-09-30",
        "version": "1.2",
        "limitations": "Not for single teams",
        "valid_until": "2027-03-31",
    }
    own = "{staffing: {care_managers_wte: 3, hours_per_year: 4500}, people_served: 500}"
    region = read(tmp_path, f"name: R\n{APPROVED}authorities: {{LA 1: {own}}}\n")
    assert isinstance(region, Region)
    assert region.authority("LA 1").approval == region.approval == scenario.approval
    assert replace(scenario, approval=None).approval is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "people_served: {value: 500, signed_off_on: 2026-05}",
            "3:44 people_served.signed_off_on = 2026-05: says when, but not by whom; write signed_off_by: B. Finance "
            "too",
        ),
        (
            "people_served: {value: 500, date: 2026-05, review_by: 2025}",
            "3:55 people_served.review_by = 2025: lies before the number was established, 2026-05; write a later date, "
            "or mend date",
        ),
        (
            "people_served: {value: 500, date: 2026-05, signed_off_by: B, signed_off_on: 2026-04-30}",
            "3:77 people_served.signed_off_on = 2026-04-30: lies before the number was established, 2026-05; write a "
            "later date, or mend date",
        ),
        (
            "people_served: {value: 500, review_by: next spring}",
            "3:40 people_served.review_by = next spring: is not a date; write it as 2010-08-31, 2010-08 or 2010",
        ),
        (
            "people_served: {value: 500, signed_of_by: B}",
            "3:29 people_served.signed_of_by = B: this key is not known here; did you mean signed_off_by?",
        ),
        (
            "people_served: {value: 500, signed_off_by: [B, C]}",
            "3:29 people_served.signed_off_by = a list: is not text; write plain text",
        ),
        (
            "people_served: {value: 500, rationale: }",
            "3:29 people_served.rationale = nothing: is empty; write rationale: ..., or delete the key",
        ),
        (
            "people_served: 500\napproval: {approved: 2026-09-30}",
            "4:22 approval.approved = 2026-09-30: says when, but not by whom; write approver: D. Director too",
        ),
        (
            "people_served: 500\napproval: {approver: D, approved: 2026-09-30, valid_until: 2026-08}",
            "4:60 approval.valid_until = 2026-08: lies before the approval, 2026-09-30; write a later date, or mend "
            "approved",
        ),
        (
            "people_served: 500\napproval: {approver: D, aproved: 2026-09-30}",
            "4:25 approval.aproved = 2026-09-30: this key is not known here; did you mean approved?",
        ),
        (
            "people_served: 500\napproval: yes",
            "4:11 approval = yes: is not a set of keys; write its keys below it, such as purpose: Cabinet paper of 12 "
            "October 2026",
        ),
        (
            "people_served: 500\napprover: D. Director",
            "4:1 approver = D. Director: this key is not known here; write it below approval:, indented by two spaces",
        ),
        (
            "people_served: 500\noptions: {more: {approval.approver: E}}",
            '4:37 options.more."approval.approver" = E: an approval is of the file as it stands, not of an option; '
            "delete it",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_write(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, f"{LEAST}{text}\n")
    assert str(caught.value).splitlines() == [f"{tmp_path / 'a.yaml'}:{expected}"]


def test_an_approval_cannot_be_put_in_on_the_command_line() -> None:
    with pytest.raises(UsageError) as caught:
        parse_override("approval.approver=me")
    assert str(caught.value) == (
        "--set approval.approver=me: an approval is of the file as it stands; write it in the file"
    )


def test_what_is_no_date_is_told_where_it_stands_alone() -> None:
    people = {"value": 500, "date": "soon", "review_by": "2025"}
    with pytest.raises(ValueError, match="is not a date") as caught:
        Scenario.model_validate(least(people_served=people))
    assert "lies before" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-05-07", date(2026, 5, 7), date(2026, 5, 7)),
    ],
)
def test_a_year_or_a_month_is_all_of_its_days(text: str, first: date, last: date) -> None:
    assert days_of(text) == (first, last)


def test_a_changed_value_is_not_signed_off_but_the_same_in_other_prices_is(tmp_path: Path) -> None:
    text = f"{LEAST}price_base_year: 2009-10\ncost: {{total: {SIGNED}}}\npeople_served: {SIGNED}\n"
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    changed = load(file, changes=["people_served=+5%"], prices="2024-25")
    assert isinstance(changed, Scenario)
    assert changed.cost is not None
    assert changed.cost.total is not None
    assert (changed.people_served.value, changed.people_served.signed_off_by) == (525, None)
    assert changed.people_served.signed_off_on is None
    assert changed.people_served.rationale == "the latest"
    assert (changed.cost.total.signed_off_by, changed.cost.total.signed_off_on) == ("B. Finance", "2026-05-31")
