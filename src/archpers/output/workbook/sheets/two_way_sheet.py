"""A two-way grid of the residual around the inputs in use: every cell the whole chain down to the inputs.

Its axes are those of the report's heat map (`what_if/residual_grid`), live.
"""

import math
from collections.abc import Sequence

from archpers.model.registry import described, evaluate
from archpers.model.trace import Name, named
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.writing.blocks import LINE
from archpers.output.workbook.writing.sheet_cells import NUMBER, Entry, Fixed, Live, Ref, SheetCell
from archpers.output.workbook.writing.sheets import Book, Sheet
from archpers.scenario.reading.numbers import Kind
from archpers.what_if.residual_grid import GridAxis, grid_axes

SHOWN = "residual_share_of_hours"
ACROSS, DOWN = "crisis_share", "core_hours_per_person"
_TIMES = Kind("2", "how far the grid goes is more than 0 times the input", least_excluded=True)
_STEPS = Kind("8", "there is 1 step or more", least=1.0)
_USE, _FAR, _COUNT, _INSTEAD, _MOST = range(1, 6)  # columns of the table of axes


def add_two_way(book: Book, system: ScopeTables) -> Sheet:
    """Add the sheet with the grid; how far it goes and in how many steps may be changed."""
    title = f"{described(SHOWN).label}, by {described(ACROSS).label.lower()} and {described(DOWN).label.lower()}"
    axes = _axes(system)
    sheet = book.sheet(
        "Two-way",
        title,
        "Each cell of the grid is the whole calculation for the two values at its head, and the other inputs in use.",
        "The headings follow the inputs in use, which are among them, in green. Negative: a deficit.",
        widths=(42, *(12 for _ in range(max(6, axes[0].steps + 2)))),
    )
    return _Grid(book, sheet, system, axes).write()


def _axes(system: ScopeTables) -> tuple[GridAxis, GridAxis]:
    """Return the axes of the heat map, around the values of the file."""
    given, belonging = system.chain.given, system.chain.belonging

    def residual(share: float, hours: float) -> float:
        return float(evaluate([SHOWN], {**given, ACROSS: share, DOWN: hours}, belonging)[SHOWN])

    own = (float(system.value(Name(name)) or 0.0) for name in (ACROSS, DOWN, "hours_per_person"))
    return grid_axes(residual, *own)


class _Grid:
    """The sheet while it is filled."""

    def __init__(self, book: Book, sheet: Sheet, system: ScopeTables, axes: Sequence[GridAxis]) -> None:
        self.book, self.sheet, self.system = book, sheet, system
        self.axes = dict(zip((ACROSS, DOWN), axes, strict=True))
        self.values = {
            name: [float(value) for value in axis.values(self._own(name))] for name, axis in self.axes.items()
        }
        self.table = sheet.block(2, "How far the grid goes")
        self.top = sheet.row + 1

    def _own(self, name: str) -> float:
        return float(self.system.value(Name(name)) or 0.0)

    def write(self) -> Sheet:
        """Write the table of axes and the grid; return the sheet."""
        self.table.write(
            ("Input", "In use", "Goes up to times the input", "Steps", "Where the input is 0", "Goes up to"),
            [self._axis(row, name) for row, name in enumerate(self.axes)],
            wrap=True,
        )
        heads = f"{described(ACROSS).label.lower()} across, {described(DOWN).label.lower()} down"
        self.sheet.put(self.top - 1, 0, f"{described(SHOWN).label}: {heads}", bold=True)
        for index, value in enumerate(self.values[ACROSS]):
            self._heading(self._head(ACROSS, index), ACROSS, value)
        for index, value in enumerate(self.values[DOWN]):
            self._heading(self._head(DOWN, index), DOWN, value)
        self._fill()
        self._mark()
        return self.sheet

    def _axis(self, row: int, name: str) -> list[SheetCell]:
        """Write what an axis rests on: the input in use, how many times it, in how many steps, and where that ends."""
        own, axis, here = described(name), self.axes[name], self.sheet.name
        use, far, instead = (self.table.ref(row, column).seen_from(here) for column in (_USE, _FAR, _INSTEAD))
        beyond = f"MIN({use}*{far},1)" if math.isfinite(axis.limit) else f"{use}*{far}"
        instead_of = Fixed(axis.instead, own.unit) if name == ACROSS else self._hours(axis)
        return [
            f"{own.label} [{own.unit}]",
            self.system.link(Name(name), self.sheet),
            Entry(float(axis.times), NUMBER, _TIMES),
            Entry(float(axis.steps), NUMBER, _STEPS),
            instead_of,
            Live(f"IF({use}=0,{instead},{beyond})", axis.most(self._own(name)), own.unit),
        ]

    def _hours(self, axis: GridAxis) -> SheetCell:
        """Write how far the core goes where it takes nothing: to all hours a person there are."""
        name = Name("hours_per_person")
        cell, unit = self.system.cells[name].seen_from(self.sheet.name), described(DOWN).unit
        return Live(f"IF(ISNUMBER({cell}),IF({cell}=0,1,{cell}),1)", axis.instead, unit)

    def _head(self, name: str, index: int) -> Ref:
        return Ref(self.sheet.name, *((self.top, 2 + index) if name == ACROSS else (self.top + 1 + index, 1)))

    def _heading(self, at: Ref, name: str, value: float) -> None:
        """Write a heading: so many steps from nothing, and the input in use in place of the step nearest to it."""
        here, row = self.sheet.name, list(self.axes).index(name)
        across = name == ACROSS
        beside = {"rows": -1} if across else {"columns": -1}  # a cell that counts itself would be a circle to some
        first, own = self._head(name, 0).moved(**beside), at.moved(**beside)
        counted = f"{first.seen_from(here)}:{own.seen_from(here, across=across, down=not across)}"
        number = f"({'COLUMNS' if across else 'ROWS'}({counted})-1)"
        use, count, most = (self.table.ref(row, column).seen_from(here) for column in (_USE, _COUNT, _MOST))
        step = f"IF({number}=ROUND({use}*{count}/{most},0),{use},{number}*{most}/{count})"
        live = Live(f"IF({number}>{count},NA(),{step})", value, described(name).unit)
        self.sheet.put(at.row, at.column, live, bold=True, bottom=1, right=1, bg_color="#D9E2F3")

    def _fill(self) -> None:
        chain = self.system.chain
        operands = {name: named(name, value) for name, value in chain.given.items()}
        traced = evaluate([SHOWN], {**operands, ACROSS: named(ACROSS), DOWN: named(DOWN)}, chain.belonging)[SHOWN]
        places = {Name(ACROSS): self._head(ACROSS, 0), Name(DOWN): self._head(DOWN, 0)}
        cells = {**self.system.cells, **places}
        for down, core in enumerate(self.values[DOWN]):
            for across, crisis in enumerate(self.values[ACROSS]):
                value = evaluate([SHOWN], {**chain.given, ACROSS: crisis, DOWN: core}, chain.belonging)[SHOWN]
                heads = {
                    Name(ACROSS): self._head(ACROSS, across).seen_from(self.sheet.name, across=True),
                    Name(DOWN): self._head(DOWN, down).seen_from(self.sheet.name, down=True),
                }
                formula = self.book.formula(traced, cells.__getitem__, self.sheet.name, moving=heads)
                live = Live(formula, value, described(SHOWN).unit)
                self.sheet.put(self.top + 1 + down, 2 + across, live, bottom=1, bottom_color=LINE)

    def _mark(self) -> None:
        """Show a deficit in red, and in green what stands at the inputs in use."""
        sheet, last = self.sheet, (self._head(DOWN, len(self.values[DOWN]) - 1).row, 1 + len(self.values[ACROSS]))
        red = {"type": "cell", "criteria": "<", "value": 0, "format": self.book.format(bg_color="#F8CBAD")}
        sheet.worksheet.conditional_format(self.top + 1, 2, *last, red)
        here = self.book.format(bold=True, bg_color="#C6E0B4")
        for row, (name, area) in enumerate(
            ((ACROSS, (self.top, 2, self.top, last[1])), (DOWN, (self.top + 1, 1, last[0], 1)))
        ):
            own = self._head(name, 0).seen_from(sheet.name).replace("$", "")
            test = f"={own}={self.table.ref(row, _USE).seen_from(sheet.name)}"
            sheet.worksheet.conditional_format(*area, {"type": "formula", "criteria": test, "format": here})
        grey = self.book.format(font_color="#767676", italic=True)
        sheet.worksheet.conditional_format(self.top, 1, *last, {"type": "errors", "format": grey})
        self.book.define("two_way_grid", Ref(sheet.name, self.top, 1), Ref(sheet.name, *last))
        sheet.row = last[0] + 2
