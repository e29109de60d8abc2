"""The plan beside the numbers: twelve tasks, filled in or empty, with exact errors."""

from pathlib import Path

import pytest

import archpers
from archpers.errors import ScenarioError, UsageError
from archpers.results.evaluate import evaluate
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.plan import TASKS, Plan, PlannedTask
from archpers.scenario.schema.scenario import Region
from archpers.scenario.scopes import on_its_own
from archpers.scenario.shipped import template
from tests.support import TOOLKIT_FILE


def planned(folder: Path, text: str) -> Path:
    file = folder / "planned.yaml"
    file.write_text(f"{TOOLKIT_FILE.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
    return file


def test_the_twelve_tasks_stand_in_the_order_of_the_toolkit() -> None:
    assert [task.number for task in TASKS.values()] == list(range(1, 13))
    assert list(Plan.model_fields) == list(TASKS)
    assert len({task.label for task in TASKS.values()}) == 12


def test_a_plan_is_kept_as_it_is_written_and_changes_no_number(tmp_path: Path) -> None:
    file = planned(
        tmp_path,
        "plan:\n  peer_support:\n    in_place: |\n      One\n\n      - two\n    strategies: [a, b, c]\n"
        "    by: 2027-03\n  wider_plans:\n",
    )
    scenario = archpers.load(file)
    assert scenario.plan is not None
    task = scenario.plan.peer_support
    assert task == PlannedTask(in_place="One\n\n- two\n", strategies=["a", "b", "c"], by="2027-03")
    assert task is not None
    assert task.is_filled
    assert scenario.plan.wider_plans is None
    assert not PlannedTask().is_filled
    assert evaluate(scenario).quantities == evaluate(archpers.load("toolkit-team")).quantities


def test_an_authority_has_the_regions_plan(tmp_path: Path) -> None:
    text = Path("scenarios/yorkshire-humber-2010.yaml").read_text(encoding="utf-8")
    file = tmp_path / "region.yaml"
    file.write_text(f"{text}\nplan: {{peer_support: {{owner: A. Director}}}}\n", encoding="utf-8")
    region = archpers.load(file)
    assert isinstance(region, Region)
    assert on_its_own(region, "LA 4").plan == region.plan != Plan()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plan: {peer_suport: {owner: A}}", "plan.peer_suport = a set of keys: this key is not known here; did you"),
        (
            "plan: {peer_support: {ownr: A}}",
            "plan.peer_support.ownr = A: this key is not known here; did you mean owner?",
        ),
        (
            "plan: {peer_support: {strategies: [a, b, c, d]}}",
            "plan.peer_support.strategies = a list: holds 4 strategies, and a task takes the 3 most promising; keep 3",
        ),
        (
            "plan: {peer_support: {strategies: one}}",
            "plan.peer_support.strategies = one: is not a list; write strategies: [first, second, third]",
        ),
        ("plan: {peer_support: {by: soon}}", "plan.peer_support.by = soon: is not a date; write it as 2010-08-31"),
        ("plan: {peer_support: text}", "plan.peer_support = text: is not a set of keys"),
        ("options: {a: {plan.peer_support.by: 2027}}", "the plan stands beside the numbers, and no option changes it"),
    ],
    ids=["task", "key", "four", "no list", "date", "no keys", "option"],
)
def test_what_no_plan_may_say_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as found:
        archpers.load(planned(tmp_path, text))
    assert message in str(found.value)
    assert "planned.yaml:" in str(found.value)


def test_a_plan_is_not_set_from_outside() -> None:
    with pytest.raises(UsageError, match="the plan is text, not a number; write it in the file"):
        parse_override("plan.peer_support.owner=A")


def test_the_empty_plan_of_the_template_loads(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(template(plan=True), encoding="utf-8")
    scenario = archpers.load(file)
    assert scenario.plan is not None
    tasks = [getattr(scenario.plan, key) for key in TASKS]
    assert tasks == [PlannedTask()] * 12
    assert "plan:" not in template().replace("# plan:", "").replace("  plan:", "")
