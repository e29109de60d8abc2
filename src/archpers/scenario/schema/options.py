"""What a named option may say at a path: a value, a row of values, or nothing."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator

from archpers.scenario.reading.numbers import problem

NO_SINGLE_VALUE = "is not a single value", "write PATH: VALUE, such as reform.crisis_share: 30%"
"""What is wrong with a block as the value of an option, and what to write."""


def is_plain(raw: object) -> bool:
    """Say whether something is a value, a row of values, or nothing."""
    below = raw.values() if isinstance(raw, Mapping) else [raw]
    return not any(isinstance(part, Mapping | list) for part in below)


def _plain_value(raw: object) -> object:
    if not is_plain(raw):
        raise problem(*NO_SINGLE_VALUE)
    return raw


OptionValue: TypeAlias = Annotated[str | float | dict[str, str | float | None] | None, BeforeValidator(_plain_value)]
"""A value, a row of values, or nothing, which takes the key away."""
