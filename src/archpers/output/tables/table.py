"""A neutral table: cells with their units, rounded only when they are shown."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from archpers.rounding import grouped, significant

NOT_ESTIMATED = "not estimated"

UNIT_DECIMALS = {
    "share": 1,  # shown as a percentage
    "WTE": 2,
    "people": 0,
    "answers": 0,
    "people/WTE": 2,
    "days/year": 0,
    "hours/day": 2,
    "hours/week": 1,
    "hours/year": 0,
    "hours/WTE/year": 0,
    "hours/person/year": 2,
    "£/year": 0,
    "£/person/year": 0,
    "£/WTE/year": 0,
    "£/hour": 2,
    "WTE today/WTE required": 2,
}
"""Decimals that are shown of each unit."""


def decimals_of(unit: str) -> int:
    """Return how many decimals are shown of a unit; of a share, those of its percentage."""
    return UNIT_DECIMALS[unit]


class Number(NamedTuple):
    """A number with its unit; None stands for not estimated."""

    value: float | None
    unit: str

    def __str__(self) -> str:
        """Round half up and write with the unit's sign, £ or %; the rest of the unit stands in the heading."""
        if self.value is None:
            return NOT_ESTIMATED
        if self.unit == "share":
            return f"{grouped(self.value * 100, UNIT_DECIMALS['share'])}%"
        text = grouped(self.value, UNIT_DECIMALS[self.unit])
        if self.unit.startswith("£"):
            return f"-£{text[1:]}" if text.startswith("-") else f"£{text}"
        return text


def in_full(value: float, unit: str) -> str:
    """Write a number as it was given, nothing rounded, with the unit's sign, £ or %, and commas."""
    number = Decimal(repr(value)) * (100 if unit == "share" else 1)
    text = f"{number.normalize():,f}"
    if unit == "share":
        return f"{text}%"
    return f"£{text}" if unit.startswith("£") else text


class Setting(NamedTuple):
    """A value of an input, as far as two decimals more than its unit has in results, without trailing zeros."""

    value: float | None
    unit: str

    def __str__(self) -> str:
        """Write with the unit's sign, £ or %; the rest of the unit stands in the heading. `none` stands for None."""
        if self.value is None:
            return "none"
        scale, sign = (100, "%") if self.unit == "share" else (1, "")
        text = grouped(self.value * scale, UNIT_DECIMALS[self.unit] + 2).rstrip("0").rstrip(".")
        if self.unit.startswith("£"):
            text = f"-£{text[1:]}" if text.startswith("-") else f"£{text}"
        return text + sign


class Doubt(NamedTuple):
    """How far a number may be off, in the number's unit: two significant digits, so that it never looks like none."""

    value: float | None
    unit: str

    def __str__(self) -> str:
        """Write with the unit's sign, £ or %."""
        if self.value is None:
            return NOT_ESTIMATED
        text = significant(self.value * (100 if self.unit == "share" else 1), 2)
        return f"{text}%" if self.unit == "share" else f"£{text}" if self.unit.startswith("£") else text


class Chance(NamedTuple):
    """A probability; only one that is 0 or 1 is shown as 0% or 100%."""

    value: float | None

    def __str__(self) -> str:
        """Round half up to a tenth of a percent, or say that it is less than that from 0 or from 1."""
        if self.value is None:
            return NOT_ESTIMATED
        text = f"{grouped(self.value * 100, 1)}%"
        if 0 < self.value < 1:
            text = {"0.0%": "<0.1%", "100.0%": ">99.9%"}.get(text, text)
        return text


class Bar(NamedTuple):
    """A small bar for a share."""

    share: float | None


Cell: TypeAlias = str | Number | Setting | Doubt | Chance | Bar


class Column(NamedTuple):
    """A column: its heading, and the unit of its numbers where they share one.

    aside marks text, such as the unit of each row, that may move behind the row's label where there is little room.
    fold is the width [characters] beyond which a screen folds the heading at its dots and underscores; 0: never.
    """

    heading: str
    unit: str = ""
    numeric: bool = True
    aside: bool = False
    fold: int = 0


class Row(NamedTuple):
    """A row of cells; emphasis marks a subtotal or total, alarm a deficit."""

    cells: tuple[Cell, ...]
    emphasis: bool = False
    alarm: bool = False


class Table(NamedTuple):
    """A titled table. The first column is the row's label; each line of the note is a paragraph."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
