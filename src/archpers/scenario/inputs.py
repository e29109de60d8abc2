"""From a scenario to the model's inputs: which value of the file is which input or quantity."""

from collections.abc import Iterator
from typing import Any

from archpers.scenario.schema import Figure, Scenario

MODEL_NAMES = {
    "staffing.care_managers_wte": "care_managers_wte",
    "staffing.working_days_per_year": "working_days_per_year",
    "staffing.working_hours_per_day": "working_hours_per_day",
    "staffing.hours_per_year": "total_hours",
    "cost.total": "total_cost",
    "people_served": "people_served",
    "functions.hours_per_week": "hours_per_week",
    "functions.time_shares": "time_share",
    "reform.core_hours_per_person": "core_function_hours_per_person",
    "reform.crisis_share": "crisis_share",
    "reform.crisis_hours_per_person": "crisis_hours_per_person",
}
"""Path in the file -> name of the input or quantity of the model that it gives."""


def figures(scenario: Scenario) -> dict[str, Figure]:
    """Return every number of the scenario that the model takes in, by its path, in the order of the schema."""
    return dict(_figures(scenario))


def model_inputs(scenario: Scenario) -> dict[str, Any]:
    """Return what to give to `model.evaluate`: name -> float, or for a family a mapping from function to float."""
    given: dict[str, Any] = {}
    for path, figure in _figures(scenario):
        if path in MODEL_NAMES:
            given[MODEL_NAMES[path]] = figure.value
        else:
            row, _, function = path.rpartition(".")
            given.setdefault(MODEL_NAMES[row], {})[function] = figure.value
    return given


def _figures(scenario: Scenario) -> Iterator[tuple[str, Figure]]:
    for path in MODEL_NAMES:
        value: Any = scenario
        for key in path.split("."):
            value = getattr(value, key, None)
        if isinstance(value, Figure):
            yield path, value
        elif value is not None:
            yield from ((f"{path}.{function}", figure) for function, figure in value.items())
