"""The heat map: the residual over the two assumptions that decide it, and where it turns negative."""

from typing import TYPE_CHECKING, Any

import numpy as np

from archpers.output.charts.drawing import DEFICIT, INK, Chart
from archpers.output.tables.table import Cell, Column, Number, Row, Setting, Table
from archpers.results.result import Result
from archpers.rounding import grouped, percentage
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import HOURS_PER_PERSON, SHARE
from archpers.what_if.residual_grid import ResidualGrid

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def heat_map_chart(scenario: Scenario | Region, result: Result, grid: ResidualGrid) -> Chart:
    """Chart the residual share over crisis share and core hours, with the line where it turns negative.

    For a region a second line shows where the first authority falls short.
    """
    title = "The residual share, by crisis share and core hours"
    words = _heat_words(grid)
    height = 0.42 * len(grid.down) + 1.3
    table = _heat_table(title, grid)
    return Chart("heatmap", title, words, table, lambda axes: _draw_heat_map(axes, grid), height, words)


def _heat_words(grid: ResidualGrid) -> str:
    crisis, core, residual = grid.own
    below = int(np.sum(grid.values < 0))
    line = "The solid line is where the residual turns negative." if below else "It is negative nowhere on this map."
    first = " The dashed line is where the first authority falls short." if grid.least is not None else ""
    return (
        f"Each cell is the residual share of today's hours: {Number(residual, SHARE)} at the scenario's own "
        f"{Setting(crisis, SHARE)} in crisis and {Setting(core, HOURS_PER_PERSON)} core hours a person, marked "
        f"with a ring. {below} of {grid.values.size} cells are below zero. {line}{first}"
    )


def _heat_table(title: str, grid: ResidualGrid) -> Table:
    columns = [
        Column("Core hours a person", numeric=False),
        *(Column(str(Setting(share, SHARE)), "in crisis") for share in grid.across),
    ]
    rows = []
    for hours, row in zip(grid.down, grid.values, strict=True):
        cells: list[Cell] = [str(Setting(hours, HOURS_PER_PERSON))]
        cells.extend(Number(float(value), SHARE) if np.isfinite(value) else "none" for value in row)
        rows.append(Row(tuple(cells), alarm=bool(np.any(row < 0))))
    return Table(title, columns, rows)


def _draw_heat_map(axes: "Axes", grid: ResidualGrid) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    across, down, (crisis, core, _) = grid.across, grid.down, grid.own
    colours = LinearSegmentedColormap.from_list("residual", [DEFICIT, "#e9a3a0", "#fbfaf7", "#9fd0b8", "#1c6b4a"])
    axes.pcolormesh(across * 100, down, grid.values, cmap=colours, vmin=-1, vmax=1, shading="nearest", linewidth=0)
    for row, hours in enumerate(down):
        for column, share in enumerate(across):
            value = grid.values[row, column]
            ink = "white" if abs(value) > 0.88 else INK
            if np.isfinite(value):
                text = grouped(percentage(float(value)), 0)
                axes.text(share * 100, hours, text, ha="center", va="center", fontsize=8.5, color=ink)
    edges = axes.get_xlim(), axes.get_ylim()
    line: dict[str, Any] = {"levels": [0.0], "colors": [DEFICIT]}
    axes.contour(grid.fine_across * 100, grid.fine_down, grid.fine, linewidths=[2.0], **line)
    if grid.least is not None:
        first: dict[str, Any] = {**line, "linewidths": [1.6], "linestyles": ["dashed"]}
        axes.contour(grid.fine_across * 100, grid.fine_down, grid.least, **first)
    axes.plot([crisis * 100], [core], "o", markersize=23, markerfacecolor="none", markeredgecolor=INK)
    axes.set_xlim(edges[0])
    axes.set_ylim(edges[1])
    axes.set_xticks(across * 100, [str(Setting(float(share), SHARE)) for share in across], fontsize=8.5)
    axes.set_yticks(down, [str(Setting(float(hours), HOURS_PER_PERSON)) for hours in down], fontsize=8.5)
    axes.set_xlabel("Share of people in crisis")
    axes.set_ylabel("Core hours a person")
