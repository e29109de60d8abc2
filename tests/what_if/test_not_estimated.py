"""Why a measure is not estimated, in the words that every what-if uses."""

import pytest

from archpers.errors import UsageError
from archpers.what_if.axes import parse_axis
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import Measure
from archpers.what_if.not_estimated import not_estimated
from archpers.what_if.questions import about
from archpers.what_if.sweep import Sweep
from tests.what_if.support import REGION, TOOLKIT, baseline, loaded

ONE = {'authorities."LA 1".cost': None}
SEVERAL = {**ONE, 'authorities."LA 2".functions': None, 'authorities."LA 3".functions': None}


@pytest.mark.parametrize(
    ("scenario", "changes", "measure", "since"),
    [
        (TOOLKIT, {"cost": None}, "residual_value", "the scenario has no cost block; add it"),
        (TOOLKIT, {"cost": None, "reform": None}, "residual_value", "the scenario has no "),
        (REGION, ONE, "residual_value", "LA 1 has no cost block; add it"),
        (REGION, ONE, 'authorities."LA 1".residual_value', "LA 1 has no cost block; add it"),
        (REGION, SEVERAL, "functions.first_contact.hours", "LA 2 and LA 3 have no functions block; add it"),
        (REGION, {"reform": None}, "residual_hours", "the region has no reform block; add it"),
    ],
)
def test_every_what_if_says_which_block_is_missing_and_where(
    scenario: str, changes: dict[str, None], measure: str, since: str
) -> None:
    base = Baseline(loaded(scenario, changes))
    with pytest.raises(UsageError) as asked:
        about(base, measure)
    with pytest.raises(UsageError) as swept:
        Sweep(base, [parse_axis("people_served=±10%", base)], [base.measure(measure)])
    assert str(asked.value) == str(swept.value)
    assert str(asked.value).startswith(f"{measure}: is not estimated, since {since}")


def test_two_blocks_are_both_named() -> None:
    base = baseline(cost=None, reform=None)
    message = str(not_estimated(base, base.measure("residual_value")))
    assert "the scenario has no reform block and the scenario has no cost block; add them" in message


def test_a_function_that_is_not_there_is_no_missing_block() -> None:
    message = str(not_estimated(baseline(), Measure("functions.escort.hours", "function_hours", "escort")))
    assert message.startswith("functions.escort.hours: is not estimated")
    assert "block" not in message


def test_what_does_not_exist_is_told_from_what_is_not_estimated() -> None:
    core = ("first_contact", "overview_assessment", "basic_planning", "short_reviews")
    base = baseline(reform__crisis_share="0", **{f"reform__core_hours_per_person__{key}": "0" for key in core})
    with pytest.raises(UsageError, match="wisn_ratio: has no value here, by a division by zero"):
        about(base, "wisn_ratio")
