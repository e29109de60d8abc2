"""Which known word a misspelt one stands for."""

import pytest

from archpers.scenario.reading.spelling import closest
from tests.scenario.examples import HOURS


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Overview assessment", "overview_assessment"),
        ("long-reviews", "long_reviews"),
        ("gardening", ""),
        ("x" * 10_000, ""),
    ],
    ids=lambda word: word[:20],
)
def test_closest_word(word: str, meant: str) -> None:
    assert closest(word, HOURS) == meant
