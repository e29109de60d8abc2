"""The sheet that sets the authorities of a region side by side, and pools them in named ways."""

import math
from collections.abc import Mapping

from archpers.model.pooling import POOLS, SUM, own_value, pools_of
from archpers.model.registry import AXES, INPUTS, described
from archpers.model.time_use import FUNCTION, FUNCTION_GROUP
from archpers.model.trace import Name, Traced
from archpers.output.tables.table import NOT_ESTIMATED
from archpers.output.workbook.scope_tables import ScopeTables, family_names, quantity_names
from archpers.output.workbook.sheet_cells import Fixed, Live, SheetCell
from archpers.output.workbook.sheets import Block, Book, Sheet

POOLED = ("ratio_of_totals", SUM, *POOLS)
_FIRST = 2  # column of the first pooled value; name and unit stand before it


class PooledSheet:
    """One row for each quantity: the pooled values, then those of each authority."""

    def __init__(self, book: Book, region: ScopeTables, authorities: Mapping[str, ScopeTables]) -> None:
        self.region = region
        self.authorities = authorities
        listed = {Name(name) for name in quantity_names(region.chain)}
        self.names = [
            *map(Name, quantity_names(region.chain)),
            *(Name(name) for name in region.chain.steps if name in INPUTS and Name(name) not in listed),
            *(
                Name(name, key)
                for axis in dict.fromkeys((FUNCTION, FUNCTION_GROUP, *AXES.values()))
                for name in dict.fromkeys(
                    own for system in (region, *authorities.values()) for own in family_names(axis, system.chain)
                )
                for key in region.keys(axis)
                if any(system.value(Name(name, key)) is not None for system in authorities.values())
            ),
        ]
        self.sheet = book.sheet(
            "Pooled",
            "The authorities side by side, and pooled",
            "Ratio of totals: the region as one authority. The others are taken over the authorities' own values.",
            "A pooled value hides the authorities beside it: a region with hours left may hold one with a deficit.",
            widths=(46, 20, *(13 for _ in (*POOLED, *authorities))),
        )
        self.block: Block = self.sheet.block(len(self.names))
        for row, name in enumerate(self.names):
            if region.value(name) is not None:
                region.cells.setdefault(name, self.block.ref(row, _FIRST))
            for column, authority in enumerate(authorities):
                own = self.block.ref(row, _FIRST + len(POOLED) + column)
                region.cells[name._replace(authority=authority)] = own

    def write(self) -> Sheet:
        """Write the table, once every number has its cell."""
        rows = [
            [
                self.region.label(name),
                described(name.name).unit.text,
                self.region.computed(name, self.sheet),
                *(self._pool(name, pool) for pool in POOLED[1:]),
                *(self._own(name, system) for system in self.authorities.values()),
            ]
            for name in self.names
        ]
        ways = [way.replace("_", " ").capitalize() for way in POOLED]
        self.block.write(("Quantity", "Unit", *ways, *self.authorities), rows)
        self.sheet.worksheet.freeze_panes(self.block.top + 1, _FIRST)
        return self.sheet

    def _own(self, name: Name, system: ScopeTables) -> SheetCell:
        """Make the cell of an authority's own value; a function that it does not have takes nothing."""
        there = name in system.cells or own_value(system.chain.values, name.name, name.key) is None
        return system.link(name, self.sheet) if there else Fixed(0.0, described(name.name).unit)

    def _pool(self, name: Name, pool: str) -> SheetCell:
        found = {own: own_value(each.chain.values, name.name, name.key) for own, each in self.authorities.items()}
        values = {own: value for own, value in found.items() if value is not None}
        if pool not in pools_of(name.name):
            return ""
        if not values or (pool == SUM and len(values) < len(found)):
            return NOT_ESTIMATED
        function, unit = pools_of(name.name)[pool], described(name.name).unit
        traced = function([Traced("name", name._replace(authority=own)) for own in values])
        there = [value for value in values.values() if math.isfinite(value)]
        alarm = described(name.name).negative_is_bad
        return Live(self.region.formula(traced, self.sheet), function(there), unit, alarm)
