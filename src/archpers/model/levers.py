"""Levers: how much of the residual somebody has a reason to expect, lever by lever; they never change the residual."""

from collections.abc import Mapping

from archpers.model.arithmetic import product, ratio, total
from archpers.model.definition import LEVERS, Operand
from archpers.model.registry import axis, declare, quantity
from archpers.model.time_use import FUNCTION
from archpers.units import HOURS, SHARE


class Gear:
    """One of the six areas in which the reform could make care management take less time, or more."""

    def __init__(self, label: str, less: str, more: str) -> None:
        """Take its label, and when the work takes less time and when more."""
        self.label = label
        self.less = less
        """When it takes less time."""
        self.more = more
        """When it takes more time."""


GEARS: Mapping[str, Gear] = {
    "gather_information": Gear(
        "Gather information",
        "working out the budget takes the place of the older assessment, or of parts of it",
        "the older way of gathering information goes on beside working out the budget",
    ),
    "design_services": Gear(
        "Design services",
        "most people plan with somebody else than a care manager",
        "care managers must plan with nearly everybody who directs their own support",
    ),
    "develop_services": Gear(
        "Develop services",
        "most people organise their support themselves, or take what providers and others have ready",
        "it stays with care managers to put most people's support together",
    ),
    "solve_problems": Gear(
        "Solve problems",
        "people change things easily without a care manager, and can buy help with managing from their budget",
        "no other agency helps people, or providers' contracts leave no room to change anything",
    ),
    "review_and_learn": Gear(
        "Review and learn",
        "the council keeps an eye on support in other ways, such as by people themselves and their peers",
        "support that changes more often calls for more reviews by professionals",
    ),
    "terminate_contracts": Gear(
        "Terminate contracts",
        "services are led well and deal with risk well, so that fewer arrangements break down",
        "support is managed poorly, so that more arrangements have to be ended",
    ),
}
"""The six gears (Report Table 3, Toolkit Table 2), both directions in our own words; no publication gives a figure."""

LEVER = axis("lever", belongs_to=FUNCTION.name)

declare(
    "lever_reach",
    SHARE,
    "Share of the function's time that the lever acts on",
    "local assumption",
    each=LEVER,
    neutral=1.0,
    pooling="once for all",
    optional=True,
)
declare(
    "lever_change",
    SHARE,
    "Change that the lever makes to the time it acts on; negative frees time",
    "local assumption",
    each=LEVER,
    pooling="once for all",
    optional=True,
)


@quantity(unit=SHARE, source="follows from Report Table 3", each=LEVER, block="", pooling="once for all")
def lever_factor(lever_reach: Operand, lever_change: Operand) -> Operand:
    """What the lever leaves of the function's time [share]; scalar or array."""
    return 1 + lever_reach * lever_change


@quantity(
    unit=HOURS,
    source="follows from Report Table 3",
    each=LEVER,
    pooling="sum",
    label="Hours freed alone",
    shown={LEVERS: 0},
)
def lever_hours_alone(function_hours: Operand, lever_reach: Operand, lever_change: Operand) -> Operand:
    """Hours that the lever alone would free; negative takes more time [hours/year]; scalar or array."""
    return 0 - function_hours * lever_reach * lever_change


@quantity(
    unit=HOURS, source="follows from Report Table 3", each=FUNCTION, pooling="sum", label="Hours after all levers"
)
def function_hours_after_levers(function_hours: Operand, lever_factor: Operand) -> Operand:
    """Hours that the function takes once all its levers act together [hours/year]; scalar or array."""
    return function_hours * product(lever_factor)


@quantity(
    unit=HOURS, source="follows from Report Table 3", each=FUNCTION, pooling="sum", label="Hours freed by all levers"
)
def lever_hours(function_hours: Operand, function_hours_after_levers: Operand) -> Operand:
    """Hours of the function that all its levers together free; negative takes more time [hours/year]."""
    return function_hours - function_hours_after_levers


@quantity(
    unit=HOURS,
    source="follows from Report Table 3",
    pooling="sum",
    label="Explained by levers, all together",
    shown={LEVERS: 1},
)
def lever_hours_total(lever_hours: Operand) -> Operand:
    """Hours that all levers together free [hours/year]; scalar or array."""
    return total(lever_hours)


@quantity(
    unit=HOURS,
    source="follows from Report Table 3",
    label="Not explained: nobody has said where they come from",
    short="Not explained",
    shown={LEVERS: 2},
)
def residual_hours_without_lever(residual_hours: Operand, lever_hours_total: Operand) -> Operand:
    """Residual hours that no lever explains; negative where levers free more than the residual [hours/year]."""
    return residual_hours - lever_hours_total


@quantity(
    unit=SHARE,
    source="follows from Report Table 3",
    label="Share of the residual that levers explain",
    shown={LEVERS: 3},
)
def lever_share_of_residual(lever_hours_total: Operand, residual_hours: Operand) -> Operand:
    """Share of the residual hours that somebody has a reason to expect [share]; scalar or array."""
    return ratio(lever_hours_total, residual_hours)
