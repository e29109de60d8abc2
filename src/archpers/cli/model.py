"""`archpers model`: the overview, the split by function and the reform model of a scenario."""

import sys
from typing import TYPE_CHECKING, TextIO

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
    heading_of,
    say,
)

if TYPE_CHECKING:
    from archpers.results.result import Result
    from archpers.scenario.schema import Region, Scenario


def model(
    file: ScenarioFile,
    overrides: Overrides = None,
    option: OptionName = None,
    authority: AuthorityName = None,
    form: FormatOption = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Model a scenario: the overview, where the time goes, and what a reform would leave to reinvest.

    \b
    Examples:
      archpers model toolkit-team
      archpers model toolkit-team --set reform.crisis_share=25%
      archpers model toolkit-team -o result.json
      archpers model yorkshire-humber-2010 --authority "LA 4"
    """
    from archpers.cli.what_if import opened
    from archpers.results.evaluate import evaluate

    chosen = chosen_format(form, output)
    scenario = opened(file, overrides, option, authority)
    result = evaluate(scenario)
    if chosen is Format.CSV:  # a table of numbers has no place for them
        for warning in result.warnings:
            say(f"warning: {warning.message}", quiet=quiet)
    renderers = {
        Format.TABLE: lambda stream: _table(scenario, result, stream),
        Format.JSON: lambda stream: _json(result, stream),
        Format.CSV: lambda stream: _csv(scenario, result, stream),
        Format.MARKDOWN: lambda stream: _markdown(scenario, result, stream),
    }
    source = scenario.document.actual if scenario.document else None
    emit(chosen, output, renderers, force=force, quiet=quiet, source=source)


def _table(scenario: "Scenario | Region", result: "Result", stream: TextIO) -> None:
    from archpers.output.model_tables import SHOWN_ON_SCREEN, model_tables
    from archpers.output.terminal import print_tables

    most = SHOWN_ON_SCREEN if stream is sys.stdout else None
    print_tables(list(heading_of(scenario, result)), model_tables(scenario, result, most), _closing(result), stream)


def _markdown(scenario: "Scenario | Region", result: "Result", stream: TextIO) -> None:
    from archpers.output.data_files import markdown_text
    from archpers.output.model_tables import model_tables

    stream.write(markdown_text(list(heading_of(scenario, result)), model_tables(scenario, result), _closing(result)))


def _json(result: "Result", stream: TextIO) -> None:
    from archpers.output.data_files import json_text

    stream.write(json_text(result.model_dump(), stream.encoding))


def _csv(scenario: "Scenario | Region", result: "Result", stream: TextIO) -> None:
    from archpers.output.data_files import csv_text
    from archpers.output.model_tables import model_rows

    stream.write(csv_text(("part", "key", "name", "value", "unit"), model_rows(scenario, result)))


def _closing(result: "Result") -> list[str]:
    from archpers.results.result import NOTES

    return [f"{'Note' if warning.code in NOTES else 'Warning'}: {warning.message}" for warning in result.warnings]
