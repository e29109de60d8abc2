"""What is built up where a file gives it: working time from weekdays, cost from pay and overheads."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from archpers.model import QUANTITIES
from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import FieldErrors, SchemaBlock, field_of
from archpers.scenario.schema.fields.figure import DaysOff, Heads, HoursAWeek, Money, Share, Weekdays, number_in
from archpers.scenario.schema.fields.of_year import OfYear
from archpers.scenario.schema.fields.text_fields import Year

_ABSENCES = QUANTITIES["absence_days"].parameters


class WorkingTime(OfYear):
    """Which of the paid days and hours are left for care management."""

    lacking = "the weekdays of the year are not given"
    constants = ("weekdays_per_year", "bank_holidays")

    financial_year: Year | None = Field(
        default=None,
        description="Financial year whose weekdays and bank holidays, in England, count; stated ones go first",
        examples=["2026-27"],
    )
    weekdays_per_year: Weekdays | None = field_of("weekdays_per_year", "261", default=None)
    bank_holidays: DaysOff | None = field_of("bank_holidays", "10", default=None)
    annual_leave_days: DaysOff = field_of("annual_leave_days", "28")
    sickness_days: DaysOff = field_of("sickness_days", "9")
    training_days: DaysOff | None = field_of("training_days", "5", default=None)
    other_absence_days: DaysOff | None = field_of("other_absence_days", "1", default=None)
    contracted_hours_per_week: HoursAWeek = field_of("contracted_hours_per_week", "37")
    time_on_care_management: Share | None = field_of("time_on_care_management", "85%", default=None)

    @classmethod
    def of_year(cls, year: str) -> tuple[str, tuple[float, ...]]:
        """Return weekdays and bank holidays of a financial year, and where they are from."""
        from archpers.data.calendar import calendar_constants, working_year  # few files need it

        return f"calendar of England for {year}: {calendar_constants().vintage}", working_year(year)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The year is one that the calendar has, or both its numbers are stated; some days are left to work."""
        yield from super().structure(data)
        absences = [number_in(data.get(key), numbers.DAYS_OFF, 0.0) for key in _ABSENCES]
        weekdays = number_in(data.get("weekdays_per_year"), numbers.WEEKDAYS)
        if sum(absences) >= weekdays:
            message = f"{sum(absences):g} days of absence leave none of {weekdays:g} weekdays to work"
            yield ("annual_leave_days",), problem(message, "write fewer days of absence")


class EmployerNI(OfYear):
    """Employer National Insurance: of a financial year, or stated."""

    lacking = "employer National Insurance is not given in full"
    constants = ("rate", "threshold")

    financial_year: Year | None = Field(
        default=None,
        description="Financial year whose rate and threshold count; stated ones go first",
        examples=["2026-27"],
    )
    rate: Share | None = field_of("ni_rate", "15%", default=None)
    threshold: Money | None = field_of("ni_threshold", "£5,000", default=None)

    @classmethod
    def of_year(cls, year: str) -> tuple[str, tuple[float, ...]]:
        """Return rate and threshold of a financial year, and where they are from."""
        from archpers.data.constants import constants  # few files need it
        from archpers.data.employer_ni import employer_ni

        return f"employer National Insurance of {year}: {constants('employer_ni').vintage}", employer_ni(year)


class Employment(SchemaBlock):
    """What a post costs: pay and what comes on top of it."""

    salary_per_wte: Money = field_of("salary_per_wte", "£41,771")
    heads_per_wte: Heads | None = field_of("heads_per_wte", "1.12", default=None)
    employer_ni: EmployerNI = Field(description="Employer National Insurance", examples=["{financial_year: 2026-27}"])
    pension_rate: Share = field_of("pension_rate", "19.8%")
    levy_rate: Share | None = field_of("levy_rate", "0.5%", default=None)


class Overheads(SchemaBlock):
    """What comes on top of employment cost, and stays when a post goes."""

    direct: Share | None = field_of("direct_overhead_share", "10%", default=None)
    indirect: Share | None = field_of("indirect_overhead_share", "16%", default=None)
    capital_per_wte: Money | None = field_of("capital_cost_per_wte", "£2,100", default=None)
