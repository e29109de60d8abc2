"""Tables as Markdown, for a paper."""

import re
from collections.abc import Sequence
from typing import BinaryIO

from archpers.output.present import Display
from archpers.output.tables.table import Table


def write(shown: Display, stream: BinaryIO) -> None:
    """Write what people read to a binary stream, heat maps as plain tables."""
    stream.write(markdown_text(shown.heading, shown.tables(), shown.closing).encode())


def markdown_text(heading: Sequence[str], tables: Sequence[Table], closing: Sequence[str]) -> str:
    """Write tables as Markdown, rounded as on the terminal."""
    title, *rest = heading
    parts = [f"# {_escaped(title)}", *map(_paragraph, rest)]
    for table in tables:
        parts.append(f"## {_escaped(table.title)}")
        if table.columns:
            parts.append(_markdown_table(table.plain()))
        parts.extend(_paragraph(line) for line in table.note.splitlines())
    parts.extend(f"- {_paragraph(line)}" for line in closing)
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table) -> str:
    lines = [
        [_escaped(column.words) for column in table.columns],
        ["---:" if column.numeric else "---" for column in table.columns],
    ]
    for row in table.rows:
        cells = [_escaped(str(cell)) for cell in row.cells]
        lines.append([f"**{cell}**" if row.emphasis and cell else cell for cell in cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _paragraph(text: str) -> str:
    """Keep a line of text from being read as Markdown, and as the beginning of a list or of a heading's underline."""
    return re.sub(r"^([-+=]|\d{1,9}(?=[.)](\s|$)))", _at_start, _escaped(text))


def _at_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"


def _escaped(text: str) -> str:
    """Keep text from being read as Markdown or HTML."""
    for character in "\\`*_[]<>|#~$":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split()).replace("&", "&amp;")
