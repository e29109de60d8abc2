"""JSON, CSV and Markdown text: full precision, one document, nothing read as markup."""

import csv
import io
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archpers.output.formats.csv_format import csv_text, write, write_for_spreadsheets
from archpers.output.formats.json_format import json_text
from archpers.output.formats.markdown_format import markdown_text
from archpers.output.present import DataRows
from archpers.output.tables.table import Bar, Column, Number, Row, Table
from archpers.units import HOURS, MONEY, SHARE

COLUMNS = (Column("Function", numeric=False), Column("Share"), Column("", numeric=False), Column("Hours", "a year"))


@given(st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False) | st.none()))
def test_json_is_read_back_as_it_was(document: dict[str, float | None]) -> None:
    assert json.loads(json_text(document, "ascii")) == document
    assert json_text(document, "ascii").isascii()


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "£"), ("UTF-8", "£"), ("latin-1", r"\u00a3"), ("ascii", r"\u00a3"), (None, r"\u00a3")],
)
def test_json_is_escaped_where_the_encoding_is_no_unicode(encoding: str | None, expected: str) -> None:
    assert json_text({"money": "£"}, encoding) == f'{{\n  "money": "{expected}"\n}}\n'


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_json_never_holds_what_is_no_number(value: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        json_text({"value": value})


@given(st.lists(st.tuples(st.text(st.characters(exclude_characters="\r\x00")), st.floats(allow_nan=False))))
def test_csv_is_read_back_at_full_precision(rows: list[tuple[str, float]]) -> None:
    header, *read = csv.reader(io.StringIO(csv_text(("name", "value"), rows), newline=""))
    assert header == ["name", "value"]
    assert [(name, float(value)) for name, value in read] == rows


def test_csv_leaves_what_is_not_estimated_empty() -> None:
    assert csv_text(("name", "value"), [("cost", None), ("hours", 0.1)]) == "name,value\ncost,\nhours,0.1\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_text_is_no_formula_in_a_file_for_spreadsheets_and_as_it_is_elsewhere(text: str) -> None:
    found = DataRows((text, "value"), [(text, -1.5), ("a=1", None)])
    plain, kept = io.BytesIO(), io.BytesIO()
    write(found, plain)
    write_for_spreadsheets(found, kept)
    assert kept.getvalue().startswith("\ufeff".encode())
    read = list(csv.reader(io.StringIO(kept.getvalue().decode("utf-8-sig"), newline="")))
    assert read == [[f"'{text}", "value"], [f"'{text}", "-1.5"], ["a=1", ""]]
    assert list(csv.reader(io.StringIO(plain.getvalue().decode(), newline="")))[1] == [text, "-1.5"]


def table(label: str = "Review", *, emphasis: bool = False, note: str = "") -> Table:
    cells = (label, Number(0.25, SHARE), Bar(0.25), Number(4573.5, HOURS))
    return Table("Where the time goes", COLUMNS, [Row(cells, emphasis)], note)


def test_markdown_is_a_title_and_tables_without_bars() -> None:
    assert markdown_text(["Team", "Prices of 2009-10"], [table(note="A note.")], ["Warning: look."]) == (
        "# Team\n\nPrices of 2009-10\n\n## Where the time goes\n\n"
        "| Function | Share | Hours a year |\n| --- | ---: | ---: |\n| Review | 25.0% | 4,574 |\n\n"
        "A note.\n\n- Warning: look.\n"
    )


def test_markdown_emphasis_is_bold_and_leaves_empty_cells_empty() -> None:
    row = Row(("  Residual", "", Bar(None), Number(-1.0, MONEY)), emphasis=True)
    text = markdown_text(["Team"], [Table("Reform", COLUMNS, [row])], [])
    assert "| **Residual** |  | **-£1** |" in text


def test_markdown_of_a_table_without_columns_is_its_note() -> None:
    text = markdown_text(["Team"], [Table("Reform", (), (), "Not estimated.")], [])
    assert text == "# Team\n\n## Reform\n\nNot estimated.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", r"a\|b"),
        ("*bold* _it_ ~~gone~~", r"\*bold\* \_it\_ \~\~gone\~\~"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[link](http://x)", r"\[link\](http://x)"),
        ("`code`", r"\`code\`"),
        ("# title", r"\# title"),
        (r"back\slash", r"back\\slash"),
        ("a & b &lt;", "a &amp; b &amp;lt;"),
        ("$x$", r"\$x\$"),
        ("two\nlines\r\nand a\ttab", "two lines and a tab"),
    ],
)
def test_text_is_never_read_as_markup(text: str, expected: str) -> None:
    written = markdown_text([text, text], [table(text, note=" ".join(text.split()))], [text])
    lines = written.splitlines()
    assert lines[0] == f"# {expected}"
    assert lines[2] == expected
    assert f"| {expected} | 25.0% | 4,574 |" in lines
    assert lines[-1] == f"- {expected}"
    assert expected in lines[-3]


@pytest.mark.parametrize(("text", "expected"), [("A|B", r"A\|B"), ("<b>C", r"\<b\>C"), ("*", r"\*")])
def test_a_heading_of_a_column_is_never_read_as_markup(text: str, expected: str) -> None:
    columns = (Column(text, numeric=False), Column("Share", text))
    written = markdown_text(["T"], [Table("U", columns, [Row(("a", "b"))])], [])
    assert f"\n| {expected} | Share {expected} |\n" in written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- A", r"\- A"),
        ("+ A", r"\+ A"),
        ("===", r"\==="),
        ("---", r"\---"),
        ("1. A", r"1\. A"),
        ("12) A", r"12\) A"),
        ("3", "3"),
        ("1.5 hours", "1.5 hours"),
    ],
)
def test_a_line_of_text_begins_no_list_and_underlines_nothing(text: str, expected: str) -> None:
    written = markdown_text(["T", text], [table(note=text)], [text])
    assert written.split("\n\n")[1] == expected
    assert written.endswith(f"\n\n{expected}\n\n- {expected}\n")
    assert f"| {text} |" in markdown_text(["T"], [table(text)], [])  # in a cell it begins nothing


@given(st.text())
def test_no_text_can_end_a_table_row(text: str) -> None:
    row = next(line for line in markdown_text(["T"], [table(text)], []).split("\n") if line.endswith(" 4,574 |"))
    assert row.replace("\\\\", "").replace("\\|", "").count("|") == 4
