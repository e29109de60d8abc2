"""A sweep on the screen: a table with bars for one input, a heat map for two, a summary for more."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from archpers.output.formats.heat_map import HeatMap
from archpers.output.tables.headings import released_caveat, residual_caveat
from archpers.output.tables.table import Bar, Cell, Column, Number, Row, Setting, Table
from archpers.output.tables.what_if.what_if_tables import warning_lines
from archpers.results.names import Measure
from archpers.what_if.messages import named
from archpers.what_if.sweep import Extreme, Gaps, Summary, Sweep
from archpers.what_if.variable_inputs import VariableInput

MOST_HEADING, MOST_LABEL = 12, 26
"""Longer headings of columns and of the labels [characters] are folded, which leaves room for bars at 80 columns."""
MOST_AUTHORITIES = 12
MOST_NAMED = 6
SHOWN_OF_AUTHORITIES = "residual_share_of_hours"
MOST_ROWS = 60
"""More values than this on one axis are summed up on a screen; a file has them all."""


def fits_screen(sweep: Sweep) -> bool:
    """Say whether every point can be shown: one or two axes, neither too long."""
    return len(sweep.axes) <= 2 and all(axis.size <= MOST_ROWS for axis in sweep.axes)


class Screen(NamedTuple):
    """What a sweep shows: its answer in a sentence, tables and heat maps, and closing lines."""

    answer: str
    parts: list[Table | HeatMap]
    closing: list[str]


def screen(sweep: Sweep, *, asked: bool) -> Screen:
    """Lay out a sweep for a screen or a document: all points where they fit, else what they come to.

    asked: whether the measures were asked for, and are all shown. Of those shown of its own accord, a heat map has the
    first, and a table sets each authority apart.
    """
    whole = [measure for measure in sweep.measures if asked or not measure.scope]
    beside = [measure for measure in sweep.measures if measure not in whole]
    summary = sweep.summary()
    parts: list[Table | HeatMap]
    closing: list[str] = []
    if not fits_screen(sweep):
        shown = [*whole, *(measure for measure in beside if measure.name == whole[0].name)]
        parts = [summary_table(sweep, shown, summary)]
        closing = ["This is a summary: all rows go to a file, with -o FILE.csv, .json or .parquet."]
    elif len(sweep.axes) == 2:
        shown = whole[: None if asked else 1]
        parts = [heat_map(sweep, measure) for measure in shown]
    else:
        authorities = [measure for measure in beside if measure.name == SHOWN_OF_AUTHORITIES][:MOST_AUTHORITIES]
        shown = [*whole, *authorities]
        parts = [sweep_table(sweep, whole, "Sweep")]
        if authorities:
            title = f"{SHOWN_OF_AUTHORITIES}, pooled and of each authority"
            parts.append(sweep_table(sweep, authorities, title, apart=True))
    return Screen(sweep_sentence(sweep, summary, whole[0]), parts, [*closing, *_about(sweep, summary, shown)])


def _about(sweep: Sweep, summary: Summary, shown: Sequence[Measure]) -> Iterator[str]:
    """Say what a reader has to know of the values that are shown."""
    yield from (message for _, message in (*gap_messages(sweep, summary.gaps, shown), *sweep.notes()))
    if any(measure.is_residual for measure in shown):
        yield residual_caveat(money=any("total_cost" in given for given in sweep.baseline.inputs.values()))
    yield from released_caveat(measure.name for measure in shown if summary.below_zero[measure.text])
    yield from warning_lines(sweep.warnings())


def gap_messages(sweep: Sweep, gaps: Gaps, measures: Sequence[Measure]) -> Iterator[tuple[str, str]]:
    """Say how many points have no value, and why, code and message."""
    if gaps.infeasible:
        yield (
            "infeasible",
            f"{gaps.infeasible:,} of {sweep.points:,} points are infeasible and have no value "
            f"({sweep.infeasible_because()}).",
        )
    names = [measure.text for measure in measures]
    for count in sorted({gaps.missing[name] for name in names} - {0}, reverse=True):
        alike = [name for name in names if gaps.missing[name] == count]
        yield (
            "value_does_not_exist",
            f"At {count:,} of {sweep.points:,} points there is no value for {named(alike, MOST_NAMED)}: "
            "a division by zero, or a number too large to compute.",
        )


def sweep_table(sweep: Sweep, measures: Sequence[Measure], title: str, *, apart: bool = False) -> Table:
    """Lay out a sweep over one input: a row for each value, a bar for the first measure, a line where it turns.

    apart: the measures are one quantity, which the title names, set apart by authority; headings tell only those.
    """
    (axis,) = sweep.axes
    grid, feasible = sweep.grid()
    first = grid[measures[0].text]
    most = max((abs(value) for value in first.tolist() if math.isfinite(value)), default=0.0) or 1.0
    rows: list[Row] = []
    below = None
    own, mark = axis.baseline_index(), _rescaled_mark(sweep)
    for index, setting in enumerate(axis.values().tolist()):
        label = _setting(axis.variable, setting) + (f" (baseline{mark})" if index == own else "")
        values = [float(grid[measure.text][index]) for measure in measures]
        if below is not None and math.isfinite(values[0]) and below != (values[0] < 0):
            rows.append(Row((f"- {'above' if below else 'below'} zero -", *[""] * (len(measures) + 1))))
        below = values[0] < 0 if math.isfinite(values[0]) else below
        bar = Bar(abs(values[0]) / most if math.isfinite(values[0]) else None)
        cells = (_cell(value, measure, bool(feasible[index])) for value, measure in zip(values, measures, strict=True))
        rows.append(Row((label, *cells, bar), emphasis=index == own, alarm=values[0] < 0))
    unit = "change" if axis.variable.change else axis.variable.unit.text
    columns = [
        Column(axis.variable.path, unit, numeric=False, fold=MOST_LABEL),
        *(Column(each.scope if apart else each.text, each.unit.text, fold=MOST_HEADING) for each in measures),
        Column("", numeric=False),
    ]
    return Table(title, columns, rows, "" if apart else _own_values(sweep, measures))


def _setting(variable: VariableInput, value: float) -> str:
    """Write a value of an input; a change has its sign."""
    text = str(Setting(value, variable.unit))
    return f"+{text}" if variable.change and value > 0 else text


def _value(value: float, feasible: bool) -> float | str:
    """Return a value, or the word for why there is none."""
    if not feasible:
        return "infeasible"
    return value if math.isfinite(value) else "no value"


def _cell(value: float, measure: Measure, feasible: bool = True) -> Cell:
    found = _value(value, feasible)
    return found if isinstance(found, str) else Number(found, measure.unit)


def _own_place(sweep: Sweep) -> tuple[int, ...] | None:
    """Return the position of the scenario's own values on each axis; None where they are not among those shown."""
    places = [axis.baseline_index() for axis in sweep.axes]
    return None if None in places else tuple(place for place in places if place is not None)


def _rescaled_mark(sweep: Sweep) -> str:
    """Return an asterisk where the point of the scenario's own values gives others than the scenario.

    That is so where its time shares, which rounding leaves at 99.9%, are brought to 100% because one of them varies.
    """
    place = _own_place(sweep)
    if place is None:
        return ""
    grid, _ = sweep.grid()
    pairs = ((grid[text][place], own) for text, own in sweep.own.items() if text in grid)
    return "" if all(np.isclose(here, own, rtol=1e-9, atol=0.0, equal_nan=True) for here, own in pairs) else "*"


def _own_values(sweep: Sweep, measures: Sequence[Measure]) -> str:
    """Say what the scenario's own values give, where no point that is shown says so."""
    mark = _rescaled_mark(sweep)
    if _own_place(sweep) is not None and not mark:
        return ""
    inputs = ", ".join(f"{axis.variable.path} = {_setting(axis.variable, axis.variable.value)}" for axis in sweep.axes)
    gives = "give" if sweep.axes[1:] else "gives"
    values = ", ".join(f"{each.text} = {_cell(sweep.own[each.text], each)}" for each in measures)
    if mark:
        return f"* The time shares brought to 100%. As the scenario gives them, {inputs} {gives} {values}."
    return f"The scenario's own values are not among those shown: {inputs} {gives} {values}."


def heat_map(sweep: Sweep, measure: Measure) -> HeatMap:
    """Lay out one measure over two inputs."""
    row_axis, column_axis = sweep.axes
    grid, feasible = sweep.grid()
    place = _own_place(sweep)
    brackets = f"Brackets mark the scenario's own values{_rescaled_mark(sweep)}." if place else ""
    return HeatMap(
        f"{measure.text} [{measure.unit}]",
        measure.unit,
        row_axis.variable.path,
        [_setting(row_axis.variable, value) for value in row_axis.values().tolist()],
        column_axis.variable.path,
        [_setting(column_axis.variable, value) for value in column_axis.values().tolist()],
        [
            [_value(value, there) for value, there in zip(values, possible, strict=True)]
            for values, possible in zip(grid[measure.text].tolist(), feasible.tolist(), strict=True)
        ],
        (place[0], place[1]) if place else None,
        "\n".join(filter(None, (brackets, _own_values(sweep, [measure])))),
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
        Row(
            (
                measure.text,
                *_extent(sweep, summary, measure),
                f"{summary.below_zero[measure.text]:,}",
                measure.unit.text,
            )
        )
        for measure in measures
    ]
    return Table(f"{sweep.points:,} points", columns, rows)


def _extent(sweep: Sweep, summary: Summary, measure: Measure) -> Iterator[Cell]:
    yield _cell(sweep.own[measure.text], measure)
    for extremes in (summary.least, summary.greatest):
        yield _cell(extremes[measure.text].value, measure) if measure.text in extremes else "no value"


def sweep_sentence(sweep: Sweep, summary: Summary, measure: Measure) -> str:
    """Say between what a measure lies, at which values of the inputs, and how often it is negative."""
    if measure.text not in summary.least:
        return f"{measure.text} has no value at any of the {sweep.points:,} points."
    least, greatest = (_at(sweep, found[measure.text], measure) for found in (summary.least, summary.greatest))
    below = summary.below_zero[measure.text]
    negative = f"; it is below zero at {below:,} of {sweep.points:,} points" if below else ""
    return f"{measure.text} lies between {least} and {greatest}{negative}."


def _at(sweep: Sweep, extreme: Extreme, measure: Measure) -> str:
    inputs = ", ".join(
        f"{axis.variable.path} = {_setting(axis.variable, extreme.point[axis.variable.path])}" for axis in sweep.axes
    )
    return f"{Number(extreme.value, measure.unit)} ({inputs})"
