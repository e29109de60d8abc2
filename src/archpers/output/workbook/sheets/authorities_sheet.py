"""The sheet Authorities: the inputs of a region's authorities, one column each."""

from collections.abc import Mapping, Sequence

from archpers.model.registry import described
from archpers.model.trace import Name
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.sheets.options_sheet import NOT_GIVEN, OptionsSheet
from archpers.output.workbook.writing.book_names import name_of
from archpers.output.workbook.writing.sheet_cells import Entry, SheetCell
from archpers.output.workbook.writing.sheets import Book
from archpers.scenario.inputs import Given, kind_of

_FIRST = 3  # column of the first authority; name, unit and rule stand before it


class AuthoritiesSheet:
    """One row for each input that some authority has."""

    def __init__(self, book: Book, systems: Mapping[str, ScopeTables], own: Mapping[str, Sequence[Given]]) -> None:
        """Add the sheet. own: authority -> its inputs, without those that all share."""
        self.systems = systems
        self._given = {
            authority: {Name(given.name, given.member): given for given in givens} for authority, givens in own.items()
        }
        self.names = list(dict.fromkeys(name for givens in self._given.values() for name in givens))
        self._rows = {name: row for row, name in enumerate(self.names)}
        self.sheet = book.sheet(
            "Authorities",
            "Inputs of the authorities",
            "Change the yellow cells; everything else in this workbook follows. What all authorities share stands on "
            "the sheet Inputs.",
            widths=(52, 20, 38, *(15 for _ in systems)),
        )
        self.block = self.sheet.block(len(self.names))

    def register(self, options: OptionsSheet) -> None:
        """Keep a row for every input of every authority among the options."""
        for row, name in enumerate(self.names):
            for column, (authority, system) in enumerate(self.systems.items()):
                given = self._given[authority].get(name)
                label, unit = f"{authority}: {system.label(name)}", described(name.name).unit
                options.add(label, unit, given, self.block.ref(row, _FIRST + column))

    def in_use(self, name: Name, options: OptionsSheet, number: str, sheet: str) -> str:
        """Write the formula of an authority's input in use; number: says which authority, from 1."""
        first = self.block.ref(self._rows[name], _FIRST)
        return options.in_use_across(first, first.moved(columns=len(self.systems) - 1), number, sheet)

    def has(self, authority: str, name: Name) -> bool:
        """Say whether an authority gives an input."""
        return name in self._given[authority]

    def write(self) -> None:
        """Write the table."""
        any_system = next(iter(self.systems.values()))
        rows: list[Sequence[SheetCell]] = []
        for name in self.names:
            unit, kind = described(name.name).unit, kind_of(name.name)
            found = [self._given[authority].get(name) for authority in self.systems]
            cells = [Entry(own.figure.value, unit, kind, own.path) if own else NOT_GIVEN for own in found]
            rows.append((any_system.label(name), unit.text, kind.rule, *cells))
        self.block.write(("Input", "Unit", "Rule", *self.systems), rows, wrap=True)
        self.sheet.page.keep(1)
        for row, name in enumerate(self.names):
            first = self.block.ref(row, _FIRST)
            last = first.moved(columns=len(self.systems) - 1)
            self.sheet.book.define(name_of(name.name, name.key), first, last, sheet=self.sheet.name)
