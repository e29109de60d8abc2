"""Spreadsheets that are meant to do harm, or are damaged: refused in a moment, without a traceback."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archpers.errors import ArchpersError
from archpers.scenario.spreadsheet import excel
from archpers.scenario.spreadsheet.excel import ExcelFile
from tests.scenario.spreadsheet.books import HEADINGS, ROWS, SHEET, edited, errors, good, made, put, repacked, saved

ROWS_END = b"</sheetData>"
ALONE = "keep the table alone, in a file of its own"
MANY = f"teams.xlsx: has more cells, formats or marks than a table of 5,000 rows needs; {ALONE}"


def within_rows(more: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(ROWS_END, more + ROWS_END)


def behind_rows(more: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(ROWS_END, ROWS_END + more)


MERGED = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
HOSTILE = {
    "unpacks to more than memory": (
        "xl/styles.xml",
        lambda content: content + b" " * (65 << 20),
        f"teams.xlsx: is too large once it is unpacked; {ALONE}",
    ),
    "too many cells": (SHEET, within_rows(b"<row>" + b"<c><v>1</v></c>" * 400_000 + b"</row>"), MANY),
    "too many marks": (SHEET, behind_rows(b"<mergeCell/>" * 200_001), MANY),
    "too many formats": ("xl/styles.xml", lambda content: content + b"<xf/>" * 200_001, MANY),
    "too many sheets": ("xl/workbook.xml", lambda content: content + b"<sheet sheetId='1'/>" * 1_001, MANY),
    "a range of all cells": (
        SHEET,
        behind_rows(MERGED),
        'teams.xlsx:Teams!A1 "Team": the cells A1:XFD1048576 are merged; unmerge the cells, and write the value in '
        "each cell that it is for",
    ),
    "a link on all cells": (
        SHEET,
        behind_rows(b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="a"/></hyperlinks>'),
        "",
    ),
    "the last cell": (
        SHEET,
        within_rows(b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
        "teams.xlsx:Teams!A1048576 name = nothing: this row has no name; write it here, or delete the row\n"
        "teams.xlsx:Teams!XFD1048576 1: this column has no heading; write one above it, or delete the column",
    ),
    "another encoding": (
        SHEET,
        lambda content: content.decode().encode("utf-16"),
        "teams.xlsx xl/worksheets/sheet1.xml: is not as spreadsheet programs write it; save it anew",
    ),
    "a damaged sheet": (
        SHEET,
        lambda content: content[:-30],
        "teams.xlsx: cannot be read as an Excel file (a part of it is damaged); open it, and save it as .xlsx",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_moment(name: str) -> None:
    part, change, expected = HOSTILE[name]
    raw = repacked(edited(), part, change)
    started = time.process_time()
    assert "\n".join(errors(raw)) == expected
    assert time.process_time() - started < 10


def test_a_workbook_of_thousands_of_parts_or_in_binary_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "_MOST_PARTS", 5)
    assert errors(edited()) == [f"teams.xlsx: is too large once it is unpacked; {ALONE}"]
    monkeypatch.undo()
    stream = Path(__file__).parent / "public" / "openpyxl.xlsx"
    raw = stream.read_bytes().replace(b"xl/workbook.xml", b"xl/workbook.bin")
    assert errors(raw) == ["teams.xlsx: is a binary Excel file; save it as .xlsx"]


SHARED = (
    b"<row r='9'><c r='P9'><f t='shared' si='0' ref='P9:P11'>A1+B2</f><v>1</v></c></row>"
    b"<row r='10'><c r='P10'><f t='shared' si='0'/><v>1</v></c></row>"
    b"<row r='11'><c r='P11'><f t='array' ref='P11'>SUM(A1:A2)</f><v>1</v></c></row>"
)


def test_formulas_that_cells_share_are_translated_where_they_matter_and_not_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = repacked(edited(), SHEET, within_rows(SHARED))
    assert list(ExcelFile(raw, "t.xlsx").table("Teams").formulas.values()) == ["=A1+B2", "=", "=SUM(A1:A2)"]
    whole = ExcelFile(raw, "t.xlsx").table("Teams", formulas=True)
    assert list(whole.formulas.values()) == ["=A1+B2", "=A2+B3", "=SUM(A1:A2)"]
    monkeypatch.setattr(excel, "_MOST_TRANSLATED", 10)
    with pytest.raises(ArchpersError, match="a part of it is damaged"):
        ExcelFile(raw, "t.xlsx").table("Teams", formulas=True)


def test_rows_of_separated_values_are_not_read_without_end() -> None:
    lines = [",".join(HEADINGS[:5]), *(",".join(map(str, [f"T{number}", *ROWS[0][1:5]])) for number in range(20_000))]
    assert errors("\n".join(lines).encode(), "t.csv") == [
        't.csv:A5002 "T5000": there are more than 5,000 rows; write a table for each part'
    ]


GOOD = {
    "teams.xlsx": edited(put("C2", 19360, "0.0"), lambda sheet: sheet.merge_cells("Q1:R2")),
    "teams.csv": "\n".join(",".join(map(str, row[:5])) for row in (HEADINGS, *ROWS)).encode(),
}
PIECES = [b"<", b'"', b"&", b"999999999", b"\n", b";", b",", b"<c ", b"</row>", b"\x00", b"\xff", b"%", b"1e999"]


def mutated(raw: bytes, chance: random.Random) -> bytes:
    content = bytearray(raw)
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(content))
        content[place : place + chance.randint(0, 9)] = chance.choice([b"", bytes([chance.randrange(256)]), *PIECES])
    return bytes(content) or b"x"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["teams.xlsx", "teams.csv", SHEET, "xl/styles.xml", "xl/workbook.xml"]))
def test_damage_is_refused_or_harmless(seed: int, what: str) -> None:
    chance = random.Random(seed)
    if what in GOOD:
        file, raw = what, mutated(GOOD[what], chance)
    else:
        file, raw = "teams.xlsx", repacked(GOOD["teams.xlsx"], what, lambda content: mutated(content, chance))
    found = errors(raw, file)
    assert all(line.startswith(file) for line in found)
    assert found or f"init --from: {file}" in made(raw, file).text.partition("\n")[0]


def test_the_files_that_are_damaged_are_good_before() -> None:
    for file, raw in GOOD.items():
        assert errors(raw, file) == []
    assert errors(saved(good())) == []
