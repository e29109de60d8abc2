"""Which value of a scenario is which input of the model."""

from archpers.model import INPUTS, QUANTITIES
from archpers.scenario.inputs import Given, fields, givens, label_of, model_inputs
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Scenario
from tests.scenario.examples import HOURS, SHARES, full, least


def test_every_name_is_one_of_the_model() -> None:
    assert fields()
    assert fields().keys() <= INPUTS.keys() | QUANTITIES.keys()
    derived = {name for name in INPUTS if name.endswith("_before") or name not in fields()}  # made for each year
    assert all(INPUTS[name].pooling == "once for all" or INPUTS[name].optional for name in derived)
    assert all(name == field.name for name, field in fields().items())


def test_inputs_of_the_least_scenario() -> None:
    scenario = Scenario.model_validate(least())
    assert model_inputs(scenario) == {"care_managers_wte": 11.0, "total_hours": 19360.0, "people_served": 500.0}


def test_inputs_of_a_full_scenario() -> None:
    inputs = model_inputs(Scenario.model_validate(full()))
    core = {"first_contact": 2.5, "overview_assessment": 3.7, "basic_planning": 3.7, "short_reviews": 2.0}
    assert inputs == {
        "care_managers_wte": 11.0,
        "total_hours": 19360.0,
        "total_cost": 385000.0,
        "people_served": 500.0,
        "hours_per_week": HOURS,
        "core_function_hours_per_person": core,
        "crisis_share": 0.2,
        "crisis_hours_per_person": 35.0,
    }


def test_days_and_shares_stand_for_hours() -> None:
    days = {"care_managers_wte": 11, "working_days_per_year": 220, "working_hours_per_day": 8}
    scenario = Scenario.model_validate(least(staffing=days, functions={"time_shares": SHARES}))
    inputs = model_inputs(scenario)
    assert (inputs["working_days_per_year"], inputs["working_hours_per_day"]) == (220.0, 8.0)
    assert inputs["time_share"]["intensive_planning"] == 0.368
    assert inputs.keys().isdisjoint({"total_hours", "hours_per_week"})


def test_figures_keep_their_paths_and_evidence() -> None:
    scenario = Scenario.model_validate(full(people_served={"value": 500, "source": "census"}))
    found = {path_text(given.path): given.figure for given in givens(scenario)}
    assert list(found)[:4] == [
        "staffing.care_managers_wte",
        "staffing.hours_per_year",
        "cost.total",
        "people_served",
    ]
    assert found["people_served"].source == "census"
    assert found["functions.hours_per_week.long_reviews"].value == 40.0
    assert len(found) == 4 + 8 + 4 + 2


def test_a_member_without_a_label_is_told_by_its_own_name() -> None:
    given = Given(("flow", "own"), "function_hours", "walking dogs", Figure(value=1.0))
    assert label_of(given, {}).endswith(": walking dogs")
