"""`archpers reproduce`: the published figures, recomputed and compared cell by cell."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from archpers.cli.common import Force, Format, OutputOption, Quiet, chosen_format, emit, say
from archpers.errors import UsageError

if TYPE_CHECKING:
    from archpers.published.compare import Finding, Reproduction


class ReproduceFormat(StrEnum):
    """The forms that the comparison takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    GITHUB = "github"


class Only(StrEnum):
    """Which cells to show."""

    DEVIATIONS = "deviations"


def reproduce(
    table: Annotated[
        str | None,
        typer.Option("--table", metavar="NAME", help='Only one published table, such as "report Table 5".'),
    ] = None,
    only: Annotated[Only | None, typer.Option("--only", help="Only the figures that do not simply come out.")] = None,
    form: Annotated[
        ReproduceFormat | None,
        typer.Option("--format", help="How to write the output; github: annotations for a workflow."),
    ] = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> int:
    """Recompute the published figures, and compare them.

    Every figure of the two publications is computed from the printed inputs, cell by cell.

    Exits with 1 if any cell's status is not the declared one, whether it is shown or not, and names it.

    \b
    Examples:
      archpers reproduce
      archpers reproduce --table "report Table 5"
      archpers reproduce --only deviations
      archpers reproduce -o register.md     # all of it, with proofs
    """
    from archpers.published.compare import compare

    github = form is ReproduceFormat.GITHUB
    chosen = Format.TABLE if github else chosen_format(Format(form) if form else None, output)
    comparison = compare()
    shown = _selected(comparison, table, only)
    whole = table is None and only is None
    renderers = {
        Format.TABLE: lambda stream: _table(comparison, shown, stream),
        Format.JSON: lambda stream: _json(shown, stream),
        Format.CSV: lambda stream: _csv(shown, stream),
        Format.MARKDOWN: lambda stream: _markdown(comparison, None if whole else shown, stream),
    }
    if github:
        renderers[Format.TABLE] = lambda stream: _github(comparison, stream)
    emit(chosen, output, renderers, force=force, quiet=quiet)
    for finding in comparison.failures:
        say(f"not as declared: {finding.failure}")
    return 1 if comparison.failures else 0


def _selected(comparison: "Reproduction", table: str | None, only: Only | None) -> "Sequence[Finding]":
    from archpers.output.tables.published_tables import deviates

    shown = list(comparison.findings)
    if table is not None:
        wanted = _tables_named(table, [(finding.cell.document, finding.cell.table) for finding in shown])
        shown = [finding for finding in shown if (finding.cell.document, finding.cell.table) in wanted]
    return [finding for finding in shown if only is None or deviates(finding)]


def _tables_named(name: str, tables: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the tables of that name: of one publication, `report Table 5`; of both, `Table 5`; or all of one."""

    def plain(text: str) -> str:
        return " ".join(text.replace(",", " ").lower().split())

    names: dict[str, set[tuple[str, str]]] = {}
    for document, table in tables:
        for known in (f"{document} {table}", table, document):
            names.setdefault(known, set()).add((document, table))
    found = next((members for known, members in names.items() if plain(known) == plain(name)), None)
    if found is None:
        from difflib import get_close_matches

        close = get_close_matches(plain(name), [plain(known) for known in names], n=1, cutoff=0.6)
        spelled = {plain(known): known for known in names}
        both = sorted({f"{document} {table}" for document, table in tables})
        remedy = f"did you mean {spelled[close[0]]!r}?" if close else f"write one of {', '.join(both)}"
        raise UsageError(f"--table {name}: there is no published table of that name; {remedy}")
    return found


def _table(comparison: "Reproduction", shown: "Sequence[Finding]", stream: TextIO) -> None:
    from archpers.output.formats.terminal import print_tables
    from archpers.output.tables.published_tables import cell_tables, summary

    heading = ["Published figures", *(f"{name.capitalize()}: {cited}" for name, cited in _documents(comparison))]
    tables = cell_tables(shown, dict(comparison.figures.conventions))
    print_tables(heading, tables, [summary(comparison)], stream)


def _markdown(comparison: "Reproduction", shown: "Sequence[Finding] | None", stream: TextIO) -> None:
    from archpers.output.formats.data_files import markdown_text
    from archpers.output.tables.published_register import register_heading, register_tables
    from archpers.output.tables.published_tables import cell_tables, summary

    if shown is None:
        stream.write(markdown_text(register_heading(comparison), register_tables(comparison), []))
        return
    tables = cell_tables(shown, dict(comparison.figures.conventions), wide=True)
    heading = ["Published figures", *(f"{name.capitalize()}: {cited}" for name, cited in _documents(comparison))]
    stream.write(markdown_text(heading, tables, [summary(comparison)]))


def _documents(comparison: "Reproduction") -> list[tuple[str, str]]:
    return list(comparison.figures.documents.items())


def _json(shown: "Sequence[Finding]", stream: TextIO) -> None:
    from archpers.output.formats.data_files import json_text
    from archpers.output.tables.published_tables import record
    from archpers.published.compare import totals

    outputs = [finding for finding in shown if finding.cell.kind == "output"]
    inputs = [finding for finding in shown if finding.cell.kind == "input"]
    document = {
        "cells": [record(finding) for finding in outputs],
        "totals": totals(outputs),
        "inputs": [record(finding) for finding in inputs],
    }
    stream.write(json_text(document, stream.encoding))


def _csv(shown: "Sequence[Finding]", stream: TextIO) -> None:
    from archpers.output.formats.data_files import csv_text
    from archpers.output.tables.published_tables import CELL_COLUMNS, record

    rows = [(*record(finding).values(), finding.cell.kind) for finding in shown]
    stream.write(csv_text((*CELL_COLUMNS, "kind"), rows))


def _github(comparison: "Reproduction", stream: TextIO) -> None:
    from archpers.output.tables.published_tables import annotations

    stream.writelines(f"{line}\n" for line in annotations(comparison))
