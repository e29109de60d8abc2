"""The simulation band: how far the residual may lie from its figure, where the file gives distributions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archpers.model.registry import described
from archpers.output.charts.bar_names import name_bars, shorts
from archpers.output.charts.drawing import DEFICIT, FAINT, INK, RESIDUAL, Chart
from archpers.output.charts.keys import area, dot, key, line
from archpers.output.tables.region_tables import AS_ONE, ranked
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.output.tables.what_if.what_if_answers import spread_sentence
from archpers.results.names import find_measure
from archpers.results.result import RegionResult, Result
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.simulation.residual_bands import RESIDUAL_SHARE, ResidualBands
from archpers.simulation.result import Simulation, Statistics
from archpers.units import SHARE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_POINTS = (("5%", "below it"), ("25%", "below it"), ("Middle", "draw"), ("75%", "below it"), ("95%", "below it"))
_BAND = "#a9cdbc"


def simulation_chart(scenario: Scenario | Region, result: Result, found: ResidualBands) -> Chart:
    """Chart the band of the residual share.

    For a region every authority has its own band, the most stretched first, and the region as a whole the last.
    """
    whole = found.whole
    order = ranked(result) if isinstance(result, RegionResult) else []
    there = [name for name in order if name in found.authorities]
    shown = {own: found.authorities[name] for own, name in zip(shorts(there, taken=[AS_ONE]), there, strict=True)}
    shown[AS_ONE if order else ""] = found.share
    drawn = f"{whole.draws:,} draws of the {len(whole.inputs)} inputs that have a distribution"
    called = described(RESIDUAL_SHARE).label
    return Chart(
        "simulation",
        spread_sentence(find_measure(RESIDUAL_SHARE, scenario), found.share, called).removesuffix("."),
        f"{drawn}. {' '.join(_words(name, band) for name, band in shown.items())}",
        _table(whole, shown, drawn),
        lambda axes: _draw(axes, shown),
        0.36 * len(shown) + 1.0,
    )


def _words(name: str, band: Statistics) -> str:
    low, high, deficit = (Number(value, SHARE) for value in (band.p5, band.p95, band.probability_below_zero))
    own = f"{name}: r" if name else "R"
    return f"{own}esidual share {low} to {high} in nine draws of ten, a deficit in {deficit}."


def _table(whole: Simulation, bands: Mapping[str, Statistics], drawn: str) -> Table:
    columns = [Column("", numeric=False), *(Column(*heading) for heading in _POINTS), Column("Below", "zero")]
    rows = [_row(name, RESIDUAL_SHARE, band) for name, band in bands.items() if name and len(bands) > 1]
    rows += [_row(described(name).listed, name, band) for name, band in whole.quantities.items() if band is not None]
    kept = "" if whole.feasible_draws == whole.draws else f" {whole.feasible_draws:,} of them are feasible."
    return Table("Simulation", columns, rows, f"{drawn}, seed {whole.seed}; the others stay as they are.{kept}")


def _row(label: str, name: str, band: Statistics) -> Row:
    unit = described(name).unit
    points = (Number(getattr(band, point), unit) for point in ("p5", "p25", "p50", "p75", "p95"))
    below = band.probability_below_zero
    return Row((label, *points, Number(below, SHARE)), alarm=True)


_MIDDLE: dict[str, Any] = {"color": INK, "linewidth": 2}
_NOTHING: dict[str, Any] = {"color": DEFICIT, "linewidth": 1.4, "linestyle": "--"}
_OWN: dict[str, Any] = {"markersize": 8, "markerfacecolor": "white", "markeredgecolor": INK}


def _draw(axes: "Axes", bands: Mapping[str, Statistics]) -> None:
    ends: list[float] = [0.0]
    for position, band in enumerate(bands.values()):
        p5, p25, p50, p75, p95, own = (
            100 * (value or 0.0) for value in (band.p5, band.p25, band.p50, band.p75, band.p95, band.baseline)
        )
        axes.barh(position, p95 - p5, left=p5, color=_BAND, height=0.5)
        axes.barh(position, p75 - p25, left=p25, color=RESIDUAL, height=0.5)
        axes.plot([p50, p50], [position - 0.25, position + 0.25], **_MIDDLE)
        axes.plot([own], [position], "o", **_OWN)
        ends += [p5, p95, own]
    span = max(ends) - min(ends) or 1.0
    axes.set_xlim(min(ends) - 0.05 * span, max(ends) + 0.05 * span)
    axes.axvline(0, **_NOTHING)
    entries = [area(_BAND, "nine draws in ten"), area(RESIDUAL, "the middle half"), line("the middle draw", **_MIDDLE)]
    key(axes, [*entries, dot("the scenario's own", **_OWN), line("left of it a deficit", **_NOTHING)])
    name_bars(axes, bands)
    axes.set_ylim(len(bands) - 0.4, -0.6)
    axes.grid(axis="x")
    axes.locator_params(axis="x", nbins=8)
    axes.set_xlabel("residual, % of today's hours", color=FAINT)
