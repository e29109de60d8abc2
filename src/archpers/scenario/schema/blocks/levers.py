"""The block `levers`: why the functions would take less time, each with its source."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from pydantic import Field

from archpers.model.levers import GEARS
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.blocks.function_sets import unknown_function
from archpers.scenario.schema.fields.block import FieldErrors, SchemaBlock, field_of, keys_of
from archpers.scenario.schema.fields.figure import Change, Share
from archpers.scenario.schema.fields.text_fields import OneLine

_DIRECTIONS = "; ".join(
    f"{key}: takes less time if {gear.less}, and more if {gear.more}" for key, gear in GEARS.items()
)


class Lever(SchemaBlock):
    """One reason why a function would take less time, or more."""

    gear: Literal[tuple(GEARS)] = Field(  # type: ignore[valid-type]  # pydantic reads the names themselves
        description=f"Area of the report's Table 3. {_DIRECTIONS}", examples=["design_services"]
    )
    function: OneLine = Field(description="Function whose time it acts on", examples=["intensive_planning"])
    reach: Share | None = field_of("lever_reach", "50%", default=None)
    change: Change = field_of("lever_change", "{value: -40%, source: ...}")


Levers: TypeAlias = dict[OneLine, Lever]


def _rows(levers: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, lever in levers.items() if isinstance(levers, Mapping) else ():
        yield name, keys_of(lever)


def lever_problems(levers: Any, functions: Mapping[str, Any]) -> FieldErrors:
    """Hold the levers' functions against those that there are."""
    for name, lever in _rows(levers):
        function = lever.get("function")
        if isinstance(function, str) and function not in functions:
            yield ("levers", name, "function"), unknown_function(function, functions)


def lever_evidence(levers: Any) -> FieldErrors:
    """Find the levers whose change has no source: no publication gives a figure, so somebody has to answer for it."""
    for name, lever in _rows(levers):
        change = lever.get("change")
        if change is not None and not keys_of(change).get("source"):
            number = keys_of(change).get("value", "-30%" if isinstance(change, Mapping) else change)
            yield (
                ("levers", name, "change"),
                problem(
                    "the change has no source, and no publication gives a figure",
                    f"write change: {{value: {number}, source: ...}}",
                ),
            )
