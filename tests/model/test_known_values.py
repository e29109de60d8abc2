"""Every quantity gives its known values."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from archpers.model import QUANTITIES, evaluate
from archpers.rounding import rounded
from tests.model.known import KNOWN, Known
from tests.model.known_decision import BELONGING as LEVERS
from tests.support import BELONGING

ON_THE_WAY = {
    *("contract_cost", "freed_value", "net_social_value", "ongoing_brokerage_cost", "payer_items", "transfers"),
    *("contracted_hours_per_day", "core_activity_volume", "working_days_per_year", "working_hours_per_day"),
}
"""Quantities without a known value of their own, on the way to npv, npsv, total hours and core hours that have one."""


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
    example = json.loads((Path(__file__).parents[1] / "decision" / "example-decision.json").read_text(encoding="utf-8"))
    in_a_year = {name for year in example["case"]["by_year"].values() for name in year}
    elsewhere = {*example["decision"], *in_a_year, *example["case"]}  # held against the example in tests/decision
    assert {known.quantity for known in KNOWN} <= set(QUANTITIES)
    assert set(QUANTITIES) - {known.quantity for known in KNOWN} - elsewhere == ON_THE_WAY
