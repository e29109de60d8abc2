"""The outcome of a check: a line for each expectation, and a table with the failures first."""

from collections.abc import Sequence
from typing import BinaryIO

from archpers.output.present import Answer, DataRows, Display
from archpers.output.tables.table import NOT_ESTIMATED, Column, Row, Table
from archpers.results.expectations import Outcome

_COLUMNS = ("file", "line", "quantity", "expected", "actual", "holds")


def check_answer(found: Sequence[Outcome]) -> Answer:
    """Answer whether results are what the files expect them to be."""
    failed = sum(not outcome.holds for outcome in found)
    named = f"{len(found)} expectation{'s' if len(found) != 1 else ''}"
    closing = [f"{named}: {len(found) - failed} met, {failed} not met."]
    lines = [_line(outcome) for outcome in sorted(found, key=lambda outcome: outcome.holds, reverse=True)]

    def junit(stream: BinaryIO) -> None:
        from archpers.output.formats.junit import junit_text

        stream.write(junit_text(found).encode())

    return Answer(
        layout=lambda _: Display(lines, closing=closing),
        paper=lambda: Display(["Expectations"], [_table(found)], closing),
        rows=lambda: DataRows(_COLUMNS, found),
        document=lambda: [outcome._asdict() for outcome in found],
        own={"junit": junit},
        beside=(),
    )


def _place(outcome: Outcome) -> str:
    return outcome.file if outcome.line is None else f"{outcome.file}:{outcome.line}"


def _actual(outcome: Outcome) -> str:
    return NOT_ESTIMATED if outcome.actual is None else f"{outcome.actual:.10g}"


def _line(outcome: Outcome) -> str:
    found = f"{outcome.quantity} = {_actual(outcome)}, expected {outcome.expected}"
    return f"{'ok  ' if outcome.holds else 'FAIL'} {_place(outcome)} {found}"


def _table(found: Sequence[Outcome]) -> Table:
    headings = ("Quantity", "File", "Expected", "Actual", "Outcome")
    rows = [
        Row(
            (each.quantity, _place(each), each.expected, _actual(each), "holds" if each.holds else "FAILS"),
            alarm=not each.holds,
        )
        for each in sorted(found, key=lambda outcome: outcome.holds)
    ]
    return Table("Failures first", [Column(heading, numeric=False) for heading in headings], rows)
