"""Results for other programs and for papers: JSON, CSV and Markdown text."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from archpers.output.tables.table import Bar, Table


def json_text(document: Any, encoding: str | None = "utf-8") -> str:
    """Write one JSON document, full precision, with escapes where the encoding is not a Unicode one.

    ValueError for NaN or infinity, which no result holds.
    """
    unicode = (encoding or "ascii").lower().startswith("utf")
    return json.dumps(document, ensure_ascii=not unicode, allow_nan=False, indent=2) + "\n"


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write CSV with one line of names; floats at full precision, an empty cell for what is not estimated."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return stream.getvalue()


def markdown_text(heading: Sequence[str], tables: Sequence[Table], closing: Sequence[str]) -> str:
    """Write tables as Markdown, rounded as on the terminal."""
    title, *rest = heading
    parts = [f"# {_escaped(title)}", *map(_escaped, rest)]
    for table in tables:
        parts.append(f"## {_escaped(table.title)}")
        if table.columns:
            parts.append(_markdown_table(table))
        parts.extend(_escaped(line) for line in table.note.splitlines())
    parts.extend(f"- {_escaped(line)}" for line in closing)
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table) -> str:
    shown = [i for i in range(len(table.columns)) if not any(isinstance(row.cells[i], Bar) for row in table.rows)]
    columns = [table.columns[i] for i in shown]
    lines = [
        [" ".join(filter(None, (column.heading, column.unit))) for column in columns],
        ["---:" if column.numeric else "---" for column in columns],
    ]
    for row in table.rows:
        cells = [_escaped(str(row.cells[i])) for i in shown]
        lines.append([f"**{cell}**" if row.emphasis and cell else cell for cell in cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(text: str) -> str:
    """Keep text from being read as Markdown or HTML."""
    for character in "\\`*_[]<>|#~$":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split()).replace("&", "&amp;")
