"""`archpers reproduce`: the published figures, recomputed and compared cell by cell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from archpers.cli.shared import options
from archpers.cli.shared.recording import recorded
from archpers.errors import UsageError
from archpers.output.formats.registry import USUAL
from archpers.output.present import Destination, present, say

if TYPE_CHECKING:
    from archpers.published.compare import Finding, Reproduction

FORMATS = (*USUAL, "github")


def reproduce(
    table: Annotated[
        str | None,
        typer.Option("--table", metavar="NAME", help='Only one published table, such as "report Table 5".'),
    ] = None,
    only: Annotated[
        Literal["deviations"] | None, typer.Option("--only", help="Only the figures that do not simply come out.")
    ] = None,
    form: Annotated[
        Literal[FORMATS] | None,  # type: ignore[valid-type]  # typer reads the names themselves
        typer.Option("--format", help="How to write the output; github: annotations for a workflow."),
    ] = None,
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
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
    from archpers.output.tables.assurance.published_answer import published_answer
    from archpers.published.compare import compare

    to = Destination(form, output, formats=FORMATS, force=force, quiet=quiet)
    recorded(to)
    to.admit()
    comparison = compare()
    shown = _selected(comparison, table, only)
    present(published_answer(comparison, shown, whole=table is None and only is None), to)
    for finding in comparison.failures:
        say(f"not as declared: {finding.failure}")
    return 1 if comparison.failures else 0


def _selected(comparison: "Reproduction", table: str | None, only: str | None) -> "Sequence[Finding]":
    from archpers.output.tables.assurance.published_tables import deviates

    shown = list(comparison.findings)
    if table is not None:
        wanted = _tables_named(table, [(finding.cell.document, finding.cell.table) for finding in shown])
        shown = [finding for finding in shown if (finding.cell.document, finding.cell.table) in wanted]
    return [finding for finding in shown if only is None or deviates(finding)]


def _tables_named(name: str, tables: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the tables of that name: of one publication, `report Table 5`; of both, `Table 5`; or all of one."""
    from archpers.scenario.reading.spelling import closest, plain

    names: dict[str, set[tuple[str, str]]] = {}
    for document, table in tables:
        for known in (f"{document} {table}", table, document):
            names.setdefault(known, set()).add((document, table))
    found = next((members for known, members in names.items() if plain(known) == plain(name)), None)
    if found is None:
        near = closest(name, names, len(names))
        both = sorted({f"{document} {table}" for document, table in tables})
        remedy = f"did you mean {near!r}?" if near else f"write one of {', '.join(both)}"
        raise UsageError(f"--table {name}: there is no published table of that name; {remedy}")
    return found
