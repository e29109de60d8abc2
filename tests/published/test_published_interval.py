from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archpers.model.arithmetic import ratio
from archpers.model.pooling import mean_of_ratios, median
from archpers.published.interval import Interval, pooled

NUMBERS = st.integers(min_value=-1000, max_value=1000).map(lambda eighths: Fraction(eighths, 8))


@st.composite
def intervals_with_a_member(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    low, member, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Interval(low, high), member


MEMBERS = intervals_with_a_member()

OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "plus": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "times": lambda a, b: a * b,
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
@given(left=MEMBERS, right=MEMBERS)
def test_what_the_members_give_lies_in_what_the_intervals_give(
    operation: Callable[[Any, Any], Any], left: tuple[Interval, Fraction], right: tuple[Interval, Fraction]
) -> None:
    result = operation(left[0], right[0])
    assert result.low <= operation(left[1], right[1]) <= result.high


@given(left=MEMBERS, right=MEMBERS)
def test_the_ratio_of_members_lies_in_the_ratio_of_intervals(
    left: tuple[Interval, Fraction], right: tuple[Interval, Fraction]
) -> None:
    assume(not right[0].low <= 0 <= right[0].high)
    result = ratio(left[0], right[0])
    assert result.low <= left[1] / right[1] <= result.high


@pytest.mark.parametrize("pool", [mean_of_ratios, median], ids=["mean_of_ratios", "median"])
@given(values=st.lists(MEMBERS, min_size=1, max_size=6))
def test_the_pool_of_members_lies_in_the_pool_of_intervals(
    pool: Callable[[Any], Any], values: list[tuple[Interval, Fraction]]
) -> None:
    result = pooled(pool, [interval for interval, _ in values])
    members = pool([Interval(member) for _, member in values])
    assert result.low <= members.low == members.high <= result.high


def test_the_ends_are_as_wide_as_they_must_be_and_no_wider() -> None:
    cost, people = Interval(Fraction(505, 100), Fraction(515, 100)), Interval(Fraction(2), Fraction(4))
    quotient = ratio(cost, people)
    assert (quotient.low, quotient.high) == (Fraction(505, 400), Fraction(515, 200))
    negative = -cost * people
    assert (negative.low, negative.high) == (Fraction(-2060, 100), Fraction(-1010, 100))


def test_half_way_is_exactly_half_way() -> None:
    values = [Interval(Fraction(text)) for text in ("16.2", "13.5", "16.2", "8.7")]
    assert mean_of_ratios(values).middle == Fraction("13.65")
    assert median([Interval(Fraction(text)) for text in ("24.3", "5.4", "8.9", "16.2")]).middle == Fraction("12.55")


def test_numbers_stand_on_either_side() -> None:
    share = Interval(Fraction(1, 5))
    assert [(1 - share).middle, (2 * share).middle, (1 + share).middle] == [
        Fraction(4, 5),
        Fraction(2, 5),
        Fraction(6, 5),
    ]
    assert ratio(1, share).middle == 5


@pytest.mark.parametrize(
    "divisor", [Interval(Fraction(0)), Interval(Fraction(-1), Fraction(1))], ids=["zero", "around"]
)
def test_a_divisor_that_may_be_zero_is_refused(divisor: Interval) -> None:
    with pytest.raises(ZeroDivisionError):
        ratio(Interval(Fraction(1)), divisor)


@pytest.mark.parametrize(
    ("low", "high", "common"), [(0, 1, True), (1, 2, True), (3, 4, False)], ids=["over", "touching", "apart"]
)
def test_overlap(low: int, high: int, common: bool) -> None:
    assert Interval(Fraction(0), Fraction(1)).overlaps(Interval(Fraction(low), Fraction(high))) is common
