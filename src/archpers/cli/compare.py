"""`archpers compare`: options of a file, or several files, side by side."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from archpers.cli.common import (
    AuthorityName,
    Force,
    Format,
    FormatOption,
    OutputOption,
    Overrides,
    Quiet,
    chosen_format,
    emit_answer,
    narrowed,
    opened,
    parsed,
    say,
)
from archpers.cli.tornado import On
from archpers.errors import UsageError

if TYPE_CHECKING:
    from archpers.what_if.compare import Variant

AS_GIVEN = "as given"
"""The name of a file without its options."""
WITHOUT_OPTION = "without option"
"""The same where --set puts values in place of its own."""


def compare(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE [FILE...]", help="One scenario with options, or several scenarios.")
    ],
    options: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="NAME", help="An option of the file to show; all of them by default."),
    ] = None,
    on: On = None,
    overrides: Overrides = None,
    authority: AuthorityName = None,
    form: FormatOption = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Set options of a file, or several files, side by side.

    Shows the inputs that differ, the quantities, and the differences from the first. One file is compared with its
    named options. With two, the difference in the residual value, or in what --on names, is attributed to the inputs
    that changed.

    \b
    Examples:
      archpers compare example-borough
      archpers compare example-borough --option both
      archpers compare toolkit-team example-borough --on residual_hours
    """
    from archpers.output.formats.data_files import csv_text, json_text, markdown_text
    from archpers.output.tables.comparison_tables import (
        CSV_COLUMNS,
        closing_of,
        document_of,
        heading_of,
        rows_of,
        tables_of,
    )
    from archpers.what_if.compare import compare as compared
    from archpers.what_if.questions import about

    chosen = chosen_format(form, output)
    variants = _variants(files, options or [], overrides or [], authority)
    found = compared(variants, about(variants[0].baseline, on)[0])
    title = variants[0].baseline.scenario.name if len(files) == 1 else " / ".join(variant.name for variant in variants)
    heading, closing = heading_of(found, title), closing_of(found)
    if chosen == Format.CSV:  # a table of numbers has no place for them
        for warning in found.warnings:
            say(f"warning: {warning.message}", quiet=quiet)

    def table(stream: TextIO) -> None:
        from archpers.output.formats.terminal import print_tables
        from archpers.output.tables.headings import SHOWN_ON_SCREEN

        print_tables(heading, tables_of(found, SHOWN_ON_SCREEN if stream is sys.stdout else None), closing, stream)

    data = {
        Format.JSON: lambda: json_text(document_of(found)),
        Format.CSV: lambda: csv_text(CSV_COLUMNS, rows_of(found)),
        Format.MARKDOWN: lambda: markdown_text(heading, tables_of(found), closing),
    }
    source = next((file for file in map(_input_file, variants) if file and _is_file(output, file)), None)
    emit_answer(chosen, output, table, data, force=force, quiet=quiet, source=source)


def _variants(
    files: list[str], options: list[str], overrides: list[str], authority: list[str] | None
) -> "list[Variant]":
    from archpers.results.evaluate import readable
    from archpers.scenario.load import check
    from archpers.scenario.overrides import applied, option_overrides
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.compare import Variant

    if len(files) > 1:
        if options:
            raise UsageError("--option: goes with one file; leave it out, or name one file")
        scenarios = [opened(file, overrides, None, authority) for file in files]
        names = [scenario.name for scenario in scenarios]
        labels = names if len(set(names)) == len(names) else [readable(file) for file in files]
        return [Variant(label, Baseline(scenario)) for label, scenario in zip(labels, scenarios, strict=True)]
    own = opened(files[0], [])
    options = options or list(own.options)
    if not options or own.document is None:
        raise UsageError(f"{files[0]}: has no options to compare; name a second file, or add `options:` to the file")
    variants = []
    plain = WITHOUT_OPTION if overrides else AS_GIVEN
    for option in (None, *options):
        varied = own.document if option is None else applied(own.document, option_overrides(own.document, option))
        scenario = check(applied(varied, parsed(overrides)))
        variants.append(Variant(option or plain, Baseline(narrowed(scenario, authority))))
    return variants


def _input_file(variant: "Variant") -> Path | None:
    document = variant.baseline.scenario.document
    return document.actual if document else None


def _is_file(output: str, file: Path) -> bool:
    return file.exists() and Path(output).exists() and file.samefile(output)
