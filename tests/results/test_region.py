"""Regions: every authority by itself, the five ways of pooling, and what is said about them."""

import numpy as np
import pytest

from archpers.model.registry import described
from archpers.results.evaluate import evaluate
from archpers.results.result import RegionResult
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region
from tests.support import QUANTITY_NAMES


def region(*overrides: str) -> tuple[Region, RegionResult]:
    scenario = load("yorkshire-humber-2010", [parse_override(text) for text in overrides])
    assert isinstance(scenario, Region)
    return scenario, evaluate(scenario)


def test_the_published_authorities_have_their_residuals() -> None:
    _, result = region()
    shares = {name: part.quantities["residual_share_of_hours"] for name, part in result.authorities.items()}
    assert {name: round((share or 0) * 100, 2) for name, share in shares.items()} == {
        "LA 1": 18.03,
        "LA 2": 54.99,
        "LA 3": 28.35,
        "LA 4": -7.79,
    }
    assert result.pooled["mean_of_ratios"].quantities["residual_share_of_hours"] == pytest.approx(0.2339, abs=5e-5)
    assert result.pooled["ratio_of_totals"].quantities["residual_share_of_hours"] == pytest.approx(0.3413, abs=5e-5)
    assert result.quantities == result.pooled["ratio_of_totals"].quantities
    assert set(result.counts.values()) == {4}


@pytest.mark.parametrize("name", QUANTITY_NAMES)
def test_pools_over_the_authorities_are_those_of_numpy(name: str) -> None:
    _, result = region()
    own = [part.quantities[name] or 0.0 for part in result.authorities.values() if name in part.quantities]
    if not own:  # the file says nothing that it rests on
        assert described(name).optional
        assert all(name not in part.quantities for part in result.pooled.values())
        return
    expected = [np.mean(own), np.median(own), np.quantile(own, 0.25), np.quantile(own, 0.75)]
    ways = ("mean_of_ratios", "median", "lower_quartile", "upper_quartile")
    assert [result.pooled[way].quantities[name] for way in ways] == pytest.approx(expected, rel=1e-12)


def test_the_region_as_one_authority_sums_its_functions() -> None:
    _, result = region()
    for key, part in result.functions.items():
        hours = sum(own.functions[key].hours or 0 for own in result.authorities.values())
        assert part.hours == pytest.approx(hours, rel=1e-12)
        assert part.time_share == pytest.approx(hours / (result.quantities["total_hours"] or 0), rel=1e-12)


def test_an_average_that_hides_a_deficit_is_pointed_out_and_the_three_residuals_explained() -> None:
    _, result = region()
    found = {warning.code: warning.message for warning in result.warnings}
    assert "LA 4 (-7.79%)" in found["average_hides_deficit"]
    assert "34.13%" in found["residual_on_totals"]
    assert "23.39%" in found["residual_as_mean_of_authorities"]
    assert "32%" in found["residual_as_published"]
    _, all_short = region("reform.crisis_share=100%")
    assert "deficit" in {warning.code for warning in all_short.warnings}
    assert "average_hides_deficit" not in {warning.code for warning in all_short.warnings}


def test_what_one_authority_lacks_the_region_lacks_and_the_others_are_counted() -> None:
    _, result = region('authorities."LA 2".cost=null')
    assert result.quantities["total_cost"] is None
    assert result.counts["total_cost"] == 3
    assert result.pooled["median"].quantities["total_cost"] == 3_900_000
    assert result.pooled["ratio_of_totals"].functions["first_contact"].cost is None


def test_an_overridden_authority_stands_for_itself_and_leaves_the_others() -> None:
    _, before = region()
    _, after = region('authorities."LA 1".people_served=8000')
    assert after.authorities["LA 1"].quantities["people_served"] == 8000
    assert after.authorities["LA 2"] == before.authorities["LA 2"]
    assert after.inputs['authorities."LA 1".people_served'] == 8000


def test_authorities_alike_in_a_long_name_stay_apart() -> None:
    scenario, _ = region()
    first, second = (scenario.authority(name) for name in ("LA 1", "LA 2"))
    systems = {
        "n" * 200 + end: {"staffing": own.staffing, "people_served": own.people_served}
        for end, own in (("x", first), ("y", second))
    }
    inputs = evaluate(Region.model_validate({"name": "Two", "authorities": systems})).inputs
    assert sorted(value for path, value in inputs.items() if path.endswith("people_served")) == [7595, 7899]


def test_without_a_reform_nothing_is_said_of_it() -> None:
    _, result = region("reform=null")
    codes = {warning.code for warning in result.warnings}
    assert codes.isdisjoint({"residual_on_totals", "deficit", "average_hides_deficit"})
    assert result.quantities["residual_hours"] is None


def test_the_best_source_of_support_speaks_of_todays_planning() -> None:
    scenario, result = region()
    assert result.best_source is not None
    planning = result.function_groups["planning"].hours or 0
    assert result.best_source.planning_hours_others_could_lead == pytest.approx(planning * 663 / 783, rel=1e-12)
    own = evaluate(scenario.authority("LA 1")).best_source
    assert own is not None
    assert own.plan_share == result.best_source.plan_share
