"""From a scenario to its result: put the inputs into the model, and look at what comes out."""

import math
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, overload

from archpers.model.pooling import SUM
from archpers.model.precision import settled
from archpers.model.registry import described, in_block
from archpers.results.remarks.warnings import file_remarks, warnings_about
from archpers.results.result import (
    AppliedOverride,
    BestSourceResult,
    FunctionResult,
    RegionResult,
    Result,
    ResultWarning,
    ScenarioReference,
    Split,
)
from archpers.results.told import Values, is_told
from archpers.results.values import Everywhere, at_scopes, given_apart, markings_below, own_values, unsorted_of
from archpers.scenario.inputs import Given, Scope, givens_of, scope_of
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes

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
    parts = {name: scope_of(own) for name, own in scopes(scenario).items()}
    found = at_scopes(parts)
    givens = givens_of([own.givens for own in parts.values()])
    values, pooled = found
    apart = given_apart(parts.values())
    if "" in values:
        messages = warnings_about(parts[""].scenario, settled(values[""]))
        told = {**values[""], **dict.fromkeys(unsorted_of(parts[""], values[""]))}
        return Result.model_construct(None, **_whole(scenario, givens, told, apart, messages))
    messages = _of_region(parts, Everywhere(values, dict(pooled)))
    every = {name: {**own, **dict.fromkeys(unsorted_of(parts[name], own))} for name, own in values.items()}
    asked = dict.fromkeys(name for own in every.values() for name in own if markings_below(name))
    pooled["ratio_of_totals"] = {**asked, **pooled["ratio_of_totals"]}
    return RegionResult.model_construct(
        None,
        **_whole(scenario, givens, pooled["ratio_of_totals"], apart, messages),
        authorities={name: _split_part(own, apart) for name, own in every.items()},
        pooled={name: _pool_part(name, pool, apart) for name, pool in pooled.items()},
        counts={
            name: len(own_values(list(values.values()), name))
            for name in in_block("quantities")
            if any(is_told(name, own, apart) for own in every.values())
        },
    )


def _of_region(parts: Mapping[str, Scope], found: Everywhere) -> Iterator[tuple[str, str]]:
    """Yield what is to be said of a region."""
    from archpers.results.remarks.region_warnings import warnings_about_region  # most scenarios are not regions

    yield from warnings_about_region({name: own.scenario for name, own in parts.items()}, *found.settled())


def reference(scenario: Scenario | Region) -> dict[str, Any]:
    """Say which scenario a result is of: name, file as it was named, and SHA-256 of the file's bytes."""
    document = scenario.document
    return {
        "name": scenario.name,
        "file": document.file if document else None,
        "sha256": document.sha256 if document else None,
    }


def heading(scenario: Scenario | Region) -> dict[str, Any]:
    """Say what a result is of: the scenario, and the overrides in force."""
    document = scenario.document
    return {
        "scenario": ScenarioReference.model_construct(None, **reference(scenario)),
        "overrides": [
            AppliedOverride.model_construct(
                path=path_text(path), file_value=override.before, value=override.value, origin=override.label
            )
            for path, override in (document.overrides if document else {}).items()
        ],
    }


def warnings_as_parts(messages: Iterable[tuple[str, str]]) -> list[ResultWarning]:
    """Make the warnings of a result from codes and messages."""
    return [ResultWarning.model_construct(code=code, message=message) for code, message in messages]


def _whole(
    scenario: Scenario | Region,
    givens: Iterable[Given],
    values: Values,
    apart: Container[str],
    messages: Iterable[tuple[str, str]],
) -> dict[str, Any]:
    """Return the parts that every result has."""
    answers: dict[str, Any] = {name: _all_existing(values.get(name)) for name in in_block("best_source")}
    best_source = BestSourceResult.model_construct(None, **answers) if "plan_share" in values else None
    return {
        **heading(scenario),
        "inputs": {path_text(given.path): given.figure.value for given in givens},
        **_split(values, apart),
        "best_source": best_source,
        "warnings": warnings_as_parts([*messages, *file_remarks(scenario)]),
    }


def _split(values: Values, apart: Container[str]) -> dict[str, Any]:
    """Sort evaluated values into the parts of a result; apart: what the file gives, which is no part of it."""
    quantities = {field: name for field, name in in_block("quantities").items() if is_told(name, values, apart)}
    families = [name for name in in_block("families").values() if name in values and name not in apart]
    return {
        "quantities": {field: _existing(values.get(name)) for field, name in quantities.items()},
        "functions": _functions(values, in_block("functions")),
        "function_groups": _functions(values, in_block("function_groups")),
        "families": {name: {key: _existing(own) for key, own in values[name].items()} for name in families},
    }


def _split_part(values: Values, apart: Container[str]) -> Split:
    """Make one authority's part of a region's result."""
    return Split.model_construct(None, **_split(values, apart))


def _pool_part(pool: str, values: Values, apart: Container[str]) -> Split:
    """Make one pool's part of a region's result; the sum has only what adds up."""
    parts = _split(values, apart)
    if pool == SUM:
        own = in_block("quantities")
        parts["quantities"] = {f: value for f, value in parts["quantities"].items() if described(own[f]).unit.adds}
    return Split.model_construct(None, **parts)


def _existing(value: float | None) -> float | None:
    """Return the value, or None for one that does not exist (nothing to divide by, or beyond any float)."""
    return value + 0.0 if value is not None and math.isfinite(value) else None  # never -0.0


def _all_existing(value: Any) -> Any:
    """Return the same of each member of a family."""
    return {key: _existing(own) for key, own in value.items()} if isinstance(value, Mapping) else _existing(value)


def _functions(values: Values, names: Mapping[str, str]) -> dict[str, FunctionResult]:
    families = {field: values.get(name, {}) for field, name in names.items()}
    keys = dict.fromkeys(key for family in families.values() for key in family)
    return {
        key: FunctionResult.model_construct(
            None, **{field: _existing(family.get(key)) for field, family in families.items()}
        )
        for key in keys
    }
