"""The sheet Formulas: every quantity, its formula in words, unit and source."""

from collections.abc import Sequence

from archpers.model import QUANTITIES
from archpers.model.case_inputs import CASE_BLOCKS
from archpers.model.registry import described
from archpers.model.renderings import in_general
from archpers.model.time_use import FUNCTION, FUNCTION_GROUP
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.writing.sheets import Book, Sheet
from archpers.scenario.schema.scenario import Region, Scenario


def add_formulas(book: Book, systems: Sequence[ScopeTables], scenario: Scenario | Region) -> Sheet:
    """Add the sheet. systems: the team, or the region and its authorities."""
    sheet = book.sheet(
        "Formulas",
        "Formulas",
        "x[1] + … + x[n] is the sum over the functions, for a function group over the group's functions; which members "
        "it takes, if not all, stands behind it.",
        widths=(40, 66, 24, 60),
    )
    chains = [each.chain for each in systems]
    computed = {name for chain in chains for name in chain.steps if name not in chain.given}
    names = [
        name
        for name, own in QUANTITIES.items()
        if own.axis in (None, FUNCTION, FUNCTION_GROUP) and (name in computed or not _rests_on_optional(name))
    ]
    if scenario.case is None:
        names = [name for name in names if described(name).block not in CASE_BLOCKS]
    sheet.block(len(names)).write(
        ("Quantity", "Formula", "Unit", "Source"),
        [(name, in_general(name), QUANTITIES[name].unit.text, QUANTITIES[name].source) for name in names],
        wrap=True,
    )
    return sheet


def _rests_on_optional(name: str) -> bool:
    """Say whether a formula is of use only to those who build working time, cost or the core up."""
    parameters = [described(each) for each in QUANTITIES[name].parameters]
    return described(name).optional or any(each.optional and not each.given_apart for each in parameters)
