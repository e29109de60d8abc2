"""The published JSON Schemas: of a scenario file, for editors; of a result, for the programs that read it."""

from typing import Any, Literal

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(of: str) -> dict[str, Any]:
    """Return the JSON Schema of a `scenario`, a `result` or the `assumptions`. KeyError for anything else.

    A scenario or a result that has authorities is a region's.
    """
    from pydantic import BaseModel
    from pydantic.json_schema import models_json_schema

    from archpers.results.assumptions_result import AssumptionsResult
    from archpers.results.result import RegionResult, Result
    from archpers.scenario.schema.fields.later import describe_all
    from archpers.scenario.schema.scenario import Region, Scenario

    if of == "assumptions":
        return {"$schema": _DRAFT, **AssumptionsResult.model_json_schema(mode="serialization")}
    kinds: dict[str, tuple[type[BaseModel], type[BaseModel], Literal["validation", "serialization"]]] = {
        "scenario": (Scenario, Region, "validation"),
        "result": (Result, RegionResult, "serialization"),
    }
    single, region, mode = kinds[of]
    describe_all(Scenario, Region)
    references, definitions = models_json_schema([(single, mode), (region, mode)], title=single.__name__)
    return {
        "$schema": _DRAFT,
        "if": {"type": "object", "required": ["authorities"]},
        "then": references[region, mode],
        "else": references[single, mode],
        **definitions,
    }
