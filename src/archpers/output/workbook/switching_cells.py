"""Switching values beside the inputs of a workbook: what each would have to be for nothing to be left, or to lack."""

from collections.abc import Mapping
from typing import NamedTuple

from archpers.errors import UsageError
from archpers.output.tables.table import Setting
from archpers.output.workbook.writing.sheet_cells import Fixed, SheetCell
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if.baseline import Baseline
from archpers.what_if.questions import about
from archpers.what_if.switching import Switch, switching_values


class Switching(NamedTuple):
    """The switching values of a scenario's inputs."""

    heading: str
    """Over their column; empty where there is no residual, so that there are none."""
    cells: Mapping[str, SheetCell]
    """Path as text -> what stands beside the input."""


def switching_of(scenario: Scenario | Region) -> Switching:
    """Compute where each input by itself leaves no residual hours, as the file stands."""
    baseline = Baseline(scenario)
    try:
        measure, _ = about(baseline, "residual_hours")
    except UsageError:
        return Switching("", {})
    found: dict[str, list[Switch]] = {}
    for switch in switching_values(baseline, measure):
        found.setdefault(switch.input, []).append(switch)
    cells = {path: _cell(switches) for path, switches in found.items()}
    return Switching("Where nothing is left over (as in the file)", cells)


def _cell(switches: list[Switch]) -> SheetCell:
    """Make the cell of an input; one that has several switching values, or none, says so in words."""
    first = switches[0]
    if first.switching_value is None:
        return first.why
    if len(switches) == 1 and not first.end:
        return Fixed(first.switching_value, first.unit, computed=True)
    return "; ".join(f"{own.end} {Setting(own.switching_value or 0.0, own.unit)}".strip() for own in switches)
