"""From a scenario to its result: put the inputs into the model, and look at what comes out."""

import math
from collections.abc import Mapping
from typing import Any

from archpers.model import evaluate as evaluate_quantities
from archpers.model.functions import FUNCTION_GROUPS
from archpers.results.result import (
    FUNCTION_QUANTITIES,
    GROUP_QUANTITIES,
    QUANTITY_NAMES,
    AppliedOverride,
    FunctionResult,
    Result,
    ResultWarning,
    ScenarioReference,
)
from archpers.results.warnings import warnings_about
from archpers.scenario.inputs import figures, model_inputs
from archpers.scenario.schema import Scenario
from archpers.scenario.source import path_text


def evaluate(scenario: Scenario) -> Result:
    """Model a scenario: every quantity of the contract, the split by function, and the warnings.

    Returns a frozen Result; None stands for what is not estimated or does not exist, and a warning says why.
    """
    groups = scenario.functions.groups if scenario.functions else FUNCTION_GROUPS
    wanted = (*QUANTITY_NAMES, *FUNCTION_QUANTITIES.values(), *GROUP_QUANTITIES.values())
    values = evaluate_quantities((*wanted, "core_shortfall_per_person"), model_inputs(scenario), groups)
    document = scenario.document
    # Built without validation: every value comes from the model itself, and building the validators takes as long as
    # all the rest. A test validates results.
    return Result.model_construct(
        scenario=ScenarioReference.model_construct(
            name=scenario.name,
            file=_readable(document.file) if document else None,
            sha256=document.sha256 if document else None,
        ),
        overrides=[
            AppliedOverride.model_construct(
                path=path_text(path), file_value=override.before, value=override.value, origin=override.label
            )
            for path, override in (document.overrides if document else {}).items()
        ],
        inputs={path: figure.value for path, figure in figures(scenario).items()},
        quantities={name: _existing(values.get(name)) for name in QUANTITY_NAMES},
        functions=_split(values, FUNCTION_QUANTITIES),
        function_groups=_split(values, GROUP_QUANTITIES),
        warnings=[
            ResultWarning.model_construct(code=code, message=message)
            for code, message in warnings_about(scenario, values)
        ],
    )


def _readable(file: str) -> str:
    """Return a file's name as text that can be written anywhere: bytes that are no text as escapes."""
    return file.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _existing(value: float | None) -> float | None:
    """Return the value, or None for one that does not exist (nothing to divide by, or beyond any float)."""
    return value if value is not None and math.isfinite(value) else None


def _split(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, FunctionResult]:
    keys = values.get(names["time_share"], {})
    return {
        key: FunctionResult.model_construct(
            None, **{field: _existing(values[name][key]) if name in values else None for field, name in names.items()}
        )
        for key in keys
    }
