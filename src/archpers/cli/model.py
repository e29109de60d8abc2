"""`archpers model`: the overview, the split by function and the reform model of a scenario."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from archpers.cli.common import (
    AuthorityName,
    Force,
    Format,
    FormatOption,
    OptionNames,
    OutputOption,
    Overrides,
    Quiet,
    ScenarioFile,
    as_utf8,
    chosen_format,
    emit,
    heading_of,
    opened,
    say,
)

if TYPE_CHECKING:
    from archpers.results.result import Result
    from archpers.scenario.schema.scenario import Region, Scenario


def model(
    file: ScenarioFile,
    overrides: Overrides = None,
    option: OptionNames = None,
    authority: AuthorityName = None,
    form: FormatOption = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Model a scenario: costs, use of time, and the reform.

    Shows the overview, where the time goes, and what a reform would leave to reinvest.

    \b
    Examples:
      archpers model toolkit-team
      archpers model toolkit-team --set reform.crisis_share=25%
      archpers model toolkit-team -o result.json
      archpers model yorkshire-humber-2010 --authority "LA 4"
    """
    from archpers.results.evaluate import evaluate

    chosen = chosen_format(form, output)
    scenario = opened(file, overrides, option, authority)
    result = evaluate(scenario)
    if chosen == Format.CSV:  # a table of numbers has no place for them
        for warning in result.warnings:
            say(f"warning: {warning.message}", quiet=quiet)
    renderers = {
        Format.TABLE: lambda stream: _table(scenario, result, stream),
        Format.JSON: lambda stream: _json(result, stream),
        Format.CSV: lambda stream: _csv(scenario, result, stream),
        Format.MARKDOWN: lambda stream: _markdown(scenario, result, stream),
    }
    emit(chosen, output, renderers, force=force, quiet=quiet, source=_input_file(scenario))


def _input_file(scenario: "Scenario | Region") -> Path:
    document = scenario.document
    return document.actual if document and document.actual else Path("/dev/stdin")  # which a file may be sent into


def _table(scenario: "Scenario | Region", result: "Result", stream: TextIO) -> None:
    from archpers.output.formats.terminal import print_tables
    from archpers.output.tables.headings import SHOWN_ON_SCREEN
    from archpers.output.tables.model_tables import model_tables

    most = SHOWN_ON_SCREEN if stream is sys.stdout else None
    print_tables(list(heading_of(scenario, result)), model_tables(scenario, result, most), _closing(result), stream)


def _markdown(scenario: "Scenario | Region", result: "Result", stream: TextIO) -> None:
    from archpers.output.formats.data_files import markdown_text
    from archpers.output.tables.model_tables import model_tables

    text = markdown_text(list(heading_of(scenario, result)), model_tables(scenario, result), _closing(result))
    as_utf8(stream).write(text)


def _json(result: "Result", stream: TextIO) -> None:
    from archpers.output.formats.data_files import json_text

    stream.write(json_text(result.model_dump(), stream.encoding))


def _csv(scenario: "Scenario | Region", result: "Result", stream: TextIO) -> None:
    from archpers.output.formats.data_files import csv_text
    from archpers.output.tables.model_tables import model_rows

    as_utf8(stream).write(csv_text(("part", "key", "name", "value", "unit"), model_rows(scenario, result)))


def _closing(result: "Result") -> list[str]:
    from archpers.results.result import NOTES

    return [f"{'Note' if warning.code in NOTES else 'Warning'}: {warning.message}" for warning in result.warnings]
