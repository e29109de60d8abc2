"""`archpers schema`: the JSON Schema of a scenario file, or of a result."""

from typing import Annotated, Literal

import typer

from archpers.cli.shared import options
from archpers.output.present import Answer, Destination, present


def schema(
    of: Annotated[
        Literal["scenario", "result", "assumptions"], typer.Argument(metavar="FORMAT", help="Which format to describe.")
    ] = "scenario",
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
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
    from archpers.results.json_schema import json_schema

    to = Destination(None, output, formats=("json",), force=force, quiet=quiet)
    present(Answer(document=lambda: json_schema(of)), to)
