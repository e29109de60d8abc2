"""A neutral table: cells with their units, rounded only when they are shown."""

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite
from typing import NamedTuple, TypeAlias

from archpers.rounding import TOO_LONG, significant, visible, with_power
from archpers.units import SHARE, Unit

NOT_ESTIMATED = "not estimated"


class Number(NamedTuple):
    """A number with its unit; None stands for not estimated."""

    value: float | None
    unit: Unit

    def __str__(self) -> str:
        """Round half up and write with the unit's sign, £ or %; the rest of the unit stands in the heading.

        A number that is not 0 never looks like 0.
        """
        if self.value is None or not isfinite(self.value):
            return NOT_ESTIMATED
        return self.unit.signed(visible(self.unit.scaled(self.value), self.unit.decimals))

    def in_words(self) -> str:
        """Write it as a sentence has it, with its whole unit; what there is not has none."""
        return self.unit.in_words(str(self)) if self.value is not None and isfinite(self.value) else str(self)


def in_full(value: float, unit: Unit) -> str:
    """Write a number as it was given, nothing rounded, with the unit's sign, £ or %, and commas.

    One with very many digits, before or behind the point, has a power of ten.
    """
    own = (Decimal(repr(value)) * unit.scale).normalize()
    long = abs(own) >= TOO_LONG or 0 < abs(own) < 1 / TOO_LONG
    return unit.signed(with_power(own, len(own.as_tuple().digits)) if long else f"{own:,f}")


class AsGiven(NamedTuple):
    """A number of the file as it was given, nothing rounded; None stands for none given."""

    value: float | None
    unit: Unit

    def __str__(self) -> str:
        """Write with the unit's sign, £ or %; the rest of the unit stands in the heading, or beside. Empty for None."""
        return "" if self.value is None else in_full(self.value, self.unit)


class Setting(NamedTuple):
    """A value of an input, as far as two decimals more than its unit has in results, without trailing zeros."""

    value: float | None
    unit: Unit

    def __str__(self) -> str:
        """Write with the unit's sign, £ or %; the rest of the unit stands in the heading. `none` stands for None."""
        if self.value is None:
            return "none"
        digits = visible(self.unit.scaled(self.value), self.unit.decimals + 2)
        return self.unit.signed(digits if "e" in digits else digits.rstrip("0").rstrip("."))


class Doubt(NamedTuple):
    """How far a number may be off, in the number's unit: two significant digits, so that it never looks like none."""

    value: float | None
    unit: Unit

    def __str__(self) -> str:
        """Write with the unit's sign, £ or %."""
        if self.value is None:
            return NOT_ESTIMATED
        return self.unit.signed(significant(self.unit.scaled(self.value), 2))


class Chance(NamedTuple):
    """A probability; only one that is 0 or 1 is shown as 0% or 100%."""

    value: float | None

    def __str__(self) -> str:
        """Round half up to a tenth of a percent, or say that it is less than that from 0 or from 1."""
        text = str(Number(self.value, SHARE))
        if self.value is not None and 0 < self.value < 1:
            text = {"0.0%": "<0.1%", "100.0%": ">99.9%"}.get(text, text)
        return text


class Bar(NamedTuple):
    """A small bar for a share."""

    share: float | None


Cell: TypeAlias = str | Number | AsGiven | Setting | Doubt | Chance | Bar


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

    @property
    def words(self) -> str:
        """The heading with the unit behind it."""
        return " ".join(filter(None, (self.heading, self.unit)))


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

    def plain(self) -> "Table":
        """Return the table for where no bars are drawn: a paper, a page, a sheet."""
        kept = [i for i in range(len(self.columns)) if not any(isinstance(row.cells[i], Bar) for row in self.rows)]
        rows = [row._replace(cells=tuple(row.cells[i] for i in kept)) for row in self.rows]
        return self._replace(columns=[self.columns[i] for i in kept], rows=rows)
