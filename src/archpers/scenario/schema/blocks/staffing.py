"""The block `staffing`: how much care-management time there is."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from archpers.model import QUANTITIES
from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import Checked, FieldErrors, field_of
from archpers.scenario.schema.fields.figure import (
    DaysAYear,
    DaysOff,
    HoursADay,
    HoursAWeek,
    HoursAYear,
    Share,
    SomeWte,
    Weekdays,
    Wte,
    number_in,
)
from archpers.scenario.schema.fields.of_year import OfYear
from archpers.scenario.schema.fields.rivals import HOURS, STAFF
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


class Staffing(Checked):
    """How much care-management time there is."""

    care_managers_wte: Wte | None = field_of("care_managers_wte", "11", default=None)
    working_days_per_year: DaysAYear | None = field_of("working_days_per_year", "220", default=None)
    working_hours_per_day: HoursADay | None = field_of("working_hours_per_day", "8", default=None)
    hours_per_year: HoursAYear | None = field_of("total_hours", "19,360", default=None)
    established_wte: Wte | None = field_of("established_wte", "68", default=None)
    vacancy_share: Share | None = field_of("vacancy_share", "9%", default=None)
    agency_wte: SomeWte | None = field_of("agency_wte", "3", default=None)
    working_time: WorkingTime | None = Field(
        default=None, description="How days and hours come about, in place of working_days_per_year and the rest"
    )

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """Care managers are given once, and hours once: as a total, as days and hours, or built up."""
        yield from STAFF.problems(data)
        yield from HOURS.problems(data)
        yield from cls._staff(data)
        parts = [key for key in ("working_days_per_year", "working_hours_per_day") if key in data]
        if not {"hours_per_year", "working_time"} & data.keys() and len(parts) < 2:
            missing = "working_hours_per_day" if "working_days_per_year" in data else "working_days_per_year"
            remedy = (
                f"write {missing} too"
                if parts
                else "write working_days_per_year and working_hours_per_day, or hours_per_year for the whole team"
            )
            yield (missing,), problem("the hours of the team are not given", remedy)

    @classmethod
    def _staff(cls, data: Mapping[str, Any]) -> FieldErrors:
        if not {"care_managers_wte", "established_wte"} & data.keys():
            yield ("care_managers_wte",), problem("this key is missing", "write care_managers_wte: 11")
        if "vacancy_share" in data and "established_wte" not in data:
            remedy = "write established_wte in place of care_managers_wte, or delete vacancy_share"
            yield ("vacancy_share",), problem("a share of vacancies needs the established posts", remedy)
        there = number_in(data.get("care_managers_wte"), numbers.WTE)
        agency = number_in(data.get("agency_wte"), numbers.SOME_WTE)
        if agency > there:
            message = f"agency staff are among the care managers, of whom there are {there:g}"
            yield ("agency_wte",), problem(message, "write agency_wte of care_managers_wte or less")
