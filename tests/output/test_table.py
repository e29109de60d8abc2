"""Numbers in tables: their unit's sign and decimals, and what is not estimated."""

import pytest

from archpers.model import INPUTS, QUANTITIES
from archpers.output.tables.table import Chance, Doubt, Number


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.235, "share", "23.5%"),
        (0.2365, "share", "23.7%"),
        (-0.078, "share", "-7.8%"),
        (1.0, "share", "100.0%"),
        (385_000.0, "£/year", "£385,000"),
        (-253_948.86, "£/year", "-£253,949"),
        (-0.2, "£/year", "£0"),
        (19.886, "£/hour", "£19.89"),
        (283.5, "£/person/year", "£284"),
        (11.0, "WTE", "11.00"),
        (99.995, "WTE", "100.00"),
        (19_360.0, "hours/year", "19,360"),
        (38.72, "hours/person/year", "38.72"),
        (500.0, "people", "500"),
        (2.0486, "WTE today/WTE required", "2.05"),
        (None, "£/year", "not estimated"),
        (None, "share", "not estimated"),
    ],
)
def test_a_number_is_written_with_its_units_sign(value: float | None, unit: str, expected: str) -> None:
    assert str(Number(value, unit)) == expected


@pytest.mark.parametrize("name", [*INPUTS, *QUANTITIES])
def test_every_unit_of_the_model_can_be_written(name: str) -> None:
    unit = (QUANTITIES.get(name) or INPUTS[name]).unit
    expected = 100.0 if unit == "share" else 1.0
    assert float(str(Number(1.0, unit)).strip("£%")) == expected


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Chance(0.0), "0.0%"),
        (Chance(0.00015), "<0.1%"),
        (Chance(0.0005), "0.1%"),
        (Chance(0.9997), ">99.9%"),
        (Chance(1.0), "100.0%"),
        (Chance(None), "not estimated"),
        (Doubt(0.000437, "share"), "0.044%"),
        (Doubt(513.2, "£/year"), "£513"),
        (Doubt(0.066, "£/person/year"), "£0.066"),
        (Doubt(0.0, "WTE"), "0"),
        (Doubt(None, "WTE"), "not estimated"),
    ],
    ids=str,
)
def test_chances_and_doubts_never_look_like_none(cell: Chance | Doubt, text: str) -> None:
    assert str(cell) == text
