"""The reform model: a slimmed core service for everybody, a crisis service for a few, and what is left."""

from archpers.model.arithmetic import ratio, total
from archpers.model.definition import ANSWER, KEY_FIGURES, REFORM, SIDE_BY_SIDE, TODAY, WHAT_IF, YEAR_BY_YEAR, Operand
from archpers.model.registry import declare, part, quantity
from archpers.model.time_use import FUNCTION
from archpers.units import (
    ACTIVITIES,
    HOURS,
    HOURS_PER_ACTIVITY,
    HOURS_PER_PERSON,
    MONEY,
    MONEY_PER_PERSON,
    PEOPLE,
    SHARE,
    WTE,
    WTE_RATIO,
)

RESIDUAL_FIGURES = ("residual_hours", "residual_wte", "residual_value")
"""What is left: in hours, in posts, in money."""
CORE_FAMILIES = ("core_function_hours_per_person", "core_activity_hours", "core_activity_volume")
"""What the core is made of, function by function, in either way that a file gives it."""

CORE = part(TODAY, "Slimmed core", "Core")
CRISIS = part(TODAY, "Crisis service", "Crisis")
RESIDUAL = part(TODAY, "Residual", remainder=True)

declare(
    "core_activity_hours",
    HOURS_PER_ACTIVITY,
    "Hours that the slimmed core service gives to each contact, new person, review or person served",
    "Report section 1.4",
    each=FUNCTION,
    pooling="once for all",
    optional=True,
)
declare(
    "crisis_share",
    SHARE,
    "Share of the people served who need the crisis service",
    "Report section 1.4",
    pooling="once for all",
)
declare(
    "crisis_hours_per_person",
    HOURS_PER_PERSON,
    "Hours that the crisis service gives each person who needs it, on top of the core",
    "Report section 1.4",
    pooling="once for all",
)


@quantity(
    unit=ACTIVITIES,
    source="WHO (2010), Workload Indicators of Staffing Need: annual volume",
    each=FUNCTION,
    among=("contacts", "new_people", "reviews", "people_served"),
    optional=True,
)
def core_activity_volume(volume: Operand) -> Operand:
    """How often the core gives these hours in a year [activities/year]; scalar or array."""
    return volume


@quantity(
    unit=HOURS_PER_PERSON,
    source="Report section 1.4",
    each=FUNCTION,
    pooling="once for all",
    given_apart=True,
    optional=True,
)
def core_function_hours_per_person(
    core_activity_hours: Operand, core_activity_volume: Operand, people_served: Operand
) -> Operand:
    """Hours of the function that the slimmed core service gives everybody [hours/person/year]; scalar or array."""
    return core_activity_hours * ratio(core_activity_volume, people_served)


@quantity(unit=HOURS_PER_PERSON, source="Report section 1.4", pooling="once for all", part=CORE, optional=False)
def core_hours_per_person(core_function_hours_per_person: Operand) -> Operand:
    """Hours that the slimmed core service gives everybody [hours/person/year]; scalar or array."""
    return total(core_function_hours_per_person)


@quantity(unit=HOURS, source="Report section 1.4 and Table 5", part=CORE, shown={REFORM: 4})
def core_hours(core_hours_per_person: Operand, people_served: Operand) -> Operand:
    """Hours of the slimmed core service for everybody [hours/year]; scalar or array."""
    return core_hours_per_person * people_served


@quantity(unit=SHARE, source="Report section 1.4", part=CORE, shown={REFORM: 1, SIDE_BY_SIDE: 5})
def core_share_of_hours(core_hours_per_person: Operand, hours_per_person: Operand) -> Operand:
    """Share of today's hours that the slimmed core service takes; above 1 where it takes more [share]."""
    return ratio(core_hours_per_person, hours_per_person)


@quantity(unit=MONEY, source="Report section 1.4", part=CORE)
def core_cost(core_share_of_hours: Operand, total_cost: Operand) -> Operand:
    """Cost of the slimmed core service at today's cost of an hour [£/year]; scalar or array."""
    return core_share_of_hours * total_cost


@quantity(unit=MONEY_PER_PERSON, source="follows from Report section 1.4", part=CORE)
def core_cost_per_person(core_share_of_hours: Operand, cost_per_person: Operand) -> Operand:
    """Cost of the slimmed core service for each person served, at today's cost of an hour [£/person/year]."""
    return core_share_of_hours * cost_per_person


@quantity(unit=WTE, source="follows from Report section 1.4", part=CORE)
def core_wte(core_hours: Operand, hours_per_wte: Operand) -> Operand:
    """Whole-time-equivalent care managers that the slimmed core service needs [WTE]; scalar or array."""
    return ratio(core_hours, hours_per_wte)


@quantity(unit=PEOPLE, source="Report section 1.4")
def crisis_people(crisis_share: Operand, people_served: Operand) -> Operand:
    """People who need the crisis service [people]; scalar or array."""
    return crisis_share * people_served


@quantity(unit=HOURS, source="Report section 1.4", part=CRISIS, shown={REFORM: 5})
def crisis_hours(crisis_people: Operand, crisis_hours_per_person: Operand) -> Operand:
    """Hours of the crisis service, on top of the core [hours/year]; scalar or array."""
    return crisis_people * crisis_hours_per_person


@quantity(unit=SHARE, source="Report section 1.4", part=CRISIS, shown={REFORM: 2, SIDE_BY_SIDE: 6})
def crisis_share_of_hours(crisis_hours: Operand, total_hours: Operand) -> Operand:
    """Share of today's hours that the crisis service takes [share]; scalar or array."""
    return ratio(crisis_hours, total_hours)


@quantity(unit=WTE, source="follows from Report section 1.4", part=CRISIS)
def crisis_wte(crisis_hours: Operand, hours_per_wte: Operand) -> Operand:
    """Whole-time-equivalent care managers that the crisis service needs [WTE]; scalar or array."""
    return ratio(crisis_hours, hours_per_wte)


@quantity(unit=HOURS_PER_PERSON, source="follows from Report section 1.4", part=CRISIS)
def crisis_hours_per_person_served(crisis_share_of_hours: Operand, hours_per_person: Operand) -> Operand:
    """Hours of the crisis service, spread over everybody served [hours/person/year]; scalar or array."""
    return crisis_share_of_hours * hours_per_person


@quantity(unit=MONEY_PER_PERSON, source="follows from Report section 1.4", part=CRISIS)
def crisis_cost_per_person_served(crisis_share_of_hours: Operand, cost_per_person: Operand) -> Operand:
    """Cost of the crisis service, spread over everybody served, at today's cost of an hour [£/person/year]."""
    return crisis_share_of_hours * cost_per_person


@quantity(unit=MONEY, source="follows from Report section 1.4", part=CRISIS)
def crisis_cost(crisis_share_of_hours: Operand, total_cost: Operand) -> Operand:
    """Cost of the crisis service at today's cost of an hour [£/year]; scalar or array."""
    return crisis_share_of_hours * total_cost


@quantity(
    unit=HOURS,
    source="Report Table 5",
    part=RESIDUAL,
    shown={YEAR_BY_YEAR: 5, REFORM: 6, SIDE_BY_SIDE: 2, ANSWER: 2, WHAT_IF: 2},
)
def residual_hours(total_hours: Operand, core_hours: Operand, crisis_hours: Operand) -> Operand:
    """Hours left once core and crisis service are secured; negative is a deficit [hours/year]; scalar or array."""
    return total_hours - core_hours - crisis_hours


@quantity(unit=SHARE, source="Report Table 5", part=RESIDUAL, shown={REFORM: 3, SIDE_BY_SIDE: 1, ANSWER: 1, WHAT_IF: 3})
def residual_share_of_hours(core_share_of_hours: Operand, crisis_share_of_hours: Operand) -> Operand:
    """Share of today's hours left once core and crisis service are secured; negative is a deficit [share]."""
    return 1 - core_share_of_hours - crisis_share_of_hours


@quantity(
    unit=MONEY,
    source="Report Table 5",
    part=RESIDUAL,
    shown={YEAR_BY_YEAR: 6, REFORM: 7, SIDE_BY_SIDE: 4, ANSWER: 4, WHAT_IF: 1},
)
def residual_value(residual_share_of_hours: Operand, total_cost: Operand) -> Operand:
    """Value of the residual hours at today's cost of an hour: time freed, not cash released [£/year]."""
    return residual_share_of_hours * total_cost


@quantity(unit=HOURS_PER_PERSON, source="Report Table 5", part=RESIDUAL, shown={REFORM: 9})
def residual_hours_per_person(residual_share_of_hours: Operand, hours_per_person: Operand) -> Operand:
    """Residual hours for each person served [hours/person/year]; scalar or array."""
    return residual_share_of_hours * hours_per_person


@quantity(unit=MONEY_PER_PERSON, source="Report Table 5", part=RESIDUAL, shown={REFORM: 10})
def residual_value_per_person(residual_share_of_hours: Operand, cost_per_person: Operand) -> Operand:
    """Value of the residual hours for each person served [£/person/year]; scalar or array."""
    return residual_share_of_hours * cost_per_person


@quantity(
    unit=WTE,
    source="follows from Report Table 5",
    part=RESIDUAL,
    shown={REFORM: 8, SIDE_BY_SIDE: 3, ANSWER: 3, KEY_FIGURES: 1},
)
def residual_wte(residual_hours: Operand, hours_per_wte: Operand) -> Operand:
    """Residual hours in whole-time-equivalent care managers [WTE]; scalar or array."""
    return ratio(residual_hours, hours_per_wte)


@quantity(unit=HOURS, source="Report section 1.4")
def required_hours(core_hours: Operand, crisis_hours: Operand) -> Operand:
    """Hours that core and crisis service need together [hours/year]; scalar or array."""
    return core_hours + crisis_hours


@quantity(
    unit=WTE,
    source="WHO (2010), Workload Indicators of Staffing Need: staff requirement",
    shown={YEAR_BY_YEAR: 4, REFORM: 11, KEY_FIGURES: 2},
)
def required_wte(required_hours: Operand, hours_per_wte: Operand) -> Operand:
    """Whole-time-equivalent care managers that core and crisis service need [WTE]; scalar or array."""
    return ratio(required_hours, hours_per_wte)


@quantity(
    unit=WTE_RATIO,
    source="WHO (2010), Workload Indicators of Staffing Need: WISN ratio",
    shown={REFORM: 12, KEY_FIGURES: 4},
)
def wisn_ratio(care_managers_wte: Operand, required_wte: Operand) -> Operand:
    """Care managers today for each one required; below 1 is a shortage [WTE today/WTE required]."""
    return ratio(care_managers_wte, required_wte)


@quantity(unit=WTE, source="WHO (2010), Workload Indicators of Staffing Need: difference", negative_is_bad=True)
def wisn_difference(care_managers_wte: Operand, required_wte: Operand) -> Operand:
    """Care managers today less those required; negative is a shortage [WTE]; scalar or array."""
    return care_managers_wte - required_wte


@quantity(unit=HOURS_PER_PERSON, source="Report section 1.4 against Table 2", each=FUNCTION, block="", optional=False)
def core_shortfall_per_person(core_function_hours_per_person: Operand, function_hours_per_person: Operand) -> Operand:
    """Core hours of the function less the hours it gets today; positive is a shortfall [hours/person/year]."""
    return core_function_hours_per_person - function_hours_per_person
