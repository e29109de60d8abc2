"""Who comes, and what is spent on them: contacts, new people and reviews of a year beside the people served."""

from archpers.model.arithmetic import ratio, total
from archpers.model.definition import WHO_COMES, Operand
from archpers.model.registry import declare, quantity
from archpers.model.time_use import PER
from archpers.units import (
    CONTACTS,
    CONTACTS_PER_PERSON,
    HOURS,
    HOURS_ON_PERSON,
    HOURS_PER_PERSON,
    MONEY_ON_PERSON,
    MONEY_PER_PERSON,
    PEOPLE_PER_YEAR,
    REVIEWS,
    SHARE_PER_YEAR,
    YEARS,
)

_FLOW = "Report section 1.4, which asks for data on the flow of people"

declare(
    "contacts",
    CONTACTS,
    "Requests for support that reach the team in a year",
    _FLOW,
    pooling="sum",
    block="quantities",
    optional=True,
    shown={WHO_COMES: 1},
)
declare(
    "new_people",
    PEOPLE_PER_YEAR,
    "People who begin to be supported in a year",
    _FLOW,
    pooling="sum",
    block="quantities",
    optional=True,
    shown={WHO_COMES: 2},
)
declare(
    "reviews",
    REVIEWS,
    "Reviews of support that are held in a year",
    _FLOW,
    pooling="sum",
    block="quantities",
    optional=True,
    shown={WHO_COMES: 3},
)


@quantity(unit=SHARE_PER_YEAR, source=_FLOW, shown={WHO_COMES: 4})
def turnover(new_people: Operand, people_served: Operand) -> Operand:
    """People who come in a year for each person served at one point in time [share/year]; scalar or array."""
    return ratio(new_people, people_served)


@quantity(
    unit=YEARS,
    source="Little (1961), A proof for the queuing formula",
    label="Mean stay, in a steady state",
    shown={WHO_COMES: 5},
)
def mean_stay(people_served: Operand, new_people: Operand) -> Operand:
    """Years that people stay on average, if as many leave as come: it holds in a steady state only [years]."""
    return ratio(people_served, new_people)


@quantity(unit=CONTACTS_PER_PERSON, source=_FLOW, label="Contacts for each new person", shown={WHO_COMES: 6})
def contacts_per_new_person(contacts: Operand, new_people: Operand) -> Operand:
    """Requests for support for each person who begins to be supported [contacts/person]; scalar or array."""
    return ratio(contacts, new_people)


@quantity(unit=HOURS, source="Report Figure 5", only=(PER, "new_people"), pooling="sum", block="", optional=True)
def hours_for_new_people(group_hours: Operand) -> Operand:
    """Hours of the groups for new people, of the published ones assessment and planning [hours/year]."""
    return total(group_hours)


@quantity(unit=HOURS, source="Report Figure 5", only=(PER, "people_served"), pooling="sum", block="", optional=True)
def hours_for_people_supported(group_hours: Operand) -> Operand:
    """Hours of the groups for people supported, of the published ones problem solving and review [hours/year]."""
    return total(group_hours)


@quantity(
    unit=HOURS_ON_PERSON,
    source="Report Figure 5",
    label="Hours on a new person, with every contact and reassessment",
    short="Hours on a new person",
    shown={WHO_COMES: 7},
)
def hours_on_new_person(hours_for_new_people: Operand, new_people: Operand) -> Operand:
    """Hours that go to new people, such as assessment and planning, for each of them: time [hours/person]."""
    return ratio(hours_for_new_people, new_people)


@quantity(
    unit=HOURS_PER_PERSON,
    source="Report Figure 5",
    label="Hours on a person supported",
    optional=True,
    shown={WHO_COMES: 8},
)
def hours_on_person_supported(hours_for_people_supported: Operand, people_served: Operand) -> Operand:
    """Hours that go to people supported, such as review, for each person served: time [hours/person/year]."""
    return ratio(hours_for_people_supported, people_served)


@quantity(
    unit=MONEY_ON_PERSON,
    source="Report Figure 5",
    label="Cost on a new person, with every contact and reassessment",
    short="Cost on a new person",
    shown={WHO_COMES: 9},
)
def cost_on_new_person(hours_on_new_person: Operand, cost_per_hour: Operand) -> Operand:
    """The same hours at today's cost of an hour: a notional value, no cash [£/person]; scalar or array."""
    return hours_on_new_person * cost_per_hour


@quantity(unit=MONEY_PER_PERSON, source="Report Figure 5", label="Cost on a person supported", shown={WHO_COMES: 10})
def cost_on_person_supported(hours_on_person_supported: Operand, cost_per_hour: Operand) -> Operand:
    """The same hours at today's cost of an hour: a notional value, no cash [£/person/year]; scalar or array."""
    return hours_on_person_supported * cost_per_hour
