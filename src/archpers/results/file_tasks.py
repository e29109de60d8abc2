"""Scenario files as tasks, many at a time: each is read, modelled or held against what it expects, by any process."""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from archpers.errors import ArchpersError, Problem, ScenarioError
from archpers.results.evaluate import evaluate, reference
from archpers.results.expectations import Outcome, outcomes
from archpers.results.loading import load
from archpers.results.names import measures_of
from archpers.results.remarks.approval_remarks import expired
from archpers.results.remarks.warnings import file_remarks
from archpers.results.values import everywhere, value_of
from archpers.scenario.reading.document import Override
from archpers.scenario.schema.scenario import Region, Scenario


class FileTask(NamedTuple):
    """A scenario file, and what is put in place in it."""

    file: str = ""
    content: bytes | None = None
    """What the file holds, for who cannot read it; None: it is read where the task is done."""
    overrides: tuple[Override, ...] = ()
    options: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    prices: str | None = None
    day: date | None = None
    """That an approval is held against; None: nothing is said of it."""

    def load(self) -> Scenario | Region:
        """Read the file. Raises what `results.loading.load` does."""
        arranged = self.overrides, self.options, self.changes, self.prices
        if self.content is None:
            return load(self.file, *arranged)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "scenario.yaml")
            copy.write_bytes(self.content)
            return load(self.file, *arranged, actual=copy)


class FileModel(NamedTuple):
    """What a file comes to, one number a figure."""

    file: str
    scenario: Mapping[str, Any]
    """Its name, file and SHA-256; empty where it cannot be used."""
    figures: Mapping[str, float | None]
    """Name of the figure -> its value [its unit]; None where it is not estimated."""
    warnings: tuple[str, ...]
    """Their codes."""
    late: tuple[str, ...]
    """That its approval has run out by the day of the task, if it has; figures hang on no day."""
    problems: tuple[Problem, ...]


class FileCheck(NamedTuple):
    """Whether a file gives what it expects."""

    file: str
    scenario: Mapping[str, Any]
    outcomes: tuple[Outcome, ...]
    remarks: tuple[str, ...]
    """What is to be warned of in the file."""
    problems: tuple[Problem, ...]


def model_file(task: FileTask) -> FileModel:
    """Model one file; all that is wrong with it is in the answer."""
    try:
        scenario = task.load()
        values, warnings = everywhere(scenario), evaluate(scenario).warnings
    except ArchpersError as error:
        return FileModel(task.file, {}, {}, (), (), _problems(task, error))
    figures = {measure.text: value_of(measure, values) for measure in measures_of(scenario) if measure.year is None}
    codes = dict.fromkeys([*(warning.code for warning in warnings), *(code for code, _ in file_remarks(scenario))])
    return FileModel(task.file, reference(scenario), figures, tuple(codes), _late(task, scenario), ())


def check_file(task: FileTask) -> FileCheck:
    """Hold one file against what it expects; all that is wrong with it is in the answer."""
    try:
        scenario = task.load()
        found = tuple(outcomes(scenario))
    except ScenarioError as error:
        return FileCheck(task.file, {}, (), (), error.problems)
    remarks = (*(message for _, message in file_remarks(scenario)), *_late(task, scenario))
    return FileCheck(task.file, reference(scenario), found, remarks, ())


def _late(task: FileTask, scenario: Scenario | Region) -> tuple[str, ...]:
    told = expired(scenario, task.day) if task.day is not None else ()
    return tuple(f"{task.file}: {message}" for _, message in told)


def _problems(task: FileTask, error: ArchpersError) -> tuple[Problem, ...]:
    if isinstance(error, ScenarioError):
        return error.problems
    return (Problem(str(error), "leave it out for this file", task.file),)
