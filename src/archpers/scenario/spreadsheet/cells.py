"""A table: the cells of a sheet, or of a file of separated values, each with its place."""

import re
from typing import NamedTuple

from archpers.errors import Problem, readable
from archpers.scenario.reading.text import shortened

MOST_BYTES = 16 * 1024 * 1024
"""Bytes of a spreadsheet that is read."""
MOST_ROWS = 5_000
"""Rows of values that a table may have."""


class Content(NamedTuple):
    """A cell that holds something."""

    text: str
    """What it holds, as a scenario file has it: a percentage as `20%`, money as `£385000`."""
    typed: bool = True
    """Whether text stands there; else a number."""
    wrong: str = ""
    """Why it is nothing that can be read; empty where it can."""
    remedy: str = ""


class CellPlace(NamedTuple):
    """Where a cell is: row and column, from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        """Write it as a spreadsheet does: D7."""
        return f"{letters(self.column)}{self.row}"


def letters(column: int) -> str:
    """Name a column, from 1: A, B, ..., AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


class Grid:
    """The cells of a sheet that hold something, and what is wrong with the sheet itself."""

    def __init__(self, file: str, sheet: str, sha256: str) -> None:
        self.file = "standard input" if file == "-" else readable(file)
        """The file as it was named."""
        self.sheet = sheet
        """Empty for separated values."""
        self.sha256 = sha256
        self.cells: dict[CellPlace, Content] = {}
        self.formulas: dict[CellPlace, str] = {}
        """What is computed, as it is written."""
        self.unread: set[int] = set()
        """Rows whose cells cannot be told apart."""
        self.problems: list[tuple[CellPlace, Problem]] = []

    def where(self, place: CellPlace) -> str:
        """Say where a cell is, without the file: Teams!D7, 'My teams'!D7, D7."""
        if not self.sheet:
            return str(place)
        name = self.sheet if re.fullmatch(r"\w+", self.sheet) else "'{}'".format(self.sheet.replace("'", "''"))
        return f"{name}!{place}"

    def problem(self, place: CellPlace, message: str, remedy: str, path: str = "") -> Problem:
        """Make the problem of a cell: `teams.xlsx:Teams!D7 people_served = "n/a": ...`."""
        cell = self.cells.get(place)
        text = shortened(" ".join(cell.text.split())) if cell else ""
        says = f'"{text}"' if cell and cell.typed else text
        return Problem(message, remedy, f"{self.file}:{self.where(place)}", path=path, says=says)

    def refuse(self, place: CellPlace, message: str, remedy: str, path: str = "") -> None:
        """Remember a problem of a cell."""
        self.problems.append((place, self.problem(place, message, remedy, path)))

    def rows(self) -> dict[int, dict[int, Content]]:
        """Return the cells by row and column, in order, without blanks around their text."""
        found: dict[int, dict[int, Content]] = {}
        for place in sorted(self.cells):
            cell = self.cells[place]
            text = cell.text.strip(" \t\r\n")
            if text or cell.wrong:
                found.setdefault(place.row, {})[place.column] = cell._replace(text=text)
        return found
