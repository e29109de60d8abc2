"""Tornado and switching values as tables, and what has to be said beside them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archpers.model.precision import is_negligible
from archpers.model.registry import described
from archpers.model.release import is_released
from archpers.output.present import Answer, DataRows, Display, Note
from archpers.output.tables.headings import override_lines, released_caveat, residual_caveat
from archpers.output.tables.table import Bar, Cell, Column, Number, Row, Setting, Table
from archpers.output.tables.what_if.what_if_answers import switch_sentence, tornado_sentences
from archpers.results.evaluate import reference
from archpers.results.names import Measure
from archpers.scenario.overrides import left_out_notes
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of
from archpers.units import MONEY, SHARE, Unit
from archpers.what_if.baseline import Baseline
from archpers.what_if.messages import counted, hidden_deficits, named
from archpers.what_if.switching import MAKES_UP, Switch
from archpers.what_if.tornado import Swing, alike

_MOST_NOT_MOVED = 10


def heading(scenario: Scenario | Region, measures: Sequence[Measure]) -> list[str]:
    """Say which scenario the answer is about, what is taken together, and which values replace the file's own.

    measures: those that are shown.
    """
    pooled: list[str] = []
    whole = [described(measure.name) for measure in measures if measure.of_whole]
    if authorities_of(scenario) and whole:
        but = ", where no authority or pooling is named" if len(whole) < len(measures) else ""
        summed = {own.name for own in whole if own.pooling == "sum"}
        also = "; what is released or bought: sums" if any(map(is_released, summed)) else ""
        ratios = any(own.name not in summed for own in whole)
        how = f"ratio of totals{also}" if ratios else "sum over its authorities"
        pooled = [f"Figures of the region as one authority ({how}){but}"]
    missing = [] if scenario.reform else ["No residual is estimated: the scenario has no reform block"]
    return [scenario.name, *pooled, *missing, *override_lines(scenario)]


def warning_lines(warnings: Iterable[tuple[str, str]]) -> list[str]:
    """Write warnings, code and message, as closing lines."""
    return [f"Warning: {message}" for _, message in warnings]


def remarks(baseline: Baseline, measure: Measure, paths: Iterable[str]) -> list[str]:
    """Say what holds for all inputs that are varied one by one, and what the measure is not.

    paths: the inputs that move it.
    """
    alone = "Each input is varied by itself, all others as they are"
    if any(variable.name == "total_cost" for variable in baseline.variables.values()):
        alone += (
            ": more care managers or hours cost nothing more here (with cost.per_wte in place of cost.total, cost "
            "follows them), and less cost buys the same hours"
        )
    said = [message for _, message in baseline.notes(paths)] + [f"{alone}."]
    own = baseline.evaluate([measure])
    money = any("total_cost" in given for given in baseline.inputs.values())
    deficit = float(own.get(measure.text, 0.0)) < 0
    said += released_caveat([measure.name] if deficit else [])
    return [*said, residual_caveat(money=money, deficit=deficit)] if measure.is_residual else said


def _number(value: float | None, unit: Unit, absent: str = "no value") -> Cell:
    return absent if value is None else Number(value, unit)


def tornado_table(swings: Sequence[Swing], measure: Measure, own: float, said: Sequence[str] = ()) -> Table:
    """Lay out a tornado: the inputs that move the measure, with the values that gave each end. said: its remarks."""
    moving = [swing for swing in swings if swing.moves]
    still = sum(swing.moved for swing in swings) - len(moving)
    most = max((swing.swing or 0.0 for swing in moving), default=0.0) or 1.0
    columns = [
        Column("Input", numeric=False),
        Column("From low", "to high", numeric=False, aside=True),
        Column("At low", measure.unit.text),
        Column("At high", measure.unit.text),
        Column("Swing", measure.unit.text),
        Column("", numeric=False),
    ]
    rows = [
        Row(
            (
                swing.input + ("*" if swing.note else ""),
                f"{Setting(swing.low_input, swing.unit)} to {Setting(swing.high_input, swing.unit)}",
                *(_number(value, measure.unit, "infeasible") for value in (swing.low, swing.high)),
                _number(swing.swing, measure.unit),
                Bar((swing.swing or 0.0) / most),
            )
        )
        for swing in moving
    ]
    unmoved = [f"{counted(still, 'other input leaves', 'other inputs leave')} it as it is."] if still else []
    title = f"{measure.text}, {Number(own, measure.unit)} at the baseline"
    return Table(title, columns, rows, "\n".join([*unmoved, *said]))


def tornado_notes(swings: Sequence[Swing]) -> list[str]:
    """Say which lows and highs are assumed, a note that many share once for all, and which inputs were not moved."""
    notes: dict[tuple[str, bool], list[str]] = {}
    for swing in swings:
        if swing.note and (swing.moves or not swing.moved):
            notes.setdefault((swing.note, swing.moved), []).append(swing.input)
    return [
        f"* {named(inputs) if len(inputs) < 4 else f'{len(inputs)} inputs'}: {note}."
        if moved
        else f"Not moved: {named(inputs, _MOST_NOT_MOVED)}, since {note}."
        for (note, moved), inputs in notes.items()
    ]


def switch_table(
    switches: Sequence[Switch], measure: Measure, own: float, target: float, said: Sequence[str] = ()
) -> Table:
    """Lay out switching values: what each input would have to be, and how far that is from what it is."""
    moving = [switch for switch in switches if switch.matters]
    still = len(switches) - len(moving)  # those have one row each
    columns = [
        Column("Input", numeric=False),
        Column("Baseline"),
        Column("Switching", "value"),
        Column("Change"),
        Column("Unit", numeric=False, aside=True),
    ]
    rows = [
        Row(
            (
                switch.input,
                Setting(switch.baseline, switch.unit),
                switch.why or _value(switch),
                "" if switch.change is None else _signed(switch.change),
                switch.unit.text,
            )
        )
        for switch in moving
    ]
    title = f"{measure.text} reaches {Setting(target, measure.unit)}, from {Number(own, measure.unit)} at the baseline"
    unmoved = [f"{counted(still, 'other input has', 'other inputs have')} no effect on it."] if still else []
    if any(switch.end == "to" for switch in switches):
        unmoved.append("From, to: every value between the two reaches it as well.")
    return Table(title, columns, rows, "\n".join([*unmoved, *said]))


def switch_remarks(baseline: Baseline, measure: Measure, switches: Sequence[Switch], target: float) -> list[str]:
    """Say how the switching values are to be read, and how a time share is put back."""
    moving = dict.fromkeys(switch.input for switch in switches if switch.matters and switch.why != MAKES_UP)
    said = remarks(baseline, measure, moving)
    found = [switch for switch in switches if switch.switching_value is not None]
    if any(baseline.variables[switch.input].name == "time_share" for switch in found):
        again = f" with --balance {baseline.balance}" if baseline.balance else ""
        said.insert(
            1,
            f"To put such a share back, write archpers sweep FILE --vary PATH=VALUE{again}, which does the same; "
            "--set changes that share alone.",
        )
    worthless = [switch.input for switch in found if switch.switching_value == 0 and switch.unit == MONEY]
    if worthless and target == 0 and measure.unit.is_money:
        said.append(
            f"With {named(worthless)} at £0 it reaches £0 only because time then has no value; the hours stay as they "
            "are."
        )
    return said


def stretch_notes(switches: Sequence[Switch]) -> list[str]:
    """Say of each stretch that every value in it reaches the target, for rows that show its ends alone."""
    notes, low = [], ""
    for switch in switches:
        value = str(Setting(switch.switching_value, switch.unit))
        if switch.end == "to":
            notes.append(f"{switch.input}: every value from {low} to {value} reaches it.")
        elif switch.end in ("or more", "or less"):
            notes.append(f"{switch.input}: every value of {value} {switch.end} reaches it.")
        low = value
    return notes


def _value(switch: Switch) -> Cell:
    value = Setting(switch.switching_value, switch.unit)
    if not switch.end:
        return value
    return f"{switch.end} {value}" if switch.end in ("from", "to") else f"{value} {switch.end}"


def _signed(share: float) -> str:
    text = str(Number(0.0 if is_negligible(share, 1.0) else share, SHARE))
    return text if text.startswith("-") else f"+{text}"


def tornado_answer(baseline: Baseline, measure: Measure, own: float, swings: Sequence[Swing]) -> Answer:
    """Answer which input moves a measure most. own: its value at the baseline."""
    notes = [*left_out_notes(baseline.scenario.document), *tornado_notes(swings)]
    answer = tornado_sentences(measure, swings, alike(baseline, measure, swings))
    said = remarks(baseline, measure, [swing.input for swing in swings if swing.moves])
    table = tornado_table(swings, measure, own, said)
    columns = ("input", "low_input", "high_input", "low", "high", "swing")
    beside = [*(note.removeprefix("* ") for note in notes), *said]
    return _answer(baseline, measure, answer, (table, notes), (columns, swings), beside)


def switch_answer(
    baseline: Baseline, measure: Measure, own: float, target: float, switches: Sequence[Switch]
) -> Answer:
    """Answer what each input would have to be for a measure to reach a target. own: its value at the baseline."""
    said = switch_remarks(baseline, measure, switches, target)
    table = switch_table(switches, measure, own, target, said)
    answer = [switch_sentence(measure, switches, baseline.variables, target)]
    columns = ("input", "baseline", "switching_value", "change")
    return _answer(baseline, measure, answer, (table, []), (columns, switches), [*stretch_notes(switches), *said])


def _answer(
    baseline: Baseline,
    measure: Measure,
    answer: Iterable[str],
    shown: tuple[Table, Sequence[str]],
    data: tuple[Sequence[str], Sequence[NamedTuple]],
    beside: Sequence[str],
) -> Answer:
    """Make an answer of a table with what stands below it, records with the columns of their data, and notes."""
    table, below = shown
    columns, records = data
    warnings = hidden_deficits(baseline.scenario, [measure])
    rows = [tuple(getattr(each, column) for column in columns) for each in records]
    title, *rest = heading(baseline.scenario, [measure])
    head, closing = [title, *answer, *rest], [*below, *warning_lines(warnings)]
    notes = [Note("note", text) for text in beside]
    notes += [Note("warning", message, code) for code, message in warnings]
    return Answer(
        layout=lambda _: Display(head, [table], closing),
        rows=lambda: DataRows(columns, rows),
        document=lambda: {
            "scenario": reference(baseline.scenario),
            "quantity": measure.text,
            "rows": [dict(zip(columns, row, strict=True)) for row in rows],
            "warnings": [{"code": code, "message": message} for code, message in warnings],
        },
        notes=lambda: notes,
        beside=("csv", "json"),
    )
