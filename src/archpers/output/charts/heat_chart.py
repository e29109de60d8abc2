"""The heat map: the residual over the two assumptions that decide it, and where it turns negative."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from archpers.arrays import Floats
from archpers.output.charts.drawing import DEFICIT, GROUND, INK, WIDTH, Chart, ink_on
from archpers.output.charts.keys import area, frame, key, line
from archpers.output.tables.table import Cell, Column, Number, Row, Setting, Table
from archpers.output.tables.what_if.what_if_answers import grid_sentence
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
    title = grid_sentence(grid).removesuffix(".")
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
        f"{Setting(crisis, SHARE)} in crisis and {Setting(core, HOURS_PER_PERSON)} core hours a person, in a "
        f"frame. {below} of {grid.values.size} cells are below zero. {line}{first}"
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


_LOSS, _GAIN = [DEFICIT, "#e9a3a0", "#fbfaf7"], ["#fbfaf7", "#9fd0b8", "#1c6b4a"]
"""Colours of a deficit from all of today's hours to none, and of what is left from none to all of them."""
_HATCHED = {INK: "#bf5552", "white": "#d58b89"}
"""Lines that tell a deficit in grey: their colour by that of the figures."""
_FRAME: tuple[dict[str, Any], ...] = tuple(
    {"facecolor": "none", "edgecolor": edge, "linewidth": width, "zorder": 3, "clip_on": False}
    for edge, width in (("white", 4.6), (INK, 2.2))
)
"""A frame, which stands out from dark cells too."""
_CELLS = (WIDTH - 0.85) * 72
"""Width of all cells together [pt]."""
_LARGEST, _SMALLEST, _LETTER = 8.5, 5.5, 0.75
"""Size of the figures in the cells [pt]; a letter is so much of its size wide."""


def _draw_heat_map(axes: "Axes", grid: ResidualGrid) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    across, down = grid.across * 100, grid.down
    colours = LinearSegmentedColormap.from_list("residual", [*_LOSS, *_GAIN[1:]])
    axes.pcolormesh(across, down, grid.values, cmap=colours, vmin=-1, vmax=1, shading="nearest", linewidth=0)
    edges = axes.get_xlim(), axes.get_ylim()
    _draw_cells(axes, grid, lambda value: colours((value + 1) / 2))
    lines = _draw_lines(axes, grid)
    axes.set_xlim(edges[0])
    axes.set_ylim(edges[1])
    shares = [str(Setting(float(share), SHARE)) for share in grid.across]
    axes.set_xticks(across, shares, fontsize=_size(shares, _edges(across)))
    axes.set_yticks(down, [str(Setting(float(hours), HOURS_PER_PERSON)) for hours in down], fontsize=_LARGEST)
    axes.set_xlabel("Share of people in crisis")
    axes.set_ylabel("Core hours a person")
    short = [area(_LOSS[0], "deficit", hatch="////")] if np.any(grid.values < 0) else []
    key(axes, [frame("the scenario's own values"), area(_GAIN[-1], "left of today's hours"), *short, *lines])


def _draw_lines(axes: "Axes", grid: ResidualGrid) -> list[Any]:
    """Draw where nothing is left, over all and for the first authority; return the entries of the key."""
    entries = []
    for values, label, dashes, width in (
        (grid.fine, "nothing is left", "-", 2.0),
        (grid.least, "the first authority falls short", "--", 1.6),
    ):
        if values is not None and np.nanmin(values) < 0 < np.nanmax(values):
            over = grid.fine_across * 100, grid.fine_down, values
            axes.contour(*over, levels=[0.0], colors=[DEFICIT], linewidths=[width], linestyles=[dashes])
            entries.append(line(label, color=DEFICIT, linestyle=dashes, linewidth=width))
    return entries


def _draw_cells(axes: "Axes", grid: ResidualGrid, colour_of: Callable[[float], Any]) -> None:
    """Hatch each cell in deficit, frame the scenario's own, and write the figures, which cover lines."""
    from matplotlib.colors import to_hex
    from matplotlib.patches import Rectangle

    columns, rows = _edges(grid.across * 100), _edges(grid.down)
    hatched: dict[str, list[Any]] = {ink: [] for ink in _HATCHED}
    crossed = _crossed(grid, columns / 100, rows)
    for (row, column), value in np.ndenumerate(grid.values):
        if not np.isfinite(value):
            continue
        (left, right), (low, high) = columns[column : column + 2].tolist(), rows[row : row + 2].tolist()
        colour = to_hex(colour_of(float(value)))
        ink = ink_on(colour)
        if value < 0:
            hatched[ink].append([(left, low), (right, low), (right, high), (left, high)])
        if grid.across[column] == grid.own[0] and grid.down[row] == grid.own[1]:
            for own in _FRAME:
                axes.add_patch(Rectangle((left, low), right - left, high - low, **own))
        text = f"{grouped(percentage(float(value)), 0)}%"
        letters = _size([text], columns, column)
        if letters >= _SMALLEST:
            place: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": letters, "zorder": 4}
            ground = {**GROUND, "facecolor": colour} if value < 0 or crossed[row, column] else None
            axes.text(float(grid.across[column]) * 100, float(grid.down[row]), text, color=ink, bbox=ground, **place)
    _hatch(axes, hatched)


def _hatch(axes: "Axes", hatched: Mapping[str, list[Any]]) -> None:
    """Hatch cells, given by the ink of their figures."""
    from matplotlib.collections import PolyCollection

    for ink, cells in hatched.items():
        axes.add_collection(PolyCollection(cells, hatch="////", facecolor="none", edgecolor=_HATCHED[ink], linewidth=0))


def _crossed(grid: ResidualGrid, columns: Floats, rows: Floats) -> Any:
    """Return for each cell whether a line may run through it: down by across."""
    found = np.zeros(grid.values.shape, dtype=bool)
    for values in (grid.fine, *([] if grid.least is None else [grid.least])):
        for row, column in np.ndindex(found.shape):
            across = (grid.fine_across >= columns[column]) & (grid.fine_across <= columns[column + 1])
            down = (grid.fine_down >= rows[row]) & (grid.fine_down <= rows[row + 1])
            below = values[np.ix_(down, across)] < 0
            found[row, column] |= bool(below.any() and not below.all())
    return found


def _edges(centres: Floats) -> Floats:
    """Return where cells begin and end that lie around these values."""
    middles = (centres[1:] + centres[:-1]) / 2
    return np.array([2 * centres[0] - middles[0], *middles, 2 * centres[-1] - middles[-1]])


def _size(texts: Sequence[str], edges: Floats, column: int | None = None) -> float:
    """Return the size of letters [pt] in which texts fit into a column, or each into its own."""
    widths = np.diff(edges) / (edges[-1] - edges[0]) * _CELLS
    room = widths[column] if column is not None else widths
    return float(min(_LARGEST, *np.atleast_1d(room / (np.array([len(text) for text in texts]) * _LETTER))))
