"""The business case as tables, one column a year, and in sentences."""

from collections.abc import Iterator, Mapping, Sequence

from archpers.model.case_inputs import PAYER_LABELS
from archpers.model.definition import YEAR_BY_YEAR
from archpers.model.registry import described, shown_in
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.results.case import CaseResult, biases, existing
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import MONEY, MONEY_IN_ALL, SHARE

YEARS, COSTS, CASH = "Year by year", "What it costs, and who pays", "Cash to the council"


def case_tables(scenario: Scenario | Region, result: CaseResult, *, real: bool = False) -> list[Table]:
    """Lay a case out, one column a year. real: money in prices of the first year."""
    return [_years(result, real), _costs(scenario, result, real), _cash(scenario, result, real)]


def _columns(result: CaseResult, first: str = "") -> list[Column]:
    return [Column(first, numeric=False), *(Column(year) for year in result.years)]


def real_year(result: CaseResult, year: str, *, real: bool) -> float:
    """Return what money of a year is multiplied by before it is shown."""
    return existing(result.by_year[year]["price_factor"]) if real else 1.0


def _quantity(result: CaseResult, name: str, real: bool, label: str = "", **style: bool) -> Row:
    own = described(name)
    cells = []
    for year, values in result.by_year.items():
        value = values.get(name)
        factor = real_year(result, year, real=real and own.unit.is_money)
        cells.append(Number(None if value is None else value * factor, own.unit))
    negative = any((cell.value or 0.0) < 0 for cell in cells) and own.negative_is_bad
    return Row((label or own.label, *cells), **{"alarm": negative, **style})


def _costs_row(result: CaseResult, label: str, costs: Mapping[str, float | None], real: bool, **style: bool) -> Row:
    cells = [
        Number(None if cost is None else cost * real_year(result, year, real=real), MONEY)
        for year, cost in costs.items()
    ]
    return Row((label, *cells), **style)


def _years(result: CaseResult, real: bool) -> Table:
    there = [name for name in shown_in(YEAR_BY_YEAR) if any(name in values for values in result.by_year.values())]
    rows = [_quantity(result, name, real) for name in there]
    note = (
        "Hours that are free are time; hours that are released are off the payroll, and only they are cash. Each year "
        "is modelled by itself, as growth leaves the file's numbers."
    )
    return Table(YEARS, _columns(result), rows, note)


def _costs(scenario: Scenario | Region, result: CaseResult, real: bool) -> Table:
    assert scenario.case is not None
    items = scenario.case.items
    rows = [
        _costs_row(
            result,
            f"{name} ({PAYER_LABELS[items[name].paid_by]}, {items[name].kind})"
            if name in items
            else f"{name} (Council, paid twice)",
            costs,
            real,
        )
        for name, costs in result.items.items()
    ]
    for name in ("brokerage_cost", "ongoing_brokerage_cost"):
        if any(values.get(name) for values in result.by_year.values()):
            payer = "council" if name == "brokerage_cost" else "personal_budgets"
            rows.append(_quantity(result, name, real, f"{described(name).label} ({PAYER_LABELS[payer]})"))
    paid = [
        _costs_row(result, f"{PAYER_LABELS[payer]} in all", costs, real, emphasis=True)
        for payer, costs in result.payers.items()
        if any(existing(cost) for cost in costs.values())
    ]
    note = (
        "Costs of other payers stand beside the council's and are never netted. Before optimism bias. Amounts are the "
        "file's for each year; brokerage keeps its price of an hour, unless growth names it."
    )
    return Table(COSTS, _columns(result), [*rows, *paid], note if paid else "There are no costs beside the model.")


def cumulative(result: CaseResult, *, real: bool) -> list[float]:
    """Return net cash added up from year to year [£]; NaN from a year without any. real: in prices of the first."""
    running, found = 0.0, []
    for year, values in result.by_year.items():
        running += existing(values["net_cash"]) * real_year(result, year, real=real)
        found.append(running)
    return found


def _taken_away(result: CaseResult, label: str, amounts: Mapping[str, float], real: bool) -> Iterator[Row]:
    """Yield a row of what is taken away; none where it is nothing in any year."""
    if any(amounts.values()):
        yield _costs_row(result, label, {year: -amount for year, amount in amounts.items()}, real)


def _cash(scenario: Scenario | Region, result: CaseResult, real: bool) -> Table:
    """Lay out cash as a sum: what is taken away stands with its sign, so that each column adds up."""
    benefits, costs = biases(scenario, result)
    paid = {year: existing(values["council_cost"]) for year, values in result.by_year.items()}
    rows = [
        _quantity(result, "benefit", real, "Cash kept: released, not reinvested"),
        *_taken_away(result, f"Optimism bias, {Number(benefits.rate, SHARE)} of it", benefits.amounts, real),
        *_taken_away(result, "Costs to the council", paid, real),
        *_taken_away(result, f"Optimism bias, {Number(costs.rate, SHARE)} of them", costs.amounts, real),
        _quantity(result, "net_cash", real, "Net cash", emphasis=True),
    ]
    cells = [Number(value, MONEY_IN_ALL) for value in cumulative(result, real=real)]
    alarm = any((cell.value or 0.0) < 0 for cell in cells)
    rows.append(Row(("Cumulative net cash", *cells), emphasis=True, alarm=alarm))
    rows += [_quantity(result, name, real=False) for name in ("price_factor", "discount_factor")]
    return Table(CASH, _columns(result), rows)


def sentences(scenario: Scenario | Region, result: CaseResult) -> Iterator[str]:
    """Say what the case comes to, each figure with what it is and what it is not."""
    assert scenario.case is not None
    first, last = result.years[0], result.years[-1]
    rate = Number(scenario.case.discount_rate.value, described("discount_rate").unit)
    npv, npsv = Number(result.totals.npv, MONEY_IN_ALL), Number(result.totals.npsv, MONEY_IN_ALL)
    yield (
        f"Net present value to the council: {npv}. It is cash released and kept, less the council's costs, {first} to "
        f"{last}, in prices of {first}, discounted at {rate} a year; it is not the worth of the change to anybody else."
    )
    yield (
        f"Net present social value: {npsv}. It is all freed hours, with a reason or without, at what an hour releases, "
        "less what anybody pays, transfers aside; it is no cash, and holds nothing of what the change is worth to the "
        "people served."
    )
    yield _payback(result)


def case_sentence(result: CaseResult) -> str:
    """Say in a sentence what the case comes to."""
    npv, npsv = Number(result.totals.npv, MONEY_IN_ALL), Number(result.totals.npsv, MONEY_IN_ALL)
    years = f"{result.years[0]} to {result.years[-1]}"
    return f"{years}: net present value to the council {npv}, social value {npsv}; payback: {payback(result)}."


def _payback(result: CaseResult) -> str:
    return f"Payback: {payback(result)}. Cumulative net cash, as paid, neither discounted nor deflated."


NEVER_BELOW = "never below 0"
"""What stands for the payback year where nothing has to come back."""


def not_within(years: Sequence[str]) -> str:
    """Return what stands for the payback year where it lies beyond these years."""
    return f"not within the period, {years[0]} to {years[-1]}"


def payback(result: CaseResult) -> str:
    """Return the payback year, or why there is none."""
    if result.totals.payback_year is not None:
        return result.totals.payback_year
    cash = [values["cumulative_net_cash"] for values in result.by_year.values()]
    if None in cash:
        return "not estimated, since the cash of some year is not"
    below = any((value or 0.0) < 0 for value in cash)
    return not_within(result.years) if below else NEVER_BELOW
