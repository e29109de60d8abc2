"""The sheet Case against LibreOffice: every input changed, every year recalculated, every cell compared."""

from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from archpers.output.workbook.workbook import workbook
from archpers.results.case import evaluate_case
from archpers.scenario.inputs import all_givens, kind_of
from archpers.scenario.load import load
from archpers.scenario.reading.document import Override
from archpers.scenario.schema.scenario import Region, Scenario
from tests.decision.test_case import EXAMPLE, REGION
from tests.engines import Cells, changed, drawn_of, program, read_cells, recalculated_by_libreoffice
from tests.output.test_workbook_proof import NOT_STATED, differences, input_cells

_BETWEEN = {
    "effect_by_year": (0.5, 1.0),
    "profile_by_year": (0.05, 0.5),
    "release_share": (0.2, 0.9),
    "lever_reach": (0.1, 0.99),
}
"""Where inputs are drawn that go together: no more is released than is free."""


def drawn(file: Path, random: Random) -> Scenario | Region:
    """Draw a scenario of the same shape: every number changed, most by up to a fifth, nothing out of bounds."""
    overrides, scenario = [], load(file)
    levels = {given.path: random.uniform(1, 9) for given in all_givens(scenario) if given.name == "level_share"}
    for given in all_givens(scenario):
        value, most = given.figure.value, kind_of(given.name).most
        if given.path in levels:
            value = levels[given.path] / sum(levels.values())
        elif given.name in _BETWEEN:
            value = random.uniform(*_BETWEEN[given.name])
        else:
            value = value * random.uniform(0.8, 1.2) or random.uniform(0.01, min(most, 90))
            value = min(value, most * random.uniform(0.9, 0.99))
        overrides.append(Override(given.path, repr(value), "drawn"))
    return load(file, overrides)


@pytest.mark.proof
@pytest.mark.parametrize("shape", ["team", "region"])
def test_libreoffice_computes_every_year_as_python_does(shape: str, tmp_path: Path) -> None:
    program("soffice")
    file = tmp_path / "case.yaml"
    file.write_text(EXAMPLE.read_text(encoding="utf-8") if shape == "team" else REGION, encoding="utf-8")
    example = tmp_path / "example.xlsx"
    example.write_bytes(workbook(load(file)))
    cells, formulas = input_cells(example), read_cells(example, formulas=True)
    before = read_cells(example)
    stated = [cell for cell in cells if cell[0] != "Two-way" and before[cell] not in NOT_STATED]
    expected: dict[str, Cells] = {}
    for number in range(drawn_of(50)):
        made = tmp_path / "made.xlsx"
        made.write_bytes(workbook(drawn(file, Random(f"{shape} {number}"))))
        own, copy = read_cells(made), tmp_path / f"{shape}_{number}.xlsx"
        assert [cell for cell in stated if own[cell] == before[cell]] == []
        changed(example, {cell: float(own[cell]) for cell in cells}, copy)
        expected[copy.name] = {cell: own[cell] for cell in formulas if cell in own}
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


def test_a_year_s_formulas_can_be_copied_to_the_next_column(tmp_path: Path) -> None:
    file = tmp_path / "example.xlsx"
    file.write_bytes(workbook(load(EXAMPLE)))
    sheet = openpyxl.load_workbook(file)["Case"]
    copied, others = 0, []
    for label, *years in sheet.iter_rows(min_row=11, max_col=6):
        first = years[0]
        if not isinstance(first.value, str) or not first.value.startswith("="):
            continue
        wanted = [Translator(first.value, first.coordinate).translate_formula(year.coordinate) for year in years]
        if wanted == [year.value for year in years]:
            copied += 1
        else:
            others.append(label.value)
    assert copied > 100
    assert others == []
