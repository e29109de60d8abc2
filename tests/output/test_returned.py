"""A workbook comes back: what was changed is taken over or refused, with its cell, and nothing else changes."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from archpers.errors import ScenarioError
from archpers.output.workbook import returned as module
from archpers.output.workbook.returned import Returned, is_ours, returned
from archpers.output.workbook.workbook import built, workbook
from archpers.scenario.inputs import all_givens
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override, parse_path
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import on_its_own
from archpers.scenario.shipped import shipped_file
from archpers.scenario.spreadsheet.excel import ExcelFile
from tests.engines import program

ANEW = "undo the change, or write the workbook anew by `archpers workbook`, and change its yellow cells alone"


def cell_of(scenario: Scenario | Region, path: str) -> tuple[str, str]:
    """Find the input cell of a path: its sheet and its place."""
    (found,) = [cell for cell, own in built(scenario).entries.items() if own.path == parse_path(path)]
    sheet, row, column = found
    return sheet, f"{openpyxl.utils.get_column_letter(column + 1)}{row + 1}"


def edited(content: bytes, *edits: Callable[[Any], object]) -> ExcelFile:
    book = openpyxl.load_workbook(BytesIO(content))
    for edit in edits:
        edit(book)
    stream = BytesIO()
    book.save(stream)
    return ExcelFile(stream.getvalue(), "folder/model.xlsx")


def put(cell: tuple[str, str], value: object) -> Callable[[Any], object]:
    def write(book: Any) -> None:
        book[cell[0]][cell[1]].value = value

    return write


def values(scenario: Scenario | Region) -> dict[str, float]:
    return {path_text(given.path): given.figure.value for given in all_givens(scenario)}


def read(tmp_path: Path, back: Returned) -> dict[str, float]:
    file = tmp_path / "changed.yaml"
    file.write_text(back.text, encoding="utf-8")
    return values(load(file))


def refused(book: ExcelFile) -> list[str]:
    with pytest.raises(ScenarioError) as raised:
        returned(book)
    return str(raised.value).splitlines()


TEAM = load("toolkit-team")
CONTENT = workbook(TEAM)
WTE = cell_of(TEAM, "staffing.care_managers_wte")
CRISIS = cell_of(TEAM, "reform.crisis_share")


@pytest.mark.parametrize(
    "name", ["toolkit-team", "yorkshire-humber-2010", "business-case", "built-up-borough", "example-borough"]
)
def test_a_workbook_that_was_not_changed_gives_its_file_to_the_letter(name: str) -> None:
    file = shipped_file(name)
    assert file is not None
    back = returned(edited(workbook(load(name))))
    assert back.text == file.read_text(encoding="utf-8")
    assert back.remarks == ["every input is as in the scenario that the workbook was made of"]


def test_a_change_stands_in_the_file_with_its_cell(tmp_path: Path) -> None:
    book = edited(CONTENT, put(CRISIS, 0.25), put(WTE, 12.5))
    back = returned(book)
    assert [str(change) for change in back.changes] == [
        f"staffing.care_managers_wte = 12.5, which was 11 (Inputs!{WTE[1]})",
        f"reform.crisis_share = 25%, which was 20% (Inputs!{CRISIS[1]})",
    ]
    source = f"changed from 11 in model.xlsx, Inputs!{WTE[1]}, SHA-256 {book.sha256}"
    assert f'  care_managers_wte: {{value: 12.5, source: "{source}"}}\n' in back.text
    assert "price_base_year: 2009-10 # the toolkit names no year; it appeared in 2010\n" in back.text
    assert back.remarks == ["reform.crisis_share: reliability of the file belong to the value before, and are left out"]
    expected = values(TEAM) | {"staffing.care_managers_wte": 12.5, "reform.crisis_share": 0.25}
    assert read(tmp_path, back) == expected


@pytest.mark.parametrize("value", ["25%", 0.25, "0.25"])
def test_text_in_an_input_is_read_as_in_a_scenario_file(value: object, tmp_path: Path) -> None:
    assert read(tmp_path, returned(edited(CONTENT, put(CRISIS, value))))["reform.crisis_share"] == 0.25


def test_a_number_whose_point_could_be_misread_is_written_so_that_it_cannot(tmp_path: Path) -> None:
    cost = cell_of(TEAM, "cost.total")
    assert read(tmp_path, returned(edited(CONTENT, put(cost, 385.125))))["cost.total"] == 385.125


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (put(WTE, None), "staffing.care_managers_wte = nothing: is empty; write a number such as 11.5"),
        (put(WTE, "many"), 'staffing.care_managers_wte = "many": is not a number; write a number such as 11.5'),
        (put(WTE, 0), "staffing.care_managers_wte = 0: whole-time equivalents are more than 0; write a number"),
        (put(WTE, "=5+7"), "staffing.care_managers_wte = =5+7: is a formula without a value; save it in the"),
        (put(WTE, True), "staffing.care_managers_wte = TRUE: is true or false, not a number; write the number"),
    ],
)
def test_what_is_no_input_is_refused(edit: Callable[[Any], object], expected: str) -> None:
    (error,) = refused(edited(CONTENT, edit))
    assert error.startswith(f"folder/model.xlsx:Inputs!{WTE[1]} {expected}")


def test_inputs_that_do_not_go_together_are_refused_with_their_cell() -> None:
    team = load("built-up-borough")
    cell = cell_of(team, "staffing.working_time.annual_leave_days")
    (error,) = refused(edited(workbook(team), put(cell, 300)))
    assert error.startswith(
        f"folder/model.xlsx:'{cell[0]}'!{cell[1]} staffing.working_time.annual_leave_days = 300: 325 days of absence"
    )


def formula_cell(book: Any, sheet: str) -> str:
    cells = (cell for row in book[sheet].iter_rows() for cell in row)
    return str(next(cell.coordinate for cell in cells if cell.data_type == "f"))


def test_every_cell_that_is_changed_and_is_no_input_is_named() -> None:
    book = openpyxl.load_workbook(BytesIO(CONTENT))
    cell = formula_cell(book, "Results")
    starting = next(
        cell for cell in book["Inputs"][int(WTE[1][1:])] if cell.coordinate[0] > "B" and cell.data_type == "n"
    ).coordinate
    before = book["Results"][cell].value
    errors = refused(
        edited(
            CONTENT,
            put(("Results", cell), 5),
            put(("Functions", formula_cell(book, "Functions")), "=1+1"),
            put(("Inputs", starting), 99),
            put(("Inputs", "J40"), "=A1"),
        )
    )
    assert len(errors) == 4
    assert errors[0] == (
        f"folder/model.xlsx:Inputs!{starting} 99: a number of the model was changed, which was 11; {ANEW}"
    )
    assert errors[1] == f"folder/model.xlsx:Inputs!J40 =A1: is not what archpers wrote there, no formula; {ANEW}"
    assert errors[2].startswith(f"folder/model.xlsx:Results!{cell} ")
    assert errors[2].endswith(f"5: is not what archpers wrote there, {before}; {ANEW}")
    assert " =1+1: is not what archpers wrote there, =" in errors[3]


def test_a_number_of_the_model_that_is_deleted_or_text_is_refused() -> None:
    row = int(WTE[1][1:])
    starting = next(
        cell.coordinate
        for cell in openpyxl.load_workbook(BytesIO(CONTENT))["Inputs"][row]
        if cell.coordinate[0] > "B" and cell.data_type == "n"
    )
    for value in (None, "11"):
        (error,) = refused(edited(CONTENT, put(("Inputs", starting), value)))
        assert "a number of the model was changed, which was 11; " in error


def test_a_formula_that_is_only_written_otherwise_is_the_same() -> None:
    def rewrite(book: Any) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        pieces = str(cell.value).split('"')  # what stands between the marks is text
                        for place in range(0, len(pieces), 2):
                            text = pieces[place].replace("'Inputs'!", "inputs!").replace(",", " , ")
                            pieces[place] = text.replace("SUM(", "sum( ")
                        cell.value = '"'.join(pieces)

    assert returned(edited(CONTENT, rewrite)).changes == []


def test_texts_and_sheets_that_are_not_read_are_named() -> None:
    label = f"A{WTE[1][1:]}"
    back = returned(
        edited(
            CONTENT,
            put(("Inputs", label), "Social workers"),
            put(("Inputs", "J50"), "my note"),
            lambda book: book.create_sheet("Mine"),
        )
    )
    assert back.remarks == [
        "every input is as in the scenario that the workbook was made of",
        f'Inputs!{label} says "Social workers", and said "Care managers"; archpers does not read it',
        'Inputs!J50 says "my note", and said nothing; archpers does not read it',
        "archpers does not read the sheets that it did not write: Mine",
    ]


def test_the_start_of_the_two_way_grid_may_be_changed() -> None:
    entries = built(TEAM).entries
    row, column = next(place[1:] for place in entries if place[0] == "Two-way")
    cell = f"{get_column_letter(column + 1)}{row + 1}"
    assert returned(edited(CONTENT, put(("Two-way", cell), 3))).changes == []


def test_an_option_that_was_chosen_is_told_since_it_is_not_read() -> None:
    content = workbook(load("example-borough"))
    back = returned(edited(content, put(("Cover", "B4"), "more crisis")))
    assert back.changes == []
    assert any("Cover!B4" in remark and "more crisis" in remark for remark in back.remarks)


def test_a_sheet_that_is_missing_or_renamed_is_refused() -> None:
    def rename(book: Any) -> None:
        del book["Notes"]
        book["Sources"].title = "Origins"

    assert refused(edited(CONTENT, rename)) == [
        f"folder/model.xlsx Notes: a sheet is missing, or has another name; {ANEW}",
        f"folder/model.xlsx Sources: a sheet is missing, or has another name; {ANEW}",
    ]


def test_a_scenario_file_that_was_changed_is_refused() -> None:
    for row in range(5, 12):
        (error,) = refused(edited(CONTENT, put(("Scenario file", f"B{row}"), "changed")))
        assert "the scenario file on this sheet was changed; write the workbook anew" in error


def test_another_version_is_named_where_formulas_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.load_workbook(BytesIO(CONTENT))
    changed = edited(CONTENT, put(("Results", formula_cell(book, "Results")), 5))
    monkeypatch.setattr(module, "__version__", "9.9")
    first, second = refused(changed)
    assert "this is 9.9, whose formulas may differ" in first
    assert "is not what archpers wrote there" in second


def test_what_was_asked_for_is_in_the_scenario_that_comes_back(tmp_path: Path) -> None:
    overrides = [parse_override("people_served=600"), parse_override("reform.core_hours_per_person.first_contact=null")]
    scenario = load(
        "example-borough", overrides, "both", ["crisis_share=+1%"] * 0 + ["staffing.care_managers_wte=+5%"], "2025-26"
    )
    back = returned(edited(workbook(scenario)))
    assert read(tmp_path, back) == values(scenario)
    assert (
        "--set people_served=600, --set reform.core_hours_per_person.first_contact=null, --option both"
        in back.remarks[-1]
    )
    assert "written anew, without its comments" in back.remarks[-1]


def test_one_authority_gives_the_whole_region_back(tmp_path: Path) -> None:
    region = load("yorkshire-humber-2010")
    own = on_its_own(region, "LA 2")
    cell = cell_of(own, 'authorities."LA 2".people_served')
    back = returned(edited(workbook(own), put(cell, 8000)))
    assert read(tmp_path, back) == values(region) | {'authorities."LA 2".people_served': 8000}
    assert "written anew" in back.remarks[-1]
    assert "--authority LA 2" in back.remarks[-1]


def test_an_input_that_the_file_does_not_state_is_added(tmp_path: Path) -> None:
    text = shipped_file("built-up-borough")
    assert text is not None
    file = tmp_path / "team.yaml"
    lines = [line for line in text.read_text(encoding="utf-8").splitlines() if "training_days" not in line]
    file.write_text("\n".join(lines), encoding="utf-8")
    team = load(file)
    cell = cell_of(team, "staffing.working_time.training_days")
    back = returned(edited(workbook(team), put(cell, 4)))
    assert read(tmp_path, back)["staffing.working_time.training_days"] == 4
    assert back.remarks[-1].endswith("because of an input that the file does not have")


def test_a_number_of_a_list_is_changed_in_its_place(tmp_path: Path) -> None:
    case = load("business-case")
    path = next(path_text(given.path) for given in all_givens(case) if given.path[-1] == "1")
    before = values(case)[path]
    back = returned(edited(workbook(case), put(cell_of(case, path), before / 2)))
    assert read(tmp_path, back) == values(case) | {path: before / 2}


def test_a_long_line_is_cut_and_put_together_again(tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    text = f"# {'x' * 70_000}\n  \n  # _x0041_ <&>\nname: A\nstaffing: {{care_managers_wte: 1, hours_per_year: 1}}\n"
    file.write_text(f"{text}people_served: 1\n", encoding="utf-8")
    assert returned(edited(workbook(load(file)))).text == f"{text}people_served: 1\n"


def test_a_scenario_that_is_of_no_file_has_none() -> None:
    made = Scenario.model_validate({"name": "A", "staffing": TEAM.staffing, "people_served": 5})  # type: ignore[union-attr]
    assert not is_ours(ExcelFile(workbook(made), "m.xlsx"))
    assert is_ours(ExcelFile(CONTENT, "m.xlsx"))


@pytest.mark.proof
@pytest.mark.parametrize("name", ["toolkit-team", "business-case", "yorkshire-humber-2010"])
def test_libreoffice_saves_it_and_nothing_is_changed(name: str, tmp_path: Path) -> None:
    file = tmp_path / "model.xlsx"
    file.write_bytes(workbook(load(name)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command: list[str | Path] = [program("soffice"), profile, "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", tmp_path / "out", file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    back = returned(ExcelFile((tmp_path / "out" / "model.xlsx").read_bytes(), "model.xlsx"))
    assert (back.changes, back.remarks) == ([], ["every input is as in the scenario that the workbook was made of"])
