"""Tables on a terminal, at whatever width, colour and character set it has. Numbers are never cut.

The lines are the same on a terminal and in a pipe; rich adds the colours, and is loaded only where there can be any.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from textwrap import TextWrapper, wrap
from typing import TextIO, TypeAlias

from archpers.output.formats.characters import can_show, fitted
from archpers.output.tables.table import Bar, Cell, Column, Row, Table

StyledLine: TypeAlias = tuple[str, str]  # text and style

_BAR_WIDTH = 8
_EIGHTHS = " ▏▎▍▌▋▊▉"
_GAP = "  "
_LEAST_WIDTH = 20
_LEAST_LABEL = 12
_FILE_WIDTH = 80  # a file is the same, whatever terminal it is written from
_NUMBER = r"\W*[0-9][0-9,.]*\W*"


def print_tables(heading: Sequence[str], tables: Sequence[Table], closing: Sequence[str], stream: TextIO) -> None:
    """Print heading lines, tables and closing lines to a text stream, fitted to it."""
    paper = paper_of(stream)
    lines = paper.lines(heading, tables, closing)
    if not stream.isatty():
        stream.writelines(f"{text}\n" for text, _ in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, width=paper.width, highlight=False, markup=False, emoji=False)
    for text, style in lines:
        console.print(Text(text, style), soft_wrap=True)


def paper_of(stream: TextIO) -> "Paper":
    """Say what a text stream can hold: a terminal as it is, a file always the same."""
    width = max(get_terminal_size().columns, _LEAST_WIDTH) if stream is sys.stdout else _FILE_WIDTH
    return Paper(width, stream.encoding or "ascii")


class _Label(TextWrapper):
    """Folds the label of a row; a path is folded at dots and underscores, a long unit at its strokes."""

    def _split(self, text: str) -> list[str]:
        words = (piece for word in super()._split(text) for piece in re.split(r"(?<=[._])(?=[^\W\d])", word))
        room = self.width - len(self.subsequent_indent)
        return [piece for word in words for piece in (re.split("(?<=/)", word) if len(word) > room else [word])]


class Paper:
    """What the output can hold: its width, and the characters it can show."""

    def __init__(self, width: int, encoding: str) -> None:
        self.width = width
        self.encoding = encoding
        self.blocks = can_show("█▏", encoding)

    def lines(self, heading: Sequence[str], tables: Sequence[Table], closing: Sequence[str]) -> Iterator[StyledLine]:
        """Lay everything out: one line of text after the other, each with its style."""
        for index, text in enumerate(heading):
            yield from self.paragraph(text, "dim" if index else "bold")
        for table in tables:
            yield "", ""
            yield from self.paragraph(table.title, "bold")
            shown = self.narrowed(self.written(table))
            for index, part in enumerate(self.parts(shown)):
                if index:
                    yield "", ""
                yield from self.drawn(shown, part)
            for line in table.note.splitlines():
                yield from self.paragraph(line, "dim")
        for text in closing:
            yield "", ""
            yield from self.paragraph(text, "yellow")

    def paragraph(self, text: str, style: str) -> Iterator[StyledLine]:
        """Break text into lines."""
        for line in _folded(self.fit(text), self.width):
            yield line, style

    def fit(self, text: str) -> str:
        """Replace what the output cannot show by the nearest that it can."""
        if not text.isprintable():
            text = "".join(character if character.isprintable() else " " for character in text)
        return fitted(text, self.encoding)

    def written(self, table: Table) -> Table:
        """Write every cell of a table as text."""
        rows = [row._replace(cells=tuple(map(self.text, row.cells))) for row in table.rows]
        return table._replace(rows=rows)

    def text(self, cell: Cell) -> str:
        """Write one cell."""
        if not isinstance(cell, Bar):
            return self.fit(str(cell))
        length = min(max(cell.share or 0.0, 0.0), 1.0) * _BAR_WIDTH
        whole = int(length)
        if not self.blocks:
            return "#" * int(length + 0.5)
        return "█" * whole + _EIGHTHS[int((length - whole) * 8)].strip()

    def narrowed(self, table: Table) -> Table:
        """Fit a table that is too wide: what may stand aside, such as the unit, goes behind the label; then bars go."""
        narrow = table
        for bars in (True, False):
            if not table.columns or self._needed(narrow, range(1, len(narrow.columns))) <= self.width:
                break
            narrow = _without_asides(table, bars=bars)
        return narrow

    def parts(self, table: Table) -> Iterator[list[int]]:
        """Share the columns out over as many tables as the width asks for; the label stands in each."""
        if not table.columns:
            return
        columns = list(range(1, len(table.columns)))
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
        label = min(self._width(table, 0), max(_LEAST_LABEL, self.width // 3))
        return label + sum(len(_GAP) + self._width(table, index) for index in columns)

    def _width(self, table: Table, index: int) -> int:
        column = table.columns[index]
        return max(
            len(text)
            for text in (
                *self._heading(column, column.heading),
                *self._heading(column, column.unit),
                *(str(row.cells[index]) for row in table.rows),
            )
        )

    def _heading(self, column: Column, words: str) -> list[str]:
        """Fold the heading of a column, or what stands below it, where it is too long."""
        text = self.fit(words)
        return _Label(column.fold).wrap(text) if len(text) > column.fold > 0 else [text]

    def drawn(self, table: Table, part: Sequence[int]) -> Iterator[StyledLine]:
        """Draw some columns of a table, the label folded where it is too long, or above its number."""
        widths = {index: self._width(table, index) for index in part}
        room = self.width - sum(len(_GAP) + widths[index] for index in part[1:])
        if room < min(widths[0], _LEAST_LABEL):
            yield from self._stacked(table, part[1])
            return
        widths[0] = min(widths[0], room)
        for lines in self._headings(table, part):
            yield self._line(table, lines, widths), "bold"
        yield self.fit("─") * (sum(widths.values()) + len(_GAP) * (len(part) - 1)), "dim"
        for row in table.rows:
            yield from self._row(table, row, widths)

    def _headings(self, table: Table, part: Sequence[int]) -> Iterator[dict[int, str]]:
        """Yield the lines above the numbers: headings stand at the bottom of theirs, what is below them at the top."""
        columns = {index: table.columns[index] for index in part}
        above = {index: self._heading(column, column.heading) for index, column in columns.items()}
        below = {index: self._heading(column, column.unit) for index, column in columns.items()}
        height = max(map(len, above.values()))
        for line in range(height):
            yield {index: ([""] * (height - len(texts)) + texts)[line] for index, texts in above.items()}
        for line in range(max(map(len, below.values()))):
            texts = {index: [*own, *[""] * line][line] for index, own in below.items()}
            if any(texts.values()):
                yield texts

    def _stacked(self, table: Table, index: int) -> Iterator[StyledLine]:
        """Draw one column where a number has no room beside its label: the number stands below it."""
        label, number = table.columns[0], table.columns[index]
        yield from self.paragraph(label.heading, "bold")
        for line in _folded(self.fit(f"{number.heading} {number.unit}"), self.width):
            yield line.rjust(self.width), "bold"
        yield self.fit("─") * self.width, "dim"
        for row in table.rows:
            for line in self._label(row, self.width):
                yield line, _style(row)
            yield str(row.cells[index]).rjust(self.width), _style(row)

    def _label(self, row: Row, width: int) -> list[str]:
        text = str(row.cells[0])
        indent = len(text) - len(text.lstrip())
        return _Label(width, subsequent_indent=" " * (indent + 2)).wrap(text) or [""]

    def _row(self, table: Table, row: Row, widths: dict[int, int]) -> Iterator[StyledLine]:
        texts = {index: str(row.cells[index]) for index in widths}
        *above, texts[0] = self._label(row, widths[0])
        for label in above:
            yield label, _style(row)
        yield self._line(table, texts, widths), _style(row)

    def _line(self, table: Table, texts: dict[int, str], widths: dict[int, int]) -> str:
        cells = (
            text.rjust(widths[index]) if table.columns[index].numeric and index else text.ljust(widths[index])
            for index, text in texts.items()
        )
        return _GAP.join(cells).rstrip()


def _without_asides(table: Table, *, bars: bool) -> Table:
    """Put what may stand aside behind the label, and leave the bars out unless they are to stay."""
    columns = list(enumerate(table.columns))
    kept = [i for i, column in columns if not i or ((bars or column.heading) and not column.aside)]
    asides = [i for i, column in columns if column.aside]
    rows = []
    for row in table.rows:
        label = ", ".join(filter(None, (str(row.cells[i]) for i in (0, *asides))))
        rows.append(row._replace(cells=(label, *(row.cells[i] for i in kept[1:]))))
    return table._replace(columns=[table.columns[i] for i in kept], rows=rows)


def _style(row: Row) -> str:
    return "bold red" if row.alarm else "bold" if row.emphasis else ""


def _folded(text: str, width: int, indent: str = "") -> list[str]:
    """Break text into lines; a word that is too long is broken as well, unless it is a number."""
    lines: list[str] = []
    for line in wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False):
        whole = len(line) <= width or re.fullmatch(_NUMBER, line)
        lines.extend([line] if whole else wrap(line, width, subsequent_indent=indent, break_on_hyphens=False))
    return lines
