"""What a scenario file expects of its result, for `archpers check`."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import last_digit, problem, read_number
from archpers.scenario.schema.fields.block import Checked, FieldErrors

ResultNumber: TypeAlias = Annotated[
    float, BeforeValidator(lambda raw: read_number(raw, numbers.RESULT), json_schema_input_type=float | str)
]
Tolerance: TypeAlias = Annotated[
    float, BeforeValidator(lambda raw: read_number(raw, numbers.TOLERANCE), json_schema_input_type=float | str)
]


class Expectation(Checked):
    """What a quantity of the result must be, for `archpers check`: a value with a tolerance, or bounds."""

    value: ResultNumber | None = Field(default=None, description="The expected value, in the unit of the quantity")
    absolute: Tolerance | None = Field(default=None, description="How far off it may be, in the unit of the quantity")
    relative: Tolerance | None = Field(default=None, description="How far off it may be, as a share of value")
    min: ResultNumber | None = Field(default=None, description="The least it may be")
    max: ResultNumber | None = Field(default=None, description="The most it may be")

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """A value has one tolerance; bounds stand alone."""
        given = {key for key in data if key in cls.model_fields}
        if given and given not in ({"value", "absolute"}, {"value", "relative"}, {"min"}, {"max"}, {"min", "max"}):
            remedy = "write {value, absolute}, {value, relative}, {min}, {max} or {min, max}"
            yield (), problem("these keys do not make an expectation", remedy)


def _expectation(raw: object) -> object:
    """Read an expectation; a bare number is met where the result rounds to it at its printed precision."""
    if isinstance(raw, Expectation):
        return raw
    if not isinstance(raw, Mapping):
        value = read_number(raw, numbers.RESULT)
        return {"value": value, "absolute": last_digit(raw if isinstance(raw, str) else repr(raw)) / 2}
    if not raw:
        raise problem("is empty", "write a number, or {value, absolute}, {value, relative}, {min, max}")
    return raw


Expected: TypeAlias = Annotated[
    Expectation, BeforeValidator(_expectation, json_schema_input_type=float | str | Expectation)
]
