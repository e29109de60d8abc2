"""The checks of a workbook, recalculated by LibreOffice: what they find, what they count, and what the cover says."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from archpers.output.workbook.sheets.assumptions_sheet import NO_NUMBER, NOT_POSSIBLE, OUTSIDE
from archpers.output.workbook.sheets.checks_sheet import DIFFERS, LOOK, OK, SAME
from archpers.output.workbook.workbook import built, workbook
from archpers.scenario.load import load
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Scenario
from tests.engines import Cells, program, recalculated_by_libreoffice

SCENARIOS = ("toolkit-team", "built-up-borough", "business-case", "yorkshire-humber-2010")


def opened(name: str, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(load(name))), data_only=values)


def table(book: Workbook, cells: Cells | None = None) -> dict[str, dict[str, object]]:
    """Return the rows of the tables on the sheet Checks, by their first cell, with what was recalculated."""
    found: dict[str, dict[str, object]] = {}
    sheet = book["Checks"]
    for own in sheet.tables.values():
        heads, *rows = sheet[own.ref]
        for row in rows:
            computed = [(cells or {}).get(("Checks", cell.coordinate), cell.value) for cell in row]
            found[str(row[0].value)] = dict(zip([head.value for head in heads], computed, strict=True))
    return found


def edited(name: str, changes: Mapping[str, object], tmp_path: Path) -> tuple[Workbook, Cells]:
    """Type into the cells of some inputs, by path, and let LibreOffice recalculate the workbook."""
    program("soffice")
    made = built(load(name))
    content = made.content()
    places = {path_text(entry.path): place for place, entry in made.entries.items() if entry.path}
    book: Any = openpyxl.load_workbook(BytesIO(content))
    for path, value in changes.items():
        sheet, row, column = places[path]
        book[sheet].cell(row + 1, column + 1).value = value
    file = tmp_path / "edited.xlsx"
    book.save(file)
    return openpyxl.load_workbook(BytesIO(content)), recalculated_by_libreoffice([file], tmp_path)[file.name]


def cover(book: Workbook, cells: Cells) -> list[str]:
    return [str(cells.get(("Cover", f"A{row}"), "")) for row in range(1, 12)]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_numbers_of_the_file_pass(name: str) -> None:
    book = opened(name, values=True)
    rows = table(book)
    assert [words for words, row in rows.items() if row.get("Verdict") == LOOK] == []
    assert sum(row.get("Verdict") == OK for row in rows.values()) >= 9
    assert all(row["In words"] == SAME for row in rows.values() if "In words" in row)


def test_every_kind_of_check_is_there() -> None:
    words = " | ".join(word for name in SCENARIOS for word in table(opened(name)))
    for part in (
        "Time share: they add up to 100%",
        "Level share: they add up to 100%",
        "Time shares of the authority that has most",
        "Hours a week in the functions against",
        "Core hours, Crisis hours, Residual hours: they make up the whole",
        "Function hours: they make up the whole",
        "Group cost: they make up the whole",
        "Residual hours: what the authorities have is what the region has",
        "Authorities in which the parts miss the whole",
        "Net cash: the years make up what has come together by the last",
        "Inputs in use that are no number",
        "Inputs in use that no file could hold",
        "Inputs in use outside their low to high",
    ):
        assert part in words, part


@pytest.mark.proof
def test_a_change_is_counted_and_told(tmp_path: Path) -> None:
    book, cells = edited("example-borough", {"people_served": 3600, "reform.crisis_share": 0.22}, tmp_path)
    rows = table(book, cells)
    assert [row["Verdict"] for row in rows.values() if "Verdict" in row] == [OK] * 15
    assert rows["People per care manager"]["In words"] == DIFFERS
    assert rows["Care managers"]["In words"] == SAME
    told = cover(book, cells)
    assert "All 15 checks are OK." in told
    assert "2 inputs were changed since the file was made: see Assumptions." in told


@pytest.mark.proof
@pytest.mark.parametrize(
    ("path", "value", "state"),
    [
        ("people_served", 3800, OUTSIDE),
        ("people_served", 0, NOT_POSSIBLE),
        ("reform.crisis_share", 1.2, NOT_POSSIBLE),
        ("reform.crisis_hours_per_person", "many", NO_NUMBER),
    ],
)
def test_an_input_that_cannot_be_asks_for_a_look(path: str, value: object, state: str, tmp_path: Path) -> None:
    book, cells = edited("example-borough", {path: value}, tmp_path)
    rows = table(book, cells)
    words = {
        OUTSIDE: "Inputs in use outside their low to high",
        NOT_POSSIBLE: "Inputs in use that no file could hold",
        NO_NUMBER: "Inputs in use that are no number",
    }
    assert (rows[words[state]]["Found"], rows[words[state]]["Verdict"]) == (1.0, LOOK)
    assert state in [text for (sheet, _), text in cells.items() if sheet == "Assumptions"]
    assert any(text.endswith("ask for a look: see the sheet Checks.") for text in cover(book, cells))
    assert "1 input was changed since the file was made: see Assumptions." in cover(book, cells)


@pytest.mark.proof
def test_shares_that_no_longer_add_up_are_found(tmp_path: Path) -> None:
    path = 'authorities."LA 1".functions.time_shares.first_contact'
    book, cells = edited("yorkshire-humber-2010", {path: 0.5}, tmp_path)
    rows = table(book, cells)
    looks = [words for words, row in rows.items() if row.get("Verdict") == LOOK]
    assert "Time shares of the authority that has most: 100%, but for what rounding leaves in the file" in looks
    assert "Function hours: they make up the whole" in looks
    assert "Residual hours: what the authorities have is what the region has" not in looks


@pytest.mark.proof
def test_a_formula_that_was_typed_over_is_found(tmp_path: Path) -> None:
    """Sheets can be unprotected; with a number in place of the residual the parts no longer make up the whole."""
    program("soffice")
    book = opened("toolkit-team")
    ((sheet, cell),) = book.defined_names["residual_hours"].destinations
    book[sheet][cell] = 1000
    file = tmp_path / "typed.xlsx"
    book.save(file)
    rows = table(book, recalculated_by_libreoffice([file], tmp_path)[file.name])
    assert rows["Core hours, Crisis hours, Residual hours: they make up the whole"]["Verdict"] == LOOK
    assert rows["Function hours: they make up the whole"]["Verdict"] == OK


@pytest.mark.proof
def test_a_deficit_is_told_on_the_cover(tmp_path: Path) -> None:
    book, cells = edited("toolkit-team", {"reform.crisis_share": 0.9}, tmp_path)
    assert any(text.startswith("Deficit: time that is missing") for text in cover(book, cells)[6:] + list_of(cells))
    assert not any(text.startswith("Residual: time that could") for text in list_of(cells))


def list_of(cells: Cells) -> list[str]:
    return [str(text) for (sheet, _), text in cells.items() if sheet == "Cover"]


def test_a_scenario_without_functions_and_reform_checks_its_inputs() -> None:
    team = {"name": "x", "staffing": {"care_managers_wte": 10, "hours_per_year": 15000}, "people_served": 400}
    book = openpyxl.load_workbook(BytesIO(workbook(Scenario.model_validate(team))))
    assert [row for row, own in table(book).items() if "Verdict" in own] == [
        "Inputs in use that are no number",
        "Inputs in use that no file could hold",
        "Inputs in use outside their low to high",
    ]
