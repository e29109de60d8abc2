"""What the rows of a table must not be to one another: the same by name, or the sum of those above."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.numbers import read_number
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.scopes import is_shared
from archpers.scenario.spreadsheet.cells import CellPlace, Grid
from archpers.scenario.spreadsheet.columns import NAMES, InputColumn

NAME = path_text(NAMES.path)


class InputValue(NamedTuple):
    """A value of the scenario."""

    path: KeyPath
    """Where it stands below the team or authority, or at the top for what all share."""
    place: CellPlace
    text: str
    """As a scenario file has it; empty where the cell is."""
    is_number: bool


class Record(NamedTuple):
    """A team or authority."""

    name: str
    place: CellPlace
    values: list[InputValue]


def refuse_twice(table: Grid, rows: list[Record]) -> None:
    """Refuse a name that another row has; in the scenario its row goes by its number."""
    seen: dict[str, CellPlace] = {}
    for index, row in enumerate(rows):
        place = seen.setdefault(row.name.casefold(), row.place)
        if place != row.place:
            table.refuse(row.place, f"{place} has this name already", "write another name, or delete the row", NAME)
            rows[index] = row._replace(name=f"row {row.place.row}")


def refuse_sums(table: Grid, rows: list[Record], columns: Mapping[int, InputColumn]) -> None:
    """Refuse a row whose figures are the sums of those above, whatever it is called."""
    adding = [column for column in columns.values() if column.unit and column.unit.adds and not is_shared(column.path)]
    sums: dict[KeyPath, float] = {}
    for above, row in enumerate(rows):
        own = dict(_numbers(row, adding))
        alike = [abs(sums.get(path, 0.0) - value) <= 1e-9 * abs(value) for path, value in own.items()]
        if above > 1 and len(own) > 1 and all(alike):
            remedy = "delete the row: archpers adds up by itself"
            table.refuse(row.place, "its figures are the sums of those above", remedy)
        sums.update({path: sums.get(path, 0.0) + value for path, value in own.items()})


def _numbers(row: Record, columns: list[InputColumn]) -> Iterator[tuple[KeyPath, float]]:
    kinds = {column.path: column.kind for column in columns}
    for value in row.values:
        kind = kinds.get(value.path)
        if kind is not None and value.text:
            try:
                yield value.path, read_number(value.text, kind)
            except PydanticCustomError:  # reported where it is checked
                continue
