"""`archpers schema`: the JSON Schema of a scenario file, or of a result."""

from typing import Annotated, TextIO

import typer

from archpers.cli.common import Force, Format, OutputOption, Quiet, emit


def schema(
    of: Annotated[str, typer.Argument(metavar="[scenario|result]", help="Which format to describe.")] = "scenario",
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Print the JSON Schema of a scenario file, with every field, unit and example; or that of a result.

    Editors complete and check a scenario whose first line names the schema's file:
    # yaml-language-server: $schema=scenario.schema.json

    \b
    Examples:
      archpers schema -o scenario.schema.json
      archpers schema result
    """
    from archpers.errors import UsageError

    if of not in ("scenario", "result"):
        raise UsageError(f"{of}: there is no such format; write scenario or result")

    def render(stream: TextIO) -> None:
        from archpers.output.data_files import json_text
        from archpers.scenario.json_schema import json_schema

        stream.write(json_text(json_schema(of), stream.encoding))

    emit(Format.JSON, output, {Format.JSON: render}, force=force, quiet=quiet)
