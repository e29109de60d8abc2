"""`archpers model`: the overview, the split by function and the reform model of a scenario, or many in a row each."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.files import file_tasks, is_folder
from archpers.cli.shared.loading import opened, parsed
from archpers.cli.shared.recording import recorded
from archpers.errors import Problem, ScenarioError, UsageError
from archpers.output.present import Destination, present


def model(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="A scenario file, the name of a shipped scenario, or - for standard input; several, or folders, for a "
            "row each.",
        ),
    ],
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    form: options.RowForm = None,
    output: options.Output = "-",
    workers: options.Workers = None,
    scheduler: options.Scheduler = None,
    glossary: options.Glossary = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Model a scenario: costs, use of time, and the reform.

    Shows the overview, where the time goes, and what a reform would leave to reinvest. Of several files, or a folder of
    them, each has a row; exit code 2 where one is invalid, after the others.

    \b
    Examples:
      archpers model toolkit-team
      archpers model toolkit-team --set reform.crisis_share=25%
      archpers model toolkit-team -o result.json
      archpers model yorkshire-humber-2010 --authority "LA 4"
      archpers model toolkit-team example-borough -o all.csv --workers 2
    """
    from archpers.output.tables.model_answer import model_answer
    from archpers.results.evaluate import evaluate

    to = Destination(form, output, formats=options.ROW_FORMATS, force=force, quiet=quiet, glossary=glossary)
    if len(files) > 1 or is_folder(files[0]):
        _many(to, files, overrides, change, prices, option, authority, workers, scheduler)
        return
    if workers is not None or scheduler is not None:
        raise UsageError(f"{files[0]}: one file needs no workers; name several files, or a folder of them")
    scenario = opened(to, files[0], overrides, option, authority, change, prices)
    present(model_answer(scenario, evaluate(scenario)), to)


def _many(
    to: Destination,
    files: list[str],
    overrides: list[str] | None,
    changes: list[str] | None,
    prices: str | None,
    option: list[str] | None,
    authority: list[str] | None,
    workers: int | None,
    scheduler: str | None,
) -> None:
    from archpers.cli.shared.clock import today
    from archpers.cli.shared.crew import crew
    from archpers.cli.shared.progress import ProgressLine
    from archpers.executors import in_order
    from archpers.output.tables.models_answer import models_answer
    from archpers.results.file_tasks import FileModel, FileTask, model_file

    if authority:
        raise UsageError(f"--authority {authority[0]}: is of one file; name one, or leave the option out")
    recorded(to)
    invalid: list[Problem] = []
    each = FileTask("", None, tuple(parsed(overrides)), tuple(option or ()), tuple(changes or ()), prices, today())
    with crew(workers, scheduler) as executor, ProgressLine(to, "files") as progress:
        tasks = file_tasks(to, files, invalid, each, executor, sent=scheduler is not None)
        models: list[FileModel] = list(progress.counted(in_order(executor, model_file, tasks)))
    if not models and not invalid:
        raise UsageError(f"{', '.join(files)}: holds no scenario file; name files that end in .yaml, or their folder")
    to.remarks.extend(late for own in models for late in own.late)
    present(models_answer(models, invalid), to)
    problems = [*invalid, *(problem for own in models for problem in own.problems)]
    if problems:
        raise ScenarioError(problems)
