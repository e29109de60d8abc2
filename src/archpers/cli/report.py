"""`archpers report`: the report for a committee, and the page to try assumptions on."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.errors import UsageError
from archpers.output.present import Answer, Destination, present


def report(
    file: options.FileName,
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    what_if: Annotated[
        bool,
        typer.Option("--what-if", help="Write a second page beside it, with sliders for the assumptions."),
    ] = False,
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Write the report for a committee, as HTML or for Word.

    What decides stands on the first page, the rest follows. It needs no network.

    With --what-if, a page to try assumptions on is written too: report-what-if.html beside report.html.

    \b
    Examples:
      archpers report toolkit-team -o report.html
      archpers report toolkit-team -o paper.docx
      archpers report toolkit-team -o team.html --what-if
      archpers report yorkshire-humber-2010 --authority "LA 4" -o la4.html
    """
    from archpers.output.formats.files import is_file
    from archpers.output.pages.report import report_page
    from archpers.output.tables.model_answer import heading_of
    from archpers.results.evaluate import evaluate
    from archpers.results.settled import told

    if what_if and (output == "-" or not is_file(output)):
        raise UsageError("--what-if: writes a second file beside the report; name the report with -o FILE.html")
    to = Destination(None, output, formats=("html", "docx"), force=force, quiet=quiet, suffix_only=True)
    scenario = opened(to, file, overrides, option, authority, change, prices)
    path = Path(output)
    suffix = path.suffix if to.form == "html" else ".html"
    beside = to.beside(str(path.with_name(f"{path.stem}-what-if{suffix}")), "html") if what_if else to
    beside.admit()
    result = told(evaluate(scenario))
    heading = list(heading_of(scenario, result))

    def page(write: Callable[..., str]) -> Answer:
        def html(stream: BinaryIO) -> object:
            return stream.write(write(scenario, result, heading).encode())

        return Answer(own={"html": html, "docx": paper})

    def paper(stream: BinaryIO) -> None:
        from archpers.output.pages.paper import write_paper
        from archpers.output.pages.report import report_of

        write_paper(report_of(scenario, result, heading), stream)

    if what_if:  # first, since the scenario may have nothing to slide
        from archpers.output.pages.what_if_page import what_if_page

        present(page(what_if_page), beside, (page(report_page), to))
    else:
        present(page(report_page), to)
