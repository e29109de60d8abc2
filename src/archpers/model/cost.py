"""What an hour costs: employment cost by post, other direct cost, agency staff and overheads."""

from archpers.model.definition import HOUR_COSTS, OVERVIEW, TODAY, YEAR_BY_YEAR, Operand
from archpers.model.registry import above, declare, on_sums, quantity, ratio
from archpers.units import MONEY, MONEY_PER_HOUR, MONEY_PER_PERSON, MONEY_PER_WTE, PEOPLE_PER_WTE, SHARE, WTE

_PSSRU = "PSSRU, Unit Costs of Health and Social Care: schema of a unit cost"
_NI = "Class 1 secondary National Insurance contributions"

declare("salary_per_wte", MONEY_PER_WTE, "Pay of a full-time post, with allowances", _PSSRU, optional=True)
declare(
    "heads_per_wte",
    PEOPLE_PER_WTE,
    "People employed for each whole-time equivalent, each with a threshold of their own",
    _NI,
    neutral=1.0,
    optional=True,
)
declare("ni_rate", SHARE, "Employer National Insurance, as a share of pay above the threshold", _NI, optional=True)
declare(
    "ni_threshold",
    MONEY_PER_PERSON,
    "Pay of a person below which no employer National Insurance is due",
    _NI,
    optional=True,
)
declare(
    "pension_rate",
    SHARE,
    "Employer pension contribution as a share of pay: the primary rate, as deficit contributions go with no post",
    _PSSRU,
    optional=True,
)
declare("levy_rate", SHARE, "Apprenticeship levy as a share of pay", _PSSRU, neutral=0.0, optional=True)
declare(
    "other_cost_per_wte",
    MONEY_PER_WTE,
    "Other cost that goes with a post, such as travel and equipment",
    _PSSRU,
    neutral=0.0,
    optional=True,
)
declare(
    "agency_cost_per_wte",
    MONEY_PER_WTE,
    "What an agency is paid for a whole-time equivalent, for as many hours of work as an own post gives",
    _PSSRU,
    neutral=0.0,
    optional=True,
)
declare(
    "direct_overhead_share",
    SHARE,
    "Direct overheads, such as team managers and offices, as a share of employment cost",
    _PSSRU,
    neutral=0.0,
    optional=True,
)
declare(
    "indirect_overhead_share",
    SHARE,
    "Indirect overheads, such as finance and human resources, as a share of employment cost",
    _PSSRU,
    neutral=0.0,
    optional=True,
)
declare(
    "capital_cost_per_wte",
    MONEY_PER_WTE,
    "Cost of buildings and equipment for a whole-time equivalent",
    _PSSRU,
    neutral=0.0,
    optional=True,
)


@quantity(
    unit=MONEY_PER_WTE, source=_NI, label="Employer National Insurance of a full-time post", shown={HOUR_COSTS: 11}
)
def employer_ni_per_wte(
    ni_rate: Operand, heads_per_wte: Operand, salary_per_wte: Operand, ni_threshold: Operand
) -> Operand:
    """Employer National Insurance for a full-time post: cash [£/WTE/year]; scalar or array."""
    return ni_rate * heads_per_wte * above(ratio(salary_per_wte, heads_per_wte), ni_threshold)


@quantity(unit=MONEY_PER_WTE, source=_PSSRU, label="Employer pension of a full-time post", shown={HOUR_COSTS: 12})
def employer_pension_per_wte(salary_per_wte: Operand, pension_rate: Operand) -> Operand:
    """Employer pension contribution for a full-time post, at the primary rate: cash [£/WTE/year]; scalar or array."""
    return salary_per_wte * pension_rate


@quantity(unit=MONEY_PER_WTE, source=_PSSRU, label="Apprenticeship levy of a full-time post", shown={HOUR_COSTS: 13})
def apprenticeship_levy_per_wte(salary_per_wte: Operand, levy_rate: Operand) -> Operand:
    """Apprenticeship levy for a full-time post: cash [£/WTE/year]; scalar or array."""
    return salary_per_wte * levy_rate


@quantity(unit=MONEY_PER_WTE, source=_PSSRU, label="Employment cost of a full-time post", shown={HOUR_COSTS: 14})
def employment_cost_per_wte(
    salary_per_wte: Operand,
    employer_ni_per_wte: Operand,
    employer_pension_per_wte: Operand,
    apprenticeship_levy_per_wte: Operand,
) -> Operand:
    """Pay and on-costs of a full-time post: cash [£/WTE/year]; scalar or array."""
    return salary_per_wte + employer_ni_per_wte + employer_pension_per_wte + apprenticeship_levy_per_wte


@on_sums("employment_cost_per_wte")
def _employment_cost_per_wte_on_sums(employment_cost: Operand, employed_wte: Operand) -> Operand:
    return ratio(employment_cost, employed_wte)


@quantity(unit=WTE, source=_PSSRU, label="Care managers in own posts", pooling="sum", shown={HOUR_COSTS: 15})
def employed_wte(care_managers_wte: Operand, agency_wte: Operand) -> Operand:
    """Care managers on the own payroll [WTE]; scalar or array."""
    return care_managers_wte - agency_wte


@quantity(unit=MONEY, source=_PSSRU, label="Pay and on-costs", pooling="sum", shown={HOUR_COSTS: 16})
def employment_cost(employed_wte: Operand, employment_cost_per_wte: Operand) -> Operand:
    """Pay and on-costs of all own posts: cash [£/year]; scalar or array."""
    return employed_wte * employment_cost_per_wte


@quantity(unit=MONEY, source=_PSSRU, pooling="sum", shown={HOUR_COSTS: 17})
def other_direct_cost(employed_wte: Operand, other_cost_per_wte: Operand) -> Operand:
    """Other cost that goes with the own posts: cash [£/year]; scalar or array."""
    return employed_wte * other_cost_per_wte


@quantity(unit=MONEY, source=_PSSRU, pooling="sum", shown={HOUR_COSTS: 18})
def agency_cost(agency_wte: Operand, agency_cost_per_wte: Operand) -> Operand:
    """What agencies are paid: cash [£/year]; scalar or array."""
    return agency_wte * agency_cost_per_wte


@quantity(unit=MONEY, source=_PSSRU, pooling="sum", shown={HOUR_COSTS: 19})
def direct_overheads(employment_cost: Operand, direct_overhead_share: Operand) -> Operand:
    """Overheads of the service itself, a notional value: they stay when a post goes [£/year]; scalar or array."""
    return employment_cost * direct_overhead_share


@quantity(unit=MONEY, source=_PSSRU, pooling="sum", shown={HOUR_COSTS: 20})
def indirect_overheads(employment_cost: Operand, indirect_overhead_share: Operand) -> Operand:
    """Overheads of the authority, a notional value: they stay when a post goes [£/year]; scalar or array."""
    return employment_cost * indirect_overhead_share


@quantity(unit=MONEY, source=_PSSRU, pooling="sum", shown={HOUR_COSTS: 21})
def capital_overheads(care_managers_wte: Operand, capital_cost_per_wte: Operand) -> Operand:
    """Buildings and equipment, a notional value: they stay when a post goes [£/year]; scalar or array."""
    return care_managers_wte * capital_cost_per_wte


@quantity(
    unit=MONEY,
    source="Toolkit Table 4",
    pooling="sum",
    whole=TODAY,
    shown={YEAR_BY_YEAR: 3, OVERVIEW: 2, HOUR_COSTS: 22},
    optional=False,
)
def total_cost(
    employment_cost: Operand,
    other_direct_cost: Operand,
    agency_cost: Operand,
    direct_overheads: Operand,
    indirect_overheads: Operand,
    capital_overheads: Operand,
) -> Operand:
    """Cost of care management, with on-costs where identifiable [£/year]; scalar or array."""
    return employment_cost + other_direct_cost + agency_cost + direct_overheads + indirect_overheads + capital_overheads


@quantity(
    unit=MONEY_PER_HOUR, source="follows from the working time", label="Cost of a paid hour", shown={HOUR_COSTS: 9}
)
def cost_per_paid_hour(total_cost: Operand, care_managers_wte: Operand, paid_hours_per_wte: Operand) -> Operand:
    """Cost of one hour that is paid for, at work or not: dearer is an hour of care management [£/hour]."""
    return ratio(total_cost, care_managers_wte * paid_hours_per_wte)
