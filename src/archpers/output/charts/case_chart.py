"""The chart of the business case: cumulative net cash, nominal and real, and who pays from year to year."""

from typing import TYPE_CHECKING, Any

from archpers.model.case_inputs import PAYER_LABELS
from archpers.output.charts.drawing import DEFICIT, FAINT, INK, PART_COLOURS, RESIDUAL, RULE, Chart
from archpers.output.charts.keys import area, dot, key, line
from archpers.output.tables.decision.case_tables import case_sentence, cumulative, payback
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.results.case import CaseResult, existing
from archpers.results.result import Result
from archpers.rounding import grouped
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import MONEY, MONEY_IN_ALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PAYER_COLOURS = dict(zip(PAYER_LABELS, (*PART_COLOURS, "#5c7080", "#c9d1d9"), strict=True))


def case_chart(scenario: Scenario | Region, result: Result, case: CaseResult) -> Chart:
    """Chart the business case."""
    table = _table(case)
    return Chart(
        "case",
        case_sentence(case).removesuffix("."),
        _words(case),
        table,
        lambda axes: _draw(axes, case),
        4.6,
        "Above: net cash to the council, added up from year to year, as paid and in prices of the first year; below "
        "the line nothing has come back yet. Below: what each payer pays for the change, before optimism bias.",
    )


def _payers(case: CaseResult) -> list[str]:
    return [payer for payer, costs in case.payers.items() if any(costs.values())]


def _table(case: CaseResult) -> Table:
    columns = [Column("", numeric=False), *(Column(year) for year in case.years)]
    rows = [
        Row((label, *(Number(value, MONEY_IN_ALL) for value in cumulative(case, real=real))), emphasis=True)
        for label, real in (("Cumulative net cash", False), ("The same, in prices of the first year", True))
    ]
    rows += [
        Row((f"{PAYER_LABELS[payer]} pays", *(Number(cost, MONEY) for cost in case.payers[payer].values())))
        for payer in _payers(case)
    ]
    return Table("Business case", columns, rows)


def _words(case: CaseResult) -> str:
    nominal, real = (Number(cumulative(case, real=real)[-1], MONEY_IN_ALL) for real in (False, True))
    paid = ", ".join(
        f"{PAYER_LABELS[payer]} {Number(sum(existing(cost) for cost in case.payers[payer].values()), MONEY_IN_ALL)}"
        for payer in _payers(case)
    )
    return (
        f"Cumulative net cash to the council by {case.years[-1]}: {nominal}, in prices of {case.years[0]} {real}; "
        f"payback: {payback(case)}. Costs over all years: {paid or 'none'}."
    )


_BELOW: dict[str, Any] = {"markersize": 5.5, "markerfacecolor": "white", "markeredgecolor": DEFICIT}
_ABOVE: dict[str, Any] = {"markersize": 5.5, "markerfacecolor": RESIDUAL, "markeredgecolor": RESIDUAL}
_LINES: dict[str, dict[str, Any]] = {
    "as paid": {"color": INK, "linewidth": 1.6},
    "in prices of the first year": {"color": FAINT, "linewidth": 1.6, "linestyle": "--"},
}


def _draw(axes: "Axes", case: CaseResult) -> None:
    figure: Any = axes.figure
    axes.remove()
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    entries = [*_draw_cash(above, case), *_draw_costs(below, case)]
    above.set_ylabel("£ thousand, added up", color=FAINT)
    below.set_ylabel("£ thousand a year", color=FAINT)
    every = -(-len(case.years) // 6)
    below.set_xticks(range(0, len(case.years), every), case.years[::every])
    for part in (above, below):
        part.grid(axis="y", color=RULE)
        part.yaxis.set_major_formatter(lambda value, _: grouped(value, 0))
    key(below, entries)


def _draw_cash(axes: "Axes", case: CaseResult) -> list[Any]:
    """Draw the cash added up, as paid with a dot for each year; return the entries of the key."""
    for real, style in enumerate(_LINES.values()):
        axes.plot([value / 1000 for value in cumulative(case, real=bool(real))], **style)
    paid = [value / 1000 for value in cumulative(case, real=False)]
    for place, value in enumerate(paid):
        axes.plot([place], [value], "o", zorder=3, **(_BELOW if value < 0 else _ABOVE))
    axes.axhline(0, color=INK, linewidth=0.8)
    signs = {"below 0": (_BELOW, min(paid) < 0), "0 or above": (_ABOVE, max(paid) >= 0)}
    lines = [line(label, **style) for label, style in _LINES.items()]
    return [*lines, *(dot(label, **style) for label, (style, there) in signs.items() if there)]


def _draw_costs(axes: "Axes", case: CaseResult) -> list[Any]:
    """Draw what each payer pays, one on top of the other; return the entries of the key."""
    base = [0.0] * len(case.years)
    for payer in _payers(case):
        costs = [existing(cost) / 1000 for cost in case.payers[payer].values()]
        axes.bar(range(len(costs)), costs, 0.6, bottom=base, color=_PAYER_COLOURS[payer])
        base = [low + cost for low, cost in zip(base, costs, strict=True)]
    return [area(_PAYER_COLOURS[payer], f"{PAYER_LABELS[payer]} pays") for payer in _payers(case)]
