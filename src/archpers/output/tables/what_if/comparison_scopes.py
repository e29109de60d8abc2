"""Regions side by side: a quantity pooled in each way, and of each authority."""

from collections.abc import Iterator, Sequence

from archpers.model.pooling import pools_of
from archpers.output.tables.headings import from_both_ends
from archpers.output.tables.region_tables import ranked
from archpers.output.tables.table import Cell, Column, Number, Row, Table
from archpers.output.tables.what_if.comparison_cells import difference, variant_columns
from archpers.results.names import Measure
from archpers.results.result import RegionResult
from archpers.what_if.compare import VariantComparison

NOT_THERE = "not there"
_RESIDUAL = Measure(("residual_share_of_hours",), "residual_share_of_hours")
_WAYS = (
    "Ratio of totals: the region as one authority, so hours that one has to spare fill another's gap. In the mean, "
    "the median and the quartiles each authority counts the same."
)


def scope_tables(found: VariantComparison, most: int | None) -> Iterator[Table]:
    """Lay out the residual share, and what is asked about, pooled and by authority; nothing unless all are regions.

    most: how many authorities to show, None for all.
    """
    if not found.authorities:
        return
    order = _ranked(found)
    names = from_both_ends(order, most)
    note = _WAYS
    for measure in dict.fromkeys((_RESIDUAL, found.measure.beside())):
        if any(value is not None for value in found.values[measure.text]):
            yield _scope_table(found, measure, names, f"{note} {_counted(found, measure, names)}".strip())
            note = ""


def _scope_table(found: VariantComparison, measure: Measure, authorities: Sequence[str], note: str) -> Table:
    names = [variant.name for variant in found.variants]
    columns = [Column("", numeric=False), *variant_columns(names, measure.unit.text)]
    pools = [("Ratio of totals", measure)]
    pools += [(pool.replace("_", " ").capitalize(), measure.beside(pool=pool)) for pool in pools_of(measure.name)]
    rows = [Row(_cells(found, label, each), emphasis=True) for label, each in pools]
    for name in authorities:
        own = measure.beside(name)
        alarm = own.is_residual and any((value or 0.0) < 0 for value in found.values[own.text])
        rows.append(Row(_cells(found, name, own), alarm=alarm))
    return Table(f"{measure.text}, pooled and by authority", columns, rows, note)


def _cells(found: VariantComparison, label: str, measure: Measure) -> tuple[Cell, ...]:
    values = found.values[measure.text]
    cells: list[Cell] = [label]
    for index, (variant, value) in enumerate(zip(found.variants, values, strict=True)):
        cells.append(Number(value, measure.unit) if variant.knows(measure) else NOT_THERE)
        if index:
            cells.append(difference(values[0], value, measure.unit))
    return tuple(cells)


def _ranked(found: VariantComparison) -> list[str]:
    """Sort the authorities as the first variant ranks them, then those that only others have."""
    results = [variant.result for variant in found.variants if isinstance(variant.result, RegionResult)]
    return list(dict.fromkeys(name for result in results for name in ranked(result)))


def _counted(found: VariantComparison, measure: Measure, names: Sequence[str]) -> str:
    """Say how many authorities are pooled, and how many of them are shown."""
    own = [found.values[measure.beside(name).text] for name in found.authorities]
    counts = [sum(values[index] is not None for values in own) for index in range(len(found.variants))]
    if len(set(counts)) == 1:
        over = f"{counts[0]} {'authority' if counts[0] == 1 else 'authorities'}"
    else:
        each = ", ".join(f"{variant.name}: {count}" for count, variant in zip(counts, found.variants, strict=True))
        over = f"the authorities that have a value ({each})"
    pooled = f"Mean of ratios, median and quartiles are over {over}."
    left = len(found.authorities) - len(names)
    if not left:
        return pooled
    return (
        f"{pooled} Shown are {len(names)} of {len(found.authorities)} authorities, from both ends of the ranking; a "
        "file of the result has them all."
    )
