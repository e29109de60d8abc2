"""The register of printed figures: every cell of the published tables, read from figures.yaml."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from archpers.errors import ArchpersError
from archpers.published.interval import Interval
from archpers.rounding import grouped, rounded
from archpers.scenario.reading.numbers import printed_decimals
from archpers.scenario.reading.yaml import read

FILE = Path(__file__).with_name("figures.yaml")

Key: TypeAlias = tuple[str, str, str, str]  # document, table, row, column

_ONE, _PERCENT = Fraction(1), Fraction(1, 100)
_SCALES = {"percent of time": _PERCENT, "£m/year": Fraction(1_000_000)}
"""Units that are printed otherwise than the model has them: what one printed unit is worth there."""

_ROUNDED_UNITS = {"WTE", "£m/year", "£/year", "£/person/year", "percent of time"}
"""Units of measured figures, which printing has rounded.

The others are exact as printed: people and answers are counted, days and hours are what the authors multiplied, and
the hours and the share of the reform are assumptions that were chosen, not measured.
"""


class FiguresError(ArchpersError):
    """The register of printed figures cannot be used."""


class PrintedCell(NamedTuple):
    """One printed figure, and how it is checked."""

    document: str
    table: str
    line: int
    """Where it stands in figures.yaml."""
    row: str
    column: str
    printed: str
    """The text as printed; its last digit tells its precision."""
    unit: str
    kind: str = "output"
    """`input` or `output` of the model."""
    rule: str = ""
    """Name of the rule that computes it; empty for an input that nothing else states."""
    of: str = ""
    """What the rule computes: the name of a quantity, where it serves several."""
    member: str = ""
    """Which function, authority or source of support, where it is one of several."""
    conventions: tuple[str, ...] = ()
    status: str = ""
    """The status that is declared for it; empty for an input that nothing else states."""
    against: str = ""
    """Table, row and column of the same document that contradict it, between slashes."""
    origin: str = ""
    """Name of the rule that says where a figure that is contradicted seems to come from."""
    note: str = ""

    @property
    def key(self) -> Key:
        """Document, table, row and column."""
        return self.document, self.table, self.row, self.column

    @property
    def contradicting(self) -> Key:
        """Document, table, row and column of the cell that contradicts it. ValueError where `against` is not three."""
        table, row, column = self.against.split(" / ")
        return self.document, table, row, column

    @property
    def name(self) -> str:
        """Document, table, row and column in words."""
        return ", ".join(self.key)

    @property
    def decimals(self) -> int:
        """How many decimals are printed."""
        return printed_decimals(self.printed)

    @property
    def scale(self) -> Fraction:
        """What one printed unit is worth in the unit of the model: 0.01 for a percentage."""
        return _PERCENT if self.printed.endswith("%") else _SCALES.get(self.unit, _ONE)

    @property
    def value(self) -> Interval:
        """The printed number in the unit of the model. FiguresError where there is none."""
        try:
            return Interval(Fraction(self._digits) * self.scale)
        except ValueError:
            raise FiguresError(f"{self.name}: {self.printed!r} is not a printed number") from None

    @property
    def interval(self) -> Interval:
        """All numbers that are printed like this: half a unit of the last printed digit to either side."""
        half = self.scale * Fraction(1, 2 * 10**self.decimals)
        return Interval(self.value.low - half, self.value.high + half)

    @property
    def rounded_in_print(self) -> bool:
        """Whether printing has rounded the figure; else it is exact as printed."""
        return self.unit in _ROUNDED_UNITS

    @property
    def _digits(self) -> str:
        return self.printed.removeprefix("£").removesuffix("%").replace(",", "")

    def as_printed(self, value: Fraction) -> float:
        """Return a number in the unit of the model as it is printed but for its sign: 36.8 for 36.8%."""
        return float(value / self.scale)

    def text_beyond(self, value: Fraction) -> str:
        """Write a number like the printed one with two decimals more, or as many as tell it from half-way."""
        exact = self.as_printed(value)
        shown = next(
            (
                more
                for more in range(2, 6)
                if rounded(float(rounded(exact, self.decimals + more)), self.decimals) == rounded(exact, self.decimals)
            ),
            6,
        )
        return self.text(value, shown)

    def text(self, value: Fraction, more: int = 0) -> str:
        """Write a number in the unit of the model like the printed one, with so many decimals more if it has them."""
        digits = grouped(self.as_printed(value), self.decimals + more)
        while more and digits.endswith("0"):
            digits, more = digits[:-1], more - 1
        digits = digits.removesuffix(".")
        pound, percent = "£" * self.printed.startswith("£"), "%" * self.printed.endswith("%")
        return f"{pound}{digits}{percent}"


class Convention(NamedTuple):
    """A way of calculating that the source does not state, found by its digits."""

    name: str
    title: str
    meaning: str
    proof: str


class Figures(NamedTuple):
    """The whole register."""

    documents: Mapping[str, str]
    """Short name -> how the publication is cited."""
    conventions: Mapping[str, Convention]
    behind: Mapping[str, Any]
    """Figures that are not printed, but follow from those that are: text, by name."""
    cells: Mapping[Key, PrintedCell]

    def replaced(self, cells: Iterable[PrintedCell]) -> "Figures":
        """Return a copy with these cells in place of those of the same document, table, row and column."""
        return self._replace(cells={**self.cells, **{cell.key: cell for cell in cells}})


def load_figures(file: Path = FILE) -> Figures:
    """Read the register. Raises ArchpersError where it cannot be read."""
    document = read(str(file))
    data = document.data
    cells = [
        _cell(publication, table, document.values["tables", publication, table, str(index)].line, **raw)
        for publication, tables in data["tables"].items()
        for table, rows in tables.items()
        for index, raw in enumerate(rows)
    ]
    conventions = {name: Convention(name, **texts) for name, texts in data["conventions"].items()}
    return Figures(data["documents"], conventions, data["behind"], {cell.key: cell for cell in cells})


def _cell(document: str, table: str, line: int, convention: str = "", **raw: str) -> PrintedCell:
    """Make a cell of what figures.yaml says; `convention` names its conventions, with commas between them."""
    return PrintedCell(document, table, line, **raw, conventions=tuple(filter(None, convention.split(", "))))
