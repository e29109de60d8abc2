"""From a scenario to the model's inputs: which value of the file is which input or quantity."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from archpers.scenario.reading.numbers import Kind
from archpers.scenario.reading.yaml import KeyPath
from archpers.scenario.schema.figure import Figure, FigureOf
from archpers.scenario.schema.scenario import Region, Scenario

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
    "best_source.plan": "plan_answers",
    "best_source.organise": "organise_answers",
}
"""Path in the file -> name of the input or quantity of the model that it gives."""


SHARED = ("reform", "best_source")
"""Blocks that a region has once for all its authorities."""


class Given(NamedTuple):
    """A number of a scenario, and what it is to the model."""

    path: KeyPath
    """Where it stands in the file."""
    name: str
    """The input or quantity of the model that it gives."""
    function: str | None
    """The function, or the source of support, that it belongs to, for a family."""
    figure: Figure


def givens(scenario: Scenario) -> Iterator[Given]:
    """Yield every number of the scenario that the model takes in, in the order of the schema."""
    for path, name in MODEL_NAMES.items():
        keys = tuple(path.split("."))
        value: Any = scenario
        for key in keys:
            value = getattr(value, key, None)
        place = keys if keys[0] in SHARED else (*scenario.place, *keys)
        if isinstance(value, Figure):
            yield Given(place, name, None, value)
        elif value is not None:
            for function, figure in value.items():
                yield Given((*place, function), name, function, figure)


def model_inputs(scenario: Scenario) -> dict[str, Any]:
    """Return what to give to `model.evaluate`: name -> float, or for a family a mapping from function to float."""
    values: dict[str, Any] = {}
    for given in givens(scenario):
        if given.function is None:
            values[given.name] = given.figure.value
        else:
            values.setdefault(given.name, {})[given.function] = given.figure.value
    return values


def all_givens(scenario: Scenario | Region) -> Iterator[Given]:
    """Yield every number of a scenario or a region; those of a region's shared blocks once, after the authorities'."""
    if isinstance(scenario, Scenario):
        yield from givens(scenario)
        return
    parts = [list(givens(scenario.authority(name))) for name in scenario.authorities]
    yield from (given for part in parts for given in part if given.path[0] not in SHARED)
    yield from (given for given in parts[0] if given.path[0] in SHARED)


@cache
def kind_of(name: str) -> Kind:
    """Return how a number that the file gives may be written, and its bounds: those of its field in the schema.

    name: input or quantity of the model, of those in MODEL_NAMES. StopIteration for another.
    """
    *blocks, last = next(path for path, own in MODEL_NAMES.items() if own == name).split(".")
    block: Any = Scenario
    for key in blocks:
        annotation = block.model_fields[key].annotation
        block = next(kind for kind in (*get_args(annotation), annotation) if hasattr(kind, "model_fields"))
    field = block.model_fields[last]
    return next(part.kind for part in (*field.metadata, *_parts(field.annotation)) if isinstance(part, FigureOf))


def _parts(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _parts(part)
