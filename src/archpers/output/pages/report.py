"""The report for a committee: one HTML file that needs nothing else, the answer first."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archpers import __version__
from archpers.output.charts.chart_registry import KINDS, chart_of
from archpers.output.charts.drawing import Chart, svg
from archpers.output.pages.html import Safe, render, template_text
from archpers.output.tables.assumptions_tables import assumptions_tables
from archpers.output.tables.model_tables import SHOWN_ON_SCREEN, model_tables
from archpers.output.tables.table import Table
from archpers.output.tables.verdict import CAVEATS, answer, remarks
from archpers.results.result import Result
from archpers.scenario.schema.scenario import Region, Scenario


class Section(NamedTuple):
    """A section of the report."""

    title: str
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    words: Sequence[str] = ()


def report_page(scenario: Scenario | Region, result: Result, heading: Sequence[str]) -> str:
    """Write the report as HTML. heading: what stands over it, the scenario's name first."""
    name, *origin = heading
    return render(
        "report.html",
        version=__version__,
        style=Safe(template_text("report.css")),
        name=name,
        heading=origin,
        file=result.scenario.file,
        answer=answer(scenario, result, _switching(scenario, result)),
        sections=[_drawn(section) for section in _sections(scenario, result)],
        remarks=remarks(result),
        caveats=CAVEATS,
    )


def _sections(scenario: Scenario | Region, result: Result) -> list[Section]:
    overview, functions, reform, *support = model_tables(scenario, result, SHOWN_ON_SCREEN)
    charts = {kind: chart_of(kind)(scenario, result) for kind in KINDS}
    split = [chart for chart in (charts["functions"], charts["groups"]) if chart]
    sections = [
        Section("Overview", tables=[overview]),
        Section("Where the time goes", split, [] if split else [functions]),
    ]
    if charts["reform"]:
        title = "The reform, authority by authority" if isinstance(scenario, Region) else "The reform"
        sections.append(Section(title, [charts["reform"]], [reform] if isinstance(scenario, Region) else []))
    if support:
        sections.append(Section("Who could lead support plans", tables=support))
    moving = [chart for chart in (charts[kind] for kind in ("tornado", "heatmap", "simulation")) if chart]
    if moving:
        sections.append(Section("What moves the result", moving))
    return [*sections, Section("Assumptions and inputs, with their sources", tables=assumptions_tables(scenario))]


def _drawn(section: Section) -> Mapping[str, Any]:
    charts = [
        {
            "title": chart.title,
            "svg": Safe(svg(chart, inside=True)),
            "reading": chart.reading,
            "table": chart.table._replace(title=chart.title),
        }
        for chart in section.charts
    ]
    return {**section._asdict(), "charts": charts}


def _switching(scenario: Scenario | Region, result: Result) -> dict[str, float | None]:
    """Return what each assumption of the reform would have to be for the hours just to suffice: path -> value.

    None where no value within its bounds does that, or several do.
    """
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.switching import switching_values

    if result.quantities["residual_hours"] is None:
        return {}
    baseline = Baseline(scenario)
    paths = (f"reform.{name}" for name in ("core_hours_per_person", "crisis_share", "crisis_hours_per_person"))
    baseline.variables = {path: baseline.variable(path) for path in paths}
    found: dict[str, float | None] = {}
    for switch in switching_values(baseline, baseline.measure("residual_share_of_hours")):
        found[switch.input] = None if switch.input in found else switch.switching_value
    return found
