"""Tornado and switching values as tables."""

from collections.abc import Sequence

from archpers.output.table import Bar, Cell, Column, Number, Row, Setting, Table
from archpers.sensitivity.measures import Measure
from archpers.sensitivity.switching import Switch
from archpers.sensitivity.tornado import Swing


def _number(value: float | None, unit: str, absent: str = "no value") -> Cell:
    return absent if value is None else Number(value, unit)


def tornado_table(swings: Sequence[Swing], measure: Measure, own: float, *, bars: bool) -> Table:
    """Lay out a tornado: the inputs that move the measure, with the values that gave each end.

    bars: draw the swings, for a screen, instead of writing them.
    """
    moving = [swing for swing in swings if swing.swing is None or swing.swing > 0]
    still = len(swings) - len(moving)
    most = max((swing.swing or 0.0 for swing in moving), default=0.0) or 1.0
    columns = [
        Column("Input", numeric=False),
        Column("Low", "input"),
        Column("High", "input"),
        Column("At low", measure.unit),
        Column("At high", measure.unit),
        Column("", numeric=False) if bars else Column("Swing", measure.unit),
    ]
    rows = [
        Row(
            (
                swing.input + ("*" if swing.note else ""),
                Setting(swing.low_input, swing.unit),
                Setting(swing.high_input, swing.unit),
                *(_number(value, measure.unit, "infeasible") for value in (swing.low, swing.high)),
                Bar((swing.swing or 0.0) / most) if bars else _number(swing.swing, measure.unit),
            )
        )
        for swing in moving
    ]
    unmoved = f"{still} other inputs leave it as it is." if still else ""
    return Table(f"{measure.text}, {Number(own, measure.unit)} at the baseline", columns, rows, unmoved)


def tornado_notes(swings: Sequence[Swing]) -> list[str]:
    """Say which lows and highs are not the file's; the commonest note once for all, the others one by one."""
    notes: dict[str, list[str]] = {}
    for swing in swings:
        if swing.note and swing.swing != 0:
            notes.setdefault(swing.note, []).append(swing.input)
    return [
        f"* {', '.join(inputs) if len(inputs) < 4 else f'{len(inputs)} inputs'}: {note}."
        for note, inputs in notes.items()
    ]


def switch_table(switches: Sequence[Switch], measure: Measure, own: float, target: float) -> Table:
    """Lay out switching values: what each input would have to be, and how far that is from what it is."""
    moving = [switch for switch in switches if switch.why != "no effect"]
    still = len({switch.input for switch in switches if switch.why == "no effect"})
    columns = [
        Column("Input", numeric=False),
        Column("Baseline"),
        Column("Switching", "value"),
        Column("Change"),
        Column("Unit", numeric=False),
    ]
    rows = [
        Row(
            (
                switch.input,
                Setting(switch.baseline, switch.unit),
                switch.why or Setting(switch.switching_value, switch.unit),
                "" if switch.change is None else _signed(switch.change),
                switch.unit,
            )
        )
        for switch in moving
    ]
    title = f"{measure.text} reaches {Number(target, measure.unit)}, from {Number(own, measure.unit)} at the baseline"
    return Table(title, columns, rows, f"{still} other inputs have no effect on it." if still else "")


def _signed(share: float) -> str:
    text = str(Number(share, "share"))
    return text if text.startswith("-") else f"+{text}"
