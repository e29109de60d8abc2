"""Questions as they are put."""

import pytest

from archpers.errors import UsageError
from archpers.units import MONEY, SHARE, WTE, Unit
from archpers.what_if.questions import read_target


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20%", 0.2),
        ("0.20", 0.2),
        ("-5%", -0.05),
        ("-0.05", -0.05),
        ("150%", 1.5),
        ("1", 1.0),
        ("-1", -1.0),
        ("0", 0.0),
    ],
)
def test_a_target_share_may_lie_anywhere(text: str, value: float) -> None:
    assert read_target(text, SHARE, "--target") == value


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("20", "write 20% or 0.20"),
        ("-20", "write -20% or -0.20"),
        ("1.5", "write 1.5% or 0.015"),
        ("100", "write 100% or 1"),
        ("2,000", "write 2000% or 20"),
    ],
)
def test_a_bare_number_beyond_1_is_no_share(text: str, remedy: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_target(text, SHARE, "--target")
    assert str(refused.value) == f"--target {text}: a share beyond 1 needs its percent sign; {remedy}"


@pytest.mark.parametrize(("text", "unit", "value"), [("£1,240,000", MONEY, 1240000.0), ("20", WTE, 20.0)])
def test_other_units_are_as_they_were(text: str, unit: Unit, value: float) -> None:
    assert read_target(text, unit, "--target") == value
