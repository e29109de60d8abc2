"""A region's result as three tables: the pooled columns first, the authorities by rank beside them."""

from collections.abc import Callable, Mapping, Sequence

from archpers.model.definition import OVERVIEW, REFORM, SIDE_BY_SIDE
from archpers.model.registry import described, shown_in
from archpers.model.time_use import GROUP_LABELS
from archpers.output.tables.headings import RESIDUAL_CAVEAT
from archpers.output.tables.table import Cell, Column, Number, Row, Table
from archpers.results.result import RegionResult, Split
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_of, labels_of
from archpers.units import SHARE

_POOLED = {
    "ratio_of_totals": ("Ratio of", "totals"),
    "mean_of_ratios": ("Mean of", "ratios"),
    "median": ("Median", ""),
    "lower_quartile": ("Lower", "quartile"),
    "upper_quartile": ("Upper", "quartile"),
}


def region_tables(scenario: Scenario | Region, result: RegionResult, most: int | None = None) -> list[Table]:
    """Lay out a region's result; most: how many authorities to show, None for all."""
    order = ranked(result)
    names = order if most is None or len(order) <= most else [*order[: most - most // 2], *order[-(most // 2) :]]
    parts = [*(result.pooled[name] for name in _POOLED), *(result.authorities[name] for name in names)]
    columns = [
        Column("", numeric=False),
        *(Column(*heading) for heading in _POOLED.values()),
        *(Column(*_folded(name)) for name in names),
    ]
    tables = [
        Table("Overview", columns, _quantity_rows(parts, shown_in(OVERVIEW)), _note(len(order), len(names))),
        Table("Where the time goes, share of hours", columns, _function_rows(scenario, parts)),
    ]
    if result.pooled["ratio_of_totals"].quantities["residual_hours"] is None:
        return [*tables, Table("Reform model", (), (), "Not estimated: the scenario has no reform block.")]
    note = f"{RESIDUAL_CAVEAT} Below zero it is a deficit."
    return [*tables, Table("Reform model", columns, _quantity_rows(parts, shown_in(REFORM)), note)]


def authorities_table(result: RegionResult) -> Table:
    """Lay out every authority in a row of its own, the most stretched first, with the pooled rows below."""
    rows = [_authority_row(name, result.authorities[name]) for name in ranked(result)]
    for name, heading in _POOLED.items():
        row = _authority_row(" ".join(filter(None, heading)), result.pooled[name])
        rows.append(row._replace(emphasis=True))
    columns = [
        Column("Authority", numeric=False),
        *(Column(*described(name).heading) for name in shown_in(SIDE_BY_SIDE)),
    ]
    return Table("Authorities side by side", columns, rows, _note(len(result.authorities), len(result.authorities)))


def _authority_row(name: str, part: Split) -> Row:
    residual = part.quantities["residual_share_of_hours"]
    cells = (Number(part.quantities[each], described(each).unit) for each in shown_in(SIDE_BY_SIDE))
    return Row((name, *cells), alarm=residual is not None and residual < 0)


def ranked(result: RegionResult) -> list[str]:
    """Return the authorities' names by rank, the most stretched first."""
    return sorted(result.authorities, key=lambda name: _rank(result.authorities[name]))


def _rank(authority: Split) -> float:
    """Rank by the residual share, the most stretched first; by people per WTE where there is no reform."""
    residual = authority.quantities["residual_share_of_hours"]
    return residual if residual is not None else -(authority.quantities["people_per_wte"] or 0.0)


def _folded(name: str) -> tuple[str, str]:
    """Fold an authority's name over the two lines of a heading."""
    if len(name) <= 9:
        return name, ""
    middle = min((i for i, c in enumerate(name) if c == " "), key=lambda i: abs(i - len(name) / 2), default=len(name))
    first, second = name[:middle], name[middle + 1 :]
    return tuple(part if len(part) <= 14 else f"{part[:13]}…" for part in (first, second))  # type: ignore[return-value]  # two parts go in, two come out


def _note(count: int, shown: int) -> str:
    order = "Authorities stand by rank, the smallest residual share first."
    if shown == count:
        return f"{order} Mean, median and quartiles are over {count} authorities."
    return (
        f"{order} Shown are {shown} of {count}, from both ends; the others through -o FILE. Mean, median and quartiles "
        f"are over all {count}."
    )


def _quantity_rows(parts: Sequence[Split], names: Sequence[str]) -> list[Row]:
    rows = []
    for name in names:
        own, values = described(name), [part.quantities[name] for part in parts]
        if any(value is not None for value in values):
            remainder = own.part is not None and own.part.remainder and own.unit == SHARE
            alarm = remainder and any(value is not None and value < 0 for value in values)
            cells = (Number(value, own.unit) for value in values)
            rows.append(Row((own.listed, *cells), emphasis=remainder, alarm=alarm))
    return rows


def _function_rows(scenario: Scenario | Region, parts: Sequence[Split]) -> list[Row]:
    groups, labels = belonging_of(scenario)["function"], labels_of(scenario)
    rows = []
    for group, title in GROUP_LABELS.items():
        members = [key for key, own in groups.items() if own == group]
        rows.append(Row((title, *_shares(parts, lambda part: part.function_groups, group)), emphasis=True))
        if [labels[key] for key in members] != [title]:
            for key in members:
                rows.append(Row((f"  {labels[key]}", *_shares(parts, lambda part: part.functions, key))))
    return rows


def _shares(parts: Sequence[Split], of: Callable[[Split], Mapping[str, object]], key: str) -> list[Cell]:
    return [Number(getattr(of(part).get(key), "time_share", None), SHARE) for part in parts]
