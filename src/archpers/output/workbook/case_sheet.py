"""The sheet Case: the business case with one column a year, every number a live formula.

`results/live_formulas` says what the cells hold.
"""

from collections.abc import Mapping

from archpers.model.case_inputs import CASE, TOTALS
from archpers.model.definition import YEAR_BY_YEAR
from archpers.model.registry import described, in_block, shown_in
from archpers.model.renderings import excel
from archpers.model.trace import Name, Traced
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.sheet_cells import Fixed, Live, Ref, SheetCell
from archpers.output.workbook.sheets import Book, Sheet
from archpers.results.live_formulas import LAST_YEAR, LiveYears, before, within
from archpers.scenario.case_rules import refuse_unready
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import MONEY_IN_ALL


def add_case(
    book: Book, scenario: Scenario | Region, system: ScopeTables, authorities: Mapping[str, ScopeTables]
) -> Sheet:
    """Add the sheet. system: the team, or the region as one authority. Raises ScenarioError for a case not ready."""
    line = refuse_unready(scenario)
    sheet = book.sheet(
        "Case",
        "The business case, year by year",
        "Live: change the yellow cells of the inputs. Money is in prices of each year; price_factor makes it real.",
        widths=(52, *(16 for _ in line.years), 20),
    )
    systems = {"": system, **authorities}
    return _Case(sheet, LiveYears(scenario, system.cells), systems).write()


class _Case:
    """The sheet while it is filled."""

    def __init__(self, sheet: Sheet, live: LiveYears, systems: Mapping[str, ScopeTables]) -> None:
        self.sheet, self.live, self.systems = sheet, live, systems
        self.totals = sheet.block(len(TOTALS), "What it comes to")
        wanted = [Name(name) for name in (*shown_in(YEAR_BY_YEAR), *in_block(CASE).values(), *TOTALS)]
        self.rows: dict[Name, int] = {}
        for number in range(len(live.years)):
            for name in live.order(number, wanted):
                self.rows.setdefault(name, len(self.rows))
        self.block = sheet.block(len(self.rows), "Year by year")

    def write(self) -> Sheet:
        """Write all rows; return the sheet."""
        labels, numbers = self.systems[""], range(len(self.live.years))
        rows = [
            (self._label(name), *(self._cell(number, name) for number in numbers), described(name.name).unit.text)
            for name in self.rows
        ]
        last = numbers[-1]
        totals = [
            (
                labels.label(Name(name)),
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
        return self.sheet

    def _label(self, name: Name) -> str:
        label = self.systems[""].label(Name(name.name, name.key))
        return label if name.authority is None else f"{name.authority}: {label}"

    def _ref(self, number: int, name: Name) -> Ref:
        return self.block.ref(self.rows[name], 1 + number)

    def _cell(self, number: int, name: Name) -> SheetCell:
        formula, unit = self.live.formula(number, name), described(name.name).unit
        if formula is None:
            return "none"
        if not isinstance(formula, Traced):
            return Fixed(float(formula), unit)
        given = self.live.is_given(number, name)
        text = excel(formula, lambda operand: self._seen(number, name, operand, given=given))
        return Live(text, self.live.value(number, name), unit, described(name.name).negative_is_bad)

    def _seen(self, number: int, name: Name, operand: Name, *, given: bool) -> str:
        """Write where an operand stands: a number of the same year or the one before, or an input of the file.

        The columns of years are relative, so that a year's formulas can be copied to the next column.
        """
        if operand == LAST_YEAR:
            return self._ref(number - 1, before(name)).seen_from(self.sheet.name, across=True)
        own = within(name, operand)
        if not given and own in self.rows:
            return self._ref(number, own).seen_from(self.sheet.name, across=True)
        system = self.systems[own.authority or ""]
        plain = Name(own.name, own.key)
        cells = system.cells if plain in system.cells else next(iter(self.systems.values())).cells
        return cells[plain].seen_from(self.sheet.name)
