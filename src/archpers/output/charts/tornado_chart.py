"""The tornado chart: how far each input moves the residual."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from archpers.model.definition import within_a_sentence
from archpers.model.registry import described
from archpers.model.release import is_released
from archpers.output.charts.bar_names import shorts
from archpers.output.charts.drawing import DEFICIT, FAINT, GROUND, INK, Chart
from archpers.output.charts.keys import area, key, line
from archpers.output.tables.table import Number, Setting, Table
from archpers.output.tables.what_if.what_if_answers import most_moved
from archpers.output.tables.what_if.what_if_tables import tornado_notes, tornado_table
from archpers.results.names import Measure
from archpers.results.result import Result
from archpers.scenario.overrides import left_out_notes
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of, scopes
from archpers.what_if.tornado import ResidualTornado, Swing, alike
from archpers.what_if.variable_inputs import VariableInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 12
"""So many inputs a tornado shows; those that move the result less are left to `archpers tornado`."""

_LINE, _HALF = 84, 0.21
"""So many letters have room in a line above a bar; half the height of a bar, where 1 is from bar to bar."""
_OWN: dict[str, Any] = {"color": INK, "linewidth": 1.0}
_NOTHING: dict[str, Any] = {"color": DEFICIT, "linewidth": 1.4, "linestyle": "--"}
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
    names = {swing.input: _label(scenario, baseline.variables[swing.input], inside=True) for swing in shown}
    names[measure.text] = described(measure.name).label
    title = most_moved(measure, moving, alike(baseline, measure, moving), most=1, names=names)
    words = ", ".join(
        f"{labels[swing.input]} from {Number(swing.low, measure.unit)} to {Number(swing.high, measure.unit)}"
        for swing in shown[:3]
    )
    return Chart(
        "tornado",
        title.removesuffix("."),
        f"Largest swings: {words}; {Number(own, measure.unit)} as things stand.",
        table,
        lambda axes: _draw_tornado(axes, shown, labels, own, measure),
        (0.6 if any(len(label) > _LINE for label in labels.values()) else 0.46) * len(shown) + 0.9,
        "Each bar is one input by itself, between the two values of it that stand at its ends.",
    )


def _label(scenario: Scenario | Region, variable: VariableInput, *, inside: bool = False) -> str:
    """Name an input in a line: where several share a meaning, the authority and the function.

    inside: it stands within a sentence.
    """
    what = described(variable.name).words
    if variable.member is not None:
        kind = "Core hours" if variable.path.startswith("reform.") else what
        what = f"{kind}: {labels_of(scenario).get(variable.member, variable.member)}"
    what = within_a_sentence(what) if inside else what
    every = list(scopes(scenario))
    if len(variable.authorities) == len(every):
        return what
    return f"{shorts(every, 30)[every.index(variable.authorities[0])]}: {what}"


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
    ends = [end for swing in swings for end in (swing.low, swing.high) if end is not None]
    span = (max(ends) - min(ends)) or 1.0
    axes.set_xlim(min(ends) - 0.16 * span, max(ends) + 0.16 * span)
    through = axes.get_xlim()[0] < 0 < axes.get_xlim()[1]
    cut = shorts([labels[swing.input] for swing in swings], 2 * _LINE)
    for position, (swing, label) in enumerate(zip(swings, cut, strict=True)):
        _draw_swing(axes, position, swing, own, GROUND if through else None)
        above: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "va": "bottom", "fontsize": 8.4}
        axes.annotate("\n".join(wrap(label, _LINE)), (0, position - _HALF - 0.06), **above)
    axes.set_ylim(len(swings) - 0.6, -0.8 - (len(cut[0]) > _LINE) * 0.3)
    told = str(Number(own, measure.unit))
    entries = [area(_BELOW, "at its low"), area(_ABOVE, "at its high"), line(f"as things stand, {told}", **_OWN)]
    _mark(axes, own, len(swings), **_OWN)
    if through:
        _mark(axes, 0.0, len(swings), **_NOTHING)
        below = "nothing to release" if is_released(measure.name) else "a deficit" if measure.is_residual else ""
        entries.append(line(f"0, left of it {below}" if below else "0", **_NOTHING))
    key(axes, entries)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    longest = max(len(str(Number(end, measure.unit))) for end in axes.get_xlim())
    axes.locator_params(axis="x", nbins=max(1, min(5, 60 // (longest + 2))))
    axes.xaxis.set_major_formatter(lambda value, _: str(Number(value, measure.unit)))
    axes.set_xlabel(f"{described(measure.name).listed}, {measure.unit}")


def _mark(axes: "Axes", value: float, count: int, **style: Any) -> None:
    """Draw a line across the bars, but not across what is written above each."""
    pieces = [[position - _HALF - 0.03, position + _HALF + 0.03, float("nan")] for position in range(count)]
    axes.plot([value] * 3 * count, [end for piece in pieces for end in piece], zorder=3, **style)


def _draw_swing(axes: "Axes", position: int, swing: Swing, own: float, ground: dict[str, Any] | None) -> None:
    """Draw the bars of one input to either side, with the values that it was given at their ends.

    Where both lie to the same side, the value of the shorter stands on the other side. ground: behind the values.
    """
    ends = [(swing.low, swing.low_input, _BELOW), (swing.high, swing.high_input, _ABOVE)]
    far = max((end - own for end, _, _ in ends if end is not None), key=abs, default=0.0)
    for end, put, colour in sorted(ends, key=lambda each: -abs((each[0] or 0.0) - own)):
        if end is None:
            continue
        axes.barh(position, end - own, left=own, color=colour, height=2 * _HALF)
        apart = end - own == far or (end - own) * far < 0
        side = 1 if (end - own if apart else -far) >= 0 else -1
        axes.annotate(
            str(Setting(put, swing.unit)),
            (end if apart else own, position),
            (4 * side, 0),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
            va="center",
            fontsize=8.5,
            color=FAINT,
            zorder=4,
            bbox=ground,
        )
