"""Every chart by its kind: what is asked for it, and what draws the answer."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from archpers.output.charts.drawing import Chart
from archpers.results.result import Result
from archpers.scenario.schema.scenario import Region, Scenario


class ChartKind(NamedTuple):
    """A kind of chart."""

    lacks: str
    """What a scenario lacks that has none."""
    drawn_by: str
    """Module and function that make the chart of a scenario, its result and what was asked."""
    asks: str = ""
    """Module and function that answer what the chart shows beyond the result; empty for nothing."""


_CHARTS, _RESULT = "archpers.output.charts", "archpers.output.charts.result_charts"
KINDS: Mapping[str, ChartKind] = {
    "functions": ChartKind("functions block", f"{_RESULT}:functions_chart"),
    "groups": ChartKind("functions block", f"{_RESULT}:groups_chart"),
    "reform": ChartKind("reform block", f"{_RESULT}:reform_chart"),
    "tornado": ChartKind(
        "reform block, or no input that moves the residual",
        f"{_CHARTS}.tornado_chart:tornado_chart",
        "archpers.what_if.tornado:residual_tornado",
    ),
    "heatmap": ChartKind(
        "reform block", f"{_CHARTS}.heat_chart:heat_map_chart", "archpers.what_if.residual_grid:residual_grid"
    ),
    "cash": ChartKind(
        "residual, or nothing that says how much of it is released and what an hour releases",
        f"{_CHARTS}.cash_chart:cash_chart",
    ),
    "levers": ChartKind("levers, or no functions that they act on", f"{_CHARTS}.decision_charts:levers_chart"),
    "buys": ChartKind(
        "reinvestment block, nothing to release, or nothing that says how much of it is cash",
        f"{_CHARTS}.decision_charts:buys_chart",
    ),
    "case": ChartKind(
        "case block that can be evaluated", f"{_CHARTS}.case_chart:case_chart", "archpers.results.case:case_of"
    ),
    "simulation": ChartKind(
        "reform block, or no input with a distribution",
        f"{_CHARTS}.simulation_chart:simulation_chart",
        "archpers.simulation.residual_bands:residual_bands",
    ),
}


def asked_of(kind: str, scenario: Scenario | Region, result: Result) -> list[Any]:
    """Return what a chart shows beyond the result: nothing, or one answer, None where the scenario lacks it."""
    own = KINDS[kind]
    return [] if not own.asks else [_named(own.asks)(scenario, result)]


def chart_of(kind: str, scenario: Scenario | Region, result: Result, asked: list[Any] | None = None) -> Chart | None:
    """Make a chart of a scenario and its result; None where the scenario lacks what it shows.

    asked: what `asked_of` gave, where that is known already. KeyError for an unknown kind.
    """
    own = KINDS[kind]
    asked = asked_of(kind, scenario, result) if asked is None else asked
    chart: Chart | None = None if None in asked else _named(own.drawn_by)(scenario, result, *asked)
    return chart


def _named(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
