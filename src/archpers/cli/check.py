"""`archpers check`: the expectations written in scenario files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from archpers.cli import options
from archpers.cli.loading import opened
from archpers.errors import Problem, ScenarioError, UsageError
from archpers.output.present import Destination, present

if TYPE_CHECKING:
    from archpers.results.expectations import Outcome

CheckForm = Literal["table", "json", "csv", "markdown", "junit"]


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Scenario files, folders of them, or shipped names.")
    ],
    form: Annotated[
        CheckForm | None, typer.Option("--format", help="How to write the outcome; a table by default.")
    ] = None,
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> int:
    """Check scenarios against what they expect to give.

    What a file expects of its own result stands in it under `expect:`.

    Exit code 0: all holds; 1: something does not, and all of that is listed; 2: a file is invalid, or none expects
    anything.

    \b
    Examples:
      archpers check toolkit-team yorkshire-humber-2010
      archpers check toolkit-team --format junit
    """
    from archpers.output.tables.expectation_tables import check_answer
    from archpers.results.expectations import outcomes

    to = Destination(form, output, formats=get_args(CheckForm), force=force, quiet=quiet)
    found: list[Outcome] = []
    invalid: list[Problem] = []
    for file in _files(paths):
        try:
            found.extend(outcomes(opened(to, file)))
        except ScenarioError as error:
            invalid.extend(error.problems)
    if not found and not invalid:
        raise UsageError(f"{', '.join(paths)}: nothing to check; write what a result must be under `expect:`")
    if found:
        present(check_answer(found), to)
    if invalid:
        raise ScenarioError(invalid)
    return 0 if all(outcome.holds for outcome in found) else 1


def _files(paths: Sequence[str]) -> Iterator[str]:
    for name in paths:
        folder = Path(name)
        if folder.is_dir():
            files = sorted(file for file in folder.rglob("*") if file.suffix in (".yaml", ".yml") and file.is_file())
            yield from map(str, files)
        else:
            yield name
