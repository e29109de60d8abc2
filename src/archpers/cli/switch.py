"""`archpers switch`: what would have to be true for a quantity to reach a target."""

from typing import Annotated, TextIO

import typer

from archpers.cli.common import (
    AuthorityName,
    Balance,
    Force,
    Format,
    FormatOption,
    OptionNames,
    OutputOption,
    Overrides,
    Quiet,
    ScenarioFile,
    chosen_format,
    emit_answer,
    opened,
    say,
)
from archpers.cli.tornado import On


def switch(
    file: ScenarioFile,
    on: On = None,
    target: Annotated[
        str, typer.Option("--target", metavar="NUMBER", help="What the quantity is to reach, such as £200,000.")
    ] = "0",
    balance: Balance = None,
    overrides: Overrides = None,
    option: OptionNames = None,
    authority: AuthorityName = None,
    form: FormatOption = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Find what each input would have to be to reach a target.

    The switching value of an input is where the quantity reaches the target, all else as it is.

    \b
    Examples:
      archpers switch toolkit-team
      archpers switch toolkit-team --on residual_value --target 200000
    """
    from archpers.output.formats.data_files import csv_text, json_text, markdown_text
    from archpers.output.tables.what_if_tables import (
        heading,
        stretch_notes,
        switch_remarks,
        switch_table,
        warning_lines,
    )
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.messages import hidden_deficits
    from archpers.what_if.questions import about, read_target
    from archpers.what_if.switching import switching_values

    chosen = chosen_format(form, output)
    baseline = Baseline(opened(file, overrides, option, authority), balance)
    measure, own = about(baseline, on)
    aim = read_target(target, measure.unit, "--target")
    switches = switching_values(baseline, measure, aim)
    columns = ("input", "baseline", "switching_value", "change")
    rows = [tuple(getattr(found, column) for column in columns) for found in switches]
    said = switch_remarks(baseline, measure, switches, aim)
    warnings = hidden_deficits(baseline.scenario, [measure])
    if chosen in (Format.JSON, Format.CSV):
        for note in (*stretch_notes(switches), *said):
            say(f"note: {note}", quiet=quiet)
        for _, message in warnings:
            say(f"warning: {message}", quiet=quiet)
    head, closing = heading(baseline.scenario, [measure]), warning_lines(warnings)
    shown = switch_table(switches, measure, own, aim, said)

    def table(stream: TextIO) -> None:
        from archpers.output.formats.terminal import print_tables

        print_tables(head, [shown], closing, stream)

    data = {
        Format.JSON: lambda: json_text([dict(zip(columns, row, strict=True)) for row in rows]),
        Format.CSV: lambda: csv_text(columns, rows),
        Format.MARKDOWN: lambda: markdown_text(head, [shown], closing),
    }
    document = baseline.scenario.document
    emit_answer(chosen, output, table, data, force=force, quiet=quiet, source=document.actual if document else None)
