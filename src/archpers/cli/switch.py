"""`archpers switch`: what would have to be true for a quantity to reach a target."""

from typing import Annotated, TextIO

import typer

from archpers.cli.common import (
    AuthorityName,
    Force,
    Format,
    FormatOption,
    OptionName,
    OutputOption,
    Overrides,
    Quiet,
    ScenarioFile,
    chosen_format,
    emit,
)
from archpers.cli.tornado import On


def switch(
    file: ScenarioFile,
    on: On = None,
    target: Annotated[
        str, typer.Option("--target", metavar="NUMBER", help="What the quantity is to reach, such as £200,000.")
    ] = "0",
    overrides: Overrides = None,
    option: OptionName = None,
    authority: AuthorityName = None,
    form: FormatOption = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Find the switching value of every input: where the quantity would reach the target, all else as it is.

    \b
    Examples:
      archpers switch toolkit-team
      archpers switch toolkit-team --on residual_value --target £200,000
    """
    from archpers.cli.what_if import about, heading, opened, read_target
    from archpers.output.data_files import csv_text, json_text, markdown_text
    from archpers.output.what_if_tables import switch_table
    from archpers.sensitivity.switching import switching_values
    from archpers.sensitivity.vary import Baseline

    chosen = chosen_format(form, output)
    baseline = Baseline(opened(file, overrides, option, authority))
    measure, own = about(baseline, on)
    aim = read_target(target, measure.unit, "--target")
    switches = switching_values(baseline, measure, aim)
    columns = ("input", "baseline", "switching_value", "change")
    rows = [tuple(getattr(found, column) for column in columns) for found in switches]

    def table(stream: TextIO) -> None:
        from archpers.output.terminal import print_tables

        print_tables(heading(baseline.scenario), [switch_table(switches, measure, own, aim)], [], stream)

    renderers = {
        Format.TABLE: table,
        Format.JSON: lambda stream: stream.write(
            json_text([dict(zip(columns, row, strict=True)) for row in rows], stream.encoding)
        ),
        Format.CSV: lambda stream: stream.write(csv_text(columns, rows)),
        Format.MARKDOWN: lambda stream: stream.write(
            markdown_text(heading(baseline.scenario), [switch_table(switches, measure, own, aim)], [])
        ),
    }
    document = baseline.scenario.document
    emit(chosen, output, renderers, force=force, quiet=quiet, source=document.actual if document else None)
