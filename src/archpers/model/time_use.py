"""The split by function: where care-management time goes, and what each function costs."""

from archpers.model.arithmetic import ratio, total
from archpers.model.definition import Marking, Operand
from archpers.model.registry import axis, declare, on_sums, quantity
from archpers.units import HOURS, HOURS_PER_PERSON, HOURS_PER_WEEK, MONEY, MONEY_PER_PERSON, SHARE

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

PER = Marking(
    "per",
    "no group of functions is for {kind}; write functions.per: {{GROUP: {kind}}}",
    {
        "assessment": "new_people",
        "planning": "new_people",
        "problem_solving": "people_served",
        "review": "people_served",
    },
)
"""Whom the time of a group of functions is for: people who come new, or those who are supported."""
CONTACT = Marking(
    "contact", "no function is marked {kind}; write functions.contact: {{FUNCTION: {kind}}}, or contact in its row"
)
"""Whether the time of a function is spent on direct work with people, or on what goes with it."""

FUNCTION = axis("function", FUNCTION_LABELS, belongs_to="function_group", homes=FUNCTION_GROUPS)
FUNCTION_GROUP = axis("function_group", GROUP_LABELS)

declare(
    "hours_per_week",
    HOURS_PER_WEEK,
    "Hours a week the team gives to the function",
    "Toolkit Table 5, Hours (PW)",
    each=FUNCTION,
)


@quantity(unit=HOURS_PER_WEEK, source="Toolkit Table 5, Total functional hours", block="")
def total_hours_per_week(hours_per_week: Operand) -> Operand:
    """Hours a week over all functions [hours/week]; scalar or array."""
    return total(hours_per_week)


@quantity(unit=SHARE, source="Toolkit Table 5, Functional Share", each=FUNCTION, block="functions")
def time_share(hours_per_week: Operand, total_hours_per_week: Operand) -> Operand:
    """Share of care-management time that the function takes [share]; scalar or array."""
    return ratio(hours_per_week, total_hours_per_week)


@on_sums("time_share")
def _time_share_on_sums(function_hours: Operand, total_hours: Operand) -> Operand:
    return ratio(function_hours, total_hours)


@quantity(unit=SHARE, source="sum of Toolkit Table 5, Functional Share", block="")
def time_share_total(time_share: Operand) -> Operand:
    """Sum of the time shares: 1, or a little beside it where rounded shares were given [share]; scalar or array."""
    return total(time_share)


@quantity(
    unit=HOURS,
    source="follows from Toolkit Tables 4 and 5",
    each=FUNCTION,
    block="functions",
    field="hours",
    pooling="sum",
)
def function_hours(time_share: Operand, total_hours: Operand) -> Operand:
    """Hours a year that the function takes [hours/year]; scalar or array."""
    return time_share * total_hours


@quantity(
    unit=MONEY,
    source="Toolkit Table 5, Cost; Report Table 2, Total Expenditure",
    each=FUNCTION,
    block="functions",
    field="cost",
    pooling="sum",
)
def function_cost(time_share: Operand, total_cost: Operand) -> Operand:
    """Cost of the function, by its share of time [£/year]; scalar or array."""
    return time_share * total_cost


@quantity(
    unit=HOURS_PER_PERSON, source="Report Table 2, Hours PP", each=FUNCTION, block="functions", field="hours_per_person"
)
def function_hours_per_person(time_share: Operand, hours_per_person: Operand) -> Operand:
    """Hours of the function for each person served [hours/person/year]; scalar or array."""
    return time_share * hours_per_person


@quantity(
    unit=MONEY_PER_PERSON, source="Report Table 2, Cost PP", each=FUNCTION, block="functions", field="cost_per_person"
)
def function_cost_per_person(time_share: Operand, cost_per_person: Operand) -> Operand:
    """Cost of the function for each person served [£/person/year]; scalar or array."""
    return time_share * cost_per_person


@quantity(unit=SHARE, source="Report Figure 5", each=FUNCTION_GROUP, block="function_groups", field="time_share")
def group_time_share(time_share: Operand) -> Operand:
    """Share of care-management time that the group's functions take together [share]; scalar or array."""
    return total(time_share)


@on_sums("group_time_share")
def _group_time_share_on_sums(group_hours: Operand, total_hours: Operand) -> Operand:
    return ratio(group_hours, total_hours)


@quantity(
    unit=HOURS,
    source="Report Figure 5",
    each=FUNCTION_GROUP,
    block="function_groups",
    field="hours",
    pooling="sum",
)
def group_hours(function_hours: Operand) -> Operand:
    """Hours a year that the group's functions take together [hours/year]; scalar or array."""
    return total(function_hours)


@quantity(
    unit=MONEY,
    source="Report Figure 5",
    each=FUNCTION_GROUP,
    block="function_groups",
    field="cost",
    pooling="sum",
)
def group_cost(function_cost: Operand) -> Operand:
    """Cost of the group's functions together [£/year]; scalar or array."""
    return total(function_cost)


@quantity(
    unit=HOURS_PER_PERSON,
    source="Report Figure 5",
    each=FUNCTION_GROUP,
    block="function_groups",
    field="hours_per_person",
)
def group_hours_per_person(function_hours_per_person: Operand) -> Operand:
    """Hours of the group's functions for each person served [hours/person/year]; scalar or array."""
    return total(function_hours_per_person)


@on_sums("group_hours_per_person")
def _group_hours_per_person_on_sums(group_hours: Operand, people_served: Operand) -> Operand:
    return ratio(group_hours, people_served)


@quantity(
    unit=MONEY_PER_PERSON,
    source="Report Figure 5",
    each=FUNCTION_GROUP,
    block="function_groups",
    field="cost_per_person",
)
def group_cost_per_person(function_cost_per_person: Operand) -> Operand:
    """Cost of the group's functions for each person served [£/person/year]; scalar or array."""
    return total(function_cost_per_person)


@on_sums("group_cost_per_person")
def _group_cost_per_person_on_sums(group_cost: Operand, people_served: Operand) -> Operand:
    return ratio(group_cost, people_served)
