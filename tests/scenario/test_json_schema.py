"""The published JSON Schema of a scenario file: valid, complete, and true to the files there are."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from archpers.model.time_use import FUNCTION_LABELS
from archpers.results.json_schema import json_schema
from archpers.scenario.shipped import shipped, template
from tests.scenario.examples import LEAST

SCHEMA = json_schema("scenario")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
TEXTS = {"template": template(), **{path.stem: path.read_text(encoding="utf-8") for path in shipped()}}


class Yaml12(yaml.SafeLoader):
    """Reads plain scalars by the core schema of YAML 1.2, as editors do."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own declaration


for tag, pattern, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"({pattern})$"), list(first))


def plain(text: str) -> Any:
    """Read YAML as an editor would."""
    return yaml.load(text, Loader=Yaml12)


def properties(schema: Any, inside: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Find every property of a schema: its name with that of its block, and its schema."""
    if isinstance(schema, dict):
        for name, below in schema.get("properties", {}).items():
            yield f"{inside}.{name}", below
            yield from properties(below, name)
        for name, below in schema.items():
            if name == "$defs":
                for block, definition in below.items():
                    yield from properties(definition, block)
            elif name != "properties":
                yield from properties(below, inside)
    elif isinstance(schema, list):
        for below in schema:
            yield from properties(below, inside)


PROPERTIES = list(properties(SCHEMA))


def test_it_is_a_valid_schema_of_its_draft() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == "Scenario"


@pytest.mark.parametrize("name", TEXTS)
def test_files_that_load_are_valid(name: str) -> None:
    assert len(TEXTS) >= 2
    assert [error.message for error in VALIDATOR.iter_errors(plain(TEXTS[name]))] == []


@pytest.mark.parametrize(
    "more",
    [
        "price_base_year: 2010",
        "cost: {total: '£385,000'}",
        "cost: {total: {value: '£385,000', low: £1, date: 2010, distribution: pert, high: 1E9}}",
        "options: {a: {people_served: 5, cost.total: £5, reform: null}}",
    ],
)
def test_what_else_a_file_may_hold_is_valid(more: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(plain(LEAST + more))] == []


@pytest.mark.parametrize(
    "text",
    [
        LEAST.replace("name: North\n", ""),
        LEAST + "colour: red",
        LEAST.replace("500", "0"),
        LEAST.replace("500", "many"),
        LEAST + "cost: {total: {source: ledger}}",
        LEAST + "cost: {total: {value: 5, reliability: poor}}",
        LEAST + "cost: {total: {value: many}}",
        LEAST + "functions: {hours_per_week: [4]}",
        LEAST + "schema_version: 2",
    ],
)
def test_what_a_file_may_not_hold_is_not_valid(text: str) -> None:
    assert not VALIDATOR.is_valid(plain(text))


def test_every_property_has_a_description() -> None:
    assert len(PROPERTIES) > 30
    assert [name for name, schema in PROPERTIES if not schema.get("description", "").strip()] == []


def test_every_number_has_its_unit() -> None:
    def is_number(schema: dict[str, Any]) -> bool:
        return "Figure" in str(schema) and "additionalProperties" not in str(schema)

    numbers = [(name, schema) for name, schema in PROPERTIES if is_number(schema)]
    assert len(numbers) >= 3 * len(FUNCTION_LABELS)
    assert [name for name, schema in numbers if not schema.get("unit")] == []


def test_rows_name_the_eight_functions() -> None:
    for row in ("hours_per_week", "time_shares"):
        schema = SCHEMA["$defs"]["Functions"]["properties"][row]
        assert schema["anyOf"][0]["properties"].keys() == FUNCTION_LABELS.keys()
        assert schema["unit"] in ("hours/week", "share")
    core = SCHEMA["$defs"]["Reform"]["properties"]["core_hours_per_person"]
    assert {key: value["description"] for key, value in core["anyOf"][0]["properties"].items()} == FUNCTION_LABELS
