"""The one rounding for display."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archpers.rounding import grouped, rounded


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.675, 2, "2.68"),  # as on paper, though the float lies below the half
        (1.005, 2, "1.01"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),  # not to even
        (-0.5, 0, "-1"),
        (-2.675, 2, "-2.68"),
        (-2.5, 0, "-3"),
        (0.49999999999999994, 0, "0"),
        (-0.4, 0, "0"),
        (-0.0, 2, "0.00"),
        (0.0, 0, "0"),
        (-1e-300, 2, "0.00"),
        (5e-324, 1, "0.0"),
        (1e15 + 0.5, 0, "1000000000000001"),
        (1234.5, -2, "1200"),
        (11, 2, "11.00"),
        (1e300, 0, "1" + "0" * 300),
        (1.7976931348623157e308, 3, "17976931348623157" + "0" * 292 + ".000"),
    ],
)
def test_numbers_round_half_up_as_on_paper(value: float, decimals: int, expected: str) -> None:
    assert f"{rounded(value, decimals):f}" == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (4_373_477.5, 0, "4,373,478"),
        (-4_373_477.5, 0, "-4,373,478"),
        (999.995, 2, "1,000.00"),
        (-0.001, 2, "0.00"),
        (999_999_999_999_999.0, 0, "999,999,999,999,999"),
        (1e15, 0, "1e15"),  # its last digits would mean nothing
        (-9.0909090909e305, 2, "-9.09091e305"),
        (Decimal("6.14669e306") * 1000, 1, "6.14669e309"),
        (math.inf, 0, "(no value)"),
        (math.nan, 0, "(no value)"),
        (12, 0, "12"),
    ],
)
def test_thousands_are_grouped(value: float, decimals: int, expected: str) -> None:
    assert grouped(value, decimals) == expected


def test_a_numpy_number_rounds_like_a_float() -> None:
    assert rounded(np.float64(2.675), 2) == Decimal("2.68")


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_the_rounded_number_is_within_half_a_unit(value: float, decimals: int) -> None:
    assert abs(rounded(value, decimals) - Decimal(repr(value))) <= Decimal(1).scaleb(-decimals) / 2


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_rounding_again_changes_nothing(value: float, decimals: int) -> None:
    once = rounded(value, decimals)
    assert once.quantize(Decimal(1).scaleb(-decimals)) == once
    assert rounded(-value, decimals) == -once
