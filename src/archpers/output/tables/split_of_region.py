"""A region's split by function, every function under the group that each authority has it in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archpers.model.arithmetic import added, ratio
from archpers.model.pooling import POOLS
from archpers.model.time_use import GROUP_LABELS
from archpers.output.tables.table import Cell, Column, Number, Row, Table
from archpers.results.result import FunctionResult, RegionResult, Split
from archpers.scenario.schema.blocks.functions import Functions
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import functions_at
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
    blocks = functions_at(scenario)
    titles = _first(block.group_labels for block in blocks.values()) or GROUP_LABELS
    first = len(parts) - len(names)
    split = _RegionSplit(blocks, result, parts[:first], dict(zip(names, parts[first:], strict=True)))
    rows = [row for group, title in titles.items() for row in split.rows(group, title)]
    return Table(TITLE, columns, rows, _note({name: block.homes for name, block in blocks.items()}, result))


class _RegionSplit(NamedTuple):
    """The functions of a region's authorities, the pooled parts, and those of the authorities with a column each."""

    blocks: Mapping[str, Functions]
    result: RegionResult
    pooled: Sequence[Split]
    own: Mapping[str, Split]

    def rows(self, group: str, title: str) -> Iterator[Row]:
        """Yield the row of a group, and those of the functions that some authority has in it."""
        having = [name for name, block in self.blocks.items() if group in block.group_labels]
        told = [_share(part.function_groups.get(group)) for part in self.pooled]
        there = {name for name in self.own if name in having or name not in self.blocks}
        shares = [_share(each.function_groups.get(group), there=name in there) for name, each in self.own.items()]
        count = "" if len(having) == len(self.blocks) else over(len(having), self.result)
        yield Row((f"{title}{count}", *told, *shares), emphasis=True)
        labels = _first(block.labels for block in self.blocks.values())
        homes = [block.homes for block in self.blocks.values()]
        members = list(dict.fromkeys(key for home in homes for key in home if home[key] == group))
        if [labels[key] for key in members] != [title]:
            yield from (self.row(group, key, labels[key]) for key in members)

    def row(self, group: str, key: str, label: str) -> Row:
        """Return the row of a function in a group."""
        homes = {name: block.homes for name, block in self.blocks.items()}
        there = [name for name, home in homes.items() if home.get(key) == group]
        if len({home[key] for home in homes.values() if key in home}) > 1:
            ways = ("ratio_of_totals", *(way for way in self.result.pooled if way in POOLS))
            told = [_within(self.result, key, there, way) for way in ways]
        else:
            told = [_share(part.functions.get(key)) for part in self.pooled]
        shares = [_share(each.functions.get(key), there=name in there) for name, each in self.own.items()]
        return Row((f"  {label}{over(len(there), self.result)}", *told, *shares))


def _first(several: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Put mappings together, the first of them going before."""
    found: dict[str, str] = {}
    for each in several:
        found |= {key: label for key, label in each.items() if key not in found}
    return found


def _share(own: FunctionResult | None, *, there: bool = True) -> Cell:
    return Number(own.time_share if own else None, SHARE) if there else ""


def over(count: int, result: RegionResult) -> str:
    """Say behind a label how many authorities have what it names, where not all of them do."""
    return "" if count in (0, len(result.authorities)) else f" ({count} of {len(result.authorities)})"


def _within(result: RegionResult, key: str, there: Sequence[str], way: str) -> Cell:
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
        which = "function" if len({frozenset(home.values()) for home in homes.values()}) == 1 else "function or group"
        note += (
            f"A {which} that an authority does not have counts as 0% of its time; how many have it stands behind it. "
        )
    return f"{note}Ratio of totals and mean of ratios add up to their groups; medians and quartiles need not."
