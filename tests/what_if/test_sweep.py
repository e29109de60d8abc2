"""Sweep: every combination of values, in blocks and as a grid."""

import numpy as np
import pytest

import archpers
from archpers.errors import UsageError
from archpers.what_if.axes import parse_axis
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import default_measures, with_authorities
from archpers.what_if.sweep import Sweep
from tests.what_if.support import REGION, baseline, loaded


def swept(team: Baseline, *vary: str, show: tuple[str, ...] = ("residual_value",)) -> Sweep:
    return Sweep(team, [parse_axis(text, team) for text in vary], [team.measure(text) for text in show])


def test_every_point_is_what_the_model_gives() -> None:
    sweep = swept(baseline(), "reform.crisis_share=10%:30%:10%", "people_served=400,600", show=("residual_value",))
    (block,) = sweep.blocks()
    assert block.columns["reform.crisis_share"].tolist() == [0.1, 0.1, 0.2, 0.2, 0.3, 0.3]
    assert block.columns["people_served"].tolist() == [400, 600] * 3
    for share, people, value in zip(*block.columns.values(), strict=True):
        result = archpers.evaluate(
            loaded("toolkit-team", {"reform.crisis_share": str(share), "people_served": str(people)})
        )
        assert value == pytest.approx(result.quantities["residual_value"], rel=1e-12)


def test_infeasible_points_are_counted_and_have_no_value() -> None:
    sweep = swept(baseline(), "reform.crisis_share=30%:130%:20%", "people_served=0,500")
    (block,) = sweep.blocks()
    feasible = (block.columns["reform.crisis_share"] <= 1) & (block.columns["people_served"] > 0)
    assert block.feasible.tolist() == feasible.tolist()
    assert np.isnan(block.columns["residual_value"]).tolist() == (~feasible).tolist()
    assert sweep.summary().gaps.infeasible == 8
    reason = sweep.infeasible_because()
    assert (
        reason == "reform.crisis_share: a share lies between 0 and 1; people_served: the people served are more than 0"
    )


def test_the_summary_finds_extremes_and_deficits() -> None:
    sweep = swept(baseline(), "reform.crisis_share=0%:100%:1%", "people_served=100:1000:100")
    values = sweep.grid()[0]["residual_value"]
    summary = sweep.summary()
    assert summary.below_zero == {"residual_value": int(np.sum(values < 0))}
    assert summary.least["residual_value"] == (values.min(), {"reform.crisis_share": 1.0, "people_served": 1000.0})
    assert summary.greatest["residual_value"] == (values.max(), {"reform.crisis_share": 0.0, "people_served": 100.0})


def test_an_input_without_effect_still_has_its_rows() -> None:
    (block,) = swept(baseline(), "functions.hours_per_week.long_reviews=0,10").blocks()
    assert block.columns["residual_value"].tolist() == [block.columns["residual_value"][0]] * 2


@pytest.mark.parametrize(
    ("vary", "says"),
    [
        ((), "nothing is varied"),
        (("people_served=1:1e12:1",), "the sweep has 1,000,000,000,000 points"),
        (("people_served=1:1e6:1", "cost.total=1:1e6:1"), "(1,000,000 x 1,000,000)"),
        (("people_served=1:1e300:1e-300",), "points"),
        (("people_served=1,2", "people_served=3,4"), "varied twice"),
        (("reform.crisis_share=110%,120%,130%",), "a share lies between 0 and 1"),
        (("people_served=0",), "the people served are more than 0"),
    ],
)
def test_what_cannot_be_swept_is_refused(vary: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageError) as refused:
        swept(baseline(), *vary)
    assert says in str(refused.value)


def test_a_measure_that_is_not_estimated_is_refused() -> None:
    with pytest.raises(UsageError, match="residual_value: is not estimated"):
        swept(baseline(cost=None), "people_served=±10%")


def test_what_is_shown_of_its_own_accord_is_estimated() -> None:
    assert [m.text for m in default_measures(baseline(cost=None).evaluate)] == [
        "residual_hours",
        "residual_share_of_hours",
    ]
    overview = default_measures(baseline(reform=None).evaluate)
    assert [m.text for m in overview] == ["hours_per_person", "people_per_wte", "cost_per_person"]


def test_a_region_has_columns_for_each_authority_and_pool() -> None:
    region = baseline(REGION)
    measures = with_authorities([region.measure("residual_value")], region.scenario)
    sweep = Sweep(region, [parse_axis("reform.crisis_share=20%,30%", region)], measures)
    (block,) = sweep.blocks()
    result = archpers.evaluate(loaded(REGION, {"reform.crisis_share": "30%"}))
    assert isinstance(result, archpers.results.result.RegionResult)
    own = [part.quantities["residual_value"] for part in result.authorities.values()]
    assert [block.columns[f'authorities."LA {n}".residual_value'][1] for n in (1, 2, 3, 4)] == pytest.approx(own)
    assert block.columns["pooled.median.residual_value"][1] == pytest.approx(
        result.pooled["median"].quantities["residual_value"]
    )
    assert len(block.columns) == 1 + 1 + 5 + 4  # a sum, too


def test_an_input_can_be_shown_beside_what_follows_from_it() -> None:
    sweep = swept(baseline(), "people_served=0,400", show=("people_served", "residual_hours", "residual_hours"))
    (block,) = sweep.blocks()
    assert list(block.columns) == ["people_served", "residual_hours"]
    assert block.columns["people_served"].tolist() == [0, 400]


@pytest.mark.parametrize(
    ("vary", "because"),
    [
        ("people_served=-100%,+0%", "people_served: the people served are more than 0"),
        ("people_served=-150%,+0%", "people_served: a change takes away 100% at most"),
        ("functions.time_shares.problem_solving=+0%,+900%", "a share lies between 0 and 1"),
    ],
)
def test_a_change_is_held_to_what_it_leaves(vary: str, because: str) -> None:
    sweep = swept(baseline(REGION), vary)
    assert sweep.summary().gaps.infeasible == 1
    assert because in sweep.infeasible_because()


NO_CORE = {
    f"reform__core_hours_per_person__{key}": "0"
    for key in ("first_contact", "overview_assessment", "basic_planning", "short_reviews")
}


def test_values_that_do_not_exist_are_counted_apart_from_infeasible_points() -> None:
    sweep = swept(baseline(**NO_CORE), "reform.crisis_share=0,10%,110%", show=("wisn_ratio", "residual_value"))
    gaps = sweep.summary().gaps
    assert (gaps.infeasible, gaps.missing) == (1, {"wisn_ratio": 1, "residual_value": 0})


def test_a_number_too_large_to_compute_is_no_value() -> None:
    sweep = swept(baseline(), "cost.total=1e300,1e308", "people_served=1e-10", show=("cost_per_person",))
    (block,) = sweep.blocks()
    assert np.isnan(block.columns["cost_per_person"]).tolist() == [True, True]
    assert np.isnan(sweep.grid()[0]["cost_per_person"]).all()
    assert sweep.summary().gaps.missing == {"cost_per_person": 2}
    assert sweep.summary().greatest == {}


def test_what_a_reader_has_to_know_of_varied_inputs() -> None:
    region = baseline(REGION)
    (note,) = swept(region, "people_served=±10%").notes()
    assert note == ("change", "people_served is the change of every authority's own value, all alike.")
    shares = [f'authorities."LA 1".functions.time_shares.{key}' for key in ("short_reviews", "long_reviews")]
    ((code, one),) = swept(region, f"{shares[0]}=1%,2%").notes()
    ((_, two),) = swept(region, *(f"{share}=1%,2%" for share in shares)).notes()
    assert code == "shares_rescaled"
    assert f"{shares[0]} varies, the other time shares" in one
    assert f"{shares[0]} and {shares[1]} vary, the other time shares" in two


def test_a_balance_without_anything_to_balance_is_refused() -> None:
    region = Baseline(loaded(REGION, {}), "problem_solving")
    with pytest.raises(UsageError, match="--balance problem_solving: no time share is varied"):
        swept(region, "reform.crisis_share=±10%")
    assert swept(region, "functions.time_shares.long_reviews=±10%").points == 3


def test_a_change_and_a_quantity_of_one_name_are_told_apart() -> None:
    with pytest.raises(UsageError, match=r"pooled\.ratio_of_totals\.people_served"):
        swept(baseline(REGION), "people_served=±10%", show=("people_served",))
    (block,) = swept(baseline(REGION), "people_served=±10%", show=("pooled.ratio_of_totals.people_served",)).blocks()
    assert block.columns["pooled.ratio_of_totals.people_served"] == pytest.approx([23274, 25860, 28446])
