"""The heat map: the residual over the two assumptions that decide it, and where it turns negative."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from archpers.arrays import Floats
from archpers.output.charts.drawing import DEFICIT, INK, Chart
from archpers.output.tables.table import Cell, Column, Number, Row, Setting, Table
from archpers.results.result import Result
from archpers.rounding import grouped
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of
from archpers.units import HOURS_PER_PERSON, SHARE
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import Measure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACROSS = "reform.crisis_share"
DOWN = "reform.core_hours_per_person"
RESIDUAL_SHARE = Measure("residual_share_of_hours", "residual_share_of_hours")

_FINE = 81  # points along an axis of the line where the residual turns negative


def heat_map(scenario: Scenario | Region, result: Result) -> Chart | None:
    """Chart the residual share over crisis share and core hours, with the line where it turns negative.

    For a region a second line shows where the first authority falls short. None without a reform.
    """
    own_share = result.quantities[RESIDUAL_SHARE.name]
    if own_share is None:
        return None
    baseline = Baseline(scenario)
    if baseline.core_total() is None:  # each authority has its own, so none stands for all
        return None
    across, down = _grid(baseline, result)
    values = _evaluated(baseline, RESIDUAL_SHARE, across, down)
    each = [RESIDUAL_SHARE.beside(authority=name) for name in authorities_of(scenario)]
    own = (baseline.variable(ACROSS).value, baseline.variable(DOWN).value)
    title = "The residual share, by crisis share and core hours"
    words = _heat_words(own, own_share, values, bool(each))
    return Chart(
        "heatmap",
        title,
        words,
        _heat_table(title, across, down, values),
        lambda axes: _draw_heat_map(axes, baseline, each, across, down, values, own),
        0.42 * len(down) + 1.3,
        words,
    )


def _grid(baseline: Baseline, result: Result) -> tuple[Floats, Floats]:
    """Choose the values to show: from nothing to two, three or four times today's, as far as the residual goes below.

    The scenario's own values are among them. An assumption of nothing goes up to all there is.
    """
    share, hours = baseline.variable(ACROSS).value, baseline.variable(DOWN).value
    per_person = result.quantities["hours_per_person"] or 1.0
    for times in (2, 3, 4):
        far = np.array([min(times * share, 1.0) or 1.0]), np.array([times * hours or per_person])
        if _evaluated(baseline, RESIDUAL_SHARE, *far)[0, 0] < 0:
            break
    return (
        _steps(share, far[0][0], {2: 8, 3: 6, 4: 8}[times]),
        _steps(hours, far[1][0], {2: 4, 3: 6, 4: 8}[times]),
    )


def _steps(own: float, most: float, count: int) -> Floats:
    """Divide the way from 0 to the most, keeping the scenario's own value."""
    steps = np.linspace(0.0, most, count + 1)
    if own:
        steps[np.argmin(np.abs(steps - own))] = own
    return steps


def _evaluated(baseline: Baseline, measure: Measure, across: Floats, down: Floats) -> Floats:
    found = baseline.evaluate([measure], {ACROSS: across[np.newaxis, :], DOWN: down[:, np.newaxis]})[measure.text]
    return np.broadcast_to(np.asarray(found, dtype=float), (len(down), len(across)))


def _heat_words(own: tuple[float, float], share: float, values: Floats, region: bool) -> str:
    below = int(np.sum(values < 0))
    line = "The solid line is where the residual turns negative." if below else "It is negative nowhere on this map."
    first = " The dashed line is where the first authority falls short." if region else ""
    return (
        f"Each cell is the residual share of today's hours: {Number(share, SHARE)} at the scenario's own "
        f"{Setting(own[0], SHARE)} in crisis and {Setting(own[1], HOURS_PER_PERSON)} core hours a person, marked "
        f"with a ring. {below} of {values.size} cells are below zero. {line}{first}"
    )


def _heat_table(title: str, across: Floats, down: Floats, values: Floats) -> Table:
    columns = [
        Column("Core hours a person", numeric=False),
        *(Column(str(Setting(share, SHARE)), "in crisis") for share in across),
    ]
    rows = []
    for hours, row in zip(down, values, strict=True):
        cells: list[Cell] = [str(Setting(hours, HOURS_PER_PERSON))]
        cells.extend(Number(float(value), SHARE) if np.isfinite(value) else "none" for value in row)
        rows.append(Row(tuple(cells), alarm=bool(np.any(row < 0))))
    return Table(title, columns, rows)


def _draw_heat_map(
    axes: "Axes",
    baseline: Baseline,
    authorities: Sequence[Measure],
    across: Floats,
    down: Floats,
    values: Floats,
    own: tuple[float, float],
) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("residual", [DEFICIT, "#e9a3a0", "#fbfaf7", "#9fd0b8", "#1c6b4a"])
    axes.pcolormesh(across * 100, down, values, cmap=colours, vmin=-1, vmax=1, shading="nearest", linewidth=0)
    for row, hours in enumerate(down):
        for column, share in enumerate(across):
            value = values[row, column]
            ink = "white" if abs(value) > 0.88 else INK
            if np.isfinite(value):
                text = grouped(float(value) * 100, 0)
                axes.text(share * 100, hours, text, ha="center", va="center", fontsize=8.5, color=ink)
    edges = axes.get_xlim(), axes.get_ylim()
    fine_across = np.linspace(max(edges[0][0] / 100, 0), min(edges[0][1] / 100, 1), _FINE)
    fine_down = np.linspace(max(edges[1][0], 0), edges[1][1], _FINE)
    line: dict[str, Any] = {"levels": [0.0], "colors": [DEFICIT]}
    fine = _evaluated(baseline, RESIDUAL_SHARE, fine_across, fine_down)
    axes.contour(fine_across * 100, fine_down, fine, linewidths=[2.0], **line)
    if authorities:
        least = np.minimum.reduce([_evaluated(baseline, measure, fine_across, fine_down) for measure in authorities])
        axes.contour(fine_across * 100, fine_down, least, linewidths=[1.6], linestyles=["dashed"], **line)
    axes.plot([own[0] * 100], [own[1]], "o", markersize=23, markerfacecolor="none", markeredgecolor=INK)
    axes.set_xlim(edges[0])
    axes.set_ylim(edges[1])
    axes.set_xticks(across * 100, [str(Setting(float(share), SHARE)) for share in across], fontsize=8.5)
    axes.set_yticks(down, [str(Setting(float(hours), HOURS_PER_PERSON)) for hours in down], fontsize=8.5)
    axes.set_xlabel("Share of people in crisis")
    axes.set_ylabel("Core hours a person")
