"""The block `staffing`: how much care-management time there is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import Checked, FieldErrors, field_of
from archpers.scenario.schema.fields.figure import (
    DaysAYear,
    HoursADay,
    HoursAYear,
    Share,
    SomeWte,
    Wte,
    number_in,
)
from archpers.scenario.schema.fields.later import Later
from archpers.scenario.schema.fields.rivals import HOURS, STAFF

if TYPE_CHECKING:  # few files build working time up
    from archpers.scenario.schema.blocks.build_up import WorkingTime
else:
    WorkingTime = Annotated[Any, Later("blocks.build_up", "WorkingTime")]


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
