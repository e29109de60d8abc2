"""Limit cases, and arrays that agree with scalars, for every quantity there is."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archpers.model import INPUTS, QUANTITIES, evaluate
from archpers.model.arithmetic import ratio
from tests.model.strategies import inputs, members
from tests.support import BELONGING, TOOLKIT

NAMES = tuple(QUANTITIES)


@pytest.fixture(autouse=True)
def _numpy_raises() -> Iterator[None]:
    with np.errstate(divide="raise", invalid="raise", over="raise"):
        yield


def flat(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every value by its name, the members of a family one by one."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{key}", member) for key, member in value.items())
        else:
            yield name, value


def stacked(draws: list[dict[str, Any]]) -> dict[str, Any]:
    """Put several inputs into one, with an array for each."""
    first = draws[0]
    return {
        name: {key: np.array([draw[name][key] for draw in draws]) for key in value}
        if isinstance(value, dict)
        else np.array([draw[name] for draw in draws])
        for name, value in first.items()
    }


@given(st.lists(inputs(), min_size=1, max_size=2))
@settings(max_examples=10, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_arrays_agree_with_scalars(draws: list[dict[str, Any]]) -> None:
    with np.errstate(over="ignore", invalid="ignore"):  # such inputs may leave next to no hours to divide by
        arrays = dict(flat(evaluate(NAMES, stacked(draws), BELONGING)))
    assert {name.partition(".")[0] for name in arrays} == set(NAMES)
    for index, draw in enumerate(draws):
        for name, scalar in flat(evaluate(NAMES, draw, BELONGING)):
            value = np.broadcast_to(arrays[name], len(draws))[index]  # a sum of none is no array
            assert value == pytest.approx(scalar, rel=1e-12, abs=0, nan_ok=True), name


def all_zero(zero: Any) -> dict[str, Any]:
    return {
        name: zero if definition.axis is None else dict.fromkeys(members(definition.axis), zero)
        for name, definition in INPUTS.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_all_zero_gives_zero_one_or_nothing_for_floats_and_arrays_alike(name: str) -> None:
    scalars = dict(flat(evaluate([name], all_zero(0.0), BELONGING)))
    arrays = dict(flat(evaluate([name], all_zero(np.zeros(3)), BELONGING)))
    assert scalars.keys() == arrays.keys() != set()
    for key, scalar in scalars.items():
        assert math.isnan(scalar) or scalar in (0.0, 1.0)
        np.testing.assert_array_equal(np.broadcast_to(arrays[key], 3), np.full(3, scalar))  # a sum of none is no array


ZERO_DENOMINATORS = (
    ("people_served", "hours_per_person"),
    ("people_served", "cost_per_person"),
    ("people_served", "core_share_of_hours"),
    ("people_served", "function_hours_per_person"),
    ("care_managers_wte", "people_per_wte"),
    ("care_managers_wte", "hours_per_wte"),
    ("care_managers_wte", "cost_per_wte"),
    ("care_managers_wte", "residual_wte"),
    ("care_managers_wte", "required_wte"),
    ("working_days_per_year", "cost_per_hour"),
    ("working_days_per_year", "crisis_share_of_hours"),
    ("working_hours_per_day", "core_share_of_hours"),
    ("working_hours_per_day", "residual_share_of_hours"),
    ("hours_per_week", "time_share"),
    ("hours_per_week", "group_cost"),
)


@pytest.mark.parametrize("zero", [0.0, -0.0, 0, np.zeros(2)], ids=["zero", "minus zero", "integer", "array"])
@pytest.mark.parametrize(("denominator", "name"), ZERO_DENOMINATORS)
def test_zero_denominator_gives_nan(denominator: str, name: str, zero: Any) -> None:
    value = dict.fromkeys(TOOLKIT[denominator], zero) if denominator == "hours_per_week" else zero
    answers = dict(flat(evaluate([name], {**TOOLKIT, denominator: value}, BELONGING)))
    assert answers
    assert all(np.isnan(answer).all() for answer in answers.values())


def test_nobody_in_core_or_crisis_leaves_everything_and_needs_nobody() -> None:
    nobody = {**TOOLKIT, "core_function_hours_per_person": {"first_contact": 0.0}, "crisis_share": 0.0}
    values = evaluate(["residual_share_of_hours", "residual_hours", "required_wte", "wisn_ratio"], nobody)
    assert values["residual_share_of_hours"] == 1
    assert values["residual_hours"] == 19_360
    assert values["required_wte"] == 0
    assert math.isnan(values["wisn_ratio"])


def test_a_deficit_is_not_clipped() -> None:
    values = evaluate(["residual_hours", "residual_value", "residual_wte"], {**TOOLKIT, "people_served": 1700.0})
    assert values["residual_hours"] == pytest.approx(19_360 - 18.9 * 1700, rel=1e-12)
    assert values["residual_value"] < 0
    assert values["residual_wte"] < 0


def test_ratio_is_nan_only_where_the_denominator_is_zero() -> None:
    quotient = ratio(np.array([1.0, 2.0, 0.0, -3.0]), np.array([2.0, 0.0, 0.0, -0.0]))
    np.testing.assert_array_equal(quotient, [0.5, np.nan, np.nan, np.nan])


def test_ratio_of_a_scalar_to_an_array_and_back() -> None:
    np.testing.assert_array_equal(ratio(6.0, np.array([2.0, 0.0])), [3.0, np.nan])
    np.testing.assert_array_equal(ratio(np.array([6.0, 1.0]), 2), [3.0, 0.5])
    assert math.isnan(ratio(np.float64(6), np.float64(0)))


def test_ratio_does_not_change_its_operands() -> None:
    numerator, denominator = np.array([1.0, 2.0]), np.array([0.0, 4.0])
    ratio(numerator, denominator)
    np.testing.assert_array_equal(numerator, [1.0, 2.0])
    np.testing.assert_array_equal(denominator, [0.0, 4.0])
