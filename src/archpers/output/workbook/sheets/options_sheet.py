"""The sheet Options: every input in each of the options, and which of them the workbook computes with."""

from collections.abc import Sequence
from typing import NamedTuple

from archpers.output.workbook.choices import ALL_HIGH, ALL_LOW, Choices
from archpers.output.workbook.switching_cells import Switching
from archpers.output.workbook.writing.sheet_cells import NUMBER, Fixed, Live, Ref, SheetCell, different, safe
from archpers.output.workbook.writing.sheets import Book
from archpers.scenario.inputs import Given
from archpers.scenario.reading.text import shortened
from archpers.scenario.reading.yaml import path_text
from archpers.units import Unit

_FIRST = 2  # column of the file's own values; name and unit stand before it
NOT_GIVEN = "not given"


class OptionRow(NamedTuple):
    """An input."""

    label: str
    unit: Unit
    given: Given | None
    """None for one that this authority does not have."""
    entry: Ref
    """The cell that may be changed."""


class OptionsSheet:
    """All inputs, one a row, and a column for each choice; the one chosen on the cover is in use."""

    def __init__(self, book: Book, selector: Ref, choices: Choices, switching: Switching) -> None:
        """Add the sheet. selector: the cell of the cover that names the choice."""
        self.book, self.selector, self.choices, self.switching = book, selector, choices, switching
        self.headings = different(
            ["Input", "Unit", *(shortened(safe(choice.name), 100) for choice in choices.columns)]
        )[_FIRST:]
        extremes = {choice.name for choice in choices.columns} & {ALL_LOW, ALL_HIGH}
        self.sheet = book.sheet(
            "Options",
            "Options: what each gives every input",
            "Choose one on the cover, and the whole workbook computes with it. The column of the file follows the "
            "yellow cells; what an option gives stands as in the file, in bold, and the last column names it.",
            *(
                ["All at low and all at high put every input that has a range at that end at once: no likely case."]
                * bool(extremes)
            ),
            widths=(58, 20, *(16 for _ in choices.columns), *([22] if switching.heading else []), 40),
        )
        self.rows: list[OptionRow] = []
        self._at: dict[Ref, int] = {}
        row = self.sheet.row
        self.number = Ref(self.sheet.name, row, 1)
        """The cell that holds the number of the choice in use, from 1."""
        self._counter = Ref(self.sheet.name, row + 1, _FIRST)
        self._top = row + 3  # row of the headings
        self.sheet.row += 2

    def add(self, label: str, unit: Unit, given: Given | None, entry: Ref) -> None:
        """Keep a row for an input, whose own cell stands elsewhere."""
        self._at[entry] = len(self.rows)
        self.rows.append(OptionRow(label, unit, given, entry))

    def in_use(self, entry: Ref, sheet: str) -> str:
        """Write the formula of an input's value in use, for a cell on a sheet."""
        return f"INDEX({self._cells(entry, entry, sheet)},{self.number.seen_from(sheet)})"

    def in_use_across(self, first: Ref, last: Ref, number: str, sheet: str) -> str:
        """Write the formula of one of several inputs that stand below one another; number: says which, from 1."""
        return f"INDEX({self._cells(first, last, sheet)},{number},{self.number.seen_from(sheet)})"

    def headings_range(self, sheet: str) -> str:
        """Write the range of the choices' names."""
        first = Ref(self.sheet.name, self._top, _FIRST)
        return first.to(first.moved(columns=len(self.headings) - 1), sheet)

    def write(self) -> None:
        """Write the sheet, once all inputs have a row."""
        name, last = self.sheet.name, len(self.headings) - 1
        counters = self._counter.to(self._counter.moved(columns=last), name)
        picked = f"SUMPRODUCT(EXACT({self.selector.seen_from(name)},{self.headings_range(name)})*{counters})"
        self.sheet.put(self.number.row, 0, "Number of the option in use, of those below")
        self.sheet.put(self.number.row, 1, Live(f"IF({picked}=0,NA(),{picked})", 1.0, NUMBER), bold=True)
        self.sheet.put(self._counter.row, 0, "Numbers of the options")
        for column in range(last + 1):
            own = self._counter.moved(columns=column)
            heads = Ref(name, self._top, _FIRST), Ref(name, self._top, _FIRST + column)
            formula = f"COLUMNS({heads[0].seen_from(name)}:{heads[1].seen_from(name, across=True)})"
            self.sheet.put(own.row, own.column, Live(formula, column + 1.0, NUMBER))
        self.sheet.row = self._top
        block = self.sheet.block(len(self.rows))
        switching = [self.switching.heading] if self.switching.heading else []
        block.write(("Input", "Unit", *self.headings, *switching, "Given by"), [self._row(row) for row in self.rows])
        self.sheet.page.keep(_FIRST, self._top)
        self.book.define("option_in_use", self.number)
        if self.choices.left_out:
            left_out = self.sheet.block(len(self.choices.left_out), "Options of the file that are not here, and why")
            left_out.write(("Option left out", "Why"), list(self.choices.left_out.items()))

    def _cells(self, first: Ref, last: Ref, sheet: str) -> str:
        begin = Ref(self.sheet.name, self._top + 1 + self._at[first], _FIRST)
        end = Ref(self.sheet.name, self._top + 1 + self._at[last], _FIRST + len(self.headings) - 1)
        return begin.to(end, sheet)

    def _row(self, row: OptionRow) -> Sequence[SheetCell]:
        switching: list[SheetCell] = []
        if self.switching.heading:
            switching.append(self.switching.cells.get(path_text(row.given.path), "") if row.given else "")
        if row.given is None:
            return (row.label, row.unit.text, *(NOT_GIVEN for _ in self.headings), *switching, NOT_GIVEN)
        given, own = row.given.figure.value, Ref(self.sheet.name, self._top + 1 + self._at[row.entry], _FIRST)
        cells: list[SheetCell] = [Live(row.entry.seen_from(self.sheet.name), given, row.unit)]
        for choice in self.choices.columns[1:]:
            value = choice.values.get(row.given.path)
            same = Live(own.seen_from(self.sheet.name, down=True), given, row.unit)
            cells.append(same if value is None else Fixed(value, row.unit, strong=True))
        named = zip(self.headings, self.choices.columns, strict=True)
        by = [heading for heading, choice in named if row.given.path in choice.values]
        return (row.label, row.unit.text, *cells, *switching, ", ".join(by) or "the file alone")
