"""The warnings about functions: what is marked in part, and what a set of the file's own leaves open."""

import math
from collections.abc import Mapping
from typing import Any

from archpers.model.definition import WHO_COMES
from archpers.model.registry import described, shown_in
from archpers.results.decision import Messages
from archpers.rounding import grouped, percentage
from archpers.scenario.schema.function_sets import is_own_set
from archpers.scenario.schema.scenario import Scenario

_SMALLEST = 1e-9
"""As a share of the hours: less is no time."""


def _contact(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    """Say how much of the time is marked neither direct nor indirect, and within what bounds the figures lie."""
    hours, functions = values.get("function_hours"), scenario.functions
    if hours is None or functions is None or not functions.contacts:
        return
    whole, open_ones = math.fsum(hours.values()), [key for key in hours if key not in functions.contacts]
    unmarked = math.fsum(hours[key] for key in open_ones)
    if not open_ones or not math.isfinite(whole) or not whole:
        return
    named = ", ".join(functions.labels[key] for key in open_ones)
    told = f"{grouped(percentage(unmarked / whole), 1)}% of the time is marked neither direct nor indirect: {named}."
    direct, indirect = values.get("direct_hours"), values.get("indirect_hours")
    if direct is None or indirect is None:
        lacking = "direct" if direct is None else "indirect"
        yield (
            "direct_time_not_estimated",
            f"{told} No function is marked {lacking}, so the share of direct time, 1:x and the cost per direct hour "
            f"are not estimated. Mark these functions, or one that is {lacking}.",
        )
    elif unmarked > _SMALLEST * whole:
        yield "functions_not_marked", f"{told} {_bounds(values, direct, unmarked, whole)}"


def _bounds(values: Mapping[str, Any], direct: float, unmarked: float, whole: float) -> str:
    most = direct + unmarked
    text = (
        "The share of direct time and what follows from it are of the marked part. Were all the rest indirect, the "
        f"share would be {grouped(percentage(direct / whole), 1)}%; were it all direct, "
        f"{grouped(percentage(most / whole), 1)}%"
    )
    cost = values.get("cost_per_hour")
    if cost is None or not math.isfinite(cost) or not direct:
        return f"{text}."
    dear, cheap = (f"£{grouped(cost * whole / each, 2)}" for each in (direct, most))
    return f"{text}; the cost per direct hour lies between {cheap} and {dear}."


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
