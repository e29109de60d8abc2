"""`archpers sweep`: the model over every combination of the values of some inputs."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from archpers.cli.common import (
    SUFFIXES,
    AuthorityName,
    Balance,
    Force,
    OptionNames,
    OutputOption,
    Overrides,
    Quiet,
    ScenarioFile,
    chosen_format,
    emit_answer,
    emit_stream,
    opened,
    say,
)
from archpers.cli.common import Format as CommonFormat
from archpers.errors import UsageError

if TYPE_CHECKING:
    from archpers.what_if.sweep import Sweep


class Format(StrEnum):
    """The forms that a sweep takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    PARQUET = "parquet"


Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="PATH=VALUES",
        help="An input and its values, as above; may be repeated.",
    ),
]
Show = Annotated[
    list[str] | None,
    typer.Option("--show", metavar="QUANTITY", help="A quantity to show; may be repeated. The residual by default."),
]


def sweep(
    file: ScenarioFile,
    vary: Vary = None,
    show: Show = None,
    balance: Balance = None,
    overrides: Overrides = None,
    option: OptionNames = None,
    authority: AuthorityName = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="How to write the output; a table by default.")
    ] = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Model every combination of some values of the inputs.

    \b
    Values:
      10%:30%:5%     from, to and step
      10%,15%,30%    a list; write a thousand as 1000, since a comma separates
      ±20%           the scenario's own value, and 20% of it less and more
      ±20%:5%        the same in steps of 5% of it
      -10%:+20%:5%   a percentage with a sign is a change from the own value
      -10%,+5%       the same in a list; only percentages may have a sign

    `archpers model FILE --format json` lists the paths under inputs, and the names for --show under quantities and
    functions.

    \b
    Examples:
      archpers sweep toolkit-team --vary reform.crisis_share=10%:30%:5%
      archpers sweep toolkit-team --vary people_served=±20% --vary cost.total=±10%
      archpers sweep yorkshire-humber-2010 --vary people_served=±10% -o people.csv
    """
    from archpers.what_if.axes import parse_axis
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.measures import default_measures, with_authorities
    from archpers.what_if.sweep import Sweep

    chosen = _chosen_format(form, output)
    baseline = Baseline(opened(file, overrides, option, authority), balance)
    axes = [parse_axis(text, baseline) for text in vary or ()]
    if show:
        measures = [baseline.measure(text) for text in show]
    else:
        measures = with_authorities(default_measures(baseline.evaluate), baseline.scenario)
    swept = Sweep(baseline, axes, measures)
    document = baseline.scenario.document
    options: dict[str, Any] = {"force": force, "quiet": quiet, "source": document.actual if document else None}
    if chosen in (Format.TABLE, Format.MARKDOWN):
        _show(swept, chosen, output, options, asked=bool(show))
    else:
        _write(swept, chosen, output, options)


def _chosen_format(form: Format | None, output: str) -> Format:
    chosen = Format(chosen_format(form, output, {**SUFFIXES, ".parquet": Format.PARQUET}))
    if chosen is Format.PARQUET and output == "-":
        raise UsageError("--format parquet: is not for standard output; name a file with -o FILE.parquet")
    return chosen


def _write(swept: "Sweep", chosen: Format, output: str, options: dict[str, Any]) -> None:
    from archpers.output.formats.sweep_files import SweepFile

    found = SweepFile(swept)
    write = {Format.CSV: found.csv, Format.JSON: found.json, Format.PARQUET: found.parquet}[chosen]
    emit_stream(output, write, **options)
    for kind, messages in (("note", found.notes()), ("warning", found.warnings())):
        for _, message in messages:
            say(f"{kind}: {message}", quiet=options["quiet"])


def _show(swept: "Sweep", chosen: Format, output: str, options: dict[str, Any], *, asked: bool) -> None:
    from archpers.output.formats.data_files import markdown_text
    from archpers.output.tables.sweep_tables import screen
    from archpers.output.tables.table import Table
    from archpers.output.tables.what_if_tables import heading

    head = heading(swept.baseline.scenario, swept.measures)

    def table(stream: TextIO) -> None:
        from archpers.output.formats.heat_map import HeatMap, print_heat_map
        from archpers.output.formats.terminal import print_tables

        shown = screen(swept, asked=asked)
        tables = [part for part in shown.parts if not isinstance(part, HeatMap)]
        print_tables(head, tables, [], stream)
        for part in shown.parts:
            if isinstance(part, HeatMap):
                print_heat_map(part, stream)
        print_tables([], [], shown.closing, stream)

    def markdown() -> str:
        shown = screen(swept, asked=asked)
        tables = [part if isinstance(part, Table) else part.table() for part in shown.parts]
        return markdown_text(head, tables, shown.closing)

    emit_answer(CommonFormat(chosen.value), output, table, {CommonFormat.MARKDOWN: markdown}, **options)
