"""The split by function: where care-management time goes, and what each function costs."""

from archpers.model.registry import FUNCTION, FUNCTION_GROUP, Operand, declare, quantity, ratio, total

FUNCTION_LABELS = {
    "first_contact": "First contact",
    "overview_assessment": "Overview assessment",
    "full_assessment": "Full assessment",
    "basic_planning": "Basic planning",
    "intensive_planning": "Intensive planning",
    "problem_solving": "Problem solving",
    "short_reviews": "Short reviews",
    "long_reviews": "Long reviews",
}
"""The eight functions of care management (Report section 1.2, Table 2), in the order of the report."""

FUNCTION_GROUPS = {
    "first_contact": "assessment",
    "overview_assessment": "assessment",
    "full_assessment": "assessment",
    "basic_planning": "planning",
    "intensive_planning": "planning",
    "problem_solving": "problem_solving",
    "short_reviews": "review",
    "long_reviews": "review",
}
"""The group of each function (Report Figure 5)."""

GROUP_LABELS = {
    "assessment": "Assessment",
    "planning": "Planning",
    "problem_solving": "Problem solving",
    "review": "Review",
}

declare(
    "hours_per_week",
    "hours/week",
    "Hours a week the team gives to the function",
    "Toolkit Table 5, Hours (PW)",
    each=FUNCTION,
)


@quantity(unit="hours/week", source="Toolkit Table 5, Total functional hours")
def total_hours_per_week(hours_per_week: Operand) -> Operand:
    """Hours a week over all functions [hours/week]; scalar or array."""
    return total(hours_per_week)


@quantity(unit="share", source="Toolkit Table 5, Functional Share", each=FUNCTION)
def time_share(hours_per_week: Operand, total_hours_per_week: Operand) -> Operand:
    """Share of care-management time that the function takes [share]; scalar or array."""
    return ratio(hours_per_week, total_hours_per_week)


@quantity(unit="share", source="sum of Toolkit Table 5, Functional Share")
def time_share_total(time_share: Operand) -> Operand:
    """Sum of the time shares: 1, or a little beside it where rounded shares were given [share]; scalar or array."""
    return total(time_share)


@quantity(unit="hours/year", source="follows from Toolkit Tables 4 and 5", each=FUNCTION)
def function_hours(time_share: Operand, total_hours: Operand) -> Operand:
    """Hours a year that the function takes [hours/year]; scalar or array."""
    return time_share * total_hours


@quantity(unit="£/year", source="Toolkit Table 5, Cost; Report Table 2, Total Expenditure", each=FUNCTION)
def function_cost(time_share: Operand, total_cost: Operand) -> Operand:
    """Cost of the function, by its share of time [£/year]; scalar or array."""
    return time_share * total_cost


@quantity(unit="hours/person/year", source="Report Table 2, Hours PP", each=FUNCTION)
def function_hours_per_person(time_share: Operand, hours_per_person: Operand) -> Operand:
    """Hours of the function for each person served [hours/person/year]; scalar or array."""
    return time_share * hours_per_person


@quantity(unit="£/person/year", source="Report Table 2, Cost PP", each=FUNCTION)
def function_cost_per_person(time_share: Operand, cost_per_person: Operand) -> Operand:
    """Cost of the function for each person served [£/person/year]; scalar or array."""
    return time_share * cost_per_person


@quantity(unit="share", source="Report Figure 5", each=FUNCTION_GROUP)
def group_time_share(time_share: Operand) -> Operand:
    """Share of care-management time that the group's functions take together [share]; scalar or array."""
    return total(time_share)


@quantity(unit="hours/year", source="Report Figure 5", each=FUNCTION_GROUP)
def group_hours(function_hours: Operand) -> Operand:
    """Hours a year that the group's functions take together [hours/year]; scalar or array."""
    return total(function_hours)


@quantity(unit="£/year", source="Report Figure 5", each=FUNCTION_GROUP)
def group_cost(function_cost: Operand) -> Operand:
    """Cost of the group's functions together [£/year]; scalar or array."""
    return total(function_cost)


@quantity(unit="hours/person/year", source="Report Figure 5", each=FUNCTION_GROUP)
def group_hours_per_person(function_hours_per_person: Operand) -> Operand:
    """Hours of the group's functions for each person served [hours/person/year]; scalar or array."""
    return total(function_hours_per_person)


@quantity(unit="£/person/year", source="Report Figure 5", each=FUNCTION_GROUP)
def group_cost_per_person(function_cost_per_person: Operand) -> Operand:
    """Cost of the group's functions for each person served [£/person/year]; scalar or array."""
    return total(function_cost_per_person)
