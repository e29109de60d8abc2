"""`archpers check`: the expectations written in scenario files."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from archpers.cli.common import SUFFIXES, Force, OutputOption, Quiet, chosen_format, emit
from archpers.errors import Problem, ScenarioError, UsageError

if TYPE_CHECKING:
    from archpers.output.tables.table import Table
    from archpers.results.expectations import Outcome


class CheckFormat(StrEnum):
    """The forms that the outcome of a check takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    JUNIT = "junit"


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Scenario files, folders of them, or shipped names.")
    ],
    form: Annotated[
        CheckFormat | None, typer.Option("--format", help="How to write the outcome; a table by default.")
    ] = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> int:
    """Check scenarios against what they expect to give.

    What a file expects of its own result stands in it under `expect:`.

    Exit code 0: all holds; 1: something does not, and all of that is listed; 2: a file is invalid, or none expects
    anything.

    \b
    Examples:
      archpers check toolkit-team yorkshire-humber-2010
      archpers check toolkit-team --format junit
    """
    from archpers.results.expectations import outcomes
    from archpers.scenario.load import load

    chosen = chosen_format(form, output, {**SUFFIXES, ".xml": CheckFormat.JUNIT})
    found: list[Outcome] = []
    invalid: list[Problem] = []
    for file in _files(paths):
        try:
            found.extend(outcomes(load(file)))
        except ScenarioError as error:
            invalid.extend(error.problems)
    if not found and not invalid:
        raise UsageError(f"{', '.join(paths)}: nothing to check; write what a result must be under `expect:`")
    if found:
        emit(chosen, output, _renderers(found), force=force, quiet=quiet)
    if invalid:
        raise ScenarioError(invalid)
    return 0 if all(outcome.holds for outcome in found) else 1


def _files(paths: Sequence[str]) -> Iterator[str]:
    for name in paths:
        folder = Path(name)
        if folder.is_dir():
            files = sorted(file for file in folder.rglob("*") if file.suffix in (".yaml", ".yml") and file.is_file())
            yield from map(str, files)
        else:
            yield name


def _renderers(found: Sequence["Outcome"]) -> dict[CheckFormat, Callable[[TextIO], object]]:
    from archpers.output.formats.data_files import csv_text, json_text, markdown_text
    from archpers.output.formats.junit import junit_text
    from archpers.output.formats.terminal import print_tables

    columns = ("file", "line", "quantity", "expected", "actual", "holds")
    failed = sum(not outcome.holds for outcome in found)
    named = f"{len(found)} expectation{'s' if len(found) != 1 else ''}"
    closing = [f"{named}: {len(found) - failed} met, {failed} not met."]

    def lines(stream: TextIO) -> None:
        told = (_line(outcome) for outcome in sorted(found, key=lambda outcome: outcome.holds, reverse=True))
        print_tables(list(told), [], closing, stream)

    return {
        CheckFormat.TABLE: lines,
        CheckFormat.JSON: lambda stream: stream.write(
            json_text([outcome._asdict() for outcome in found], stream.encoding)
        ),
        CheckFormat.CSV: lambda stream: stream.write(csv_text(columns, found)),
        CheckFormat.MARKDOWN: lambda stream: stream.write(markdown_text(["Expectations"], [_table(found)], closing)),
        CheckFormat.JUNIT: lambda stream: stream.write(junit_text(found)),
    }


def _line(outcome: "Outcome") -> str:
    actual = "not estimated" if outcome.actual is None else f"{outcome.actual:.10g}"
    place = outcome.file if outcome.line is None else f"{outcome.file}:{outcome.line}"
    return f"{'ok  ' if outcome.holds else 'FAIL'} {place} {outcome.quantity} = {actual}, expected {outcome.expected}"


def _table(found: Sequence["Outcome"]) -> "Table":
    from archpers.output.tables.table import Column, Row, Table

    headings = ("Quantity", "File", "Expected", "Actual", "Outcome")
    rows = [
        Row(
            (
                outcome.quantity,
                outcome.file if outcome.line is None else f"{outcome.file}:{outcome.line}",
                outcome.expected,
                "not estimated" if outcome.actual is None else f"{outcome.actual:.10g}",
                "holds" if outcome.holds else "FAILS",
            ),
            alarm=not outcome.holds,
        )
        for outcome in sorted(found, key=lambda outcome: outcome.holds)
    ]
    return Table("Failures first", [Column(heading, numeric=False) for heading in headings], rows)
