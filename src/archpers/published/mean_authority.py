"""The report's mean authority: the four of the appendix averaged, as it is and with the reformed service."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from archpers.model.definition import Value
from archpers.model.pooling import as_one_authority, mean_of_ratios
from archpers.model.time_use import FUNCTION_LABELS
from archpers.published.interval import Interval, pooled
from archpers.published.printed_figures import AUTHORITIES, PrintedFigures, Sources, evaluated, rounded_to

OpenSources: TypeAlias = dict[str, Callable[[], Value]]
"""Sources that more can be put into."""

WHOLE_PERCENT = 2
"""Decimals of a share that is rounded to a whole percent."""

_SUMS = ("care_managers_wte", "total_hours", "people_served", "total_cost")
_RATIOS = ("people_per_wte", "hours_per_person", "cost_per_person")

_CORE = {
    "first_contact": "Hours of initial information and guidance (1.4)",
    "overview_assessment": "Hours of validation of budget (1.4)",
    "basic_planning": "Hours of review of support plan (1.4)",
    "short_reviews": "Hours of review time per year (1.4)",
}
"""Function -> row that has its hours in the slimmed core."""


def mean_shares(printed: PrintedFigures) -> Any:
    """Return each function's share of time: on the totals, or the mean of the authorities' own shares."""
    return printed.kept(("mean", "time_share"), lambda: _computed_mean_shares(printed))


def _computed_mean_shares(printed: PrintedFigures) -> Any:
    if not printed.follows("mean_of_ratios"):
        names = ("function_hours", "total_hours")
        values = [{name: printed.authority(authority, name) for name in names} for authority in AUTHORITIES]
        return as_one_authority(values)["time_share"]
    shares = [printed.authority(name, "time_share") for name in AUTHORITIES]
    return {function: pooled(mean_of_ratios, [own[function] for own in shares]) for function in FUNCTION_LABELS}


def mean_authority(printed: PrintedFigures) -> OpenSources:
    """Return the mean of the four authorities, for the model."""

    def mean_of(name: str) -> Callable[[], Value]:
        return lambda: printed.kept(
            ("mean", name),
            lambda: pooled(mean_of_ratios, [printed.authority(authority, name) for authority in AUTHORITIES]),
        )

    return {name: mean_of(name) for name in (*_SUMS, *(_RATIOS if printed.follows("mean_of_ratios") else ()))}


def printed_mean_authority(printed: PrintedFigures) -> OpenSources:
    """Return the mean authority with its cost as Table 1 prints it, to the pound; the appendix has it to £0.1m.

    Its cost per person is Table 1's mean of ratios; without the convention, that cost over those people.
    """
    sources = mean_authority(printed)
    sources["total_cost"] = lambda: printed.number("report", "Table 1", "Cost of care management", "Mean")
    if printed.follows("mean_of_ratios"):
        sources["cost_per_person"] = lambda: printed.number("report", "Table 1", "Average cost per person", "Mean")
    return sources


def assumptions(printed: PrintedFigures) -> OpenSources:
    """Return the assumptions of Report section 1.4 on the reformed service, for the model."""

    def text(row: str) -> Interval:
        return printed.number("report", "Text", row, "Text")

    return {
        "core_function_hours_per_person": lambda: {function: text(row) for function, row in _CORE.items()},
        "crisis_share": lambda: text("Share of people with intensive support (1.4)"),
        "crisis_hours_per_person": lambda: text("Crisis hours per person (1.4)"),
    }


def reformed(printed: PrintedFigures) -> OpenSources:
    """Return the mean authority with the reformed service, for the model."""
    sources = {**printed_mean_authority(printed), **assumptions(printed)}
    if printed.follows("hours_to_two_decimals"):
        hours = rounded_to(evaluated("hours_per_person", sources), 2)
        sources["hours_per_person"] = lambda: hours
    if printed.follows("whole_percent_shares"):
        unrounded = dict(sources)
        for name in ("core_share_of_hours", "crisis_share_of_hours"):
            sources[name] = partial(_in_whole_percent, name, unrounded)
    return sources


def _in_whole_percent(name: str, sources: Sources) -> Interval:
    return rounded_to(evaluated(name, sources), WHOLE_PERCENT)
