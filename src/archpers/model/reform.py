"""The reform model: a slimmed core service for everybody, a crisis service for a few, and what is left."""

from archpers.model.registry import FUNCTION, Operand, declare, quantity, ratio, total

declare(
    "core_function_hours_per_person",
    "hours/person/year",
    "Hours of the function that the slimmed core service gives everybody",
    "Report section 1.4",
    each=FUNCTION,
)
declare("crisis_share", "share", "Share of the people served who need the crisis service", "Report section 1.4")
declare(
    "crisis_hours_per_person",
    "hours/person/year",
    "Hours that the crisis service gives each person who needs it, on top of the core",
    "Report section 1.4",
)


@quantity(unit="hours/person/year", source="Report section 1.4")
def core_hours_per_person(core_function_hours_per_person: Operand) -> Operand:
    """Hours that the slimmed core service gives everybody [hours/person/year]; scalar or array."""
    return total(core_function_hours_per_person)


@quantity(unit="hours/year", source="Report section 1.4 and Table 5")
def core_hours(core_hours_per_person: Operand, people_served: Operand) -> Operand:
    """Hours of the slimmed core service for everybody [hours/year]; scalar or array."""
    return core_hours_per_person * people_served


@quantity(unit="share", source="Report section 1.4")
def core_share_of_hours(core_hours_per_person: Operand, hours_per_person: Operand) -> Operand:
    """Share of today's hours that the slimmed core service takes; above 1 where it takes more [share]."""
    return ratio(core_hours_per_person, hours_per_person)


@quantity(unit="£/year", source="Report section 1.4")
def core_cost(core_share_of_hours: Operand, total_cost: Operand) -> Operand:
    """Cost of the slimmed core service at today's cost of an hour [£/year]; scalar or array."""
    return core_share_of_hours * total_cost


@quantity(unit="people", source="Report section 1.4")
def crisis_people(crisis_share: Operand, people_served: Operand) -> Operand:
    """People who need the crisis service [people]; scalar or array."""
    return crisis_share * people_served


@quantity(unit="hours/year", source="Report section 1.4")
def crisis_hours(crisis_people: Operand, crisis_hours_per_person: Operand) -> Operand:
    """Hours of the crisis service, on top of the core [hours/year]; scalar or array."""
    return crisis_people * crisis_hours_per_person


@quantity(unit="share", source="Report section 1.4")
def crisis_share_of_hours(crisis_hours: Operand, total_hours: Operand) -> Operand:
    """Share of today's hours that the crisis service takes [share]; scalar or array."""
    return ratio(crisis_hours, total_hours)


@quantity(unit="£/year", source="follows from Report section 1.4")
def crisis_cost(crisis_share_of_hours: Operand, total_cost: Operand) -> Operand:
    """Cost of the crisis service at today's cost of an hour [£/year]; scalar or array."""
    return crisis_share_of_hours * total_cost


@quantity(unit="hours/year", source="Report Table 5")
def residual_hours(total_hours: Operand, core_hours: Operand, crisis_hours: Operand) -> Operand:
    """Hours left once core and crisis service are secured; negative is a deficit [hours/year]; scalar or array."""
    return total_hours - core_hours - crisis_hours


@quantity(unit="share", source="Report Table 5")
def residual_share_of_hours(core_share_of_hours: Operand, crisis_share_of_hours: Operand) -> Operand:
    """Share of today's hours left once core and crisis service are secured; negative is a deficit [share]."""
    return 1 - core_share_of_hours - crisis_share_of_hours


@quantity(unit="£/year", source="Report Table 5")
def residual_value(residual_share_of_hours: Operand, total_cost: Operand) -> Operand:
    """Value of the residual hours at today's cost of an hour: time freed, not cash released [£/year]."""
    return residual_share_of_hours * total_cost


@quantity(unit="hours/person/year", source="Report Table 5")
def residual_hours_per_person(residual_share_of_hours: Operand, hours_per_person: Operand) -> Operand:
    """Residual hours for each person served [hours/person/year]; scalar or array."""
    return residual_share_of_hours * hours_per_person


@quantity(unit="£/person/year", source="Report Table 5")
def residual_value_per_person(residual_share_of_hours: Operand, cost_per_person: Operand) -> Operand:
    """Value of the residual hours for each person served [£/person/year]; scalar or array."""
    return residual_share_of_hours * cost_per_person


@quantity(unit="WTE", source="follows from Report Table 5")
def residual_wte(residual_hours: Operand, hours_per_wte: Operand) -> Operand:
    """Residual hours in whole-time-equivalent care managers [WTE]; scalar or array."""
    return ratio(residual_hours, hours_per_wte)


@quantity(unit="hours/year", source="Report section 1.4")
def required_hours(core_hours: Operand, crisis_hours: Operand) -> Operand:
    """Hours that core and crisis service need together [hours/year]; scalar or array."""
    return core_hours + crisis_hours


@quantity(unit="WTE", source="WHO (2010), Workload Indicators of Staffing Need: staff requirement")
def required_wte(required_hours: Operand, hours_per_wte: Operand) -> Operand:
    """Whole-time-equivalent care managers that core and crisis service need [WTE]; scalar or array."""
    return ratio(required_hours, hours_per_wte)


@quantity(unit="WTE today/WTE required", source="WHO (2010), Workload Indicators of Staffing Need: WISN ratio")
def wisn_ratio(care_managers_wte: Operand, required_wte: Operand) -> Operand:
    """Care managers today for each one required; below 1 is a shortage [WTE today/WTE required]."""
    return ratio(care_managers_wte, required_wte)


@quantity(unit="WTE", source="WHO (2010), Workload Indicators of Staffing Need: difference")
def wisn_difference(care_managers_wte: Operand, required_wte: Operand) -> Operand:
    """Care managers today less those required; negative is a shortage [WTE]; scalar or array."""
    return care_managers_wte - required_wte


@quantity(unit="hours/person/year", source="Report section 1.4 against Table 2", each=FUNCTION)
def core_shortfall_per_person(core_function_hours_per_person: Operand, function_hours_per_person: Operand) -> Operand:
    """Core hours of the function less the hours it gets today; positive is a shortfall [hours/person/year]."""
    return core_function_hours_per_person - function_hours_per_person
