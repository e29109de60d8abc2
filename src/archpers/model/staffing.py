"""Staffing and cost: how much care-management time there is, what it costs, and for how many people."""

from archpers.model.definition import (
    ANSWER_WITHOUT_REFORM,
    HOUR_COSTS,
    KEY_FIGURES,
    OVERVIEW,
    SIDE_BY_SIDE,
    TODAY,
    WHAT_IF_WITHOUT_REFORM,
    YEAR_BY_YEAR,
    Operand,
)
from archpers.model.registry import declare, quantity, ratio
from archpers.units import (
    HOURS,
    HOURS_PER_PERSON,
    HOURS_PER_WTE,
    MONEY_PER_HOUR,
    MONEY_PER_PERSON,
    MONEY_PER_WTE,
    PEOPLE,
    PEOPLE_PER_WTE,
    SHARE,
    WTE,
)

_ESTABLISHMENT = "Skills for Care, workforce data: establishment, vacancies and agency staff"

declare(
    "established_wte", WTE, "Posts of care managers in the establishment", _ESTABLISHMENT, pooling="sum", optional=True
)
declare(
    "vacancy_share",
    SHARE,
    "Share of the established posts that stand empty",
    _ESTABLISHMENT,
    neutral=0.0,
    optional=True,
)
declare(
    "agency_wte",
    WTE,
    "Care managers from agencies, beside those in own posts",
    _ESTABLISHMENT,
    pooling="sum",
    neutral=0.0,
    optional=True,
)
declare(
    "people_served",
    PEOPLE,
    "People served by the whole system at one point in time",
    "Toolkit Table 4",
    pooling="sum",
    block="quantities",
    shown={YEAR_BY_YEAR: 1, OVERVIEW: 3},
)


@quantity(
    unit=WTE,
    source="Toolkit Table 4",
    label="Care managers",
    pooling="sum",
    whole=TODAY,
    shown={OVERVIEW: 1, KEY_FIGURES: 3},
    optional=False,
)
def care_managers_wte(established_wte: Operand, vacancy_share: Operand, agency_wte: Operand) -> Operand:
    """Care managers in whole-time equivalents [WTE]; scalar or array."""
    return established_wte * (1 - vacancy_share) + agency_wte


@quantity(
    unit=HOURS,
    source="Toolkit Table 4",
    label="Total hours of care management",
    short="Hours a year",
    pooling="sum",
    whole=TODAY,
    shown={YEAR_BY_YEAR: 2, OVERVIEW: 5, ANSWER_WITHOUT_REFORM: 1},
    optional=False,
)
def total_hours(care_managers_wte: Operand, working_days_per_year: Operand, working_hours_per_day: Operand) -> Operand:
    """Hours of care management available in a year [hours/year]; scalar or array."""
    return care_managers_wte * working_days_per_year * working_hours_per_day


@quantity(
    unit=PEOPLE_PER_WTE,
    source="Toolkit Table 4, Ratio (1:X)",
    label="People per care manager",
    short="People per WTE",
    shown={OVERVIEW: 4, KEY_FIGURES: 5, SIDE_BY_SIDE: 8, ANSWER_WITHOUT_REFORM: 4, WHAT_IF_WITHOUT_REFORM: 2},
)
def people_per_wte(people_served: Operand, care_managers_wte: Operand) -> Operand:
    """People served for each whole-time-equivalent care manager, which is not an active caseload [people/WTE]."""
    return ratio(people_served, care_managers_wte)


@quantity(
    unit=HOURS_PER_WTE, source="Toolkit Table 4", label="Hours of one care manager", shown={OVERVIEW: 6, HOUR_COSTS: 7}
)
def hours_per_wte(total_hours: Operand, care_managers_wte: Operand) -> Operand:
    """Hours a year that one whole-time-equivalent care manager gives [hours/WTE/year]; scalar or array."""
    return ratio(total_hours, care_managers_wte)


@quantity(
    unit=HOURS_PER_PERSON,
    source="Toolkit Table 4",
    short="Hours a person",
    whole=TODAY,
    shown={OVERVIEW: 7, KEY_FIGURES: 6, SIDE_BY_SIDE: 7, ANSWER_WITHOUT_REFORM: 2, WHAT_IF_WITHOUT_REFORM: 1},
)
def hours_per_person(total_hours: Operand, people_served: Operand) -> Operand:
    """Care-management hours available for each person served [hours/person/year]; scalar or array."""
    return ratio(total_hours, people_served)


@quantity(
    unit=MONEY_PER_PERSON,
    source="Toolkit Table 4",
    short="Cost a person",
    whole=TODAY,
    shown={OVERVIEW: 8, KEY_FIGURES: 7, SIDE_BY_SIDE: 9, ANSWER_WITHOUT_REFORM: 3, WHAT_IF_WITHOUT_REFORM: 3},
)
def cost_per_person(total_cost: Operand, people_served: Operand) -> Operand:
    """Care-management cost for each person served: notional, spent for them, not on them [£/person/year]."""
    return ratio(total_cost, people_served)


@quantity(
    unit=MONEY_PER_HOUR, source="follows from Toolkit Table 4", shown={OVERVIEW: 9, KEY_FIGURES: 8, HOUR_COSTS: 10}
)
def cost_per_hour(total_cost: Operand, total_hours: Operand) -> Operand:
    """Cost of one hour of care management [£/hour]; scalar or array."""
    return ratio(total_cost, total_hours)


@quantity(
    unit=MONEY_PER_WTE, source="follows from Toolkit Table 4", label="Cost of one care manager", shown={OVERVIEW: 10}
)
def cost_per_wte(total_cost: Operand, care_managers_wte: Operand) -> Operand:
    """Cost of one whole-time-equivalent care manager [£/WTE/year]; scalar or array."""
    return ratio(total_cost, care_managers_wte)
