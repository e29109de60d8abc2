"""`archpers tornado`: which input moves the result most."""

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
from archpers.units import SHARE

On = Annotated[
    str | None,
    typer.Option("--on", metavar="QUANTITY", help="The quantity to look at; the residual by default."),
]


def tornado(
    file: ScenarioFile,
    on: On = None,
    within: Annotated[
        str,
        typer.Option("--within", metavar="PERCENT", help="How far inputs go that the file gives no low or high."),
    ] = "10%",
    balance: Balance = None,
    overrides: Overrides = None,
    option: OptionNames = None,
    authority: AuthorityName = None,
    form: FormatOption = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Find which input matters most.

    Moves every input by itself between its low and its high, and sorts by what that does.

    \b
    Examples:
      archpers tornado toolkit-team
      archpers tornado toolkit-team --on residual_wte --within 20%
    """
    from archpers.output.formats.data_files import csv_text, json_text, markdown_text
    from archpers.output.tables.what_if_tables import heading, remarks, tornado_notes, tornado_table, warning_lines
    from archpers.scenario.overrides import left_out_notes
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.messages import hidden_deficits
    from archpers.what_if.questions import about, read_target
    from archpers.what_if.tornado import tornado as swings_of

    chosen = chosen_format(form, output)
    baseline = Baseline(opened(file, overrides, option, authority), balance)
    measure, own = about(baseline, on)
    swings = swings_of(baseline, measure, read_target(within, SHARE, "--within"))
    columns = ("input", "low_input", "high_input", "low", "high", "swing")
    rows = [tuple(getattr(swing, column) for column in columns) for swing in swings]
    document = baseline.scenario.document
    notes = [*left_out_notes(document), *tornado_notes(swings)]
    said = remarks(baseline, measure, [swing.input for swing in swings if swing.moves])
    warnings = hidden_deficits(baseline.scenario, [measure])
    if chosen in (Format.JSON, Format.CSV):
        for note in (*notes, *said):
            say(f"note: {note.removeprefix('* ')}", quiet=quiet)
        for _, message in warnings:
            say(f"warning: {message}", quiet=quiet)
    head, closing = heading(baseline.scenario, [measure]), [*notes, *warning_lines(warnings)]
    shown = tornado_table(swings, measure, own, said)

    def table(stream: TextIO) -> None:
        from archpers.output.formats.terminal import print_tables

        print_tables(head, [shown], closing, stream)

    data = {
        Format.JSON: lambda: json_text([dict(zip(columns, row, strict=True)) for row in rows]),
        Format.CSV: lambda: csv_text(columns, rows),
        Format.MARKDOWN: lambda: markdown_text(head, [shown], closing),
    }
    emit_answer(chosen, output, table, data, force=force, quiet=quiet, source=document.actual if document else None)
