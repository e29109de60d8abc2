"""The block `reform`: a slimmed core for everybody, a crisis service for a few."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from archpers.model import QUANTITIES
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import Checked, FieldErrors, field_of, row_of
from archpers.scenario.schema.fields.figure import Count, Hours, Share
from archpers.scenario.schema.fields.rivals import CORE, VOLUME

PER = QUANTITIES["core_activity_volume"].among
"""What the hours of an activity may be given to."""


class CoreActivity(Checked):
    """Hours that the core gives to each of something, and how many of it there are in a year."""

    hours: Hours = field_of("core_activity_hours", "2.5")
    per: Literal[PER] | None = Field(  # type: ignore[valid-type]  # pydantic reads the names themselves
        default=None, description=f"What the hours are given to: {', '.join(PER)}", examples=["contacts"]
    )
    volume: Count | None = field_of("core_activity_volume", "5,200", default=None)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The volume is given once: by what it is counted by, or as a number."""
        yield from VOLUME.problems(data)
        if not {"per", "volume"} & data.keys():
            yield ("per",), problem("the volume is not given", f"write per: and one of {', '.join(PER)}, or volume")


class Reform(Checked):
    """The reformed service: a slimmed core for everybody, a crisis service for a few."""

    core_hours_per_person: dict[str, Hours] | None = row_of(
        "core_function_hours_per_person", "{first_contact: 2.5, ...}", min_length=1, default=None
    )
    core_activities: dict[str, CoreActivity] | None = Field(
        default=None,
        description="The core by what comes in a year, in place of core_hours_per_person: function -> hours and volume",
        examples=["{first_contact: {hours: 2.5, per: contacts}, ...}"],
        min_length=1,
    )
    crisis_share: Share = field_of("crisis_share", "20%")
    crisis_hours_per_person: Hours = field_of("crisis_hours_per_person", "35")

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The core is given once: by person served, or by what comes in a year."""
        yield from CORE.problems(data)
        if not {"core_hours_per_person", "core_activities"} & data.keys():
            remedy = "write core_hours_per_person: {first_contact: 2.5, ...}"
            yield ("core_hours_per_person",), problem("this key is missing", remedy)
