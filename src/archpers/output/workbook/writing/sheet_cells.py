"""The cells of a workbook: what they can hold, how they look, and what Excel can bear."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.numbers import Kind
from archpers.units import ANSWERS, Unit

NUMBER = ANSWERS._replace(text="number")
"""The unit of a count."""
MOST_CHARACTERS = 32_000  # of a cell; Excel takes 32,767
MOST_IN_SHEET_NAME = 31
_MOST_DECIMALS = 10

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Ref(NamedTuple):
    """A cell."""

    sheet: str
    row: int
    column: int

    def seen_from(self, sheet: str, *, across: bool = False, down: bool = False) -> str:
        """Write the reference as a formula on a sheet has it.

        across: it moves with the column that the formula is copied to; down: with the row.
        """
        cell = xl_rowcol_to_cell(self.row, self.column, row_abs=not down, col_abs=not across)
        return cell if sheet == self.sheet else f"{quoted(self.sheet)}!{cell}"

    def moved(self, rows: int = 0, columns: int = 0) -> "Ref":
        """Return the cell so far down and to the right."""
        return Ref(self.sheet, self.row + rows, self.column + columns)

    def to(self, last: "Ref", sheet: str, *, across: bool = False) -> str:
        """Write the range from this cell to another of its sheet, as a formula on a sheet has it."""
        return f"{self.seen_from(sheet, across=across)}:{last.seen_from(last.sheet, across=across)}"


def in_a_row(cells: Sequence[Ref]) -> bool:
    """Say whether cells follow one another without a gap, in a row or down a column."""
    steps = {
        (after.sheet == own.sheet, after.row - own.row, after.column - own.column) for own, after in pairwise(cells)
    }
    return steps in ({(True, 0, 1)}, {(True, 1, 0)})


class Live(NamedTuple):
    """A cell with a formula, without equals sign, and the value it has as things stand; None where there is none."""

    formula: str
    value: float | None
    unit: Unit
    alarm: bool = False
    """A negative value is bad news, and red."""
    array: bool = False
    """The formula takes a range member by member."""


class Told(NamedTuple):
    """A cell with a formula that makes text, and the text as things stand."""

    formula: str
    value: str


class Entry(NamedTuple):
    """A cell for a number that the reader may change."""

    value: float
    unit: Unit
    kind: Kind
    path: KeyPath = ()
    """Where the number stands in the file; empty for one that the file does not have."""


class Fixed(NamedTuple):
    """A cell with a number that stays."""

    value: float
    unit: Unit
    strong: bool = False
    """It is what matters in its row."""
    computed: bool = False
    """It was computed, so that it is shown with the decimals of its unit, not whole."""


SheetCell: TypeAlias = str | Live | Told | Entry | Fixed


def quoted(sheet: str) -> str:
    """Write a sheet's name as a formula has it."""
    return "'" + sheet.replace("'", "''") + "'"


def ranges(rows: Sequence[int], column: int) -> Iterator[str]:
    """Yield the ranges of a column that these rows, in their order, make up: `B7:B9`."""
    start = before = rows[0]
    for row in (*rows[1:], -1):
        if row != before + 1:
            yield xl_range(start, column, before, column)
            start = row
        before = row


def safe(text: str) -> str:
    """Return text as a cell can hold it: no characters that a file must not have, and not too long."""
    text = _NOT_IN_XML.sub("\ufffd", text)
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Make a name that Excel takes for a sheet: at most 31 characters, without []:*?/\\, different from those taken.

    taken: names in use, in small letters.
    """
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", safe(wanted)).strip().strip("'").strip() or "Sheet"
    number = 1
    while True:
        ending = f" {number}" if number > 1 else ""
        name = _cut(plain, MOST_IN_SHEET_NAME - len(ending)).rstrip(" '") + ending
        if name.casefold() not in taken and name.casefold() != "history":  # a name that Excel keeps for itself
            return name
        number += 1


def _cut(text: str, most: int) -> str:
    """Cut text to so many UTF-16 units, which is what Excel counts."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def different(headings: Sequence[str]) -> list[str]:
    """Number the headings that are there already: a table's must differ, small and capital letters alike."""
    found: list[str] = []
    for heading in headings:
        number, name = 1, heading
        while name.casefold() in {other.casefold() for other in found}:
            number += 1
            name = f"{heading} {number}"
        found.append(name)
    return found


def decimals_of(unit: Unit, value: float | None = None) -> int:
    """Return how many decimals a cell has; value: one that must be seen whole."""
    if value is None:
        return unit.decimals
    needed = len(repr(float(value)).partition(".")[2].rstrip("0")) if "e" not in repr(float(value)) else _MOST_DECIMALS
    return min(max(unit.decimals, needed - (2 if unit.is_share else 0)), _MOST_DECIMALS)


def number_format(unit: Unit, decimals: int, *, alarm: bool = False) -> str:
    """Return Excel's number format of a unit with so many decimals; alarm: red if negative."""
    places = f".{'0' * decimals}" if decimals else ""
    return _either_sign(unit.signed(f"0{places}" if unit.is_share else f"#,##0{places}"), alarm=alarm)


def small_formats(unit: Unit, decimals: int, *, alarm: bool = False) -> Iterator[tuple[float, float, str]]:
    """Yield the formats of figures that would look like 0 and are not: from how much, up to how much, and how."""
    limit, least = (0.5 / 10**places / unit.scale for places in (decimals, 6))
    if limit > least:
        yield least, limit, _either_sign(unit.signed("0.######"), alarm=alarm)
    plain = "0.0E+00" if unit.is_share else unit.signed("0.0E+00")  # there is no percentage with a power of ten
    yield 0.0, min(limit, least), _either_sign(plain, alarm=alarm)


def label_format(unit: Unit, decimals: int) -> str:
    """Return the format of a chart's labels: a figure that would look like 0 and is not is written as it is."""
    limit, plain = 0.5 / 10**decimals / unit.scale, number_format(unit, decimals).split(";")[0]
    return f"[>={limit:g}]{plain};[<=-{limit:g}]-{plain};General"


def _either_sign(plain: str, *, alarm: bool) -> str:
    return f"{plain};{'[Red]' if alarm else ''}-{plain}"


def validation(row: int, column: int, kind: Kind) -> dict[str, Any]:
    """Return the rule that Excel holds a cell to: the bounds of a kind of number."""
    cell = xl_rowcol_to_cell(row, column)
    rule = kind.rule[0].upper() + kind.rule[1:]
    words = {"input_title": "You may change this", "input_message": f"{rule}.", "error_message": f"{rule}."}
    words["error_title"] = "Not possible here"
    if kind.least_excluded and kind.most != math.inf:
        test = f"=AND(ISNUMBER({cell}),{cell}>{kind.least:g},{cell}<={kind.most:g})"
        return {"validate": "custom", "value": test, "ignore_blank": False, **words}
    words["validate"] = "decimal"
    if kind.most != math.inf:
        return {"criteria": "between", "minimum": kind.least, "maximum": kind.most, "ignore_blank": False, **words}
    return {"criteria": ">" if kind.least_excluded else ">=", "value": kind.least, "ignore_blank": False, **words}
