"""Workbooks with levers, release, reinvestment and brokerage, recalculated by LibreOffice, and their tables."""

from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.model.reinvestment import FORM_LABELS
from archpers.output.tables.decision.decision_tables import NOTHING, decision_tables
from archpers.output.workbook.workbook import workbook
from archpers.results.evaluate import evaluate
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Scenario
from tests.engines import changed, drawn_of, program, read_cells, recalculated_by_libreoffice
from tests.output.test_workbook_proof import differences, input_cells, reform, system

SHIPPED = "yorkshire-humber-2010-reinvestment"
SHEETS = {
    "Levers": "Hours freed alone [hours/year]",
    "Cash": "Cash releasing",
    "Support": "People reached [people/year]",
    "Brokerage": "Start-up cost, underwritten by the council",
}
"""Sheet -> what stands there."""


def drawn(random: Random) -> Scenario:
    """Draw a scenario with all four blocks; levers act together on one function, and take more time too."""

    def lever(function: str) -> dict[str, Any]:
        change = {"value": random.uniform(-1, 0.5), "source": "drawn"}
        return {"gear": "solve_problems", "function": function, "reach": random.uniform(0.01, 1), "change": change}

    def form(most: float) -> dict[str, float]:
        rates = {"cost_per_hour": random.uniform(5, 50), "hours_per_person": random.uniform(1, 40)}
        return {"share": random.uniform(0.001, most), **rates}

    first, second = random.uniform(0.1, 0.5), random.uniform(0.1, 0.4)
    levels = {"little": first, "more": second, "all": 1 - first - second}
    return Scenario.model_validate(
        {
            "name": "Drawn",
            **system(random, "days", "cost", "weekly"),
            "flow": {"new_people": random.uniform(1, 900)},
            "reform": reform(random),
            "best_source": {
                row: {key: random.uniform(1, 300) for key in BEST_SOURCE_LABELS} for row in ("plan", "organise")
            },
            "levers": {"one": lever("long_reviews"), "two": lever("long_reviews"), "three": lever("full_assessment")},
            "release": {"share": random.uniform(0.01, 1), "cost_per_hour": random.uniform(5, 60)},
            "reinvestment": {**{key: form(0.15) for key in FORM_LABELS}, "additional": {"builders": form(0.2)}},
            "brokerage": {
                "levels": {key: {"share": share, "hours": random.uniform(1, 50)} for key, share in levels.items()},
                "start_up_cost_per_hour": {key: random.uniform(1, 40) for key in BEST_SOURCE_LABELS},
                "ongoing_share": random.uniform(0.01, 1),
                "ongoing_hours_per_person": random.uniform(1, 9),
                "ongoing_cost_per_hour": random.uniform(5, 40),
            },
        }
    )


@pytest.mark.proof
@pytest.mark.parametrize("start", range(0, 200, 50))
def test_libreoffice_computes_what_python_computes(tmp_path: Path, start: int) -> None:
    program("soffice")
    example = tmp_path / "example.xlsx"
    example.write_bytes(workbook(drawn(Random("example"))))
    cells, formulas = input_cells(example), read_cells(example, formulas=True)
    expected = {}
    for number in range(start, start + drawn_of(50)):
        made = tmp_path / "made.xlsx"
        made.write_bytes(workbook(drawn(Random(f"decision {number}"))))
        own = read_cells(made)
        file = tmp_path / f"case_{number}.xlsx"
        changed(example, {cell: float(own[cell]) for cell in cells}, file)
        expected[file.name] = {cell: own[cell] for cell in formulas if cell in own}
    found = recalculated_by_libreoffice([tmp_path / name for name in expected], tmp_path)
    assert [f"{name} {text}" for name, own in expected.items() for text in differences(own, found[name])] == []


def test_cash_and_what_is_none_stand_apart() -> None:
    scenario = load(SHIPPED)
    levers, cash, bought, brokerage = decision_tables(scenario, evaluate(scenario))
    assert levers.note.startswith("37% of the residual is explained by levers; for 39,939 hours nobody has said where")
    assert [str(row.cells[1]) for row in cash.rows] == ["yes", "no", "no", ""]
    assert [str(row.cells[-1]) for row in cash.rows] == ["£481,221", "£115,893", "£895,671", "£1,492,785"]
    assert bought.rows[-2].cells[-1] == ""  # people reached by two forms count in both
    assert {str(row.cells[-1]) for row in brokerage.rows} == {"council", "people's budgets"}


def test_with_a_deficit_there_is_nothing_to_release() -> None:
    scenario = load(SHIPPED, [parse_override("reform.crisis_share=90%")])
    result = evaluate(scenario)
    _, cash, bought, _ = decision_tables(scenario, result)
    assert (cash.rows, cash.note) == ((), NOTHING)
    assert (bought.rows, bought.note) == ((), NOTHING)
    assert (result.quantities["cash_releasing_value"] or 0) < 0
    assert "nothing_to_release" in {warning.code for warning in result.warnings}


def test_each_block_has_a_live_sheet_of_its_own_with_its_inputs(tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook(load(SHIPPED)))
    book = openpyxl.load_workbook(file)
    assert [title for title in book.sheetnames if title in SHEETS] == list(SHEETS)
    places = input_cells(file)
    live = read_cells(file, formulas=True)
    for title, told in SHEETS.items():
        assert any(sheet == title for sheet, _ in places), title
        texts = [str(cell.value) for row in book[title] for cell in row]
        assert told in texts
        assert sum(sheet == title for sheet, _ in live) >= 3, title
    assert not [
        text for text in (str(cell.value) for row in book["Results"] for cell in row) if "Cash releasing" in text
    ]


def test_without_a_block_there_is_no_sheet_of_it(tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook(load("toolkit-team")))
    assert not {*SHEETS} & {*openpyxl.load_workbook(file).sheetnames}
