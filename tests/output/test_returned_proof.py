"""Workbooks that come back: edited by openpyxl, recalculated by LibreOffice, and modelled from the scenario they give.

Each generated scenario or region becomes a file, the file a workbook; openpyxl types other inputs in; LibreOffice
recalculates all formulas of that. `archpers init --from` makes a scenario of the edited workbook, and what Python
computes for it must be what LibreOffice has, cell by cell.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import openpyxl
import pytest

from archpers.output.workbook.returned import returned
from archpers.output.workbook.workbook import built, workbook
from archpers.scenario.in_place import anew
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.spreadsheet.excel import ExcelFile
from tests.engines import Cells, drawn_of, program, proofs_whole, read_cells, recalculated_by_libreoffice
from tests.output.test_workbook_proof import SHAPES, differences

pytestmark = pytest.mark.proof

COUNT = {
    "toolkit": 40,
    "shares and an own function": 25,
    "no cost": 10,
    "no functions": 10,
    "no reform": 5,
    "region": 25,
    "built up": 25,
    "built up, not all stated": 20,
    "built up region": 15,
    "a set of its own": 15,
    "several sets": 10,
}
"""How many of each shape of `test_workbook_proof`; 200 in all."""


class Back(NamedTuple):
    """A workbook that was edited, and what Python computes for the scenario that comes back."""

    edited: Path
    changes: int
    expected: Cells


def text_of(scenario: Scenario | Region) -> str:
    """Write a scenario that was drawn as a file."""
    return anew(scenario.model_dump(mode="json", exclude_unset=True, by_alias=True))


def edit(folder: Path, name: str, shape: str, number: int) -> tuple[Path, int]:
    """Write a scenario's workbook and type some or all inputs of another of its shape in: the file, and how many."""
    draw, chance = SHAPES[shape].draw, Random(f"edit {shape} {number}")
    file, target = folder / f"{name}.yaml", folder / f"{name}.xlsx"
    file.write_text(text_of(draw(Random(f"back {shape} {number}"))), encoding="utf-8")
    scenario = load(file)
    other = {cell: own for cell, own in built(draw(Random(f"other {shape} {number}"))).entries.items() if own.path}
    made = built(scenario)
    target.write_bytes(made.content())
    book = openpyxl.load_workbook(target)
    before = {cell: own for cell, own in made.entries.items() if own.path}
    assert before.keys() == other.keys()
    every = number % 2 == 0 or "shares" in shape or "region" in shape
    typed = 0
    for (sheet, row, column), own in other.items():
        if own.value != before[sheet, row, column].value and (every or chance.random() < 0.5):
            book[sheet].cell(row + 1, column + 1).value = own.value
            typed += 1
    book.save(target)
    return target, typed


@pytest.fixture(name="backs", scope="module")
def _backs(tmp_path_factory: pytest.TempPathFactory) -> list[Back]:
    program("soffice")
    return list(_each(tmp_path_factory.mktemp("backs")))


def _each(folder: Path) -> Iterator[Back]:
    for shape, count in COUNT.items():
        for number in range(drawn_of(count)):
            target, changes = edit(folder, f"{shape.replace(' ', '_').replace(',', '')}_{number}", shape, number)
            back = returned(ExcelFile(target.read_bytes(), target.name))
            assert len(back.changes) == changes
            file = folder / "changed.yaml"
            file.write_text(back.text, encoding="utf-8")
            made = folder / "changed.xlsx"
            made.write_bytes(workbook(load(file)))
            # the two-way grid starts from two cells that are no inputs: another view of the same
            computed = read_cells(made, formulas=True).items()
            yield Back(target, changes, {cell: value for cell, value in computed if cell[0] != "Two-way"})


def test_libreoffice_has_what_python_computes_for_the_scenario_that_comes_back(
    backs: list[Back], tmp_path: Path
) -> None:
    assert len(backs) == (200 if proofs_whole() else 18)
    assert sum(back.changes for back in backs) > 10 * len(backs)
    recalculated = recalculated_by_libreoffice([back.edited for back in backs], tmp_path)
    wrong = [
        f"{back.edited.name} {text}"
        for back in backs
        for text in differences(back.expected, recalculated[back.edited.name])
    ]
    assert wrong == []


def test_an_edit_that_does_not_come_back_is_found(backs: list[Back]) -> None:
    before = read_cells(backs[0].edited)
    assert list(differences(backs[0].expected, before))
