"""What a workbook is of: where every number of the team, or of the region and its authorities, stands."""

from collections.abc import Mapping
from typing import NamedTuple

from archpers.model.trace import Name
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.sheets.options_sheet import OptionsSheet
from archpers.output.workbook.writing.sheet_cells import Ref
from archpers.output.workbook.writing.sheets import Sheet


class Model(NamedTuple):
    """The numbers of a workbook."""

    system: ScopeTables
    """The team, or the region as one authority."""
    authorities: Mapping[str, ScopeTables]
    """Empty for a team."""
    options: OptionsSheet
    sheets: dict[Sheet, str]
    """Each with what it holds."""
    case_rows: dict[str, tuple[Ref, Ref, list[float]]]
    """Quantity of the business case -> its first and its last cell, and the values of all years as the file stands."""

    def own_cells(self, name: Name) -> tuple[Ref, Ref] | None:
        """Return the first and the last cell of the authorities' own values; None where one of them has none."""
        every = [self.system.cells.get(name._replace(authority=authority)) for authority in self.authorities]
        here = all(system.value(name) is not None for system in self.authorities.values())
        cells = [cell for cell in every if cell is not None]
        return (cells[0], cells[-1]) if here and cells and len(cells) == len(every) else None
