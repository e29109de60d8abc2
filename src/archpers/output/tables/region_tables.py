"""A region's result as three tables: the pooled columns first, the authorities by rank beside them."""

import math
from collections.abc import Iterator, Sequence

from archpers.model.definition import OVERVIEW, REFORM, SIDE_BY_SIDE
from archpers.model.pooling import SUM
from archpers.model.registry import described, shown_in
from archpers.output.tables.headings import from_both_ends, residual_caveat, why_no_residual
from archpers.output.tables.short_names import folded, shortened
from archpers.output.tables.split_of_region import over, split_table
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.results.result import RegionResult, Split
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import SHARE

_POOLED = {
    "ratio_of_totals": ("Ratio of", "totals"),
    "mean_of_ratios": ("Mean of", "ratios"),
    "median": ("Median", ""),
    "lower_quartile": ("Lower", "quartile"),
    "upper_quartile": ("Upper", "quartile"),
}
MOST_IN_LABEL = 40
"""So many characters of an authority's name stand in front of a row."""
_SUM = ("Sum of", "authorities")
AS_ONE = "All as one"
"""The region as one authority, beside the authorities."""


def region_tables(scenario: Scenario | Region, result: RegionResult, most: int | None = None) -> list[Table]:
    """Lay out a region's result; most: how many authorities to show, None for all."""
    order = ranked(result)
    names = from_both_ends(order, most)
    parts = [*(result.pooled[name] for name in _POOLED), *(result.authorities[name] for name in names)]
    headings = folded(names, _POOLED.values())
    columns = [
        Column("", numeric=False),
        *(Column(*heading) for heading in _POOLED.values()),
        *(Column(*headings[name]) for name in names),
    ]
    note = _note(result, len(order), len(names))
    overview = _quantity_rows(result, parts, shown_in(OVERVIEW))
    tables = [
        Table("Overview", columns, overview, _lines(note, *sum_notes(result, shown_in(OVERVIEW)))),
        split_table(scenario, result, columns, parts, names),
    ]
    if result.pooled["ratio_of_totals"].quantities["residual_hours"] is None:
        return [*tables, Table("Reform model", (), (), f"Not estimated: {why_no_residual(scenario)}")]
    note = _lines(
        f"{residual_caveat(money=_has_cost(result))} Below zero it is a deficit.", *sum_notes(result, shown_in(REFORM))
    )
    return [*tables, Table("Reform model", columns, _quantity_rows(result, parts, shown_in(REFORM)), note)]


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


_OF_THE_REGION = {
    "money": "values every hour at the region's cost of an hour, not at",
    "WTE": "divides by the region's hours of a care manager, not by",
}
"""What the region as one authority does instead of adding up: by what a quantity counts."""


def sum_notes(result: RegionResult, names: Sequence[str]) -> Iterator[str]:
    """Say what the authorities' own money and WTE sum to, where the region as one authority has another figure."""
    for name in (each for each in names if described(each).unit.counts in _OF_THE_REGION):
        own, summed = described(name), result.pooled[SUM].quantities.get(name)
        as_one = result.pooled["ratio_of_totals"].quantities[name]
        if None not in (summed, as_one) and not math.isclose(summed or 0, as_one or 0):
            yield (
                f"{own.listed}: the authorities' own sum to {Number(summed, own.unit)}, the region as one authority "
                f"has {Number(as_one, own.unit)}, since it {_OF_THE_REGION[own.unit.counts]} each authority's own."
            )


def authorities_table(result: RegionResult) -> Table:
    """Lay out every authority in a row of its own, the most stretched first, with the pooled rows below."""
    every = _side_by_side()
    pooled = {" ".join(filter(None, heading)): result.pooled[name] for name, heading in _POOLED.items()}
    names = shortened(ranked(result), MOST_IN_LABEL, [*pooled, " ".join(_SUM)])
    rows = [_authority_row(names[name], result.authorities[name], every) for name in ranked(result)]
    rows += [_authority_row(name, part, every)._replace(emphasis=True) for name, part in pooled.items()]
    adding = [name for name in every if name in result.pooled[SUM].quantities]
    rows.append(_authority_row(" ".join(_SUM), result.pooled[SUM], adding)._replace(emphasis=True))
    columns = [Column("Authority", numeric=False), *(Column(*described(name).heading) for name in every)]
    note = _note(result, len(result.authorities), len(result.authorities))
    return Table("Authorities side by side", columns, rows, _lines(note, *sum_notes(result, every)))


def _authority_row(name: str, part: Split, shown: Sequence[str]) -> Row:
    cells = [Number(part.quantities[each], described(each).unit) if each in shown else "" for each in _side_by_side()]
    residual = part.quantities.get("residual_share_of_hours")
    return Row((name, *cells), alarm=residual is not None and residual < 0)


def _side_by_side() -> list[str]:
    return list(shown_in(SIDE_BY_SIDE))


def ranked(result: RegionResult) -> list[str]:
    """Return the authorities' names by rank, the most stretched first."""
    return sorted(result.authorities, key=lambda name: _rank(result.authorities[name]))


def _rank(authority: Split) -> float:
    """Rank by the residual share, the most stretched first; by people per WTE where there is no reform."""
    residual = authority.quantities["residual_share_of_hours"]
    return residual if residual is not None else -(authority.quantities["people_per_wte"] or 0.0)


def _note(result: RegionResult, count: int, shown: int) -> str:
    by = "the smallest residual share first" if _has_reform(result) else "the most people per WTE first"
    order = f"Authorities stand by rank, {by}."
    named = {*shown_in(OVERVIEW), *shown_in(REFORM), *shown_in(SIDE_BY_SIDE)}
    lacking = any(0 < result.counts[name] < count for name in named)
    few = ", or over as many as a row says have a value" if lacking else ""
    if shown == count:
        return f"{order} Mean, median and quartiles are over {count} authorities{few}."
    return (
        f"{order} Shown are {shown} of {count}, from both ends; a file of the result has them all. Mean, median and "
        f"quartiles are over all {count}{few}."
    )


def _has_cost(result: RegionResult) -> bool:
    return any(part.quantities["total_cost"] is not None for part in result.authorities.values())


def _has_reform(result: RegionResult) -> bool:
    return result.quantities["residual_share_of_hours"] is not None


def _quantity_rows(result: RegionResult, parts: Sequence[Split], names: Sequence[str]) -> list[Row]:
    rows = []
    for name in names:
        own, values = described(name), [part.quantities[name] for part in parts]
        if any(value is not None for value in values):
            remainder = own.part is not None and own.part.remainder and own.unit == SHARE
            alarm = remainder and any(value is not None and value < 0 for value in values)
            cells = (Number(value, own.unit) for value in values)
            label = f"{own.listed}{over(result.counts[name], result)}"
            rows.append(Row((label, *cells), emphasis=remainder, alarm=alarm))
    return rows
