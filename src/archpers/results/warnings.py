"""The warnings a careful colleague would give beside a result."""

import math
from collections.abc import Mapping
from typing import Any

from archpers.model.registry import in_block
from archpers.results.build_up_warnings import BUILD_UP_WARNINGS
from archpers.results.decision import Messages, decision_warnings
from archpers.results.function_warnings import FUNCTION_WARNINGS
from archpers.rounding import grouped, visible
from archpers.scenario.schema.function_sets import is_own_set
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of

PUBLISHED_PEOPLE_PER_WTE = (39, 100)
"""People per WTE in the four published authorities, least and most (Report, Appendix: LA 2 and LA 4)."""


def warnings_about(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    """Yield the warnings about a scenario and the values of its quantities, code and message, the gravest first."""
    for source in _WARNINGS:
        yield from source(scenario, values)


def file_remarks(scenario: Scenario | Region) -> list[tuple[str, str]]:
    """Return what the scenario's file says that is no mistake, but most likely not meant, code and message."""
    document = scenario.document
    return [("most_likely_not_meant", str(problem)) for problem in document.remarks] if document else []


def _deficit(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    hours = values.get("residual_hours")
    if hours is not None and hours < 0:
        value = values.get("residual_value")
        money = f", £{visible(-value, 0)}" if value is not None and math.isfinite(value) else ""
        yield (
            "deficit",
            f"Deficit: core and crisis service need {visible(values['required_wte'], 2)} WTE and there are "
            f"{visible(values['care_managers_wte'], 2)}. {visible(-hours, 0)} hours a year are missing "
            f"({visible(-values['residual_share_of_hours'] * 100, 1)}% of today's hours{money}); "
            "nothing is left to reinvest.",
        )


def _unusual_ratio(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    people, typical = values["people_per_wte"], scenario.typical_people_per_wte
    if typical is None and is_own_set(scenario.functions):
        return  # another service: what the four published authorities have says nothing of it
    least, most = (typical.low, typical.high) if typical else PUBLISHED_PEOPLE_PER_WTE
    rounding = 0.0 if typical else 0.5  # the appendix prints whole numbers
    if not least - rounding <= people < most + (rounding or 1e-9 * most):
        side = "fewer than" if people < least else "more than"
        of = (
            f"typical ({least:g} to {most:g}; {' '.join(typical.source.split())})"
            if typical
            else (f"in any of the four published authorities ({least} to {most}; Report, Appendix)")
        )
        yield (
            "people_per_wte_outside_typical_range" if typical else "people_per_wte_outside_published_range",
            f"{visible(people, 1)} people per WTE is {side} {of}. Check that care managers and people served cover the "
            "same teams.",
        )


def _rounded_shares(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    gap = values.get("time_share_total", 1.0) - 1
    if abs(gap) > 1e-9:
        hours = visible(abs(gap) * values["total_hours"], 0)
        which = "counted twice" if gap > 0 else "not in any function"
        yield (
            "shares_miss_100_percent",
            f"The time shares sum to {grouped((1 + gap) * 100, 2)}%, which rounding can explain; they are "
            f"used as given, so {hours} hours a year are {which}.",
        )


def _short_functions(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    shortfalls = values.get("core_shortfall_per_person", {})
    short = [key for key, shortfall in shortfalls.items() if shortfall > 1e-9]
    if short and scenario.functions:
        core = values["core_function_hours_per_person"]
        labels = scenario.functions.labels
        named = ", ".join(
            f"{labels[key]} ({visible(values['function_hours_per_person'][key], 1)} today, "
            f"{grouped(core[key], 1)} in the core)"
            for key in short
        )
        yield (
            "core_exceeds_time_today",
            f"The core asks for more hours a person than these functions get today: {named}. "
            "The reform shifts time into them before it frees any.",
        )


def _absent_functions(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    if scenario.functions and scenario.reform:
        labels = labels_of(scenario)
        absent = [key for key in scenario.reform.core_hours_per_person or () if key not in scenario.functions.labels]
        if absent:
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
    missing = [name for name in in_block("quantities") if name in values and not math.isfinite(values[name])]
    if missing:
        yield (
            "value_does_not_exist",
            f"There is no value for {', '.join(missing)}: a division by zero, or a number too large to compute.",
        )


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
