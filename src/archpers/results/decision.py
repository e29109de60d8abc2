"""What is to be said of levers, release, reinvestment and brokerage: in a sentence, and as warnings."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from archpers.model.arithmetic import added
from archpers.model.case import brokerage_cost
from archpers.model.precision import is_negligible
from archpers.model.release import non_cash_releasing_value
from archpers.rounding import NO_VALUE, grouped
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.scopes import belonging_at, labels_of

Messages: TypeAlias = Iterator[tuple[str, str]]

LITTLE_EXPLAINED, MUCH_RELEASED = 0.25, 0.5
"""Below the one share of the residual explained by levers, a release above the other is a hope."""


def explained_by_levers(quantities: Mapping[str, float | None]) -> str:
    """Say how much of the residual levers explain; empty where there is none, or no levers."""
    residual, share = quantities.get("residual_hours"), quantities.get("lever_share_of_residual")
    left = quantities.get("residual_hours_without_lever")
    if residual is None or share is None or left is None or residual <= 0:
        return ""
    if left < 0:
        return f"The levers would free {grouped(-left, 0)} hours more than the residual."
    return (
        f"{grouped(share * 100, 0)}% of the residual is explained by levers; for {grouped(left, 0)} hours nobody has "
        "said where they come from."
    )


def overlap_of_levers(alone: Iterable[float | None], together: float | None) -> float | None:
    """Return what levers on the same function free less together than each alone [hours/year]; None for nothing."""
    each = [hours for hours in alone if hours is not None]
    overlap = 0.0 if together is None else together - added(each)
    return None if is_negligible(overlap, max(map(abs, (together or 0.0, *each)), default=0.0)) else overlap


def not_released(quantities: Mapping[str, float | None]) -> tuple[float | None, float | None]:
    """Return the part of the residual that is not released: hours [hours/year], and WTE."""
    pairs = (("residual_hours", "released_hours"), ("residual_wte", "released_wte"))
    values = [(quantities.get(whole), quantities.get(part)) for whole, part in pairs]
    at_one = 1.0  # the value of what stays, at one pound an hour, is the hours themselves
    hours, wte = (
        None if one is None or two is None else non_cash_releasing_value(one, two, at_one) for one, two in values
    )
    return hours, wte


def start_up_paid_anew(values: Mapping[str, Any]) -> float | None:
    """Return the start-up cost without what care managers do, whom the council pays already [£/year]."""
    start = values.get("start_up_cost")
    by_source = {"care_managers": 0.0, **values.get("start_up_cost_by_source", {})}
    return None if start is None else brokerage_cost(start, by_source, 1.0)  # in a year with all of the reform


def decision_warnings(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    """Yield what a careful colleague would say of them, code and message."""
    for source in (_nothing_to_release, _cash_unknown, _levers, _thin_evidence, _stranded, _spent, _brokerage):
        yield from source(scenario, values)


def _money(value: float) -> str:
    return f"£{grouped(value, 0)}" if math.isfinite(value) else NO_VALUE


def _hours(value: float) -> str:
    return grouped(value, 0)


def _nothing_to_release(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    if scenario.release is not None and values.get("residual_hours", 0) < 0:
        yield "nothing_to_release", "There is nothing to release, and nothing to reinvest: the residual is a deficit."


def _cash_unknown(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    if scenario.release is not None and "released_hours" in values and "cash_releasing_value" not in values:
        yield (
            "cash_not_estimated",
            "What of the released hours is cash is not estimated: the cost that is given may hold overheads, which "
            "stay when posts go. Write release.cost_per_hour, or the build-up cost.employment.",
        )


def _levers(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    after, today = values.get("function_hours_after_levers", {}), values.get("function_hours", {})
    homes, labels = belonging_at(scenario)["lever"], labels_of(scenario)
    alone: dict[str, float] = {}
    for lever, hours in values.get("lever_hours_alone", {}).items():
        alone[homes[lever]] = alone.get(homes[lever], 0.0) + hours
    for key, hours in alone.items():
        if hours > today[key] * (1 + 1e-9):
            yield (
                "levers_exceed_function",
                f"{labels[key]}: its levers would free {_hours(hours)} hours if each acted alone, and the function "
                f"has {_hours(today[key])}. Together they free {_hours(today[key] - after[key])}.",
            )
    core = values.get("core_function_hours_per_person", {}) if after else {}
    for key, each in core.items():
        needed = each * values["people_served"]
        if key in alone and after[key] < needed * (1 - 1e-9):
            yield (
                "levers_below_core",
                f"{labels[key]}: {_hours(after[key])} hours are left after its levers, and the core needs "
                f"{_hours(needed)}.",
            )


def _thin_evidence(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    explained, share = values.get("lever_share_of_residual"), values.get("release_share")
    if explained is None or share is None or not values["residual_hours"] > 0:
        return
    if explained < LITTLE_EXPLAINED and share > MUCH_RELEASED:
        yield (
            "release_without_levers",
            f"{grouped(share * 100, 0)}% of the residual is to be released, and levers explain "
            f"{grouped(explained * 100, 0)}% of it. Say what would make the other hours free, or release less.",
        )
    elif (without := values["released_hours"] - values["lever_hours_total"]) > 0.5:  # an hour is seen
        yield (
            "released_without_a_lever",
            f"{_hours(values['released_hours'])} hours are to be released, and levers give a reason for "
            f"{_hours(values['lever_hours_total'])}: for the other {_hours(without)} nobody has said where they come "
            "from.",
        )


def _stranded(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    stranded = values.get("stranded_cost")
    if stranded is not None and stranded < 0 < values["residual_hours"]:
        yield (
            "releases_more_than_an_hour_costs",
            f"An hour releases £{grouped(values['releasable_cost_per_hour'], 2)} and costs "
            f"£{grouped(values['cost_per_hour'], 2)}: the cash is more than the cost of the hours. Check both.",
        )


def _spent(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    cash, spent = values.get("cash_releasing_value"), values.get("reinvested_value")
    if cash is None or spent is None or cash <= 0:
        return
    start = start_up_paid_anew(values) or 0.0
    if spent + start > cash * (1 + 1e-9):
        beside = f", and brokerage by others than care managers {_money(start)}" if start else ""
        yield (
            "reinvests_more_than_cash",
            f"Reinvestment takes {_money(spent)}{beside}; the cash released is {_money(cash)}.",
        )


def _brokerage(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    start, cash = values.get("start_up_cost"), values.get("cash_releasing_value")
    if start is not None and cash is not None and start > max(cash, 0.0):
        released = f"the cash released, {_money(cash)}" if cash > 0 else "the cash released, which is none"
        yield (
            "start_up_exceeds_cash",
            f"Helping everybody who comes new to plan and start costs {_money(start)}, more than {released}: the "
            "report warns of it, since the council underwrites the start.",
        )
    if_all, planning = values.get("start_up_cost_if_all", {}), values.get("group_cost", {}).get("planning")
    independent = if_all.get("independent_brokerage")
    if independent is not None and planning is not None and independent > planning:
        yield (
            "brokerage_dearer_than_planning",
            f"Independent brokerage for everybody would cost {_money(independent)}, more than planning costs today "
            f"({_money(planning)}).",
        )
