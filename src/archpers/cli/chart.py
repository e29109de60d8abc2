"""`archpers chart`: one chart of a scenario, as SVG or PNG."""

from typing import Annotated, Literal

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.output.present import Answer, Destination, Note, present

FORMATS = ("svg", "png")


def chart(
    file: options.FileName,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Which chart: see below.")],
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    form: Annotated[
        Literal[FORMATS] | None,  # type: ignore[valid-type]  # typer reads the names themselves
        typer.Option("--format", help="svg, or png; svg by default."),
    ] = None,
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Draw one chart of a scenario, for a paper or a slide.

    \b
    KIND is one of:
      functions    share of time by function
      groups       share of time by group of functions
      reform       core, crisis and residual; for a region, every authority
      tornado      which input moves the residual most
      heatmap      the residual over crisis share and core hours
      simulation   the band of the residual, where the file gives distributions
      cash         what of the residual is cash, overhead, time
      levers       why hours would be free, lever by lever
      buys         what the cash would buy, by form of support
      case         the business case: cumulative net cash, and who pays

    \b
    Examples:
      archpers chart toolkit-team functions -o functions.svg
      archpers chart yorkshire-humber-2010 reform -o reform.png
    """
    from archpers.errors import UsageError
    from archpers.output.charts.chart_registry import KINDS, chart_of
    from archpers.output.charts.drawing import boxes, png, svg
    from archpers.results.evaluate import evaluate
    from archpers.results.settled import told
    from archpers.scenario.reading.spelling import nearest

    if kind not in KINDS:
        raise UsageError(f"{kind}: there is no chart of that kind; {nearest(kind, KINDS)}")
    to = Destination(form, output, formats=FORMATS, force=force, quiet=quiet)
    scenario = opened(to, file, overrides, option, authority, change, prices)
    drawn = chart_of(kind, scenario, told(evaluate(scenario)))
    if drawn is None:
        raise UsageError(f"{kind}: {scenario.name} has no {KINDS[kind].lacks}; draw another chart")
    lacking: set[str] = set()
    present(
        Answer(
            own={
                "svg": lambda stream: stream.write(svg(drawn).encode()),
                "png": lambda stream: stream.write(png(drawn, lacking=lacking)),
            },
            notes=lambda: [Note("warning", boxes(lacking))] if lacking else [],
            beside=("png",),
            noted_last=True,
        ),
        to,
    )
