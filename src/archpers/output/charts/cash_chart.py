"""The chart of cash: what of the residual's value leaves the budget, what stays as overhead, what is time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archpers.model.definition import CASH
from archpers.model.registry import described, shown_in
from archpers.output.charts.bar_names import name_bars, shorts
from archpers.output.charts.drawing import DEFICIT, INK, PART_COLOURS, RESIDUAL, Chart, ink_on
from archpers.output.charts.keys import area, key
from archpers.output.tables.answers import cash_sentence
from archpers.output.tables.decision.decision_tables import NOTHING
from archpers.output.tables.headings import is_deficit
from archpers.output.tables.region_tables import AS_ONE, ranked
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.results.result import RegionResult, Result, Split
from archpers.rounding import grouped
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import MONEY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PARTS = tuple(name for name in shown_in(CASH) if described(name).unit == MONEY)
"""The parts of the residual's value, the cash first."""
_TIME = "#3d4650"
_COLOURS = dict(zip(PARTS, (RESIDUAL, PART_COLOURS[1], _TIME), strict=True))
_NONE = "nothing to release"
_ROOM = 0.11
"""So great a part of the width must a part have to hold its figure."""


def cash_chart(scenario: Scenario | Region, result: Result) -> Chart | None:
    """Chart what of the residual is cash; None where that is not estimated. A region's authorities have a bar each."""
    if result.quantities.get(PARTS[0]) is None or result.quantities.get("residual_value") is None:
        return None
    parts: dict[str, Split] = {"": result}
    if isinstance(result, RegionResult):
        names = ranked(result)
        labels = shorts(names, taken=[AS_ONE])
        own = {label: result.authorities[name] for label, name in zip(labels, names, strict=True)}
        parts = {label: part for label, part in own.items() if part.quantities.get(PARTS[0]) is not None}
        parts[AS_ONE] = result
    return Chart(
        "cash",
        cash_sentence(result).removesuffix("."),
        " ".join(_words(name, part) for name, part in parts.items()),
        _table(parts),
        lambda axes: _draw(axes, parts),
        0.34 * len(parts) + 0.9 if len(parts) > 1 else 1.6,
        "Cash releasing is what leaves the budget when posts go or stay unfilled. The rest of the residual's value is "
        "no cash: overheads that stay, and time that is free for other work.",
    )


def _number(part: Split, name: str) -> Number:
    return Number(part.quantities.get(name), described(name).unit)


def _words(name: str, part: Split) -> str:
    before = f"{name}: " if name else ""
    if is_deficit(part):
        return f"{before}{_NONE}." if name else NOTHING
    told = ", ".join(f"{described(each).label.lower()} {_number(part, each)}" for each in PARTS)
    return f"{before}{told}, of {_number(part, 'residual_value')}."


def _table(parts: Mapping[str, Split]) -> Table:
    names = (*PARTS, "residual_value")
    if len(parts) > 1:
        columns = [Column("Authority", numeric=False), *(Column(described(name).label) for name in names)]
        rows = [
            Row((label, *(_NONE if is_deficit(part) else _number(part, name) for name in names)), label == AS_ONE)
            for label, part in parts.items()
        ]
        return Table("Cash", columns, rows)
    part = parts[""]
    columns = [Column("Part of the residual", numeric=False), Column("Value", "a year")]
    if is_deficit(part):
        return Table("Cash", columns, [Row((NOTHING, ""), alarm=True)])
    rows = [Row((described(name).label, _number(part, name)), name == names[-1]) for name in names]
    return Table("Cash", columns, rows)


def _draw(axes: "Axes", parts: Mapping[str, Split]) -> None:
    reaches = [_draw_bar(axes, place, part) for place, part in enumerate(parts.values())]
    low, high = min(least for least, _ in reaches), max(most for _, most in reaches)
    axes.set_xlim(low * 1.05, high * 1.05 or 1.0)
    if low == high:  # no bar
        axes.set_xticks([])
    for place, part in enumerate(parts.values()):
        _write(axes, place, part, high - low)
    axes.axvline(0, color=INK, linewidth=0.8)
    name_bars(axes, parts)
    axes.set_ylim(len(parts) - 0.5, -0.5)
    axes.grid(axis="x")
    axes.xaxis.set_major_formatter(lambda value, _: grouped(value, 0))
    axes.locator_params(axis="x", nbins=6)
    axes.set_xlabel("£ thousand a year")
    if low != high:
        key(axes, [area(colour, described(name).label) for name, colour in _COLOURS.items()])


def _bars(part: Split) -> list[tuple[str, float, float]]:
    """Return where each part begins and how far it goes [£ thousand]; what is below 0 goes to the left."""
    ends, bars = {True: 0.0, False: 0.0}, []
    for name in () if is_deficit(part) else PARTS:
        value = (part.quantities.get(name) or 0.0) / 1000
        bars.append((name, ends[value >= 0], value))
        ends[value >= 0] += value
    return bars


def _draw_bar(axes: "Axes", place: int, part: Split) -> tuple[float, float]:
    """Draw a bar; return how far it reaches to the left and to the right [£ thousand]."""
    for name, start, value in _bars(part):
        axes.barh(place, value, left=start, color=_COLOURS[name], height=0.7)
    ends = [0.0, *(start + value for _, start, value in _bars(part))]
    return min(ends), max(ends)


def _write(axes: "Axes", place: int, part: Split, width: float) -> None:
    """Write each figure into its part where it fits, and in place of a bar that there is nothing to release."""
    style: dict[str, Any] = {"va": "center", "fontweight": "bold"}
    if is_deficit(part):
        axes.annotate(_NONE, (0, place), (5, 0), textcoords="offset points", color=DEFICIT, **style)
    for name, start, value in _bars(part):
        if width and abs(value) / width >= _ROOM:
            text = f"£{grouped(value, 0)}k" if value >= 0 else f"-£{grouped(-value, 0)}k"
            axes.text(start + value / 2, place, text, ha="center", color=ink_on(_COLOURS[name]), **style)
