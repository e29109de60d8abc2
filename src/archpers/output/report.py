"""The report for a committee: one HTML file that needs nothing else, the answer first."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archpers import __version__
from archpers.output.answer import CAVEATS, answer, remarks
from archpers.output.assumptions import assumptions_table
from archpers.output.charts import CHARTS
from archpers.output.drawing import Chart, svg
from archpers.output.html import Safe, render, template_text
from archpers.output.model_tables import SHOWN_ON_SCREEN, model_tables
from archpers.output.table import Table
from archpers.results.result import Result
from archpers.scenario.schema import Region, Scenario


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
        answer=answer(scenario, result),
        sections=[_drawn(section) for section in _sections(scenario, result)],
        remarks=remarks(result),
        caveats=CAVEATS,
    )


def _sections(scenario: Scenario | Region, result: Result) -> list[Section]:
    overview, functions, reform = model_tables(scenario, result, SHOWN_ON_SCREEN)
    charts = {kind: draw(scenario, result) for kind, draw in CHARTS.items()}
    split = [chart for chart in (charts["functions"], charts["groups"]) if chart]
    sections = [
        Section("Overview", tables=[overview]),
        Section("Where the time goes", split, [] if split else [functions]),
    ]
    if charts["reform"]:
        title = "The reform, authority by authority" if isinstance(scenario, Region) else "The reform"
        sections.append(Section(title, [charts["reform"]], [reform] if isinstance(scenario, Region) else []))
    return [*sections, Section("Assumptions and inputs, with their sources", tables=[assumptions_table(scenario)])]


def _drawn(section: Section) -> Mapping[str, Any]:
    charts = [
        {"svg": Safe(svg(chart, inside=True)), "title": chart.title, "table": chart.table._replace(title=chart.title)}
        for chart in section.charts
    ]
    return {**section._asdict(), "charts": charts}
