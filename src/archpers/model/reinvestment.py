"""Reinvestment: what the cash that is released would buy, form by form of support."""

from archpers.model.definition import BOUGHT, Operand
from archpers.model.registry import axis, declare, quantity, ratio, total
from archpers.units import HOURS, HOURS_PER_HOUR, HOURS_PER_PERSON, MONEY, MONEY_PER_HOUR, PEOPLE_PER_YEAR, SHARE

FORM_LABELS = {
    "information_networks": "Information networks",
    "peer_support": "Peer support",
    "community_supports": "Community supports",
    "support_services": "Support services",
    "professional_advice": "Professional advice",
}
"""The five forms of support (Toolkit Table 1), in its order."""

FORM = axis("form_of_support", FORM_LABELS)

_TABLE = "Toolkit Table 1"

declare(
    "reinvestment_share",
    SHARE,
    "Share of the cash released that goes into this form of support",
    "local assumption",
    each=FORM,
    pooling="once for all",
    optional=True,
)
declare(
    "form_cost_per_hour",
    MONEY_PER_HOUR,
    "Cost of an hour of this form of support",
    "local assumption",
    each=FORM,
    pooling="once for all",
    optional=True,
)
declare(
    "form_hours_per_person",
    HOURS_PER_PERSON,
    "Hours a year that a person gets of this form of support",
    "local assumption",
    each=FORM,
    pooling="once for all",
    optional=True,
)


@quantity(unit=MONEY, source=_TABLE, each=FORM, pooling="sum", label="Money", shown={BOUGHT: 1})
def form_budget(reinvestment_share: Operand, cash_releasing_value: Operand) -> Operand:
    """Cash that goes into this form of support [£/year]; scalar or array."""
    return reinvestment_share * cash_releasing_value


@quantity(unit=HOURS, source=_TABLE, each=FORM, pooling="sum", label="Hours bought", shown={BOUGHT: 2})
def form_hours(form_budget: Operand, form_cost_per_hour: Operand) -> Operand:
    """Hours of this form of support that the money buys [hours/year]; scalar or array."""
    return ratio(form_budget, form_cost_per_hour)


@quantity(unit=PEOPLE_PER_YEAR, source=_TABLE, each=FORM, pooling="sum", label="People reached", shown={BOUGHT: 3})
def form_people(form_hours: Operand, form_hours_per_person: Operand) -> Operand:
    """People whom this form reaches; one reached by two forms counts in both, so there is no total [people/year]."""
    return ratio(form_hours, form_hours_per_person)


@quantity(unit=MONEY, source=_TABLE, pooling="sum", label="Reinvested", shown={BOUGHT: 4})
def reinvested_value(form_budget: Operand) -> Operand:
    """Cash that is reinvested, over all forms of support [£/year]; scalar or array."""
    return total(form_budget)


@quantity(unit=HOURS, source=_TABLE, pooling="sum", shown={BOUGHT: 5})
def reinvested_hours(form_hours: Operand) -> Operand:
    """Hours that the reinvested cash buys, over all forms of support [hours/year]; scalar or array."""
    return total(form_hours)


@quantity(unit=MONEY, source=_TABLE, pooling="sum", label="Cash kept", shown={BOUGHT: 6})
def cash_kept(cash_releasing_value: Operand, reinvested_value: Operand) -> Operand:
    """Cash released that is not reinvested [£/year]; scalar or array."""
    return cash_releasing_value - reinvested_value


@quantity(
    unit=HOURS_PER_HOUR,
    source="follows from Toolkit Table 1",
    label="Hours bought for an hour released",
    shown={BOUGHT: 7},
)
def hours_bought_per_hour_released(reinvested_hours: Operand, released_hours: Operand) -> Operand:
    """Hours of support bought for each hour of care management released [hours/hour]; scalar or array."""
    return ratio(reinvested_hours, released_hours)
