"""Working time: which of the paid days and hours of a care manager are left for care management."""

from archpers.model.arithmetic import ratio
from archpers.model.definition import HOUR_COSTS, Operand
from archpers.model.registry import declare, quantity
from archpers.units import DAYS_PER_WTE, DAYS_PER_YEAR, HOURS_PER_DAY, HOURS_PER_WEEK, HOURS_PER_WTE, SHARE

_WISN = "WHO (2010), Workload Indicators of Staffing Need: available working time"

declare(
    "weekdays_per_year",
    DAYS_PER_YEAR,
    "Days from Monday to Friday in the year, bank holidays included",
    _WISN,
    optional=True,
)
declare("bank_holidays", DAYS_PER_YEAR, "Bank holidays that fall on a weekday of the year", _WISN, optional=True)
declare(
    "annual_leave_days",
    DAYS_PER_WTE,
    "Days of annual leave that a full-time post takes in a year",
    _WISN,
    optional=True,
)
declare(
    "sickness_days", DAYS_PER_WTE, "Working days lost to sickness in a year, by full-time post", _WISN, optional=True
)
declare(
    "training_days",
    DAYS_PER_WTE,
    "Days of training and study that a full-time post takes",
    _WISN,
    neutral=0.0,
    optional=True,
)
declare(
    "other_absence_days",
    DAYS_PER_WTE,
    "Days of any other absence, such as special leave, by full-time post",
    _WISN,
    neutral=0.0,
    optional=True,
)
declare(
    "contracted_hours_per_week",
    HOURS_PER_WEEK,
    "Hours a week in the contract of a full-time post",
    _WISN,
    optional=True,
)
declare(
    "time_on_care_management",
    SHARE,
    "Share of the hours at work that go to the functions, the rest being support time that they do not hold",
    "WHO (2010), Workload Indicators of Staffing Need: category allowance",
    neutral=1.0,
    optional=True,
)


@quantity(unit=DAYS_PER_WTE, source=_WISN, label="Days of absence of a full-time post", shown={HOUR_COSTS: 1})
def absence_days(
    bank_holidays: Operand,
    annual_leave_days: Operand,
    sickness_days: Operand,
    training_days: Operand,
    other_absence_days: Operand,
) -> Operand:
    """Weekdays of the year on which a full-time post does not work [days/WTE/year]; scalar or array."""
    return bank_holidays + annual_leave_days + sickness_days + training_days + other_absence_days


@quantity(unit=DAYS_PER_YEAR, source="Toolkit Table 4", given_apart=True, shown={HOUR_COSTS: 2})
def working_days_per_year(weekdays_per_year: Operand, absence_days: Operand) -> Operand:
    """Days a year that one whole-time-equivalent care manager works [days/year]; scalar or array."""
    return weekdays_per_year - absence_days


@quantity(unit=HOURS_PER_DAY, source=_WISN, shown={HOUR_COSTS: 3})
def contracted_hours_per_day(contracted_hours_per_week: Operand) -> Operand:
    """Hours a day in the contract of a full-time post, of five days a week [hours/day]; scalar or array."""
    return ratio(contracted_hours_per_week, 5)


@quantity(unit=HOURS_PER_DAY, source="Toolkit Table 4", given_apart=True, shown={HOUR_COSTS: 4})
def working_hours_per_day(contracted_hours_per_day: Operand, time_on_care_management: Operand) -> Operand:
    """Hours that one whole-time-equivalent care manager works on such a day [hours/day]; scalar or array."""
    return contracted_hours_per_day * time_on_care_management


@quantity(unit=HOURS_PER_WTE, source=_WISN, label="Paid hours of a full-time post", shown={HOUR_COSTS: 5})
def paid_hours_per_wte(weekdays_per_year: Operand, contracted_hours_per_day: Operand) -> Operand:
    """Hours a year that a full-time post is paid for, at work or not [hours/WTE/year]; scalar or array."""
    return weekdays_per_year * contracted_hours_per_day


@quantity(unit=HOURS_PER_WTE, source=_WISN, label="Available hours of a full-time post", shown={HOUR_COSTS: 6})
def available_hours_per_wte(working_days_per_year: Operand, contracted_hours_per_day: Operand) -> Operand:
    """Hours a year that a full-time post is at work: WISN's available working time [hours/WTE/year]."""
    return working_days_per_year * contracted_hours_per_day


@quantity(
    unit=SHARE,
    source="follows from the working time",
    label="Share of paid hours that is productive",
    shown={HOUR_COSTS: 8},
)
def productive_share(hours_per_wte: Operand, paid_hours_per_wte: Operand) -> Operand:
    """Share of the paid hours that goes to care management [share]; scalar or array."""
    return ratio(hours_per_wte, paid_hours_per_wte)
