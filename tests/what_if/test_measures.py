"""Measures: each by itself, among others and from reused parts is the same number, bit by bit."""

import math
from pathlib import Path

import numpy as np
import pytest

import archpers
from archpers.model.pooling import POOLS
from archpers.results.names import Measure, measures_of
from archpers.results.values import everywhere, value_of
from archpers.scenario.shipped import shipped
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import measured, wanted_of, with_authorities
from tests.support import FUNCTION_QUANTITIES, GROUP_QUANTITIES, QUANTITY_NAMES
from tests.what_if.support import REGION, TOOLKIT

MIXED = """
name: Authorities that differ in what they give
authorities:
  St. Helens:
    staffing: {care_managers_wte: 50, working_days_per_year: 220, working_hours_per_day: 8}
    cost: {total: 2100000}
    people_served: 3000
    functions:
      hours_per_week: {first_contact: 4, overview_assessment: 32, full_assessment: 68, basic_planning: 12,
                       intensive_planning: 162, problem_solving: 115, short_reviews: 7, long_reviews: 40}
  Leeds:
    staffing: {care_managers_wte: 70, hours_per_year: 110000}
    cost: {total: 2600000}
    people_served: 4100
    functions:
      additional: {safeguarding: {label: Safeguarding, group: assessment}}
      time_shares: {first_contact: 0%, overview_assessment: 16.2%, full_assessment: 17.6%, basic_planning: 16.2%,
                    intensive_planning: 20.3%, problem_solving: 21.6%, short_reviews: 2.7%, long_reviews: 2.7%,
                    safeguarding: 2.7%}
reform:
  core_hours_per_person: {first_contact: 2.5, overview_assessment: 3.7, basic_planning: 3.7, short_reviews: 2.0}
  crisis_share: 20%
  crisis_hours_per_person: 35
"""


@pytest.fixture(params=[TOOLKIT, REGION, "mixed", "without a cost"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Baseline:
    if request.param in (TOOLKIT, REGION):
        return Baseline(archpers.load(request.param))
    text = MIXED if request.param == "mixed" else MIXED.replace("    cost: {total: 2600000}\n", "")
    file = tmp_path / "mixed.yaml"
    file.write_text(text, encoding="utf-8")
    return Baseline(archpers.load(file))


def every_measure(team: Baseline) -> list[Measure]:
    own = [Measure((name,), name) for name in QUANTITY_NAMES]
    for key in ("long_reviews", "problem_solving", *(["safeguarding"] if "Leeds" in team.inputs else [])):
        own += [Measure(("functions", key, field), name, key) for field, name in FUNCTION_QUANTITIES.items()]
    for key in ("assessment", "problem_solving"):
        own += [Measure(("function_groups", key, field), name, key) for field, name in GROUP_QUANTITIES.items()]
    if not team.is_region:
        return own
    last = list(team.inputs)[-1]
    pools = [measure.beside(pool=pool) for pool in POOLS for measure in own]
    return [*own, *pools, *(measure.beside(last) for measure in own)]


def ends(team: Baseline, path: str) -> np.ndarray:
    return team.variables[path].value * np.array([0.9, 1.1])


def same(found: dict[str, object], expected: dict[str, object]) -> bool:
    return found.keys() == expected.keys() and all(
        np.array_equal(np.asarray(found[text]), np.asarray(expected[text]), equal_nan=True) for text in expected
    )


def test_parts_used_again_are_those_of_a_fresh_evaluation(team: Baseline) -> None:
    measures = every_measure(team)
    assert len(measures) > 40
    for path in team.variables:
        varied = team.vary({path: ends(team, path)})
        if np.all(varied.feasible):
            fresh = measured(measures, varied.inputs, team.belonging)
            assert same(team.evaluate_varied(measures, varied), fresh), path


def test_a_measure_by_itself_is_what_it_is_among_all_others(team: Baseline) -> None:
    measures = every_measure(team)
    for path in list(team.variables)[::5]:
        changes = {path: ends(team, path)}
        together = team.evaluate(measures, changes)
        assert len(together) > 15
        for measure in measures:
            expected = {measure.text: together[measure.text]} if measure.text in together else {}
            assert same(team.evaluate([measure], changes), expected), (path, measure.text)


@pytest.mark.parametrize(
    ("text", "each", "members"),
    [
        ("total_cost", {"total_cost"}, None),
        ("cost_per_hour", {"total_cost", "total_hours"}, None),
        ("crisis_people", {"crisis_share", "people_served"}, None),
        ("functions.long_reviews.cost", {"function_cost"}, {"long_reviews"}),
        ("functions.long_reviews.time_share", {"function_hours", "total_hours"}, {"long_reviews"}),
        ("function_groups.review.cost", {"group_cost"}, {"review", "short_reviews", "long_reviews"}),
        ("pooled.median.cost_per_hour", {"cost_per_hour"}, None),
    ],
)
def test_authorities_are_asked_for_no_more_than_a_measure_rests_on(
    text: str, each: set[str], members: set[str] | None
) -> None:
    region = Baseline(archpers.load(REGION))
    wanted = wanted_of([region.measure(text)], region.inputs, region.belonging)
    assert set(wanted.each) == each
    assert wanted.members == members


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("residual_value", 'authorities."LA 2".functions.time_shares.full_assessment'),
        ("residual_value", 'authorities."LA 2".staffing.care_managers_wte'),
        ("functions.long_reviews.hours", 'authorities."LA 2".cost.total'),
        ('authorities."LA 1".residual_value', 'authorities."LA 2".people_served'),
        ("total_hours", "reform.crisis_share"),
    ],
)
def test_what_a_measure_does_not_rest_on_leaves_it_alone(text: str, path: str) -> None:
    region = Baseline(archpers.load(REGION))
    own = region.evaluate([text])
    values = region.variables[path].value * np.array([0.9, 1.0, 1.1])
    assert region.evaluate([text], {path: values}) == own
    infeasible = region.evaluate([text], {path: -values})[text]
    assert np.isnan(infeasible).tolist() == [True, True, True]


BUILT_UP_IN_PART = """
name: One authority builds its cost up, the other does not
authorities:
  A:
    staffing: {care_managers_wte: 20, hours_per_year: 30000}
    cost: {total: £900000}
    people_served: 500
  B:
    staffing: {care_managers_wte: 10, hours_per_year: 15000}
    cost:
      employment: {salary_per_wte: 35000, employer_ni: {financial_year: 2025-26}, pension_rate: 20%}
      other_per_wte: £1000
    people_served: 300
reform:
  core_hours_per_person: {first_contact: 2.5, overview_assessment: 3.7}
  crisis_share: 20%
  crisis_hours_per_person: 35
"""


@pytest.mark.parametrize("name", ["built in part", "mixed", *(file.stem for file in shipped())])
def test_where_nothing_is_varied_every_number_is_the_models(tmp_path: Path, name: str) -> None:
    """What a result does not tell, at an authority that does not give it, is no 0 in a what-if's sum either."""
    text = {"built in part": BUILT_UP_IN_PART, "mixed": MIXED}.get(name)
    if text is not None:
        (tmp_path / "region.yaml").write_text(text)
    scenario = archpers.load(tmp_path / "region.yaml" if text is not None else name)
    measures = with_authorities(list(measures_of(scenario)), scenario)
    found = Baseline(scenario).evaluate(measures, exact=True)
    values = everywhere(scenario)
    for measure in measures:
        expected = value_of(measure, values)
        assert found.get(measure.text, math.nan) == pytest.approx(
            math.nan if expected is None else expected, rel=1e-12, abs=1e-9, nan_ok=True
        ), measure.text
