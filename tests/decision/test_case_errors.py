"""Every hostile or mistaken business case gives exactly the errors that stand beside it, all of them, in order."""

import re
from pathlib import Path

import pytest

from archpers.errors import ScenarioError
from archpers.results.case import evaluate_case
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override

BASE = """\
name: North
price_base_year: 2026-27
staffing: {care_managers_wte: 11, hours_per_year: 19360}
cost: {total: 385000}
people_served: 500
flow: {new_people: 250}
reform:
  core_hours_per_person: {first_contact: 2.5}
  crisis_share: 20%
  crisis_hours_per_person: 35
release: {share: 50%, cost_per_hour: 15}
case:
  first_year: 2026-27
  years: 3
  growth: {people_served: 1%}
  reform_in_effect: [0%, 50%, 100%]
  release_profile: [0%, 50%, 100%]
  items:
    training: {kind: transition, paid_by: council, amount: [5000, 0, 0]}
  contracts:
    day service: {annual_value: 10000, runs_until: 2027-28, moved: [0%, 25%, 50%]}
  discount_rate: 3.5%
  optimism_bias: {costs: 10%, benefits: 20%}
"""
_BROKERAGE = """\
best_source:
  plan: {individuals: 1, family_or_friends: 1, independent_brokerage: 1, providers: 1, care_managers: 1}
  organise: {individuals: 1, family_or_friends: 1, independent_brokerage: 1, providers: 1, care_managers: 1}
brokerage:
  start_up_hours_per_person: 8
  start_up_cost_per_hour: {individuals: 0,family_or_friends: 0,independent_brokerage: 31,providers: 0,care_managers: 40}
"""

MISTAKES = {
    "more entries than years": (
        "[0%, 50%, 100%]\n  release",
        "[0%, 50%, 100%, 100%]\n  release",
        [
            "16:3 case.reform_in_effect = a list: has 4 entries, and the case has 3 years; delete those beyond it",
        ],
    ),
    "longer release profile": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: [0%, 0%, 0%, 0%, 0%]",
        [
            "17:3 case.release_profile = a list: has 5 entries, and the case has 3 years; delete those beyond it",
        ],
    ),
    "longer growth": (
        "{people_served: 1%}",
        "{people_served: [1%, 2%, 3%, 4%]}",
        [
            "15:12 case.growth.people_served = a list: has 4 entries, and the case has 3 years; delete those beyond it",
        ],
    ),
    "longer amounts": (
        "[5000, 0, 0]",
        "[5000, 0, 0, 1]",
        [
            "19:52 case.items.training.amount = a list: has 4 entries, and the case has 3 years; "
            "delete those beyond it",
        ],
    ),
    "longer moved": (
        "moved: [0%, 25%, 50%]",
        "moved: [0%, 25%, 50%, 75%]",
        [
            '21:61 case.contracts."day service".moved = a list: has 4 entries, and the case has 3 '
            "years; delete those beyond it",
        ],
    ),
    "empty list": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: []",
        [
            "17:3 case.release_profile = a list: the list is empty; write a number for each year, or "
            "a single one for every year",
        ],
    ),
    "empty amounts": (
        "[5000, 0, 0]",
        "[]",
        [
            "19:52 case.items.training.amount = a list: the list is empty; write a number for each "
            "year, or a single one for every year",
        ],
    ),
    "share beyond 100%": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: [0%, 50%, 150%]",
        [
            "17:30 case.release_profile.2 = 150%: a share lies between 0 and 1; write 100% or less, such as 20%",
        ],
    ),
    "bare percentage in a list": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: [0, 50, 100]",
        [
            "17:24 case.release_profile.1 = 50: a share lies between 0 and 1; write 50% or 0.50",
            "17:28 case.release_profile.2 = 100: a share lies between 0 and 1; write 100% or 1",
        ],
    ),
    "single share that is none": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: often",
        [
            "17:20 case.release_profile = often: is not a number; write a number such as 20%",
        ],
    ),
    "evidence in a list, wrong": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: [0%, {value: 50%, low: 60%}, 100%]",
        [
            "17:43 case.release_profile.1.low = 60%: low lies above the value; write low, value and "
            "high in ascending order",
        ],
    ),
    "amount cut at its comma": (
        "[5000, 0, 0]",
        "[£5,000, £0]",
        [
            "19:52 case.items.training.amount = a list: commas stand between the entries of a list, "
            'so this number is cut in two; write it in quotes, such as "£5,000"',
        ],
    ),
    "amount cut at its comma, without its sign": (
        "[5000, 0, 0]",
        "[5,000, 0]",
        [
            "19:52 case.items.training.amount = a list: commas stand between the entries of a list, "
            'so this number is cut in two; write it in quotes, such as "5,000"',
        ],
    ),
    "negative amount": (
        "[5000, 0, 0]",
        "[-5000]",
        [
            "19:61 case.items.training.amount.0 = -5000: money is 0 or more; write a number such as "
            "£385,000, without a minus",
        ],
    ),
    "no amount": (
        "amount: [5000, 0, 0]",
        "sum: 5",
        [
            '19:5 case.items.training.amount = nothing: this key is missing; write amount: ["£90,000", "£60,000"]',
            "19:52 case.items.training.sum = 5: this key is not known here; write one of kind, paid_by, amount",
        ],
    ),
    "released above freed": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: [10%, 50%, 100%]",
        [
            "17:21 case.release_profile.0 = 10%: in 2026-27 0.05 of the residual is released (0.5 x "
            "0.1), and only 0 of it is free; release less, or later than the reform is in effect",
        ],
    ),
    "released before the reform": (
        "reform_in_effect: [0%, 50%, 100%]",
        "reform_in_effect: [0%, 20%, 30%]",
        [
            "17:25 case.release_profile.1 = 50%: in 2027-28 0.25 of the residual is released (0.5 x "
            "0.5), and only 0.2 of it is free; release less, or later than the reform is in effect",
        ],
    ),
    "growth of nothing": (
        "{people_served: 1%}",
        "{people_serve: 1%}",
        [
            "15:26 case.growth.people_serve = 1%: the file has no number at this path, so nothing "
            "can grow; did you mean people_served?",
        ],
    ),
    "growth of text": (
        "{people_served: 1%}",
        "{name: 1%}",
        [
            "15:18 case.growth.name = 1%: the file has no number at this path, so nothing can grow; "
            "write one of staffing.care_managers_wte, staffing.hours_per_year, cost.total, "
            "people_served, flow.new_people, reform.core_hours_per_person.first_contact, "
            "reform.crisis_share, reform.crisis_hours_per_person, release.share, "
            "release.cost_per_hour, case.reform_in_effect.0, case.reform_in_effect.1, "
            "case.reform_in_effect.2, case.release_profile.0, case.release_profile.1, "
            "case.release_profile.2, case.items.training.amount.0, case.items.training.amount.1, "
            'case.items.training.amount.2, case.contracts."day service".annual_value, '
            'case.contracts."day service".moved.0, case.contracts."day service".moved.1, '
            'case.contracts."day service".moved.2, case.discount_rate, case.optimism_bias.costs, '
            "case.optimism_bias.benefits",
        ],
    ),
    "growth of growth": (
        "{people_served: 1%}",
        "{people_served: 1%, case.growth.people_served: 1%}",
        [
            '15:58 case.growth."case.growth.people_served" = 1%: the file has no number at this '
            "path, so nothing can grow; did you mean people_served?",
        ],
    ),
    "growth twice": (
        "{people_served: 1%}",
        "{flow: 1%, flow.new_people: 2%}",
        [
            '15:39 case.growth."flow.new_people" = 2%: flow scales the same number already; keep one of the two',
        ],
    ),
    "growth beyond bounds": (
        "{people_served: 1%}",
        "{reform.crisis_share: 200%}",
        [
            '15:33 case.growth."reform.crisis_share" = 200%: reform.crisis_share would be 1.8 in '
            "2028-29, but a share lies between 0 and 1; write less growth",
        ],
    ),
    "growth bare percentage": (
        "{people_served: 1%}",
        "{people_served: 2}",
        [
            "15:27 case.growth.people_served = 2: a change beyond 100% needs its percent sign; write 2% or 0.02",
        ],
    ),
    "growth takes all": (
        "{people_served: 1%}",
        "{people_served: -100%}",
        [
            "15:27 case.growth.people_served = -100%: growth takes away less than 100%; write a number such as 1.5%",
        ],
    ),
    "growth is no set of keys": (
        "growth: {people_served: 1%}",
        "growth: 1%",
        [
            "15:11 case.growth = 1%: is not a set of keys; write growth: {people_served: 1.5%, cost.total: [3.2%, 3%]}",
        ],
    ),
    "no years": (
        "  years: 3\n",
        "",
        [
            "12:1 case.years = nothing: this key is missing; write years: 5",
        ],
    ),
    "no first year": (
        "  first_year: 2026-27\n",
        "",
        [
            "12:1 case.first_year = nothing: this key is missing; write first_year: 2026-27",
        ],
    ),
    "years zero": (
        "years: 3",
        "years: 0",
        [
            "14:10 case.years = 0: a case runs over 1 to 60 years; write a number such as 5",
        ],
    ),
    "years beyond 60": (
        "years: 3",
        "years: 61",
        [
            "14:10 case.years = 61: a case runs over 1 to 60 years; write a number such as 5",
        ],
    ),
    "years no number": (
        "years: 3",
        "years: three",
        [
            "14:10 case.years = three: is not a number of years; write a whole number such as 5",
        ],
    ),
    "years not whole": (
        "years: 3",
        "years: 2.5",
        [
            "14:10 case.years = 2.5: is not a number of years; write a whole number such as 5",
        ],
    ),
    "first year calendar": (
        "first_year: 2026-27",
        "first_year: 2026",
        [
            "13:15 case.first_year = 2026: is not a financial year; write it as 2026-27",
        ],
    ),
    "first year backwards": (
        "first_year: 2026-27",
        "first_year: 2026-25",
        [
            "13:15 case.first_year = 2026-25: is not a financial year; write it as 2009-10",
        ],
    ),
    "year beyond the index": (
        "years: 3",
        "years: 6",
        [
            "14:10 case.years = 6: the GDP deflator covers the financial years 2008-09 to "
            "2030-31, and the case runs to 2031-32; write case.price_index with every year of the "
            "case, fewer years, or prices: constant",
        ],
    ),
    "own index lacks a year": (
        "  discount_rate",
        "  price_index: {2026-27: 100, 2027-28: 102}\n  discount_rate",
        [
            "22:3 case.price_index = a set of keys: does not have 2028-29; write every year of the case",
        ],
    ),
    "own index zero": (
        "  discount_rate",
        "  price_index: {2026-27: 0, 2027-28: 102, 2028-29: 103}\n  discount_rate",
        [
            "22:26 case.price_index.2026-27 = 0: a price index is more than 0; write a number such as 105.3",
        ],
    ),
    "own index of no year": (
        "  discount_rate",
        "  price_index: {2026: 100, 2027-28: 102, 2028-29: 103}\n  discount_rate",
        [
            "22:23 case.price_index.2026 = 100: its name is not a financial year; write it as 2026-27",
        ],
    ),
    "index beside constant prices": (
        "  discount_rate",
        "  prices: constant\n  price_index: {2026-27: 100, 2027-28: 102, 2028-29: 103}\n  discount_rate",
        [
            "23:3 case.price_index = a set of keys: constant prices are not deflated; delete price_index, or prices",
        ],
    ),
    "prices of another kind": (
        "  discount_rate",
        "  prices: real\n  discount_rate",
        [
            "22:11 case.prices = real: is not one of the words allowed here; write nominal or constant",
        ],
    ),
    "discount rate above 1": (
        "discount_rate: 3.5%",
        "discount_rate: 3.5",
        [
            "22:18 case.discount_rate = 3.5: a discount rate lies between 0 and 1; write a number such as 3.5%",
        ],
    ),
    "negative discount rate": (
        "discount_rate: 3.5%",
        "discount_rate: -1%",
        [
            "22:18 case.discount_rate = -1%: a discount rate lies between 0 and 1; write a number "
            "such as 3.5%, without a minus",
        ],
    ),
    "no discount rate": (
        "  discount_rate: 3.5%\n",
        "",
        [
            "12:1 case.discount_rate = nothing: this key is missing; write discount_rate: 3.5%",
        ],
    ),
    "bias bare percentage": (
        "costs: 10%",
        "costs: 10",
        [
            "23:26 case.optimism_bias.costs = 10: a change beyond 100% needs its percent sign; write 10% or 0.10",
        ],
    ),
    "negative bias": (
        "benefits: 20%",
        "benefits: -20%",
        [
            "23:41 case.optimism_bias.benefits = -20%: a bias is 0 or more; write a number such as "
            "10%, without a minus",
        ],
    ),
    "contract ends before": (
        "runs_until: 2027-28",
        "runs_until: 2025-26",
        [
            '21:52 case.contracts."day service".runs_until = 2025-26: the contract ends before the '
            "first year, 2026-27; delete the contract, or write a later year",
        ],
    ),
    "contract ends in no year": (
        "runs_until: 2027-28",
        "runs_until: soon",
        [
            '21:52 case.contracts."day service".runs_until = soon: is not a financial year; write it as 2026-27',
        ],
    ),
    "kind of no kind": (
        "kind: transition",
        "kind: saving",
        [
            "19:22 case.items.training.kind = saving: is not one of the words allowed here; write "
            "transition, ongoing or transfer",
        ],
    ),
    "paid by nobody": (
        "paid_by: council",
        "paid_by: nobody",
        [
            "19:43 case.items.training.paid_by = nobody: is not one of the words allowed here; write "
            "council, personal_budgets, nhs, providers, people or other",
        ],
    ),
    "item and contract of one name": (
        "    training:",
        "    day service:",
        [
            '21:5 case.contracts."day service" = a set of keys: an item has that name too; write another name',
        ],
    ),
    "brokerage without a block": (
        "  discount_rate",
        "  include_brokerage: true\n  discount_rate",
        [
            "22:22 case.include_brokerage = true: there is no brokerage to include; write a "
            "brokerage block, or delete include_brokerage",
        ],
    ),
    "include_brokerage of text": (
        "  discount_rate",
        "  include_brokerage: maybe\n  discount_rate",
        [
            "22:22 case.include_brokerage = maybe: is neither true nor false; write true or false",
        ],
    ),
    "unknown key": (
        "  discount_rate",
        "  discount: 3%\n  discount_rate",
        [
            "22:3 case.discount = 3%: this key is not known here; did you mean discount_rate?",
        ],
    ),
    "prices of another year": (
        "price_base_year: 2026-27",
        "price_base_year: 2025-26",
        [
            "13:3 case.first_year = 2026-27: the case begins in 2026-27, and money in the file is in "
            "prices of 2025-26; add --prices 2026-27, or write first_year: 2025-26",
        ],
    ),
    "prices of no year": (
        "price_base_year: 2026-27\n",
        "",
        [
            "1:1 price_base_year = nothing: the case begins in 2026-27, and the file does not say of "
            "which year its prices are; write price_base_year: 2026-27",
        ],
    ),
    "no reform": (
        BASE[BASE.index("reform:") : BASE.index("release: {")],
        "",
        [
            "1:1 reform = nothing: a case needs reform, and there is none; write reform: {core_hours_per_person: ...}",
        ],
    ),
    "no release": (
        "release: {share: 50%, cost_per_hour: 15}\n",
        "",
        [
            "1:1 release = nothing: a case needs release, and there is none; write release: {share: 60%}",
        ],
    ),
    "nothing says what an hour releases": (
        ", cost_per_hour: 15",
        "",
        [
            "11:1 release.cost_per_hour = nothing: a case needs to know what an hour releases, and "
            "the cost that is given may hold overheads; write release.cost_per_hour, or "
            "cost.employment",
        ],
    ),
    "no case": (
        BASE[BASE.index("case:") :],
        "",
        [
            "1:1 case = nothing: there is no business case; write case: {first_year: 2026-27, years: 5, ...}",
        ],
    ),
    "brokerage that the case does not mention": (
        "case:\n",
        _BROKERAGE + "case:\n",
        [
            "18:1 case.include_brokerage = nothing: the file has a brokerage block, and the case "
            "does not say whether it counts; write include_brokerage: true, or false",
        ],
    ),
    "list that is no list": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: {first: 0%}",
        [
            "17:3 case.release_profile.value = nothing: this key is missing; write value: 20%",
            "17:21 case.release_profile.first = 0%: this key is not known here; write one of value, "
            "low, high, distribution, source, rationale, owner, date, reliability, review_by, "
            "signed_off_by, signed_off_on",
        ],
    ),
    "list within a list": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: [[0%, 50%], 100%]",
        [
            "17:21 case.release_profile.0 = a list: is not a number; write a number such as 20%",
        ],
    ),
    "an entry left out": (
        "release_profile: [0%, 50%, 100%]",
        "release_profile: [0%, , 100%]",
        [
            "17:25 `release_profile: [0%, , 100%]`: a value is missing here, or a bracket is not "
            "closed; write what is missing",
        ],
    ),
}
"""What is wrong -> the text that is replaced, what stands in its place, and the errors without the file's name."""


def test_base_is_a_case_without_mistakes(tmp_path: Path) -> None:
    (tmp_path / "north.yaml").write_text(BASE, encoding="utf-8")
    assert evaluate_case(load(tmp_path / "north.yaml")).years == ["2026-27", "2027-28", "2028-29"]
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize("name", MISTAKES)
def test_mistaken_case_gives_exactly_its_errors(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said, instead, expected = MISTAKES[name]
    assert said in BASE
    monkeypatch.chdir(tmp_path)
    Path("north.yaml").write_text(BASE.replace(said, instead, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        evaluate_case(load("north.yaml"))
    assert str(raised.value).split("\n") == [f"north.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("amounts", "message"),
    [
        ("[5,500, 2,500]", 'these are several numbers; put one number in quotes, such as "5,500"'),
        ("[5,000]", 'this number is cut in two; write it in quotes, such as "5,000"'),
    ],
)
def test_a_number_that_its_comma_cuts_in_an_override_is_refused(amounts: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "north.yaml").write_text(BASE, encoding="utf-8")
    with pytest.raises(ScenarioError, match=re.escape(message)):
        load(tmp_path / "north.yaml", [parse_override(f"case.items.training.amount={amounts}")])
