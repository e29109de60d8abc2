"""The business case: year by year what is free, what is cash, what the change costs, who pays, and what it is worth.

Every year is an evaluation of its own, of the scenario as growth leaves it in that year; what runs on from one year to
the next comes in as a value of the year before. `CARRIED` says which. The case's own totals are the last year's.
"""

from archpers.model.arithmetic import above, ratio, total
from archpers.model.case_inputs import CASE, CASE_PARTS, CONTRACT, PAYER
from archpers.model.definition import YEAR_BY_YEAR, Operand, Value
from archpers.model.registry import quantity
from archpers.units import FACTOR, HOURS, MONEY, MONEY_IN_ALL

_GREEN = "HM Treasury, Green Book"
_GEF = "Government Efficiency Framework"
_FRAMEWORK = "Commissioning framework: staged reduction of block contracts, double funding"


@quantity(unit=HOURS, source="follows from Report Table 5", block=CASE, shown={YEAR_BY_YEAR: 7}, pooling="sum")
def freed_hours(residual_hours: Operand, reform_in_effect: Operand) -> Operand:
    """Residual hours that are free this year: time, not cash [hours/year]; scalar or array."""
    return residual_hours * reform_in_effect


@quantity(unit=MONEY, source=_GEF, block=CASE, pooling="sum", label="Value of the freed hours at what an hour releases")
def freed_value(freed_hours: Operand, releasable_cost_per_hour: Operand) -> Operand:
    """Freed hours at what an hour releases, whoever uses them: a notional value, no cash [£/year]; scalar or array."""
    return freed_hours * releasable_cost_per_hour


@quantity(unit=HOURS, source=_GEF, block=CASE, shown={YEAR_BY_YEAR: 8}, pooling="sum", label="Hours off the payroll")
def released_hours_in_year(released_hours: Operand, release_profile: Operand) -> Operand:
    """Hours that are off the payroll this year [hours/year]; scalar or array."""
    return released_hours * release_profile


@quantity(unit=MONEY, source=_GEF, block=CASE, shown={YEAR_BY_YEAR: 9}, pooling="sum")
def cash_released(cash_releasing_value: Operand, release_profile: Operand) -> Operand:
    """Money that leaves the budget this year with the released hours: cash [£/year]; scalar or array."""
    return cash_releasing_value * release_profile


@quantity(
    unit=MONEY,
    source="Toolkit Table 1",
    block=CASE,
    shown={YEAR_BY_YEAR: 10},
    pooling="sum",
    label="Reinvested in the year",
)
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
    return total({payer: cost for payer, cost in payer_items.items() if payer != "council"}) + ongoing_brokerage_cost


@quantity(unit=MONEY, source=_GREEN, block=CASE_PARTS, pooling="once for all")
def transfers(item_amount: Value, item_is_transfer: Value) -> Operand:
    """Items that use nothing up, but change hands [£/year]; scalar or array."""
    return total({item: amount * item_is_transfer[item] for item, amount in item_amount.items()})


@quantity(unit=MONEY, source=_GEF, block=CASE, shown={YEAR_BY_YEAR: 11})
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
    return (
        freed_value
        - bias_of_benefits * above(freed_value, 0.0)
        - (council_cost + other_payers_cost - transfers) * (1 + bias_of_costs)
    )


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
