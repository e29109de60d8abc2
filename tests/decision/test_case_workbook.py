"""The sheet Case against LibreOffice: every input changed, every year recalculated, every cell compared."""

from pathlib import Path
from random import Random

import pytest

from archpers.output.workbook.workbook import workbook
from archpers.results.case import evaluate_case
from archpers.scenario.inputs import all_givens, kind_of
from archpers.scenario.load import load
from archpers.scenario.reading.yaml import Override
from archpers.scenario.schema.scenario import Region, Scenario
from tests.decision.test_case import EXAMPLE, REGION
from tests.engines import Cells, changed, program, proofs_required, read_cells, recalculated_by_libreoffice
from tests.output.test_workbook_proof import differences, input_cells

_KEPT = ("level_share", "effect_by_year", "lever_reach")
"""Shares that must add up or be reached; what they multiply changes."""


def drawn(file: Path, random: Random) -> Scenario | Region:
    """Draw a scenario of the same shape: every number moved by up to a fifth, nothing out of bounds."""
    overrides = []
    for given in all_givens(load(file)):
        most = kind_of(given.name).most
        value = given.figure.value * random.uniform(0.8, 1.2 if given.name != "profile_by_year" else 1.0)
        if given.name not in _KEPT and 0 < value <= most:
            overrides.append(Override(given.path, repr(value), "drawn"))
    return load(file, overrides)


@pytest.mark.parametrize("shape", ["team", "region"])
def test_libreoffice_computes_every_year_as_python_does(shape: str, tmp_path: Path) -> None:
    program("soffice")
    file = tmp_path / "case.yaml"
    file.write_text(EXAMPLE.read_text(encoding="utf-8") if shape == "team" else REGION, encoding="utf-8")
    example = tmp_path / "example.xlsx"
    example.write_bytes(workbook(load(file)))
    cells, formulas = input_cells(example), read_cells(example, formulas=True)
    expected: dict[str, Cells] = {}
    for number in range(50 if proofs_required() else 3):
        made = tmp_path / "made.xlsx"
        made.write_bytes(workbook(drawn(file, Random(f"{shape} {number}"))))
        own, copy = read_cells(made), tmp_path / f"{shape}_{number}.xlsx"
        changed(example, {cell: float(own[cell]) for cell in cells}, copy)
        expected[copy.name] = {cell: own[cell] for cell in formulas}
    assert sum(cell[0] == "Case" for cell in formulas) > 100
    recalculated = recalculated_by_libreoffice([tmp_path / name for name in expected], tmp_path)
    wrong = [f"{name} {text}" for name, own in expected.items() for text in differences(own, recalculated[name])]
    assert wrong == []


def test_sheet_has_the_case_itself(tmp_path: Path) -> None:
    file = tmp_path / "example.xlsx"
    file.write_bytes(workbook(load(EXAMPLE)))
    values = [value for (sheet, _), value in read_cells(file).items() if sheet == "Case"]
    result = evaluate_case(load(EXAMPLE))
    assert {result.totals.npv, result.totals.npsv} <= set(values)
    for year in result.by_year.values():
        assert year["net_cash"] in values
