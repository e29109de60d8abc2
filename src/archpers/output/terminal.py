"""Tables on a terminal, at whatever width, colour and character set it has. Numbers are never cut.

The lines are the same on a terminal and in a pipe; rich adds the colours, and is loaded only where there can be any.
"""

import re
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from textwrap import TextWrapper, wrap
from typing import TextIO, TypeAlias

from archpers.output.table import Bar, Cell, Row, Table

Line: TypeAlias = tuple[str, str]  # text and style

_BAR_WIDTH = 8
_EIGHTHS = " ▏▎▍▌▋▊▉"
_PLAIN = {"£": "GBP ", "–": "-", "—": "-", "…": "...", "×": "x", "’": "'", "─": "-"}
_GAP = "  "
_LEAST_WIDTH = 20


def print_tables(heading: Sequence[str], tables: Sequence[Table], closing: Sequence[str], stream: TextIO) -> None:
    """Print heading lines, tables and closing lines to a text stream, fitted to it."""
    paper = _Paper(max(get_terminal_size().columns, _LEAST_WIDTH), stream.encoding or "ascii")
    lines = paper.lines(heading, tables, closing)
    if not stream.isatty():
        stream.writelines(f"{text}\n" for text, _ in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, width=paper.width, highlight=False, markup=False, emoji=False)
    for text, style in lines:
        console.print(Text(text, style), soft_wrap=True)


class _Label(TextWrapper):
    """Folds the label of a row; the path of an input is folded at its dots and underscores."""

    def _split(self, text: str) -> list[str]:
        return [piece for word in super()._split(text) for piece in re.split(r"(?<=[._])(?=\w)", word)]


class _Paper:
    """What the output can hold: its width, and the characters it can show."""

    def __init__(self, width: int, encoding: str) -> None:
        self.width = width
        self.encoding = encoding
        self.blocks = self._shows("█▏")

    def lines(self, heading: Sequence[str], tables: Sequence[Table], closing: Sequence[str]) -> Iterator[Line]:
        """Lay everything out: one line of text after the other, each with its style."""
        for index, text in enumerate(heading):
            yield from self.paragraph(text, "dim" if index else "bold")
        for table in tables:
            yield "", ""
            yield from self.paragraph(table.title, "bold")
            for part in self.parts(table):
                yield from self.drawn(table, part)
            if table.note:
                yield from self.paragraph(table.note, "dim")
        for text in closing:
            yield "", ""
            yield from self.paragraph(text, "yellow")

    def paragraph(self, text: str, style: str) -> Iterator[Line]:
        """Break text into lines."""
        for line in wrap(self.fit(text), self.width, break_on_hyphens=False):
            yield line, style

    def _shows(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def fit(self, text: str) -> str:
        """Replace what the output cannot show by the nearest that it can."""
        text = "".join(character if character.isprintable() else " " for character in text)
        if self._shows(text):
            return text
        plain = "".join(c if self._shows(c) else _PLAIN.get(c, c) for c in text)
        return plain.encode(self.encoding, "backslashreplace").decode(self.encoding)

    def text(self, cell: Cell) -> str:
        """Write one cell."""
        if not isinstance(cell, Bar):
            return self.fit(str(cell))
        length = min(max(cell.share or 0.0, 0.0), 1.0) * _BAR_WIDTH
        whole = int(length)
        if not self.blocks:
            return "#" * int(length + 0.5)
        return "█" * whole + _EIGHTHS[int((length - whole) * 8)].strip()

    def parts(self, table: Table) -> Iterator[list[int]]:
        """Share the columns out over as many tables as the width asks for; the label stands in each."""
        if not table.columns:
            return
        columns = list(range(1, len(table.columns)))
        if self._needed(table, columns) > self.width:  # bars go first
            columns = [i for i in columns if table.columns[i].heading]
        parts: list[list[int]] = [[]]
        for index in columns:
            if parts[-1] and self._needed(table, [*parts[-1], index]) > self.width:
                parts.append([])
            parts[-1].append(index)
        size = -(-len(columns) // len(parts))  # evenly shared out where that fits as well
        even = [columns[start : start + size] for start in range(0, len(columns), size)]
        if all(self._needed(table, part) <= self.width for part in even):
            parts = even
        yield from ([0, *part] for part in parts)

    def _needed(self, table: Table, columns: Sequence[int]) -> int:
        label = min(self._width(table, 0), max(12, self.width // 3))
        return label + sum(len(_GAP) + self._width(table, index) for index in columns)

    def _width(self, table: Table, index: int) -> int:
        column = table.columns[index]
        return max(
            len(text)
            for text in (
                self.fit(column.heading),
                self.fit(column.unit),
                *(self.text(row.cells[index]) for row in table.rows),
            )
        )

    def drawn(self, table: Table, part: Sequence[int]) -> Iterator[Line]:
        """Draw some columns of a table, the label folded where it is too long."""
        widths = {index: self._width(table, index) for index in part}
        room = self.width - sum(len(_GAP) + widths[index] for index in part[1:])
        widths[0] = min(widths[0], max(room, 12))
        headings = [(column.heading, column.unit) for column in table.columns]
        for line in (0, 1):
            if any(headings[index][line] for index in part):
                yield self._line(table, {i: self.fit(headings[i][line]) for i in part}, widths), "bold"
        yield self.fit("─") * (sum(widths.values()) + len(_GAP) * (len(part) - 1)), "dim"
        for row in table.rows:
            yield from self._row(table, row, widths)

    def _row(self, table: Table, row: Row, widths: dict[int, int]) -> Iterator[Line]:
        style = "bold red" if row.alarm else "bold" if row.emphasis else ""
        texts = {index: self.text(row.cells[index]) for index in widths}
        indent = len(texts[0]) - len(texts[0].lstrip())
        *above, texts[0] = _Label(widths[0], subsequent_indent=" " * (indent + 2)).wrap(texts[0]) or [""]
        for label in above:
            yield label, style
        yield self._line(table, texts, widths), style

    def _line(self, table: Table, texts: dict[int, str], widths: dict[int, int]) -> str:
        cells = (
            text.rjust(widths[index]) if table.columns[index].numeric and index else text.ljust(widths[index])
            for index, text in texts.items()
        )
        return _GAP.join(cells).rstrip()
