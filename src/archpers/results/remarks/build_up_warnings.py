"""The warnings about working time and cost: what may be counted twice, and what does not follow from what."""

import re
from collections.abc import Mapping
from typing import Any

from archpers.model.arithmetic import ratio
from archpers.model.staffing import POSTS
from archpers.results.decision import Messages
from archpers.results.remarks.sentences import Condition, Text, either, grouped, less, said, text
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Scenario

WORKING_DAYS_A_WEEK = 5
DIARY_WITHIN = 0.1
"""By so much, as a share, the hours a week in the functions may miss those of the contracts."""
_SUPPORT = re.compile(r"\b(administrat|admin\b|travel|training)", re.IGNORECASE)


def _diary(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    """Hold the hours a week in the functions against those that the staff work in a week without leave."""
    diary, hours_per_day = values.get("total_hours_per_week"), values.get("working_hours_per_day")
    if diary is None or hours_per_day is None or scenario.staffing.hours_per_year is not None:
        return
    worked = values["care_managers_wte"] * WORKING_DAYS_A_WEEK * hours_per_day
    far = ratio(diary, worked) - 1
    differs = either(less(DIARY_WITHIN, far), less(far, -DIARY_WITHIN))
    if differs:
        message = text(
            "The functions have {} hours a week, and {} WTE work {} in a week without leave. Check that both are of "
            "the same staff; the shares stand as they are given.",
            grouped(diary, 0),
            grouped(values["care_managers_wte"], 2),
            grouped(worked, 0),
        )
        yield "hours_per_week_differ_from_working_hours", said(differs, message)


def _support_time(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    """Warn where support time may be taken off twice: by a share, and by a function that holds it."""
    share = values.get("time_on_care_management", 1.0)
    labels = scenario.functions.labels.values() if scenario.functions else ()
    found = [label for label in labels if _SUPPORT.search(label)]
    taken = less(share, 1)
    if taken and found:
        message = text(
            "time_on_care_management takes {}% off the hours at work for support time, and the functions hold {} too. "
            "Where the diary has support time, leave time_on_care_management at 100%.",
            grouped((1 - share) * 100, 1),
            ", ".join(found),
        )
        yield "support_time_counted_twice", said(taken, message)


def _overheads(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    """Warn where overheads may be counted twice."""
    cost = scenario.cost
    if cost is not None and cost.per_wte is not None and cost.overheads is not None:
        message = (
            "cost.per_wte, £{}, may hold overheads already, and cost.overheads adds them. Check that it is pay and "
            "on-costs alone."
        )
        yield "overheads_beside_cost_per_wte", text(message, grouped(values["employment_cost_per_wte"], 0))


def overridden_staff(scenario: Scenario) -> dict[str, Condition]:
    """Return the inputs of the staff that an override moves: path -> that it does."""
    overrides = scenario.document.overrides if scenario.document else {}
    staff = [path for path in overrides if path[-2:-1] == ("staffing",) and path[-1] in POSTS]
    return {path_text(path): True for path in staff if path[: len(scenario.place)] == scenario.place}


def cost_does_not_follow(scenario: Scenario, moved: Mapping[str, Condition]) -> Messages:
    """Say that a total cost stays as it is where the staff are moved; of several inputs that are, of the first.

    moved: path of an input of the staff -> whether it is not as in the file.
    """
    if moved and scenario.cost is not None and scenario.cost.total is not None:
        message: Text = ""
        for path, own in reversed([*moved.items()]):
            message = said(own, cost_stays(path), message)
        yield "cost_does_not_follow_wte", message


def cost_stays(moved: str) -> str:
    """Say that a total cost does not follow what moves the care managers, and which key does."""
    return (
        f"{moved} moves the care managers, and cost.total stays as it is: more of them cost nothing more here. Write "
        "cost.per_wte, or cost.employment, in its place for a cost that follows them."
    )


BUILD_UP_WARNINGS = (_diary, _support_time, _overheads)
