"""The charts of the decision: why hours would be free, lever by lever, and what the cash would buy."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from archpers.output.charts.bar_names import name_bars, shorts
from archpers.output.charts.drawing import DEFICIT, FAINT, INK, RESIDUAL, Chart
from archpers.output.tables.headings import is_deficit
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.results.result import Result
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of
from archpers.units import HOURS, MONEY, Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TOTAL = "#5b6570"
_ROOM = 0.28
"""So great a part of what the bars span is left beside them, so that each figure stands behind its bar."""


class _Bar(NamedTuple):
    label: str
    value: float
    total: bool = False


def levers_chart(scenario: Scenario | Region, result: Result) -> Chart | None:
    """Chart how many hours each lever frees by itself, and all of them together; None where there is none."""
    alone, together = result.families.get("lever_hours_alone", {}), result.quantities.get("lever_hours_total")
    share = result.quantities.get("lever_share_of_residual")
    if not alone or together is None:
        return None
    bars = [*_bars(scenario, alone), _Bar("All together", together, total=True)]
    residual = result.quantities["residual_hours"]
    if share is not None and residual is not None and residual > 0:
        title = f"Levers give a reason for {Number(together, HOURS)} of the {Number(residual, HOURS)} hours left"
        rest = result.quantities.get("residual_hours_without_lever")
        bars += [] if rest is None else [_Bar("No lever explains", rest, total=True)]
    else:
        title = f"Levers give a reason for {Number(together, HOURS)} hours"
    reading = (
        "Each lever by itself; those on the same function overlap, so together they free less. A bar to the left takes "
        "more time."
    )
    return _chart("levers", title, bars, HOURS, ("Hours", "a year"), reading)


def buys_chart(scenario: Scenario | Region, result: Result) -> Chart | None:
    """Chart what the cash that is released would buy, form by form; None where nothing is, as in a deficit."""
    forms = {key: value for key, value in result.families.get("form_budget", {}).items() if value is not None}
    spent, kept = (result.quantities.get(name) for name in ("reinvested_value", "cash_kept"))
    if not forms or spent is None or kept is None or is_deficit(result):
        return None
    bars = [*_bars(scenario, forms), _Bar("Cash kept", kept, total=True)]
    title = f"{Number(spent, MONEY)} a year of the cash buys support, {Number(kept, MONEY)} is kept"
    reading = "Money by form of support; what it buys in hours and people stands in the table."
    return _chart("buys", title, bars, MONEY, ("Money", "a year"), reading)


def _bars(scenario: Scenario | Region, family: Mapping[str, float | None]) -> list[_Bar]:
    labels = labels_of(scenario)
    there = {key: value for key, value in family.items() if value is not None}
    names = shorts([labels.get(key, key) for key in there], taken=["All together", "Cash kept"])
    return [_Bar(name, value) for name, value in zip(names, there.values(), strict=True)]


def _chart(kind: str, title: str, bars: Sequence[_Bar], unit: Unit, heading: tuple[str, str], reading: str) -> Chart:
    words = "; ".join(f"{bar.label}: {Number(bar.value, unit).in_words()}" for bar in bars)
    rows = [Row((bar.label, Number(bar.value, unit)), emphasis=bar.total) for bar in bars]
    table = Table(title, (Column("", numeric=False), Column(*heading)), rows)
    height = 0.36 * len(bars) + 1.0
    return Chart(kind, title, f"{words}.", table, lambda axes: _draw(axes, bars, unit), height, reading)


def _draw(axes: "Axes", bars: Sequence[_Bar], unit: Unit) -> None:
    for place, bar in enumerate(bars):
        colour = DEFICIT if bar.value < 0 else _TOTAL if bar.total else RESIDUAL
        axes.barh(place, bar.value, color=colour, height=0.66, hatch="//" if bar.total else None, edgecolor="white")
        behind = (4, "left") if bar.value >= 0 else (-4, "right")
        axes.annotate(
            str(Number(bar.value, unit)),
            (bar.value, place),
            (behind[0], 0),
            textcoords="offset points",
            ha=behind[1],
            va="center",
            color=INK,
        )
    low, high = min(0.0, *(bar.value for bar in bars)), max(0.0, *(bar.value for bar in bars))
    room = _ROOM * (high - low)
    axes.set_xlim(low - (room if low < 0 else 0.0), high + room if high > low else 1.0)
    name_bars(axes, [bar.label for bar in bars])
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_xticks([])
    axes.set_xlabel(unit.in_words("£" if unit.is_money else "").strip(), color=FAINT)
