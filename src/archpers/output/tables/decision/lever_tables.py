"""What could make care management take less time, or more: the published gears, and the scenario's own levers."""

from archpers.model.levers import GEARS
from archpers.model.registry import described
from archpers.output.present import Answer, DataRows, Display
from archpers.output.tables.assurance.assumptions_tables import evidence_of
from archpers.output.tables.table import Column, Row, Setting, Table
from archpers.results.evaluate import reference
from archpers.results.explanation.explain import counts_as
from archpers.scenario.schema.blocks.levers import Lever
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of
from archpers.units import SHARE

TOPIC = "levers"
"""What `explain` is asked for."""

_COLUMNS = ("gear", "lever", "function", "reach", "reach_from", "change", "less_time_if", "more_time_if", "source")
_CLOSING = (
    "The gears are those of Report Table 3 and Toolkit Table 2, in our own words. Neither gives a figure, so none is "
    "assumed: a lever counts only with a change that has a source."
)


def levers_answer(scenario: Scenario | Region) -> Answer:
    """Answer what levers there are: both published directions of each gear, and what the scenario makes of it."""
    title = [f"{scenario.name}: levers"]
    return Answer(
        layout=lambda _: Display(title, [_table(scenario)], [_CLOSING]),
        rows=lambda: DataRows(_COLUMNS, _rows(scenario)),
        document=lambda: {
            "schema_version": 1,
            "scenario": reference(scenario),
            "quantity": TOPIC,
            "gears": {
                key: {"label": gear.label, "less_time_if": gear.less, "more_time_if": gear.more}
                for key, gear in GEARS.items()
            },
            "levers": {row[1]: dict(zip(_COLUMNS, row, strict=True)) for row in _rows(scenario) if row[1]},
        },
    )


def _table(scenario: Scenario | Region) -> Table:
    labels, rows = labels_of(scenario), []
    for key, gear in GEARS.items():
        rows.append(Row((gear.label, ""), emphasis=True))
        rows += [Row((f"  less time if {gear.less}", "")), Row((f"  more time if {gear.more}", ""))]
        for name, lever in (scenario.levers or {}).items():
            if lever.gear == key:
                reach, said = _reach(lever)
                what = f"  {name}: {Setting(reach, SHARE)} of {labels[lever.function]}"
                what = what if lever.reach else f"{what} (reach: {said})"
                rows.append(Row((what, Setting(lever.change.value, SHARE))))
                rows.append(Row((f"    source: {evidence_of(lever.change) or 'put in to try it out'}", "")))
    return Table("What makes the work take less time, or more", (Column("", numeric=False), Column("Change")), rows)


def _reach(lever: Lever) -> tuple[float, str]:
    """Return what a lever's reach is or counts as [share], and whether the file states it."""
    neutral = described("lever_reach").neutral
    assert neutral is not None, "a reach may be left out"
    return (lever.reach.value, "given") if lever.reach else (neutral, counts_as(neutral))


def _rows(scenario: Scenario | Region) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for key, gear in GEARS.items():
        own = {name: lever for name, lever in (scenario.levers or {}).items() if lever.gear == key}
        for name, lever in own.items():
            numbers = (*_reach(lever), lever.change.value)
            rows.append((key, name, lever.function, *numbers, gear.less, gear.more, evidence_of(lever.change)))
        if not own:
            rows.append((key, None, None, None, None, gear.less, gear.more, None))
    return rows
