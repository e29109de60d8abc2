"""Staffing and cost: how much care-management time there is, what it costs, and for how many people."""

from archpers.model.registry import Operand, declare, quantity, ratio

declare("care_managers_wte", "WTE", "Care managers in whole-time equivalents", "Toolkit Table 4")
declare(
    "working_days_per_year",
    "days/year",
    "Days a year that one whole-time-equivalent care manager works",
    "Toolkit Table 4",
)
declare(
    "working_hours_per_day",
    "hours/day",
    "Hours that one whole-time-equivalent care manager works on such a day",
    "Toolkit Table 4",
)
declare("total_cost", "£/year", "Cost of care management, with on-costs where identifiable", "Toolkit Table 4")
declare("people_served", "people", "People served by the whole system at one point in time", "Toolkit Table 4")


@quantity(unit="hours/year", source="Toolkit Table 4")
def total_hours(care_managers_wte: Operand, working_days_per_year: Operand, working_hours_per_day: Operand) -> Operand:
    """Hours of care management available in a year [hours/year]; scalar or array."""
    return care_managers_wte * working_days_per_year * working_hours_per_day


@quantity(unit="people/WTE", source="Toolkit Table 4, Ratio (1:X)")
def people_per_wte(people_served: Operand, care_managers_wte: Operand) -> Operand:
    """People served for each whole-time-equivalent care manager, which is not an active caseload [people/WTE]."""
    return ratio(people_served, care_managers_wte)


@quantity(unit="hours/WTE/year", source="Toolkit Table 4")
def hours_per_wte(total_hours: Operand, care_managers_wte: Operand) -> Operand:
    """Hours a year that one whole-time-equivalent care manager gives [hours/WTE/year]; scalar or array."""
    return ratio(total_hours, care_managers_wte)


@quantity(unit="hours/person/year", source="Toolkit Table 4")
def hours_per_person(total_hours: Operand, people_served: Operand) -> Operand:
    """Care-management hours available for each person served [hours/person/year]; scalar or array."""
    return ratio(total_hours, people_served)


@quantity(unit="£/person/year", source="Toolkit Table 4")
def cost_per_person(total_cost: Operand, people_served: Operand) -> Operand:
    """Care-management cost for each person served: notional, spent for them, not on them [£/person/year]."""
    return ratio(total_cost, people_served)


@quantity(unit="£/hour", source="follows from Toolkit Table 4")
def cost_per_hour(total_cost: Operand, total_hours: Operand) -> Operand:
    """Cost of one hour of care management [£/hour]; scalar or array."""
    return ratio(total_cost, total_hours)


@quantity(unit="£/WTE/year", source="follows from Toolkit Table 4")
def cost_per_wte(total_cost: Operand, care_managers_wte: Operand) -> Operand:
    """Cost of one whole-time-equivalent care manager [£/WTE/year]; scalar or array."""
    return ratio(total_cost, care_managers_wte)
