"""Pooling: the region as one authority, and the spread of the authorities' own values."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archpers.model import evaluate
from archpers.model.pooling import (
    POOLS,
    as_one_authority,
    lower_quartile,
    mean_of_ratios,
    median,
    quantile,
    upper_quartile,
)

# Report, Appendix: LA 1 to LA 4. LA 3 prints 103 WTE; its hours are those of 102.69.
WTE = (99.5, 201.0, 102.69, 43.0)
PEOPLE = (7595.0, 7899.0, 6050.0, 4316.0)
HOURS = (175_120.0, 331_650.0, 159_579.0, 75_680.0)
AUTHORITIES = [
    {"care_managers_wte": wte, "people_served": people, "total_hours": hours}
    for wte, people, hours in zip(WTE, PEOPLE, HOURS, strict=True)
]


def own(name: str) -> list[float]:
    return [evaluate([name], authority)[name] for authority in AUTHORITIES]


def test_mean_and_median_of_the_published_authorities() -> None:
    assert mean_of_ratios(PEOPLE) == 6465
    assert median(PEOPLE) == 6822.5
    assert mean_of_ratios(HOURS) == pytest.approx(185_507.25, rel=1e-12)
    assert median(HOURS) == 167_349.5


def test_mean_of_ratios_is_the_published_people_for_each_care_manager() -> None:
    assert f"{mean_of_ratios(own('people_per_wte')):.2f}" == "68.73"
    assert f"{median(own('people_per_wte')):.2f}" == "67.62"


def test_mean_of_ratios_is_the_published_hours_a_person() -> None:
    assert f"{mean_of_ratios(own('hours_per_person')):.2f}" == "27.24"


def test_ratio_of_totals_differs_from_the_mean_of_ratios() -> None:
    region = evaluate(["hours_per_person", "people_per_wte"], as_one_authority(AUTHORITIES))
    assert region["hours_per_person"] == pytest.approx(sum(HOURS) / sum(PEOPLE), rel=1e-12)
    assert f"{region['hours_per_person']:.2f}" == "28.69"
    assert region["people_per_wte"] == pytest.approx(25_860 / 446.19, rel=1e-12)


def test_quartiles_interpolate_as_quartile_inc_does() -> None:
    assert lower_quartile([1.0, 2.0, 4.0, 8.0]) == 1.75
    assert median([1.0, 2.0, 4.0, 8.0]) == 3.0
    assert upper_quartile([1.0, 2.0, 4.0, 8.0]) == 5.0
    assert median([3.0, 1.0, 2.0]) == 2.0


@pytest.mark.parametrize("name", POOLS)
def test_one_value_is_its_own_pool_and_none_is_nan(name: str) -> None:
    assert POOLS[name]([7.0]) == 7.0
    assert math.isnan(POOLS[name]([]))


def test_pools_are_named_as_in_the_result() -> None:
    assert list(POOLS) == ["mean_of_ratios", "median", "lower_quartile", "upper_quartile"]


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30), st.floats(0, 1))
def test_quantile_agrees_with_numpy(values: list[float], level: float) -> None:
    assert quantile(values, level) == pytest.approx(float(np.quantile(values, level)), rel=1e-9, abs=1e-6)


@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), min_size=1, max_size=8))
def test_arrays_pool_as_scalars_do(rows: list[list[float]]) -> None:
    for pool in POOLS.values():
        pooled = pool([np.array(row) for row in rows])
        for column in range(3):
            assert pooled[column] == pytest.approx(pool([row[column] for row in rows]), rel=1e-12, abs=1e-9)


def test_scalars_and_arrays_pool_together_and_stay_as_they_are() -> None:
    array = np.array([5.0, 1.0])
    np.testing.assert_array_equal(median([2.0, array, 3.0]), [3.0, 2.0])
    np.testing.assert_array_equal(mean_of_ratios([2.0, array]), [3.5, 1.5])
    np.testing.assert_array_equal(array, [5.0, 1.0])


def with_functions(hours: dict[str, float], **single: float) -> dict[str, Any]:
    return {"total_hours": sum(hours.values()), "function_hours": hours, **single}


def test_functions_are_summed_and_shares_taken_on_the_sums() -> None:
    region = as_one_authority([with_functions({"a": 10.0, "b": 30.0}), with_functions({"a": 30.0, "b": 10.0})])
    assert region["function_hours"] == {"a": 40.0, "b": 40.0}
    assert region["time_share"] == {"a": 0.5, "b": 0.5}


def test_a_function_that_only_some_list_takes_no_hours_in_the_others() -> None:
    region = as_one_authority([with_functions({"a": 10.0}), with_functions({"a": 10.0, "safeguarding": 20.0})])
    assert region["function_hours"] == {"a": 20.0, "safeguarding": 20.0}
    assert region["time_share"] == {"a": 0.5, "safeguarding": 0.5}


def stated(given: dict[str, Any]) -> dict[str, Any]:
    """Leave out what only keeps a neutral value from being taken."""
    return {name: value for name, value in given.items() if value is not None}


def test_what_one_authority_lacks_the_region_lacks() -> None:
    region = as_one_authority([{"people_served": 1.0, "total_cost": 5.0}, {"people_served": 2.0}])
    assert stated(region) == {"people_served": 3.0}


def test_costs_are_summed_function_by_function() -> None:
    region = as_one_authority([{"function_cost": {"a": 1.0, "b": 2.0}}, {"function_cost": {"a": 3.0, "b": 4.0}}])
    assert stated(region) == {"function_cost": {"a": 4.0, "b": 6.0}}


@pytest.mark.parametrize("level", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_a_quantile_of_values_of_which_one_does_not_exist_does_not_exist(level: float) -> None:
    """Neither of numbers nor of arrays, as `numpy.quantile` has it, and only where one does not exist."""
    assert math.isnan(quantile([1.0, math.nan, 3.0], level))
    several = [np.array([1.0, 4.0]), np.array([math.nan, 5.0]), np.array([3.0, 6.0])]
    found = quantile(several, level)
    assert math.isnan(found[0])
    assert found[1] == np.quantile([4.0, 5.0, 6.0], level)
