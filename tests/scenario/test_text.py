"""The characters that no scenario may hold."""

import pytest

from archpers.scenario.reading.text import refused_character


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain £ text\n\t🙂é\u200c\u200d", None),
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
