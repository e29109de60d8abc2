"""The two JSON Schemas that are published."""

import jsonschema
import pytest

from archpers.results.evaluate import evaluate
from archpers.results.json_schema import json_schema
from archpers.scenario.load import load


@pytest.mark.parametrize(("of", "title"), [("scenario", "Scenario"), ("result", "Result")])
def test_published_schema_is_valid_and_names_its_draft(of: str, title: str) -> None:
    schema = json_schema(of)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["title"], schema["$schema"]) == (title, "https://json-schema.org/draft/2020-12/schema")


@pytest.mark.parametrize("name", ["toolkit-team", "yorkshire-humber-2010"])
def test_results_are_as_their_schema_says(name: str) -> None:
    validator = jsonschema.Draft202012Validator(json_schema("result"))
    document = evaluate(load(name)).model_dump()
    assert list(validator.iter_errors(document)) == []
    assert list(validator.iter_errors({**document, "quantities": {"residual_hours": "many"}}))
