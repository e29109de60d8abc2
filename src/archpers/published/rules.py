"""The rules: how each printed figure comes out of printed inputs, by the quantities that `archpers model` uses.

A rule takes the printed figures and the cell to compute, and returns the value [unit of the model]. What it
puts into the model are printed figures and, where a convention of the source is in force, a value that stands for
the model's own formula. Without its conventions a rule gives what the model itself would say.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias

from archpers.model.arithmetic import ratio, total
from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.model.definition import Value
from archpers.model.pooling import mean_of_ratios, median
from archpers.model.time_use import FUNCTION_LABELS
from archpers.published.figures import PrintedCell
from archpers.published.interval import Interval, pooled
from archpers.published.mean_authority import (
    WHOLE_PERCENT,
    mean_authority,
    mean_shares,
    printed_mean_authority,
    reformed,
)
from archpers.published.printed_figures import AUTHORITIES, PrintedFigures, Sources, evaluated
from archpers.rounding import truncated

Rule: TypeAlias = Callable[[PrintedFigures, PrintedCell], Any]  # an Interval: operands have no type of their own

RULES: dict[str, Rule] = {}
"""Name in figures.yaml -> rule."""

_TEAM = {
    "care_managers_wte": "Number of care managers",
    "total_cost": "Total cost",
    "people_served": "Number of people now served",
    "working_days_per_year": "Working days per year",
    "working_hours_per_day": "Working hours per day",
}
"""Input of the model -> row of Toolkit Table 4."""

_LINES = {
    "time_share": "Total Share",
    "function_cost": "Total Expenditure",
    "function_cost_per_person": "Cost PP",
}
"""Quantity -> column of Report Table 2."""


def _rule(function: Rule) -> Rule:
    RULES[function.__name__] = function
    return function


def _of(cell: PrintedCell, sources: Sources) -> Any:
    """Evaluate what the cell is of: one member of a family, or their sum where it is a total."""
    value = evaluated(cell.of, sources)
    if not isinstance(value, Mapping):
        return value
    return total(value) if cell.member == "total" else value[cell.member]


# Inputs: what else states the same figure.


@_rule
def shipped_scenario(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """An input of the toolkit's team or of the reform, as the shipped scenario `toolkit-team` has it."""
    return Interval(Fraction(repr(printed.shipped[cell.of])))


@_rule
def other_printing(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """A count of answers as the other publication prints it: Toolkit Table 3 is Report Table 4."""
    document, table = ("report", "Table 4") if cell.document == "toolkit" else ("toolkit", "Table 3")
    return printed.number(document, table, cell.row, cell.column)


@_rule
def unrounded_wte(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """An authority's care managers, from the hours a week that the hours a year are made of."""
    return printed.unrounded_wte(cell.column)


@_rule
def working_year(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """An authority's hours a year, from its care managers and the working year of one, by Toolkit Table 4."""
    year = printed.behind("working_year", cell.column)
    return evaluated(
        "total_hours",
        {
            "care_managers_wte": lambda: printed.unrounded_wte(cell.column),
            **{name: partial(year.__getitem__, name) for name in year},
        },
    )


@_rule
def weekly_share(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """An authority's share of time in one function, from the hours behind the printed shares."""
    return printed.weekly_share(cell.column)[cell.row]


@_rule
def cost_witness(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """An authority's cost, in one set of four that makes every printed mean and median of costs come out."""
    return printed.behind("cost_witness", cell.column)


# Outputs.


@_rule
def team(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """A quantity of the toolkit's team, from its own inputs (Toolkit Tables 4 and 5)."""
    sources: dict[str, Callable[[], Value]] = {
        name: partial(printed.number, "toolkit", "Table 4", row, "Data") for name, row in _TEAM.items()
    }
    sources["hours_per_week"] = lambda: printed.column("toolkit", "Table 5", "Hours (PW)", FUNCTION_LABELS)
    return _of(cell, sources)


@_rule
def fifteenths(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """A share in the text on Task 7, as so many fifteenths: what the text seems to come from."""
    return ratio(printed.behind("task_7_fifteenths", cell.member), 15)


@_rule
def best_source(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """A share or total of the answers on the best source of support, from the answers that the same table prints."""
    return _of(
        cell,
        {
            f"{column.lower()}_answers": partial(printed.column, cell.document, cell.table, column, BEST_SOURCE_LABELS)
            for column in ("Plan", "Organise")
        },
    )


@_rule
def authority(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """A quantity of one authority, from its column of the appendix."""
    return printed.authority(cell.column, cell.of)


@_rule
def mean(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """A quantity of the mean authority.

    For what can be added up, the mean of the four. For what is a ratio, that ratio of the means; with the
    convention, the mean of the authorities' own ratios.
    """
    if cell.of == "time_share":
        return mean_shares(printed)[cell.member]
    return evaluated(cell.of, mean_authority(printed))


@_rule
def authorities_median(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """The median of the four authorities' own values; with the convention, of the columns LA 2 to Mean."""
    values = [printed.authority(name, cell.of) for name in AUTHORITIES]
    if cell.member:
        values = [family[cell.member] for family in values]
    if printed.follows("median_range"):
        values = [*values[1:], pooled(mean_of_ratios, values)]
    return pooled(median, values)


@_rule
def split(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """What a function takes of the mean authority, by the mean shares of time and the means that Table 1 prints."""
    return _of(cell, {**printed_mean_authority(printed), "time_share": lambda: mean_shares(printed)})


@_rule
def lines(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """A sum over the first so many functions, or all, of what Report Table 2 has in one column.

    With the convention it is the printed lines that are summed, or, for a bound, the whole percents of those lines
    with their decimals dropped.
    """
    functions = list(FUNCTION_LABELS)[: int(cell.member) if cell.member else None]
    sources = {**printed_mean_authority(printed), "time_share": lambda: mean_shares(printed)}
    if printed.follows("sum_of_rounded_lines") or printed.follows("bound"):
        parts = printed.column("report", "Table 2", _LINES[cell.of], functions)
    else:
        parts = {key: value for key, value in evaluated(cell.of, sources).items() if key in functions}
    if printed.follows("bound"):
        parts = {key: Interval(Fraction(truncated(float(part.middle), WHOLE_PERCENT))) for key, part in parts.items()}
    return total(parts)


@_rule
def share_of_budget(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """Care-management cost for each person, for each pound of the individual budget that the text supposes."""
    return ratio(evaluated("cost_per_person", printed_mean_authority(printed)), printed.behind("individual_budget"))


@_rule
def reform(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """A quantity of the reform model of the mean authority (Report section 1.4 and Table 5)."""
    return _of(cell, reformed(printed))


@_rule
def reform_split(printed: PrintedFigures, cell: PrintedCell) -> Any:
    """The mean authority's time or cost split into core, crisis and residual, by their shares of its hours."""
    sources = reformed(printed)
    shares = {cell.member: evaluated(f"{cell.member}_share_of_hours", sources)}
    return _of(cell, {**sources, "time_share": lambda: shares})
