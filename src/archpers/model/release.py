"""Release: what of the residual is cash, what is time, and what is overhead that stays.

The terms are those of the Government Efficiency Framework: a saving is cash releasing where money leaves the budget,
and non-cash releasing where time is free for other work.
"""

from archpers.model.arithmetic import ratio
from archpers.model.definition import BOUGHT, CASH, Operand
from archpers.model.registry import declare, described, on_sums, quantity
from archpers.units import HOURS, MONEY, MONEY_PER_HOUR, SHARE, WTE

RELEASED = ("released_hours", "released_wte", "cash_releasing_value")
"""What is cash: in hours, in posts, in money."""


def is_released(name: str) -> bool:
    """Say whether a quantity tells what is released of the residual, or bought with it: below zero there is nothing."""
    own = described(name)
    return bool({CASH, BOUGHT} & own.shown.keys()) and own.unit.adds and not own.negative_is_bad


_GEF = "Government Efficiency Framework"

declare(
    "release_share",
    SHARE,
    "Share of the residual hours that comes off the payroll, by posts that can go or stay unfilled",
    "local assumption",
    pooling="once for all",
    optional=True,
    label="Share of the residual that is released",
)


@quantity(
    unit=MONEY_PER_HOUR,
    source="follows from the build-up of employment cost",
    label="Cash that an hour releases",
    shown={CASH: 0},
)
def releasable_cost_per_hour(
    salary_per_wte: Operand,
    employer_ni_per_wte: Operand,
    employer_pension_per_wte: Operand,
    apprenticeship_levy_per_wte: Operand,
    other_cost_per_wte: Operand,
    hours_per_wte: Operand,
) -> Operand:
    """What leaves the budget with an hour that is released: pay and what goes with a post, no overheads [£/hour]."""
    return ratio(
        salary_per_wte
        + employer_ni_per_wte
        + employer_pension_per_wte
        + apprenticeship_levy_per_wte
        + other_cost_per_wte,
        hours_per_wte,
    )


@quantity(unit=HOURS, source=_GEF, pooling="sum", shown={CASH: 1})
def released_hours(residual_hours: Operand, release_share: Operand) -> Operand:
    """Residual hours that come off the payroll [hours/year]; scalar or array."""
    return residual_hours * release_share


@quantity(unit=WTE, source=_GEF, pooling="sum", label="Released, WTE", shown={CASH: 2})
def released_wte(released_hours: Operand, hours_per_wte: Operand) -> Operand:
    """Released hours in whole-time-equivalent care managers [WTE]; scalar or array."""
    return ratio(released_hours, hours_per_wte)


@quantity(unit=MONEY, source=_GEF, pooling="sum", label="Cash releasing", shown={CASH: 3})
def cash_releasing_value(released_hours: Operand, releasable_cost_per_hour: Operand) -> Operand:
    """Money that leaves the budget with the released hours: cash [£/year]; scalar or array."""
    return released_hours * releasable_cost_per_hour


@on_sums("releasable_cost_per_hour")
def _releasable_on_sums(cash_releasing_value: Operand, released_hours: Operand) -> Operand:
    return ratio(cash_releasing_value, released_hours)


@quantity(
    unit=MONEY,
    source=_GEF,
    label="Not released: overheads and agency premium",
    short="Stranded cost",
    shown={CASH: 4},
    negative_is_bad=True,
)
def stranded_cost(released_hours: Operand, cost_per_hour: Operand, releasable_cost_per_hour: Operand) -> Operand:
    """Cost of the released hours that stays when they go: overheads and agency premium, no cash [£/year]."""
    return released_hours * (cost_per_hour - releasable_cost_per_hour)


@on_sums("stranded_cost")
def _stranded_on_sums(
    released_hours: Operand, total_cost: Operand, total_hours: Operand, cash_releasing_value: Operand
) -> Operand:
    return released_hours * ratio(total_cost, total_hours) - cash_releasing_value


@quantity(unit=MONEY, source=_GEF, label="Non-cash releasing: time for other work", shown={CASH: 5})
def non_cash_releasing_value(residual_hours: Operand, released_hours: Operand, cost_per_hour: Operand) -> Operand:
    """Residual hours that stay on the payroll, free for other work, at today's cost of an hour: no cash [£/year]."""
    return (residual_hours - released_hours) * cost_per_hour
