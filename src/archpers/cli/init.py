"""`archpers init`: a scenario file to start from."""

from typing import Annotated, TextIO

import typer

from archpers.cli.common import Force, Format, Quiet, as_utf8, emit, say


def init(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The scenario file to write; - for standard output.")],
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write a commented scenario file to start from.

    It works at once: put your own figures in the place of the example's.

    \b
    Example:
      archpers init my-team.yaml
    """
    import shlex

    from archpers.scenario.shipped import template

    def render(stream: TextIO) -> None:
        as_utf8(stream).write(template())

    emit(Format.TABLE, file, {Format.TABLE: render}, force=force, quiet=quiet)
    if file != "-":
        say(f"next: put your figures in, then run `archpers model {shlex.quote(file)}`", quiet=quiet)
