"""Explanations: every step's formula, with the numbers put in, gives its value; every input says where it is from."""

from pathlib import Path

import pytest

import archpers
from archpers.errors import UsageError
from archpers.model import QUANTITIES
from archpers.model.registry import described
from archpers.results.explanation.explain import FORMULA, NOT_GIVEN, Step, explain
from archpers.results.values import everywhere
from archpers.scenario.inputs import model_inputs
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Scenario

SCENARIOS = ("toolkit-team", "yorkshire-humber-2010")

ESTIMATED = [
    (file, name)
    for file in SCENARIOS
    for values in everywhere(load(file))[::-1]
    for name in (values.get("ratio_of_totals") or values.get("") or {})
    if name in QUANTITIES
]
"""All that a file has a value of."""

VARIED = """\
name: Varied
source: the ledger
staffing: {care_managers_wte: {value: 3, reliability: low}, hours_per_year: 4500}
people_served: 90
reform:
  core_hours_per_person: {first_contact: 0}
  crisis_share: {value: 20%, source: "a guess"}
  crisis_hours_per_person: 35
options:
  none:
    reform.crisis_share: 0%
"""


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    path = tmp_path / "varied.yaml"
    path.write_text(VARIED, encoding="utf-8")
    return path


def by_name(steps: list[Step]) -> dict[str, Step]:
    return {step.name: step for step in steps}


@pytest.mark.parametrize(("scenario", "name"), ESTIMATED)
def test_the_numbers_put_in_give_the_value(scenario: str, name: str) -> None:
    every = explain(load(scenario), name)
    steps = [step for step in every if step.numbers is not None]
    assert steps or every[0].formula is None or every[0].value is None, "given, or not estimated"
    for step in steps:
        assert eval(step.numbers or "") == step.value


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_chain_is_whole_and_starts_with_the_quantity(scenario: str) -> None:
    steps = explain(load(scenario), "residual_value")
    assert steps[0].name == "residual_value"
    assert steps[0].value == archpers.evaluate(load(scenario)).quantities["residual_value"]
    known = [step.name for step in steps]
    assert len(set(known)) == len(known)
    chain = [step for step in steps if "(" not in step.name]
    assert {operand for step in chain for operand in step.operands} <= set(known)
    assert all(step.unit and step.meaning for step in steps)
    assert all(step.source for step in chain if "[" not in step.name)


def test_an_input_names_file_line_and_publication() -> None:
    step = by_name(explain(load("toolkit-team"), "total_hours"))["care_managers_wte"]
    assert step.origin == "toolkit-team:11"
    assert step.source == "Toolkit Table 4, Number of Care Managers (WTE)"
    assert (step.formula, step.numbers, step.operands) == (None, None, ())


def test_without_evidence_of_its_own_a_number_has_the_files_source(file: Path) -> None:
    steps = by_name(explain(load(file), "hours_per_wte"))
    told = "source of the whole file: the ledger"
    assert (steps["total_hours"].origin, steps["total_hours"].source) == (f"{file}:3", told)
    assert steps["care_managers_wte"].source == "(reliability: low)"


def test_a_value_that_is_set_says_so_and_loses_its_evidence(file: Path) -> None:
    for path in ("reform.crisis_share", "reform.crisis_share.value"):
        step = explain(load(file, [parse_override(f"{path}=30%")]), "crisis_share")[0]
        assert (step.value, step.origin, step.source) == (0.3, "--set, instead of 20%", "")
    added = explain(load(file, [parse_override("cost.total=10")]), "total_cost")[0]
    assert added.origin == "--set, not in the file"
    assert added.source == ""


def test_a_value_of_an_option_says_where_it_stands(file: Path) -> None:
    step = explain(load(file, option="none"), "crisis_share")[0]
    assert step.origin == f"option none, {file}:11, instead of 20%"


def test_a_scenario_made_in_python_says_so() -> None:
    scenario = load("toolkit-team")
    assert isinstance(scenario, Scenario)
    made = archpers.replace(scenario, people_served=600)
    assert by_name(explain(made, "hours_per_person"))["people_served"].origin == "given in Python"


def test_what_is_not_estimated_shows_what_is_missing(file: Path) -> None:
    steps = by_name(explain(load(file), "function_cost"))
    assert steps["function_cost"].value is None
    assert steps["function_cost"].formula == "time_share * total_cost"
    missing = {name for name, step in steps.items() if step.origin == NOT_GIVEN}
    assert missing >= {"hours_per_week", "salary_per_wte"}  # a cost may be built up


def test_a_value_that_does_not_exist_is_none_and_puts_no_numbers_in(file: Path) -> None:
    steps = by_name(explain(load(file, option="none"), "wisn_ratio"))
    assert steps["wisn_ratio"].value is None
    assert steps["wisn_ratio"].numbers == "3.0 / 0.0"
    assert steps["required_wte"].value == 0


def test_a_number_beyond_any_float_is_not_put_in() -> None:
    steps = by_name(
        explain(load("toolkit-team", [parse_override("staffing.care_managers_wte=1e308")]), "cost_per_hour")
    )
    assert steps["total_hours"].value is None
    assert steps["total_hours"].numbers == "1e+308 * 220.0 * 8.0"
    assert (steps["cost_per_hour"].formula, steps["cost_per_hour"].numbers) == ("total_cost / total_hours", None)


def test_a_family_is_explained_for_all_or_for_one() -> None:
    scenario = load("toolkit-team")
    assert isinstance(scenario, Scenario)
    everything = explain(scenario, "function_hours")
    keys = model_inputs(scenario)["hours_per_week"]
    assert [step.name for step in everything if step.depth == 0] == [f"function_hours.{key}" for key in keys]
    one = explain(scenario, "group_cost.review")
    assert one[0].name == "group_cost.review"
    assert one[0].operands == ("function_cost.short_reviews", "function_cost.long_reviews")


def test_a_region_is_explained_as_one_authority_and_as_pooled() -> None:
    steps = by_name(explain(load("yorkshire-humber-2010"), "hours_per_person"))
    assert steps["hours_per_person"].numbers == "742029.0 / 25860.0"
    assert steps["total_hours"].formula == " + ".join(f"total_hours[LA {n}]" for n in (1, 2, 3, 4))
    assert steps["total_hours[LA 2]"].origin == "--authority LA 2"
    region = archpers.evaluate(load("yorkshire-humber-2010"))
    for pool in ("mean_of_ratios", "median", "lower_quartile", "upper_quartile"):
        step = steps[f"hours_per_person ({pool})"]
        assert step.origin == FORMULA
        assert step.value == region.pooled[pool].quantities["hours_per_person"]  # type: ignore[attr-defined]


def test_the_hours_of_a_region_are_not_those_of_its_last_authority() -> None:
    step = explain(load("yorkshire-humber-2010"), "care_managers_wte")[0]
    assert step.value == 99.5 + 201 + 103 + 43


@pytest.mark.parametrize(
    ("wanted", "remedy"),
    [
        ("residul_value", "did you mean residual_value?"),
        ("function_hours.frist_contact", "did you mean function_hours.first_contact?"),
        ("total_cost.review", "did you mean group_cost.review?"),
        ("", "write one of"),
    ],
    ids=["quantity", "function", "not a family", "nothing"],
)
def test_an_unknown_quantity_is_refused_with_the_nearest(wanted: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(load("toolkit-team"), wanted)
    assert f"{wanted}: there is no such quantity" in str(caught.value)
    assert remedy in str(caught.value)


def test_meanings_are_plain_words() -> None:
    assert QUANTITIES
    for name in QUANTITIES:
        words = described(name).words
        assert not words.endswith(".")
        assert "[" not in words
        assert len(words) > 10
