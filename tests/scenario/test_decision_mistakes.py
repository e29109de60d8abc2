# ruff: noqa: E501  # errors stand in one line, as they are printed
"""Mistaken blocks of levers, release, reinvestment and brokerage: each gives exactly its error, at its line."""

from pathlib import Path

import pytest

from archpers.errors import ScenarioError
from archpers.scenario.load import load

BASE = """\
name: North
staffing: {care_managers_wte: 11, hours_per_year: 19360}
cost: {total: 385000}
people_served: 500
functions:
  hours_per_week: {first_contact: 4, overview_assessment: 32, full_assessment: 68, basic_planning: 12,
                   intensive_planning: 162, problem_solving: 115, short_reviews: 7, long_reviews: 40}
flow: {new_people: 100}
reform:
  core_hours_per_person: {first_contact: 2.5}
  crisis_share: 20%
  crisis_hours_per_person: 35
best_source:
  plan: {individuals: 184, family_or_friends: 275, independent_brokerage: 97, providers: 107, care_managers: 120}
  organise: {individuals: 72, family_or_friends: 240, independent_brokerage: 129, providers: 213, care_managers: 120}
levers:
  peers: {gear: review_and_learn, function: long_reviews, reach: 50%, change: {value: -25%, source: pilot}}
release:
  share: 60%
  cost_per_hour: £17
reinvestment:
  peer_support: {share: 60%, cost_per_hour: £16, hours_per_person: 12}
  additional:
    builders: {share: 30%, cost_per_hour: £25, hours_per_person: 8}
brokerage:
  levels:
    little: {share: 60%, hours: 2}
    much: {share: 40%, hours: 12}
  start_up_cost_per_hour: {individuals: 0, family_or_friends: 0, independent_brokerage: £20, providers: 0, care_managers: £22}
  ongoing_share: 30%
  ongoing_hours_per_person: 4
  ongoing_cost_per_hour: £20
"""

MISTAKES = {
    "change without a source": (
        "{value: -25%, source: pilot}",
        "-25%",
        "17:79 levers.peers.change = -25%: the change has no source, and no publication gives a figure; write change: {value: -25%, source: ...}",
    ),
    "change with evidence but no source": (
        "source: pilot",
        "owner: me",
        "17:71 levers.peers.change = a set of keys: the change has no source, and no publication gives a figure; write change: {value: -25%, source: ...}",
    ),
    "change with an empty source": (
        "source: pilot",
        'source: ""',
        "17:71 levers.peers.change = a set of keys: the change has no source, and no publication gives a figure; write change: {value: -25%, source: ...}",
    ),
    "change as a whole number": (
        "value: -25%",
        "value: -25",
        "17:87 levers.peers.change.value = -25: a change beyond 100% needs its percent sign; write -25% or -0.25",
    ),
    "change above 100% without its sign": (
        "value: -25%",
        "value: 30",
        "17:87 levers.peers.change.value = 30: a change beyond 100% needs its percent sign; write 30% or 0.30",
    ),
    "change of more than all": (
        "value: -25%",
        "value: -130%",
        "17:87 levers.peers.change.value = -130%: a change takes away 100% at most; write a number such as -30%",
    ),
    "change in pounds": (
        "value: -25%",
        "value: £25",
        "17:87 levers.peers.change.value = £25: this is not money; write it without £, such as -30%",
    ),
    "change in words": (
        "value: -25%",
        "value: a quarter less",
        "17:87 levers.peers.change.value = a quarter less: is not a number; write a number such as -30%",
    ),
    "low above the change": (
        "value: -25%",
        "low: -10%, value: -25%",
        "17:85 levers.peers.change.low = -10%: low lies above the value; write low, value and high in ascending order",
    ),
    "change with two percent signs": (
        "value: -25%",
        "value: -25%%",
        "17:87 levers.peers.change.value = -25%%: is not a number; write a number such as -30%",
    ),
    "no change": (
        ", change: {value: -25%, source: pilot}",
        "",
        "17:3 levers.peers.change = nothing: this key is missing; write change: {value: -40%, source: ...}",
    ),
    "change without a value": (
        "value: -25%, ",
        "",
        "17:71 levers.peers.change.value = nothing: this key is missing; write value: -30%",
    ),
    "reach beyond everything": (
        "reach: 50%",
        "reach: 150%",
        "17:66 levers.peers.reach = 150%: a share lies between 0 and 1; write 100% or less, such as 20%",
    ),
    "reach as a whole number": (
        "reach: 50%",
        "reach: 50",
        "17:66 levers.peers.reach = 50: a share lies between 0 and 1; write 50% or 0.50",
    ),
    "negative reach": (
        "reach: 50%",
        "reach: -50%",
        "17:66 levers.peers.reach = -50%: a share lies between 0 and 1; write a number such as 20%, without a minus",
    ),
    "unknown gear": (
        "review_and_learn",
        "review",
        "17:17 levers.peers.gear = review: is not one of the words allowed here; write gather_information, design_services, develop_services, solve_problems, review_and_learn or terminate_contracts",
    ),
    "no gear": (
        "gear: review_and_learn, ",
        "",
        "17:3 levers.peers.gear = nothing: this key is missing; write gear: design_services",
    ),
    "unknown function": (
        "function: long_reviews",
        "function: long_review",
        "17:35 levers.peers.function = long_review: is not a function; did you mean long_reviews? If not, add it under functions.additional",
    ),
    "function of no authority": (
        "function: long_reviews",
        "function: safeguarding",
        "17:35 levers.peers.function = safeguarding: is not a function; write one of first_contact, overview_assessment, full_assessment, basic_planning, intensive_planning, problem_solving, short_reviews, long_reviews, or add it under functions.additional",
    ),
    "no function": (
        "function: long_reviews, ",
        "",
        "17:3 levers.peers.function = nothing: this key is missing; write function: intensive_planning",
    ),
    "unknown key of a lever": (
        "reach: 50%",
        "reaches: 50%",
        "17:59 levers.peers.reaches = 50%: this key is not known here; did you mean reach?",
    ),
    "levers as a list": (
        "  peers: {",
        "  - {",
        "16:1 levers = a list: is not a set of keys; write levers: {plans by families: {gear: design_services, function: intensive_planning, ...}}",
    ),
    "a lever without a name": (
        "  peers:",
        '  "":',
        '17:3 levers."" = a set of keys: its name is empty; write some text',
    ),
    "a lever as a number": (
        "  peers: {gear: review_and_learn, function: long_reviews, reach: 50%, change: {value: -25%, source: pilot}}",
        "  peers: -25%",
        "17:10 levers.peers = -25%: is not a set of keys; write its keys below it, such as gear: design_services",
    ),
    "a negative distribution is lognormal": (
        "value: -25%",
        "value: -25%, distribution: {lognormal: {mean: -25%, sd: 5%}}",
        "17:108 levers.peers.change.distribution.lognormal = a set of keys: the mean of a lognormal value is more than 0; write a mean above 0",
    ),
    "negative spread": (
        "value: -25%",
        "value: -25%, distribution: {normal: {mean: -25%, sd: -5%}}",
        "17:133 levers.peers.change.distribution.normal.sd = -5%: a standard deviation is more than 0; write a number such as -30%, without a minus",
    ),
    "release of more than all": (
        "share: 60%\n  cost_per_hour: £17",
        "share: 160%\n  cost_per_hour: £17",
        "19:10 release.share = 160%: a share lies between 0 and 1; write 100% or less, such as 20%",
    ),
    "release at a cost of what": (
        "  cost_per_hour: £17",
        "  cost: £17",
        "20:3 release.cost = £17: this key is not known here; did you mean cost_per_hour?",
    ),
    "release without a share": (
        "  share: 60%\n  cost_per_hour: £17",
        "  cost_per_hour: £17",
        "18:1 release.share = nothing: this key is missing; write share: 60%",
    ),
    "release at a negative cost": (
        "cost_per_hour: £17",
        "cost_per_hour: -£17",
        "20:18 release.cost_per_hour = -£17: money is 0 or more; write a number such as £385,000, without a minus",
    ),
    "release as one number": (
        "release:\n  share: 60%\n  cost_per_hour: £17",
        "release: 60%",
        "18:10 release = 60%: is not a set of keys; write its keys below it, such as share: 60%",
    ),
    "reinvestment of more than all": (
        "share: 30%",
        "share: 50%",
        "21:1 reinvestment = a set of keys: the shares of the cash released sum to 110%, more than there is; write shares that sum to 100% or less",
    ),
    "nothing is bought": (
        "reinvestment:\n  peer_support: {share: 60%, cost_per_hour: £16, hours_per_person: 12}\n  additional:\n    builders: {share: 30%, cost_per_hour: £25, hours_per_person: 8}",
        "reinvestment: {additional: {}}",
        "21:1 reinvestment.information_networks = nothing: nothing is bought; write a form of support, or delete the block",
    ),
    "a form without a price": (
        "cost_per_hour: £16, ",
        "",
        "22:3 reinvestment.peer_support.cost_per_hour = nothing: this key is missing; write cost_per_hour: £16",
    ),
    "a form that costs nothing": (
        "cost_per_hour: £16",
        "cost_per_hour: 0",
        "22:45 reinvestment.peer_support.cost_per_hour = 0: an hour that is bought costs more than 0; write a number such as £20",
    ),
    "no hours for a person": (
        "hours_per_person: 12",
        "hours_per_person: 0",
        "22:68 reinvestment.peer_support.hours_per_person = 0: hours for each person are more than 0; write a number such as 12",
    ),
    "an unknown form": (
        "  peer_support:",
        "  peer_suport:",
        "22:3 reinvestment.peer_suport = a set of keys: this key is not known here; did you mean peer_support?",
    ),
    "an own form among the five": (
        "    builders:",
        "    peer_support:",
        "24:5 reinvestment.additional.peer_support = a set of keys: is one of the five forms of support; write it beside them, not under additional",
    ),
    "start-up hours given twice": (
        "brokerage:\n",
        "brokerage:\n  start_up_hours_per_person: 8\n",
        "27:3 brokerage.levels = a set of keys: the start-up hours are given twice; delete start_up_hours_per_person or levels",
    ),
    "start-up hours not given": (
        "  levels:\n    little: {share: 60%, hours: 2}\n    much: {share: 40%, hours: 12}\n",
        "",
        "25:1 brokerage.start_up_hours_per_person = nothing: the start-up hours are not given; write start_up_hours_per_person or levels",
    ),
    "levels short of everybody": (
        "little: {share: 60%",
        "little: {share: 50%",
        "26:3 brokerage.levels = a set of keys: the shares sum to 90%, 10 percentage points short of 100%, more than the 1 that rounding explains; write shares that make up 100%",
    ),
    "no levels": (
        "  levels:\n    little: {share: 60%, hours: 2}\n    much: {share: 40%, hours: 12}\n",
        "  levels: {}\n",
        "26:3 brokerage.levels = a set of keys: is empty; write levels: {information and guidance: {share: 60%, hours: 2}, ...}, or delete the key",
    ),
    "a source without its cost": (
        "providers: 0, care_managers: £22",
        "care_managers: £22",
        "29:3 brokerage.start_up_cost_per_hour.providers = nothing: this source is missing; write providers: 0 if it costs nothing",
    ),
    "an unknown source": (
        "providers: 0, care_managers: £22}",
        "provider: 0, care_managers: £22}",
        "29:104 brokerage.start_up_cost_per_hour.provider = 0: is not a source of support; did you mean providers?",
    ),
    "brokerage without new people": (
        "flow: {new_people: 100}\n",
        "",
        "24:1 brokerage = a set of keys: brokerage needs to know how many people come new in a year; write flow: {new_people: 1650}",
    ),
    "brokerage without best_source": (
        "best_source:\n  plan: {individuals: 184, family_or_friends: 275, independent_brokerage: 97, providers: 107, care_managers: 120}\n  organise: {individuals: 72, family_or_friends: 240, independent_brokerage: 129, providers: 213, care_managers: 120}\n",
        "",
        "22:1 brokerage = a set of keys: needs to know who would best plan; write best_source",
    ),
    "ongoing share as a whole number": (
        "ongoing_share: 30%",
        "ongoing_share: 30",
        "30:18 brokerage.ongoing_share = 30: a share lies between 0 and 1; write 30% or 0.30",
    ),
}
"""What is wrong -> what stands there, what is put in its place, and the error without the file's name."""


def test_there_are_enough_and_the_file_itself_is_right(tmp_path: Path) -> None:
    (tmp_path / "north.yaml").write_text(BASE, encoding="utf-8")
    assert load(tmp_path / "north.yaml").levers
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gives_exactly_its_error(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right, wrong, expected = MISTAKES[name]
    assert right in BASE
    monkeypatch.chdir(tmp_path)
    Path("north.yaml").write_text(BASE.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        load("north.yaml")
    assert str(raised.value) == f"north.yaml:{expected}"


def test_a_change_that_is_put_in_to_try_it_out_needs_no_source(tmp_path: Path) -> None:
    from archpers.scenario.overrides import parse_override

    (tmp_path / "north.yaml").write_text(BASE, encoding="utf-8")
    tried = load(tmp_path / "north.yaml", [parse_override("levers.peers.change=-40%")])
    assert tried.levers
    assert tried.levers["peers"].change.value == -0.4
