"""Differences between variants, as they stand in a table."""

from collections.abc import Sequence
from math import isfinite

from archpers.model.precision import is_negligible
from archpers.output.tables.table import Column
from archpers.rounding import visible
from archpers.units import Unit

MOST_HEADING = 24
"""Width beyond which the name of a variant is folded [characters]."""


def variant_columns(names: Sequence[str], unit: str = "") -> list[Column]:
    """Return a column for each variant, and beside all but the first one for its difference from the first."""
    first, *others = names
    columns = [variant_column(first, unit)]
    for name in others:
        # of several, each with its name: where there is little room it may stand in another part than its variant
        difference = variant_column("Difference", name if len(others) > 1 else "")
        columns += [variant_column(name, unit), difference]
    return columns


def variant_column(name: str, unit: str = "") -> Column:
    """Return the column of a variant, whose name may be long: a screen folds it between words."""
    return Column(name, unit, fold=MOST_HEADING)


def difference(own: float | None, value: float | None, unit: Unit) -> str:
    """Write how far a value is from the first variant's own; nothing where one of them does not exist."""
    if own is None or value is None or not isfinite(value - own):
        return ""
    return signed(value - own, unit, max(abs(own), abs(value)))


def signed(value: float, unit: Unit, scale: float) -> str:
    """Write a difference with its sign and £; of shares in percentage points. One that is not zero never looks it.

    scale: the size of the numbers that it is the difference of [unit].
    """
    if is_negligible(value, scale):  # it is the computer's, not the variants'
        value = 0.0
    text = visible(unit.scaled(abs(value)), unit.decimals)
    sign = "+" if value > 0 else "-" if value < 0 else ""
    return f"{sign}{text} pp" if unit.is_share else unit.signed(f"{sign}{text}")
