"""The options of a workbook: LibreOffice computes each one chosen on the cover as `archpers model --option` does."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from archpers.output.workbook.choices import ALL_HIGH, ALL_LOW, MOST_OPTIONS, THE_FILE, choices_of
from archpers.output.workbook.workbook import built, workbook
from archpers.scenario.inputs import all_givens
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override, parse_path
from archpers.scenario.reading.document import Override
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if.variable_inputs import variables_of
from tests.engines import program, read_cells, recalculated_by_libreoffice, some
from tests.output.test_workbook_proof import differences

SYSTEM = """
    staffing: {care_managers_wte: 20, working_days_per_year: 220, working_hours_per_day: 7}
    cost: {total: {value: "£900,000", low: 800000, high: 990000}}
    people_served: 900
    functions: {hours_per_week: {first_contact: 40, overview_assessment: 90, full_assessment: 110, basic_planning: 60,
                intensive_planning: 150, problem_solving: 120, short_reviews: 50, long_reviews: 80}}
"""
REGION = f"""
name: A region
price_base_year: 2024-25
authorities:
  St. Helens:{SYSTEM}
  North & South:{SYSTEM}
reform:
  core_hours_per_person: {{first_contact: 2, overview_assessment: 3}}
  crisis_share: {{value: 20%, low: 10%, high: 25%}}
  crisis_hours_per_person: 30
options:
  shared: {{reform.crisis_share: 30%}}
  own: {{authorities."St. Helens".people_served: 1200, authorities."North & South".functions.hours_per_week: 650}}
  a row: {{reform.core_hours_per_person: {{first_contact: 1, overview_assessment: 2}}}}
  "*": {{authorities."St. Helens".cost.total: "£1,000,000"}}
  said again: {{reform.crisis_share: 20%}}
  another function: {{reform.core_hours_per_person.long_reviews: 1}}
"""
BESIDE = ("Options", "Two-way")
"""Sheets that show what the file gives, or whose grid has the shape of the file's own numbers."""


@pytest.fixture(name="region")
def _region(tmp_path: Path) -> Path:
    file = tmp_path / "region.yaml"
    file.write_text(REGION, encoding="utf-8")
    return file


def chosen(content: bytes, name: str, file: Path) -> None:
    """Save a workbook with an option chosen, by a program that computes nothing."""
    book = openpyxl.load_workbook(BytesIO(content))
    ((sheet, cell),) = book.defined_names["option_chosen"].destinations
    book[sheet][cell] = name
    book.save(file)


def at_the_end(file: str | Path, end: str) -> Scenario | Region:
    """Load a scenario with every input that has a range at its low, or at its high."""
    ends = {path: getattr(own, end) for path, own in variables_of(load(file)).items()}
    return load(file, [Override(parse_path(path), repr(own), end) for path, own in ends.items() if own is not None])


@pytest.mark.proof
@pytest.mark.parametrize(
    "name", some(["business-case", "region", "example-borough", "yorkshire-humber-2010-reinvestment"], 2)
)
def test_libreoffice_computes_what_the_model_does_with_the_option(name: str, region: Path, tmp_path: Path) -> None:
    program("soffice")
    file = region if name == "region" else name
    scenario = load(file)
    content = workbook(scenario)
    expected, files = {}, []
    for number, choice in enumerate(choices_of(scenario).columns):
        copy, made = tmp_path / f"chosen_{number}.xlsx", tmp_path / "made.xlsx"
        chosen(content, choice.name, copy)
        ends = {ALL_LOW: "low", ALL_HIGH: "high"}
        if choice.name in ends:
            varied = at_the_end(file, ends[choice.name])
        else:
            varied = load(file, option=None if choice.name == THE_FILE else choice.name)
        made.write_bytes(workbook(varied))
        expected[copy.name] = {
            cell: value for cell, value in read_cells(made, formulas=True).items() if cell[0] not in BESIDE
        }
        files.append(copy)
    found = recalculated_by_libreoffice(files, tmp_path)
    assert len(expected) > 1
    different = {frozenset(cells.items()) for cells in expected.values()}
    assert len(different) > 1
    wrong = [f"{own} {text}" for own, cells in expected.items() for text in differences(cells, found[own])]
    assert wrong == []


def test_an_option_gives_what_the_scenario_under_it_has(region: Path) -> None:
    choices = choices_of(load(region))
    assert [choice.name for choice in choices.columns] == [
        THE_FILE,
        "shared",
        "own",
        "a row",
        "*",
        "said again",
        ALL_LOW,
        ALL_HIGH,
    ]
    values = {choice.name: {path_text(path): own for path, own in choice.values.items()} for choice in choices.columns}
    assert values[THE_FILE] == {}
    assert values["shared"] == {"reform.crisis_share": 0.3}
    assert values["said again"] == {"reform.crisis_share": 0.2}  # it holds, whatever stands in the yellow cell
    row = 'authorities."North & South".functions.hours_per_week.'
    assert {path for path in values["own"] if path.startswith(row)} == {
        path_text(given.path)
        for given in all_givens(load(region))
        if given.name == "hours_per_week" and "North & South" in given.path
    }
    assert sum(own for path, own in values["own"].items() if path.startswith(row)) == pytest.approx(650)
    assert values[ALL_LOW]["reform.crisis_share"] == 0.1
    assert len(values[ALL_HIGH]) == 3


def test_an_option_of_another_shape_is_left_out_and_says_why(region: Path) -> None:
    reason = "it changes more than numbers: reform.core_hours_per_person.long_reviews"
    assert choices_of(load(region)).left_out == {"another function": reason}
    sheet = openpyxl.load_workbook(BytesIO(workbook(load(region))))["Options"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert told["another function"] == reason


def test_options_stand_on_what_is_set_and_converted(region: Path) -> None:
    """As on the command line: an option, then what is set, then what is changed, then the prices of another year."""
    set_too = [parse_override('authorities."St. Helens".people_served=1500')]
    scenario = load(region, set_too, changes=["reform.crisis_share=+10%"], prices="2025-26")
    values = {choice.name: choice.values for choice in choices_of(scenario).columns}
    assert values["shared"][("reform", "crisis_share")] == pytest.approx(0.33)
    people, total = (("authorities", "St. Helens", *rest) for rest in (("people_served",), ("cost", "total")))
    assert people not in values["own"]
    expected = {given.path: given.figure.value for given in all_givens(load(region, option="*", prices="2025-26"))}
    assert values["*"][total] == pytest.approx(expected[total]) != 1_000_000


def test_one_authority_by_itself_has_the_options_of_its_region(region: Path) -> None:
    whole = load(region)
    assert isinstance(whole, Region)
    values = {choice.name: choice.values for choice in choices_of(whole.authority("St. Helens", alone=True)).columns}
    assert values["own"] == {("authorities", "St. Helens", "people_served"): 1200.0}
    assert values["*"] == {("authorities", "St. Helens", "cost", "total"): 1_000_000.0}


def test_a_name_that_the_file_takes_is_not_taken_again(tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    text = f"name: x\n{SYSTEM.replace(chr(10) + '    ', chr(10))}\noptions:\n  the file: {{people_served: 800}}\n"
    file.write_text(text, encoding="utf-8")
    names = [choice.name for choice in choices_of(load(file)).columns]
    assert names == [f"{THE_FILE} (of all inputs)", "the file", ALL_LOW, ALL_HIGH]


def test_a_scenario_made_in_python_says_why_it_has_no_options() -> None:
    team = {"name": "x", "staffing": {"care_managers_wte": 10, "hours_per_year": 15000}, "people_served": 400}
    scenario = Scenario.model_validate({**team, "options": {"fewer": {"people_served": 300}}})
    choices = choices_of(scenario)
    assert [choice.name for choice in choices.columns] == [THE_FILE]
    assert "made in Python" in choices.left_out["fewer"]


def test_more_options_than_a_workbook_holds_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    options = "".join(f"  o{number}: {{people_served: {number + 1}}}\n" for number in range(MOST_OPTIONS + 1))
    file.write_text(f"name: x\n{SYSTEM.replace(chr(10) + '    ', chr(10))}\noptions:\n{options}", encoding="utf-8")
    choices = choices_of(load(file))
    assert len(choices.columns) == MOST_OPTIONS + 3
    assert choices.left_out == {f"o{MOST_OPTIONS}": f"a workbook holds {MOST_OPTIONS} options"}


def test_the_cover_takes_the_names_of_the_options_and_nothing_else() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(load("example-borough"))))
    ((sheet, cell),) = book.defined_names["option_chosen"].destinations
    (rule,) = book[sheet].data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", cell.replace("$", ""))
    heads = book["Options"][rule.formula1.partition("!")[2].replace("$", "")][0]
    assert [head.value for head in heads] == [THE_FILE, "more crisis", "lighter core", "both", ALL_LOW, ALL_HIGH]


def test_each_input_says_which_options_give_it() -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook(load("example-borough"))))["Options"]
    by = {row[0]: row[-1] for row in sheet.iter_rows(values_only=True)}
    assert by["Crisis share"] == f"more crisis, both, {ALL_LOW}, {ALL_HIGH}"
    assert by["Care managers"] == "the file alone"


def test_switching_values_stand_beside_each_input() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(load("toolkit-team"))))
    for sheet in ("Inputs", "Options"):
        rows = list(book[sheet][next(iter(book[sheet].tables.values())).ref])
        place = [cell.value for cell in rows[0]].index("Where nothing is left over (as in the file)")
        found = {row[0].value: row[place].value for row in rows[1:]}
        assert found["Care managers"] == pytest.approx(5.369318181818182)
        assert found["Total cost"] == "no effect"


def test_without_a_residual_there_are_no_switching_values() -> None:
    team = {"name": "x", "staffing": {"care_managers_wte": 10, "hours_per_year": 15000}, "people_served": 400}
    book = openpyxl.load_workbook(BytesIO(built(Scenario.model_validate(team)).content()))
    assert [cell.value for cell in book["Inputs"][5]] == [
        "Input",
        "Value",
        "Unit",
        "In use",
        "Value in the file",
        "Rule",
        None,
    ][: book["Inputs"].max_column]
