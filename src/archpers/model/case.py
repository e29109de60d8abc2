"""The business case: year by year what is free, what is cash, what the change costs, who pays, and what it is worth.

Every year is an evaluation of its own, of the scenario as growth leaves it in that year; what runs on from one year to
the next comes in as a value of the year before. `CARRIED` says which. The case's own totals are the last year's.
"""

from collections.abc import Mapping
from typing import Any

from archpers.model.definition import Operand, Value
from archpers.model.registry import above, axis, declare, quantity, ratio, total
from archpers.units import ANNUAL_CHANGE, FACTOR, HOURS, INDEX, MONEY, MONEY_IN_ALL, SHARE

PAYER_LABELS = {
    "council": "Council",
    "personal_budgets": "Personal budgets",
    "nhs": "NHS",
    "providers": "Providers",
    "people": "People themselves",
    "other": "Others",
}
"""Who may pay for something."""

KINDS = {
    "transition": "what the change costs while it is made",
    "ongoing": "what it costs for as long as it lasts",
    "transfer": "money that changes hands without using anything up, such as redundancy pay: in npv, not in npsv",
}

PAYER = axis("payer", PAYER_LABELS)
ITEM = axis("item", belongs_to="payer")
CONTRACT = axis("contract")
ENTRY = axis("year_of_list")
GROWTH = axis("growth_path")
ITEM_ENTRY = axis("item_in_year")
CONTRACT_ENTRY = axis("contract_in_year")
FINANCIAL_YEAR = axis("financial_year")

CASE, CASE_PARTS = "case", "case, in parts"
"""The block of a result's document in which the quantities of a year stand, and that of those it does not tell so."""

_GREEN = "HM Treasury, Green Book"
_GEF = "Government Efficiency Framework"
_FRAMEWORK = "Commissioning framework: staged reduction of block contracts, double funding"

# What the file says, list by list; a year takes its own entry.
for _name, _unit, _meaning, _source, _axis in (
    ("growth_by_year", ANNUAL_CHANGE, "Growth in a year, from the year before", "local assumption", GROWTH),
    ("effect_by_year", SHARE, "Share of the residual hours that are free, average over the year", "local plan", ENTRY),
    ("profile_by_year", SHARE, "Share of the released hours that are off the payroll, average", "local plan", ENTRY),
    ("amount_by_year", MONEY, "What an item costs in the year", "local plan", ITEM_ENTRY),
    (
        "moved_by_year",
        SHARE,
        "Share of a block contract that people have moved away from",
        "local plan",
        CONTRACT_ENTRY,
    ),
    ("price_index_by_year", INDEX, "Price index of the year", "local assumption", FINANCIAL_YEAR),
):
    declare(_name, _unit, _meaning, _source, each=_axis, pooling="once for all", block=CASE_PARTS)

_YEAR: dict[str, Any] = {"pooling": "once for all", "block": CASE_PARTS}
declare("reform_in_effect", SHARE, "Share of the residual hours that are free this year", "local plan", **_YEAR)
declare("release_profile", SHARE, "Share of the released hours off the payroll this year", "local plan", **_YEAR)
declare("item_amount", MONEY, "What the item costs this year", "local plan", each=ITEM, **_YEAR)
declare("item_is_transfer", FACTOR, "1 for a transfer, 0 for anything else", _GREEN, each=ITEM, **_YEAR)
declare("contract_annual_value", MONEY, "What the block contract costs in a year", "contract", each=CONTRACT, **_YEAR)
declare(
    "contract_moved", SHARE, "Share of the contract moved away from this year", "local plan", each=CONTRACT, **_YEAR
)
declare("contract_runs", FACTOR, "1 while the contract runs, 0 after", "contract", each=CONTRACT, **_YEAR)
declare("discount_rate", SHARE, "Real discount rate", _GREEN, **_YEAR)
declare("bias_of_costs", SHARE, "Optimism bias: what is added to the council's costs", _GREEN, neutral=0.0, **_YEAR)
declare("bias_of_benefits", SHARE, "Optimism bias: what is taken off a benefit", _GREEN, neutral=0.0, **_YEAR)
declare("first_price_index", INDEX, "Price index of the first year", "GDP deflator", **_YEAR)
declare("price_index", INDEX, "Price index of this year", "GDP deflator", **_YEAR)
for _name, _unit, _meaning in (
    ("discount_factor_before", FACTOR, "Discount factor of the year before"),
    ("cumulative_net_cash_before", MONEY_IN_ALL, "Net cash up to the year before"),
    ("npv_before", MONEY_IN_ALL, "Net present value up to the year before"),
    ("npsv_before", MONEY_IN_ALL, "Net present social value up to the year before"),
):
    declare(_name, _unit, _meaning, "the year before", **_YEAR)

CARRIED = {
    "discount_factor": "discount_factor_before",
    "cumulative_net_cash": "cumulative_net_cash_before",
    "npv": "npv_before",
    "npsv": "npsv_before",
}
"""Quantity of a year -> the input of the next year that it is."""
AT_START: Mapping[str, Value] = {
    "discount_factor": 1.0,
    "cumulative_net_cash_before": 0.0,
    "npv_before": 0.0,
    "npsv_before": 0.0,
}
"""What is given to the first year in their place: it is not discounted."""
TOTALS = ("npv", "npsv")
"""The quantities whose value in the last year is the case's own."""


@quantity(unit=HOURS, source="follows from Report Table 5", block=CASE, pooling="sum")
def freed_hours(residual_hours: Operand, reform_in_effect: Operand) -> Operand:
    """Residual hours that are free this year: time, not cash [hours/year]; scalar or array."""
    return residual_hours * reform_in_effect


@quantity(unit=MONEY, source=_GEF, block=CASE, pooling="sum", label="Value of the freed hours at what an hour releases")
def freed_value(freed_hours: Operand, releasable_cost_per_hour: Operand) -> Operand:
    """Freed hours at what an hour releases, whoever uses them: a notional value, no cash [£/year]; scalar or array."""
    return freed_hours * releasable_cost_per_hour


@quantity(unit=HOURS, source=_GEF, block=CASE, pooling="sum", label="Released hours")
def released_hours_in_year(released_hours: Operand, release_profile: Operand) -> Operand:
    """Hours that are off the payroll this year [hours/year]; scalar or array."""
    return released_hours * release_profile


@quantity(unit=MONEY, source=_GEF, block=CASE, pooling="sum")
def cash_released(cash_releasing_value: Operand, release_profile: Operand) -> Operand:
    """Money that leaves the budget this year with the released hours: cash [£/year]; scalar or array."""
    return cash_releasing_value * release_profile


@quantity(unit=MONEY, source="Toolkit Table 1", block=CASE, pooling="sum")
def reinvested(reinvested_value: Operand, release_profile: Operand) -> Operand:
    """Cash that is reinvested in support this year [£/year]; scalar or array."""
    return reinvested_value * release_profile


@quantity(unit=MONEY, source=_FRAMEWORK, block=CASE_PARTS, each=CONTRACT, pooling="once for all", label="Paid twice")
def contract_cost(contract_annual_value: Operand, contract_moved: Operand, contract_runs: Operand) -> Operand:
    """What is paid twice this year: the part of the contract that people have moved away from [£/year]."""
    return contract_annual_value * contract_moved * contract_runs


@quantity(unit=MONEY, source=_FRAMEWORK, block=CASE, pooling="once for all", label="Block contracts paid twice")
def double_funding(contract_cost: Operand) -> Operand:
    """Block contracts paid in full while people move away from them, over all contracts [£/year]; scalar or array."""
    return total(contract_cost)


@quantity(unit=MONEY, source="Report section 2.1", block=CASE, pooling="sum", label="Brokerage, start-up")
def brokerage_cost(start_up_cost: Operand, start_up_cost_by_source: Value, reform_in_effect: Operand) -> Operand:
    """Start-up of support by others than care managers, whose own part is in today's cost already [£/year]."""
    return (start_up_cost - start_up_cost_by_source["care_managers"]) * reform_in_effect


@quantity(unit=MONEY, source="Report section 2.1", block=CASE, pooling="sum", label="Brokerage, ongoing")
def ongoing_brokerage_cost(ongoing_cost: Operand, reform_in_effect: Operand) -> Operand:
    """Ongoing brokerage this year, which people's budgets pay [£/year]; scalar or array."""
    return ongoing_cost * reform_in_effect


@quantity(unit=MONEY, source=_GREEN, block=CASE_PARTS, each=PAYER, pooling="once for all", label="Items by payer")
def payer_items(item_amount: Operand) -> Operand:
    """What this payer pays this year for the case's items [£/year]; scalar or array."""
    return total(item_amount)


@quantity(unit=MONEY, source=_GREEN, block=CASE, label="Costs to the council")
def council_cost(payer_items: Value, double_funding: Operand, brokerage_cost: Operand) -> Operand:
    """What the council pays for the change this year, beside the model: cash [£/year]; scalar or array."""
    return payer_items["council"] + double_funding + brokerage_cost


@quantity(unit=MONEY, source=_GREEN, block=CASE, label="Costs to others")
def other_payers_cost(payer_items: Value, ongoing_brokerage_cost: Operand) -> Operand:
    """What all others pay this year, which is no saving [£/year]; scalar or array."""
    others = total({payer: cost for payer, cost in payer_items.items() if payer != "council"})
    return others + ongoing_brokerage_cost


@quantity(unit=MONEY, source=_GREEN, block=CASE_PARTS, pooling="once for all")
def transfers(item_amount: Value, item_is_transfer: Value) -> Operand:
    """Items that use nothing up, but change hands [£/year]; scalar or array."""
    return total({item: amount * item_is_transfer[item] for item, amount in item_amount.items()})


@quantity(unit=MONEY, source=_GEF, block=CASE)
def benefit(cash_released: Operand, reinvested: Operand) -> Operand:
    """Cash released this year that is not reinvested [£/year]; scalar or array."""
    return cash_released - reinvested


@quantity(unit=MONEY, source=_GREEN, block=CASE, negative_is_bad=True)
def net_cash(benefit: Operand, bias_of_benefits: Operand, council_cost: Operand, bias_of_costs: Operand) -> Operand:
    """Cash to the council this year, after its costs and after optimism bias [£/year]; scalar or array."""
    return benefit - bias_of_benefits * above(benefit, 0.0) - council_cost * (1 + bias_of_costs)


@quantity(unit=MONEY_IN_ALL, source=_GREEN, block=CASE, negative_is_bad=True)
def cumulative_net_cash(cumulative_net_cash_before: Operand, net_cash: Operand) -> Operand:
    """Net cash of this year and all years before [£]; scalar or array."""
    return cumulative_net_cash_before + net_cash


@quantity(unit=FACTOR, source="GDP deflator", block=CASE, pooling="once for all")
def price_factor(first_price_index: Operand, price_index: Operand) -> Operand:
    """What a pound of this year is worth in prices of the first [ratio]; scalar or array."""
    return ratio(first_price_index, price_index)


@quantity(unit=FACTOR, source=_GREEN, block=CASE, pooling="once for all")
def discount_factor(discount_factor_before: Operand, discount_rate: Operand) -> Operand:
    """What a pound, in prices of the first year, counts for this year: (1 + rate) ** -t in year t [ratio]."""
    return ratio(discount_factor_before, 1 + discount_rate)


@quantity(unit=MONEY, source=_GREEN, block=CASE_PARTS, negative_is_bad=True, label="Net social value")
def net_social_value(
    freed_value: Operand,
    bias_of_benefits: Operand,
    council_cost: Operand,
    other_payers_cost: Operand,
    transfers: Operand,
    bias_of_costs: Operand,
) -> Operand:
    """Value of the freed hours less what anybody pays, transfers aside, after optimism bias [£/year]."""
    costs = council_cost + other_payers_cost - transfers
    return freed_value - bias_of_benefits * above(freed_value, 0.0) - costs * (1 + bias_of_costs)


@quantity(
    unit=MONEY_IN_ALL, source=_GREEN, block=CASE_PARTS, negative_is_bad=True, label="Net present value to the council"
)
def npv(npv_before: Operand, net_cash: Operand, price_factor: Operand, discount_factor: Operand) -> Operand:
    """Net cash up to this year, in prices of the first, discounted: cash to the council [£]; scalar or array."""
    return npv_before + net_cash * price_factor * discount_factor


@quantity(unit=MONEY_IN_ALL, source=_GREEN, block=CASE_PARTS, negative_is_bad=True, label="Net present social value")
def npsv(npsv_before: Operand, net_social_value: Operand, price_factor: Operand, discount_factor: Operand) -> Operand:
    """Net social value up to this year, in prices of the first, discounted: whoever gains or pays [£]."""
    return npsv_before + net_social_value * price_factor * discount_factor
