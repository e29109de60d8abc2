"""From bytes to data with positions: nothing is guessed, and everything has its place."""

import io
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from archpers.errors import ScenarioError
from archpers.scenario.reading.document import Document
from archpers.scenario.reading.text import Mark, shortened
from archpers.scenario.reading.yaml import path_text, read, says
from archpers.scenario.shipped import folder
from tests.scenario.examples import LEAST, written
from tests.support import SOURCE

TEMPLATE = SOURCE / "scenario" / "template.yaml"


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with libyaml, and without it."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader")
    return str(request.param)


def document_of(folder: Path, text: str | bytes) -> Document:
    return read(str(written(folder, text)))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("010", "010"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("true", "true"),
        ("2010-08-31", "2010-08-31"),
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("'null'", "null"),
        ('"~"', "~"),
        ('""', ""),
        ("|\n  two\n  lines", "two\nlines\n"),
        (">-\n  one\n  line", "one line"),
        ('"a\\tb\\u00a3"', "a\tb£"),
        ("[a, ~, [b]]", ["a", None, ["b"]]),
        ("{a: b, c: }", {"a": "b", "c": None}),
        ("[]", []),
        ("{}", {}),
        ("a # comment", "a"),
        ("1\t", "1"),
        ("1 \t# comment", "1"),
        ("\t1", "1"),
        ("'a'\t", "a"),
        ("a\tb c\t d", "a\tb c\t d"),
        ("a\t\n  b", "a b"),
        ("{a: b,\tc: d\t}", {"a": "b", "c": "d"}),
        ("£385,000 — “total” 🙂", "£385,000 — “total” 🙂"),
    ],
    ids=str,
)
def test_values_stay_as_they_are_written(tmp_path: Path, text: str, value: Any) -> None:
    assert document_of(tmp_path, f"key: {text}\n").data == {"key": value}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a: file #12 of the list", (1, 9), "#12 of the list"),
        ("a:\n  b: two lines\n    of text # or more", (3, 13), "# or more"),
        ("a: [one, two #3\n  ]", (1, 14), "#3"),
        ("a: text  #no space", (1, 10), "#no space"),
    ],
    ids=["number", "lines", "list", "no space behind"],
)
def test_a_comment_that_may_belong_to_text_is_remarked(
    tmp_path: Path, text: str, place: tuple[int, int], says: str
) -> None:
    (remark,) = document_of(tmp_path, text).remarks
    assert (remark.line, remark.column, remark.says) == (*place, says)
    assert remark.message == "is read as a comment, not as part of the text"


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a: [90,500, 60,500]", (1, 5), "90,500"),
        ("a: {b: ['x', £1,200,000, 5]}", (1, 15), "1,200,000"),
        ("a:\n  b: [0, 60,500]", (2, 10), "60,500"),
    ],
)
def test_numbers_of_a_list_that_may_be_one_are_remarked(
    tmp_path: Path, text: str, place: tuple[int, int], says: str
) -> None:
    (remark,) = document_of(tmp_path, text).remarks
    assert (remark.line, remark.column) == place
    assert remark.message == "commas separate the entries of a list, so these are several numbers"
    assert remark.remedy == f'put one number in quotes, such as "{says}", or a space behind each comma'


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text",
    ["a: [90,500]", "a: [100,200,300]", "a: ['90,500', 100]", "a: [90, 500]", "a: [5,60,500, 1]", "a: [0.5,100, 3]"],
)
def test_numbers_of_a_list_that_are_meant_are_not(tmp_path: Path, text: str) -> None:
    assert document_of(tmp_path, text).remarks == []


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text",
    [
        "a: 'file' # 12",
        "a: 500 # people",
        "a: 2009-10 #12",
        "a: # text",
        "a: ~ # nothing",
        "a: text  # set off",
        "a: text  #\n",
        "a: C#12",
        "a: |  # text\n  text",
        "text: # comment\n  a: b",
    ],
)
def test_other_comments_are_not_remarked(tmp_path: Path, text: str) -> None:
    assert document_of(tmp_path, text).remarks == []


@pytest.mark.parametrize("path", [*folder().glob("*.yaml"), TEMPLATE], ids=lambda path: path.stem)
def test_no_shipped_scenario_is_remarked(path: Path) -> None:
    assert read(str(path)).remarks == []


@pytest.mark.usefixtures("parser")
def test_a_name_is_one_however_its_accents_are_typed(tmp_path: Path) -> None:
    assert document_of(tmp_path, "Cafe\u0301: cafe\u0301").data == {"Caf\u00e9": "cafe\u0301"}


@pytest.mark.usefixtures("parser")
def test_every_key_and_value_has_its_place(tmp_path: Path) -> None:
    document = document_of(tmp_path, "# £ 🙂\na: 1\nb:\n  c: £x\n  'd e': [f, {g: h}]\n? i\n: j\n")
    assert document.data == {"a": "1", "b": {"c": "£x", "d e": ["f", {"g": "h"}]}, "i": "j"}
    assert document.keys == {
        ("a",): Mark(2, 1),
        ("b",): Mark(3, 1),
        ("b", "c"): Mark(4, 3),
        ("b", "d e"): Mark(5, 3),
        ("b", "d e", "0"): Mark(5, 11),
        ("b", "d e", "1"): Mark(5, 14),
        ("b", "d e", "1", "g"): Mark(5, 15),
        ("i",): Mark(6, 3),
    }
    assert document.values[("b", "c")] == Mark(4, 6)
    assert document.values[("i",)] == Mark(7, 3)
    assert document.values.keys() == {(), *document.keys}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text",
    [
        LEAST.encode("utf-8-sig"),
        LEAST.replace("\n", "\r\n"),
        LEAST.replace("\n", "\r"),
        f"---\n{LEAST}...\n",
        f"%YAML 1.2\n---\n{LEAST}",
        "{name: North, staffing: {care_managers_wte: 11, hours_per_year: 19360}, people_served: 500}",
        '{"name": "North", "staffing": {"care_managers_wte": "11", "hours_per_year": "19360"}, "people_served": "500"}',
    ],
    ids=["byte-order-mark", "windows", "old-mac", "markers", "directive", "flow", "json"],
)
def test_files_of_every_make_are_read_alike(tmp_path: Path, text: str | bytes) -> None:
    staffing = {"care_managers_wte": "11", "hours_per_year": "19360"}
    expected = {"name": "North", "staffing": staffing, "people_served": "500"}
    document = document_of(tmp_path, text)
    assert document.data == expected
    assert document.sha256 == sha256((tmp_path / "north.yaml").read_bytes()).hexdigest()


def test_a_file_of_exactly_1_mib_is_read(tmp_path: Path) -> None:
    text = LEAST + "#" * (1024 * 1024 - len(LEAST))
    assert document_of(tmp_path, text).data["name"] == "North"


def test_nesting_of_32_levels_and_50000_values_are_read(tmp_path: Path) -> None:
    deep = document_of(tmp_path, "a: " + "[" * 31 + "]" * 31).data["a"]
    assert str(deep) == "[" * 31 + "]" * 31
    assert len(document_of(tmp_path, "a: [" + "b," * (50_000 - 3) + "]").data["a"]) == 50_000 - 3


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LEAST.encode())))
    document = read("-")
    assert (document.file, document.actual, document.data["people_served"]) == ("-", None, "500")


def test_named_file_and_actual_file_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path, LEAST)
    assert (read("north", path).file, read("north", path).actual) == ("north", path)
    assert read(str(path)).actual == path


def refused(file: str) -> str:
    with pytest.raises(ScenarioError) as raised:
        read(file)
    return str(raised.value)


def test_what_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, LEAST)
    assert refused(".") == ". a folder: is not a file; name the scenario file in it"
    assert refused("south.yaml") == ("south.yaml: there is no such file; did you mean north.yaml?")
    assert refused("north.yaml/x") == "north.yaml/x: cannot be read (Not a directory); name a file that can be read"
    assert refused("a\0b") == "a\\x00b: cannot be read (embedded null byte); name a file that can be read"
    monkeypatch.setattr(sys, "stdin", None)
    assert refused("-") == "-: standard input is closed; name a file"


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # the superuser may read everything
    assert refused("north.yaml") == "north.yaml: may not be read; give yourself permission to read it"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("a\x1bb\u202e\u00a0\ud800£", "a\\x1bb\\u202e\\xa0\\ud800£"),
        ("\x1b" * 1000, "\\x1b" * 14 + "\\x1…"),
    ],
    ids=ascii,
)
def test_text_is_shortened_to_one_visible_line(text: str, short: str) -> None:
    assert shortened(text) == short


def test_what_a_value_says() -> None:
    values: list[Any] = [{}, [], None, "a\nb", 5]
    assert [says(value) for value in values] == ["a set of keys", "a list", "", "a\\nb", "5"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("a", "b"), "a.b"),
        (("a", "St. Helens"), 'a."St. Helens"'),
        (("",), '""'),
        (("a=b", "c d"), '"a=b"."c d"'),
        ((), ""),
    ],
    ids=ascii,
)
def test_path_is_written_as_it_can_be_typed(path: tuple[str, ...], text: str) -> None:
    assert path_text(path) == text


def test_a_line_of_many_values_takes_no_longer_than_many_lines(tmp_path: Path) -> None:
    """Each value is looked at where it stands, not together with all that stands before it on its line."""
    text = "a: [" + "bb #\u00a0c\n, " * 10 + "b:\u00a0c, " * 49_000 + "]"
    started = time.process_time()
    assert len(document_of(tmp_path, text).data["a"]) == 49_010
    assert time.process_time() - started < 10.0
