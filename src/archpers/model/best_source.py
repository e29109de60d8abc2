"""The best source of support: whom care managers themselves would have lead and organise a support plan."""

from archpers.model.arithmetic import ratio, total
from archpers.model.definition import Marking, Operand, Value
from archpers.model.registry import axis, declare, quantity
from archpers.units import ANSWERS, HOURS, MONEY, SHARE

BEST_SOURCE_LABELS = {
    "individuals": "Individuals",
    "family_or_friends": "Family or friends",
    "independent_brokerage": "Independent brokerage",
    "providers": "Providers",
    "care_managers": "Care managers",
}
"""The five sources of support (Report Table 4), in the order of the report."""

BEST_SOURCE = axis("best_source", BEST_SOURCE_LABELS)
PLANNING = Marking(
    "key",
    "no group of functions has the key {kind}; write it below functions.groups",
    {"planning": "planning"},
)
"""The group of functions that the answers are about."""

declare(
    "plan_answers",
    ANSWERS,
    "Answers of care managers, case by case, that name this source as the best to lead the support plan",
    "Report Table 4",
    each=BEST_SOURCE,
    pooling="once for all",
)
declare(
    "organise_answers",
    ANSWERS,
    "Answers of care managers, case by case, that name this source as the best to organise the support",
    "Report Table 4",
    each=BEST_SOURCE,
    pooling="once for all",
)


@quantity(unit=ANSWERS, source="Report Table 4, Total", block="")
def plan_answers_total(plan_answers: Operand) -> Operand:
    """Answers on who would best lead the support plan, over all sources [answers]; scalar or array."""
    return total(plan_answers)


@quantity(unit=ANSWERS, source="Report Table 4, Total", block="")
def organise_answers_total(organise_answers: Operand) -> Operand:
    """Answers on who would best organise the support, over all sources [answers]; scalar or array."""
    return total(organise_answers)


@quantity(unit=SHARE, source="Report Table 4, Share", each=BEST_SOURCE, block="best_source")
def plan_share(plan_answers: Operand, plan_answers_total: Operand) -> Operand:
    """Share of the answers that name this source as the best to lead the support plan [share]; scalar or array."""
    return ratio(plan_answers, plan_answers_total)


@quantity(unit=SHARE, source="Report Table 4, Share", each=BEST_SOURCE, block="best_source")
def organise_share(organise_answers: Operand, organise_answers_total: Operand) -> Operand:
    """Share of the answers that name this source as the best to organise the support [share]; scalar or array."""
    return ratio(organise_answers, organise_answers_total)


@quantity(unit=SHARE, source="follows from Report Table 4", block="best_source")
def plan_share_led_by_others(plan_share: Value) -> Operand:
    """Share of the answers that would have somebody else than care managers lead the plan [share]; scalar or array."""
    return 1 - plan_share["care_managers"]


@quantity(unit=SHARE, source="follows from Report Table 4", block="best_source")
def organise_share_led_by_others(organise_share: Value) -> Operand:
    """Share of the answers that would have somebody else than care managers organise the support [share]."""
    return 1 - organise_share["care_managers"]


@quantity(unit=HOURS, source="Report Figure 5", only=(PLANNING, "planning"), pooling="sum", block="", optional=True)
def planning_hours(group_hours: Operand) -> Operand:
    """Hours of the group of functions that plan support [hours/year]; scalar or array."""
    return total(group_hours)


@quantity(unit=MONEY, source="Report Figure 5", only=(PLANNING, "planning"), pooling="sum", block="", optional=True)
def planning_cost(group_cost: Operand) -> Operand:
    """Cost of the group of functions that plan support [£/year]; scalar or array."""
    return total(group_cost)


@quantity(unit=HOURS, source="follows from Report Table 4 and Figure 5", block="best_source", optional=False)
def planning_hours_others_could_lead(planning_hours: Operand, plan_share_led_by_others: Operand) -> Operand:
    """Today's planning hours in the share that care managers themselves think others could lead [hours/year]."""
    return planning_hours * plan_share_led_by_others


@quantity(unit=MONEY, source="follows from Report Table 4 and Figure 5", block="best_source", optional=False)
def planning_cost_others_could_lead(planning_cost: Operand, plan_share_led_by_others: Operand) -> Operand:
    """Cost of today's planning in the share that care managers themselves think others could lead [£/year]."""
    return planning_cost * plan_share_led_by_others
