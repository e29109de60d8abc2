"""From a scenario to its result: put the inputs into the model, and look at what comes out."""

import math
from collections.abc import Iterable, Mapping
from typing import Any, overload

from archpers.model import evaluate as evaluate_quantities
from archpers.model.time_use import FUNCTION_GROUPS
from archpers.results.result import (
    FUNCTION_QUANTITIES,
    GROUP_QUANTITIES,
    QUANTITY_NAMES,
    AppliedOverride,
    BestSourceResult,
    FunctionResult,
    RegionResult,
    Result,
    ResultWarning,
    ScenarioReference,
    Split,
)
from archpers.results.warnings import warnings_about
from archpers.scenario.inputs import all_givens, model_inputs
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario

WANTED = (
    *QUANTITY_NAMES,
    *FUNCTION_QUANTITIES.values(),
    *GROUP_QUANTITIES.values(),
    "core_shortfall_per_person",
)
BEST_SOURCE_WANTED = (
    "plan_share",
    "organise_share",
    "plan_share_led_by_others",
    "organise_share_led_by_others",
    "planning_hours_others_could_lead",
    "planning_cost_others_could_lead",
)

# Results are built without validation: every value comes from the model itself, and building the validators takes as
# long as all the rest. A test validates results.


@overload
def evaluate(scenario: Scenario) -> Result: ...


@overload
def evaluate(scenario: Region) -> RegionResult: ...


def evaluate(scenario: Scenario | Region) -> Result:
    """Model a scenario or a region: every quantity, the split by function, and the warnings.

    Returns a frozen Result, for a region a RegionResult; None stands for what is not estimated or does not exist, and
    a warning says why.
    """
    if isinstance(scenario, Region):
        from archpers.results.region import evaluate_region  # most scenarios are not regions

        return evaluate_region(scenario)
    values = quantity_values(scenario)
    return Result.model_construct(
        **heading(scenario),
        **split(values),
        best_source=best_source(values),
        warnings=warnings_as_parts(warnings_about(scenario, values)),
    )


def quantity_values(scenario: Scenario) -> dict[str, Any]:
    """Evaluate all that a result holds: name -> value, or for a family a mapping from key to value."""
    groups = scenario.functions.groups if scenario.functions else FUNCTION_GROUPS
    wanted = (*WANTED, *BEST_SOURCE_WANTED) if scenario.best_source else WANTED
    return evaluate_quantities(wanted, model_inputs(scenario), groups)


def heading(scenario: Scenario | Region) -> dict[str, Any]:
    """Say what a result is of: the scenario, the overrides in force, the inputs."""
    document = scenario.document
    return {
        "scenario": ScenarioReference.model_construct(
            name=scenario.name,
            file=readable(document.file) if document else None,
            sha256=document.sha256 if document else None,
        ),
        "overrides": [
            AppliedOverride.model_construct(
                path=path_text(path), file_value=override.before, value=override.value, origin=override.label
            )
            for path, override in (document.overrides if document else {}).items()
        ],
        "inputs": {path_text(given.path): given.figure.value for given in all_givens(scenario)},
    }


def split(values: Mapping[str, Any]) -> dict[str, Any]:
    """Sort evaluated values into the parts of a result."""
    return {
        "quantities": {name: _existing(values.get(name)) for name in QUANTITY_NAMES},
        "functions": _functions(values, FUNCTION_QUANTITIES),
        "function_groups": _functions(values, GROUP_QUANTITIES),
    }


def split_part(values: Mapping[str, Any]) -> Split:
    """Make one authority's, or one pool's, part of a region's result."""
    return Split.model_construct(None, **split(values))


def best_source(values: Mapping[str, Any]) -> BestSourceResult | None:
    """Make the part of a result that is about the best source of support; None where the scenario has no answers."""
    if "plan_share" not in values:
        return None
    found: dict[str, Any] = {name: values.get(name) for name in BEST_SOURCE_WANTED}
    return BestSourceResult.model_construct(None, **found)


def warnings_as_parts(messages: Iterable[tuple[str, str]]) -> list[ResultWarning]:
    """Make the warnings of a result from codes and messages."""
    return [ResultWarning.model_construct(code=code, message=message) for code, message in messages]


def readable(file: str) -> str:
    """Return a file's name as text that can be written anywhere: bytes that are no text as escapes."""
    return file.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _existing(value: float | None) -> float | None:
    """Return the value, or None for one that does not exist (nothing to divide by, or beyond any float)."""
    return value if value is not None and math.isfinite(value) else None


def _functions(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, FunctionResult]:
    keys = values.get(names["time_share"], {})
    return {
        key: FunctionResult.model_construct(
            None, **{field: _existing(values[name][key]) if name in values else None for field, name in names.items()}
        )
        for key in keys
    }
