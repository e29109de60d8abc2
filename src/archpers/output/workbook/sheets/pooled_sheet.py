"""The sheet that computes the authorities of a region side by side, a column each, and pools them in named ways."""

import math

from archpers.model.pooling import POOLS, SUM, own_value, pools_of
from archpers.model.registry import AXES, INPUTS, described
from archpers.model.time_use import FUNCTION, FUNCTION_GROUP
from archpers.model.trace import Name
from archpers.output.tables.table import NOT_ESTIMATED
from archpers.output.workbook.scope_tables import ScopeTables, family_names, quantity_names
from archpers.output.workbook.sheets.authorities_sheet import AuthoritiesSheet
from archpers.output.workbook.sheets.constants_sheet import THIRD_QUARTILE
from archpers.output.workbook.sheets.options_sheet import OptionsSheet
from archpers.output.workbook.writing.blocks import Block
from archpers.output.workbook.writing.book_names import name_of
from archpers.output.workbook.writing.sheet_cells import Fixed, Live, Ref, SheetCell
from archpers.output.workbook.writing.sheets import Book, Sheet

POOLED = ("ratio_of_totals", SUM, *POOLS)
SHEET = "Pooled"
_FIRST = 2  # column of the first pooled value; name and unit stand before it
_OWN = _FIRST + len(POOLED)  # column of the first authority
_FUNCTIONS = {
    SUM: "SUM({cells})",
    "mean_of_ratios": "AVERAGE({cells})",
    "median": "MEDIAN({cells})",
    "lower_quartile": "_xlfn.QUARTILE.INC({cells},1)",
    "upper_quartile": "_xlfn.QUARTILE.INC({cells},{third})",
}
"""Excel's own functions for the ways to pool."""


class PooledSheet:
    """One row for each quantity: the pooled values, then those of each authority, computed there."""

    def __init__(self, book: Book, region: ScopeTables, authorities: AuthoritiesSheet, options: OptionsSheet) -> None:
        self.region, self.inputs, self.options = region, authorities, options
        self.systems = authorities.systems
        shown = [*map(Name, self._quantities()), *self._families()]
        self.names = list(dict.fromkeys((*shown, *authorities.names)))
        self._pooled = {*shown}
        self.sheet = book.sheet(
            SHEET,
            "The authorities side by side, and pooled",
            "Ratio of totals: the region as one authority. The others are taken over the authorities' own values.",
            "A pooled value hides the authorities beside it: a region with hours left may hold one with a deficit.",
            widths=(44, 22, *(12.5 for _ in (*POOLED, *self.systems))),
        )
        self.block: Block = self.sheet.block(len(self.names))
        for row, name in enumerate(self.names):
            if region.value(name) is not None and name in self._pooled:
                region.cells.setdefault(name, self.block.ref(row, _FIRST))
            for column, (authority, system) in enumerate(self.systems.items()):
                own = self.block.ref(row, _OWN + column)
                region.cells[name._replace(authority=authority)] = own
                if system.value(name) is not None:
                    system.cells.setdefault(name, own)

    def _quantities(self) -> list[str]:
        chain = self.region.chain
        every = [*quantity_names(chain), *(name for name in chain.steps if name in INPUTS and not described(name).axis)]
        own = (name for system in self.systems.values() for name in quantity_names(system.chain))
        return list(dict.fromkeys((*every, *own)))

    def _families(self) -> list[Name]:
        every = (self.region, *self.systems.values())
        return [
            Name(name, key)
            for axis in dict.fromkeys((FUNCTION, FUNCTION_GROUP, *AXES.values()))
            for name in dict.fromkeys(own for system in every for own in family_names(axis, system.chain))
            for key in dict.fromkeys(key for system in every for key in system.keys(axis))
            if any(system.value(Name(name, key)) is not None for system in self.systems.values())
        ]

    def write(self) -> Sheet:
        """Write the table, once every number has its cell."""
        rows = [
            [
                self.region.label(name),
                described(name.name).unit.text,
                self.region.computed(name, self.sheet) if name in self._pooled else "",
                *(self._pool(row, name, pool) for pool in POOLED[1:]),
                *(self._own(name, authority) for authority in self.systems),
            ]
            for row, name in enumerate(self.names)
        ]
        ways = [way.replace("_", " ").capitalize() for way in POOLED]
        self.block.write(("Quantity", "Unit", *ways, *self.systems), rows)
        self.sheet.page.keep(_FIRST)
        for row, name in enumerate(self.names):
            first = self.block.ref(row, _OWN)
            last = first.moved(columns=len(self.systems) - 1)
            self.sheet.book.define(name_of(name.name, name.key), first, last, sheet=self.sheet.name)
        return self.sheet

    def _own(self, name: Name, authority: str) -> SheetCell:
        """Make the cell of an authority's own value; a function that it does not have takes nothing."""
        system = self.systems[authority]
        own, here = self.region.cells[name._replace(authority=authority)], self.sheet.name
        if self.inputs.has(authority, name):
            heads = self.block.ref(-1, _OWN), Ref(here, self.block.top, own.column)
            number = f"COLUMNS({heads[0].seen_from(here)}:{heads[1].seen_from(here, across=True)})"
            return system.live(name, self.inputs.in_use(name, self.options, number, here))
        if name in system.cells:
            return system.computed(name, self.sheet)
        absent = own_value(system.chain.values, name.name, name.key) is None
        return NOT_ESTIMATED if absent else Fixed(0.0, described(name.name).unit)

    def _pool(self, row: int, name: Name, pool: str) -> SheetCell:
        if name not in self._pooled or pool not in pools_of(name.name):
            return ""
        found = [own_value(each.chain.values, name.name, name.key) for each in self.systems.values()]
        values = [value for value in found if value is not None]
        if not values or (pool == SUM and len(values) < len(found)):
            return NOT_ESTIMATED
        there = [value for value in values if math.isfinite(value)]
        first, here = self.block.ref(row, _OWN), self.sheet.name
        cells = first.to(first.moved(columns=len(self.systems) - 1), here)
        some = len(there) < len(values) and pool != SUM  # those that have no value are left out
        third = self.sheet.book.constants.ref(THIRD_QUARTILE).seen_from(here)
        formula = _FUNCTIONS[pool].format(cells=f"IF(ISNUMBER({cells}),{cells})" if some else cells, third=third)
        own, value = described(name.name), pools_of(name.name)[pool](there if some else values)
        return Live(formula, value, own.unit, own.negative_is_bad, array=some)
