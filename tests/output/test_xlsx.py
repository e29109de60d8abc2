"""Tables as a workbook of plain values: read back by openpyxl and by LibreOffice."""

import csv
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from archpers.cli.app import run
from archpers.errors import OutputError
from archpers.output.formats import xlsx_format
from archpers.output.formats.xlsx_format import write
from archpers.output.present import Display, NumberRows, Sheets
from archpers.output.tables.table import AsGiven, Bar, Cell, Chance, Column, Doubt, Number, Row, Setting, Table
from archpers.units import MONEY, SHARE, WTE

COMMANDS = {
    "model": ("model", "toolkit-team"),
    "region": ("model", "yorkshire-humber-2010"),
    "compare": ("compare", "example-borough"),
    "sweep": ("sweep", "toolkit-team", "--vary", "people_served=±10%"),
    "heat map": ("sweep", "toolkit-team", "--vary", "people_served=±10%", "--vary", "reform.crisis_share=10%:30%:5%"),
    "tornado": ("tornado", "example-borough"),
    "switch": ("switch", "toolkit-team"),
    "simulate": ("simulate", "example-borough", "--draws", "2000"),
    "case": ("case", "business-case"),
    "explain": ("explain", "toolkit-team", "residual_value"),
    "explain list": ("explain", "toolkit-team"),
    "levers": ("explain", "business-case", "levers"),
    "assumptions": ("assumptions", "example-borough"),
    "reproduce": ("reproduce",),
    "check": ("check", "toolkit-team"),
    "scenarios": ("scenarios",),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_makes_tables_writes_them_to_a_workbook(name: str, tmp_path: Path) -> None:
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file in files:
        assert run([*COMMANDS[name], "-o", str(file), "-q"]) in (0, 1)
    assert files[0].read_bytes() == files[1].read_bytes()
    book = openpyxl.load_workbook(files[0])
    assert len(book.sheetnames) > 1
    for sheet in book:
        assert len(sheet.title) <= 31
        assert sheet["A1"].value
        (table,) = sheet.tables.values()
        names = [column.name for column in table.tableColumns]
        assert all(names)
        assert len({name.casefold() for name in names}) == len(names)
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type in ("f", "e")]
    about = [row[0] for row in book["About"].iter_rows(min_row=4, values_only=True)]
    assert [f"Sheet {title}" for title in book.sheetnames[1:]] == [
        text for text in about if str(text).startswith("Sheet ")
    ]


def test_the_numbers_are_those_of_the_data(tmp_path: Path) -> None:
    assert run(["model", "toolkit-team", "-o", str(tmp_path / "a.xlsx"), "-q"]) == 0
    assert run(["model", "toolkit-team", "-o", str(tmp_path / "a.csv"), "-q"]) == 0
    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as stream:
        data = {(row["part"], row["name"]): row["value"] for row in csv.DictReader(stream)}
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Reform model"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=4)}
    residual = rows["Residual"]
    assert residual[1].value == pytest.approx(float(data["quantities", "residual_share_of_hours"]), rel=1e-15)
    assert residual[3].value == pytest.approx(float(data["quantities", "residual_value"]), rel=1e-15)
    assert (residual[1].number_format, residual[3].number_format) == ("0.0%;-0.0%", "£#,##0;-£#,##0")


def written(tmp_path: Path, *tables: Table, rows: NumberRows | None = None, closing: tuple[str, ...] = ()) -> Any:
    with (tmp_path / "a.xlsx").open("wb") as stream:
        write(Sheets(lambda: Display(["Title", "a line"], tables, closing), rows), stream)
    return openpyxl.load_workbook(tmp_path / "a.xlsx")


CELLS: dict[str, tuple[Cell, Any, str | None]] = {
    "a number": (Number(0.5118, SHARE), 0.5118, "0.0%;-0.0%"),
    "not estimated": (Number(None, MONEY), "not estimated", None),
    "beyond any float": (Number(float("nan"), MONEY), "not estimated", None),
    "a negative one": (Number(-12.345, MONEY), -12.345, "£#,##0;-£#,##0"),
    "a setting": (Setting(0.125, SHARE), 0.125, "0.0%;-0.0%"),
    "as it was given": (AsGiven(0.12345, SHARE), 0.12345, "0.000%;-0.000%"),
    "not given": (AsGiven(None, SHARE), "", None),
    "a longer setting": (Setting(0.12345, SHARE), 0.12345, "0.000%;-0.000%"),
    "no setting": (Setting(None, SHARE), "none", None),
    "a doubt": (Doubt(0.01234, WTE), 0.012, "#,##0.000;-#,##0.000"),
    "no doubt": (Doubt(None, WTE), "not estimated", None),
    "a chance": (Chance(0.25), 0.25, "0.0%;-0.0%"),
    "hardly a chance": (Chance(0.0001), 0.0001, "0.0%;-0.0%"),
    "all but sure": (Chance(0.9999), 0.9999, "0.00%;-0.00%"),
    "text": ("word", "word", None),
    "a formula": ("=1+1", "=1+1", None),
    "a command": ("@SUM(A1)", "@SUM(A1)", None),
    "plus": ("+5%", "+5%", None),
    "minus": ("-5%", "-5%", None),
    "digits": ("0012", "0012", None),
    "an address": ("https://example.org", "https://example.org", None),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_what_it_is(name: str, tmp_path: Path) -> None:
    cell, value, form = CELLS[name]
    table = Table("T", [Column("", numeric=False), Column("Value")], [Row(("row", cell))])
    found = written(tmp_path, table)["T"]["B4"]
    assert found.value == value
    assert found.data_type == ("n" if isinstance(value, float) else "s")
    if form is not None:
        assert found.number_format == form


def test_a_figure_that_would_look_like_0_has_a_rule_that_shows_it(tmp_path: Path) -> None:
    table = Table("T", [Column("Name", numeric=False), Column("Value")], [Row(("row", Number(0.001, MONEY)))])
    sheet = written(tmp_path, table)["T"]
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    assert any("ABS(B4)<0.5" in rule.formula[0] for rule in rules)


def test_words_headings_and_names_are_safe_and_differ(tmp_path: Path) -> None:
    columns = [Column("", numeric=False), Column("Value"), Column("value"), Column(""), Column("Bar")]
    row = Row(("row", "a\x00b", "x" * 40_000, "\ud800", Bar(0.5)))
    tables = [Table("A/B: [x]?*" * 5, columns, [row], "One line.\nAnother."), Table("A/B: [x]?*" * 5, columns, [row])]
    empty = [Table("Nothing there", [Column("A")], [], "Not one."), Table("Nor there", (), ())]
    book = written(tmp_path, *tables, *empty, closing=("Warning: beware.", "So it is.", "Note: well"))
    assert len(set(book.sheetnames)) == 3
    sheet = book.worksheets[1]
    assert [cell.value for cell in sheet["A"]][1:3] == ["One line.", "Another."]
    (table,) = sheet.tables.values()
    assert [column.name for column in table.tableColumns] == ["Item", "Value", "value 2", "Column 4"]
    about = list(book["About"].iter_rows(min_row=4, values_only=True))
    assert ("About", "a line") in about
    assert ("Nothing there", "Not one.") in about
    assert ("Nor there", "There is nothing to list.") in about
    assert [row for row in about if row[0] in ("Warning", "Note")] == [
        ("Warning", "beware."),
        ("Note", "So it is."),
        ("Note", "well"),
    ]


def numbers(length: int, *, told: bool = True) -> NumberRows:
    def blocks() -> Any:
        if not told:
            raise AssertionError("nothing is to be computed")
        yield {"a": np.arange(length, dtype=float), "b": np.where(np.arange(length) == 1, np.nan, 1 / 3)}

    return NumberRows(("a", "b"), blocks(), length)


def test_rows_of_numbers_have_a_sheet_where_none_is_an_empty_cell(tmp_path: Path) -> None:
    sheet = written(tmp_path, rows=numbers(3))["Rows"]
    assert list(sheet.iter_rows(min_row=3, values_only=True)) == [("a", "b"), (0, 1 / 3), (1, None), (2, 1 / 3)]
    assert [table.ref for table in sheet.tables.values()] == ["A3:B6"]


def test_many_rows_are_written_without_being_kept_and_the_same_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_format, "_MOST_IN_MEMORY", 5)
    table = Table("T", [Column("Name", numeric=False)], [Row(("row",))])
    book = written(tmp_path, table, rows=numbers(3))
    first = (tmp_path / "a.xlsx").read_bytes()
    assert list(book["Rows"].iter_rows(min_row=3, values_only=True)) == [("a", "b"), (0, 1 / 3), (1, None), (2, 1 / 3)]
    assert (book["Rows"].auto_filter.ref, [*book["Rows"].tables]) == ("A3:B6", [])
    assert [*book["T"].tables]
    written(tmp_path, table, rows=numbers(3))
    assert (tmp_path / "a.xlsx").read_bytes() == first


def test_more_rows_than_excel_takes_are_refused_before_anything_is_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def never() -> Display:
        raise AssertionError("nothing is to be laid out")

    with (tmp_path / "b").open("wb") as stream, pytest.raises(OutputError) as caught:
        write(Sheets(never, numbers(1_048_574, told=False)), stream)
    message = ".xlsx: 1,048,574 rows are more than the 1,048,573 that Excel takes; write a .csv or a .json"
    assert str(caught.value) == message
    wide = NumberRows([str(place) for place in range(16_385)], (), 1)
    with (tmp_path / "b").open("wb") as stream, pytest.raises(OutputError, match="16,385 columns are more than the"):
        write(Sheets(never, wide), stream)
    target = tmp_path / "s.xlsx"
    vary = ("--vary", "people_served=400:600:0.1", "--vary", "cost.total=300000:400000:100")
    assert run(["sweep", "toolkit-team", *vary, "-o", str(target)]) == 2
    assert "rows are more than the 1,048,573 that Excel takes" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == [tmp_path / "b"]


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same(tmp_path: Path) -> None:
    assert run(["assumptions", "example-borough", "--as-of", "2026-11-28", "-o", str(tmp_path / "a.xlsx"), "-q"]) == 0
    csv_of_all = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        csv_of_all,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (file,) = tmp_path.glob("a-What matters*.csv")
    with file.open(encoding="utf-8") as stream:
        rows = {row[0]: row for row in csv.reader(stream) if row}
    assert rows["reform.crisis_share"][1:3] == ["1", "£566,266"]
    assert rows["functions.hours_per_week.safeguarding"][2] == "£0"
