"""Sentences of numbers, and the same written down of traced operands."""

import math

import pytest

from archpers.model.trace import Name, named
from archpers.output.pages.live.sentence_script import sentence
from archpers.results.remarks.sentences import (
    Written,
    both,
    count,
    either,
    exists,
    grouped,
    less,
    listed,
    names_said,
    percentage,
    ranked,
    said,
    text,
    unless,
    visible,
)

X, Y = named("x"), named("y")


def written(own: object) -> str:
    return sentence(own, lambda name: f"s.{name.name}")


def test_of_numbers_it_is_plain_text() -> None:
    assert text("{} hours, {}%", visible(1234.4, 0), grouped(percentage(0.256), 1)) == "1,234 hours, 25.6%"
    assert [said(less(one, 0), "below", "above") for one in (-1.0, 1.0)] == ["below", "above"]
    assert listed([(True, "a"), (False, "b"), (True, "c")]) == "a, c"
    assert ranked([(3.0, True, "c"), (1.0, True, "a"), (2.0, False, "b")]) == "a, c"
    assert count([True, False, True]) == "2"
    assert (both(True, False), either(True, False), unless(True)) == (False, True, False)
    assert (exists(1.0), exists(math.nan), less(math.nan, 1.0)) == (True, False, False)


def test_of_traced_operands_it_is_written_down() -> None:
    short = less(X, 0)
    assert (
        written(said(short, text("{} short", visible(-X, 0))))
        == '(s.x < 0) ? "" + (visible((-1) * s.x, 0)) + " short" : ""'
    )
    assert written(listed([(short, "a"), (True, "b")])) == '[(s.x < 0) && "a", true && "b"].filter(Boolean).join(", ")'
    assert written(ranked([(X, short, "a")])) == 'ranking([[s.x, s.x < 0, "a"]])'
    assert written(count([short])) == "[s.x < 0].filter(Boolean).length"
    assert written(both(short, either(less(1, Y), exists(Y)))) == "(s.x < 0) && ((1 < s.y) || (Number.isFinite(s.y)))"
    assert written(unless(short)) == "!(s.x < 0)"
    assert written(grouped(percentage(X), 1)) == "grouped(s.x * 100, 1)"


def test_a_condition_that_numbers_settle_is_settled() -> None:
    short = less(X, 0)
    assert both(False, short) is False
    assert either(True, short) is True
    assert isinstance(both(True, short), Written)
    assert isinstance(either(False, short), Written)


def test_the_names_that_a_sentence_rests_on_are_told() -> None:
    own = said(less(X, Y), listed([(exists(named("z")), "z")]))
    assert list(names_said(own)) == [Name("x"), Name("y"), Name("z")]


@pytest.mark.parametrize("label", ['"', "</script>", "{}", "\\", 'a + ""'])
def test_a_text_stays_a_text(label: str) -> None:
    own = written(text("{}: {}", label, grouped(X, 0)))
    assert "</" not in own
    assert own.endswith("(grouped(s.x, 0))")
