"""Tables on a terminal, at whatever width, colour and character set it has. Numbers are never cut."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from archpers.output.table import Bar, Cell, Column, Row, Table

_BAR_WIDTH = 8
_EIGHTHS = " ▏▎▍▌▋▊▉"
_PLAIN = {"£": "GBP ", "–": "-", "—": "-", "…": "...", "×": "x", "’": "'", "█": "#"}
_GAP = 2  # spaces between columns


def print_tables(heading: Sequence[str], tables: Sequence[Table], closing: Sequence[str], stream: TextIO) -> None:
    """Print heading lines, tables and closing lines to a text stream, fitted to it."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    paper = _Paper(console.width, stream.encoding or "ascii")
    for index, line in enumerate(heading):
        console.print(Text(paper.fit(line), style="bold" if index == 0 else ""))
    for table in tables:
        console.print()
        console.print(Text(paper.fit(table.title), style="bold"))
        for part in paper.parts(table):
            console.print(paper.drawn(table, part))
        if table.note:
            console.print(Text(paper.fit(table.note), style="dim"))
    for line in closing:
        console.print()
        console.print(Text(paper.fit(line)))


class _Paper:
    """What the output can hold: its width, and the characters it can show."""

    def __init__(self, width: int, encoding: str) -> None:
        self.width = width
        self.encoding = encoding
        self.blocks = self._shows("█▏")

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
        widths = [self._width(table, index) for index in range(len(table.columns))]
        label = min(widths[0], max(12, self.width // 3))
        columns = list(range(1, len(widths)))
        if label + sum(widths[i] + _GAP for i in columns) > self.width:  # bars go first
            columns = [i for i in columns if table.columns[i].heading or table.columns[i].numeric]
        part: list[int] = []
        for index in columns:
            if part and label + sum(widths[i] + _GAP for i in [*part, index]) > self.width:
                yield [0, *part]
                part = []
            part.append(index)
        yield [0, *part]

    def _width(self, table: Table, index: int) -> int:
        column = table.columns[index]
        if not column.heading and index:
            return _BAR_WIDTH
        cells = (self.text(row.cells[index]) for row in table.rows)
        return max(map(len, (*cells, self.fit(column.heading), self.fit(column.unit))))

    def drawn(self, table: Table, part: Sequence[int]) -> RichTable:
        """Draw some columns of a table."""
        drawn = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
        for index in part:
            column = table.columns[index]
            heading = "\n".join(self.fit(line) for line in (column.heading, column.unit) if line)
            if index:
                drawn.add_column(heading, justify="right" if column.numeric else "left", no_wrap=True)
            else:
                drawn.add_column(heading, overflow="fold")
        for row in table.rows:
            drawn.add_row(*(Text(self.text(row.cells[index])) for index in part), style=_style(row))
        return drawn


def _style(row: Row) -> str:
    return "bold red" if row.alarm else "bold" if row.emphasis else ""
