"""The warnings about functions: what is marked in part, and what a set of the file's own leaves open."""

from collections.abc import Mapping
from typing import Any

from archpers.model.arithmetic import ratio, total
from archpers.model.definition import WHO_COMES, Operand
from archpers.model.registry import described, shown_in
from archpers.results.decision import Messages
from archpers.results.remarks.sentences import Text, both, either, exists, grouped, less, percentage, said, text
from archpers.scenario.schema.blocks.function_sets import is_own_set
from archpers.scenario.schema.scenario import Scenario

_SMALLEST = 1e-9
"""As a share of the hours: less is no time."""


def _contact(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    """Say how much of the time is marked neither direct nor indirect, and within what bounds the figures lie."""
    hours, functions = values.get("function_hours"), scenario.functions
    if hours is None or functions is None or not functions.contacts:
        return
    whole, open_ones = total(hours), [key for key in hours if key not in functions.contacts]
    there = both(exists(whole), either(less(0, whole), less(whole, 0)))
    if not open_ones or not there:
        return
    unmarked = total({key: hours[key] for key in open_ones})
    told = text(
        "{}% of the time is marked neither direct nor indirect: {}.",
        grouped(percentage(ratio(unmarked, whole)), 1),
        ", ".join(functions.labels[key] for key in open_ones),
    )
    direct, indirect = values.get("direct_hours"), values.get("indirect_hours")
    if direct is None or indirect is None:
        lacking = "direct" if direct is None else "indirect"
        why = (
            f"No function is marked {lacking}, so the share of direct time, 1:x and the cost per direct hour "
            f"are not estimated. Mark these functions, or one that is {lacking}."
        )
        yield "direct_time_not_estimated", said(there, text("{} {}", told, why))
        return
    some = both(there, less(_SMALLEST * whole, unmarked))
    if some:
        yield "functions_not_marked", said(some, text("{} {}", told, _bounds(values, direct, unmarked, whole)))


def _bounds(values: Mapping[str, Any], direct: Operand, unmarked: Operand, whole: Operand) -> Text:
    most = direct + unmarked
    bounds = text(
        "The share of direct time and what follows from it are of the marked part. Were all the rest indirect, the "
        "share would be {}%; were it all direct, {}%",
        *(grouped(percentage(ratio(own, whole)), 1) for own in (direct, most)),
    )
    cost = values.get("cost_per_hour")
    priced = cost is not None and both(exists(cost), either(less(0, direct), less(direct, 0)))
    if not priced:
        return text("{}.", bounds)
    dear, cheap = (text("£{}", grouped(ratio(cost * whole, each), 2)) for each in (direct, most))
    lies = text("{}; the cost per direct hour lies between {} and {}.", bounds, cheap, dear)
    return said(priced, lies, text("{}.", bounds))


def _own_set(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    """Say what is not estimated because the groups of a set of its own do not say what it needs."""
    if not is_own_set(scenario.functions):
        return
    of_flow = shown_in(WHO_COMES) if scenario.flow is not None else ()
    of_support = ("planning_hours_others_could_lead",) if scenario.best_source is not None else ()
    for name in (*of_flow, *of_support):
        lacking = [described(each) for each in described(name).parameters if each not in values]
        if lacking and all(each.missing for each in lacking):
            missing = lacking[0].missing
            yield f"{name}_not_estimated", f"{described(name).label}: not estimated, since {missing}."


FUNCTION_WARNINGS = (_contact, _own_set)
