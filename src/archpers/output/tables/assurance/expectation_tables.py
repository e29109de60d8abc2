"""The outcome of a check: a line for each expectation, and a table with the failures first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from archpers.errors import Problem
from archpers.output.present import Answer, DataRows, Display
from archpers.output.tables.table import NOT_ESTIMATED, Column, Row, Table
from archpers.results.expectations import Outcome
from archpers.what_if.messages import named

_COLUMNS = (*Outcome._fields, "problem")


def check_answer(
    found: Sequence[Outcome],
    invalid: Sequence[Problem] = (),
    silent: Sequence[str] = (),
    read: Sequence[Mapping[str, Any]] = (),
) -> Answer:
    """Answer whether results are what the files expect them to be.

    invalid: problems of files that cannot be checked. silent: files that expect nothing. read: name, file and SHA-256
    of those that could be read.
    """
    answer = list(_answer(found, invalid, silent))
    problems = [{**dict.fromkeys(Outcome._fields), **_unchecked(each)} for each in invalid]
    rows = [*((*each, None) for each in found), *(tuple(each.values()) for each in problems)]
    lines = [_line(outcome) for outcome in sorted(found, key=lambda outcome: outcome.holds, reverse=True)]

    def junit(stream: BinaryIO) -> None:
        from archpers.output.formats.junit import junit_text

        stream.write(junit_text(found, invalid).encode())

    return Answer(
        layout=lambda _: Display([*answer, *lines]),
        paper=lambda: Display(["Expectations", *answer], [_table(found)]),
        rows=lambda: DataRows(_COLUMNS, rows),
        document=lambda: {"scenarios": [*read], "outcomes": [*(outcome._asdict() for outcome in found), *problems]},
        own={"junit": junit},
        beside=(),
    )


def _answer(found: Sequence[Outcome], invalid: Sequence[Problem], silent: Sequence[str]) -> Iterator[str]:
    failed = sum(not outcome.holds for outcome in found)
    total = f"{len(found)} expectation{'s' if len(found) != 1 else ''}"
    yield f"{total}: {len(found) - failed} met, {failed} not met."
    if invalid:
        yield f"Not checked, since invalid: {named(list(dict.fromkeys(each.file for each in invalid)))}."
    if silent:
        yield f"Not checked, since they expect nothing: {named(silent)}."


def _unchecked(problem: Problem) -> dict[str, Any]:
    """Return what an invalid file has in place of an outcome: it does not hold, since nothing of it was checked."""
    return {"file": problem.file, "line": problem.line, "holds": False, "problem": str(problem)}


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
