"""Direct and indirect time: how much of the time is direct work with people, and what an hour of that costs."""

from archpers.model.arithmetic import ratio, total
from archpers.model.definition import DIRECT_TIME, Operand
from archpers.model.registry import quantity
from archpers.model.time_use import CONTACT
from archpers.units import HOURS, HOURS_PER_HOUR, MONEY_PER_HOUR, SHARE

_PSSRU = "PSSRU, Unit Costs of Health and Social Care: ratio of direct to indirect time"


@quantity(unit=HOURS, source=_PSSRU, only=(CONTACT, "direct"), pooling="sum", optional=True, shown={DIRECT_TIME: 1})
def direct_hours(function_hours: Operand) -> Operand:
    """Hours of the functions that are marked as direct work with people: time [hours/year]; scalar or array."""
    return total(function_hours)


@quantity(unit=HOURS, source=_PSSRU, only=(CONTACT, "indirect"), pooling="sum", optional=True, shown={DIRECT_TIME: 2})
def indirect_hours(function_hours: Operand) -> Operand:
    """Hours of the functions that are marked as indirect, what goes with direct work: time [hours/year]."""
    return total(function_hours)


@quantity(unit=SHARE, source=_PSSRU, label="Share of the marked time that is direct", shown={DIRECT_TIME: 3})
def direct_time_share(direct_hours: Operand, indirect_hours: Operand) -> Operand:
    """Direct hours as a share of direct and indirect hours; what is not marked is in neither [share]."""
    return ratio(direct_hours, direct_hours + indirect_hours)


@quantity(
    unit=HOURS_PER_HOUR,
    source=_PSSRU,
    label="Direct to indirect time, 1:x",
    shown={DIRECT_TIME: 4},
)
def indirect_hours_per_direct_hour(indirect_hours: Operand, direct_hours: Operand) -> Operand:
    """Indirect hours that go with each direct hour: the x of the ratio 1:x [hours/hour]; scalar or array."""
    return ratio(indirect_hours, direct_hours)


@quantity(unit=MONEY_PER_HOUR, source=_PSSRU, label="Cost per direct hour", shown={DIRECT_TIME: 5})
def cost_per_direct_hour(cost_per_hour: Operand, indirect_hours_per_direct_hour: Operand) -> Operand:
    """Cost of an hour of direct work, with the indirect time that goes with it: a notional value, no cash [£/hour]."""
    return cost_per_hour * (1 + indirect_hours_per_direct_hour)
