"""What must hold whatever the input: parts sum to their whole, deficits included, and scaling does what it says."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archpers.model import INPUTS, QUANTITIES, evaluate
from archpers.model.time_use import FUNCTION_GROUPS
from archpers.units import DAYS_PER_YEAR, HOURS_PER_DAY, HOURS_PER_PERSON, MONEY, SHARE, WTE
from tests.model.strategies import inputs, numbers_of
from tests.support import BELONGING

pytestmark = pytest.mark.thorough

PLAIN = {
    "care_managers_wte": WTE,
    "working_days_per_year": DAYS_PER_YEAR,
    "working_hours_per_day": HOURS_PER_DAY,
    "total_cost": MONEY,
}
"""What a scenario without a build-up gives as it is, and its units; the build-up has identities of its own."""
OF_TODAY = ("people_served", "hours_per_week", "core_activity_hours", "contacts", "new_people", "reviews")
OF_THE_REFORM = ("crisis_share", "crisis_hours_per_person", "plan_answers", "organise_answers")


def needs(name: str) -> set[str]:
    """The inputs that a quantity needs in a scenario without a build-up."""
    if name in PLAIN or name in INPUTS:
        return {name}
    return set().union(*(needs(parameter) for parameter in QUANTITIES[name].parameters))


NAMES = tuple(name for name in QUANTITIES if name in PLAIN or needs(name) <= {*PLAIN, *OF_TODAY, *OF_THE_REFORM})
"""The quantities of the team, its functions and the reform."""
EXAMPLES = settings(max_examples=60, derandomize=True, deadline=None)

plain_values = st.fixed_dictionaries({name: numbers_of(unit) for name, unit in PLAIN.items()})
valid_inputs = st.builds(lambda given, plain: given | plain, inputs(), plain_values)
scarce_inputs = valid_inputs.map(lambda given: {**given, "working_hours_per_day": 0.05, "crisis_share": 1.0})
"""So little time that the reform nearly always ends in a deficit."""
any_inputs = st.one_of(valid_inputs, scarce_inputs)


def modelled(given_values: dict[str, Any]) -> dict[str, Any]:
    return evaluate(NAMES, given_values, BELONGING)


def equals(whole: float, *sizes: float) -> Any:
    """Equal to 1e-9 of the largest part: a small difference of large parts is no more exact than they are.

    Below 1e-300 floats have fewer digits than that.
    """
    return pytest.approx(whole, rel=1e-9, abs=max(1e-300, 1e-9 * max(abs(size) for size in (whole, *sizes))))


@given(any_inputs)
@EXAMPLES
def test_core_crisis_and_residual_make_up_the_whole(given_values: dict[str, Any]) -> None:
    values = modelled(given_values)
    hours = [values[name] for name in ("core_hours", "crisis_hours", "residual_hours")]
    shares = [values[f"{part}_share_of_hours"] for part in ("core", "crisis", "residual")]
    costs = [values[name] for name in ("core_cost", "crisis_cost", "residual_value")]
    assert sum(hours) == equals(values["total_hours"], *hours)
    assert sum(shares) == equals(1, *shares)
    assert sum(costs) == equals(given_values["total_cost"], *costs)


@given(any_inputs)
@EXAMPLES
def test_each_share_is_its_hours_over_all_hours(given_values: dict[str, Any]) -> None:
    values = modelled(given_values)
    sizes = [values[name] for name in ("total_hours", "core_hours", "crisis_hours")]
    for part in ("core", "crisis", "residual"):
        assert values[f"{part}_share_of_hours"] * values["total_hours"] == equals(values[f"{part}_hours"], *sizes)


def test_deficits_are_among_the_inputs() -> None:
    deficits = []

    @given(scarce_inputs)
    @EXAMPLES
    def collect(given_values: dict[str, Any]) -> None:
        deficits.append(modelled(given_values)["residual_hours"] < 0)

    collect()
    assert sum(deficits) > 20


@given(valid_inputs)
@EXAMPLES
def test_functions_make_up_the_whole(given_values: dict[str, Any]) -> None:
    values = modelled(given_values)
    assert values["time_share_total"] == equals(1)
    for family, whole in (
        ("function_hours", values["total_hours"]),
        ("function_cost", given_values["total_cost"]),
        ("function_hours_per_person", values["hours_per_person"]),
        ("function_cost_per_person", values["cost_per_person"]),
    ):
        assert sum(values[family].values()) == equals(whole)


@given(valid_inputs, st.dictionaries(st.sampled_from(list(FUNCTION_GROUPS)), st.floats(0.0, 0.3), min_size=1))
@EXAMPLES
def test_given_shares_make_up_their_sum_of_the_whole(given_values: dict[str, Any], shares: dict[str, float]) -> None:
    values = modelled({**given_values, "time_share": shares})
    part = math.fsum(shares.values())
    assert values["time_share_total"] == equals(part)
    assert sum(values["function_hours"].values()) == equals(part * values["total_hours"])
    assert sum(values["function_cost"].values()) == equals(part * given_values["total_cost"])


@given(valid_inputs)
@EXAMPLES
def test_groups_make_up_their_functions(given_values: dict[str, Any]) -> None:
    values = modelled(given_values)
    for group, family in (
        ("group_time_share", "time_share"),
        ("group_hours", "function_hours"),
        ("group_cost", "function_cost"),
        ("group_hours_per_person", "function_hours_per_person"),
        ("group_cost_per_person", "function_cost_per_person"),
    ):
        assert sum(values[group].values()) == equals(sum(values[family].values()))
        for name, value in values[group].items():
            members = [part for key, part in values[family].items() if FUNCTION_GROUPS[key] == name]
            assert value == equals(sum(members))


@given(any_inputs)
@EXAMPLES
def test_what_is_required_is_core_and_crisis(given_values: dict[str, Any]) -> None:
    values = modelled(given_values)
    assert values["required_hours"] == values["core_hours"] + values["crisis_hours"]
    assert values["required_hours"] + values["residual_hours"] == equals(
        values["total_hours"], values["required_hours"], values["residual_hours"]
    )
    assert values["required_wte"] * values["hours_per_wte"] == equals(values["required_hours"])


@given(any_inputs)
@EXAMPLES
def test_residual_wte_is_the_wisn_difference(given_values: dict[str, Any]) -> None:
    values = modelled(given_values)
    wte = given_values["care_managers_wte"]
    assert values["residual_wte"] == equals(values["wisn_difference"], wte, values["required_wte"])
    assert values["wisn_ratio"] * values["required_wte"] == equals(wte)


@given(any_inputs)
@EXAMPLES
def test_each_persons_part_times_the_people_is_the_total(given_values: dict[str, Any]) -> None:
    values = modelled(given_values)
    people = given_values["people_served"]
    sizes = {"hours": values["total_hours"], "cost": given_values["total_cost"]}
    assert values["hours_per_person"] * people == equals(sizes["hours"])
    assert values["cost_per_person"] * people == equals(sizes["cost"])
    assert values["core_hours_per_person"] * people == equals(values["core_hours"])
    assert values["crisis_hours_per_person_served"] * people == equals(values["crisis_hours"])
    assert values["core_cost_per_person"] * people == equals(values["core_cost"])
    assert values["crisis_cost_per_person_served"] * people == equals(values["crisis_cost"])
    assert values["residual_hours_per_person"] * people == equals(
        values["residual_hours"], sizes["hours"], values["core_hours"], values["crisis_hours"]
    )
    assert values["residual_value_per_person"] * people == equals(
        values["residual_value"], sizes["cost"], values["core_cost"], values["crisis_cost"]
    )
    for key, hours in values["function_hours"].items():
        assert values["function_hours_per_person"][key] * people == equals(hours)
        assert values["function_cost_per_person"][key] * people == equals(values["function_cost"][key])
    assert values["people_per_wte"] * given_values["care_managers_wte"] == equals(people)


@given(any_inputs)
@EXAMPLES
def test_units_of_cost_and_time_multiply_back(given_values: dict[str, Any]) -> None:
    values = modelled(given_values)
    assert values["cost_per_hour"] * values["total_hours"] == equals(given_values["total_cost"])
    assert values["cost_per_wte"] * given_values["care_managers_wte"] == equals(given_values["total_cost"])
    assert values["hours_per_wte"] * values["cost_per_hour"] == equals(values["cost_per_wte"])


@given(any_inputs)
@EXAMPLES
def test_twice_the_people_and_twice_the_team_leaves_every_share(given_values: dict[str, Any]) -> None:
    twice = {**given_values}
    for name in ("people_served", "care_managers_wte", "total_cost", "contacts", "new_people", "reviews"):
        twice[name] = 2 * given_values[name]
    values, doubled = modelled(given_values), modelled(twice)
    per_head = [name for name in NAMES if QUANTITIES[name].unit in (SHARE, HOURS_PER_PERSON)]
    assert len(per_head) > 8
    for name in per_head:
        assert doubled[name] == pytest.approx(values[name], rel=1e-9, abs=1e-12)
    for name in ("total_hours", "core_hours", "crisis_people", "required_wte"):
        assert doubled[name] == pytest.approx(2 * values[name], rel=1e-9)


@given(any_inputs, st.floats(0.01, 100.0))
@EXAMPLES
def test_scaling_the_cost_scales_money_and_nothing_else(given_values: dict[str, Any], factor: float) -> None:
    values = modelled(given_values)
    scaled = modelled({**given_values, "total_cost": given_values["total_cost"] * factor})
    money = [name for name in NAMES if QUANTITIES[name].unit.is_money]
    assert len(money) > 8
    for name in NAMES:
        if name not in money:
            assert scaled[name] == values[name]
        elif QUANTITIES[name].axis is None:
            assert scaled[name] == pytest.approx(values[name] * factor, rel=1e-9)
        else:
            for key, value in values[name].items():
                assert scaled[name][key] == pytest.approx(value * factor, rel=1e-9)
