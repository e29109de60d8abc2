"""The tables of one system in a workbook: its inputs, its results, its functions; every number a live formula."""

from collections.abc import Mapping, Sequence

from archpers.model import QUANTITIES
from archpers.model.definition import Axis
from archpers.model.registry import AXES, described, in_block
from archpers.model.time_use import FUNCTION, FUNCTION_GROUP
from archpers.model.trace import Name, Traced
from archpers.output.tables.table import NOT_ESTIMATED
from archpers.output.workbook.sheets.options_sheet import OptionsSheet
from archpers.output.workbook.writing.blocks import Block
from archpers.output.workbook.writing.sheet_cells import Entry, Fixed, Live, Ref, SheetCell
from archpers.output.workbook.writing.sheets import Sheet
from archpers.results.explanation.chains import Chain
from archpers.results.values import member
from archpers.scenario.inputs import Given, kind_of
from archpers.scenario.reading.yaml import path_text

_NO_VALUE = "none"
IN_USE = 3  # column of the value in use, in a table of inputs
INPUT_WIDTHS = (54, 14, 22, 14, 14, 24, 46)
"""Widths of the columns of a table of inputs [characters]."""


def quantity_names(chain: Chain) -> list[str]:
    """Return the quantities that are one number: those of a result, estimated or not, then what else there is."""
    every = [name for name in in_block("quantities").values() if not described(name).optional or name in chain.values]
    others = [name for name in chain.values if name in QUANTITIES and QUANTITIES[name].axis is None]
    return [name for name in dict.fromkeys((*every, *others)) if not _is_input(name, chain)]


def _is_input(name: str, chain: Chain) -> bool:
    return described(name).given_apart and name in chain.given


class ScopeTables:
    """The numbers of one scope, or of a region as one authority, in the cells of a workbook."""

    def __init__(
        self, chain: Chain, labels: Mapping[str, str], cells: Mapping[Name, Ref], across: Sequence[str] = ()
    ) -> None:
        self.chain = chain
        self.labels = labels
        self.cells = dict(cells)
        """Where each number stands; of an input the cell that holds its value in use."""
        self.across = across
        """The sheets on which this scope has a column beside those of others."""

    def formula(self, traced: Traced, sheet: Sheet) -> str:
        """Write a traced formula for a cell on a sheet."""
        return sheet.book.formula(traced, self.cells.__getitem__, sheet.name, across=self.across)

    def value(self, name: Name) -> float | None:
        """Return the value of a number; None where it is not estimated."""
        value: float | None = member(self.chain.values.get(name.name), name.key)
        return value

    def link(self, name: Name, sheet: Sheet) -> SheetCell:
        """Make a cell that shows a number that stands elsewhere."""
        if name not in self.cells:
            return NOT_ESTIMATED
        return self.live(name, self.cells[name].seen_from(sheet.name))

    def label(self, name: Name) -> str:
        """Return a number's name as a reader would have it, with its function."""
        label = described(name.name).label
        member = self.labels.get(str(Name(name.name, name.key))) or self.labels.get(name.key or "", name.key)
        return label if name.key is None else f"{label}: {member}"

    def computed(self, name: Name, sheet: Sheet) -> SheetCell:
        """Make the cell in which a number is computed; a link to its input where it is given."""
        traced = member(self.chain.steps.get(name.name), name.key)
        if traced is None:
            return self.link(name, sheet)
        return self.live(name, self.formula(traced, sheet))

    def live(self, name: Name, formula: str) -> Live:
        """Make a cell with the formula of a number."""
        return Live(formula, self.value(name), described(name.name).unit, described(name.name).negative_is_bad)

    def place_inputs(self, sheet: Sheet, givens: Sequence[Given], options: OptionsSheet, heading: str = "") -> Block:
        """Keep room for the inputs: their own cells, and those that hold what is in use."""
        block = sheet.block(len(givens), heading)
        for row, given in enumerate(givens):
            name = Name(given.name, given.member)
            self.cells[name] = block.ref(row, IN_USE)
            options.add(self.label(name), described(given.name).unit, given, block.ref(row, 1))
        return block

    def write_inputs(self, block: Block, givens: Sequence[Given], options: OptionsSheet) -> None:
        """Write the inputs: the cells that may be changed, what is in use, and what they may be."""
        switching = [options.switching.heading] if options.switching.heading else []
        rows: list[Sequence[SheetCell]] = []
        for row, given in enumerate(givens):
            unit, kind, value = described(given.name).unit, kind_of(given.name), given.figure.value
            beside = [options.switching.cells.get(path_text(given.path), "") for _ in switching]
            rows.append(
                (
                    self.label(Name(given.name, given.member)),
                    Entry(value, unit, kind, given.path),
                    unit.text,
                    Live(options.in_use(block.ref(row, 1), block.sheet.name), value, unit),
                    Fixed(value, unit),
                    *beside,
                    kind.rule,
                )
            )
        block.write(("Input", "Value", "Unit", "In use", "Value in the file", *switching, "Rule"), rows, wrap=True)

    def place_results(self, sheet: Sheet, heading: str, names: Sequence[str]) -> Block:
        """Keep room for these quantities, which are one number each."""
        block = sheet.block(len(names), heading)
        for row, name in enumerate(names):
            if name in self.chain.values:
                self.cells.setdefault(Name(name), block.ref(row, 1))
        return block

    def write_results(self, block: Block, names: Sequence[str]) -> None:
        """Write these quantities, which are one number each."""
        rows = [
            (
                described(name).label,
                self.computed(Name(name), block.sheet),
                described(name).unit.text,
                described(name).words,
            )
            for name in names
        ]
        block.write(("Quantity", "Value", "Unit", "What it is"), rows)

    def place_family(self, sheet: Sheet, axis: Axis, heading: str = "") -> Block:
        """Keep room for the quantities that are one number for each function, or for each function group."""
        keys = self.keys(axis)
        block = sheet.block(len(keys), heading)
        for column, name in enumerate(family_names(axis, self.chain)):
            family = self.chain.values.get(name, {})
            for row, key in enumerate(keys):
                if key in family:
                    self.cells.setdefault(Name(name, key), block.ref(row, column + 1))
        return block

    def write_family(self, block: Block, axis: Axis) -> None:
        """Write the quantities that are one number for each function, or for each function group."""
        names = family_names(axis, self.chain)
        rows = []
        for key in self.keys(axis):
            cells: list[SheetCell] = [self.labels.get(key, key)]
            for name in names:
                absent = key not in self.chain.values.get(name, {key: None})
                cells.append(_NO_VALUE if absent else self.computed(Name(name, key), block.sheet))
            rows.append(cells)
        headings = [f"{described(name).label} [{described(name).unit}]" for name in names]
        block.write((axis.label.capitalize(), *headings), rows)

    def keys(self, axis: Axis) -> list[str]:
        """Return the members of the families over an axis."""
        families = [self.chain.values[name] for name in family_names(axis, self.chain) if name in self.chain.values]
        found = dict.fromkeys(key for family in families for key in family)
        return [key for key in dict.fromkeys((*axis.members, *found)) if key in found]


def family_names(axis: Axis, chain: Chain) -> list[str]:
    """Return the quantities that have one number for each member of an axis; optional ones where they are there."""
    own = [name for name, definition in QUANTITIES.items() if definition.axis == axis]
    there = [name for name in own if name in chain.values and not _is_input(name, chain)]
    return [name for name in own if not described(name).optional or name in there]


def axes(chain: Chain) -> list[Axis]:
    """Return the axes of the families that a chain has, functions and their groups first."""
    every = dict.fromkeys((FUNCTION, FUNCTION_GROUP, *AXES.values()))
    return [axis for axis in every if any(chain.values.get(name) for name in family_names(axis, chain))]
