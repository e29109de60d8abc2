"""Names: a number is found by its name, its label and its name in the JSON, everywhere."""

import json

import pytest

import archpers
from archpers.cli.app import run
from archpers.errors import UnknownNameError, UsageError
from archpers.model.case_inputs import CASE, CASE_PARTS
from archpers.model.registry import INPUTS, QUANTITIES, in_block
from archpers.results.case import evaluate_case
from archpers.results.evaluate import evaluate
from archpers.results.explanation.explain import explain
from archpers.results.names import Names, all_definitions, find_measure, measures_of
from archpers.results.values import everywhere, value_of
from archpers.scenario.inputs import members_of
from archpers.scenario.load import load

REGION = "yorkshire-humber-2010"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cost_per_hour", "cost_per_hour"),
        ("Cost per hour", "cost_per_hour"),
        ("cost per  HOUR", "cost_per_hour"),
        ("quantities.cost_per_hour", "cost_per_hour"),
        ("Total hours of care management", "total_hours"),
        ("Residual, hours a person", "residual_hours_per_person"),
        ("functions.problem_solving.hours", "functions.problem_solving.hours"),
        ("function_hours.problem_solving", "functions.problem_solving.hours"),
        ("Function hours.Problem solving", "functions.problem_solving.hours"),
        ("function_groups.review.cost", "function_groups.review.cost"),
        ("group_cost.review", "function_groups.review.cost"),
        ("hours_per_week.first_contact", "hours_per_week.first_contact"),
        ("Crisis share", "crisis_share"),
    ],
)
def test_a_number_is_found_by_each_of_its_names(text: str, found: str) -> None:
    assert find_measure(text, archpers.load("toolkit-team")).text == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('authorities."LA 4".Residual value', 'authorities."LA 4".residual_value'),
        ('authorities."LA 4".group_cost.review', 'authorities."LA 4".function_groups.review.cost'),
        ("pooled.median.Cost per hour", "pooled.median.cost_per_hour"),
        ("pooled.ratio_of_totals.Cost per hour", "pooled.ratio_of_totals.cost_per_hour"),
    ],
)
def test_so_is_one_of_an_authority_or_pooled(text: str, found: str) -> None:
    assert find_measure(text, archpers.load(REGION)).text == found


@pytest.mark.parametrize("file", ["toolkit-team", REGION, "example-borough"])
def test_every_name_that_is_shown_is_one_that_is_taken(file: str) -> None:
    scenario = archpers.load(file)
    names = Names(scenario)
    measures = list(measures_of(scenario))
    assert len(measures) > 80
    for measure in measures:
        assert names.one(measure.text) == measure
    members = members_of(scenario)
    for own in all_definitions():
        if own.axis is not None and not members[own.axis.name]:
            continue  # the file names none
        if own.block in (CASE, CASE_PARTS):
            continue  # there is one for each year
        assert {measure.name for measure in names.all(own.name)} == {own.name}
        assert own.name in {measure.name for measure in names.all(own.label)}
    assert {own.name for own in all_definitions()} == {*QUANTITIES, *INPUTS}


def test_every_number_of_the_document_has_its_place_as_its_name() -> None:
    region = archpers.load(REGION)
    document = json.loads(evaluate(region).model_dump_json())
    names, values = Names(region), everywhere(region)
    found = 0
    for scope in ((), ("authorities", '"LA 2"'), ("pooled", "lower_quartile")):
        part = document
        for key in scope:
            part = part[key.strip('"')]
        for block in ("functions", "function_groups"):
            for member, row in part[block].items():
                for field, value in row.items():
                    assert value_of(names.one(".".join((*scope, block, member, field))), values) == value
                    found += 1
        for name, value in part["quantities"].items():
            assert value_of(names.one(".".join((*scope, name))), values) == value
            found += 1
    assert found > 200


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("costs per hours", "did you mean cost_per_hour?"),
        ("wisn_differense", "did you mean wisn_difference?"),  # beyond the first forty names
        ("hours_per_week", "write hours_per_week.first_contact, "),
        ('authorities."LA 9".total_cost', "did you mean LA"),
        ("pooled.mean.total_cost", "did you mean median?"),
    ],
)
def test_what_is_not_one_number_is_refused_with_what_is(text: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_measure(text, archpers.load(REGION))
    assert str(caught.value).startswith(f"{text}: ")
    assert remedy in str(caught.value)


def test_an_authority_is_explained_as_it_is_by_itself() -> None:
    region = archpers.load(REGION)
    alone = explain(region.authority("LA 4"), "residual_value")  # type: ignore[union-attr]
    assert explain(region, 'authorities."LA 4".residual_value') == alone


def test_a_pool_is_explained_by_the_values_that_it_pools() -> None:
    pool, *own = explain(archpers.load(REGION), "pooled.median.people_served")
    assert (pool.name, pool.value) == ("people_served (median)", 6822.5)
    assert [step.name for step in own] == [f"people_served[LA {number}]" for number in (1, 2, 3, 4)]
    assert tuple(step.name for step in own) == pool.operands


@pytest.mark.parametrize("name", ["Cost per hour", "cost_per_hour", "quantities.cost_per_hour"])
@pytest.mark.parametrize("command", ["explain", "tornado", "switch", "sweep"])
def test_every_command_takes_every_name(command: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {"explain": [name], "sweep": ["--vary", "people_served=400,500", "--show", name]}.get(
        command, ["--on", name]
    )
    assert run([command, "toolkit-team", *asked, "--format", "json"]) == 0
    assert capsys.readouterr().out


def test_without_a_quantity_all_are_listed_with_label_and_unit(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "toolkit-team"]) == 0
    text = capsys.readouterr().out
    assert "Cost of one care manager, £/WTE/year            cost_per_wte\n" in text
    assert "function_hours *" in text
    assert run(["explain", "toolkit-team", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["quantities"]
    assert {"name": "cost_per_hour", "label": "Cost per hour", "unit": "£/hour"}.items() <= listed[8].items()
    assert len(listed) == len(QUANTITIES) + len(INPUTS)


def test_a_name_of_a_year_is_never_taken_for_another_number_s_label() -> None:
    scenario = load("tests/decision/example-decision.yaml")
    names = Names(scenario)
    assert scenario.case is not None
    year = scenario.case.all_years[2]
    found = evaluate_case(scenario).by_year[year]
    fields = {
        field: name for block in ("quantities", CASE) for field, name in in_block(block).items() if field in found
    }
    assert "reinvested" in fields
    for field, name in fields.items():
        assert names.one(f'case."{year}".{field}').name == name
    assert names.one("Reinvested").name == "reinvested_value"
    with pytest.raises(UnknownNameError, match="there is one for every year"):
        names.one("reinvested")
