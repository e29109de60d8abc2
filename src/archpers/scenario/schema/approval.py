"""The block `approval`: what the scenario is for, who made, checked and approved it, and until when that holds."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import Checked, FieldErrors
from archpers.scenario.schema.fields.text_fields import Date, OneLine, Text, order_problem

# The JSON Schema is for files, where 1.2 reads as a number.
Version = Annotated[OneLine, WithJsonSchema({"type": ["string", "number"]})]


class Approval(Checked):
    """What the file as it stands was approved for; the model takes nothing from it."""

    purpose: Text | None = Field(
        default=None, description="What the scenario is for", examples=["Cabinet paper of 12 October 2026"]
    )
    author: OneLine | None = Field(default=None, description="Who made the scenario", examples=["A. Analyst"])
    reviewer: OneLine | None = Field(
        default=None, description="Who checked it: somebody other than its author", examples=["C. Reviewer"]
    )
    approver: OneLine | None = Field(
        default=None, description="Who answers for its use for the purpose", examples=["D. Director"]
    )
    approved: Date | None = Field(
        default=None, description="When it was approved: year, month or day", examples=["2026-09-30"]
    )
    version: Version | None = Field(default=None, description="Version of the scenario", examples=["1.2"])
    limitations: Text | None = Field(
        default=None,
        description="What it must not be used for, and what is known to be missing",
        examples=["Not for staffing of single teams"],
    )
    valid_until: Date | None = Field(
        default=None,
        description="Until when the approval holds: year, month or day, of which the last day counts",
        examples=["2027-03-31"],
    )

    def said(self) -> Iterator[tuple[str, str]]:
        """Yield what it says, on one line each, with its label."""
        for key, value in self.model_dump().items():
            if value is not None:
                yield key.replace("_", " ").capitalize(), " ".join(value.split())

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """Somebody approved it, and not for a time that is over before."""
        if data.get("approved") is not None and data.get("approver") is None:
            yield ("approved",), problem("says when, but not by whom", "write approver: D. Director too")
        yield from order_problem(data, "valid_until", "approved", "lies before the approval")
