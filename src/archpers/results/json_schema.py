"""The published JSON Schemas: of a scenario file, for editors; of a result, for the programs that read it."""

from typing import Any, Literal


def json_schema(of: str) -> dict[str, Any]:
    """Return the JSON Schema of a `scenario` or a `result`; what has authorities is a region's. KeyError otherwise."""
    from pydantic import BaseModel
    from pydantic.json_schema import models_json_schema

    from archpers.results.result import RegionResult, Result
    from archpers.scenario.schema.scenario import Region, Scenario

    kinds: dict[str, tuple[type[BaseModel], type[BaseModel], Literal["validation", "serialization"]]] = {
        "scenario": (Scenario, Region, "validation"),
        "result": (Result, RegionResult, "serialization"),
    }
    single, region, mode = kinds[of]
    references, definitions = models_json_schema([(single, mode), (region, mode)], title=single.__name__)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "if": {"type": "object", "required": ["authorities"]},
        "then": references[region, mode],
        "else": references[single, mode],
        **definitions,
    }
