"""Brokerage: help to plan and start support, which the council underwrites, and what goes on, which budgets pay."""

from archpers.model.arithmetic import added, ratio, total
from archpers.model.best_source import BEST_SOURCE
from archpers.model.definition import BROKERAGE, Operand
from archpers.model.registry import axis, declare, quantity
from archpers.units import (
    HOURS,
    HOURS_ON_PERSON,
    HOURS_PER_PERSON,
    MONEY,
    MONEY_PER_HOUR,
    PEOPLE,
    SHARE,
)

START_UP_BY_SOURCE = ("start_up_hours_by_source", "start_up_cost_by_source", "start_up_cost_if_all")
"""What each source of support gives to the start, and what it would cost if it planned with everybody."""

LEVEL = axis("level")

_START = "Report section 2.1, Toolkit Figure 6"
_LEVELS = "Good Practice in Support Planning and Brokerage, Appendix 1"

declare(
    "level_share",
    SHARE,
    "Share of the new people who need this level of help",
    _LEVELS,
    each=LEVEL,
    pooling="once for all",
    optional=True,
)
declare(
    "level_hours",
    HOURS_ON_PERSON,
    "Hours of help to plan and start at this level",
    _LEVELS,
    each=LEVEL,
    pooling="once for all",
    optional=True,
)
declare(
    "start_up_cost_per_hour",
    MONEY_PER_HOUR,
    "Cost to the council of an hour of help to plan and start, given by this source of support",
    _START,
    each=BEST_SOURCE,
    pooling="once for all",
    optional=True,
)
declare(
    "ongoing_share",
    SHARE,
    "Share of the people served who use ongoing brokerage",
    _START,
    pooling="once for all",
    optional=True,
)
declare(
    "ongoing_hours_per_person",
    HOURS_PER_PERSON,
    "Hours of ongoing brokerage for each person who uses it",
    _START,
    pooling="once for all",
    optional=True,
)
declare(
    "ongoing_cost_per_hour",
    MONEY_PER_HOUR,
    "Cost of an hour of ongoing brokerage, which people's budgets pay",
    _START,
    pooling="once for all",
    optional=True,
)


@quantity(
    unit=HOURS_ON_PERSON,
    source=_LEVELS,
    pooling="once for all",
    label="Start-up hours for a new person",
    shown={BROKERAGE: 0},
)
def start_up_hours_per_person(level_share: Operand, level_hours: Operand) -> Operand:
    """Hours of help to plan and start for each new person, over the levels [hours/person]; scalar or array."""
    return added(share * level_hours[key] for key, share in level_share.items())


@quantity(unit=HOURS, source=_START, pooling="sum", label="Start-up hours", shown={BROKERAGE: 1})
def start_up_hours(new_people: Operand, start_up_hours_per_person: Operand) -> Operand:
    """Hours of help to plan and start for everybody who comes new [hours/year]; scalar or array."""
    return new_people * start_up_hours_per_person


@quantity(unit=HOURS, source=_START, each=BEST_SOURCE, pooling="sum", label="Hours", shown={BROKERAGE: 1})
def start_up_hours_by_source(start_up_hours: Operand, plan_share: Operand) -> Operand:
    """Start-up hours in the share of plans that this source would best lead [hours/year]; scalar or array."""
    return start_up_hours * plan_share


@quantity(unit=MONEY, source=_START, each=BEST_SOURCE, pooling="sum", label="Cost", shown={BROKERAGE: 2})
def start_up_cost_by_source(start_up_hours_by_source: Operand, start_up_cost_per_hour: Operand) -> Operand:
    """Cost to the council of the start-up hours that this source gives [£/year]; scalar or array."""
    return start_up_hours_by_source * start_up_cost_per_hour


@quantity(
    unit=MONEY,
    source=_START,
    pooling="sum",
    label="Start-up cost, underwritten by the council",
    short="Start-up cost",
    shown={BROKERAGE: 2},
)
def start_up_cost(start_up_cost_by_source: Operand) -> Operand:
    """Cost to the council of all help to plan and start, over the sources of support [£/year]; scalar or array."""
    return total(start_up_cost_by_source)


@quantity(
    unit=MONEY,
    source=_START,
    each=BEST_SOURCE,
    pooling="sum",
    label="Cost if it planned with all",
    shown={BROKERAGE: 3},
)
def start_up_cost_if_all(start_up_hours: Operand, start_up_cost_per_hour: Operand) -> Operand:
    """What the start would cost if this source planned with everybody [£/year]; scalar or array."""
    return start_up_hours * start_up_cost_per_hour


@quantity(unit=PEOPLE, source=_START, pooling="sum", label="People with ongoing brokerage", shown={BROKERAGE: 5})
def ongoing_people(people_served: Operand, ongoing_share: Operand) -> Operand:
    """People who use ongoing brokerage [people]; scalar or array."""
    return people_served * ongoing_share


@quantity(
    unit=MONEY,
    source=_START,
    pooling="sum",
    label="Ongoing cost, paid from people's budgets",
    short="Ongoing cost",
    shown={BROKERAGE: 6},
)
def ongoing_cost(ongoing_people: Operand, ongoing_hours_per_person: Operand, ongoing_cost_per_hour: Operand) -> Operand:
    """Cost of ongoing brokerage, which people's budgets pay, not the council's team [£/year]; scalar or array."""
    return ongoing_people * ongoing_hours_per_person * ongoing_cost_per_hour


@quantity(unit=SHARE, source=_START, label="Start-up cost as a share of the residual value", shown={BROKERAGE: 3})
def start_up_share_of_residual(start_up_cost: Operand, residual_value: Operand) -> Operand:
    """Start-up cost against the value of the residual hours, which is no cash [share]; scalar or array."""
    return ratio(start_up_cost, residual_value)


@quantity(unit=SHARE, source=_START, label="Start-up cost as a share of the cash released", shown={BROKERAGE: 4})
def start_up_share_of_cash(start_up_cost: Operand, cash_releasing_value: Operand) -> Operand:
    """Start-up cost against the cash that is released [share]; scalar or array."""
    return ratio(start_up_cost, cash_releasing_value)
