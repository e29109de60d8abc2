"""The published figures as people and programs read them: a table for each published table, rows, annotations."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.model.time_use import FUNCTION_LABELS
from archpers.output.tables.table import Column, Row, Table
from archpers.published.compare import Finding, Reproduction, totals
from archpers.published.figures import FILE, Convention

CELL_COLUMNS = ("document", "table", "row", "column", "printed", "computed", "status", "convention", "note")

_LABELS = {**FUNCTION_LABELS, **BEST_SOURCE_LABELS, "total": "Total"}


def cell_tables(findings: Iterable[Finding], conventions: dict[str, Convention], *, wide: bool = False) -> list[Table]:
    """Lay out findings, a table for each published table; each deviation is explained in a line of its note.

    wide: the explanations stand in a column of their own instead, for output that folds long cells.
    """
    columns = [Column("", numeric=False), Column("Column", numeric=False), Column("Printed"), Column("Computed")]
    columns += [Column(heading, numeric=False) for heading in (("Status", "Why") if wide else ("Status",))]
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.cell.document, finding.cell.table), []).append(finding)
    tables = []
    for (document, table), members in groups.items():
        rows, lines = [], []
        for finding in members:
            why = explanation(finding, conventions)
            rows.append(_row(finding, (why,) if wide else ()))
            if why and deviates(finding) and not wide:
                lines.append(f"{label(finding.cell.row)}, {finding.cell.column}: {why}")
        tables.append(Table(f"{document.capitalize()}, {table}", columns, rows, "\n".join(lines)))
    return tables


def deviates(finding: Finding) -> bool:
    """Tell whether a figure does not simply come out, or not as it is declared."""
    return not finding.as_declared or finding.status not in ("exact", "")


def label(row: str) -> str:
    """Return the label of a row: of a function or a source of support, its own; else the row's name."""
    return _LABELS.get(row, row)


def status_text(finding: Finding) -> str:
    """Write a status for people; an input that comes out is an input."""
    if finding.cell.kind == "input" and finding.as_declared:
        return "input"
    return (finding.status or "unchecked").replace("_", " ").replace("mismatch", "MISMATCH")


def computed_text(finding: Finding) -> str:
    """Write the computed figure like the printed one, with two decimals more, before it is cut off or rounded up."""
    return "" if finding.value is None else finding.cell.text_beyond(finding.value)


def explanation(finding: Finding, conventions: dict[str, Convention]) -> str:
    """Explain a finding in a line: its conventions, what it is without them, and the note."""
    titles = ", ".join(conventions[name].title for name in finding.cell.conventions)
    sentence = f"{titles[:1].upper()}{titles[1:]}." if titles else ""
    declared = "" if finding.as_declared else f"Declared {finding.cell.status or 'unchecked'}."
    return " ".join(filter(None, (declared, sentence, finding.note)))


def summary(comparison: Reproduction) -> str:
    """Count the outputs by status, in a sentence."""
    counted = [f"{count} {status.replace('_', ' ')}" for status, count in totals(comparison.outputs).items()]
    failing = len(comparison.failures)
    verdict = "every status is the declared one" if not failing else f"{failing} not as declared"
    return f"{len(comparison.outputs)} printed outputs: {', '.join(counted)}; {verdict}."


def record(finding: Finding) -> dict[str, Any]:
    """Return a finding for other programs, as the contract of the command has it.

    computed: at full precision, in the unit that the printed text has; a percentage is a fraction.
    """
    cell, computed = finding.cell, finding.computed
    number = None if computed is None else float(computed) if "%" in cell.printed else cell.as_printed(computed)
    texts = {"status": finding.status, "convention": ", ".join(cell.conventions), "note": finding.note}
    return {
        **dict(zip(CELL_COLUMNS, (*cell.key, cell.printed, number), strict=False)),
        **{name: text or None for name, text in texts.items()},
    }


def annotations(comparison: Reproduction) -> Iterator[str]:
    """Yield workflow commands: an error for each figure that is not as declared, at its line, and a notice."""
    try:
        place = FILE.relative_to(Path.cwd()).as_posix()
    except ValueError:
        place = ""  # an installed archpers: there is no line of the repository to show
    for finding in comparison.failures:
        where = f"file={_property(place)},line={finding.cell.line}," if place else ""
        yield f"::error {where}title={_property(finding.cell.name)}::{_message(finding.failure)}"
    yield f"::notice title=archpers reproduce::{_message(summary(comparison))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _row(finding: Finding, more: Sequence[str]) -> Row:
    cell = finding.cell
    shown = (label(cell.row), cell.column, cell.printed, computed_text(finding), status_text(finding), *more)
    return Row(shown, alarm=not finding.as_declared)
