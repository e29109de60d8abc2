"""Spreadsheets with mistakes: each gives exactly its errors, with the cell, all of them, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

import pytest
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from tests.scenario.spreadsheet.books import (
    HEADINGS,
    ROWS,
    SHEET,
    edited,
    errors,
    good,
    put,
    repacked,
    saved,
    sheet_of,
)

FUNCTIONS = "FGHIJKLM"


def hide_row(row: int) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet.row_dimensions[row], "hidden", True)


def hide_column(column: str) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet.column_dimensions[column], "hidden", True)


def added(*cells: Any) -> bytes:
    """Return the good spreadsheet with a row below it."""
    return edited(lambda sheet: sheet.append(cells))


def with_sheet(title: str, other: str, state: Literal["visible", "hidden"] = "visible") -> bytes:
    book = good()
    sheet_of(book).title, sheet_of(book).sheet_state = title, state
    book.create_sheet(other)
    return saved(book)


def too_many_rows() -> bytes:
    book = good()
    for number in range(4_998):
        sheet_of(book).append([f"T{number}", *ROWS[0][1:]])
    return saved(book)


def packed() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    return stream.getvalue()


def shares() -> bytes:
    """Return the good spreadsheet with shares of time that make up 90%."""
    heads = [put(f"{c}1", HEADINGS[5 + n].replace("[hours/week]", "[%]")) for n, c in enumerate(FUNCTIONS)]
    cells = [put(f"{c}{row}", 0.2 if c == "F" else 0.1, "0%") for c in FUNCTIONS for row in (2, 3, 4)]
    return edited(*heads, *cells)


CSV = "".join(f"{','.join(map(str, row[:5]))}\n" for row in (HEADINGS, *ROWS))
TITLES = "<html><table><tr><td>Team</td></tr></table></html>"

EXCEL: Mapping[str, Callable[[], bytes]] = {
    "text_for_number": lambda: edited(put("B2", "n/a")),
    "text_with_unit": lambda: edited(put("B2", "11 WTE")),
    "dash_for_nothing": lambda: edited(put("D3", "-")),
    "letter_for_thousands": lambda: edited(put("D3", "385k")),
    "approximate": lambda: edited(put("E3", "~350")),
    "decimal_comma_as_text": lambda: edited(put("B3", "7,5")),
    "points_for_thousands": lambda: edited(put("D3", "251.000")),
    "spaces_for_thousands": lambda: edited(put("D3", "251 000")),
    "foreign_currency_text": lambda: edited(put("D3", "€251000")),
    "foreign_currency_format": lambda: edited(put("D3", 251000, "[$€-2] #,##0")),
    "dollar_format": lambda: edited(put("D3", 251000, '"$"#,##0')),
    "pounds_where_no_money_is": lambda: edited(put("B3", 7.5, '"£"#,##0.00')),
    "percent_where_no_share_is": lambda: edited(put("B3", 7.5, "0%")),
    "boolean": lambda: edited(put("B3", True)),
    "date_of_1-2": lambda: edited(put("B3", date(2026, 2, 1), "dd-mmm")),
    "time_of_day": lambda: edited(put("B3", time(7, 30), "hh:mm")),
    "duration": lambda: edited(put("B3", timedelta(hours=30), "[h]:mm")),
    "error_value": lambda: edited(put("B3", "#DIV/0!")),
    "error_value_name": lambda: edited(put("E4", "#N/A")),
    "formula_without_value": lambda: edited(put("B3", "=7+0.5")),
    "array_formula_without_value": lambda: edited(put("B3", ArrayFormula("B3", "=SUM(B2:B2)"))),
    "negative": lambda: edited(put("B3", -7.5)),
    "zero_where_more_is_needed": lambda: edited(put("E3", 0)),
    "infinite": lambda: repacked(edited(), SHEET, lambda x: x.replace(b"<v>7.5</v>", b"<v>1e999</v>")),
    "hidden_by_format": lambda: edited(put("B3", 7.5, ";;;")),
    "blank_number": lambda: edited(put("E3", None)),
    "blank_function": lambda: edited(put("M4", None)),
    "blanks_for_number": lambda: edited(put("E3", "   ")),
    "invisible_character_in_number": lambda: edited(put("E3", "35\u200b0")),
    "blank_name": lambda: edited(put("A3", None)),
    "blanks_for_name": lambda: edited(put("A3", "  ")),
    "no_break_space_before_name": lambda: edited(put("A3", "\u00a0South")),
    "no_break_space_behind_name": lambda: edited(put("A3", "South\u00a0")),
    "invisible_character_in_name": lambda: edited(put("A3", "So\u200buth")),
    "name_twice": lambda: edited(put("A4", "North")),
    "name_twice_but_for_case": lambda: edited(put("A4", "  NORTH ")),
    "name_is_a_date": lambda: edited(put("A3", date(2026, 3, 4), "dd-mmm")),
    "name_is_true": lambda: edited(put("A3", True)),
    "name_is_an_error": lambda: edited(put("A3", "#REF!")),
    "name_too_long": lambda: edited(put("A3", "x" * 201)),
    "name_over_two_lines": lambda: edited(put("A3", "South\nEast")),
    "total_row": lambda: added("Total", 38.5, 62570, 1276250.5, 1760),
    "grand_total_row": lambda: added("Grand total", 38.5),
    "county_total_row": lambda: added("County total", 38.5),
    "average_row": lambda: added("Average", 12.8),
    "total_under_another_name": lambda: added(
        "Yorkshire", 38.5, 62570, 1276250.5, 1760, 15, 93, 206, 51, 522, 400, 24, 131
    ),
    "note_below": lambda: added("Source: establishment list"),
    "stray_cell": lambda: edited(put("P9", 1)),
    "stray_cell_in_a_column": lambda: edited(put("E9", 1)),
    "unknown_heading": lambda: edited(put("E1", "Headcount")),
    "misspelt_heading": lambda: edited(put("E1", "Peopel served")),
    "blank_heading": lambda: edited(put("E1", None)),
    "number_as_heading": lambda: edited(put("E1", 2026)),
    "date_as_heading": lambda: edited(put("E1", date(2026, 1, 1), "dd-mmm")),
    "two_headings_for_one": lambda: edited(put("N1", "people_served [people]"), put("N2", 1)),
    "two_columns_of_names": lambda: edited(put("N1", "Authority"), put("N2", "x")),
    "no_heading_for_names": lambda: edited(put("A1", "Care managers")),
    "ambiguous_heading": lambda: edited(put("F1", "First contact")),
    "unit_of_thousands": lambda: edited(put("D1", "Total cost [£000]")),
    "wrong_unit": lambda: edited(put("B1", "Care managers [people]")),
    "unit_of_none_of_them": lambda: edited(put("F1", "First contact [hours/year]")),
    "percent_in_heading_alone": lambda: edited(
        put("N1", "Vacancy share [%]"), put("N2", 9), put("N3", 0.09, "0%"), put("N4", 0.5)
    ),
    "share_of_20": lambda: edited(put("N1", "crisis_share"), put("N2", 20)),
    "title_above": lambda: edited(lambda s: s.insert_rows(1), put("A1", "Teams of 2026")),
    "merged_heading": lambda: edited(lambda s: s.merge_cells("F1:G1")),
    "merged_cells": lambda: edited(lambda s: s.merge_cells("B2:B3")),
    "hidden_row": lambda: edited(hide_row(3)),
    "hidden_column": lambda: edited(hide_column("D")),
    "hidden_sheet": lambda: with_sheet("Teams", "Other", "hidden"),
    "reform_differs": lambda: edited(put("N1", "crisis_share"), put("N2", 0.2), put("N3", 0.3), put("N4", None)),
    "half_a_reform": lambda: edited(put("N1", "crisis_share"), put("N2", 0.2)),
    "no_column_of_people": lambda: edited(lambda s: s.delete_cols(5)),
    "no_column_of_one_function": lambda: edited(lambda s: s.delete_cols(13)),
    "no_column_of_staff": lambda: edited(lambda s: s.delete_cols(2, 2)),
    "given_twice": lambda: edited(put("N1", "Established WTE"), put("N3", 8)),
    "shares_do_not_sum": shares,
    "more_agency_than_staff": lambda: edited(put("N1", "Agency WTE"), put("N2", 12), put("O1", "agency_cost_per_wte")),
    "year_is_a_date": lambda: edited(
        put("N1", "staffing.working_time.financial_year"), put("N2", datetime(2026, 10, 1), "mmm-yy")
    ),
    "no_rows": lambda: edited(lambda s: s.delete_rows(2, 3)),
    "empty_sheet": lambda: edited(lambda s: s.delete_rows(1, 9)),
    "too_many_rows": too_many_rows,
    "several_sheets": lambda: with_sheet("A", "B"),
    "several_mistakes": lambda: edited(put("B2", "n/a"), put("E1", "Peopel"), put("A4", None), hide_row(3)),
    "not_packed": lambda: b"care managers",
    "cut_off": lambda: edited()[:2000],
    "a_part_is_missing": lambda: repacked(edited(), "xl/workbook.xml", lambda x: b""),
    "another_packed_file": packed,
    "password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "entities": lambda: repacked(edited(), SHEET, lambda x: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + x),
}
SEPARATED: Mapping[str, Callable[[], bytes]] = {
    "csv_text": lambda: CSV.replace("11,", "n/a,", 1).encode(),
    "csv_semicolon_decimal_comma": lambda: CSV.replace(",", ";").replace("7.5", "7,5").encode(),
    "csv_comma_decimal_comma": lambda: CSV.replace("7.5", "7,5").encode(),
    "csv_thousands_unquoted": lambda: CSV.replace("251000", "251,000").encode(),
    "csv_short_row": lambda: CSV.replace(",350", "").encode(),
    "csv_windows_1252": lambda: CSV.encode("cp1252"),
    "csv_utf_16": lambda: CSV.encode("utf-16"),
    "csv_nul": lambda: CSV.replace("South", "So\0uth").encode(),
    "csv_open_quotes": lambda: CSV.replace("South", '"South').encode(),
    "csv_quotes_inside": lambda: CSV.replace("South", '"South" team').encode(),
    "csv_two_separators": lambda: (
        CSV.replace("Team,", "Team;").replace("Care managers [WTE],", "Care managers [WTE];").encode()
    ),
    "csv_empty": lambda: b"",
    "csv_headings_alone": CSV.partition("\n")[0].encode,
    "csv_html": TITLES.encode,
    "csv_total": (CSV + "Total,38.5,62570,1276250.5,1760\n").encode,
}

EXPECTED: dict[str, list[str]] = {}
for line in (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8").splitlines():
    name, _, error = line.partition(": ")
    EXPECTED.setdefault(name, []).append(error)


def test_there_are_enough_mistakes() -> None:
    assert EXPECTED.keys() == EXCEL.keys() | SEPARATED.keys()
    assert len(EXCEL) >= 80


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mistake_gives_exactly_its_errors(name: str) -> None:
    if name in EXCEL:
        assert errors(EXCEL[name]()) == EXPECTED[name]
    else:
        assert errors(SEPARATED[name](), "teams.csv") == EXPECTED[name]
