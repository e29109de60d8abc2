"""`archpers init`: a scenario file to start from."""

from typing import Annotated

import typer

from archpers.cli import options
from archpers.errors import readable
from archpers.output.present import Answer, Destination, present, say


def init(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The scenario file to write; - for standard output.")],
    plan: Annotated[bool, typer.Option("--plan", help="Add the twelve tasks of the plan, to be filled in.")] = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Write a commented scenario file to start from.

    It works at once: put your own figures in the place of the example's.

    \b
    Example:
      archpers init my-team.yaml
      archpers init our-plan.yaml --plan
    """
    import shlex

    from archpers.output.formats.files import is_file
    from archpers.scenario.shipped import template

    to = Destination(None, file, formats=("yaml",), force=force, quiet=quiet)
    present(Answer(own={"yaml": lambda stream: stream.write(template(plan=plan).encode())}), to)
    if file != "-" and is_file(file):
        say(f"next: put your figures in, then run `archpers model {readable(shlex.quote(file))}`", quiet=quiet)
