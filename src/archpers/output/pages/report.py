"""The report for a committee: one HTML file that needs nothing else, the answer first."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archpers import __version__
from archpers.model.definition import BOUGHT, CASH, LEVERS
from archpers.output.charts.chart_registry import KINDS, asked_of, chart_of
from archpers.output.charts.drawing import Chart, svg
from archpers.output.pages.front_page import FrontPage, front_page
from archpers.output.pages.html import Safe, render, template_text
from archpers.output.tables.assurance.assumptions_tables import assumptions_tables
from archpers.output.tables.decision.plan_tables import plan_tables
from archpers.output.tables.headings import SHOWN_ON_SCREEN
from archpers.output.tables.model_tables import model_tables
from archpers.output.tables.table import Table
from archpers.output.tables.verdict import caveats
from archpers.results.result import Result
from archpers.scenario.inputs import all_givens
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of
from archpers.what_if.messages import named

_BESIDE = {CASH: "cash", LEVERS: "levers", BOUGHT: "buys"}
"""The chart that stands with a table of the decision."""


class ReportSection(NamedTuple):
    """A section of the report."""

    title: str
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()


class Report(NamedTuple):
    """What a report holds, whatever it is written as."""

    name: str
    heading: Sequence[str]
    """Lines below the name: options in force, sources, prices, file, values in place of the file's own."""
    file: str | None
    reform: bool
    """Whether there is a residual."""
    front: FrontPage
    sections: Sequence[ReportSection]
    caveats: Sequence[str]


def report_of(scenario: Scenario | Region, result: Result, heading: Sequence[str]) -> Report:
    """Make a report. heading: what stands over it, the scenario's name first."""
    name, *origin = heading
    asked = {kind: asked_of(kind, scenario, result) for kind in KINDS}
    (bands,) = asked["simulation"]
    option = option_in_force(scenario)
    return Report(
        f"{name}, {option}" if option else name,
        origin,
        result.scenario.file,
        result.quantities["residual_share_of_hours"] is not None,
        front_page(scenario, result, _switching(scenario, result), bands),
        [_of_option(section, option) for section in _sections(scenario, result, asked)],
        caveats(result),
    )


def report_page(scenario: Scenario | Region, result: Result, heading: Sequence[str]) -> str:
    """Write the report as HTML. heading: what stands over it, the scenario's name first."""
    report = report_of(scenario, result, heading)
    return render(
        "report.html",
        version=__version__,
        style=Safe(template_text("report.css")),
        **{**report._asdict(), "sections": [_drawn(each) for each in report.sections]},
    )


def option_in_force(scenario: Scenario | Region) -> str:
    """Name the options of the file that are in force: `option "more crisis"`; empty for none."""
    overrides = scenario.document.overrides.values() if scenario.document else ()
    names = list(dict.fromkeys(override.place[1] for override in overrides if override.place))
    quoted = [f'"{name}"' for name in names]
    return f"option{'s' if names[1:] else ''} {named(quoted)}" if names else ""


def _of_option(section: ReportSection, option: str) -> ReportSection:
    """Name the option in force in every caption, so that no picture or table is taken for the file's own."""
    if not option:
        return section
    charts = [chart._replace(title=f"{chart.title} ({option})") for chart in section.charts]
    return section._replace(
        charts=charts, tables=[table._replace(title=f"{table.title}, {option}") for table in section.tables]
    )


def _sections(scenario: Scenario | Region, result: Result, asked: Mapping[str, list[Any]]) -> list[ReportSection]:
    authorities = authorities_of(scenario)
    overview, functions, reform, *support = model_tables(scenario, result, SHOWN_ON_SCREEN)
    charts = {kind: chart_of(kind, scenario, result, asked[kind]) for kind in KINDS}
    split = [chart for chart in (charts["functions"], charts["groups"]) if chart]
    sections = [
        ReportSection("Overview", tables=[overview]),
        ReportSection("Where the time goes", split, [] if split else [functions]),
    ]
    if charts["reform"]:
        title = "The reform, authority by authority" if authorities else "The reform"
        sections.append(ReportSection(title, [charts["reform"]], [reform] if authorities else []))
    if result.best_source:
        sections.append(ReportSection("Who could lead support plans", tables=support[:1]))
        support = support[1:]
    for table in support:
        chart = charts.get(_BESIDE.get(table.title, ""))
        sections.append(ReportSection(table.title, [chart] if chart else (), [table]))
    if charts["case"]:
        from archpers.output.pages.case_section import case_section  # few scenarios have a case

        sections.append(ReportSection("The business case", [charts["case"]], case_section(scenario, result)))
    if plan := plan_tables(scenario, result):
        sections.append(ReportSection("The plan", tables=plan))
    moving = [chart for chart in (charts[kind] for kind in ("tornado", "heatmap", "simulation")) if chart]
    if moving:
        sections.append(ReportSection("What moves the result", moving))
    return [*sections, ReportSection("Assumptions and inputs, with their sources", tables=assumptions_tables(scenario))]


def _drawn(section: ReportSection) -> Mapping[str, Any]:
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
    from archpers.what_if.variable_inputs import CORE_TOTAL

    if result.quantities["residual_hours"] is None:
        return {}
    baseline = Baseline(scenario)
    shared = [given for given in all_givens(scenario) if given.path[0] == "reform"]
    core = [CORE_TOTAL] if baseline.core_total() else []
    paths = dict.fromkeys(path_text(path) for path in [*core, *(each.path for each in shared if each.member is None)])
    found: dict[str, float | None] = {}
    for switch in switching_values(baseline, baseline.measure("residual_share_of_hours"), paths=paths):
        found[switch.input] = None if switch.input in found else switch.switching_value
    return found
