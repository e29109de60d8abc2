"""Levers, release, reinvestment and brokerage: the worked example, and what must hold for any numbers."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archpers.model import evaluate
from archpers.model.registry import product

BELONGING = {"lever": {"one": "full_assessment", "two": "full_assessment", "three": "long_reviews"}}
HOURS = {"full_assessment": 15_188.967923287668, "long_reviews": 5_841.910739726026, "problem_solving": 13_631.0}

numbers = st.floats(0.01, 1e6)
shares = st.floats(0, 1)


def levers(reach: dict[str, float], change: dict[str, Any], wanted: str, hours: Any = HOURS) -> Any:
    given_values = {"function_hours": hours, "lever_reach": reach, "lever_change": change}
    return evaluate((wanted,), given_values, BELONGING)[wanted]


def test_levers_of_the_worked_example() -> None:
    reach, change = {"one": 0.6, "two": 0.2}, {"one": -0.3, "two": -0.5, "three": -0.25}
    after = levers(reach, change, "function_hours_after_levers")
    assert after["full_assessment"] == pytest.approx(11_209.4583273863, rel=1e-12)
    assert after["long_reviews"] == pytest.approx(4_381.433054794519, rel=1e-12)  # its reach is not stated: all of it
    assert after["problem_solving"] == HOURS["problem_solving"]
    assert levers(reach, change, "lever_hours_alone")["one"] == pytest.approx(2_734.01422619178, rel=1e-12)


@given(st.lists(st.tuples(shares, st.floats(-1, 2)), min_size=2, max_size=6), st.randoms())
def test_the_order_of_levers_does_not_matter(acting: list[tuple[float, float]], random: Any) -> None:
    factors = {str(i): 1 + reach * change for i, (reach, change) in enumerate(acting)}
    turned = list(factors.items())
    random.shuffle(turned)
    assert product(dict(turned)) == pytest.approx(product(factors), rel=1e-12)


@pytest.mark.parametrize(
    "nothing", [({"one": 0.0}, {"one": -0.5}), ({"one": 0.7}, {"one": 0.0})], ids=["reach", "change"]
)
def test_a_lever_of_reach_0_or_change_0_is_none(nothing: tuple[dict[str, float], dict[str, float]]) -> None:
    assert levers(*nothing, "function_hours_after_levers") == HOURS
    assert levers(*nothing, "lever_hours_total") == 0


def test_a_lever_on_a_function_that_is_not_there_is_left_out() -> None:
    assert levers({}, {"one": -0.5, "three": -0.5}, "lever_hours_alone", {"long_reviews": 10.0}) == {"three": 5.0}


@settings(max_examples=1000)
@given(numbers, numbers, st.floats(-1e6, 1e6, allow_subnormal=False), shares, numbers)
def test_the_three_values_add_up_to_the_residual_value(
    cost: float, hours: float, left: float, share: float, releasable: float
) -> None:
    values = evaluate(
        ("cash_releasing_value", "stranded_cost", "non_cash_releasing_value", "residual_value"),
        {
            "total_cost": cost,
            "total_hours": hours,
            "residual_hours": left,
            "residual_share_of_hours": left / hours,
            "release_share": share,
            "releasable_cost_per_hour": releasable,
        },
    )
    *parts, whole = values.values()
    assert sum(parts) == pytest.approx(whole, rel=1e-9, abs=1e-9 * max(map(abs, parts)) + 1e-300)


@given(numbers, shares, numbers, numbers)
def test_splitting_a_form_in_two_with_the_same_rates_changes_no_total(
    cash: float, share: float, cost: float, each: float
) -> None:
    totals = ("reinvested_value", "reinvested_hours", "cash_kept", "hours_bought_per_hour_released")

    def bought(shares_of: dict[str, float]) -> list[float]:
        rates = {
            "form_cost_per_hour": dict.fromkeys(shares_of, cost),
            "form_hours_per_person": dict.fromkeys(shares_of, each),
        }
        found = evaluate(
            totals,
            {"cash_releasing_value": cash, "released_hours": 10.0, "reinvestment_share": shares_of, **rates},
        )
        return [found[name] for name in totals]

    assert bought({"a": share / 4, "b": share * 3 / 4}) == pytest.approx(bought({"a": share}), rel=1e-9, abs=1e-6)


def test_arrays_agree_with_scalars() -> None:
    changes = np.array([-0.5, -0.1, 0.2])
    reach = {"one": 0.6, "two": 0.2}
    several = levers(reach, {"one": changes, "two": -0.5, "three": 0.1}, "lever_hours_total")
    for index, change in enumerate(changes.tolist()):
        single = levers(reach, {"one": change, "two": -0.5, "three": 0.1}, "lever_hours_total")
        assert several[index] == pytest.approx(single, rel=1e-12)


def test_levels_make_up_the_start_up_hours() -> None:
    levels = {"level_share": {"a": 0.6, "b": 0.3, "c": 0.1}, "level_hours": {"a": 2.0, "b": 12.0, "c": 40.0}}
    assert evaluate(("start_up_hours_per_person",), levels)["start_up_hours_per_person"] == pytest.approx(
        8.8, rel=1e-12
    )
