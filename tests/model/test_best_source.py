import pytest

from archpers.model import evaluate
from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.model.time_use import FUNCTION_LABELS
from tests.support import BELONGING

PLAN = dict(zip(BEST_SOURCE_LABELS, (184, 275, 97, 107, 120), strict=True))
ORGANISE = dict(zip(BEST_SOURCE_LABELS, (72, 240, 129, 213, 120), strict=True))
HOURS = dict(zip(FUNCTION_LABELS, (4, 32, 68, 12, 162, 115, 7, 40), strict=True))
ANSWERS = {"plan_answers": PLAN, "organise_answers": ORGANISE}
TEAM = {**ANSWERS, "hours_per_week": HOURS, "total_hours": 19360, "total_cost": 385000}


def test_the_answers_of_the_published_workshops() -> None:
    values = evaluate(("plan_answers_total", "organise_answers_total", "plan_share", "organise_share"), ANSWERS)
    assert (values["plan_answers_total"], values["organise_answers_total"]) == (783, 774)
    assert [round(share * 100) for share in values["plan_share"].values()] == [23, 35, 12, 14, 15]
    assert values["organise_share"]["providers"] == 213 / 774


def test_the_shares_of_each_question_sum_to_the_whole() -> None:
    values = evaluate(("plan_share", "organise_share"), ANSWERS)
    assert [sum(shares.values()) for shares in values.values()] == pytest.approx([1, 1], abs=1e-12)


def test_what_care_managers_themselves_think_others_could_lead() -> None:
    names = (
        "plan_share_led_by_others",
        "organise_share_led_by_others",
        "planning_hours_others_could_lead",
        "planning_cost_others_could_lead",
    )
    values = evaluate(names, TEAM, BELONGING)
    assert values["plan_share_led_by_others"] == pytest.approx(663 / 783, abs=1e-12)
    assert values["organise_share_led_by_others"] == pytest.approx(654 / 774, abs=1e-12)
    assert values["planning_hours_others_could_lead"] == pytest.approx(19360 * 174 / 440 * 663 / 783, rel=1e-12)
    assert values["planning_cost_others_could_lead"] == pytest.approx(385000 * 174 / 440 * 663 / 783, rel=1e-12)


@pytest.mark.parametrize(("own", "others"), [(0, 1.0), (10, 0.0)], ids=["care managers never", "care managers always"])
def test_limits(own: int, others: float) -> None:
    answers = dict.fromkeys(BEST_SOURCE_LABELS, 0) | {"care_managers": own, "individuals": 10 - own}
    assert evaluate(("plan_share_led_by_others",), {"plan_answers": answers}) == {"plan_share_led_by_others": others}


def test_without_answers_nothing_is_estimated() -> None:
    given = {name: value for name, value in TEAM.items() if not name.endswith("_answers")}
    assert evaluate(("plan_share", "planning_hours_others_could_lead"), given, BELONGING) == {}
