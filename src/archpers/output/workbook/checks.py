"""What a workbook checks of itself: shares, parts and wholes, authorities and region, inputs and their bounds."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archpers.model.definition import TODAY
from archpers.model.pooling import SPLIT
from archpers.model.registry import INPUTS, PARTS, QUANTITIES, described
from archpers.model.trace import Name
from archpers.output.workbook.model import Model
from archpers.output.workbook.sheets.assumptions_sheet import NO_NUMBER, NOT_POSSIBLE, OUTSIDE, AssumptionsSheet
from archpers.output.workbook.sheets.constants_sheet import DAYS_A_WEEK, DIARY, TOLERANCE, Constant
from archpers.output.workbook.writing.sheet_cells import NUMBER, Fixed, Live, Ref, in_a_row
from archpers.output.workbook.writing.sheets import Book
from archpers.results.remarks.build_up_warnings import DIARY_WITHIN, WORKING_DAYS_A_WEEK
from archpers.scenario.limits import WHOLES
from archpers.units import HOURS, HOURS_PER_WEEK, MONEY, SHARE, Unit


class Check(NamedTuple):
    """Two numbers that should be the same, and by how much they may differ."""

    words: str
    found: Live
    expected: Live | Fixed
    may_differ: Live | Fixed

    @property
    def difference(self) -> float | None:
        """How far what is found lies from what is expected, as the file stands [unit of both]; None without a value."""
        found, expected = self.found.value, self.expected.value
        return None if found is None or expected is None else found - expected


def checks_of(book: Book, model: Model, assumptions: AssumptionsSheet, sheet: str) -> Iterator[Check]:
    """Yield the checks of a workbook, for a sheet."""
    made = _Checks(book, model, sheet)
    yield from made.shares()
    yield from made.diary()
    yield from made.parts()
    yield from made.functions()
    yield from made.authorities()
    yield from made.case()
    told = {
        NO_NUMBER: "Inputs in use that are no number",
        NOT_POSSIBLE: "Inputs in use that no file could hold",
        OUTSIDE: "Inputs in use outside their low to high",
    }
    for state, words in told.items():
        formula = f'COUNTIF({assumptions.column("Within its range?", sheet)},"{state}")'
        yield Check(words, Live(formula, 0.0, NUMBER), Fixed(0.0, NUMBER), Fixed(0.0, NUMBER))


class _Checks:
    def __init__(self, book: Book, model: Model, sheet: str) -> None:
        self.model, self.system, self.sheet, self.book = model, model.system, sheet, book
        self._relative = book.constants.ref(TOLERANCE).seen_from(sheet)
        self._gap = 0.0
        """How far the time shares of the file are from 100%, which their rounding explains [share]."""

    def shares(self) -> Iterator[Check]:
        """Rows of shares make up 100%, but for what rounding leaves in the file."""
        for name in WHOLES:
            cells = self._members(name)
            if not cells:
                continue
            own = sum(self._value(each) for each in cells)
            gap = abs(own - 1)
            self._gap = gap if name == "time_share" else self._gap
            words = f"{described(name).label}: they add up to 100%, but for what rounding leaves in the file"
            found = Live(self._sum([self.system.cells[each] for each in cells]), own, SHARE)
            yield Check(words, found, Fixed(1.0, SHARE), Fixed(gap + TOLERANCE.value, SHARE))
        total = Name("time_share_total")
        if self.model.authorities and (cells_of := self.model.own_cells(total)):
            values = [system.value(total) or 0.0 for system in self.model.authorities.values()]
            gap = max(abs(value - 1) for value in values)
            for words, function, own in (("most", "MAX", max(values)), ("least", "MIN", min(values))):
                found = Live(f"{function}({cells_of[0].to(cells_of[1], self.sheet)})", own, SHARE)
                told = f"Time shares of the authority that has {words}: 100%, but for what rounding leaves in the file"
                yield Check(told, found, Fixed(1.0, SHARE), Fixed(gap + TOLERANCE.value, SHARE))

    def diary(self) -> Iterator[Check]:
        """The hours a week in the functions are those that the staff work in a week without leave."""
        diary, staff, day = Name("total_hours_per_week"), Name("care_managers_wte"), Name("working_hours_per_day")
        if not {diary, staff, day} <= self.system.cells.keys() or self.model.authorities:
            return
        days, within = (self.book.constants.ref(own).seen_from(self.sheet) for own in (DAYS_A_WEEK, DIARY))
        worked = self._value(staff) * self._value(day) * WORKING_DAYS_A_WEEK
        expected = Live(f"{self._at(staff)}*{self._at(day)}*{days}", worked, HOURS_PER_WEEK)
        yield Check(
            "Hours a week in the functions against those that the staff work in a week without leave",
            Live(self._at(diary), self._value(diary), HOURS_PER_WEEK),
            expected,
            Live(f"{within}*ABS({expected.formula})", DIARY_WITHIN * abs(worked), HOURS_PER_WEEK),
        )

    def parts(self) -> Iterator[Check]:
        """Core, crisis service and residual make up today's time, in every unit in which they are told."""
        every = {**INPUTS, **QUANTITIES}.values()
        for facet in TODAY.facets:
            parts = [
                Name(own.name)
                for part in PARTS[TODAY.label]
                for own in every
                if own.part == part and own.unit == facet.unit
            ]
            whole = next((Name(own.name) for own in every if own.whole == TODAY and own.unit == facet.unit), None)
            names = [*parts, *([whole] if whole else [])]
            if len(parts) < len(PARTS[TODAY.label]) or not {*names} <= self.system.cells.keys():
                continue
            if whole is None and facet.unit != SHARE:
                continue
            words = f"{', '.join(described(part.name).label for part in parts)}: they make up the whole"
            yield self._equal(words, parts, whole, facet.unit)
            if self.model.authorities and whole:
                yield from self._parts_of_authorities(parts, whole, facet.unit)

    def functions(self) -> Iterator[Check]:
        """What the functions take makes up the whole, but for what rounding leaves of the time shares."""
        wholes = {HOURS: Name("total_hours"), MONEY: Name("total_cost")}
        for name, own in QUANTITIES.items():
            cells = self._members(name) if own.block in SPLIT and own.unit in wholes else []
            whole = wholes.get(own.unit)
            if not cells or whole not in self.system.cells:
                continue
            value, expected = sum(self._value(each) for each in cells), self._value(whole)
            found = Live(self._sum([self.system.cells[each] for each in cells]), value, own.unit)
            within = f"({self._rounding()}+{self._relative})" if self._gap else self._relative
            may = Live(
                f"{within}*ABS({self._at(whole)})",
                (self._gap + TOLERANCE.value) * abs(expected),
                own.unit,
            )
            yield Check(f"{own.label}: they make up the whole", found, Live(self._at(whole), expected, own.unit), may)

    def authorities(self) -> Iterator[Check]:
        """What adds up over authorities is, in the region, the sum of theirs."""
        names = [
            own.name
            for own in {**INPUTS, **QUANTITIES}.values()
            if own.name in ("people_served", "total_cost") or (own.unit == HOURS and (own.part or own.whole))
        ]
        for name in map(Name, names):
            cells = self.model.own_cells(name) if self.model.authorities and name in self.system.cells else None
            if cells is None:
                continue
            values = [system.value(name) or 0.0 for system in self.model.authorities.values()]
            own = described(name.name)
            found = Live(f"SUM({cells[0].to(cells[1], self.sheet)})", sum(values), own.unit)
            expected = Live(self._at(name), self._value(name), own.unit)
            words = f"{own.label}: what the authorities have is what the region has"
            yield Check(words, found, expected, self._may(found, expected))

    def case(self) -> Iterator[Check]:
        """Net cash, year by year, makes up what has come together by the last year."""
        rows = self.model.case_rows
        if not {"net_cash", "cumulative_net_cash"} <= rows.keys():
            return
        (first, last, values), (_, whole, ends) = rows["net_cash"], rows["cumulative_net_cash"]
        unit = described("net_cash").unit
        found = Live(f"SUM({first.to(last, self.sheet)})", sum(values), unit)
        expected = Live(whole.seen_from(self.sheet), ends[-1], unit)
        size = max(map(abs, values), default=0.0)
        cells = f"MAX({first.to(last, self.sheet)}),ABS(MIN({first.to(last, self.sheet)}))"
        may = Live(f"{self._relative}*MAX({cells})", TOLERANCE.value * size, unit)
        yield Check("Net cash: the years make up what has come together by the last", found, expected, may)

    def _parts_of_authorities(self, parts: Sequence[Name], whole: Name, unit: Unit) -> Iterator[Check]:
        rows = [self.model.own_cells(name) for name in (*parts, whole)]
        if any(row is None for row in rows):
            return
        seen = [row[0].to(row[1], self.sheet) for row in rows if row is not None]
        own = self.model.authorities.values()
        gaps = [abs(sum(each.value(name) or 0.0 for name in parts) - (each.value(whole) or 0.0)) for each in own]
        found = Live(f"SUMPRODUCT(ABS({'+'.join(seen[:-1])}-{seen[-1]}))", sum(gaps), unit)
        may = Live(
            f"{self._relative}*SUM({seen[-1]})", TOLERANCE.value * sum(each.value(whole) or 0.0 for each in own), unit
        )
        words = f"Authorities in which the parts miss the whole, by how much in all ({unit})"
        yield Check(words, found, Fixed(0.0, unit), may)

    def _equal(self, words: str, parts: Sequence[Name], whole: Name | None, unit: Unit) -> Check:
        found = Live("+".join(map(self._at, parts)), sum(map(self._value, parts)), unit)
        expected = Live(self._at(whole), self._value(whole), unit) if whole else Fixed(1.0, unit)
        sizes = ",".join(f"ABS({self._at(part)})" for part in parts)
        size = max(abs(self._value(part)) for part in parts)
        may = Live(f"{self._relative}*MAX({sizes})", TOLERANCE.value * size, unit)
        return Check(words, found, expected, may)

    def _may(self, found: Live, expected: Live) -> Live:
        size = max(abs(found.value or 0.0), abs(expected.value or 0.0))
        formula = f"{self._relative}*MAX(ABS({found.formula}),ABS({expected.formula}))"
        return Live(formula, TOLERANCE.value * size, found.unit)

    def _rounding(self) -> str:
        """Write the cell of what rounding leaves of the time shares in the file."""
        words = "How far the time shares of the file are from 100%, which their rounding explains"
        return self.book.constants.ref(Constant("rounding_of_time_shares", self._gap, SHARE, words)).seen_from(
            self.sheet
        )

    def _members(self, name: str) -> list[Name]:
        """Return the members of a family that have a cell; none where one of them has none."""
        family = self.system.chain.values.get(name)
        names = [Name(name, key) for key in family] if isinstance(family, dict) else []
        return names if {*names} <= self.system.cells.keys() else []

    def _sum(self, cells: Sequence[Ref]) -> str:
        if len(cells) > 1 and in_a_row(cells):
            return f"SUM({cells[0].to(cells[-1], self.sheet)})"
        return f"SUM({','.join(cell.seen_from(self.sheet) for cell in cells)})"

    def _at(self, name: Name) -> str:
        return self.system.cells[name].seen_from(self.sheet)

    def _value(self, name: Name) -> float:
        return self.system.value(name) or 0.0
