"""The business case of a scenario: every year, who pays, what it is worth, and what has to be said of it."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import Field

from archpers.errors import ScenarioError
from archpers.model.case import net_cash
from archpers.model.case_inputs import CASE, PAYER_LABELS, TOTALS
from archpers.model.precision import is_negligible
from archpers.model.registry import described, in_block
from archpers.results.evaluate import heading, warnings_as_parts
from archpers.results.remarks.case_warnings import case_warnings
from archpers.results.result import Overrides, Result, ResultPart, ScenarioReference, SchemaVersion, Warnings
from archpers.results.values import finite
from archpers.results.years import Year, values_by_year
from archpers.scenario.case_rules import missing_value, refuse_unready
from archpers.scenario.schema.scenario import Region, Scenario

ByYear = dict[str, float | None]


class CaseTotals(ResultPart):
    """What a case comes to over all its years."""

    npv: float | None = Field(description="Net present value to the council: cash, real, discounted [£]")
    npsv: float | None = Field(description="Net present social value: whoever gains or pays, real, discounted [£]")
    payback_year: str | None = Field(
        description="First year from which cumulative net cash stays at or above 0, after a year below it; null: none"
    )


class CaseResult(ResultPart):
    """A business case: full precision, nothing rounded or clipped; nominal money, unless prices are constant."""

    schema_version: SchemaVersion = 1
    scenario: ScenarioReference
    overrides: Overrides
    years: list[str] = Field(description="The financial years, the first with the file's own values")
    by_year: dict[str, ByYear] = Field(description="Year -> every quantity of the case and of the model in that year")
    totals: CaseTotals
    payers: dict[str, ByYear] = Field(description="Who pays -> year -> how much, before optimism bias [£/year]")
    items: dict[str, ByYear] = Field(description="Item or block contract -> year -> what it costs [£/year]")
    warnings: Warnings


def evaluate_case(scenario: Scenario | Region) -> CaseResult:
    """Evaluate the business case of a scenario or region, year by year.

    Returns a frozen CaseResult. Raises ScenarioError where there is no case, or it lacks what it rests on: reform,
    release, what an hour releases, prices of the first year.
    """
    line = refuse_unready(scenario)
    years = values_by_year(scenario, line)
    first, last = years[line.years[0]].whole, years[line.years[-1]].whole
    if "cash_releasing_value" not in first:
        raise missing_value(scenario)
    said = heading(scenario)
    by_year = {year: _told(own.whole) for year, own in years.items()}
    cumulative = {year: own.whole["cumulative_net_cash"] for year, own in years.items()}
    return CaseResult.model_construct(
        None,
        scenario=said["scenario"],
        overrides=said["overrides"],
        years=list(line.years),
        by_year=by_year,
        totals=CaseTotals.model_construct(
            None,
            **{name: finite(last.get(name)) for name in TOTALS},
            payback_year=payback_year(cumulative, size_of_terms(by_year)),
        ),
        payers=_payers(years),
        items=_items(years),
        warnings=warnings_as_parts(case_warnings(scenario, years)),
    )


def case_of(scenario: Scenario | Region, result: Result) -> CaseResult | None:
    """Return the business case beside a result, as it is told; None without one, or where it lacks what it rests on."""
    if scenario.case is None:
        return None
    try:
        return told_case(evaluate_case(scenario))
    except ScenarioError:  # said by `archpers case`
        return None


def told_case(result: CaseResult) -> CaseResult:
    """Return a case with 0 in place of money that is nothing beside what is released, spent and paid in some year."""
    money, size = money_of_case(), size_of_terms(result.by_year)

    def plain(value: float | None) -> float | None:
        return 0.0 if value and is_negligible(value, size) else value

    by_year = {
        year: {name: plain(value) if name in money else value for name, value in own.items()}
        for year, own in result.by_year.items()
    }
    totals = result.totals.model_copy(update={name: plain(getattr(result.totals, name)) for name in TOTALS})
    return result.model_copy(update={"by_year": by_year, "totals": totals})


class OptimismTaken(NamedTuple):
    """Optimism bias in a year's cash."""

    rate: float
    """Share of what it corrects."""
    amounts: dict[str, float]
    """Year -> what it takes away [£/year]."""


def biases(scenario: Scenario | Region, result: CaseResult) -> tuple[OptimismTaken, OptimismTaken]:
    """Return what optimism bias takes off the benefit, and what it adds to the costs to the council."""
    asked = scenario.case.optimism_bias if scenario.case else None
    rates = [own.value if own else 0.0 for own in ((asked.benefits, asked.costs) if asked else (None, None))]
    whole = {year: (existing(own["benefit"]), existing(own["council_cost"])) for year, own in result.by_year.items()}
    benefits = {year: benefit - net_cash(benefit, rates[0], 0.0, 0.0) for year, (benefit, _) in whole.items()}
    costs = {year: -net_cash(0.0, 0.0, cost, rates[1]) - cost for year, (_, cost) in whole.items()}
    return OptimismTaken(rates[0], benefits), OptimismTaken(rates[1], costs)


def existing(value: float | None) -> float:
    """Return a value, NaN for None: what rests on it is not estimated either."""
    return math.nan if value is None else value


def payback_year(cumulative: Mapping[str, float], size: float = 0.0) -> str | None:
    """Return the first year from which cumulative net cash stays at or above 0, after a year below it; else None.

    size: of the terms that it is made of, beside which rounding dust is nothing [£].
    """
    years = list(cumulative)
    below = [
        number
        for number, year in enumerate(years)
        if cumulative[year] < 0 and not is_negligible(cumulative[year], size)
    ]
    return years[below[-1] + 1] if below and below[-1] + 1 < len(years) else None


def size_of_terms(by_year: Mapping[str, Mapping[str, float | None]]) -> float:
    """Return the size of the money that a case is made of: the most in any year, of whatever it is [£]."""
    every = (own[name] for own in by_year.values() for name in money_of_case() if name in own)
    return max((abs(each) for each in every if each is not None), default=0.0)


def money_of_case() -> list[str]:
    """Name the amounts of money of a case."""
    return [field for field, name in in_block(CASE).items() if described(name).unit.is_money]


def _told(values: Mapping[str, Any]) -> ByYear:
    names = {**in_block("quantities"), **in_block(CASE)}
    return {field: finite(values[name]) for field, name in names.items() if name in values}


def _payers(years: Mapping[str, Year]) -> dict[str, ByYear]:
    paid: dict[str, ByYear] = {payer: {} for payer in PAYER_LABELS}
    for year, own in years.items():
        items, whole = own.whole["payer_items"], own.whole
        for payer in PAYER_LABELS:
            cost = items.get(payer, 0.0)
            if payer == "council":
                cost = whole["council_cost"]
            elif payer == "personal_budgets":
                cost = cost + whole["ongoing_brokerage_cost"]
            paid[payer][year] = finite(cost)
    return paid


def _items(years: Mapping[str, Year]) -> dict[str, ByYear]:
    found: dict[str, ByYear] = {}
    for year, own in years.items():
        for name, cost in {**own.whole["item_amount"], **own.whole["contract_cost"]}.items():
            found.setdefault(name, {})[year] = finite(cost)
    return found
