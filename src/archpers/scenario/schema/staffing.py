"""The block `staffing`: how much care-management time there is."""

from collections.abc import Mapping
from typing import Any

from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.block import Checked, FieldErrors, field_of
from archpers.scenario.schema.figure import DaysAYear, HoursADay, HoursAYear, Wte


class Staffing(Checked):
    """How much care-management time there is."""

    care_managers_wte: Wte = field_of("care_managers_wte", "11")
    working_days_per_year: DaysAYear | None = field_of("working_days_per_year", "220", default=None)
    working_hours_per_day: HoursADay | None = field_of("working_hours_per_day", "8", default=None)
    hours_per_year: HoursAYear | None = field_of("total_hours", "19,360", default=None)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """Hours are given once: as a total, or as days and hours."""
        parts = [key for key in ("working_days_per_year", "working_hours_per_day") if key in data]
        if "hours_per_year" in data and parts:
            yield (
                ("hours_per_year",),
                problem(
                    f"the hours are given twice, here and by {' and '.join(parts)}",
                    f"delete hours_per_year, or delete {' and '.join(parts)}",
                ),
            )
        elif "hours_per_year" not in data and len(parts) < 2:
            missing = "working_hours_per_day" if "working_days_per_year" in data else "working_days_per_year"
            remedy = (
                f"write {missing} too"
                if parts
                else "write working_days_per_year and working_hours_per_day, or hours_per_year for the whole team"
            )
            yield (missing,), problem("the hours of the team are not given", remedy)
