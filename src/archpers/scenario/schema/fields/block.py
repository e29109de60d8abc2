"""A set of keys as a frozen pydantic model: all that is wrong with it is reported at once, and its fields are described
by the model's own words for what they give, in the JSON Schema too.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from archpers.model.registry import described
from archpers.model.time_use import FUNCTION_LABELS
from archpers.scenario.reading.numbers import problem

FieldErrors: TypeAlias = Iterator[tuple[tuple[str, ...], PydanticCustomError]]


class SchemaBlock(BaseModel):
    """A set of keys: unknown ones are refused, and nothing changes once it is read."""

    # One validator for the whole file, built when it is first used, instead of one for each class.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def keys_of(block: Any) -> Mapping[str, Any]:
    """Return the keys of a block, be it read or not yet; none where it is no set of keys."""
    if isinstance(block, BaseModel):
        found = {key: getattr(block, key) for key in type(block).model_fields}
        return {key: value for key, value in found.items() if value is not None}
    return block if isinstance(block, Mapping) else {}


class Checked(SchemaBlock):
    """A block whose keys depend on one another."""

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """Yield what is wrong with the keys themselves: their path within the block, and the problem."""
        yield from ()

    @classmethod
    def evidence(cls, data: Mapping[str, Any]) -> FieldErrors:
        """Yield what evidence a file must have and has not; a number that is put in to try it out needs none."""
        yield from ()

    @classmethod
    def completed(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the keys with those that follow from others, such as the constants of a year."""
        return data

    @model_validator(mode="wrap")
    @classmethod
    def _validate(cls, data: Any, handler: Any, info: ValidationInfo) -> Any:
        """Report what is wrong with the keys beside what is wrong with their values, all at once.

        The context holds the paths at which numbers are put in to try them out.
        """
        errors: list[InitErrorDetails] = []
        if isinstance(data, Mapping):
            data, tried = cls.completed(data), info.context or ()
            found = [*cls.structure(data), *(each for each in cls.evidence(data) if each[0] not in tried)]
            errors = [InitErrorDetails(type=error, loc=loc, input=None) for loc, error in found]
        return with_more(errors, cls.__name__, lambda: handler(data))


def with_more(errors: list[InitErrorDetails], title: str, validate: Callable[[], Any]) -> Any:
    """Return what a validator makes; raise its errors together with those that were found before."""
    try:
        made = validate()
    except ValidationError as error:
        if not errors:
            raise
        errors.extend(_again(details) for details in error.errors(include_url=False))
    if errors:
        raise ValidationError.from_exception_data(title, errors)
    return made


def _again(details: Any) -> InitErrorDetails:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "archpers":
        kind = problem(**context)
    return InitErrorDetails(type=kind, loc=details["loc"], input=details["input"], ctx=context)


class Members(NamedTuple):
    """Marks a set of rows, or a row, whose key is a member of an axis."""

    axis: str
    home: str = ""
    """The key of a row that names the member of another axis that it belongs to."""
    label: str = ""
    """The key of a row that holds its label; empty: its own key is its label."""


class Gives:
    """What a field gives to the model, and how that is told in the JSON Schema."""

    def __init__(self, name: str, keys: Mapping[str, str] | None = None) -> None:
        """Take the name of the input or quantity, and the keys of a row that editors complete."""
        self.name = name
        self.keys = keys

    def __call__(self, schema: dict[str, Any]) -> None:
        """Add the unit, and the keys of a row."""
        unit = described(self.name).unit.text
        schema["unit"] = unit
        if self.keys is not None:
            row = schema if "additionalProperties" in schema else schema["anyOf"][0]
            value = row["additionalProperties"]
            row["properties"] = {k: {**value, "description": label, "unit": unit} for k, label in self.keys.items()}


def field_of(name: str, example: str, keys: Mapping[str, str] | None = None, **options: Any) -> Any:
    """Describe a field by the model's own words for the input or quantity that it gives."""
    unit = described(name).unit
    description = f"{described(name).meaning.removesuffix(f' [{unit}]; scalar or array.')} [{unit}]"
    return Field(description=description, examples=[example], json_schema_extra=Gives(name, keys), **options)


def row_of(name: str, example: str, keys: Mapping[str, str] = FUNCTION_LABELS, **options: Any) -> Any:
    """Describe a row of values by the model's own words, and name its keys, so that editors complete them."""
    return field_of(name, example, keys, **options)
