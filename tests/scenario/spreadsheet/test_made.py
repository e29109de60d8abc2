"""The scenario of a spreadsheet: every value as it stands there, with the cell it comes from, and nothing else."""

import csv
import io
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from archpers.errors import ScenarioError, UsageError
from archpers.scenario.inputs import all_givens
from archpers.scenario.load import load
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.spreadsheet import scenario as module
from archpers.scenario.spreadsheet.cells import letters
from archpers.scenario.spreadsheet.columns import UnknownHeadingError, every_column, find
from archpers.scenario.spreadsheet.scenario import scenario_of, table_of
from tests.scenario.spreadsheet.books import (
    HEADINGS,
    ROWS,
    SHEET,
    edited,
    errors,
    good,
    made,
    put,
    repacked,
    saved,
    sheet_of,
)


def loaded(tmp_path: Path, text: str) -> Scenario | Region:
    file = tmp_path / "made.yaml"
    file.write_text(text, encoding="utf-8")
    return load(file)


def values(scenario: Scenario | Region) -> dict[str, float]:
    return {path_text(given.path): given.figure.value for given in all_givens(scenario)}


def separated(delimiter: str, rows: list[list[Any]], heads: list[str] = HEADINGS) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([heads, *rows])
    return stream.getvalue().encode()


def test_every_value_has_its_number_and_its_cell(tmp_path: Path) -> None:
    raw = edited()
    scenario = loaded(tmp_path, made(raw).text)
    found = {path_text(given.path): given for given in all_givens(scenario)}
    assert len(found) == 3 * 12
    for number, row in enumerate(ROWS):
        for place, (heading, value) in enumerate(zip(HEADINGS[1:], row[1:], strict=True), 2):
            given = found[path_text(("authorities", str(row[0]), *find(heading).path))]
            assert given.figure.value == value
            cell = f"{letters(place)}{number + 2}"
            assert given.figure.source == f"teams.xlsx, SHA-256 {sha256(raw).hexdigest()}: Teams!{cell}"
    assert scenario.name == "teams"
    assert scenario.source == f"teams.xlsx, sheet Teams, SHA-256 {sha256(raw).hexdigest()}"


def test_every_heading_is_known_by_all_its_names() -> None:
    for column in every_column():
        assert find(column.heading)[:6] == column[:6]
        assert find(path_text(column.path)).path == column.path
        assert find(f"  {column.heading.upper()} \ne.g. 5").path == column.path
    with pytest.raises(UnknownHeadingError):
        find("staffing.working_time.financial_year [year]")
    assert not any("[" in column.label or "(" in column.label for column in every_column())


@pytest.mark.parametrize("order", [slice(None, None, -1), slice(5, None), slice(None)])
def test_the_order_of_the_columns_does_not_matter(order: slice, tmp_path: Path) -> None:
    columns = [*range(len(HEADINGS))][order]
    columns += [column for column in range(len(HEADINGS)) if column not in columns]
    book = Workbook()
    for row in (HEADINGS, *ROWS):
        sheet_of(book).append([row[column] for column in columns])
    assert values(loaded(tmp_path, made(saved(book)).text)) == values(loaded(tmp_path, made(edited()).text))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_separated_values_say_the_same(delimiter: str, mark: bytes, tmp_path: Path) -> None:
    text = made(mark + separated(delimiter, ROWS), "folder/teams.csv").text
    assert values(loaded(tmp_path, text)) == values(loaded(tmp_path, made(edited()).text))
    assert 'source: "teams.csv: B2"' in text


def test_headings_and_names_in_quotes_may_hold_separators_and_line_breaks(tmp_path: Path) -> None:
    heads = ["Team", "Care managers\n[WTE]\ne.g. 11", *HEADINGS[2:]]
    rows = [["North, and more", *ROWS[0][1:]], [], ["", *[""] * 12], ROWS[1]]
    raw = b"\n" + separated(",", rows, heads).replace(b"\n\r\n", b"\n\n")
    scenario = loaded(tmp_path, made(raw, "t.csv").text)
    assert isinstance(scenario, Region)
    assert list(scenario.authorities) == ["North, and more", "South"]


def test_one_column_has_no_separator() -> None:
    (error,) = errors(b"Team\nNorth\n", "t.csv")
    assert error.startswith('t.csv:A2 name = "North": this row has a name and no figures')


@pytest.mark.parametrize(
    ("cell", "value", "form", "text", "number"),
    [
        ("D2", "£385,000", "General", "£385,000", 385000),
        ("D2", 385000, "[$£-809]#,##0;[Red]-[$£-809]#,##0", "£385000", 385000),
        ("D2", 385.125, '"£"#,##0', "£385.1250", 385.125),
        ("D2", 385.125, "General", "385.1250", 385.125),
        ("D2", 385000, "_-£* #,##0_-", "£385000", 385000),
        ("D2", 385000, '[$-409]0 "a year"', "385000", 385000),
        ("E2", "\u00a0500 ", "@", "500", 500),
        ("E2", 500.0, "0.0,", "500", 500),
        ("B2", 1e-7, "General", "1e-07", 1e-7),
        ("B2", 10**21, "0", "1e+21", 1e21),
        ("B2", 7.125, "General", "7.125", 7.125),
    ],
)
def test_a_cell_is_read_as_in_a_scenario_file(
    cell: str, value: object, form: str, text: str, number: float, tmp_path: Path
) -> None:
    found = made(edited(put(cell, value, form))).text
    assert f'source: "teams.xlsx: Teams!{cell}"' in found
    line = next(line for line in found.splitlines() if f"Teams!{cell}" in line)
    assert text in line
    path = path_text(("authorities", "North", *find(HEADINGS["ABCDE".index(cell[0])]).path))
    assert values(loaded(tmp_path, found))[path] == number


@pytest.mark.parametrize(
    ("value", "form", "text"), [(0.073, "0%", "7.3%"), (0.073, "General", "0.073"), ("7.3%", "@", "7.3%")]
)
def test_shares_keep_their_sign(value: object, form: str, text: str, tmp_path: Path) -> None:
    edits = [put("B1", "Established WTE"), put("N1", "vacancy_share")]
    found = made(edited(*edits, *(put(f"N{row}", value, form) for row in (2, 3, 4)))).text
    assert f"vacancy_share: {{value: {text}, " in found
    assert values(loaded(tmp_path, found))["authorities.North.staffing.vacancy_share"] == 0.073


def test_a_formula_counts_by_its_value(tmp_path: Path) -> None:
    raw = repacked(
        edited(put("B2", "=5+6")), SHEET, lambda x: re.sub(rb"(<f>5[+]6</f>)<v ?(/>|></v>)", rb"\1<v>11</v>", x)
    )
    assert values(loaded(tmp_path, made(raw).text)) == values(loaded(tmp_path, made(edited()).text))


def one_row(sheet: Worksheet) -> None:
    sheet.delete_rows(3, 2)


def test_one_row_is_a_team_or_a_region_of_one(tmp_path: Path) -> None:
    raw = edited(one_row)
    team, region = loaded(tmp_path, made(raw).text), loaded(tmp_path, made(raw, region=True).text)
    assert isinstance(team, Scenario)
    assert isinstance(region, Region)
    assert (team.name, region.name, list(region.authorities)) == ("North", "teams", ["North"])


def test_the_reform_stands_once(tmp_path: Path) -> None:
    heads = [
        "Core function hours per person: First contact",
        "crisis_share",
        "Crisis hours per person [hours/person/year]",
    ]
    edits = [put(f"{column}1", head) for column, head in zip("NOP", heads, strict=True)]
    edits += [put("N2", 2.5), put("N4", 2.5), put("O3", "20%"), put("P2", 35)]
    found = made(edited(*edits))
    scenario = loaded(tmp_path, found.text)
    assert scenario.reform is not None
    assert scenario.reform.crisis_share.value == 0.2
    assert (scenario.reform.crisis_share.source or "").endswith(": Teams!O3")
    assert found.text.count("crisis_share") == 1
    assert [line.partition(":")[0] for line in found.lacking] == ["price_base_year"]


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    found = made(edited(lambda sheet: sheet.delete_cols(6, 8), lambda sheet: sheet.delete_cols(4)))
    assert [line.partition(":")[0] for line in found.lacking] == ["cost", "functions", "reform"]
    assert "# reform:" in found.text
    whole = scenario_of(table_of(edited(), "teams.xlsx", None), prices="2025-26")
    assert loaded(tmp_path, whole.text).price_base_year == "2025-26"
    assert [line.partition(":")[0] for line in whole.lacking] == ["reform"]


def test_a_year_stands_as_text_and_its_numbers_follow(tmp_path: Path) -> None:
    heads = ("financial_year", "annual_leave_days", "sickness_days", "contracted_hours_per_week")
    edits = [put(f"{column}1", f"staffing.working_time.{head}") for column, head in zip("NOPQ", heads, strict=True)]
    own = {"N": "2026-27", "O": 28, "P": 9, "Q": 37}
    edits += [put(f"{column}{row}", value) for column, value in own.items() for row in (2, 3, 4)]
    text = made(edited(*edits, *(put(f"C{row}", None) for row in (2, 3, 4)))).text
    assert "financial_year: 2026-27\n" in text.replace('"', "")
    assert values(loaded(tmp_path, text))["authorities.North.staffing.working_time.weekdays_per_year"] > 250


def test_the_same_spreadsheet_gives_the_same_text() -> None:
    raw = edited()
    assert made(raw, "a/teams.xlsx").text == made(raw, "teams.xlsx").text


def test_names_are_written_so_that_they_are_read_again(tmp_path: Path) -> None:
    names = ["null", "O'Hara: West", '"Q" team', "12", "Zoë", "Totally new"]
    book = good()
    sheet_of(book).delete_rows(2, 3)
    for index, name in enumerate(names):
        sheet_of(book).append([name, 11 + index * index, *ROWS[0][2:]])
    sheet_of(book)["A5"] = 12
    scenario = loaded(tmp_path, made(saved(book)).text)
    assert isinstance(scenario, Region)
    assert list(scenario.authorities) == names


def test_a_sheet_is_named(tmp_path: Path) -> None:
    book = good()
    sheet_of(book).title = "My figures"
    book.create_sheet("Other")
    raw = saved(book)
    assert "Team" not in made(raw, sheet="My figures").text.split("authorities")[0].replace("teams", "")
    assert "'My figures'!B2" in made(raw, sheet="My figures").text
    assert errors(raw, sheet="Mine") == ["--sheet Mine: teams.xlsx has no sheet of that name; it has My figures, Other"]
    assert errors(b"Team\n", "t.csv", "A") == ["--sheet A: t.csv has no sheets; leave the option out"]


def test_the_price_year_is_a_financial_year() -> None:
    with pytest.raises(UsageError, match="--prices 2025-27: is not a financial year"):
        scenario_of(table_of(edited(), "teams.xlsx", None), prices="2025-27")


def test_standard_input_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    text = made(separated(",", ROWS), "-").text
    assert text.startswith("# archpers init --from: standard input\n")
    assert 'source: "standard input: B2"' in text


def test_a_scenario_that_nobody_could_read_again_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES_MADE", 3_000)
    assert errors(edited()) == [
        "teams.xlsx: makes a scenario of more than 2 KiB; leave columns out, or write a table for each part"
    ]


def test_a_thousand_rows_can_be_read(tmp_path: Path) -> None:
    book = good()
    for number in range(997):
        sheet_of(book).append([f"T{number}", *ROWS[number % 3][1:]])
    raw = saved(book)
    scenario = loaded(tmp_path, made(raw).text)
    assert isinstance(scenario, Region)
    assert len(scenario.authorities) == 1000


@pytest.mark.thorough
def test_the_largest_table_makes_a_scenario_that_can_be_read(tmp_path: Path) -> None:
    book = good()
    for number in range(4_997):
        sheet_of(book).append([f"T{number}", *ROWS[number % 3][1:]])
    scenario = loaded(tmp_path, made(saved(book)).text)
    assert isinstance(scenario, Region)
    assert len(scenario.authorities) == 5000


def test_a_file_is_read_up_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "teams.xlsx"
    file.write_bytes(edited())
    assert module.contents(str(file)) == edited()[:0] + file.read_bytes()
    monkeypatch.setattr(module, "MOST_BYTES", 2_048)
    with pytest.raises(ScenarioError, match="is larger than 2 KiB; keep the table alone"):
        module.contents(str(file))
