"""The characters that no scenario may hold, and those that are most likely not meant."""

import sys
import unicodedata

import pytest

from archpers.scenario.reading.text import composed, foreign_space, refused_character

IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0" + "".join(
    chr(code)
    for span in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))
    for code in range(span[0], span[1] + 1)
)
"""Unicode's Default_Ignorable_Code_Point, but for what it has in the category Cf."""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain £ text\n\r\t🙂é\u00a0\u202f\u3000🇬🇧e\u0301", None),
        ("Ex\u00adample", (2, "U+00AD (soft hyphen)")),
        ("a\U000e0041", (1, "U+E0041 (tag latin capital letter a)")),
        ("a\u115f", (1, "U+115F (hangul choseong filler)")),
        ("a\ufe0e", (1, "U+FE0E (variation selector-15)")),
        ("a\u200d", (1, "U+200D (zero width joiner)")),
        ("ab\u0007", (2, "U+0007 (control character)")),
        ("\u2028", (0, "U+2028 (line separator)")),
        ("\ufeff", (0, "U+FEFF (zero width no-break space)")),
        ("x\u200b", (1, "U+200B (zero width space)")),
        ("x\uffff", (1, "U+FFFF (no character)")),
        ("x\u009f", (1, "U+009F (control character)")),
    ],
    ids=ascii,
)
def test_refused_characters(text: str, found: tuple[int, str] | None) -> None:
    assert refused_character(text) == found


def test_refused_are_all_controls_formats_separators_and_what_has_no_width() -> None:
    invisible = {
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    refused = {chr(code) for code in range(sys.maxunicode + 1) if refused_character(chr(code))}
    assert not (invisible | set(IGNORABLE)) - {"\t", "\n", "\r"} - refused
    seen = {
        character
        for character in refused
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
    }
    assert seen == {character for character in IGNORABLE if unicodedata.category(character) not in ("Cf", "Cn")}
    assert refused.isdisjoint("\t\n\r")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\u00a0\u00a0key: 1", (0, "the space before this is U+00A0 (no-break space)")),
        ("  \u2003key: 1", (2, "the space before this is U+2003 (em space)")),
        ("  key:\u202f1", (6, "the space behind the colon is U+202F (narrow no-break space)")),
        ("St. Helens:\u00a0", (11, "the space behind the colon is U+00A0 (no-break space)")),
    ],
    ids=ascii,
)
def test_a_space_that_is_none_to_yaml_is_found(text: str, found: tuple[int, str]) -> None:
    assert foreign_space(text) == (*found, "write an ordinary space")


@pytest.mark.parametrize(
    "text", ["a: b:\u00a0c", "a: £\u00a05", "\t a: 1", "'a:\u00a0b'", "# a:\u00a0b", "a\u00a0b: 1", ""], ids=ascii
)
def test_a_space_within_text_is_none_of_those(text: str) -> None:
    assert foreign_space(text) is None


def test_a_name_has_one_form() -> None:
    assert composed("Caf\u0065\u0301") == composed("Caf\u00e9") == "Caf\u00e9"
    assert composed("Leeds") == "Leeds"
