"""Every quantity gives its known values."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from archpers.model import QUANTITIES, evaluate
from archpers.rounding import rounded
from tests.model.known import KNOWN, Known
from tests.model.known_decision import BELONGING as LEVERS
from tests.support import BELONGING


def assert_known(value: float, expected: str | float) -> None:
    if isinstance(expected, str):
        decimals = len(expected.partition(".")[2])
        assert rounded(value, decimals) == Decimal(expected)
    else:
        assert value == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known.quantity} - {known.origin}")
def test_quantity_has_its_known_value(known: Known) -> None:
    value = evaluate([known.quantity], known.given, {**BELONGING, **LEVERS})[known.quantity]
    if isinstance(known.expected, Mapping):
        assert value.keys() == known.expected.keys()
        for key, expected in known.expected.items():
            assert_known(value[key], expected)
    else:
        assert_known(value, known.expected)


def test_every_quantity_has_a_known_value() -> None:
    assert QUANTITIES
    assert {known.quantity for known in KNOWN} == set(QUANTITIES)
