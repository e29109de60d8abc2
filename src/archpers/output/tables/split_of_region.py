"""A region's split by function, every function under the group that each authority has it in."""

from collections.abc import Mapping, Sequence

from archpers.model.pooling import POOLS
from archpers.model.registry import added, ratio
from archpers.model.time_use import FUNCTION, GROUP_LABELS
from archpers.output.tables.table import Cell, Column, Number, Row, Table
from archpers.results.result import FunctionResult, RegionResult, Split
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_at, labels_of, scopes
from archpers.units import SHARE

TITLE = "Where the time goes, share of hours"


def split_table(
    scenario: Scenario | Region,
    result: RegionResult,
    columns: Sequence[Column],
    parts: Sequence[Split],
    names: Sequence[str],
) -> Table:
    """Lay out the split. parts: the pooled ones, then those of the authorities that are named, a column each."""
    homes = {name: belonging_at(own)[FUNCTION.name] for name, own in scopes(scenario).items() if own.functions}
    pooled, own = parts[: len(parts) - len(names)], dict(zip(names, parts[len(parts) - len(names) :], strict=True))
    ways = ["ratio_of_totals", *(way for way in result.pooled if way in POOLS)]
    labels = labels_of(scenario)
    rows = []
    for group, title in GROUP_LABELS.items():
        members = list(dict.fromkeys(key for home in homes.values() for key in home if home[key] == group))
        rows.append(Row((title, *(_share(part.function_groups.get(group)) for part in parts)), emphasis=True))
        if [labels[key] for key in members] == [title]:
            continue
        for key in members:
            there = [name for name, home in homes.items() if home.get(key) == group]
            several = len({home[key] for home in homes.values() if key in home}) > 1
            told: list[Cell] = (
                [_within(result, key, there, way) for way in ways]
                if several
                else [_share(part.functions.get(key)) for part in pooled]
            )
            told += [_share(part.functions.get(key)) if name in there else "" for name, part in own.items()]
            count = "" if len(there) == len(result.authorities) else f" ({len(there)} of {len(result.authorities)})"
            rows.append(Row((f"  {labels[key]}{count}", *told)))
    return Table(TITLE, columns, rows, _note(homes, result))


def _share(own: FunctionResult | None) -> Number:
    return Number(own.time_share if own else None, SHARE)


def _within(result: RegionResult, key: str, there: Sequence[str], way: str) -> Number:
    """Pool what a function takes in the authorities that have it in one group; in the others it takes nothing there."""
    own = {name: part.functions[key] for name, part in result.authorities.items() if name in there}
    if way == "ratio_of_totals":
        hours, whole = [each.hours or 0.0 for each in own.values()], result.quantities["total_hours"]
        return Number(ratio(added(hours), whole) if result.functions and whole is not None else None, SHARE)
    counted = [name for name, part in result.authorities.items() if part.functions]
    return Number(POOLS[way]([own[name].time_share or 0.0 if name in own else 0.0 for name in counted]), SHARE)


def _note(homes: Mapping[str, Mapping[str, str]], result: RegionResult) -> str:
    count = len(result.authorities)
    if not homes:
        return "Not estimated: no authority has a functions block."
    note = ""
    if len(homes) < count:
        note = f"Mean, median and quartiles are over the {len(homes)} of {count} authorities that say where time goes. "
    if any(set(home) != set(next(iter(homes.values()))) for home in homes.values()):
        note += (
            "A function that an authority does not have counts as 0% of its time; how many have it stands behind it. "
        )
    return f"{note}Ratio of totals and mean of ratios add up to their groups; medians and quartiles need not."
