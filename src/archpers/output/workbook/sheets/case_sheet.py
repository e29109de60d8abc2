"""The sheet Case: the business case with one column a year, every number a live formula, and one formula a row.

`results/live_formulas` says what the cells hold, `years_across` how the years' formulas become one.
"""

from collections.abc import Mapping

from archpers.model.case_inputs import CASE, TOTALS
from archpers.model.definition import YEAR_BY_YEAR
from archpers.model.registry import described, in_block, shown_in
from archpers.model.renderings import excel
from archpers.model.trace import Name, Traced
from archpers.output.workbook.model import Model
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.writing.book_names import name_of
from archpers.output.workbook.writing.sheet_cells import Fixed, Live, Ref, SheetCell
from archpers.output.workbook.writing.sheets import Book, Sheet
from archpers.output.workbook.years_across import Across, is_entry, joined
from archpers.results.explanation.live_formulas import LAST_YEAR, LiveYears, before, within
from archpers.scenario.case_rules import refuse_unready
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import ANSWERS, MONEY_IN_ALL

SHEET = "Case"


def add_case(book: Book, scenario: Scenario | Region, model: Model) -> Sheet:
    """Add the sheet. Raises ScenarioError for a case that is not ready."""
    line = refuse_unready(scenario)
    sheet = book.sheet(
        SHEET,
        "The business case, year by year",
        "Live: change the yellow cells of the inputs. Money is in prices of each year; price_factor makes it real.",
        widths=(52, *(16 for _ in line.years), 20),
    )
    systems = {"": model.system, **model.authorities}
    case = _Case(sheet, LiveYears(scenario, model.system.cells), systems)
    model.case_rows.update(case.totalled())
    return case.write()


class _Case:
    """The sheet while it is filled."""

    def __init__(self, sheet: Sheet, live: LiveYears, systems: Mapping[str, ScopeTables]) -> None:
        self.sheet, self.live, self.systems = sheet, live, systems
        self.totals = sheet.block(len(TOTALS), "What it comes to")
        wanted = [Name(name) for name in (*shown_in(YEAR_BY_YEAR), *in_block(CASE).values(), *TOTALS)]
        self.rows: dict[Name, int] = {}
        for number in range(len(live.years)):
            for name in live.order(number, wanted):
                self.rows.setdefault(name, 1 + len(self.rows))  # the numbers of the years stand first
        self.block = sheet.block(1 + len(self.rows), "Year by year")
        self.across = Across(systems[""].cells)

    def write(self) -> Sheet:
        """Write all rows; return the sheet."""
        numbers = range(len(self.live.years))
        years = [Live(self._counted(number), number + 1.0, ANSWERS) for number in numbers]
        first: tuple[SheetCell, ...] = ("Year of the case", *years, "number")
        rows = [first, *map(self._row, self.rows)]
        last = numbers[-1]
        totals = [
            (
                self.systems[""].label(Name(name)),
                Live(
                    self._ref(last, Name(name)).seen_from(self.sheet.name),
                    self.live.value(last, Name(name)),
                    MONEY_IN_ALL,
                    True,
                ),
                f"{MONEY_IN_ALL.text}, prices of {self.live.years[0]}",
            )
            for name in TOTALS
        ]
        self.totals.write(("Total", "Value", "Unit"), totals)
        self.block.write(("Quantity", *self.live.years, "Unit"), rows)
        self.sheet.page.keep(1, self.block.top)
        for name in self.rows:
            parts = (name.name, name.key, name.authority)
            self.sheet.book.define(name_of(*parts), self._ref(0, name), self._ref(last, name), sheet=self.sheet.name)
        return self.sheet

    def totalled(self) -> dict[str, tuple[Ref, Ref, list[float]]]:
        """Return the rows of the quantities of the whole: first and last cell, and the values of all years."""
        numbers = range(len(self.live.years))
        return {
            name.name: (
                self._ref(0, name),
                self._ref(numbers[-1], name),
                [self.live.value(number, name) or 0.0 for number in numbers],
            )
            for name in self.rows
            if name.key is None and name.authority is None
        }

    def _row(self, name: Name) -> tuple[SheetCell, ...]:
        label, numbers = self.systems[""].label(Name(name.name, name.key)), range(len(self.live.years))
        told = label if name.authority is None else f"{name.authority}: {label}"
        formulas = [self.live.formula(number, name) for number in numbers]
        unit = described(name.name).unit
        if None in formulas or not any(isinstance(formula, Traced) for formula in formulas):
            fixed: list[SheetCell] = [
                "none" if formula is None else Fixed(float(formula), unit) for formula in formulas
            ]
            return (told, *fixed, unit.text)
        parts = self.across.parts(name, formulas)
        values = [
            self.live.value(number, name) if isinstance(formula, Traced) else float(formula)
            for number, formula in enumerate(formulas)
        ]
        return (told, *(self._cell(number, name, parts, values[number]) for number in numbers), unit.text)

    def _cell(self, number: int, name: Name, parts: list[Traced], value: float | None) -> Live:
        """Make the cell of a year, whose formula is that of all years."""
        written = [self._written(number, name, part, of=year) for year, part in enumerate(parts)]
        counters = [self._counter(year).seen_from(self.sheet.name) for year in range(len(parts))]
        here = self._counter(number).seen_from(self.sheet.name, across=True)
        own = described(name.name)
        return Live(joined(parts, written, here, counters), value, own.unit, own.negative_is_bad)

    def _counter(self, number: int) -> Ref:
        return self.block.ref(0, 1 + number)

    def _counted(self, number: int) -> str:
        here, head = self.sheet.name, self.block.ref(-1, 1)
        return f"COLUMNS({head.seen_from(here)}:{head.moved(columns=number).seen_from(here, across=True)})"

    def _ref(self, number: int, name: Name) -> Ref:
        return self.block.ref(self.rows[name], 1 + number)

    def _written(self, number: int, name: Name, part: Traced, of: int) -> str:
        """Write the formula that a year has, as another would have it."""
        given = self.live.is_given(of, name)
        constants = self.sheet.book.constants
        return excel(
            part,
            lambda operand: self._seen(number, name, operand, given=given),
            lambda value: constants.written(value, self.sheet.name),
        )

    def _seen(self, number: int, name: Name, operand: Name, *, given: bool) -> str:
        """Write where an operand stands: a number of the same year or the one before, or an input of the file.

        The columns of years are relative, so that a year's formulas can be copied to the next column.
        """
        if operand == LAST_YEAR:
            return self._ref(number - 1, before(name)).seen_from(self.sheet.name, across=True)
        if is_entry(operand):
            year = self._counter(number).seen_from(self.sheet.name, across=True)
            return self.across.lists[operand.key or ""].written(year, self.sheet.name)
        own = within(name, operand)
        if not given and own in self.rows:
            return self._ref(number, own).seen_from(self.sheet.name, across=True)
        system = self.systems[own.authority or ""]
        plain = Name(own.name, own.key)
        cells = system.cells if plain in system.cells else next(iter(self.systems.values())).cells
        return cells[plain].seen_from(self.sheet.name)
