"""`archpers check`: the expectations written in scenario files."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from archpers.cli import options
from archpers.cli.loading import opened
from archpers.errors import Problem, ScenarioError, UsageError
from archpers.output.present import Destination, present

if TYPE_CHECKING:
    from archpers.results.expectations import Outcome

CheckForm = Literal["table", "json", "csv", "markdown", "xlsx", "junit"]


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
    from archpers.results.evaluate import reference
    from archpers.results.expectations import outcomes

    to = Destination(form, output, formats=get_args(CheckForm), force=force, quiet=quiet)
    found: list[Outcome] = []
    invalid: list[Problem] = []
    silent: list[str] = []
    read: list[dict[str, Any]] = []
    for file in _files(paths, invalid):
        try:
            scenario = opened(to, file)
            own = outcomes(scenario)
        except ScenarioError as error:
            invalid.extend(error.problems)
            continue
        read.append(reference(scenario))
        found.extend(own)
        silent.extend([] if own else [file])
    if not found and not invalid:
        raise UsageError(f"{', '.join(paths)}: nothing to check; write what a result must be under `expect:`")
    if found or to.form not in (None, "table"):
        present(check_answer(found, invalid, silent, read), to)
    if invalid:
        raise ScenarioError(invalid)
    return 0 if all(outcome.holds for outcome in found) else 1


def _files(paths: Sequence[str], invalid: list[Problem]) -> Iterator[str]:
    """Yield the files that are named, or below a folder that is; what cannot be looked at is added to the problems."""
    for name in paths:
        if Path(name).is_dir():
            yield from map(str, sorted(_below(name, invalid)))
        else:
            yield name


def _below(folder: str, invalid: list[Problem]) -> Iterator[Path]:
    """Find the scenario files of a folder, whatever the case of their suffix; hidden folders only where named."""

    def unreadable(error: OSError) -> None:
        invalid.append(Problem(f"cannot be looked into ({error.strerror})", "make it readable", str(error.filename)))

    seen = set()
    for place, folders, files in os.walk(folder, onerror=unreadable, followlinks=True):
        seen.add(os.path.realpath(place))
        folders[:] = [each for each in folders if each[0] != "." and os.path.realpath(Path(place, each)) not in seen]
        for file in (Path(place, each) for each in files):
            if file.suffix.casefold() not in (".yaml", ".yml"):
                continue
            if file.is_file():
                yield file
            else:
                invalid.append(Problem("is no file, or a link to none", "mend the link, or delete it", str(file)))
