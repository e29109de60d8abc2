"""Heat map: one measure over two varied inputs, figures everywhere and colours where there can be any.

A line runs between the cells where the measure turns negative, and brackets stand around the scenario's own values.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TextIO, TypeAlias

from archpers.output.formats.terminal import Paper, paper_of
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.units import Unit

StyledSpans: TypeAlias = list[tuple[str, str]]  # pieces of one line: text and style
CellColour: TypeAlias = Callable[[float], str]  # the style of a cell, from its value

_NEGATIVE, _POSITIVE = (202, 0, 32), (5, 113, 176)  # red and blue: apart for nearly all colour-blind readers


class HeatMap(NamedTuple):
    """A measure over two inputs."""

    title: str
    unit: Unit
    row_input: str
    rows: Sequence[str]
    column_input: str
    columns: Sequence[str]
    values: Sequence[Sequence[float | str]]
    """One list a row; a word in place of a value that there is not."""
    baseline: tuple[int, int] | None
    """Row and column of the scenario's own values; None where they are not among those shown."""
    note: str = ""
    """What to say below it; each line is a paragraph."""

    def text(self, row: int, column: int) -> str:
        """Write one cell; brackets mark the scenario's own values."""
        value = self.values[row][column]
        text = value if isinstance(value, str) else str(Number(value, self.unit))
        return f"[{text}]" if (row, column) == self.baseline else f" {text} "

    def plain(self) -> Table:
        """Return the same figures as a plain table, for a document."""
        columns = [Column(f"{self.row_input} / {self.column_input}", numeric=False)]
        columns += [Column(setting) for setting in self.columns]
        rows = [
            Row((setting, *(self.text(i, j).strip() for j in range(len(self.columns)))))
            for i, setting in enumerate(self.rows)
        ]
        return Table(self.title, columns, rows, self.note)

    def turns(self, row: int, column: int, other_row: int, other_column: int) -> bool:
        """Say whether the measure is negative in one of two cells, and not in the other."""
        if other_row < 0 or other_column < 0:
            return False
        one, other = self.values[row][column], self.values[other_row][other_column]
        return not isinstance(one, str) and not isinstance(other, str) and (one < 0) != (other < 0)


def print_heat_map(heat_map: HeatMap, stream: TextIO) -> None:
    """Print a heat map to a text stream, in colour on a terminal."""
    paper = paper_of(stream)
    if not stream.isatty():
        for line in _lines(heat_map, paper, _plain):
            stream.write("".join(piece for piece, _ in line).rstrip() + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, width=paper.width, highlight=False, markup=False, emoji=False)
    colour = _shades(heat_map) if console.color_system in ("256", "truecolor") else _plain
    for line in _lines(heat_map, paper, colour):
        console.print(Text.assemble(*line), soft_wrap=True)


def _lines(heat_map: HeatMap, paper: Paper, colour: CellColour) -> Iterator[StyledSpans]:
    """Lay the map out in as many parts as the width asks for, some columns in each."""
    labels, columns = ([paper.fit(text) for text in texts] for texts in (heat_map.rows, heat_map.columns))
    row_input = paper.fit(heat_map.row_input)
    label_width = max(len(row_input), *map(len, labels))
    cells = [[paper.fit(heat_map.text(i, j)) for j in range(len(columns))] for i in range(len(labels))]
    cell_width = max(len(text) for texts in (*cells, [f" {column} " for column in columns]) for text in texts)
    count = max(1, (paper.width - label_width) // (cell_width + 1))
    yield [("", "")]
    yield from ([line] for line in paper.paragraph(heat_map.title, "bold"))
    for start in range(0, len(columns), count):
        part = range(start, min(start + count, len(columns)))
        yield [(" " * (label_width + 2) + paper.fit(heat_map.column_input), "bold")]
        headings = "".join(f" {f'{columns[j]} '.rjust(cell_width)}" for j in part)
        yield [(row_input.ljust(label_width) + headings, "bold")]
        for i, label in enumerate(labels):
            texts = [text.rjust(cell_width) for text in cells[i]]
            for line in _row(heat_map, i, part, label.rjust(label_width), texts, colour):
                yield [(paper.fit(text), style) for text, style in line]
    for text in _note(heat_map).splitlines():
        yield from ([line] for line in paper.paragraph(text, "dim"))


def _note(heat_map: HeatMap) -> str:
    """Say what marks and lines mean, as far as there are any."""
    places = [(i, j) for i in range(len(heat_map.rows)) for j in range(len(heat_map.columns))]
    turns = any(heat_map.turns(i, j, i - 1, j) or heat_map.turns(i, j, i, j - 1) for i, j in places)
    return f"{heat_map.note} {'The line runs where the figures turn negative.' if turns else ''}".strip()


def _row(
    heat_map: HeatMap, i: int, part: range, label: str, texts: Sequence[str], colour: CellColour
) -> Iterator[StyledSpans]:
    if any(heat_map.turns(i, j, i - 1, j) for j in part):
        pieces = [(" " if not heat_map.turns(i, j, i - 1, j) else "━") * (len(texts[j]) + 1) for j in part]
        yield [(" " * len(label) + "".join(pieces), "bold")]
    line: StyledSpans = [(label, "bold")]
    for j in part:
        value = heat_map.values[i][j]
        emphasis = "bold underline " if (i, j) == heat_map.baseline else ""
        line.append(("┃" if heat_map.turns(i, j, i, j - 1) else " ", "bold"))
        line.append((texts[j], "dim" if isinstance(value, str) else emphasis + colour(value)))
    yield line


def _shades(heat_map: HeatMap) -> CellColour:
    """Colour from white at zero to red for the most negative and blue for the most positive."""
    most = max((abs(value) for row in heat_map.values for value in row if not isinstance(value, str)), default=0.0)

    def shade(value: float) -> str:
        depth = abs(value) / (most or 1.0) * 0.7  # so that black figures stay legible
        red, green, blue = (int(255 - (255 - part) * depth) for part in (_NEGATIVE if value < 0 else _POSITIVE))
        return f"black on #{red:02x}{green:02x}{blue:02x}"

    return shade


def _plain(value: float) -> str:
    """Colour by the sign alone: sixteen colours have no shades, and would give both signs the same grey."""
    return "white on red" if value < 0 else "white on blue" if value > 0 else ""
