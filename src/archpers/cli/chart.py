"""`archpers chart`: one chart of a scenario, as SVG or PNG."""

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
    opened,
)


class Picture(StrEnum):
    """The forms that a chart takes."""

    SVG = "svg"
    PNG = "png"


def chart(
    file: ScenarioFile,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Which chart: see below.")],
    overrides: Overrides = None,
    option: OptionNames = None,
    authority: AuthorityName = None,
    form: Annotated[Picture | None, typer.Option("--format", help="svg, or png; svg by default.")] = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
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

    \b
    Examples:
      archpers chart toolkit-team functions -o functions.svg
      archpers chart yorkshire-humber-2010 reform -o reform.png
    """
    from archpers.errors import UsageError
    from archpers.output.charts.chart_registry import KINDS, chart_of
    from archpers.results.evaluate import evaluate
    from archpers.scenario.reading.spelling import nearest

    if kind not in KINDS:
        raise UsageError(f"{kind}: there is no chart of that kind; {nearest(kind, KINDS)}")
    chosen = _form(form, output)
    scenario = opened(file, overrides, option, authority)
    drawn = chart_of(kind)(scenario, evaluate(scenario))
    if drawn is None:
        raise UsageError(f"{kind}: {scenario.name} has no {KINDS[kind]}; draw another chart")

    def render_svg(stream: TextIO) -> None:
        from archpers.output.charts.drawing import svg

        stream.write(svg(drawn))

    def render_png(stream: TextIO) -> None:
        from archpers.output.charts.drawing import png

        stream.buffer.write(png(drawn))

    source = scenario.document.actual if scenario.document else None
    emit(chosen, output, {Picture.SVG: render_svg, Picture.PNG: render_png}, force=force, quiet=quiet, source=source)


def _form(wanted: Picture | None, output: str) -> Picture:
    from archpers.errors import UsageError

    suffix = Path(output).suffix.lower().removeprefix(".")
    if wanted is None and output != "-" and suffix not in set(Picture):
        raise UsageError(f"-o {output}: the suffix does not tell the format; write .svg or .png, or add --format")
    return wanted or Picture(suffix if output != "-" else Picture.SVG)
