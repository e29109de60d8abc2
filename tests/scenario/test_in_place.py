"""A scenario file with some values changed: where they stand, or all anew."""

import pytest

from archpers.scenario.in_place import anew, replaced, spans
from archpers.scenario.reading.document import Document
from archpers.scenario.reading.yaml import read_text
from archpers.scenario.shipped import shipped, template

TEXT = """\
name: A team # its name
staffing:
  care_managers_wte:
    value: 11 # counted
    source: list

  # about hours
  hours_per_year: {value: "19,360", source: "a, b"}
case:
  release_profile: [0%, 40%, 100%]
  growth:
    - a
    - {b: 1}
people_served: 500   # everybody
source: |
  two
  lines
"""


def test_a_value_is_replaced_where_it_stands_and_comments_stay() -> None:
    made = replaced(TEXT, {("people_served",): {"value": "600", "source": "count: 2"}, ("name",): "B: c"})
    assert made is not None
    assert 'people_served: {value: 600, source: "count: 2"}   # everybody\n' in made
    assert 'name: "B: c" # its name\n' in made


def test_keys_below_a_key_are_replaced_up_to_their_last_value() -> None:
    made = replaced(TEXT, {("staffing", "care_managers_wte"): {"value": "12"}})
    assert made is not None
    assert "  care_managers_wte:\n    {value: 12}\n\n  # about hours\n" in made
    assert made.count("\n") == TEXT.count("\n") - 1


def test_one_of_a_list_and_keys_in_braces_are_replaced() -> None:
    made = replaced(TEXT, {("case", "release_profile", "1"): "50%", ("staffing", "hours_per_year"): None})
    assert made is not None
    assert "[0%, 50%, 100%]" in made
    assert "hours_per_year: null\n" in made


def test_what_stands_nowhere_cannot_be_replaced() -> None:
    assert replaced(TEXT, {("cost", "total"): "1"}) is None


def test_every_value_is_found() -> None:
    document = read_text(TEXT, Document("", None, ""))
    found = spans(TEXT)
    assert found.keys() == document.values.keys()
    assert TEXT[slice(*found["source",])].startswith("|")
    assert TEXT[slice(*found["case", "growth", "1", "b"])] == "1"


FILES = {path.stem: path.read_text(encoding="utf-8") for path in shipped()} | {"template": template()}


@pytest.mark.parametrize("name", FILES)
def test_a_file_written_anew_says_the_same(name: str) -> None:
    data = read_text(FILES[name], Document("", None, "")).data
    assert read_text(anew(data), Document("", None, "")).data == data


def test_text_of_any_kind_is_written_so_that_it_is_read_again() -> None:
    texts = [
        "null",
        "~",
        "a: b",
        "#x",
        "'",
        '"',
        "- a",
        "{",
        "1,500",
        "£5",
        "20%",
        " a ",
        "a\tb",
        "é\u2009x",
        "*a",
        "yes",
    ]
    data = {"texts": {text: text for text in texts}, "list": [*texts, None, ["a", {"b": "c"}]], "none": None, "no": {}}
    assert read_text(anew(data), Document("", None, "")).data == data
