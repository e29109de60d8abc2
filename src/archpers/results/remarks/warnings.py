"""The warnings a careful colleague would give beside a result."""

from collections.abc import Mapping
from typing import Any

from archpers.model.registry import in_block
from archpers.results.decision import Messages, decision_warnings
from archpers.results.remarks.build_up_warnings import BUILD_UP_WARNINGS, cost_does_not_follow, overridden_staff
from archpers.results.remarks.function_warnings import FUNCTION_WARNINGS
from archpers.results.remarks.sentences import (
    Condition,
    either,
    exists,
    grouped,
    less,
    listed,
    said,
    text,
    unless,
    visible,
)
from archpers.scenario.schema.blocks.function_sets import is_own_set
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of

PUBLISHED_PEOPLE_PER_WTE = (39, 100)
"""People per WTE in the four published authorities, least and most (Report, Appendix: LA 2 and LA 4)."""


def warnings_about(
    scenario: Scenario, values: Mapping[str, Any], moved: Mapping[str, Condition] | None = None
) -> Messages:
    """Yield the warnings about a scenario and the values of its quantities, code and message, the gravest first.

    values: numbers, or traced operands; then each message is written down, with when it is said. moved: path of each
    input of the staff -> whether it is not as in the file; None: those that are overridden.
    """
    staff = overridden_staff(scenario) if moved is None else moved
    for source in _WARNINGS:
        yield from ((code, message) for code, message in source(scenario, values) if message)
        if source is BUILD_UP_WARNINGS[-1]:
            yield from cost_does_not_follow(scenario, staff)


def file_remarks(scenario: Scenario | Region) -> list[tuple[str, str]]:
    """Return what the scenario's file says that is no mistake, but most likely not meant, code and message."""
    document = scenario.document
    return [("most_likely_not_meant", str(problem)) for problem in document.remarks] if document else []


def _deficit(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    hours, value = values.get("residual_hours"), values.get("residual_value")
    if hours is not None and (short := less(hours, 0)):
        money = "" if value is None else said(exists(value), text(", £{}", visible(-value, 0)))
        message = text(
            "Deficit: core and crisis service need {} WTE and there are {}. {} hours a year are missing ({}% of "
            "today's hours{}); nothing is left to reinvest.",
            visible(values["required_wte"], 2),
            visible(values["care_managers_wte"], 2),
            visible(-hours, 0),
            visible(-values["residual_share_of_hours"] * 100, 1),
            money,
        )
        yield "deficit", said(short, message)


def _unusual_ratio(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    people, typical = values["people_per_wte"], scenario.typical_people_per_wte
    if typical is None and is_own_set(scenario.functions):
        return  # another service: what the four published authorities have says nothing of it
    least, most = (typical.low, typical.high) if typical else PUBLISHED_PEOPLE_PER_WTE
    rounding = 0.0 if typical else 0.5  # the appendix prints whole numbers
    outside = either(less(people, least - rounding), unless(less(people, most + (rounding or 1e-9 * most))))
    if outside:
        of = (
            f"typical ({least:g} to {most:g}; {' '.join(typical.source.split())})"
            if typical
            else (f"in any of the four published authorities ({least} to {most}; Report, Appendix)")
        )
        message = text(
            "{} people per WTE is {} {}. Check that care managers and people served cover the same teams.",
            visible(people, 1),
            said(less(people, least), "fewer than", "more than"),
            of,
        )
        yield (
            "people_per_wte_outside_typical_range" if typical else "people_per_wte_outside_published_range",
            said(outside, message),
        )


def _rounded_shares(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    gap = values.get("time_share_total", 1.0) - 1
    over, under = less(1e-9, gap), less(gap, -1e-9)
    if either(over, under):
        hours = [visible(sign * gap * values["total_hours"], 0) for sign in (1, -1)]
        message = text(
            "The time shares sum to {}%, which rounding can explain; they are used as given, so {} hours a year "
            "are {}.",
            grouped((1 + gap) * 100, 2),
            said(over, *hours),
            said(over, "counted twice", "not in any function"),
        )
        yield "shares_miss_100_percent", said(either(over, under), message)


def _short_functions(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    shortfalls = values.get("core_shortfall_per_person", {}) if scenario.functions else {}
    short = {key: less(1e-9, shortfall) for key, shortfall in shortfalls.items()}
    if scenario.functions and either(*short.values()):
        core, today = values["core_function_hours_per_person"], values["function_hours_per_person"]
        labels = scenario.functions.labels
        named = listed(
            (own, text("{} ({} today, core {})", labels[key], visible(today[key], 2), visible(core[key], 2)))
            for key, own in short.items()
            if own
        )
        message = text(
            "The core asks for more hours a person than these functions get today: {}. The reform shifts time into "
            "them before it frees any.",
            named,
        )
        yield "core_exceeds_time_today", said(either(*short.values()), message)


def _absent_functions(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    if scenario.functions and scenario.reform:
        there = scenario.functions.labels
        absent = [key for key in scenario.reform.core_hours_per_person or () if key not in there]
        if absent:
            labels = labels_of(scenario)
            named = ", ".join(labels.get(key, key) for key in absent)
            yield (
                "core_function_not_there",
                f"The core gives hours to what is no function here: {named}. They count as core hours, with no time of "
                "today's against them.",
            )


def _not_estimated(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    for block, what in (
        ("cost", "money"),
        ("functions", "the split by function"),
        ("reform", "the core, crisis and residual model"),
    ):
        if getattr(scenario, block) is None:
            yield f"{block}_not_given", f"The scenario has no {block} block, so {what} is not estimated."


def _not_existing(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    missing = [(unless(exists(values[name])), name) for name in in_block("quantities") if name in values]
    every = either(*(own for own, _ in missing))
    if every:
        message = "There is no value for {}: a division by zero, or a number too large to compute."
        yield "value_does_not_exist", said(every, text(message, listed(missing)))


_WARNINGS = (
    _deficit,
    _unusual_ratio,
    _rounded_shares,
    _short_functions,
    _absent_functions,
    *BUILD_UP_WARNINGS,
    *FUNCTION_WARNINGS,
    decision_warnings,
    _not_estimated,
    _not_existing,
)
