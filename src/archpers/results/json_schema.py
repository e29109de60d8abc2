"""The published JSON Schemas: of a scenario file, for editors; of a result, for the programs that read it."""

from typing import Any


def json_schema(of: str) -> dict[str, Any]:
    """Return the JSON Schema of a `scenario` or a `result`. KeyError for anything else."""
    from archpers.results.result import Result
    from archpers.scenario.schema import Scenario

    schemas = {"scenario": Scenario.model_json_schema, "result": lambda: Result.model_json_schema(mode="serialization")}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schemas[of]()}
