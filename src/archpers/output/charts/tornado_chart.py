"""The tornado chart: how far each input moves the residual."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from archpers.model.registry import described
from archpers.output.charts.drawing import DEFICIT, FAINT, INK, Chart, shorts
from archpers.output.tables.table import Number, Setting, Table
from archpers.output.tables.what_if_tables import tornado_notes, tornado_table
from archpers.results.names import Measure
from archpers.results.result import Result
from archpers.scenario.overrides import left_out_notes
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of, scopes
from archpers.what_if.tornado import ResidualTornado, Swing
from archpers.what_if.variable_inputs import VariableInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 12
"""So many inputs a tornado shows; those that move the result less are left to `archpers tornado`."""

_BELOW, _ABOVE = "#9db8d2", "#1f4e79"


def tornado_chart(scenario: Scenario | Region, result: Result, found: ResidualTornado) -> Chart:
    """Chart how far each input moves the residual between its low and its high."""
    baseline, measure, own, swings = found
    moving = [swing for swing in swings if swing.swing]
    shown = moving[:MOST_BARS]
    left = len(moving) - len(shown)
    notes = [
        *tornado_notes([*shown, *(swing for swing in swings if not swing.moved)]),
        f"{left} more inputs move it less." if left else "",
        *left_out_notes(scenario.document),
    ]
    table = tornado_table([*shown, *(swing for swing in swings if not swing.swing)], measure, own)
    labels = {swing.input: _label(scenario, baseline.variables[swing.input]) for swing in shown}
    table = _named(table._replace(note=" ".join(filter(None, [table.note, *notes]))), labels)
    title = "What moves the residual most"
    words = ", ".join(
        f"{labels[swing.input]} from {Number(swing.low, measure.unit)} to {Number(swing.high, measure.unit)}"
        for swing in shown[:3]
    )
    return Chart(
        "tornado",
        title,
        f"Largest swings: {words}; {Number(own, measure.unit)} as things stand.",
        table,
        lambda axes: _draw_tornado(axes, shown, labels, own, measure),
        0.46 * len(shown) + 0.9,
        "Each bar is one input by itself, from its low value (light) to its high value (dark).",
    )


def _label(scenario: Scenario | Region, variable: VariableInput) -> str:
    """Name an input in a line: where several share a meaning, the authority and the function."""
    what = described(variable.name).words
    if variable.member is not None:
        kind = "Core hours" if variable.path.startswith("reform.") else what
        what = f"{kind}: {labels_of(scenario).get(variable.member, variable.member)}"
    every = list(scopes(scenario))
    if len(variable.authorities) == len(every):
        return what
    return f"{shorts(every, 14)[every.index(variable.authorities[0])]}: {what}"


def _axis(measure: Measure) -> str:
    return described(measure.name).listed


def _named(table: Table, labels: Mapping[str, str]) -> Table:
    """Put the inputs' names in place of their paths; a star stays."""
    rows = []
    for row in table.rows:
        path, star, _ = str(row.cells[0]).partition("*")
        rows.append(row._replace(cells=(labels.get(path, path) + star, *row.cells[1:])))
    return table._replace(rows=rows)


def _draw_tornado(
    axes: "Axes", swings: Sequence[Swing], labels: Mapping[str, str], own: float, measure: Measure
) -> None:
    cut = shorts([labels[swing.input] for swing in swings], 62)
    for position, (swing, label) in enumerate(zip(swings, cut, strict=True)):
        _draw_swing(axes, position, swing, own)
        axes.annotate(
            label,
            (0, position - 0.46),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=9,
        )
    ends = [end for swing in swings for end in (swing.low, swing.high) if end is not None]
    span = (max(ends) - min(ends)) or 1.0
    axes.set_xlim(min(ends) - 0.16 * span, max(ends) + 0.16 * span)
    axes.set_ylim(len(swings) - 0.6, -0.8)
    axes.axvline(own, color=INK, linewidth=1)
    if axes.get_xlim()[0] < 0 < axes.get_xlim()[1]:
        axes.axvline(0, color=DEFICIT, linewidth=1.4, linestyle="--")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _: str(Number(value, measure.unit)))
    axes.set_xlabel(f"{_axis(measure)}, {measure.unit}")


def _draw_swing(axes: "Axes", position: int, swing: Swing, own: float) -> None:
    """Draw the bars of one input to either side, with the values that it was given at their ends."""
    for end, put, colour in ((swing.low, swing.low_input, _BELOW), (swing.high, swing.high_input, _ABOVE)):
        if end is None:
            continue
        axes.barh(position, end - own, left=own, color=colour, height=0.42)
        side = 1 if end >= own else -1
        axes.annotate(
            str(Setting(put, swing.unit)),
            (end, position),
            (4 * side, 0),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
            va="center",
            fontsize=8.5,
            color=FAINT,
        )
