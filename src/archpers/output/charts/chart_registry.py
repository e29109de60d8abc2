"""Every chart by its kind."""

from collections.abc import Callable, Mapping

from archpers.output.charts.drawing import Chart
from archpers.results.result import Result
from archpers.scenario.schema.scenario import Region, Scenario

Drawn = Callable[[Scenario | Region, Result], Chart | None]

KINDS: Mapping[str, str] = {
    "functions": "functions block",
    "groups": "functions block",
    "reform": "reform block",
    "tornado": "reform block, or no input that moves the residual",
    "heatmap": "reform block",
    "simulation": "reform block, or no input with a distribution",
}
"""Kind of chart -> what a scenario lacks that has none."""


def chart_of(kind: str) -> Drawn:
    """Return the function that makes a chart of a scenario and its result. KeyError for an unknown kind."""
    from archpers.output.charts import result_charts as charts

    if kind == "tornado":
        from archpers.output.charts.tornado_chart import tornado_chart

        return tornado_chart
    if kind == "heatmap":
        from archpers.output.charts.heat_chart import heat_map

        return heat_map
    if kind == "simulation":
        from archpers.output.charts.simulation_chart import simulation_chart

        return simulation_chart
    return {"functions": charts.functions_chart, "groups": charts.groups_chart, "reform": charts.reform_chart}[kind]
