"""How several things are named in a sentence."""

import pytest

from archpers.what_if.wording import counted, named


@pytest.mark.parametrize(
    ("things", "text"),
    [
        ("a", "a"),
        ("ab", "a and b"),
        ("abcd", "a, b, c and d"),
        ("abcde", "a, b, c and 2 more"),
    ],
)
def test_the_first_few_are_named(things: str, text: str) -> None:
    assert named([*things]) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 inputs have"), (1, "1 input has"), (2, "2 inputs have")])
def test_the_word_goes_with_the_number(number: int, text: str) -> None:
    assert counted(number, "input has", "inputs have") == text
