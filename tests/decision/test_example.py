"""The worked example of a decision: every quantity of working time, cost, flow and core is what other code calculates.

`example-decision.json` was calculated by other code than this. Blocks that are not in the file yet are left aside.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from archpers.results.evaluate import evaluate
from archpers.results.explanation.explain import explain
from archpers.results.result import Result
from archpers.scenario.load import load
from archpers.scenario.reading.document import Override
from archpers.what_if.baseline import Baseline

FOLDER = Path(__file__).parent
FILE = FOLDER / "example-decision.yaml"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "example-decision.json").read_text(encoding="utf-8"))["decision"]
RESULT: Result = evaluate(load(FILE))
OTHERS = EXPECTED.keys() - {*RESULT.quantities, *RESULT.families, "function_hours"}
"""What other code calculates and the result has not."""
NAMES = [name for name in EXPECTED if name not in OTHERS]


def found(name: str) -> Any:
    if name == "function_hours":
        return {key: own.hours for key, own in RESULT.functions.items()}
    return RESULT.families.get(name, RESULT.quantities.get(name))


def test_every_quantity_is_there() -> None:
    assert len(NAMES) == 72
    assert not OTHERS


@pytest.mark.parametrize("name", NAMES)
def test_it_is_what_other_code_calculates(name: str) -> None:
    expected = EXPECTED[name]
    if isinstance(expected, dict):
        assert found(name) == {key: pytest.approx(value, rel=1e-9) for key, value in expected.items()}
    else:
        assert found(name) == pytest.approx(expected, rel=1e-9)


def test_the_parts_of_the_cost_add_up_to_it() -> None:
    parts = ("employment_cost", "other_direct_cost", "agency_cost")
    parts += ("direct_overheads", "indirect_overheads", "capital_overheads")  # type: ignore[assignment]
    assert sum(RESULT.quantities[name] or 0.0 for name in parts) == pytest.approx(
        RESULT.quantities["total_cost"], rel=1e-12
    )


def test_an_explanation_leads_down_to_the_file() -> None:
    steps = {step.name: step for step in explain(load(FILE), "employment_cost_per_wte")}
    assert steps["employer_ni_per_wte"].numbers == "0.15 * 1.12 * above(41771.0 / 1.12, 5000.0)"
    assert steps["ni_rate"].origin == f"{FILE}:13"
    core = {step.name: step for step in explain(load(FILE), "core_hours_per_person")}
    assert core["core_activity_volume.first_contact"].formula == "contacts"
    absence = {step.name: step for step in explain(load(FILE), "absence_days")}
    assert absence["other_absence_days"].origin == "not stated, counts as 0"
    assert absence["bank_holidays"].origin == f"{FILE}:10"
    assert "GOV.UK" in absence["bank_holidays"].source


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("cost.employment.pension_rate", 0.25, "25%"),
        ("cost.employment.employer_ni.threshold", 60_000.0, "60000"),
        ("staffing.vacancy_share", 0.2, "20%"),
        ("staffing.working_time.bank_holidays", 8.0, "8"),
        ("staffing.working_time.time_on_care_management", 1.0, "100%"),
        ("flow.contacts", 6_000.0, "6000"),
        ("reform.core_activities.short_reviews.hours", 3.0, "3"),
    ],
)
def test_a_varied_input_gives_what_a_file_with_it_gives(path: str, value: float, text: str) -> None:
    measures = ["residual_value", "total_cost", "core_hours", "cost_per_paid_hour"]
    varied = Baseline(load(FILE)).evaluate(measures, {path: value})
    changed = evaluate(load(FILE, [Override(tuple(path.split(".")), text, "--set")]))
    assert varied == {name: pytest.approx(changed.quantities[name], rel=1e-12) for name in measures}


def test_the_core_as_a_whole_can_be_varied_too() -> None:
    baseline = Baseline(load(FILE))
    assert baseline.variable("reform.core_hours_per_person").value == pytest.approx(EXPECTED["core_hours_per_person"])
    assert baseline.evaluate(["core_hours"], {"reform.core_hours_per_person": 10.0})["core_hours"] == 34_800.0
