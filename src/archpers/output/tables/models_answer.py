"""The answer of `archpers model` for many files: one row each, and what is wrong with those that cannot be used."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archpers.errors import Problem
from archpers.model.definition import ANSWER, ANSWER_WITHOUT_REFORM
from archpers.model.registry import described, shown_in
from archpers.output.present import Answer, DataRows, Display
from archpers.output.tables.table import Cell, Column, Number, Row, Table
from archpers.results.file_tasks import FileModel
from archpers.results.result import NOTES
from archpers.what_if.messages import counted, named

_RESIDUAL = "residual_hours"
_HEADING = 14
"""Longer headings [characters] are folded, which leaves room for files."""
_MOST_ROWS = 60
"""Rows that a screen shows; a file has them all."""


def models_answer(models: Sequence[FileModel], invalid: Sequence[Problem]) -> Answer:
    """Answer what each of many files comes to. invalid: problems of what could not be looked at."""
    problems = [*invalid, *(problem for each in models for problem in each.problems)]
    good = [each for each in models if not each.problems]
    names = list(dict.fromkeys(text for each in good for text in each.figures))

    def rows() -> Iterator[list[object]]:
        for each in models:
            figures = [each.figures.get(text) for text in names]
            told = "; ".join(map(str, each.problems)) or None
            yield [each.file, each.scenario.get("name"), *figures, " ".join(each.warnings) or None, told]

    def document() -> dict[str, Any]:
        models = [{**each.scenario, "figures": dict(each.figures), "warnings": [*each.warnings]} for each in good]
        wrong = [{"file": each.file, "line": each.line, "problem": str(each)} for each in problems]
        return {"models": models, "problems": wrong}

    def layout(on_screen: bool) -> Display:
        most = _MOST_ROWS if on_screen else len(good)
        closing = [*_warned(good)]
        if len(good) > most:
            closing.append("The rest is in a file: -o FILE.csv, .json or .parquet.")
        return Display([*_answer(models, good, problems)], [_table(good[:most])] if good else [], closing)

    return Answer(
        layout=layout,
        rows=lambda: DataRows(("file", "name", *names, "warnings", "problem"), rows()),
        document=document,
        beside=(),
    )


def _answer(models: Sequence[FileModel], good: Sequence[FileModel], problems: Sequence[Problem]) -> Iterator[str]:
    """Say how many there are, how many have a deficit, and which are not in it."""
    own = [value for each in good if (value := each.figures.get(_RESIDUAL)) is not None]
    deficits = sum(value < 0 for value in own)
    verdict = f"{counted(deficits, 'has', 'have')} a deficit" if deficits else "none has a deficit"
    yield f"{counted(len(good), 'scenario', 'scenarios')}{f': {verdict}' if own else ''}."
    if len(own) < len(good):
        yield f"{counted(len(good) - len(own), 'scenario has', 'scenarios have')} no reform, so nothing is left of it."
    if problems:
        files = list(dict.fromkeys(each.file for each in problems))
        yield f"Not modelled, since invalid: {named(files)}."


def _warned(models: Sequence[FileModel]) -> Iterator[str]:
    """Say what is warned of, in how many; the words are in the answer of each by itself."""
    codes = Counter(code for each in models for code in each.warnings if code not in NOTES)
    if codes:
        several = named([f"{code} ({count})" for code, count in codes.most_common()], len(codes))
        yield f"Warnings, and in how many: {several}. `archpers model FILE` says each in words."


def _table(models: Sequence[FileModel]) -> Table:
    answers = [
        [text for text in shown_in(table) if any(text in each.figures for each in models)]
        for table in (ANSWER, ANSWER_WITHOUT_REFORM)
    ]
    shown = ["people_served", *(answers[0] or answers[1])]
    columns = [
        Column("File", numeric=False),
        *(Column(described(text).short, described(text).unit.text, fold=_HEADING) for text in shown),
    ]
    try:
        folder = os.path.commonpath([Path(each.file).parent for each in models])
    except ValueError:  # some are named from the root, others are not
        folder = ""
    rows = []
    for each in models:
        cells: list[Cell] = [Number(each.figures.get(text), described(text).unit) for text in shown]
        label = os.path.relpath(each.file, folder) if folder else each.file
        rows.append(Row((label, *cells), alarm=(each.figures.get(_RESIDUAL) or 0.0) < 0))
    return Table(f"Scenarios in {folder}" if folder else "Scenarios", columns, rows)
