"""`archpers schema`: the JSON Schema of a scenario file, or of a result."""

from enum import StrEnum
from typing import Annotated, TextIO

import typer

from archpers.cli.common import Force, Format, OutputOption, Quiet, emit


class Described(StrEnum):
    """The formats that have a JSON Schema."""

    SCENARIO = "scenario"
    RESULT = "result"


def schema(
    of: Annotated[Described, typer.Argument(metavar="FORMAT", help="Which format to describe.")] = Described.SCENARIO,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Print the JSON Schema of a scenario file or a result.

    It holds every field with its unit and an example. Editors complete and check a scenario whose first line names it:

    \b
      # yaml-language-server: $schema=scenario.schema.json

    \b
    Examples:
      archpers schema -o scenario.schema.json
      archpers schema result
    """

    def render(stream: TextIO) -> None:
        from archpers.output.formats.data_files import json_text
        from archpers.results.json_schema import json_schema

        stream.write(json_text(json_schema(of), stream.encoding))

    emit(Format.JSON, output, {Format.JSON: render}, force=force, quiet=quiet)
