"""Heat map: one measure over two varied inputs, figures everywhere and colours where there can be any.

A line runs between the cells where the measure turns negative, and brackets stand around the scenario's own values.
"""

from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import NamedTuple, TextIO, TypeAlias

from archpers.output.table import Column, Number, Row, Setting, Table

Spans: TypeAlias = list[tuple[str, str]]  # pieces of one line: text and style

_MOST_WIDTH = 200  # of a line where there is no terminal to fit
_NEGATIVE, _POSITIVE = (202, 0, 32), (5, 113, 176)  # red and blue: apart for nearly all colour-blind readers
_PLAIN = str.maketrans({"┃": "|", "━": "=", "£": "#"})


class HeatMap(NamedTuple):
    """A measure over two inputs."""

    title: str
    unit: str
    row_input: str
    rows: Sequence[Setting]
    column_input: str
    columns: Sequence[Setting]
    values: Sequence[Sequence[float | None]]
    """One list a row; None where the inputs are infeasible or there is no value."""
    baseline: tuple[int, int] | None
    """Row and column of the scenario's own values; None where they are not among those shown."""

    def text(self, row: int, column: int) -> str:
        """Write one cell; brackets mark the scenario's own values."""
        value = self.values[row][column]
        text = "infeasible" if value is None else str(Number(value, self.unit))
        return f"[{text}]" if (row, column) == self.baseline else f" {text} "

    def table(self) -> Table:
        """Return the same figures as a plain table, for a document."""
        columns = [Column(f"{self.row_input} / {self.column_input}", numeric=False)]
        columns += [Column(str(setting)) for setting in self.columns]
        rows = [
            Row((str(setting), *(self.text(i, j).strip() for j in range(len(self.columns)))))
            for i, setting in enumerate(self.rows)
        ]
        note = "Brackets mark the scenario's own values." if self.baseline else ""
        return Table(self.title, columns, rows, note)

    def turns(self, row: int, column: int, other_row: int, other_column: int) -> bool:
        """Say whether the measure is negative in one of two cells, and not in the other."""
        if other_row < 0 or other_column < 0:
            return False
        one, other = self.values[row][column], self.values[other_row][other_column]
        return one is not None and other is not None and (one < 0) != (other < 0)


def print_heat_map(heat_map: HeatMap, stream: TextIO) -> None:
    """Print a heat map to a text stream, in colour on a terminal."""
    colours = stream.isatty()
    lines = _lines(heat_map, get_terminal_size((_MOST_WIDTH, 24)).columns)
    if not colours:
        for line in lines:
            text = "".join(piece for piece, _ in line).rstrip()
            stream.write(_encodable(text, stream.encoding) + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for line in lines:
        console.print(Text.assemble(*((_encodable(text, stream.encoding), style) for text, style in line)))


def _encodable(text: str, encoding: str | None) -> str:
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        text = text.replace("£", "GBP ").translate(_PLAIN)
        return text.encode("ascii", "backslashreplace").decode("ascii")
    return text


def _lines(heat_map: HeatMap, width: int) -> Iterator[Spans]:
    """Lay the map out in as many parts as the width asks for, some columns in each."""
    labels = [str(row) for row in heat_map.rows]
    label_width = max(len(heat_map.row_input), *map(len, labels))
    cells = [[heat_map.text(i, j) for j in range(len(heat_map.columns))] for i in range(len(labels))]
    cell_width = max(len(text) for texts in (*cells, [f" {column} " for column in heat_map.columns]) for text in texts)
    count = max(1, (width - label_width) // (cell_width + 1))
    yield [("", "")]
    yield [(heat_map.title, "bold")]
    for start in range(0, len(heat_map.columns), count):
        part = range(start, min(start + count, len(heat_map.columns)))
        yield [(" " * (label_width + 2) + heat_map.column_input, "bold")]
        headings = "".join(f" {f'{heat_map.columns[j]} '.rjust(cell_width)}" for j in part)
        yield [(heat_map.row_input.ljust(label_width) + headings, "bold")]
        for i, label in enumerate(labels):
            yield from _row(heat_map, i, part, label.rjust(label_width), [text.rjust(cell_width) for text in cells[i]])
    own = "Brackets mark the scenario's own values; the line runs where it turns negative."
    away = "The scenario's own values are not among those shown; the line runs where it turns negative."
    yield [(own if heat_map.baseline else away, "dim")]


def _row(heat_map: HeatMap, i: int, part: range, label: str, texts: Sequence[str]) -> Iterator[Spans]:
    if any(heat_map.turns(i, j, i - 1, j) for j in part):
        pieces = [(" " if not heat_map.turns(i, j, i - 1, j) else "━") * (len(texts[j]) + 1) for j in part]
        yield [(" " * len(label) + "".join(pieces), "bold")]
    line: Spans = [(label, "bold")]
    for j in part:
        line.append(("┃" if j > part[0] and heat_map.turns(i, j, i, j - 1) else " ", "bold"))
        line.append((texts[j], _style(heat_map, i, j)))
    yield line


def _style(heat_map: HeatMap, i: int, j: int) -> str:
    """Colour a cell by its value: from white at zero to red for the most negative and blue for the most positive."""
    value = heat_map.values[i][j]
    if value is None:
        return "dim"
    most = max(abs(other) for row in heat_map.values for other in row if other is not None) or 1.0
    depth = abs(value) / most * 0.7  # so that black figures stay legible
    red, green, blue = (int(255 - (255 - part) * depth) for part in (_NEGATIVE if value < 0 else _POSITIVE))
    emphasis = "bold underline " if (i, j) == heat_map.baseline else ""
    return f"{emphasis}black on #{red:02x}{green:02x}{blue:02x}"
