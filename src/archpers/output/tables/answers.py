"""What `model` answers, in a sentence: the first thing that a reader sees below the title, and the title of a chart."""

from collections.abc import Mapping

from archpers.model.registry import described
from archpers.output.tables.decision.decision_tables import NOTHING
from archpers.output.tables.headings import is_deficit, why_no_residual
from archpers.output.tables.table import Number
from archpers.results.result import RegionResult, Result
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import MONEY, SHARE
from archpers.what_if.messages import named


def model_sentence(scenario: Scenario | Region, result: Result) -> str:
    """Say what is left or missing, and what of what is left is cash; without a reform what care management takes."""
    own = result.quantities
    if own["residual_share_of_hours"] is None:
        cost, hours = ("total_cost", "cost_per_hour"), ("total_hours", "hours_per_person")
        first, second = (_told(own, name) for name in (hours if own["total_cost"] is None else cost))
        today = f"Care management takes {first}, {second}"
        return f"{today}. What could be reinvested is not estimated: {why_no_residual(scenario)}"
    said = residual_sentence(result)
    return said if own["residual_share_of_hours"] < 0 else f"{said[:-1]}; {_cash(own, 'it')}."


def residual_sentence(result: Result) -> str:
    """Say what a reform leaves of today's hours, or how many are missing; ValueError without a reform."""
    own = result.quantities
    if own["residual_share_of_hours"] is None:
        raise ValueError("there is no residual")
    if own["residual_share_of_hours"] < 0:
        return (
            f"Deficit: core and crisis service need {_told(own, 'residual_hours', -1)} more than there are, "
            f"{_told(own, 'residual_share_of_hours', -1)} of today's time{_within(result, 'where')}."
        )
    left = f"{_told(own, 'residual_share_of_hours')} of today's time, {_told(own, 'residual_hours')}, is left"
    return f"{left}{_within(result, 'though')}."


def cash_sentence(result: Result) -> str:
    """Say what of the residual's value is cash, or that there is nothing to release."""
    own = result.quantities
    if is_deficit(result):
        return NOTHING
    value = Number(own["residual_value"], MONEY)
    return f"{_cash(own, f'the residual of {value}')}."


def split_sentence(shares: Mapping[str, float], of_whom: str = "") -> str:
    """Say what takes most of the time. shares: function or group -> share of time; of_whom: taken over whom."""
    texts = {name: str(Number(share, SHARE)) for name, share in shares.items()}
    most = texts[max(shares, key=lambda name: shares[name])]
    first = [name for name, text in texts.items() if text == most]
    verb, each = ("take", " each") if first[1:] else ("takes", "")
    over = f" ({of_whom})" if of_whom else ""
    return f"{named(first)} {verb} more of care-management time than any other: {most}{each}{over}."


def _told(own: Mapping[str, float | None], name: str, sign: int = 1) -> str:
    value, unit = own[name], described(name).unit
    return Number(None if value is None else sign * value, unit).in_words()


def _within(result: Result, joined: str) -> str:
    """Say that a region's hours are taken as one pot, and how many authorities fall short by themselves."""
    if not isinstance(result, RegionResult):
        return ""
    short = sum(map(is_deficit, result.authorities.values()))
    by_itself = f", {joined} {short} of {len(result.authorities)} fall short by themselves" if short else ""
    return f" over all authorities together{by_itself}"


def _cash(own: Mapping[str, float | None], of_what: str) -> str:
    """Say what of the residual leaves the budget: nothing unless the scenario says that posts go."""
    if own.get("cash_releasing_value") is not None:
        return f"{_told(own, 'cash_releasing_value')} of {of_what} is cash, once posts go"
    if own.get("released_hours"):
        return f"how much of {of_what} is cash is not estimated"
    return f"{'none' if own['total_cost'] is None else '£0'} of {of_what} is cash until posts go"
