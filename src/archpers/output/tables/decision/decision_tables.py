"""From the residual to a decision: where the hours would come from, what of them is cash, what it buys, brokerage."""

from collections.abc import Callable, Iterator
from typing import Any

from archpers.model.brokerage import START_UP_BY_SOURCE
from archpers.model.definition import BOUGHT, BROKERAGE, CASH, LEVERS
from archpers.model.pooling import SUM
from archpers.model.reform import RESIDUAL_FIGURES
from archpers.model.registry import described
from archpers.model.reinvestment import BOUGHT_BY_FORM
from archpers.model.release import RELEASED
from archpers.output.tables.headings import is_deficit
from archpers.output.tables.region_tables import sum_notes
from archpers.output.tables.table import NOT_ESTIMATED, Cell, Column, Number, Row, Table
from archpers.results.decision import explained_by_levers, not_released, overlap_of_levers, start_up_paid_anew
from archpers.results.result import RegionResult, Split
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_of, labels_of
from archpers.units import HOURS, MONEY, WTE

NOTHING = "There is nothing to release: core and crisis service need more hours than there are."


def decision_tables(scenario: Scenario | Region, result: Split) -> Iterator[Table]:
    """Lay out what the scenario says of levers, release, reinvestment and brokerage; nothing of what it does not.

    Of a region it is what the authorities' own sum to: what each releases is valued at its own cost of an hour.
    """
    for block, table in _TABLES.items():
        if getattr(scenario, block) is not None:
            own = table(scenario, _summed(result))
            yield own._replace(note="\n".join((own.note, *_sum_notes(result)))) if block == "release" else own


def _summed(result: Split) -> Split:
    """Put the sums of a region's authorities in place of its values as one authority, where there are any."""
    if not isinstance(result, RegionResult):
        return result
    sums, families = result.pooled[SUM], dict(result.families)
    for name, family in sums.families.items():
        families[name] = {**families.get(name, {}), **family}
    summed = {name: value for name, value in sums.quantities.items() if value is not None}
    return result.model_copy(update={"quantities": {**result.quantities, **summed}, "families": families})


def _sum_notes(result: Split) -> Iterator[str]:
    if isinstance(result, RegionResult) and not is_deficit(result):
        yield from sum_notes(result, RESIDUAL_FIGURES)


def _number(result: Split, name: str, member: str | None = None) -> Number:
    value = result.quantities.get(name) if member is None else result.families.get(name, {}).get(member)
    return Number(value, described(name).unit)


def _values(result: Split) -> dict[str, Any]:
    return {**result.quantities, **result.families}


def _levers(scenario: Scenario | Region, result: Split) -> Table:
    columns = (
        Column("Lever", numeric=False),
        Column("Acts on", numeric=False),
        Column("Hours", "a year"),
        Column("Share of", "the residual"),
    )
    rows = _each_lever(scenario, result)
    if not rows:
        return Table(LEVERS, (), (), f"{NOT_ESTIMATED.capitalize()}: the scenario has no functions block.")
    total = _number(result, "lever_hours_total")
    note = (
        "Each lever stands alone first; those on the same function overlap. Levers never add to the residual: the "
        "reform assumes already that these functions shrink, and a lever is a reason to believe it."
    )
    if is_deficit(result) or result.quantities.get("residual_hours") is None:
        return Table(LEVERS, columns, [*rows, Row(("All levers together", "", total, ""), emphasis=True)], note)
    rows += [
        Row(("All levers together", "", total, _number(result, "lever_share_of_residual")), emphasis=True),
        Row(("Not explained by any lever", "", _number(result, "residual_hours_without_lever"), "")),
        Row(("Residual", "", _number(result, "residual_hours"), "")),
    ]
    said = explained_by_levers(result.quantities)
    return Table(LEVERS, columns, rows, f"{said} {note}" if said else note)


def _each_lever(scenario: Scenario | Region, result: Split) -> list[Row]:
    """Return a row for each lever by itself, and for what they free less together, so that they add up."""
    labels, functions = labels_of(scenario), belonging_of(scenario)["lever"]
    alone = result.families.get("lever_hours_alone", {})
    rows = [Row((labels[each], labels[functions[each]], Number(hours, HOURS), "")) for each, hours in alone.items()]
    overlap = overlap_of_levers(alone.values(), result.quantities.get("lever_hours_total"))
    return rows if overlap is None else [*rows, Row(("Overlap on the same function", "", Number(overlap, HOURS), ""))]


def _cash(scenario: Scenario | Region, result: Split) -> Table:
    if result.quantities.get("residual_hours") is None:
        return Table(CASH, (), (), f"{NOT_ESTIMATED.capitalize()}: the scenario has no reform block.")
    if is_deficit(result):
        return Table(CASH, (), (), NOTHING)
    columns = (
        Column("", numeric=False),
        Column("Cash?", numeric=False),
        Column("Hours", "a year"),
        Column("WTE"),
        Column("Value", "a year"),
    )
    released, residual = ([_number(result, name) for name in names] for names in (RELEASED, RESIDUAL_FIGURES))
    hours, wte = not_released(result.quantities)
    other = _number(result, "non_cash_releasing_value")
    rows = [
        Row(("Cash releasing", "yes", *released), emphasis=True),
        Row(("The same hours: overheads, agency premium", "no", "", "", _number(result, "stranded_cost"))),
        Row(("Non-cash releasing: time for other work", "no", Number(hours, HOURS), Number(wte, WTE), other)),
        Row(("Residual", "", *residual), emphasis=True),
    ]
    return Table(CASH, columns, rows, _cash_note(result))


def _cash_note(result: Split) -> str:
    cash, whole = _number(result, "cash_releasing_value"), _number(result, "residual_value")
    if cash.value is None:
        remedy = "Write release.cost_per_hour, or cost.employment."
        return f"Cash is not estimated: nothing says what an hour releases. {remedy}"
    terms = "In the terms of the Government Efficiency Framework."
    if not cash.value:
        return f"Nothing is released, so nothing leaves the budget. {terms}"
    if whole.value is not None and cash.value > whole.value:
        return (
            f"{cash} would leave the budget, when posts go or stay unfilled: more than the hours cost today, {whole}. "
            f"Look at what an hour releases. {terms}"
        )
    of = f"Of {whole}, only" if whole.value is not None else "Of the residual, whose value is not estimated,"
    return f"{of} {cash} would leave the budget, when posts go or stay unfilled; the rest is no cash. {terms}"


def _bought(scenario: Scenario | Region, result: Split) -> Table:
    if is_deficit(result):
        return Table(BOUGHT, (), (), NOTHING)
    forms = result.families.get("form_budget", {})
    if not forms:
        return Table(BOUGHT, (), (), f"{NOT_ESTIMATED.capitalize()}: it needs release and what an hour releases.")
    labels, names = labels_of(scenario), BOUGHT_BY_FORM
    columns = (
        Column("Form of support", numeric=False),
        Column("Money", "a year"),
        Column("Hours", "a year"),
        Column("People", "a year"),
    )
    rows = [Row((labels[form], *(_number(result, name, form) for name in names))) for form in forms]
    spent: tuple[Cell, ...] = (_number(result, "reinvested_value"), _number(result, "reinvested_hours"), "")
    rows += [
        Row(("Reinvested", *spent), emphasis=True),
        Row(("Cash kept", _number(result, "cash_kept"), "", "")),
    ]
    each = _number(result, "hours_bought_per_hour_released")
    bought = f"For each hour of care management released, {each} hours of support are bought. " if each.value else ""
    note = f"{bought}A person reached by two forms counts in both, so people have no total."
    return Table(BOUGHT, columns, rows, note)


def _brokerage(scenario: Scenario | Region, result: Split) -> Table:
    sources = result.families.get("start_up_cost_by_source", {})
    if not sources:
        return Table(BROKERAGE, (), (), f"{NOT_ESTIMATED.capitalize()}: it needs flow.new_people.")
    labels = labels_of(scenario)
    columns = (
        Column("Who plans with new people", numeric=False),
        Column("Hours", "a year"),
        Column("Cost", "a year"),
        Column("If it planned", "with everybody"),
        Column("Who pays", numeric=False),
    )
    rows = [
        Row((labels[key], *(_number(result, name, key) for name in START_UP_BY_SOURCE), "council")) for key in sources
    ]
    start = (_number(result, "start_up_hours"), _number(result, "start_up_cost"))
    rows.append(Row(("Start-up, each year", *start, "", "council"), emphasis=True))
    if (ongoing := _number(result, "ongoing_cost")).value is not None:
        rows.append(Row(("Ongoing, each year", "", ongoing, "", "people's budgets"), emphasis=True))
    return Table(BROKERAGE, columns, rows, _brokerage_note(result))


def _brokerage_note(result: Split) -> str:
    parts = [
        "The council underwrites the start; what goes on is paid from people's budgets, and leaves less of them for "
        "support."
    ]
    as_one = ", that of the region as one authority" if isinstance(result, RegionResult) else ""
    against = {
        "start_up_share_of_residual": f"the residual's value{as_one}",
        "start_up_share_of_cash": "the cash released",
    }
    shares = [
        f"{_number(result, name)} of {what}"
        for name, what in against.items()
        if result.quantities.get(name) is not None
    ]
    own, anew = _number(result, "start_up_cost_by_source", "care_managers"), start_up_paid_anew(_values(result))
    if own.value:
        more = Number(anew, MONEY)
        parts.append(f"Of the start-up, {more} is paid on top; {own} is care managers' time, which is paid already.")
    if shares and not is_deficit(result):
        parts.append(f"The start-up cost is {' and '.join(shares)}.")
    return " ".join(parts)


_TABLES: dict[str, Callable[[Scenario | Region, Split], Table]] = {
    "levers": _levers,
    "release": _cash,
    "reinvestment": _bought,
    "brokerage": _brokerage,
}
"""Block of the file -> the table that it brings."""
