"""`archpers tornado`: which input moves the result most."""

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
    say,
)

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
    overrides: Overrides = None,
    option: OptionName = None,
    authority: AuthorityName = None,
    form: FormatOption = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Move every input by itself between its low and its high, and sort by what that does.

    \b
    Examples:
      archpers tornado toolkit-team
      archpers tornado toolkit-team --on residual_wte --within 20%
    """
    from archpers.cli.what_if import about, heading, opened, read_target
    from archpers.output.data_files import csv_text, json_text, markdown_text
    from archpers.output.what_if_tables import tornado_notes, tornado_table
    from archpers.sensitivity.tornado import tornado as swings_of
    from archpers.sensitivity.vary import Baseline

    chosen = chosen_format(form, output)
    baseline = Baseline(opened(file, overrides, option, authority))
    measure, own = about(baseline, on)
    swings = swings_of(baseline, measure, read_target(within, "share", "--within"))
    columns = ("input", "low_input", "high_input", "low", "high", "swing")
    rows = [tuple(getattr(swing, column) for column in columns) for swing in swings]
    notes = tornado_notes(swings)
    if chosen in (Format.JSON, Format.CSV):
        for note in notes:
            say(f"note: {note.removeprefix('* ')}", quiet=quiet)

    def table(stream: TextIO) -> None:
        from archpers.output.terminal import print_tables

        print_tables(heading(baseline.scenario), [tornado_table(swings, measure, own, bars=True)], notes, stream)

    renderers = {
        Format.TABLE: table,
        Format.JSON: lambda stream: stream.write(
            json_text([dict(zip(columns, row, strict=True)) for row in rows], stream.encoding)
        ),
        Format.CSV: lambda stream: stream.write(csv_text(columns, rows)),
        Format.MARKDOWN: lambda stream: stream.write(
            markdown_text(heading(baseline.scenario), [tornado_table(swings, measure, own, bars=False)], notes)
        ),
    }
    document = baseline.scenario.document
    emit(chosen, output, renderers, force=force, quiet=quiet, source=document.actual if document else None)
