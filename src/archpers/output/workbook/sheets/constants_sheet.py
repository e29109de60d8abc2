"""The sheet Constants: every number that formulas rest on and no file gives, in a cell with a name."""

from typing import TYPE_CHECKING, NamedTuple

from archpers.output.workbook.writing.book_names import name_of
from archpers.output.workbook.writing.sheet_cells import Fixed, Ref
from archpers.results.remarks.build_up_warnings import DIARY_WITHIN, WORKING_DAYS_A_WEEK
from archpers.units import DAYS_PER_YEAR, FACTOR, SHARE, Unit

if TYPE_CHECKING:
    from archpers.output.workbook.writing.sheets import Book, Sheet

SHEET = "Constants"
_TOP = 3  # row of the headings
STRUCTURAL = (0.0, 1.0, -1.0)
"""What may stand in a formula as it is: nothing, the whole of something, and the other sign."""


class Constant(NamedTuple):
    """A number that no file gives."""

    name: str
    value: float
    unit: Unit
    words: str


DAYS_A_WEEK = Constant(
    "working_days_a_week",
    WORKING_DAYS_A_WEEK,
    DAYS_PER_YEAR._replace(text="days/week"),
    "Working days in a week of the contract",
)
DIARY = Constant(
    "hours_a_week_may_miss",
    DIARY_WITHIN,
    SHARE,
    "By so much of them the hours a week in the functions may miss those that the staff work, before a check asks for "
    "a look",
)
TOLERANCE = Constant(
    "relative_tolerance",
    1e-9,
    FACTOR,
    "By so much of the larger of two numbers they may differ and count as equal: what binary fractions leave",
)
THIRD_QUARTILE = Constant("third_quartile", 3.0, FACTOR._replace(text="number"), "Number of the upper quartile")


class BookConstants:
    """The constants of a workbook, in the order in which formulas ask for them."""

    def __init__(self) -> None:
        self._places: dict[Constant, int] = {}

    def ref(self, constant: Constant) -> Ref:
        """Return the cell of a constant."""
        return Ref(SHEET, _TOP + 1 + self._places.setdefault(constant, len(self._places)), 1)

    def written(self, number: float, sheet: str) -> str:
        """Write a number of a formula for a cell on a sheet: its cell, or itself where it is plain."""
        if number in STRUCTURAL:
            return f"{number:g}"
        unnamed = Constant(name_of(f"number_{number:g}"), number, FACTOR, "A number of the model's formulas")
        known = next((own for own in (DAYS_A_WEEK, DIARY, TOLERANCE) if own.value == number), unnamed)
        return self.ref(known).seen_from(sheet)

    def write(self, book: "Book") -> "Sheet":
        """Add the sheet, once every formula has asked for its constants."""
        sheet = book.sheet(
            SHEET, "Constants", "Numbers that formulas rest on and no file gives.", widths=(34, 16, 16, 100)
        )
        for constant in self._places:
            book.define(constant.name, self.ref(constant))
        sheet.block(len(self._places)).write(
            ("Name", "Value", "Unit", "What it is"),
            [(own.name, Fixed(own.value, own.unit), own.unit.text, own.words) for own in self._places],
        )
        return sheet
