"""A region of authorities with and without a build-up: what adds up is summed, the rest follows from it or is null."""

from pathlib import Path
from typing import Any

import pytest

from archpers.output.pages.what_if_page import what_if_page
from archpers.output.workbook.workbook import workbook
from archpers.results.evaluate import evaluate
from archpers.results.explanation.explain import explain
from archpers.results.result import RegionResult
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Region
from archpers.what_if.baseline import Baseline

OWN: dict[str, Any] = load("built-up-borough").model_dump(exclude_unset=True)
SYSTEM = {key: OWN[key] for key in ("staffing", "cost", "people_served", "functions", "flow")}
OTHER = {**SYSTEM, "people_served": 1_500.0, "flow": {"contacts": 3_000.0, "new_people": 500.0, "reviews": 900.0}}
PLAIN = {
    "staffing": {"care_managers_wte": 30.0, "hours_per_year": 45_000.0},
    "cost": {"total": 1.5e6},
    "people_served": 1_500.0,
    "functions": OWN["functions"],
    "flow": {"contacts": 2_000.0, "new_people": 600.0},
}


def region(*systems: dict[str, Any]) -> Region:
    named = dict(zip(("North", "South"), systems, strict=True))
    return Region.model_validate({"name": "Region", "authorities": named, "reform": OWN["reform"]})


def results(*systems: dict[str, Any]) -> tuple[RegionResult, dict[str, float | None]]:
    result = evaluate(region(*systems))
    assert isinstance(result, RegionResult)
    return result, result.pooled["ratio_of_totals"].quantities


def test_two_with_a_build_up_add_up() -> None:
    result, totals = results(SYSTEM, OTHER)
    own = [part.quantities for part in result.authorities.values()]
    for name in (
        "care_managers_wte",
        "employed_wte",
        "employment_cost",
        "agency_cost",
        "capital_overheads",
        "total_cost",
    ):
        assert totals[name] == pytest.approx(sum(each[name] or 0.0 for each in own), rel=1e-12)
    assert totals["employment_cost_per_wte"] == pytest.approx(own[0]["employment_cost_per_wte"], rel=1e-12)
    assert totals["turnover"] == pytest.approx((1_250 + 500) / (2_900 + 1_500), rel=1e-12)
    assert totals["core_hours"] == pytest.approx(sum(each["core_hours"] or 0.0 for each in own), rel=1e-12)
    assert totals.get("paid_hours_per_wte") is None


def test_one_without_a_build_up_leaves_its_parts_unknown_and_its_sums_known() -> None:
    result, totals = results(SYSTEM, PLAIN)
    own = [part.quantities for part in result.authorities.values()]
    for name in ("care_managers_wte", "total_cost", "total_hours", "core_hours", "contacts"):
        assert totals[name] == pytest.approx(sum(each[name] or 0.0 for each in own), rel=1e-12)
    for name in ("employment_cost", "direct_overheads", "other_direct_cost", "capital_overheads", "reviews"):
        assert totals.get(name) is None
    assert "employment_cost" not in result.authorities["South"].quantities


def test_agency_staff_of_one_authority_alone_are_summed() -> None:
    without = {**PLAIN, "staffing": {"care_managers_wte": 30.0, "agency_wte": 2.0, "hours_per_year": 45_000.0}}
    _, totals = results(PLAIN, without)
    assert totals["employed_wte"] == 58.0


def test_the_core_that_counts_what_comes_differs_by_authority() -> None:
    baseline = Baseline(region(SYSTEM, OTHER))
    assert baseline.core_total() is None
    moved = baseline.evaluate(["core_hours"], {"authorities.South.flow.contacts": 3_100.0})["core_hours"]
    assert moved - baseline.evaluate(["core_hours"])["core_hours"] == pytest.approx(250.0)


@pytest.mark.parametrize("other", [OTHER, PLAIN], ids=["two", "one"])
def test_every_rendering_takes_it(other: dict[str, Any], tmp_path: Path) -> None:
    whole = region(SYSTEM, other)
    assert workbook(whole)[:2] == b"PK"
    page = what_if_page(whole, evaluate(whole), ["Region"])
    assert 'v["core_activity_volume.first_contact"] = v.contacts;' in page
    assert 'v["core_function_hours_per_person.first_contact"] = v["core_activity_hours.first_contact"] * ratio(' in page
    assert explain(whole, "core_hours_per_person")


@pytest.mark.parametrize("name", ["yorkshire-humber-2010"])
def test_the_core_as_a_whole_moves_a_region_that_has_one_core(name: str) -> None:
    baseline = Baseline(load(name))
    own = baseline.evaluate(["core_hours", "people_served"])
    moved = baseline.evaluate(["core_hours"], {"reform.core_hours_per_person": 20.0})["core_hours"]
    assert moved == pytest.approx(20.0 * own["people_served"], rel=1e-12)
