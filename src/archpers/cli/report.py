"""`archpers report`: the report for a committee, and the page to try assumptions on."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from archpers.cli.common import (
    AuthorityName,
    Force,
    OptionNames,
    OutputOption,
    Overrides,
    Quiet,
    ScenarioFile,
    emit,
    heading_of,
    opened,
)


class Page(StrEnum):
    """The form that a report takes."""

    HTML = "html"


def report(
    file: ScenarioFile,
    overrides: Overrides = None,
    option: OptionNames = None,
    authority: AuthorityName = None,
    what_if: Annotated[
        bool,
        typer.Option("--what-if", help="Write a second page beside it, with sliders for the assumptions."),
    ] = False,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write the report for a committee, one HTML file.

    It gives the answer first and needs no network.

    With --what-if, a page to try assumptions on is written too: report-what-if.html beside report.html.

    \b
    Examples:
      archpers report toolkit-team -o report.html
      archpers report toolkit-team -o team.html --what-if
      archpers report yorkshire-humber-2010 --authority "LA 4" -o la4.html
    """
    from archpers.errors import UsageError
    from archpers.results.evaluate import evaluate

    if what_if and output == "-":
        raise UsageError("--what-if: writes a second file beside the report; name the report with -o FILE")
    scenario = opened(file, overrides, option, authority)
    result = evaluate(scenario)
    heading = list(heading_of(scenario, result))

    def render(stream: TextIO) -> None:
        from archpers.output.pages.report import report_page

        stream.write(report_page(scenario, result, heading))

    def render_what_if(stream: TextIO) -> None:
        from archpers.output.pages.what_if_page import what_if_page

        stream.write(what_if_page(scenario, result, heading))

    source = scenario.document.actual if scenario.document else None
    if what_if:  # first, since the scenario may have nothing to slide
        from archpers.output.formats.files import refuse

        refuse(output, force=force, source=source)
        beside = Path(output)
        beside = beside.with_name(f"{beside.stem}-what-if{beside.suffix}")
        emit(Page.HTML, str(beside), {Page.HTML: render_what_if}, force=force, quiet=quiet, source=source)
    emit(Page.HTML, output, {Page.HTML: render}, force=force, quiet=quiet, source=source)
