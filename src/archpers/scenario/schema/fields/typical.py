"""The block `typical_people_per_wte`: how many people a care manager serves in services like this one."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from archpers.scenario.reading.numbers import PEOPLE, problem, read_number
from archpers.scenario.schema.fields.block import Checked, FieldErrors
from archpers.scenario.schema.fields.text_fields import Text


def _people(raw: object) -> float:
    return read_number(raw, PEOPLE)


class TypicalPeople(Checked):
    """How many people a care manager serves in services like this one, beyond which a result is remarked on."""

    low: Annotated[float, BeforeValidator(_people)] = Field(description="Fewest people per WTE", examples=["20"])
    high: Annotated[float, BeforeValidator(_people)] = Field(description="Most people per WTE", examples=["60"])
    source: Text = Field(description="Where the two come from", examples=["Service standard 2024"])

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The two are in order."""
        try:
            low, high = _people(data.get("low")), _people(data.get("high"))
        except PydanticCustomError:  # reported where it stands
            return
        if low > high:
            yield ("low",), problem("is more than the most", "write low and high in this order")
