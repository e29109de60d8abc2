"""What is to be said of levers, release, reinvestment and brokerage: in a sentence, and as warnings."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from archpers.model.arithmetic import above, added
from archpers.model.case import brokerage_cost
from archpers.model.definition import Operand
from archpers.model.precision import is_negligible
from archpers.model.release import non_cash_releasing_value
from archpers.results.remarks.sentences import Text, both, either, exists, grouped, less, said, text, unless
from archpers.rounding import NO_VALUE
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.scopes import belonging_at, labels_of

Messages: TypeAlias = Iterator[tuple[str, Text]]

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
    if share < 0:
        return (
            f"The levers take {grouped(left - residual, 0)} hours more than they free; for the residual of "
            f"{grouped(residual, 0)} hours nobody has said where they come from."
        )
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


def _money(value: Operand) -> Text:
    return said(exists(value), text("£{}", grouped(value, 0)), NO_VALUE)


def _hours(value: Operand) -> Text:
    return grouped(value, 0)


def _nothing_to_release(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    short = scenario.release is not None and less(values.get("residual_hours", 0), 0)
    if short:
        message = "There is nothing to release, and nothing to reinvest: the residual is a deficit."
        yield "nothing_to_release", said(short, message)


def _cash_unknown(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    if scenario.release is not None and "released_hours" in values and "cash_releasing_value" not in values:
        yield (
            "cash_not_estimated",
            "What of the released hours is cash is not estimated: the cost that is given may hold overheads, which "
            "stay when posts go. Write release.cost_per_hour, or the build-up cost.employment.",
        )


def _levers(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    after, today = values.get("function_hours_after_levers", {}), values.get("function_hours", {})
    if not after and "lever_hours_alone" not in values:
        return
    homes, labels = belonging_at(scenario)["lever"], labels_of(scenario)
    alone: dict[str, Operand] = {}
    for lever, hours in values.get("lever_hours_alone", {}).items():
        alone[homes[lever]] = alone.get(homes[lever], 0.0) + hours
    for key, hours in alone.items():
        beyond = less(today[key] * (1 + 1e-9), hours)
        if beyond:
            told = map(_hours, (hours, today[key], today[key] - after[key]))
            message = text(
                "{}: its levers would free {} hours if each acted alone, and the function has {}. Together they free "
                "{}.",
                labels[key],
                *told,
            )
            yield "levers_exceed_function", said(beyond, message)
    core = values.get("core_function_hours_per_person", {}) if after else {}
    for key, each in core.items():
        needed = each * values["people_served"]
        below = key in alone and less(after[key], needed * (1 - 1e-9))
        if below:
            message = "{}: {} hours are left after its levers, and the core needs {}."
            yield "levers_below_core", said(below, text(message, labels[key], _hours(after[key]), _hours(needed)))


def _thin_evidence(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    explained, share = values.get("lever_share_of_residual"), values.get("release_share")
    if explained is None or share is None or not (left := less(0, values["residual_hours"])):
        return
    thin = both(less(explained, LITTLE_EXPLAINED), less(MUCH_RELEASED, share))
    if both(left, thin):
        message = text(
            "{}% of the residual is to be released, and levers explain {}% of it. Say what would make the other hours "
            "free, or release less.",
            grouped(share * 100, 0),
            grouped(explained * 100, 0),
        )
        yield "release_without_levers", said(both(left, thin), message)
    reasons = above(values["lever_hours_total"], 0)
    without = values["released_hours"] - reasons
    some = both(left, unless(thin), less(0.5, without))  # an hour is seen
    if some:
        message = text(
            "{} hours are to be released, and levers give a reason for {}: for the other {} nobody has said where they "
            "come from.",
            *map(_hours, (values["released_hours"], reasons, without)),
        )
        yield "released_without_a_lever", said(some, message)


def _stranded(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    stranded = values.get("stranded_cost")
    below = stranded is not None and both(less(stranded, 0), less(0, values["residual_hours"]))
    if below:
        message = text(
            "An hour releases £{} and costs £{}: the cash is more than the cost of the hours. Check both.",
            grouped(values["releasable_cost_per_hour"], 2),
            grouped(values["cost_per_hour"], 2),
        )
        yield "releases_more_than_an_hour_costs", said(below, message)


def _spent(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    cash, spent = values.get("cash_releasing_value"), values.get("reinvested_value")
    if cash is None or spent is None:
        return
    start = start_up_paid_anew(values)
    whole = spent if start is None else spent + start
    beyond = both(less(0, cash), less(cash * (1 + 1e-9), whole))
    if beyond:
        by_others = "" if start is None else text(", and brokerage by others than care managers {}", _money(start))
        beside = by_others if start is None else said(either(less(0, start), less(start, 0)), by_others)
        message = text("Reinvestment takes {}{}; the cash released is {}.", _money(spent), beside, _money(cash))
        yield "reinvests_more_than_cash", said(beyond, message)


def _brokerage(scenario: Scenario, values: Mapping[str, Any]) -> Messages:
    start, cash = values.get("start_up_cost"), values.get("cash_releasing_value")
    beyond = start is not None and cash is not None and both(less(0, start), less(cash, start))
    if beyond:
        released = said(less(0, cash), text("the cash released, {}", _money(cash)), "the cash released, which is none")
        message = text(
            "Helping everybody who comes new to plan and start costs {}, more than {}: the report warns of it, since "
            "the council underwrites the start.",
            _money(start),
            released,
        )
        yield "start_up_exceeds_cash", said(beyond, message)
    if_all, planning = values.get("start_up_cost_if_all", {}), values.get("group_cost", {}).get("planning")
    independent = if_all.get("independent_brokerage")
    dearer = independent is not None and planning is not None and less(planning, independent)
    if dearer:
        message = "Independent brokerage for everybody would cost {}, more than planning costs today ({})."
        yield "brokerage_dearer_than_planning", said(dearer, text(message, _money(independent), _money(planning)))
