"""`archpers report`: the report for a committee, and the page to try assumptions on."""

from enum import StrEnum
from typing import TextIO

from archpers.cli.common import (
    AuthorityName,
    Force,
    OptionName,
    OutputOption,
    Overrides,
    Quiet,
    ScenarioFile,
    emit,
    heading_of,
)


class Page(StrEnum):
    """The form that a report takes."""

    HTML = "html"


def report(
    file: ScenarioFile,
    overrides: Overrides = None,
    option: OptionName = None,
    authority: AuthorityName = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the report for a committee: one HTML file that needs no network, the answer first.

    \b
    Examples:
      archpers report toolkit-team -o report.html
      archpers report yorkshire-humber-2010 --authority "LA 4" -o la4.html
    """
    from archpers.cli.what_if import opened
    from archpers.results.evaluate import evaluate

    scenario = opened(file, overrides, option, authority)
    result = evaluate(scenario)

    def render(stream: TextIO) -> None:
        from archpers.output.report import report_page

        stream.write(report_page(scenario, result, list(heading_of(scenario, result))))

    source = scenario.document.actual if scenario.document else None
    emit(Page.HTML, output, {Page.HTML: render}, force=force, quiet=quiet, source=source)
