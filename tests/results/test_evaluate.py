"""A scenario's result: the toolkit team's known values, what is absent, overrides, and what programs rely on."""

import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

import archpers
from archpers.model import QUANTITIES
from archpers.model.definition import OVERVIEW
from archpers.model.registry import shown_in
from archpers.model.time_use import FUNCTION, FUNCTION_GROUP
from archpers.results.evaluate import evaluate
from archpers.results.json_schema import json_schema
from archpers.results.result import Result
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Scenario
from tests.support import FUNCTION_QUANTITIES, GROUP_QUANTITIES, QUANTITY_NAMES, TOOLKIT, TOOLKIT_FILE

PLAIN: dict[str, Any] = {
    "name": "Made in Python",
    "staffing": {"care_managers_wte": 11, "hours_per_year": 19_360},
    "people_served": 500,
}


def toolkit(*overrides: str) -> Result:
    return evaluate(load("toolkit-team", [parse_override(text) for text in overrides]))


KNOWN = {
    "care_managers_wte": 11,
    "total_cost": 385_000,
    "people_served": 500,
    "people_per_wte": 45.4545454545454545,
    "total_hours": 19_360,
    "hours_per_wte": 1760,
    "hours_per_person": 38.72,
    "cost_per_person": 770,
    "cost_per_hour": 19.8863636363636364,
    "cost_per_wte": 35_000,
    "core_hours_per_person": 11.9,
    "core_hours": 5950,
    "core_share_of_hours": 0.307334710743801653,
    "core_cost": 118_323.863636363636,
    "core_cost_per_person": 236.647727272727273,
    "core_wte": 3.38068181818181818,
    "crisis_people": 100,
    "crisis_hours": 3500,
    "crisis_share_of_hours": 0.180785123966942149,
    "crisis_wte": 1.98863636363636364,
    "crisis_hours_per_person_served": 7.0,
    "crisis_cost_per_person_served": 139.204545454545455,
    "crisis_cost": 69_602.2727272727273,
    "residual_hours": 9910,
    "residual_share_of_hours": 0.511880165289256198,
    "residual_value": 197_073.863636363636,
    "residual_hours_per_person": 19.82,
    "residual_value_per_person": 394.147727272727273,
    "residual_wte": 5.63068181818181818,
    "required_hours": 9450,
    "required_wte": 5.36931818181818182,
    "wisn_ratio": 2.04867724867724868,
    "wisn_difference": 5.63068181818181818,
}


def test_the_toolkit_team_has_no_other_quantities() -> None:
    assert toolkit().quantities.keys() == KNOWN.keys()


@pytest.mark.parametrize("name", KNOWN)
def test_the_toolkit_team_has_its_known_values(name: str) -> None:
    assert toolkit().quantities[name] == pytest.approx(KNOWN[name], rel=1e-12)


def test_quantities_stand_in_the_order_of_the_tables() -> None:
    result = toolkit()
    overview = shown_in(OVERVIEW)
    there = [name for name in QUANTITY_NAMES if name in result.quantities]
    assert list(result.quantities) == there == list(KNOWN)
    assert there[: len(overview)] == list(overview)
    assert overview[-1] == "cost_per_wte"
    assert set(KNOWN) <= set(QUANTITY_NAMES)


def test_functions_have_their_known_values() -> None:
    functions = toolkit().functions
    assert list(functions) == list(TOOLKIT["hours_per_week"])
    planning = functions["intensive_planning"]
    assert planning.time_share == pytest.approx(162 / 440, rel=1e-12)
    assert planning.hours == pytest.approx(7128, rel=1e-12)
    assert planning.cost == pytest.approx(141_750, rel=1e-12)
    assert planning.hours_per_person == pytest.approx(14.256, rel=1e-12)
    assert planning.cost_per_person == pytest.approx(283.5, rel=1e-12)


def test_groups_have_their_known_values() -> None:
    groups = toolkit().function_groups
    costs = {name: group.cost for name, group in groups.items()}
    assert costs == pytest.approx(
        {"assessment": 91_000, "planning": 152_250, "problem_solving": 100_625, "review": 41_125}
    )


def test_inputs_are_the_files_numbers_by_their_paths() -> None:
    inputs = toolkit().inputs
    assert inputs["staffing.care_managers_wte"] == 11
    assert inputs["reform.crisis_share"] == 0.2
    assert inputs["functions.hours_per_week.long_reviews"] == 40
    assert inputs["reform.core_hours_per_person.overview_assessment"] == 3.7
    assert len(inputs) == 19


def test_the_result_names_its_scenario() -> None:
    from hashlib import sha256

    reference = toolkit().scenario
    assert (reference.name, reference.file) == ("Toolkit team", "toolkit-team")
    assert reference.sha256 == sha256(TOOLKIT_FILE.read_bytes()).hexdigest()


def test_a_scenario_made_in_python_has_no_file() -> None:
    result = evaluate(Scenario.model_validate(PLAIN))
    assert (result.scenario.file, result.scenario.sha256) == (None, None)
    assert result.overrides == []


def test_a_file_name_that_is_no_text_is_written_with_escapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("caf\udce9.yaml").write_bytes(TOOLKIT_FILE.read_bytes())
    assert evaluate(load("caf\udce9.yaml")).scenario.file == r"caf\xe9.yaml"


@pytest.mark.parametrize(
    ("block", "absent", "code"),
    [
        (
            "cost",
            {name for name in KNOWN if "cost" in name or "value" in name},
            "cost_not_given",
        ),
        ("reform", set(KNOWN) - set(shown_in(OVERVIEW)), "reform_not_given"),
        ("functions", set(), "functions_not_given"),
    ],
)
def test_an_absent_block_leaves_what_needs_it_absent(block: str, absent: set[str], code: str) -> None:
    result = toolkit(f"{block}=null")
    assert {name for name, value in result.quantities.items() if value is None} == absent
    assert code in {warning.code for warning in result.warnings}


def test_without_cost_the_functions_have_hours_and_no_cost() -> None:
    result = toolkit("cost=null")
    assert {part.cost for part in result.functions.values()} == {None}
    assert {part.cost_per_person for part in result.function_groups.values()} == {None}
    assert result.functions["long_reviews"].hours == pytest.approx(1760)


def test_without_functions_there_is_no_split() -> None:
    result = toolkit("functions=null")
    assert result.functions == result.function_groups == {}


def test_a_deficit_is_never_clipped() -> None:
    result = toolkit("people_served=1700")
    assert result.quantities["residual_hours"] == pytest.approx(-12_770)
    assert result.quantities["residual_share_of_hours"] == pytest.approx(-12_770 / 19_360)
    assert result.quantities["residual_value"] == pytest.approx(-12_770 / 19_360 * 385_000)
    assert result.quantities["residual_wte"] == pytest.approx(-12_770 / 1760)
    assert result.quantities["wisn_difference"] == pytest.approx(-12_770 / 1760)
    assert result.quantities["core_share_of_hours"] == pytest.approx(20_230 / 19_360)


def test_shares_given_are_used_as_they_are() -> None:
    shares = dict.fromkeys(TOOLKIT["hours_per_week"], "12.5%")
    result = evaluate(Scenario.model_validate({**PLAIN, "functions": {"time_shares": shares}}))
    assert {part.hours for part in result.functions.values()} == {2420.0}


def test_own_functions_join_their_group() -> None:
    functions = {
        "hours_per_week": {**TOOLKIT["hours_per_week"], "safeguarding": 60},
        "additional": {"safeguarding": {"label": "Safeguarding enquiries", "group": "problem_solving"}},
    }
    result = evaluate(Scenario.model_validate({**PLAIN, "functions": functions}))
    assert result.functions["safeguarding"].time_share == pytest.approx(60 / 500)
    assert result.function_groups["problem_solving"].time_share == pytest.approx(175 / 500)


def test_a_value_that_does_not_exist_is_none() -> None:
    result = toolkit("people_served=1e308")
    assert result.quantities["core_hours"] is None
    assert all(value is None or math.isfinite(value) for value in result.quantities.values())


def test_overrides_are_echoed_with_what_they_replace() -> None:
    result = toolkit("reform.crisis_share=25%", "cost=null", "people_served.owner=Finance")
    assert [override.model_dump() for override in result.overrides] == [
        {"path": "reform.crisis_share", "file_value": "20%", "value": "25%", "origin": "--set"},
        {"path": "cost", "file_value": "a set of keys", "value": None, "origin": "--set"},
        {"path": "people_served.owner", "file_value": None, "value": "Finance", "origin": "--set"},
    ]


@pytest.mark.parametrize(
    "overrides",
    [(), ("cost=null", "reform=null", "functions=null"), ("people_served=1700",), ("people_served=1e308",)],
    ids=["complete", "bare", "deficit", "beyond any float"],
)
def test_a_result_is_valid_and_fits_its_published_schema(overrides: tuple[str, ...]) -> None:
    result = toolkit(*overrides)
    dumped = result.model_dump()
    assert Result.model_validate(dumped, strict=True) == result
    text = json.dumps(dumped, allow_nan=False)
    jsonschema.Draft202012Validator(json_schema("result")).validate(json.loads(text))


@pytest.mark.parametrize("of", ["scenario", "result"])
def test_the_json_schema_is_one_and_describes_every_field(of: str) -> None:
    schema = json_schema(of)
    jsonschema.Draft202012Validator.check_schema(schema)
    parts = [schema, *schema["$defs"].values()]
    fields = [(name, field) for part in parts for name, field in part.get("properties", {}).items()]
    assert len(fields) > 15
    assert [name for name, field in fields if not field.get("description") and "$ref" not in field] == []


def test_there_is_no_schema_of_anything_else() -> None:
    with pytest.raises(KeyError, match="table"):
        json_schema("table")


def test_a_result_is_frozen_and_refuses_unknown_keys() -> None:
    result = toolkit()
    with pytest.raises(ValidationError, match="frozen"):
        setattr(result, "schema_version", 1)  # noqa: B010 - spelt so that the type checker lets it come to the test
    with pytest.raises(ValidationError, match="savings"):
        Result.model_validate({**result.model_dump(), "savings": 1})


def test_every_field_of_a_split_is_a_quantity_of_the_model() -> None:
    assert FUNCTION_QUANTITIES.keys() == GROUP_QUANTITIES.keys()
    assert {QUANTITIES[name].axis for name in FUNCTION_QUANTITIES.values()} == {FUNCTION}
    assert {QUANTITIES[name].axis for name in GROUP_QUANTITIES.values()} == {FUNCTION_GROUP}


def test_the_package_offers_the_same_at_its_front_door() -> None:
    scenario = archpers.replace(archpers.load("toolkit-team"), people_served=600)
    assert archpers.evaluate(scenario).quantities["hours_per_person"] == pytest.approx(19_360 / 600)
    assert archpers.Result is Result
    assert archpers.Scenario is Scenario


def test_the_package_has_no_other_names() -> None:
    assert sorted(archpers.__all__) == [
        *("Region", "Result", "Scenario", "__version__", "evaluate", "explain", "load", "replace"),
        *("simulate", "sweep", "switch", "tornado"),
    ]
    with pytest.raises(AttributeError, match="unheard_of"):
        archpers.unheard_of  # noqa: B018 - looking it up is the test


def test_what_an_hour_costs_for_a_person_supported_is_told_where_its_hours_are() -> None:
    region = evaluate(load("yorkshire-humber-2010-reinvestment")).quantities
    hours, cost = region["hours_on_person_supported"], region["cost_per_hour"]
    assert hours is not None
    assert cost is not None
    assert region["cost_on_person_supported"] == pytest.approx(hours * cost, rel=1e-12)


def test_a_part_of_a_stated_total_that_nobody_stated_is_not_nothing() -> None:
    built = evaluate(load("built-up-borough")).quantities
    stated = evaluate(load("built-up-borough", [parse_override("cost={total: 1500000}")])).quantities
    assert stated["total_cost"] == 1_500_000
    assert {"agency_cost", "other_direct_cost"} <= built.keys() - stated.keys()
    assert [name for name, value in stated.items() if value == 0] == []
