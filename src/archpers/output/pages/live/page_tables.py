"""The tables of the what-if page: which figures stand in them, from what the registry says of each quantity."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archpers.model.definition import BOUGHT, CASH, DECISION, OVERVIEW, REFORM
from archpers.model.registry import QUANTITIES, described, further_tables, is_residual, shown_in
from archpers.model.release import RELEASED
from archpers.model.trace import Name
from archpers.output.pages.live.live_figures import FUNCTION_COLUMNS, FUNCTION_FIGURES, LiveFigure
from archpers.output.tables.decision.decision_tables import NOTHING

_TITLES = {OVERVIEW: "Overview", REFORM: "The reform"}

Seen = Callable[[Name], LiveFigure]
"""From a number to how the page shows it."""


class SplitTable(NamedTuple):
    """Families with one figure for each member of an axis."""

    heading: str
    columns: list[str]
    rows: list[tuple[str, list[LiveFigure]]]


class PageRow(NamedTuple):
    """A figure with its value in the file beside it."""

    label: str
    live: LiveFigure
    of_residual: bool
    """It is told of the residual or of its cash: with a deficit there is none."""


class PageTable(NamedTuple):
    """A table of the page."""

    title: str
    rows: list[PageRow]
    splits: list[SplitTable]
    nothing: str = ""
    """What stands in its place where there is a deficit; empty: it stands there too."""


def page_tables(names: Iterable[Name], labels: Mapping[str, str], seen: Seen) -> list[PageTable]:
    """Return the tables of the page. names: every number that some part of it has. labels: of the members of axes."""
    alone = [name.name for name in names if name.key is None]
    members: dict[str, list[str]] = {}
    for name in names:
        if name.key is not None:
            members.setdefault(name.name, []).append(name.key)
    titles = dict.fromkeys((REFORM, OVERVIEW, *further_tables((*alone, *members)), *DECISION))
    tables = [
        PageTable(
            _TITLES.get(table, table),
            [_row(table, name, seen) for name in shown_in(table) if name in alone],
            [*_splits(table, members, labels, seen)],
            NOTHING if table in (CASH, BOUGHT) else "",
        )
        for table in titles
    ]
    tables.append(PageTable("Where the time goes", [], [*_functions(members, labels, seen)]))
    return [table for table in tables if table.rows or table.splits]


def _row(table: str, name: str, seen: Seen) -> PageRow:
    parameters = QUANTITIES[name].parameters if name in QUANTITIES else ()
    of_residual = table in DECISION and any(is_residual(each) or each in RELEASED for each in parameters)
    return PageRow(described(name).listed, seen(Name(name)), of_residual)


def _splits(
    table: str, members: Mapping[str, Sequence[str]], labels: Mapping[str, str], seen: Seen
) -> Iterator[SplitTable]:
    families = [name for name in shown_in(table) if name in members]
    for axis in dict.fromkeys(described(name).axis for name in families):
        own = [name for name in families if described(name).axis == axis]
        columns = [f"{described(name).label} [{described(name).unit}]" for name in own]
        yield SplitTable(axis.label.capitalize() if axis else "", columns, _rows(own, members, labels, seen))


def _rows(
    names: Sequence[str], members: Mapping[str, Sequence[str]], labels: Mapping[str, str], seen: Seen
) -> list[tuple[str, list[LiveFigure]]]:
    keys = dict.fromkeys(key for name in names for key in members[name])
    return [(labels.get(key, key), [seen(Name(name, key)) for name in names]) for key in keys]


def _functions(members: Mapping[str, Sequence[str]], labels: Mapping[str, str], seen: Seen) -> Iterator[SplitTable]:
    names = [name for name in FUNCTION_FIGURES if name in members]
    if names:
        columns = [FUNCTION_COLUMNS[FUNCTION_FIGURES[name]] for name in names]
        yield SplitTable("Function", columns, _rows(names, members, labels, seen))
