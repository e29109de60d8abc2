"""The block `brokerage`: help to plan and start support, and what goes on."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.blocks.best_source import source_problems
from archpers.scenario.schema.fields.block import Checked, FieldErrors, Members, SchemaBlock, field_of, keys_of, row_of
from archpers.scenario.schema.fields.figure import Hours, Money, Share, share_sum_problem
from archpers.scenario.schema.fields.text_fields import OneLine

_ROW = "start_up_cost_per_hour"
_START = ("start_up_hours_per_person", "levels")


class Level(SchemaBlock):
    """How many of the new people need a level of help, and how long that takes."""

    share: Share = field_of("level_share", "60%")
    hours: Hours = field_of("level_hours", "2")


class Brokerage(Checked):
    """Help to plan and start support, which the council underwrites, and what goes on, which people's budgets pay."""

    start_up_hours_per_person: Hours | None = field_of("start_up_hours_per_person", "8", default=None)
    levels: Annotated[dict[OneLine, Level] | None, Members("level")] = Field(
        default=None,
        description="Levels of help to plan and start: name -> share of the new people, and hours for each",
        examples=["{information and guidance: {share: 60%, hours: 2}, ...}"],
        min_length=1,
    )
    start_up_cost_per_hour: dict[str, Money] = row_of(_ROW, "{individuals: 0, ...}", BEST_SOURCE_LABELS)
    ongoing_share: Share | None = field_of("ongoing_share", "30%", default=None)
    ongoing_hours_per_person: Hours | None = field_of("ongoing_hours_per_person", "4", default=None)
    ongoing_cost_per_hour: Money | None = field_of("ongoing_cost_per_hour", "£20", default=None)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The hours are given once; the levels take in everybody; every source has its cost."""
        if len([key for key in _START if data.get(key) is not None]) != 1:
            both = all(data.get(key) is not None for key in _START)
            message = "the start-up hours are given twice" if both else "the start-up hours are not given"
            yield (_START[both],), problem(message, f"{'delete' if both else 'write'} {' or '.join(_START)}")
        levels = data.get("levels")
        if isinstance(levels, Mapping) and levels:
            written = [keys_of(row).get("share") for row in levels.values()]
            for key, row in levels.items():
                if keys_of(keys_of(row).get("share")).get("distribution") is not None:
                    message = "a level's share cannot be drawn by itself, since the shares sum to 1"
                    yield (
                        ("levels", key, "share", "distribution"),
                        problem(message, "give low and high, or draw its hours"),
                    )
            if None not in written:
                yield from share_sum_problem(("levels",), written)
        costs = data.get(_ROW)
        if isinstance(costs, Mapping):
            yield from source_problems(_ROW, costs, "if it costs nothing")


def brokerage_problems(data: Mapping[str, Any], systems: Mapping[tuple[str, ...], Any]) -> FieldErrors:
    """Brokerage needs to know who would best plan, and how many people come new. systems: where each stands -> it."""
    if data.get("best_source") is None:
        yield ("brokerage",), problem("needs to know who would best plan", "write best_source")
    for path, system in systems.items():
        flow = keys_of(keys_of(system).get("flow"))
        if isinstance(system, Mapping | SchemaBlock) and flow.get("new_people") is None:
            message = "brokerage needs to know how many people come new in a year"
            yield path or ("brokerage",), problem(message, "write flow: {new_people: 1650}")
