"""`archpers init`: a scenario file to start from."""

from typing import Annotated, TextIO

import typer

from archpers.cli.common import Force, Format, Quiet, emit, say


def init(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The scenario file to write; - for standard output.")],
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write a commented scenario that works at once, to be filled with your own figures.

    \b
    Example:
      archpers init my-team.yaml
    """
    from archpers.scenario.shipped import template

    def render(stream: TextIO) -> None:
        stream.write(template())

    emit(Format.TABLE, file, {Format.TABLE: render}, force=force, quiet=quiet)
    if file != "-":
        say(f"next: put your figures in, then run `archpers model {file}`", quiet=quiet)
