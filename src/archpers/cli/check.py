"""`archpers check`: the expectations written in scenario files."""

from typing import Annotated, Literal

import typer

from archpers.cli.shared import options
from archpers.cli.shared.files import file_tasks
from archpers.cli.shared.recording import recorded
from archpers.errors import Problem, ScenarioError, UsageError
from archpers.output.formats.registry import USUAL
from archpers.output.present import Destination, present

FORMATS = (*USUAL, "junit")


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Scenario files, folders of them, or shipped names.")
    ],
    form: Annotated[
        Literal[FORMATS] | None,  # type: ignore[valid-type]  # typer reads the names themselves
        typer.Option("--format", help="How to write the outcome; a table by default."),
    ] = None,
    output: options.Output = "-",
    workers: options.Workers = None,
    scheduler: options.Scheduler = None,
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
    from archpers.cli.shared.clock import today
    from archpers.cli.shared.crew import crew
    from archpers.cli.shared.progress import ProgressLine
    from archpers.executors import in_order
    from archpers.output.tables.assurance.expectation_tables import check_answer
    from archpers.results.file_tasks import FileCheck, FileTask, check_file

    to = Destination(form, output, formats=FORMATS, force=force, quiet=quiet)
    recorded(to)
    invalid: list[Problem] = []
    with crew(workers, scheduler) as executor, ProgressLine(to, "files") as progress:
        tasks = file_tasks(to, paths, invalid, FileTask(day=today()), executor, sent=scheduler is not None)
        each: list[FileCheck] = list(progress.counted(in_order(executor, check_file, tasks)))
    to.remarks.extend(remark for own in each for remark in own.remarks)
    invalid.extend(problem for own in each for problem in own.problems)
    found = [outcome for own in each for outcome in own.outcomes]
    silent = [own.file for own in each if not own.outcomes and not own.problems]
    read = [own.scenario for own in each if own.scenario]
    if not found and not invalid:
        raise UsageError(f"{', '.join(paths)}: nothing to check; write what a result must be under `expect:`")
    if found or to.form not in (None, "table"):
        present(check_answer(found, invalid, silent, read), to)
    if invalid:
        raise ScenarioError(invalid)
    return 0 if all(outcome.holds for outcome in found) else 1
