"""The business case: the worked example to the penny, and what must hold of any case."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archpers.model.case_inputs import PAYER_LABELS
from archpers.output.tables.decision.case_tables import case_tables
from archpers.output.tables.table import Number
from archpers.results.case import CaseResult, evaluate_case, payback_year, told_case
from archpers.results.evaluate import evaluate
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario
from tests.decision.test_case_errors import BASE

FOLDER = Path(__file__).parent
EXAMPLE = FOLDER / "example-decision.yaml"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "example-decision.json").read_text(encoding="utf-8"))["case"]
PENNY = 0.005


def example(*overrides: str) -> Scenario | Region:
    return load(EXAMPLE, map(parse_override, overrides))


def cased(*overrides: str) -> CaseResult:
    return evaluate_case(example(*overrides))


def series(result: CaseResult, name: str) -> list[float]:
    return [float(values[name] or 0.0) for values in result.by_year.values()]


def loaded(text: str, folder: Path) -> Scenario | Region:
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return load(folder / "case.yaml")


@pytest.mark.parametrize("year", EXPECTED["by_year"])
def test_every_quantity_of_the_worked_example_is_right_to_the_penny(year: str) -> None:
    found = cased().by_year[year]
    expected = EXPECTED["by_year"][year]
    assert len(expected) >= 15
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=PENNY, rel=1e-12), name


def test_totals_of_the_worked_example_are_right_to_the_penny() -> None:
    totals = cased().totals
    assert totals.npv == pytest.approx(EXPECTED["npv"], abs=PENNY)
    assert totals.npsv == pytest.approx(EXPECTED["npsv"], abs=PENNY)
    assert totals.payback_year == EXPECTED["payback_year"] == "2029-30"


def test_npv_and_npsv_are_those_of_a_plain_loop_over_the_years() -> None:
    result = cased()
    scenario = example()
    assert scenario.case is not None
    npv = npsv = 0.0
    for t, values in enumerate(result.by_year.values()):
        v = {name: float(value) for name, value in values.items() if value is not None}
        factor = v["price_factor"] / 1.035**t
        npv += factor * (v["cash_released"] - v["reinvested"]) * 0.8
        npv -= factor * v["council_cost"] * 1.1
        redundancy = 60_000.0 if t == 1 else 0.0
        freed = v["freed_hours"] * v["releasable_cost_per_hour"]
        npsv += factor * (freed * 0.8 - (v["council_cost"] + v["other_payers_cost"] - redundancy) * 1.1)
    assert result.totals.npv == pytest.approx(npv, rel=1e-12)
    assert result.totals.npsv == pytest.approx(npsv, rel=1e-12)


def test_discount_factor_is_a_power() -> None:
    found = series(cased("case.discount_rate=7.3%"), "discount_factor")
    assert found == pytest.approx([1.073**-t for t in range(5)], rel=1e-14)
    assert found[0] == 1.0


def test_discount_rate_0_and_flat_prices_give_the_plain_sum() -> None:
    result = cased("case.discount_rate=0%", "case.prices=constant")
    assert result.totals.npv == pytest.approx(math.fsum(series(result, "net_cash")), rel=1e-12)
    assert result.totals.npv == pytest.approx(series(result, "cumulative_net_cash")[-1], rel=1e-12)


def test_flat_index_is_constant_prices() -> None:
    years = ", ".join(f"20{year}-{year + 1}: 100" for year in range(26, 31))
    flat, constant = cased(f"case.price_index={{{years}}}"), cased("case.prices=constant")
    assert set(series(flat, "price_factor")) == {1.0}
    assert flat.by_year == {year: {**v} for year, v in constant.by_year.items()}
    assert flat.totals == constant.totals


def test_without_growth_every_year_is_the_first() -> None:
    result = cased("case.growth=null")
    own = evaluate(example()).quantities
    for values in result.by_year.values():
        assert {name: values[name] for name in own if name in values} == {
            name: value for name, value in own.items() if name in values
        }


@pytest.mark.parametrize("growth", ["", "people_served"])
def test_first_year_is_the_model_bit_for_bit(growth: str) -> None:
    scenario = example(*([] if growth else ["case.growth=null"]))
    first = next(iter(evaluate_case(scenario).by_year.values()))
    own = {name: value for name, value in evaluate(scenario).quantities.items() if value is not None}
    assert {name: first[name] for name in own} == own
    assert len(own) > 40


def test_a_later_year_is_the_model_of_the_grown_scenario() -> None:
    year = cased().by_year["2028-29"]
    people, salary = 3480 * 1.015 * 1.015, 41771 * 1.032 * 1.03
    grown = evaluate(example(f"people_served={people!r}", f"cost.employment.salary_per_wte={salary!r}")).quantities
    for name, value in grown.items():
        if value is not None:
            assert year[name] == pytest.approx(value, rel=1e-13), name


def test_one_year_is_a_case_too() -> None:
    result = cased(
        "case.years=1",
        "case.growth=null",
        "case.reform_in_effect=100%",
        "case.release_profile=100%",
        "case.items=null",
        "case.contracts=null",
    )
    own = evaluate(example()).quantities
    values = result.by_year["2026-27"]
    assert values["cash_released"] == own["cash_releasing_value"]
    assert values["freed_hours"] == own["residual_hours"]
    assert result.totals.npv == values["net_cash"]
    assert result.totals.payback_year is None


def test_growth_scales_all_below_a_path_and_cuts_no_input_short() -> None:
    result = cased("case.growth.flow=10%", 'case.growth."case.items.double running.amount"=50%')
    assert result.by_year["2027-28"]["turnover"] == pytest.approx(1650 * 1.1 / (3480 * 1.015))
    assert result.items["double running"]["2027-28"] == pytest.approx(90_000)


def test_items_and_payers_add_up() -> None:
    result = cased()
    assert list(result.payers) == list(PAYER_LABELS)
    for year, values in result.by_year.items():
        others = math.fsum(float(own[year] or 0) for payer, own in result.payers.items() if payer != "council")
        assert result.payers["council"][year] == values["council_cost"]
        assert others == pytest.approx(values["other_payers_cost"])
    assert result.items["day service"] == pytest.approx(dict(zip(result.years, [0, 25_000, 60_000, 0, 0], strict=True)))
    assert list(result.items) == ["double running", "redundancy", "community nursing", "day service"]


def test_lists_end_in_zeros_or_go_on(tmp_path: Path) -> None:
    text = BASE.replace("[5000, 0, 0]", "[5000]").replace("[0%, 50%, 100%]\n  release", "[0%, 50%]\n  release")
    result = evaluate_case(loaded(text.replace("[0%, 50%, 100%]", "[0%, 25%]"), tmp_path))
    assert list(result.items["training"].values()) == [5000, 0, 0]
    whole = evaluate_case(loaded(BASE.replace("[5000, 0, 0]", "5000"), tmp_path))
    assert list(whole.items["training"].values()) == [5000, 5000, 5000]
    hours = evaluate(loaded(BASE, tmp_path)).quantities["residual_hours"]
    assert hours is not None
    assert series(result, "freed_hours")[1:] == pytest.approx([v * 0.5 for v in series(result, "residual_hours")[1:]])


@pytest.mark.parametrize(
    ("cumulative", "year"),
    [
        ([-1.0, -2.0, 0.0, 3.0], "c"),
        ([1.0, 2.0, 3.0, 4.0], None),
        ([-1.0, 2.0, -1.0, -0.5], None),
        ([-1.0, 2.0, -1.0, 1.0], "d"),
        ([1.0, -1.0, 0.0, 0.0], "c"),
        ([0.0, 0.0, 0.0, 0.0], None),
    ],
)
def test_payback_is_the_first_year_from_which_nothing_is_below_0(cumulative: list[float], year: str | None) -> None:
    assert payback_year(dict(zip("abcd", cumulative, strict=True))) == year


def test_a_deficit_is_calculated_as_it_is_and_said() -> None:
    result = cased("people_served=12,000")
    assert all(hours < 0 for hours in series(result, "freed_hours")[1:])
    assert result.totals.npv is not None
    assert result.totals.npv < 0
    assert result.warnings[0].code == "case_deficit"


WARNINGS = {
    "case_deficit": ["people_served=12,000"],
    "case_cost_moves": [],
    "case_without_transition": ["case.items.double running=null"],
    "case_benefits_without_bias": ["case.optimism_bias.benefits=null"],
    "case_costs_without_bias": ["case.optimism_bias=null"],
    "case_release_unfinished": ["case.release_profile=[0%, 25%, 80%]"],
    "case_flow_does_not_grow": [],
    "case_release_cost_stays": ["release.cost_per_hour=£40"],
    "case_keeps_rates": [],
    "case_reinvestment": [],
    "case_beyond_green_book": ["case.years=32", "case.prices=constant"],
}


@pytest.mark.parametrize("code", WARNINGS)
def test_each_warning_has_its_occasion(code: str) -> None:
    assert code in {each.code for each in cased(*WARNINGS[code]).warnings}


ABSENT = {
    "case_deficit": [],
    "case_without_transition": [],
    "case_benefits_without_bias": [],
    "case_costs_without_bias": [],
    "case_release_unfinished": [],
    "case_flow_does_not_grow": ["case.growth.flow=1.5%"],
    "case_release_cost_stays": ["release.cost_per_hour=£40", 'case.growth."release.cost_per_hour"=3%'],
    "case_cost_moves": ["case.items.community nursing=null", "case.include_brokerage=false"],
    "case_beyond_green_book": [],
}


@pytest.mark.parametrize("code", ABSENT)
def test_each_warning_is_silent_otherwise(code: str) -> None:
    assert code not in {each.code for each in cased(*ABSENT[code]).warnings}


FLOWS = {
    "people who do not grow": ('case.growth={"people_served": "0%"}', ""),
    "people who become fewer": ('case.growth={"people_served": "-2%"}', ""),
    "one flow of two": (
        'case.growth={"people_served": "2%", "flow.new_people": "2%", "flow.contacts": "0%"}',
        "contacts",
    ),
}


@pytest.mark.parametrize("name", FLOWS)
def test_people_who_grow_are_told_with_each_flow_that_does_not(name: str) -> None:
    growth, named = FLOWS[name]
    flow = "flow={contacts: 3000, new_people: 1500}"
    messages = [each.message for each in cased(growth, flow).warnings if each.code == "case_flow_does_not_grow"]
    if named:
        assert messages[0].startswith(f"The people served grow and flow.{named} does not: let them grow too")
    else:
        assert messages == []


def test_a_transfer_that_somebody_else_pays_is_told_too() -> None:
    item = "case.items.moved={kind: transfer, paid_by: nhs, amount: 7000}"
    messages = [each.message for each in cased(item).warnings if each.code == "case_cost_moves"]
    (nhs,) = [message for message in messages if "the NHS" in message]
    assert nhs.startswith("£27,000 a year moves to the NHS")
    assert nhs.endswith("counts in npsv but for transfers.")


def test_care_managers_that_grow_cost_nothing_more_where_the_cost_is_a_total(tmp_path: Path) -> None:
    grown = BASE.replace("growth: {people_served: 1%}", "growth: {staffing.care_managers_wte: 5%}")
    (message,) = [
        each.message
        for each in evaluate_case(loaded(grown, tmp_path)).warnings
        if each.code == "cost_does_not_follow_wte"
    ]
    assert message.startswith("staffing.care_managers_wte moves the care managers")
    assert "cost.per_wte" in message
    still = evaluate_case(loaded(BASE, tmp_path)).warnings
    assert all(each.code != "cost_does_not_follow_wte" for each in still)


def test_what_goes_for_every_authority_of_a_large_region_is_said_once(tmp_path: Path) -> None:
    own = "    staffing: {care_managers_wte: 11, hours_per_year: 19360}\n    cost: {total: 385000}\n"
    many = "".join(f"  A{number}:\n{own}    people_served: {4000 + number}\n" for number in range(30))
    head, tail = REGION.split("authorities:\n")[0], REGION[REGION.index("reform:") :]
    grown = tail.replace("growth: {people_served: 1%}", "growth: {people_served: 1%, staffing.care_managers_wte: 1%}")
    warnings = evaluate_case(loaded(f"{head}authorities:\n{many}{grown}", tmp_path)).warnings
    (short,) = [each.message for each in warnings if each.code == "case_deficit_of_authority"]
    assert "in 30 of 30 authorities: A29 (" in short
    assert "and 26 more. Nothing is free there" in short
    (staff,) = [each.message for each in warnings if each.code == "cost_does_not_follow_wte"]
    assert staff.startswith("A0: staffing.care_managers_wte moves")
    assert staff.endswith("The same goes for A1, A2, A3, A4 and 25 more.")


def test_dust_is_neither_money_nor_a_year_below_nothing() -> None:
    own = cased("case.items=null", "case.contracts=null", "case.include_brokerage=false", "case.optimism_bias=null")
    exact = own.by_year["2027-28"]
    dusty = {year: {**values, "cumulative_net_cash": -6e-11} for year, values in own.by_year.items()}
    told = told_case(own.model_copy(update={"by_year": dusty}))
    assert [values["cumulative_net_cash"] for values in told.by_year.values()] == [0.0] * len(own.years)
    assert told.by_year["2027-28"]["net_cash"] == exact["net_cash"]
    assert payback_year({"a": -6e-11, "b": 0.0}, 1e5) is None
    assert payback_year({"a": -6e-11, "b": 0.0}) == "b"


def test_costs_of_others_are_told_as_no_saving() -> None:
    messages = [each.message for each in cased().warnings if each.code == "case_cost_moves"]
    assert any(message.startswith("£20,000 a year moves to the NHS") for message in messages)
    assert all("that is not a saving" in message for message in messages)


REGION = BASE.replace("staffing: {care_managers_wte: 11, hours_per_year: 19360}\ncost: {total: 385000}\n", "").replace(
    "people_served: 500\nflow: {new_people: 250}\n",
    """authorities:
  North:
    staffing: {care_managers_wte: 11, hours_per_year: 19360}
    cost: {total: 385000}
    people_served: 500
  South:
    staffing: {care_managers_wte: 20, hours_per_year: 33000}
    cost: {total: 900000}
    people_served: 1100
""",
)


def test_an_authority_that_is_short_is_named_whatever_the_region_has(tmp_path: Path) -> None:
    region = loaded(REGION.replace("people_served: 1100", "people_served: 4000"), tmp_path)
    whole = evaluate_case(region)
    assert all(hours > 0 for hours in series(whole, "freed_hours")[1:])
    (message,) = [each.message for each in whole.warnings if each.code == "case_deficit_of_authority"]
    assert message.startswith("Hours are missing in some year in 1 of 2 authorities: South (")
    assert "others' less what is missing there" in message


def test_levers_of_one_authority_are_no_reason_for_the_hours_of_another(tmp_path: Path) -> None:
    lever = "levers:\n  a: {gear: solve_problems, function: problem_solving, change: {value: -60%, source: x}}\n"
    others = "overview_assessment, full_assessment, basic_planning, intensive_planning, short_reviews, long_reviews"
    none = others.replace(",", ": 0,")
    functions = f"    functions: {{time_shares: {{problem_solving: %s, first_contact: %s, {none}: 0}}}}\n"
    own = REGION.replace("    people_served: 500\n", "    people_served: 500\n" + functions % ("90%", "10%"))
    own = own.replace("    people_served: 1100\n", "    people_served: 700\n" + functions % ("1%", "99%"))
    whole = evaluate_case(loaded(own.replace("reform:\n", f"{lever}reform:\n"), tmp_path))
    (message,) = [each.message for each in whole.warnings if each.code == "case_released_without_a_lever"]
    region = loaded(own.replace("reform:\n", f"{lever}reform:\n"), tmp_path)
    assert isinstance(region, Region)
    parts = [evaluate_case(region.authority(name, alone=True)).by_year for name in region.authorities]
    without = [
        sum(
            max((part[year]["released_hours_in_year"] or 0) - (part[year]["lever_hours_total"] or 0), 0)
            for part in parts
        )
        for year in whole.years
    ]
    assert f"for the other {max(without):,.0f} nobody" in message
    netted = [
        one - two
        for one, two in zip(series(whole, "released_hours_in_year"), series(whole, "lever_hours_total"), strict=True)
    ]
    assert max(netted) < max(without) - 1000


def test_a_region_is_the_sum_of_its_authorities_and_its_items_once(tmp_path: Path) -> None:
    region = loaded(REGION, tmp_path)
    assert isinstance(region, Region)
    whole = evaluate_case(region)
    parts = [evaluate_case(region.authority(name, alone=True)) for name in region.authorities]
    for name in ("freed_hours", "released_hours_in_year", "cash_released", "benefit", "total_hours", "total_cost"):
        summed = np.sum([series(part, name) for part in parts], axis=0)
        assert series(whole, name) == pytest.approx(summed.tolist(), rel=1e-9), name
    assert whole.items["training"]["2026-27"] == 5000
    assert all(not part.items for part in parts)
    assert all("case_one_authority" in {each.code for each in part.warnings} for part in parts)


def test_growth_in_a_region_is_of_all_alike_or_of_one(tmp_path: Path) -> None:
    alike = evaluate_case(loaded(REGION, tmp_path)).by_year["2028-29"]
    own = REGION.replace("{people_served: 1%}", "{authorities.North.people_served: 1%}")
    one = evaluate_case(loaded(own, tmp_path)).by_year["2028-29"]
    assert alike["people_served"] == pytest.approx(1600 * 1.01**2)
    assert one["people_served"] == pytest.approx(500 * 1.01**2 + 1100)


@pytest.mark.parametrize("real", [False, True])
@pytest.mark.parametrize("changes", [(), ("case.optimism_bias=null",), ("case.optimism_bias.benefits=null",)])
def test_cash_to_the_council_adds_up_to_net_cash(real: bool, changes: tuple[str, ...]) -> None:
    scenario = load("business-case", [parse_override(text) for text in changes])
    table = case_tables(scenario, evaluate_case(scenario), real=real)[-1]
    labels = [str(row.cells[0]) for row in table.rows]
    net = labels.index("Net cash")
    assert labels[0] == "Cash kept: released, not reinvested"
    assert [label for label in labels if "Optimism" in label] == {
        0: ["Optimism bias, 20.0% of it", "Optimism bias, 10.0% of them"],
        1: ["Optimism bias, 10.0% of them"] if changes and "benefits" in changes[0] else [],
    }[len(changes)]
    for column in range(1, len(table.columns)):
        numbers = [row.cells[column] for row in table.rows[: net + 1]]
        *parts, total = [cell.value or 0.0 for cell in numbers if isinstance(cell, Number)]
        assert sum(parts) == pytest.approx(total, rel=1e-9, abs=1e-6)


def test_hours_off_the_payroll_without_a_reason_are_told() -> None:
    def told(share: str) -> list[str]:
        found = evaluate_case(load("business-case", [parse_override(f"release.share={share}")]))
        return [each.message for each in found.warnings if each.code == "case_released_without_a_lever"]

    assert told("60%") == [
        "In 2029-30 16,399 hours are off the payroll, and levers give a reason for 7,582: for the other 8,817 nobody "
        "has said where they come from, and npv and npsv rest on them."
    ]
    assert told("20%") == []
