"""The tables of the what-if page: which figures stand in them, from what the registry says of each quantity."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from archpers.model.definition import BOUGHT, CASH, DECISION, OVERVIEW, REFORM
from archpers.model.registry import QUANTITIES, described, further_tables, in_block, is_residual, shown_in
from archpers.model.release import RELEASED
from archpers.model.trace import Name
from archpers.output.pages.live_figures import LiveFigure
from archpers.output.tables.decision_tables import NOTHING
from archpers.results.result import Split
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of, labels_of

_FUNCTIONS = ("time_share", "hours", "cost")


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


def page_tables(scenario: Scenario | Region, result: Split) -> list[PageTable]:
    """Return the tables of the page, of a team or of a region as one."""
    own = [*further_tables((*result.quantities, *result.families)), *DECISION]
    titles = {"The reform": REFORM, "Overview": OVERVIEW, **{title: title for title in own}}
    labels = labels_of(scenario)
    tables = [
        PageTable(
            title,
            [_row(result, table, name) for name in shown_in(table) if name in result.quantities],
            [*_splits(table, result, labels)],
            NOTHING if table in (CASH, BOUGHT) else "",
        )
        for title, table in titles.items()
    ]
    if not authorities_of(scenario):
        tables.append(PageTable("Where the time goes", [], [*_functions(result, labels)]))
    return [table for table in tables if table.rows or table.splits]


def _row(result: Split, table: str, name: str) -> PageRow:
    parameters = QUANTITIES[name].parameters if name in QUANTITIES else ()
    of_residual = table in DECISION and any(is_residual(each) or each in RELEASED for each in parameters)
    return PageRow(described(name).listed, figure_of(result, name), of_residual)


def figure_of(result: Split, name: str, part: int = 0) -> LiveFigure:
    """Return a figure of a part of the page."""
    return LiveFigure(Name(name), part, result.quantities[name], described(name).unit)


def figures_in(tables: Iterable[PageTable]) -> Iterator[LiveFigure]:
    """Yield every figure of some tables."""
    for table in tables:
        yield from (row.live for row in table.rows)
        yield from (figure for split in table.splits for _, row in split.rows for figure in row)


def _splits(table: str, result: Split, labels: Mapping[str, str]) -> Iterator[SplitTable]:
    families = [name for name in shown_in(table) if name in result.families]
    for axis in dict.fromkeys(described(name).axis for name in families):
        own = [name for name in families if described(name).axis == axis]
        rows = [
            (labels.get(key, key), [_member(name, key, result.families[name].get(key)) for name in own])
            for key in dict.fromkeys(key for name in own for key in result.families[name])
        ]
        columns = [f"{described(name).label} [{described(name).unit}]" for name in own]
        yield SplitTable(axis.label.capitalize() if axis else "", columns, rows)


def _functions(result: Split, labels: Mapping[str, str]) -> Iterator[SplitTable]:
    names = {field: name for field, name in in_block("functions").items() if field in _FUNCTIONS}
    rows = [
        (labels[key], [_member(names[field], key, getattr(row, field)) for field in _FUNCTIONS])
        for key, row in result.functions.items()
    ]
    if rows:
        yield SplitTable("Function", ["Share", "Hours a year", "Cost a year"], rows)


def _member(name: str, key: str, value: float | None) -> LiveFigure:
    return LiveFigure(Name(name, key), 0, value, described(name).unit)
