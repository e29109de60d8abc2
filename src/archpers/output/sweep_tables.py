"""A sweep on the screen: a table with bars for one input, a heat map for two, a summary for more."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archpers.output.heat_map import HeatMap
from archpers.output.table import Bar, Cell, Column, Number, Row, Setting, Table
from archpers.sensitivity.measures import Measure
from archpers.sensitivity.sweep import Extreme, Summary, Sweep

MOST_HEADING = 15
MOST_AUTHORITIES = 12
SHOWN_OF_AUTHORITIES = "residual_share_of_hours"
MOST_ROWS = 60
"""More values than this on one axis are summed up on a screen; a file has them all."""


def fits_screen(sweep: Sweep) -> bool:
    """Say whether every point can be shown: one or two axes, neither too long."""
    return len(sweep.axes) <= 2 and all(axis.size <= MOST_ROWS for axis in sweep.axes)


class Screen(NamedTuple):
    """What a sweep shows: tables and heat maps, and closing lines."""

    parts: list[Table | HeatMap]
    closing: list[str]


def screen(sweep: Sweep, *, asked: bool) -> Screen:
    """Lay out a sweep for a screen or a document: all points where they fit, else what they come to.

    asked: whether the measures were asked for; those of its own accord are shown by their first in a heat map.
    """
    whole = [measure for measure in sweep.measures if not measure.scope] or list(sweep.measures)
    beside = [measure for measure in sweep.measures if measure.scope and measure not in whole]
    if not fits_screen(sweep):
        summary = sweep.summary()
        measures = [*whole, *(measure for measure in beside if measure.name == whole[0].name)]
        closing = [line for measure in whole[:1] for line in _extremes(sweep, summary, measure)]
        closing.append("This is a summary: all rows go to a file, with -o FILE.csv, .json or .parquet.")
        return Screen([summary_table(sweep, measures, summary)], [*closing, *infeasible(sweep, summary.infeasible)])
    count = int((~sweep.grid()[1]).sum())
    if len(sweep.axes) == 2:
        return Screen([heat_map(sweep, measure) for measure in whole[: None if asked else 1]], infeasible(sweep, count))
    parts: list[Table | HeatMap] = [sweep_table(sweep, whole, "Sweep")]
    authorities = [measure for measure in beside if measure.name == SHOWN_OF_AUTHORITIES]
    if authorities:
        title = f"{SHOWN_OF_AUTHORITIES}, pooled and of each authority"
        parts.append(sweep_table(sweep, authorities[:MOST_AUTHORITIES], title))
    return Screen(parts, infeasible(sweep, count))


def infeasible(sweep: Sweep, count: int) -> list[str]:
    """Say how many points no file could hold, and why."""
    if not count:
        return []
    return [f"{count:,} of {sweep.points:,} points are infeasible and have no value ({sweep.infeasible_because()})."]


def sweep_table(sweep: Sweep, measures: Sequence[Measure], title: str) -> Table:
    """Lay out a sweep over one input: a row for each value, a bar for the first measure, a line where it turns."""
    (axis,) = sweep.axes
    grid, feasible = sweep.grid()
    first = grid[measures[0].text]
    most = max((abs(value) for value in first.tolist() if math.isfinite(value)), default=0.0) or 1.0
    rows: list[Row] = []
    below = None
    own = axis.baseline_index()
    for index, setting in enumerate(axis.values().tolist()):
        label = str(Setting(setting, axis.lever.unit)) + (" (baseline)" if index == own else "")
        values = [float(grid[measure.text][index]) for measure in measures]
        if below is not None and math.isfinite(values[0]) and below != (values[0] < 0):
            rows.append(Row((f"- {'above' if below else 'below'} zero -", *[""] * (len(measures) + 1))))
        below = values[0] < 0 if math.isfinite(values[0]) else below
        bar = Bar(abs(values[0]) / most if math.isfinite(values[0]) else None)
        cells = (_cell(value, measure, bool(feasible[index])) for value, measure in zip(values, measures, strict=True))
        rows.append(Row((label, *cells, bar), emphasis=index == own, alarm=values[0] < 0))
    columns = [
        Column(axis.lever.path, "change" if axis.lever.change else axis.lever.unit, numeric=False),
        *(Column(*_heading(measure)) for measure in measures),
        Column("", numeric=False),
    ]
    note = "" if own is not None or measures[0].scope else _elsewhere(sweep, measures)
    return Table(title, columns, rows, note)


def _heading(measure: Measure) -> tuple[str, str]:
    """Return the two lines of a heading: name and unit; a long name, which tells its unit, takes both."""
    text = measure.scope or measure.text
    if len(text) <= MOST_HEADING or "_" not in text:
        return text, measure.unit
    middle = min((i for i, letter in enumerate(text) if letter == "_"), key=lambda i: abs(i - len(text) / 2))
    return text[:middle], text[middle:]


def _cell(value: float, measure: Measure, feasible: bool) -> Cell:
    if not feasible:
        return "infeasible"
    return Number(value, measure.unit) if math.isfinite(value) else "no value"


def _elsewhere(sweep: Sweep, measures: Sequence[Measure]) -> str:
    inputs = ", ".join(f"{axis.lever.path} = {Setting(axis.lever.value, axis.lever.unit)}" for axis in sweep.axes)
    values = ", ".join(
        f"{measure.text} = {Number(float(sweep.own[measure.text]), measure.unit)}" for measure in measures
    )
    return f"The scenario's own values are not among those shown: {inputs} gives {values}."


def heat_map(sweep: Sweep, measure: Measure) -> HeatMap:
    """Lay out one measure over two inputs."""
    row_axis, column_axis = sweep.axes
    grid, _ = sweep.grid()
    row, column = row_axis.baseline_index(), column_axis.baseline_index()
    return HeatMap(
        f"{measure.text} [{measure.unit}]",
        measure.unit,
        row_axis.lever.path,
        [Setting(value, row_axis.lever.unit) for value in row_axis.values().tolist()],
        column_axis.lever.path,
        [Setting(value, column_axis.lever.unit) for value in column_axis.values().tolist()],
        [[value if math.isfinite(value) else None for value in values] for values in grid[measure.text].tolist()],
        (row, column) if row is not None and column is not None else None,
    )


def summary_table(sweep: Sweep, measures: Sequence[Measure], summary: Summary) -> Table:
    """Lay out what a sweep comes to: for each measure its least and greatest value, and how often it is negative."""
    columns = (
        Column("", numeric=False),
        Column("Baseline"),
        Column("Least"),
        Column("Greatest"),
        Column("Points", "below zero"),
        Column("Unit", numeric=False),
    )
    rows = [
        Row((measure.text, *_extent(sweep, summary, measure), f"{summary.below_zero[measure.text]:,}", measure.unit))
        for measure in measures
    ]
    return Table(f"{sweep.points:,} points", columns, rows)


def _extent(sweep: Sweep, summary: Summary, measure: Measure) -> Iterator[Cell]:
    yield _cell(float(sweep.own[measure.text]), measure, feasible=True)
    for extremes in (summary.least, summary.greatest):
        yield _cell(extremes[measure.text].value, measure, feasible=True) if measure.text in extremes else "no value"


def _extremes(sweep: Sweep, summary: Summary, measure: Measure) -> Iterator[str]:
    """Say which values of the inputs gave the least and the greatest value of a measure."""
    for word, found in (("least", summary.least), ("greatest", summary.greatest)):
        if measure.text in found:
            yield f"The {word} {measure.text}, {_at(sweep, found[measure.text], measure)}."


def _at(sweep: Sweep, extreme: Extreme, measure: Measure) -> str:
    inputs = ", ".join(
        f"{axis.lever.path} = {Setting(extreme.point[axis.lever.path], axis.lever.unit)}" for axis in sweep.axes
    )
    return f"{Number(extreme.value, measure.unit)}, comes with {inputs}"
