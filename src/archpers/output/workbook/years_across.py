"""One formula for all years of a business case: what the years' own formulas have in common, and where they part.

A number of a list of the file is the list's entry for the year; a number that begins otherwise than it goes on asks
which year it is.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archpers.model.case_inputs import BY_YEAR
from archpers.model.renderings import words
from archpers.model.trace import Name, Traced
from archpers.output.workbook.writing.sheet_cells import Ref, in_a_row
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.yaml import EVERY_YEAR, path_text

_GROWTH = "growth_by_year"
_AMOUNT = "amount_by_year"
_LISTS = (*BY_YEAR, _GROWTH)
_ENTRY = "entry of a list"
"""Stands in a formula for the entry of the year that is asked for."""


class YearList(NamedTuple):
    """A list of the file, one number a year."""

    cells: list[Ref]
    """Where its numbers are in use, the first year's first."""
    later: bool
    """The first number is for the second year."""
    ends: bool
    """What comes behind the last number is nothing, not the last number again."""

    def place(self, number: int) -> int:
        """Return which of its numbers holds in a year, both from 0; -1 for none."""
        own = number - self.later
        return own if own < len(self.cells) else -1 if self.ends else len(self.cells) - 1

    def written(self, year: str, sheet: str) -> str:
        """Write its number for a year, in words of a workbook; year: the cell that holds the year's number, from 1."""
        cells = self.cells[0].to(self.cells[-1], sheet)
        number = f"{year}-1" if self.later else year
        if self.ends:
            return f"IF({number}>ROWS({cells}),0,INDEX({cells},{number}))"
        return f"INDEX({cells},MIN({number},ROWS({cells})))"


def lists_in(cells: Mapping[Name, Ref]) -> dict[str, YearList]:
    """Return the lists among the inputs that stand somewhere, by a key of their own."""
    found: dict[str, list[Ref]] = {}
    for name, cell in cells.items():
        if name.name in _LISTS and name.key is not None and name.authority is None:
            found.setdefault(_key(name), []).append(cell)
    return {
        key: YearList(own, key.startswith(_GROWTH), key.startswith(_AMOUNT))
        for key, own in found.items()
        if EVERY_YEAR not in key and (len(own) == 1 or in_a_row(own))
    }


def _key(name: Name) -> str:
    """Return the key of the list that a number belongs to."""
    *owner, place = parse_path(name.key or "")
    return path_text((name.name, *owner, *([place] if place == EVERY_YEAR else [])))


def _of_item(name: Name) -> str:
    """Return the key of the list that an item's amounts come from."""
    return path_text((_AMOUNT, name.key or ""))


class Across:
    """How the formulas of a row become one."""

    def __init__(self, cells: Mapping[Name, Ref]) -> None:
        """Take the inputs and where they stand."""
        self.lists, self._cells = lists_in(cells), cells

    def parts(self, name: Name, formulas: Sequence[Any]) -> list[Traced]:
        """Return the formulas of all years with what is an entry of a list said as such."""
        return [self._canonical(number, name, formula) for number, formula in enumerate(formulas)]

    def _canonical(self, number: int, name: Name, formula: Any) -> Traced:
        if not isinstance(formula, Traced):
            key = _of_item(name) if name.name == BY_YEAR[_AMOUNT] else ""
            ended = key in self.lists and self.lists[key].place(number) < 0
            return Traced("name", Name(_ENTRY, key)) if ended else Traced("number", float(formula))
        if formula.operation == "name":
            return Traced("name", self._entry(number, formula.parts[0]))
        parts = [self._canonical(number, name, part) if isinstance(part, Traced) else part for part in formula.parts]
        return Traced(formula.operation, *parts)

    def _entry(self, number: int, operand: Name) -> Name:
        if operand.name not in _LISTS or operand.key is None:
            return operand
        key = _key(operand)
        own = self.lists.get(key)
        here = own is not None and own.cells[own.place(number)] == self._cells.get(operand._replace(authority=None))
        return Name(_ENTRY, key) if here else operand


def joined(parts: Sequence[Traced], written: Sequence[str], year: str, years: Sequence[str]) -> str:
    """Write one formula for all years. written: the years' own, as this year would write them; year: its number's cell.

    years: the cells of all years' numbers.
    """
    told = [words(part) for part in parts]
    if len({*told}) == 1:
        return written[0]
    if len({*told[1:]}) == 1:
        return f"IF({year}=1,{written[0]},{written[1]})"
    text = written[-1]
    for number in reversed(range(len(parts) - 1)):
        if told[number] != told[number + 1]:
            text = f"IF({year}<={years[number]},{written[number]},{text})"
    return text


def is_entry(name: Name) -> bool:
    """Say whether a name stands for the entry of a list."""
    return name.name == _ENTRY
