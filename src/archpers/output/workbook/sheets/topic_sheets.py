"""Sheets of topics that few files have: each with the topic's inputs, its results and its families, all live."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from archpers.model.definition import (
    BOUGHT,
    BROKERAGE,
    CASH,
    HOUR_COSTS,
    LEVERS,
    WHO_COMES,
    Axis,
    within_a_sentence,
)
from archpers.model.registry import described, shown_in
from archpers.model.time_use import FUNCTION
from archpers.output.workbook.scope_tables import INPUT_WIDTHS, ScopeTables
from archpers.output.workbook.sheets.options_sheet import OptionsSheet
from archpers.output.workbook.writing.sheets import Book, Sheet
from archpers.scenario.inputs import Given, block_of


class Topic(NamedTuple):
    """What stands together on a sheet."""

    sheet: str
    blocks: tuple[str, ...]
    """The blocks of the file whose optional inputs stand there."""
    tables: tuple[str, ...]
    """The tables whose quantities stand there."""

    @property
    def words(self) -> str:
        """What it is about."""
        first, *others = self.tables
        return " and ".join((first, *map(within_a_sentence, others)))


TOPICS = (
    Topic("Cost and time", ("staffing", "cost", "flow"), (HOUR_COSTS, WHO_COMES)),
    Topic("Levers", ("levers",), (LEVERS,)),
    Topic("Cash", ("release",), (CASH,)),
    Topic("Support", ("reinvestment",), (BOUGHT,)),
    Topic("Brokerage", ("brokerage",), (BROKERAGE,)),
)


class TopicSheets(NamedTuple):
    """The sheets that were added."""

    sheets: dict[Sheet, str]
    """Each with what it is about."""
    axes: list[Axis]
    """Those whose families stand there."""
    fill: list[Callable[[], object]]
    """What writes them, once every number has its cell."""


def apart(every: Iterable[Given]) -> tuple[list[Given], dict[Topic, list[Given]]]:
    """Part the inputs of the topics, each of which has some, from all others: these, then those."""
    others: list[Given] = []
    found: dict[Topic, list[Given]] = {topic: [] for topic in TOPICS}
    for given in every:
        own, block = described(given.name), block_of(given.name)
        topic = next((topic for topic in TOPICS if block in topic.blocks), None)
        if topic is None or not own.optional or own.given_apart:
            others.append(given)
        else:
            found[topic].append(given)
    return others, {topic: own for topic, own in found.items() if own}


def add_topics(book: Book, system: ScopeTables, inputs: dict[Topic, list[Given]], options: OptionsSheet) -> TopicSheets:
    """Add the sheet of each topic that has inputs."""
    added = TopicSheets({}, [], [])
    for topic, given in inputs.items():
        sheet = book.sheet(
            topic.sheet,
            topic.sheet,
            f"{topic.words}: change the yellow cells; everything else follows.",
            widths=INPUT_WIDTHS,
        )
        added.sheets[sheet] = f"{topic.words}, with the inputs, live"
        added.fill.append(_inputs(system, sheet, given, options))
        added.fill.extend(_results(system, sheet, topic))
        for axis in _axes(system, topic):
            added.axes.append(axis)
            added.fill.append(_family(system, sheet, axis))
    return added


def _axes(system: ScopeTables, topic: Topic) -> list[Axis]:
    """Return the axes of the topic's families; what there is of functions stands with the functions."""
    families = [described(name) for table in topic.tables for name in shown_in(table) if name in system.chain.steps]
    return [axis for axis in dict.fromkeys(own.axis for own in families) if axis is not None and axis != FUNCTION]


def _inputs(system: ScopeTables, sheet: Sheet, given: Sequence[Given], options: OptionsSheet) -> Callable[[], object]:
    block = system.place_inputs(sheet, given, options, "Inputs")
    return lambda: system.write_inputs(block, given, options)


def _results(system: ScopeTables, sheet: Sheet, topic: Topic) -> list[Callable[[], object]]:
    names = dict.fromkeys(name for table in topic.tables for name in shown_in(table))
    own = [name for name in names if described(name).optional and name in system.chain.steps]
    single = [name for name in own if described(name).axis is None]
    if not single:
        return []
    block = system.place_results(sheet, "Results", single)
    return [lambda: system.write_results(block, single)]


def _family(system: ScopeTables, sheet: Sheet, axis: Axis) -> Callable[[], object]:
    block = system.place_family(sheet, axis, f"By {axis.label}")
    return lambda: system.write_family(block, axis)
