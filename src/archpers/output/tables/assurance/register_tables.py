"""The register of assumptions as tables: what matters most, what speaks for each input, and what has changed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archpers.output.tables.table import AsGiven, Column, Number, Row, Table, in_full
from archpers.rounding import significant
from archpers.units import Unit
from archpers.what_if.assumption_changes import AssumptionChange
from archpers.what_if.assumption_register import EVIDENCE, Assumption, Register

_PLACE = Unit("place", 0, "ratio")
MOST_ON_SCREEN = 40
"""So many inputs stand on a screen; a file has all of them."""


def effect_table(found: Register, most: int | None = None) -> Table:
    """Lay out the inputs, what matters most first: value, range, effect, and what its evidence lacks.

    most: how many to show; None for all.
    """
    unit = found.measure.unit
    columns = [
        Column("Input", numeric=False),
        Column("Rank"),
        Column("Effect", unit.text),
        Column("Lacks", numeric=False),
        Column("Value"),
        Column("Low"),
        Column("High"),
        Column("Unit", numeric=False),
    ]
    rows = [_effect_row(row, unit) for row in found.by_rank()[:most]]
    return Table("What matters most, and what speaks for it", columns, rows, "\n".join(_effect_notes(found, most)))


def _effect_row(row: Assumption, unit: Unit) -> Row:
    """unit: of the effect."""
    cells = (
        row.path,
        AsGiven(row.rank, _PLACE),
        "not known" if row.effect is None else Number(row.effect, unit),
        lacking(row),
        AsGiven(row.value, row.unit),
        AsGiven(row.low, row.unit),
        AsGiven(row.high, row.unit),
        row.unit.text,
    )
    return Row(cells, alarm=bool(row.past_review))


def _effect_notes(found: Register, most: int | None) -> Iterator[str]:
    own = "no value" if found.own is None else str(Number(found.own, found.measure.unit))
    yield (
        f"Effect: how far {found.measure.text} ({own} as things stand) moves between the low and the high of the "
        "input, all others as they are."
    )
    if any(not row.range_is_own and row.effect is not None for row in found.rows):
        yield "Without a range of its own an input is moved by 10% of its value, which nobody has said is plausible."
    if most is not None and len(found.rows) > most:
        yield f"{len(found.rows) - most:,} more inputs stand in a file: -o FILE.md, .xlsx, .csv or .json."


def lacking(row: Assumption) -> str:
    """Say what the evidence of an input lacks, a review that is overdue among it; empty where it lacks nothing."""
    said = (
        ("review", bool(row.past_review)),
        ("source", row.source is None),
        ("range", not row.range_is_own and row.kind != "constant"),
        ("sign-off", not row.answered_for),
    )
    return ", ".join(word for word, lacks in said if lacks)


def evidence_table(found: Register) -> Table:
    """Lay out what speaks for each input, in the order of the file."""
    inherited = "the source of the whole file" if found.scenario.source else "none"
    evidence = (key.replace("_", " ").capitalize() for key in EVIDENCE)
    columns = [Column(heading, numeric=False) for heading in ("Input", "What it is", "Stands at", *evidence)]
    cells = (
        (row.path, row.label, row.stands_at, row.source or inherited, *(_text(row, key) for key in EVIDENCE[1:]))
        for row in found.rows
    )
    return Table("What speaks for each input", columns, [Row(each) for each in cells])


def _text(row: Assumption, key: str) -> str:
    return " ".join((getattr(row, key) or "").split())


def change_table(changes: Sequence[AssumptionChange], title: str) -> Table:
    """Lay out what differs from an earlier file."""
    columns = [Column(heading, numeric=False) for heading in ("Where", "What", "Before", "Now")]
    rows = [
        Row((each.path, each.field or each.kind, shown(each.before, each.unit), shown(each.after, each.unit)))
        for each in changes
    ]
    return Table(title, columns, rows, "" if rows else "Nothing: the two say the same.")


def shown(value: Any, unit: Unit | None) -> str:
    """Write what a file says: a number in its unit, text on one line, `nothing` for None."""
    if value is None:
        return "nothing"
    if isinstance(value, float):
        return significant(value) if unit is None else unit.behind(in_full(value, unit))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {shown(own, None)}" for key, own in value.items())
    return " ".join(str(value).split())
