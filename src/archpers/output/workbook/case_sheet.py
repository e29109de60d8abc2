"""The sheet Case: the business case with one column a year, every number a live formula.

The years are made from the inputs' cells by the same functions that make them from numbers.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from archpers.model.case_inputs import AT_START, CARRIED, CASE, CASE_PARTS, TOTALS
from archpers.model.definition import YEAR_BY_YEAR, Value
from archpers.model.registry import described, in_block, shown_in
from archpers.model.renderings import excel
from archpers.model.trace import Name, Traced, named, names_in
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.sheet_cells import Fixed, Live, Ref, SheetCell
from archpers.output.workbook.sheets import Book, Sheet
from archpers.results.chains import Chain, pooled_chain
from archpers.results.explain_year import chains_in_year
from archpers.scenario.case_rules import refuse_unready
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes
from archpers.units import MONEY_IN_ALL

_BEFORE = {before: name for name, before in CARRIED.items()}


class _Column(NamedTuple):
    """One year."""

    whole: Chain
    authorities: Mapping[str, Chain]
    given: Mapping[str, Mapping[str, Value]]
    """Authority, or an empty name for the team itself -> what its inputs are, as formulas of the file's own."""


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
    columns = [_column(scenario, year, number) for number, year in enumerate(line.years)]
    return _Case(sheet, columns, {"": system, **authorities}, line.years).write()


def _column(scenario: Scenario | Region, year: str, number: int) -> _Column:
    line = refuse_unready(scenario)
    chains = chains_in_year(scenario, year)
    given = {
        name: line.at(number, name, {key: named(key, value) for key, value in model_inputs(own).items()}, {})
        for name, own in scopes(scenario).items()
    }
    return _Column(chains[""] if "" in chains else pooled_chain(scenario, chains), chains, given)


class _Case:
    """The sheet while it is filled."""

    def __init__(
        self, sheet: Sheet, columns: list[_Column], systems: Mapping[str, ScopeTables], years: tuple[str, ...]
    ) -> None:
        self.sheet, self.columns, self.systems, self.years = sheet, columns, systems, years
        self.totals = sheet.block(len(TOTALS), "What it comes to")
        self.rows: dict[Name, int] = {}
        for number in range(len(columns)):
            for name in [*shown_in(YEAR_BY_YEAR), *in_block(CASE).values(), *TOTALS]:
                self._visit(number, Name(name))
        self.block = sheet.block(len(self.rows), "Year by year")

    def write(self) -> Sheet:
        """Write all rows; return the sheet."""
        labels = self.systems[""]
        names = [(self._label(name), name) for name in self.rows]
        rows = [
            (label, *(self._cell(number, name) for number in range(len(self.columns))), described(name.name).unit.text)
            for label, name in names
        ]
        last = len(self.columns) - 1
        totals = [
            (
                labels.label(Name(name)),
                Live(
                    self._ref(last, Name(name)).seen_from(self.sheet.name),
                    self._value(last, Name(name)),
                    MONEY_IN_ALL,
                    True,
                ),
                f"{MONEY_IN_ALL.text}, prices of {self.years[0]}",
            )
            for name in TOTALS
        ]
        self.totals.write(("Total", "Value", "Unit"), totals)
        self.block.write(("Quantity", *self.years, "Unit"), rows)
        return self.sheet

    def _label(self, name: Name) -> str:
        label = self.systems[""].label(Name(name.name, name.key))
        return label if name.authority is None else f"{name.authority}: {label}"

    def _visit(self, number: int, name: Name) -> None:
        """Keep a row for a number that a year computes, after those that it needs."""
        formula = self._formula(number, name)
        if formula is None or (isinstance(formula, Traced) and self._is_input(name, formula)):
            return
        for operand in names_in(formula) if isinstance(formula, Traced) else ():
            if not self._is_given(number, name):
                self._visit(number, self._within(name, operand))
        if name.name in _BEFORE and number:
            self._visit(number - 1, Name(_BEFORE[name.name]))
        self.rows.setdefault(name, len(self.rows))

    @staticmethod
    def _is_input(name: Name, formula: Traced) -> bool:
        """Say whether a year takes an input just as the file gives it."""
        own = Name(name.name, name.key)
        return formula.operation == "name" and formula.parts[0] == own and described(name.name).block != CASE_PARTS

    @staticmethod
    def _within(name: Name, operand: Name) -> Name:
        return operand if name.authority is None else operand._replace(authority=name.authority)

    def _chain(self, number: int, name: Name) -> Chain:
        column = self.columns[number]
        return column.whole if name.authority is None else column.authorities[name.authority]

    def _is_given(self, number: int, name: Name) -> bool:
        return _member(self._chain(number, name).steps.get(name.name), name.key) is None

    def _formula(self, number: int, name: Name) -> Any:
        """Return how a number comes about: of others of its year, of the file's inputs, or a number; None for none."""
        if name.name in _BEFORE:
            return AT_START.get(name.name, 0.0) if not number else Traced("name", name)
        step = _member(self._chain(number, name).steps.get(name.name), name.key)
        if step is not None:
            return step
        given = self.columns[number].given
        own = given[name.authority] if name.authority is not None else next(iter(given.values()))
        found = _member(own.get(name.name), name.key)
        unstated = described(name.name).block == CASE_PARTS or name not in self.systems[""].cells
        return described(name.name).neutral if found is None and unstated else found

    def _ref(self, number: int, name: Name) -> Ref:
        return self.block.ref(self.rows[name], 1 + number)

    def _value(self, number: int, name: Name) -> float | None:
        value: float | None = _member(self._chain(number, name).values.get(name.name), name.key)
        return value

    def _cell(self, number: int, name: Name) -> SheetCell:
        formula, unit = self._formula(number, name), described(name.name).unit
        if formula is None:
            return "none"
        if not isinstance(formula, Traced):
            return Fixed(float(formula), unit)
        if name.name in _BEFORE:
            text = self._ref(number - 1, Name(_BEFORE[name.name])).seen_from(self.sheet.name)
        else:
            given = self._is_given(number, name)
            text = excel(formula, lambda operand: self._seen(number, name, operand, given=given))
        return Live(text, self._value(number, name), unit, described(name.name).negative_is_bad)

    def _seen(self, number: int, name: Name, operand: Name, *, given: bool) -> str:
        """Write where an operand stands: a number of the same year, or an input of the file."""
        own = self._within(name, operand)
        if not given and own in self.rows:
            return self._ref(number, own).seen_from(self.sheet.name)
        system = self.systems[own.authority or ""]
        plain = Name(own.name, own.key)
        cells = system.cells if plain in system.cells else next(iter(self.systems.values())).cells
        return cells[plain].seen_from(self.sheet.name)


def _member(value: Any, key: str | None) -> Any:
    return value.get(key) if isinstance(value, Mapping) else value
