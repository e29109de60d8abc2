"""`archpers compare`: options of a file, or several files, side by side."""

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
    emit,
    one_authority,
)
from archpers.cli.tornado import On
from archpers.errors import UsageError

if TYPE_CHECKING:
    from archpers.sensitivity.compare import Variant

AS_GIVEN = "as given"


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
    """Compare a scenario with its named options, or several scenarios: inputs that differ, quantities, differences.

    With two, the difference in the residual value (or what --on names) is attributed to the inputs that changed.

    \b
    Examples:
      archpers compare my-team.yaml
      archpers compare my-team.yaml --option "more crisis"
      archpers compare my-team.yaml toolkit-team
    """
    from archpers.cli.what_if import about
    from archpers.output.comparison import document_of, rows_of, tables_of
    from archpers.output.data_files import csv_text, json_text, markdown_text
    from archpers.sensitivity.compare import compare as compared

    chosen = chosen_format(form, output)
    variants = _variants(files, options or [], overrides or [], authority)
    found = compared(variants, about(variants[0].baseline, on)[0])
    heading = [" / ".join(variant.name for variant in variants)]
    if len(files) == 1:
        heading = [variants[0].baseline.scenario.name]

    def table(stream: TextIO) -> None:
        from archpers.output.terminal import print_tables

        print_tables(heading, tables_of(found), [], stream)

    renderers = {
        Format.TABLE: table,
        Format.JSON: lambda stream: stream.write(json_text(document_of(found), stream.encoding)),
        Format.CSV: lambda stream: stream.write(
            csv_text(("part", "name", "variant", "value", "difference", "unit"), rows_of(found))
        ),
        Format.MARKDOWN: lambda stream: stream.write(markdown_text(heading, tables_of(found), [])),
    }
    documents = [variant.baseline.scenario.document for variant in variants]
    source = next((document.actual for document in documents if document), None)
    emit(chosen, output, renderers, force=force, quiet=quiet, source=source)


def _variants(files: list[str], options: list[str], overrides: list[str], authority: str | None) -> "list[Variant]":
    from archpers.cli.what_if import opened
    from archpers.scenario.load import check
    from archpers.scenario.overrides import applied, option_overrides, parse_override
    from archpers.sensitivity.compare import Variant
    from archpers.sensitivity.vary import Baseline

    if len(files) > 1:
        if options:
            raise UsageError("--option: goes with one file; leave it out, or name one file")
        scenarios = [opened(file, overrides, None, authority) for file in files]
        names = [scenario.name for scenario in scenarios]
        labels = names if len(set(names)) == len(names) else files
        return [Variant(label, Baseline(scenario)) for label, scenario in zip(labels, scenarios, strict=True)]
    own = opened(files[0], [])
    options = options or list(own.options)
    if not options or own.document is None:
        raise UsageError(f"{files[0]}: has no options to compare; name a second file, or add `options:` to the file")
    variants = []
    for option in (None, *options):
        varied = own.document if option is None else applied(own.document, option_overrides(own.document, option))
        scenario = check(applied(varied, [parse_override(text) for text in overrides]))
        part = scenario if authority is None else one_authority(scenario, authority)
        variants.append(Variant(option or AS_GIVEN, Baseline(part)))
    return variants
