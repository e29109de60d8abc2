"""Expectations in scenario files: when they hold, when they fail, and when they are about nothing."""

from typing import Any

import pytest

from archpers.errors import ScenarioError
from archpers.results.evaluate import evaluate
from archpers.results.expectations import outcomes
from archpers.results.names import find_measure
from archpers.results.values import everywhere, value_of
from archpers.scenario.load import load
from archpers.scenario.schema.expectation import Expectation
from archpers.scenario.schema.scenario import replace


@pytest.mark.parametrize(
    ("expected", "holds"),
    [
        ("9,910", True),
        ("9911", False),
        (9910.4, False),
        ({"value": 9900, "absolute": 10}, True),
        ({"value": 9900, "absolute": 9.9}, False),
        ({"value": 10_000, "relative": "1%"}, True),
        ({"value": 10_000, "relative": 0.008}, False),
        ({"min": 0}, True),
        ({"min": 9911}, False),
        ({"min": 0, "max": 9909}, False),
        (Expectation(min=9910, max=9910), True),
    ],
    ids=str,
)
def test_an_expectation_holds_or_fails(expected: Any, holds: bool) -> None:
    scenario = replace(load("toolkit-team"), expect={"residual_hours": expected})
    (outcome,) = outcomes(scenario)
    assert (outcome.holds, outcome.actual, outcome.quantity) == (holds, 9910.0, "residual_hours")


def test_what_is_not_estimated_meets_no_expectation() -> None:
    scenario = replace(load("toolkit-team"), reform=None, expect={"residual_hours": {"min": -1e9}})
    assert [outcome.holds for outcome in outcomes(scenario)] == [False]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("residual_hour", "did you mean residual_hours"),
        ("functions.first_contact", "did you mean function_cost.first_contact"),
        ("functions.first_contakt.hours", "did you mean functions.first_contact.hours"),
        ("functions.first_contact.hour", "did you mean functions.first_contact.hours"),
        ('authorities."LA 9".residual_hours', "did you mean LA"),
    ],
)
def test_a_quantity_that_is_not_there_is_refused(name: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        outcomes(replace(load("yorkshire-humber-2010"), expect={name: 1}))


def test_values_are_found_by_their_names() -> None:
    region = load("yorkshire-humber-2010")
    values, result = everywhere(region), evaluate(region)
    expected = {
        "people_served": 25_860,
        "People served": 25_860,
        'authorities."LA 1".people_served': 7595,
        "pooled.median.people_served": 6822.5,
        "pooled.ratio_of_totals.people_served": 25_860,
        "function_groups.planning.time_share": result.function_groups["planning"].time_share,
        "group_time_share.planning": result.function_groups["planning"].time_share,
    }
    assert {name: value_of(find_measure(name, region), values) for name in expected} == expected
