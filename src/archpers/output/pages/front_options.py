"""What each option of the file changes, in words, and what it yields."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archpers.errors import ScenarioError
from archpers.model.registry import described
from archpers.output.charts.cash_chart import PARTS
from archpers.output.tables.headings import is_deficit
from archpers.output.tables.table import Cell, Column, Number, Row, Table, in_full
from archpers.output.tables.what_if.comparison_cells import difference
from archpers.results.case import CaseResult, case_of
from archpers.results.evaluate import evaluate
from archpers.results.result import Result
from archpers.results.settled import told
from archpers.scenario.inputs import Given, all_givens, label_of
from archpers.scenario.load import with_option
from archpers.scenario.overrides import option_overrides
from archpers.scenario.reading.document import KeyPath, Override
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.years import every_label
from archpers.units import MONEY, MONEY_IN_ALL, SHARE
from archpers.what_if.messages import named

MOST_OPTIONS = 8
"""So many options have a row each; of more, the others are counted."""
_MOST_CHANGES = 3


class _Yield(NamedTuple):
    """What a variant leaves."""

    share: float | None
    value: float | None
    cash: float | None = None
    npv: float | None = None
    short: bool = False
    """Whether it leaves a deficit."""


class _Option(NamedTuple):
    name: str
    changes: Sequence[str]
    found: _Yield | None
    """None where it does not go with what was set."""


def options_table(scenario: Scenario | Region, result: Result, case: CaseResult | None) -> Table | None:
    """Lay out what each option changes and yields; none where an option is in force already."""
    document = scenario.document
    if document is None or any(override.place for override in document.overrides.values()):
        return None
    names = [name for name, own in document.data.get("options", {}).items() if own]
    options = [_option(scenario, name) for name in names[:MOST_OPTIONS]]
    if not options:
        return None
    own = _yield_of(result, case)
    every = [option.found for option in options if option.found]
    cash, npv = any(each.cash != own.cash for each in every), any(each.npv != own.npv for each in every)
    columns = [Column("Option", numeric=False), Column("What it changes", numeric=False)]
    columns += [Column("Left", SHARE.text), Column("Value", MONEY.text), Column("Difference", MONEY.text)]
    columns += [Column("Cash", MONEY.text)] * cash + [Column("Net present value", MONEY_IN_ALL.text)] * npv
    first = _Option("Without an option" if document.overrides else "As in the file", (), own)
    rows = [_row(option, own, cash=cash, npv=npv) for option in (first, *options)]
    rows[0] = rows[0]._replace(emphasis=True)
    return Table("Options", columns, rows, "\n".join(_notes(options, own, len(names) - MOST_OPTIONS)))


def _option(scenario: Scenario | Region, name: str) -> _Option:
    assert scenario.document is not None, "options stand in a file"
    overrides = option_overrides(scenario.document, name)
    try:
        varied = with_option(scenario, name)
        result = told(evaluate(varied))
    except ScenarioError:  # it is sound in the file, but does not go with what was set
        return _Option(name, [_by_path(override) for override in overrides], None)
    return _Option(name, [*_changes(scenario, varied, overrides)], _yield_of(result, case_of(varied, result)))


def _yield_of(result: Result, case: CaseResult | None) -> _Yield:
    own = result.quantities
    npv = case.totals.npv if case else None
    return _Yield(own["residual_share_of_hours"], own["residual_value"], own.get(PARTS[0]), npv, is_deficit(result))


def _row(option: _Option, own: _Yield, *, cash: bool, npv: bool) -> Row:
    found = option.found or _Yield(None, None)
    more = len(option.changes) - _MOST_CHANGES
    said = [*option.changes[:_MOST_CHANGES], *([f"and {more} more"] if more > 0 else [])]
    cells: list[Cell] = [option.name, "; ".join(said)]
    cells += [Number(found.share, SHARE), Number(found.value, MONEY)]
    cells.append(difference(own.value, found.value, MONEY) if option.changes else "")
    if cash:
        cells.append("none" if found.short else Number(found.cash, MONEY))
    if npv:
        cells.append(Number(found.npv, MONEY_IN_ALL))
    return Row(tuple(cells), alarm=found.short)


def _notes(options: Sequence[_Option], own: _Yield, more: int) -> Iterator[str]:
    """Say of which options the columns tell nothing, and how many have no row."""
    same = [f'"{option.name}"' for option in options if option.found == own]
    if same:
        yield f"These figures stay as they are with {named(same)}; archpers compare shows what changes."
    if more > 0:
        yield f"{more} more options are in the file; archpers compare shows all of them."


def _changes(scenario: Scenario | Region, varied: Scenario | Region, overrides: Sequence[Override]) -> Iterator[str]:
    """Yield what an option changes: each number in words, with the one that it replaces."""
    before = {given.path: given.figure.value for given in all_givens(scenario)}
    labels = every_label(varied)
    last = ""
    for override in overrides:
        there = [given for given in all_givens(varied) if _is_at(given, override.path)]
        if not there:
            yield _by_path(override)
        for given in there:
            unit, value, old = described(given.name).unit, given.figure.value, before.get(given.path)
            of_row = f"{label_of(given._replace(member=None), labels)}: "
            label = label_of(given, labels).removeprefix(of_row if of_row == last else "")  # a row is named once
            last = of_row
            instead = "" if old is None or old == value else f" instead of {in_full(old, unit)}"
            yield f"{label}: {unit.behind(in_full(value, unit))}{instead}"


def _is_at(given: Given, path: KeyPath) -> bool:
    """Say whether a number stands at a path or below it, or the path is of the number's own value."""
    return given.path[: len(path)] == path or (*given.path, "value") == path


def _by_path(override: Override) -> str:
    now = "taken away" if override.value is None else f"= {override.value}"
    return f"{path_text(override.path)} {now}"
