"""From a table to the data of a scenario: each value where a scenario file has it, with its cell as its place."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.numbers import unmistakable
from archpers.scenario.reading.spelling import plain
from archpers.scenario.reading.text import composed, foreign_space
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.scopes import is_shared
from archpers.scenario.spreadsheet.between_rows import NAME, InputValue, Record, refuse_sums, refuse_twice
from archpers.scenario.spreadsheet.cells import MOST_ROWS, CellPlace, Content, Grid
from archpers.scenario.spreadsheet.columns import NAMES, InputColumn, UnknownHeadingError, every_column, find

_TOTALS = (
    "total",
    "totals",
    "sum",
    "average",
    "mean",
    "median",
    "all",
    "grand_total",
    "subtotal",
    "sub_total",
    "overall",
)
"""What a row is called, as `spelling.plain` writes it, that is no team's or authority's."""

_LONGEST_NAME = 200
"""Characters of a name; a key of a scenario file has no room for more than 1,000."""


class Filled(NamedTuple):
    """What a table says."""

    rows: list[Record]
    shared: dict[KeyPath, InputValue]
    """What stands once for all of them."""
    columns: dict[int, InputColumn]
    named: CellPlace
    """The heading over the names."""
    misread: bool
    """Whether something is wrong with the headings."""

    def title(self, file: str, *, as_region: bool) -> str:
        """Return the name of the scenario: the file's for a region, else the team's own."""
        return (Path(file).stem.strip() or file) if as_region else self.rows[0].name if self.rows else ""

    @staticmethod
    def place_of(row: Record, *, as_region: bool) -> KeyPath:
        """Return where a row's values stand in the scenario."""
        return ("authorities", row.name) if as_region else ()


def filled(table: Grid) -> Filled:
    """Read a table: headings, then a row each. What is wrong is added to the table's problems."""
    cells = table.rows()
    if not cells:
        remedy = "write headings, and a row below for each team or authority"
        table.refuse(CellPlace(1, 1), "there is nothing here", remedy)
        return Filled([], {}, {}, CellPlace(1, 1), misread=True)
    _, *numbers = cells
    before = len(table.problems)
    columns, named = _headings(table, cells)
    misread = len(table.problems) > before
    if not numbers and not table.problems:
        table.refuse(named, "no row stands below the headings", "write a row for each team or authority")
    if len(numbers) > MOST_ROWS:
        place = CellPlace(numbers[MOST_ROWS], min(cells[numbers[MOST_ROWS]]))
        table.refuse(place, f"there are more than {MOST_ROWS:,} rows", "write a table for each part")
    rows: list[Record] = []
    shared: dict[KeyPath, InputValue] = {}
    for number in (own for own in numbers[:MOST_ROWS] if (columns or not misread) and own not in table.unread):
        rows.extend(_row(table, cells[number], CellPlace(number, named.column), columns, shared))
    refuse_twice(table, rows)
    refuse_sums(table, rows, columns)
    return Filled(rows, shared, columns, named, misread)


def _row(
    table: Grid,
    cells: Mapping[int, Content],
    place: CellPlace,
    columns: Mapping[int, InputColumn],
    shared: dict[KeyPath, InputValue],
) -> Iterator[Record]:
    """Yield what a row holds; nothing for a note below the table. shared: what all rows have in common."""
    name = _name(table, cells, place)
    values = list(_values(table, place.row, cells, columns))
    if name and not any(value.text for value in values) and not any(cells[number].wrong for number in cells):
        table.refuse(place, "this row has a name and no figures", "write its figures, or delete the row", NAME)
        return
    if name is None:
        return
    _share(table, shared, values)
    yield Record(name or f"row {place.row}", place, [value for value in values if not is_shared(value.path)])


def _headings(table: Grid, rows: Mapping[int, Mapping[int, Content]]) -> tuple[dict[int, InputColumn], CellPlace]:
    """Find what each column holds, by its number, in the order of the schema, and the heading over the names.

    There are none where nothing is over the names.
    """
    number, cells = next(iter(rows.items()))
    before = len(table.problems)
    found: dict[KeyPath, tuple[CellPlace, InputColumn]] = {}
    for index, cell in cells.items():
        place = CellPlace(number, index)
        column = _meaning(table, place, cell)
        if column is not None and column.path in found:
            words = f"{path_text(column.path)} has a heading at {found[column.path][0]} already"
            table.refuse(place, words, "keep one of the two columns")
        elif column is not None:
            found[column.path] = place, column
    if not found:
        del table.problems[before:]
        remedy = "let the headings be the first row: delete what stands above them"
        table.refuse(CellPlace(number, min(cells)), "is no heading that is known, nor is another in this row", remedy)
        return {}, CellPlace(number, min(cells))
    _refuse_without_heading(table, rows, cells)
    if NAMES.path not in found:
        place = CellPlace(number, min(cells))
        table.refuse(place, "no column has the names", "write the heading Name over them")
        return {}, place
    named, _ = found.pop(NAMES.path)
    order = {column.path: index for index, column in enumerate(every_column())}
    return {found[path][0].column: found[path][1] for path in sorted(found, key=order.__getitem__)}, named


def _refuse_without_heading(
    table: Grid, rows: Mapping[int, Mapping[int, Content]], headings: Mapping[int, Content]
) -> None:
    below: dict[int, CellPlace] = {}
    for row, own in rows.items():
        for index in own.keys() - headings.keys():
            below.setdefault(index, CellPlace(row, index))
    for place in sorted(below.values()):
        table.refuse(place, "this column has no heading", "write one above it, or delete the column")


def _meaning(table: Grid, place: CellPlace, cell: Content) -> InputColumn | None:
    """Return what a heading means; None where it means nothing."""
    if cell.wrong or not cell.typed:
        table.refuse(place, cell.wrong or "is a number, not a heading", "write the heading as text")
        return None
    try:
        return find(cell.text)
    except UnknownHeadingError as error:
        table.refuse(place, *error.args)
        return None


def _name(table: Grid, cells: Mapping[int, Content], place: CellPlace) -> str | None:
    """Return the name in a row; empty for what is none, and None for a total."""
    cell = cells.get(place.column, Content(""))
    name = composed(" ".join(cell.text.split(" ")))
    space = foreign_space(name) or (foreign_space(name[::-1]) if name else None)
    if cell.wrong:
        table.refuse(place, cell.wrong, "write the name as text", NAME)
    elif not name:
        table.refuse(place, "this row has no name", "write it here, or delete the row", NAME)
    elif space:
        table.refuse(place, space[1].replace("before this", "at its end"), "write an ordinary space, or none", NAME)
    elif len(name) > _LONGEST_NAME:
        table.refuse(place, f"has more than {_LONGEST_NAME} characters", "write a shorter name", NAME)
    elif plain(name) in _TOTALS or re.match(r"(grand |sub-?)?total\b|.*\btotals?$", name.casefold()):
        table.refuse(
            place, "is a total, not a team or an authority", "delete the row: archpers adds up by itself", NAME
        )
        return None
    else:
        return name
    return ""


def _values(
    table: Grid, row: int, cells: Mapping[int, Content], columns: Mapping[int, InputColumn]
) -> Iterator[InputValue]:
    for number, column in columns.items():
        cell, place, path = cells.get(number, Content("")), CellPlace(row, number), path_text(column.path)
        text = cell.text.strip()
        if cell.wrong:
            table.refuse(place, cell.wrong, cell.remedy, path)
            text = ""
        elif column.kind is None:
            pass
        elif column.percent and text and "%" not in text:
            remedy = "format it as a percentage, write its percent sign, or write [share] in the heading"
            table.refuse(place, "the heading says %, and the number does not", remedy, path)
        elif not cell.typed:
            text = unmistakable(text, column.kind)
        yield InputValue(column.path, place, text, column.kind is not None)


def _share(table: Grid, shared: dict[KeyPath, InputValue], values: list[InputValue]) -> None:
    """Keep what all rows have in common; a row that says otherwise is refused."""
    for value in values:
        if is_shared(value.path) and value.text:
            before = shared.setdefault(value.path, value)
            if before.text != value.text:
                message = f"the reform is one for all, and {before.place} has {before.text}"
                table.refuse(value.place, message, "write the same in every row", path_text(value.path))
