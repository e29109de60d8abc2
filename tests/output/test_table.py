"""Numbers in tables: their unit's sign and decimals, and what is not estimated."""

import pytest

from archpers.model import INPUTS, QUANTITIES
from archpers.output.tables.table import Chance, Doubt, Number
from archpers.units import (
    HOURS,
    HOURS_PER_PERSON,
    MONEY,
    MONEY_PER_HOUR,
    MONEY_PER_PERSON,
    PEOPLE,
    SHARE,
    WTE,
    WTE_RATIO,
    Unit,
)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.235, SHARE, "23.5%"),
        (0.2365, SHARE, "23.7%"),
        (-0.078, SHARE, "-7.8%"),
        (1.0, SHARE, "100.0%"),
        (385_000.0, MONEY, "£385,000"),
        (-253_948.86, MONEY, "-£253,949"),
        (-0.2, MONEY, "-£0.2"),
        (19.886, MONEY_PER_HOUR, "£19.89"),
        (283.5, MONEY_PER_PERSON, "£284"),
        (11.0, WTE, "11.00"),
        (99.995, WTE, "100.00"),
        (19_360.0, HOURS, "19,360"),
        (38.72, HOURS_PER_PERSON, "38.72"),
        (500.0, PEOPLE, "500"),
        (2.0486, WTE_RATIO, "2.05"),
        (None, MONEY, "not estimated"),
        (None, SHARE, "not estimated"),
    ],
)
def test_a_number_is_written_with_its_units_sign(value: float | None, unit: Unit, expected: str) -> None:
    assert str(Number(value, unit)) == expected


@pytest.mark.parametrize("name", [*INPUTS, *QUANTITIES])
def test_every_unit_of_the_model_can_be_written(name: str) -> None:
    unit = (QUANTITIES.get(name) or INPUTS[name]).unit
    expected = 100.0 if unit.is_share else 1.0
    assert float(str(Number(1.0, unit)).strip("£%")) == expected


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Chance(0.0), "0.0%"),
        (Chance(0.00015), "0.015%"),
        (Chance(0.0005), "0.1%"),
        (Chance(0.9997), ">99.9%"),
        (Chance(1.0), "100.0%"),
        (Chance(None), "not estimated"),
        (Doubt(0.000437, SHARE), "0.044%"),
        (Doubt(513.2, MONEY), "£513"),
        (Doubt(0.066, MONEY_PER_PERSON), "£0.066"),
        (Doubt(0.0, WTE), "0"),
        (Doubt(None, WTE), "not estimated"),
    ],
    ids=str,
)
def test_chances_and_doubts_never_look_like_none(cell: Chance | Doubt, text: str) -> None:
    assert str(cell) == text
