"""Compare: variants side by side, and a difference attributed to what changed."""

import itertools
import math

import numpy as np
import pytest

import archpers
from archpers.model.pooling import pools_of
from archpers.results.result import RegionResult
from archpers.scenario.schema.scenario import Region
from archpers.what_if.attribution import attribution, shapley
from archpers.what_if.baseline import Baseline
from archpers.what_if.compare import Variant, VariantComparison, compare
from tests.what_if.support import REGION, TOOLKIT, baseline, loaded, region

CHANGES = {
    "staffing.care_managers_wte": "9",
    "cost.total": "320000",
    "people_served": "450",
    "reform.crisis_share": "30%",
    "reform.core_hours_per_person.first_contact": "4",
}


def compared(first: Baseline, *others: Baseline, on: str = "residual_value") -> VariantComparison:
    variants = [Variant(str(index), side) for index, side in enumerate((first, *others))]
    return compare(variants, first.measure(on))


def parts(first: Baseline, second: Baseline, on: str = "residual_value") -> dict[tuple[str, ...], float]:
    found = attribution(first, second, first.measure(on))
    assert found is not None
    assert math.fsum(part.part for part in found.parts) == pytest.approx(found.difference, rel=1e-9, abs=1e-6)
    return {part.inputs: part.part for part in found.parts}


def by_every_order(changes: dict[str, str]) -> dict[str, float]:
    """Attribute by the definition: change the inputs in every order, and average what each adds."""

    def value(keys: tuple[str, ...]) -> float:
        result = archpers.evaluate(loaded(TOOLKIT, {key: changes[key] for key in sorted(keys)}))
        return float(result.quantities["residual_value"] or 0)

    worth = {
        frozenset(keys): value(keys) for n in range(len(changes) + 1) for keys in itertools.combinations(changes, n)
    }
    gains: dict[str, list[float]] = {key: [] for key in changes}
    for order in itertools.permutations(changes):
        for index, key in enumerate(order):
            gains[key].append(worth[frozenset(order[: index + 1])] - worth[frozenset(order[:index])])
    return {key: math.fsum(each) / len(each) for key, each in gains.items()}


def test_parts_are_the_mean_over_every_order_of_the_changes() -> None:
    found = parts(baseline(), Baseline(loaded(TOOLKIT, CHANGES)))
    expected = by_every_order(CHANGES)
    assert {inputs[0]: part for inputs, part in found.items()} == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("order", list(itertools.permutations(CHANGES))[::17], ids=" ".join)
def test_the_order_of_the_inputs_does_not_matter(order: tuple[str, ...]) -> None:
    expected = parts(baseline(), Baseline(loaded(TOOLKIT, CHANGES)))
    second = Baseline(loaded(TOOLKIT, {key: CHANGES[key] for key in order}))
    first = baseline()
    for side in (first, second):
        side.variables = {
            key: side.variables[key] for key in (*order, *(key for key in side.variables if key not in order))
        }
    assert parts(first, second) == pytest.approx(expected, rel=1e-9)


def test_one_change_has_the_whole_difference() -> None:
    second = baseline(reform__crisis_share="30%")
    assert parts(baseline(), second) == {("reform.crisis_share",): pytest.approx(-34801.13636363637)}


def test_a_change_without_effect_has_no_part_and_equal_changes_equal_parts() -> None:
    second = baseline(
        functions__hours_per_week__long_reviews="100",
        reform__core_hours_per_person__first_contact="3.5",
        reform__core_hours_per_person__short_reviews="3",
    )
    found = parts(baseline(), second)
    assert found[("functions.hours_per_week.long_reviews",)] == 0
    first_contact = found[("reform.core_hours_per_person.first_contact",)]
    assert first_contact == pytest.approx(found[("reform.core_hours_per_person.short_reviews",)])


def test_nothing_changed_has_no_parts() -> None:
    found = compared(baseline(), baseline())
    assert found.changed == []
    assert found.attribution is not None
    assert found.attribution.difference == 0
    assert found.attribution.parts == []


def test_keys_that_come_and_go_change_together() -> None:
    by_year = {"staffing.working_days_per_year": None, "staffing.working_hours_per_day": None}
    second = Baseline(loaded(TOOLKIT, {**by_year, "staffing.hours_per_year": "17000", "people_served": "450"}))
    found = parts(baseline(), second)
    assert {len(inputs) for inputs in found} == {3, 1}
    halves = [19360, 17000]
    worth = [[(1 - 18.9 * people / hours) * 385000 for people in (500, 450)] for hours in halves]
    people = (worth[0][1] - worth[0][0] + worth[1][1] - worth[1][0]) / 2
    assert found[("people_served",)] == pytest.approx(people)


def test_a_function_that_joins_the_core_is_a_change() -> None:
    found = parts(baseline(), baseline(reform__core_hours_per_person__long_reviews="2", people_served="450"))
    assert found[("reform.core_hours_per_person.long_reviews",)] < 0


def test_a_row_of_shares_changes_as_a_whole() -> None:
    whole = region().authority("LA 1")
    shares = dict.fromkeys(whole.functions.homes, "12.5%") if whole.functions else {}
    second = archpers.replace(whole, functions={"time_shares": shares}, people_served=7000)
    found = attribution(
        Baseline(whole), Baseline(second), Baseline(whole).measure("functions.long_reviews.cost_per_person")
    )
    assert found is not None
    assert sorted(len(part.inputs) for part in found.parts) == [1, 8]
    assert sum(part.part for part in found.parts) == pytest.approx(found.difference)


def test_more_changes_than_twelve_are_taken_together_by_block() -> None:
    changes: dict[str, str | None] = {
        path: repr(variable.value * 0.9) for path, variable in baseline().variables.items()
    }
    found = parts(baseline(), Baseline(loaded(TOOLKIT, changes)))
    assert len(changes) == 19
    assert len(found) == 7
    assert sum(len(inputs) for inputs in found) == 19


def regions(**parts: object) -> Baseline:
    return Baseline(archpers.replace(region(), authorities=parts))


def test_a_measure_that_mixtures_of_the_inputs_lack_is_not_attributed() -> None:
    core = dict.fromkeys(("first_contact", "overview_assessment", "basic_planning", "short_reviews"), "0")
    no_core = {f"reform.core_hours_per_person.{key}": value for key, value in core.items()}
    second = Baseline(loaded(TOOLKIT, {"reform.crisis_share": "0"}))
    found = compared(Baseline(loaded(TOOLKIT, no_core)), second, on="wisn_ratio")
    assert None not in found.values["wisn_ratio"]
    assert found.attribution is None  # without core and without crisis, nothing is required to divide by
    assert "wisn_ratio has no value where some of them are as in 0 and the others as in 1" in found.unattributed


def test_what_is_not_attributed_says_why_among_the_warnings() -> None:
    for others in ((baseline(), baseline()), (baseline(REGION),), (baseline(cost=None),)):
        found = compared(baseline(), *others)
        assert [each.message for each in found.warnings if each.code == "not_attributed"] == [found.unattributed]
    assert not compared(baseline(), baseline(people_served="450")).unattributed


def test_regions_have_every_quantity_pooled_and_of_each_authority() -> None:
    sides = (baseline(REGION), baseline(REGION, reform__crisis_share="15%"))
    found = compared(*sides, on="functions.full_assessment.hours")
    results = [variant.result for variant in found.variants]
    assert found.authorities == ["LA 1", "LA 2", "LA 3", "LA 4"]
    told = results[0].quantities
    everywhere = sum(1 + 4 + len(pools_of(name)) for name in (*told, "function_hours"))
    assert len([each for each in found.measures if each.key is None or each.scope]) == everywhere - 1
    for name in told:
        for result, number in zip(results, (0, 1), strict=True):
            assert isinstance(result, RegionResult)
            scopes = {f'authorities."{key}".': part for key, part in result.authorities.items()}
            scopes |= {f"pooled.{key}.": part for key, part in result.pooled.items() if key in pools_of(name)}
            for scope, part in {"": result, **scopes}.items():
                assert found.values[f"{scope}{name}"][number] == pytest.approx(part.quantities[name])


def test_one_authority_that_is_asked_about_brings_its_quantity_for_all() -> None:
    on = 'authorities."LA 4".function_groups.review.cost'
    found = compared(baseline(REGION), baseline(REGION), on=on)
    assert found.measure.text == on
    assert {"function_groups.review.cost", "pooled.median.function_groups.review.cost", on} <= set(found.values)


def test_what_is_pooled_does_not_exist_for_a_team() -> None:
    found = compared(baseline(REGION), baseline(), on="pooled.median.cost_per_person")
    assert found.values["pooled.median.cost_per_person"][1] is None


def test_a_region_is_attributed_by_its_authorities() -> None:
    changes: dict[str, str | None] = {'authorities."LA 1".people_served': "7000", "reform.crisis_share": "25%"}
    second = Baseline(loaded(REGION, changes))
    found = parts(baseline(REGION), second)
    assert found[('authorities."LA 1".people_served',)] > 0 > found[("reform.crisis_share",)]
    assert (
        parts(baseline(REGION), second, 'authorities."LA 2".residual_value')[('authorities."LA 1".people_served',)] == 0
    )


def test_authorities_that_come_and_go_change_together() -> None:
    data = region().model_dump(exclude_unset=True)["authorities"]
    first = regions(A=data["LA 1"], B=data["LA 2"])
    second = Baseline(
        Region.model_validate({**regions(C=data["LA 3"], B=data["LA 2"]).scenario.model_dump(exclude_unset=True)})
    )
    found = parts(first, second)
    assert len(found) == 1
    large: dict[str, str | None] = {
        path: repr(variable.value * 0.9)
        for path, variable in baseline(REGION).variables.items()
        if "shares" not in path
    }
    assert 1 < len(parts(baseline(REGION), Baseline(loaded(REGION, large)))) <= 12


@pytest.mark.parametrize("missing", ["cost", "reform"])
def test_what_one_lacks_is_not_attributed(missing: str) -> None:
    found = compared(baseline(), Baseline(loaded(TOOLKIT, {missing: None})))
    assert found.attribution is None
    other = "residual_hours" if missing == "cost" else "hours_per_person"
    assert found.unattributed.endswith(f"not both have residual_value. Add --on {other}, which both have.")
    assert found.values["residual_value"][1] is None
    assert found.values["residual_value"][0] == pytest.approx(197073.86363636362)


def test_a_team_and_a_region_can_stand_side_by_side() -> None:
    found = compared(baseline(), baseline(REGION))
    assert found.attribution is None
    assert "1 is a region and 0 is not" in found.unattributed
    assert "0 is a region and 1 is not" in compared(baseline(REGION), baseline()).unattributed
    assert found.values["people_served"] == [500, 25860]


def test_differing_inputs_and_quantities_are_those_of_the_files() -> None:
    sides = [baseline(), baseline(people_served="450"), baseline(reform__core_hours_per_person__long_reviews="2")]
    found = compared(*sides)
    assert {row.path: row.values for row in found.changed} == {
        "people_served": [500, 450, 500],
        "reform.core_hours_per_person.long_reviews": [None, None, 2],
    }
    for text, values in ((each.text, found.values[each.text]) for each in found.measures if each.key is None):
        assert values == [archpers.evaluate(side.scenario).quantities[text] for side in sides]
    assert found.attribution is None  # of three there is no one difference
    assert "takes two variants, and there are 3" in found.unattributed


def test_shapley_values_of_a_known_game() -> None:
    # The glove game: players 0 and 1 hold a left glove each, player 2 a right one; a pair is worth 1 (Shapley 1953).
    worth = np.array([float((mask & 4 != 0) and (mask & 3 != 0)) for mask in range(8)])
    assert shapley(worth) == pytest.approx([1 / 6, 1 / 6, 4 / 6])
    assert shapley(np.array([5.0])) == []
