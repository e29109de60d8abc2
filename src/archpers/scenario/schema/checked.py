"""A set of keys as a frozen pydantic model that reports all that is wrong with it at once."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from archpers.scenario.reading.numbers import problem

Errors: TypeAlias = Iterator[tuple[tuple[str, ...], PydanticCustomError]]


class Block(BaseModel):
    """A set of keys: unknown ones are refused, and nothing changes once it is read."""

    # One validator for the whole file, built when it is first used, instead of one for each class.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Checked(Block):
    """A block whose keys depend on one another."""

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """Yield what is wrong with the keys themselves: their path within the block, and the problem."""
        yield from ()

    @model_validator(mode="wrap")
    @classmethod
    def _validate(cls, data: Any, handler: Any) -> Any:
        """Report what is wrong with the keys beside what is wrong with their values, all at once."""
        errors: list[InitErrorDetails] = []
        if isinstance(data, Mapping):
            errors = [InitErrorDetails(type=error, loc=loc, input=None) for loc, error in cls.structure(data)]
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
