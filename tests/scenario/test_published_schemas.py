"""The two JSON Schemas that are published."""

import jsonschema  # type: ignore[import-untyped]
import pytest

from archpers.scenario.json_schema import json_schema


@pytest.mark.parametrize(("of", "title"), [("scenario", "Scenario"), ("result", "Result")])
def test_published_schema_is_valid_and_names_its_draft(of: str, title: str) -> None:
    schema = json_schema(of)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["title"], schema["$schema"]) == (title, "https://json-schema.org/draft/2020-12/schema")
