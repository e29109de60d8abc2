"""What a named option may say at a path: a value, a row of values, or nothing."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator

from archpers.scenario.reading.numbers import problem

NO_SINGLE_VALUE = "is not a single value", "write PATH: VALUE, such as reform.crisis_share: 30%"
"""What is wrong with a block as the value of an option, and what to write."""


def _plain_value(raw: object) -> object:
    below = raw.values() if isinstance(raw, Mapping) else [raw]
    if any(isinstance(part, Mapping | list) for part in below):
        raise problem(*NO_SINGLE_VALUE)
    return raw


OptionValue: TypeAlias = Annotated[str | float | dict[str, str | float | None] | None, BeforeValidator(_plain_value)]
"""A value, a row of values, or nothing, which takes the key away."""
