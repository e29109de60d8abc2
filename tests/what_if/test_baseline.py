"""Varying: values put in place of the scenario's own, as numbers or arrays, and what follows from them."""

import numpy as np
import pytest

import archpers
from archpers.errors import UsageError
from archpers.scenario.inputs import kind_of
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import Override
from archpers.units import SHARE
from archpers.what_if.baseline import Baseline
from tests.what_if.support import loaded

TOOLKIT = "toolkit-team"
REGION = "yorkshire-humber-2010"


@pytest.fixture
def toolkit() -> Baseline:
    return Baseline(archpers.load(TOOLKIT))


@pytest.fixture
def region() -> Baseline:
    return Baseline(archpers.load(REGION))


def overridden(name: str, **values: str) -> archpers.Result:
    overrides = [Override(parse_path(path), value, "--set") for path, value in values.items()]
    return archpers.evaluate(archpers.load(name, overrides))


@pytest.mark.parametrize("name", [TOOLKIT, REGION])
def test_nothing_changed_is_the_result_itself(name: str) -> None:
    result = archpers.evaluate(archpers.load(name))
    assert Baseline(archpers.load(name)).evaluate(list(result.quantities)) == pytest.approx(
        result.quantities, rel=1e-12
    )


@pytest.mark.parametrize("name", [TOOLKIT, REGION])
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("reform.crisis_share", 0.3),
        ("reform.crisis_hours_per_person", 20.0),
        ("reform.core_hours_per_person.first_contact", 0.0),
    ],
)
def test_a_change_is_what_an_override_gives(name: str, path: str, value: float) -> None:
    expected = overridden(name, **{path: str(value)}).quantities
    baseline = Baseline(archpers.load(name))
    assert baseline.evaluate(list(expected), {path: value}) == pytest.approx(expected, rel=1e-12)
    arrays = baseline.evaluate(list(expected), {path: np.array([value, value])})
    for quantity, found in arrays.items():
        assert np.broadcast_to(found, 2) == pytest.approx([expected[quantity]] * 2, rel=1e-12)


def test_an_array_appears_only_where_an_input_is_one(toolkit: Baseline) -> None:
    values = toolkit.evaluate(
        ["total_hours", "core_hours", "residual_hours"],
        {"people_served": np.array([[400.0], [500.0]]), "reform.crisis_share": np.array([0.1, 0.2, 0.3])},
    )
    assert np.shape(values["total_hours"]) == ()
    assert np.shape(values["core_hours"]) == (2, 1)
    assert np.shape(values["residual_hours"]) == (2, 3)


def test_every_lever_has_its_value_unit_and_bounds(toolkit: Baseline) -> None:
    result = archpers.evaluate(toolkit.scenario)
    assert {path: variable.value for path, variable in toolkit.variables.items()} == result.inputs
    assert toolkit.variables["reform.crisis_share"].unit == SHARE
    assert not toolkit.variables["people_served"].allows(0.0)
    assert toolkit.variables["people_served"].allows(np.array([1.0, 0.0, np.inf])).tolist() == [True, False, False]


@pytest.mark.parametrize("path", Baseline(archpers.load(TOOLKIT)).variables)
def test_the_bounds_are_those_of_the_file(path: str, toolkit: Baseline) -> None:
    kind = kind_of(toolkit.variables[path].name)
    outside = [kind.least if kind.least_excluded else kind.least - 1]
    outside += [kind.most * 1.001] if np.isfinite(kind.most) else []
    for value in outside:
        with pytest.raises(archpers.errors.ScenarioError):
            overridden(TOOLKIT, **{path: repr(value)})
        assert np.isnan(toolkit.evaluate(["hours_per_person"], {path: value})["hours_per_person"])
    if np.isfinite(kind.most):
        assert toolkit.variables[path].allows(kind.most)


def test_infeasible_points_have_no_value_and_leave_the_others_alone(toolkit: Baseline) -> None:
    values = toolkit.evaluate(["residual_value"], {"reform.crisis_share": np.array([-0.01, 0.2, 1.01])})
    assert np.isnan(values["residual_value"]).tolist() == [True, False, True]
    assert values["residual_value"][1] == pytest.approx(197073.86363636362, rel=1e-12)


SHARES = "functions.time_shares"


@pytest.fixture
def authority() -> Baseline:
    region = archpers.load(REGION)
    assert isinstance(region, archpers.Region)
    return Baseline(region.authority("LA 1"))


LA = 'authorities."LA 1"'


def shares(baseline: Baseline, changes: dict[str, float]) -> dict[str, float]:
    keys = list(baseline.inputs[""]["time_share"])
    values = baseline.evaluate([f"functions.{key}.time_share" for key in keys], changes)
    return dict(zip(keys, values.values(), strict=True))


def test_varying_one_time_share_rescales_the_others_in_proportion(authority: Baseline) -> None:
    before, after = shares(authority, {}), shares(authority, {f"{LA}.{SHARES}.full_assessment": 0.5})
    assert after["full_assessment"] == 0.5
    assert sum(after.values()) == pytest.approx(1, abs=1e-12)
    factors = [after[key] / before[key] for key in before if key != "full_assessment"]
    assert factors == pytest.approx([factors[0]] * len(factors), rel=1e-12)


def test_a_named_share_makes_up_for_the_varied_one() -> None:
    region = archpers.load(REGION)
    assert isinstance(region, archpers.Region)
    authority = Baseline(region.authority("LA 1"), balance="problem_solving")
    before, after = shares(authority, {}), shares(authority, {f"{LA}.{SHARES}.full_assessment": 0.2})
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"full_assessment", "problem_solving"}
    assert sum(after.values()) == pytest.approx(1, abs=1e-12)
    too_much = shares(authority, {f"{LA}.{SHARES}.full_assessment": 0.5})
    assert np.isnan(too_much["first_contact"])
    with pytest.raises(UsageError, match="make up for"):
        shares(authority, {f"{LA}.{SHARES}.problem_solving": 0.2})


def test_shares_above_the_whole_are_infeasible(authority: Baseline) -> None:
    found = shares(authority, {f"{LA}.{SHARES}.full_assessment": 0.6, f"{LA}.{SHARES}.problem_solving": 0.5})
    assert np.isnan(found["first_contact"])


def test_a_whole_row_of_shares_must_make_up_the_whole(authority: Baseline) -> None:
    row = dict.fromkeys((f"{LA}.{SHARES}.{key}" for key in authority.inputs[""]["time_share"]), 0.125)
    assert shares(authority, row)["long_reviews"] == 0.125
    assert np.isnan(shares(authority, {**row, next(iter(row)): 0.2})["long_reviews"])


def test_weekly_hours_change_the_total_and_not_the_other_hours(toolkit: Baseline) -> None:
    path = "functions.hours_per_week.problem_solving"
    values = toolkit.evaluate(["functions.problem_solving.time_share", "total_hours"], {path: 0.0})
    assert values == {"functions.problem_solving.time_share": 0.0, "total_hours": 19360.0}
    none = {variable: 0.0 for variable in toolkit.variables if variable.startswith("functions.")}
    assert np.isnan(toolkit.evaluate(["total_hours"], none)["total_hours"])


def test_an_assumption_of_the_reform_applies_to_every_authority(region: Baseline) -> None:
    measures = [f'authorities."LA {n}".crisis_people' for n in (1, 2, 3, 4)]
    values = region.evaluate(measures, {"reform.crisis_share": 0.5})
    people = [7595, 7899, 6050, 4316]
    assert list(values.values()) == [pytest.approx(number / 2) for number in people]


def test_a_path_below_an_authority_changes_that_one_only(region: Baseline) -> None:
    measures = [f'authorities."LA {n}".people_served' for n in (1, 2)]
    values = region.evaluate([*measures, "people_served"], {'authorities."LA 1".people_served': 1000.0})
    assert list(values.values()) == [1000.0, 7899.0, 25860.0 - 6595.0]


def test_a_path_without_an_authority_is_a_change_of_all_alike(region: Baseline) -> None:
    changes = {"people_served": np.array([-0.2, 0.0, 0.2, -1.0])}
    values = region.evaluate(["people_served", 'authorities."LA 4".people_served'], changes)
    assert values["people_served"][:3] == pytest.approx([25860 * 0.8, 25860, 25860 * 1.2], rel=1e-12)
    assert np.isnan(values["people_served"][3])  # nobody served
    says = "people_served is the change of every authority's own value, all alike."
    assert region.notes(["people_served"]) == [("change", says)]


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("cost.total", {'authorities."LA 1".cost': None}),
        (
            "staffing.hours_per_year",
            {
                'authorities."LA 1".staffing.hours_per_year': None,
                'authorities."LA 1".staffing.working_days_per_year': "220",
                'authorities."LA 1".staffing.working_hours_per_day': "8",
            },
        ),
    ],
)
def test_a_change_of_all_alike_names_the_authorities_it_does_not_reach(
    path: str, changes: dict[str, str | None]
) -> None:
    region = Baseline(loaded(REGION, changes))
    [(code, note)] = region.notes([path])
    assert code == "change"
    assert note.startswith(f"{path} is the change of the own values of LA 2, LA 3 and LA 4, all alike.")
    assert "no such value for LA 1, which stays as it is" in note
    assert note.endswith('in another way there, add the path of that, below authorities."LA 1".')
    varied = region.vary({path: 0.1})
    assert varied.changed == {"LA 2", "LA 3", "LA 4"}


def test_shares_are_named_unless_they_are_many() -> None:
    region = Baseline(archpers.load(REGION))
    shares = [path for path, variable in region.variables.items() if variable.name == "time_share"]
    does = "the other time shares are rescaled in proportion, so that the row sums to 100%."
    assert region.notes(shares) == [("shares_rescaled", f"Where any of 32 time shares varies, {does}")]
    assert region.notes(shares[:2]) == [("shares_rescaled", f"Where {shares[0]} and {shares[1]} vary, {does}")]
    assert region.notes(shares[:1]) == [("shares_rescaled", f"Where {shares[0]} varies, {does}")]


def test_the_core_can_be_varied_as_a_whole(toolkit: Baseline) -> None:
    assert toolkit.variable("reform.core_hours_per_person").value == pytest.approx(11.9)
    assert toolkit.evaluate(["core_hours"], {"reform.core_hours_per_person": 20.0}) == {"core_hours": 10000.0}
    with pytest.raises(UsageError, match="not both"):
        toolkit.vary({"reform.core_hours_per_person": 20.0, "reform.core_hours_per_person.first_contact": 1.0})


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("reform.crisis_shar", "did you mean reform.crisis_share?"),
        ("crisis_share", "did you mean reform.crisis_share?"),
        ("people", "did you mean people_served?"),
        ("", "it has staffing.care_managers_wte"),
        ("name", "it has staffing.care_managers_wte"),
        (
            "reform.core_hours_per_person.full_assessment",
            "reform.core_hours_per_person has first_contact, overview_assessment, basic_planning, short_reviews; write "
            "one of them, or give full_assessment a value there first",
        ),
        ("reform.core_hours_per_person.frist_contact", "did you mean reform.core_hours_per_person.first_contact?"),
        ("core_hours_per_person.full_assessment", "did you mean functions.hours_per_week.full_assessment?"),
    ],
)
def test_an_unknown_path_is_refused_with_the_nearest(path: str, hint: str, toolkit: Baseline) -> None:
    with pytest.raises(UsageError) as refused:
        toolkit.vary({path: 1.0})
    assert hint in str(refused.value)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("residual_valu", "did you mean residual_value?"),
        ("functions.reviews.hours", "did you mean"),
        ('authorities."LA 9".residual_value', "did you mean LA"),
        ("pooled.mode.residual_value", "write one of mean_of_ratios, median"),
    ],
)
def test_an_unknown_quantity_is_refused_with_the_nearest(text: str, hint: str, region: Baseline) -> None:
    with pytest.raises(UsageError) as refused:
        region.measure(text)
    assert hint in str(refused.value)


@pytest.mark.thorough
def test_every_number_of_a_regions_result_has_its_measure(region: Baseline) -> None:
    assert isinstance(region.scenario, archpers.Region)
    result = archpers.evaluate(region.scenario)
    expected = {
        "functions.full_assessment.cost_per_person": result.functions["full_assessment"].cost_per_person,
        "function_groups.review.time_share": result.function_groups["review"].time_share,
    }
    for pool, part in result.pooled.items():
        expected |= {f"pooled.{pool}.{name}": value for name, value in part.quantities.items()}
        expected[f"pooled.{pool}.functions.first_contact.hours"] = part.functions["first_contact"].hours
    for name, part in result.authorities.items():
        expected |= {f'authorities."{name}".{quantity}': value for quantity, value in part.quantities.items()}
    assert len(expected) > 250
    assert region.evaluate(expected) == pytest.approx(expected, rel=1e-12)


def test_what_is_not_estimated_is_left_out() -> None:
    scenario = archpers.load(TOOLKIT, [Override(("cost",), None, "--set")])
    assert list(Baseline(scenario).evaluate(["residual_value", "residual_hours"])) == ["residual_hours"]


@pytest.mark.parametrize("name", ['St "Mary"', "A=B", "x" * 100, "a.b c"], ids=["quotes", "sign", "long", "dot"])
def test_every_lever_is_found_by_its_own_path_whatever_the_name(name: str) -> None:
    scenario = archpers.load("yorkshire-humber-2010")
    assert isinstance(scenario, archpers.Region)
    system = scenario.authorities["LA 1"]
    named = Baseline(scenario.model_copy(update={"authorities": {name: system}}))
    assert len(named.variables) == 18
    for path, variable in named.variables.items():
        assert named.variable(path) is variable
