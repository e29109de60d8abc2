"""Fields that are described, in the JSON Schema too, by the model's own words for what they give."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from archpers.model.registry import described
from archpers.model.time_use import FUNCTION_LABELS


class Gives:
    """What a field gives to the model, and how that is told in the JSON Schema."""

    def __init__(self, name: str, keys: Mapping[str, str] | None = None) -> None:
        """Take the name of the input or quantity, and the keys of a row that editors complete."""
        self.name = name
        self.keys = keys

    def __call__(self, schema: dict[str, Any]) -> None:
        """Add the unit, and the keys of a row."""
        unit = described(self.name).unit.text
        schema["unit"] = unit
        if self.keys is not None:
            row = schema if "additionalProperties" in schema else schema["anyOf"][0]
            value = row["additionalProperties"]
            row["properties"] = {k: {**value, "description": label, "unit": unit} for k, label in self.keys.items()}


def field_of(name: str, example: str, keys: Mapping[str, str] | None = None, **options: Any) -> Any:
    """Describe a field by the model's own words for the input or quantity that it gives."""
    unit = described(name).unit
    description = f"{described(name).meaning.removesuffix(f' [{unit}]; scalar or array.')} [{unit}]"
    return Field(description=description, examples=[example], json_schema_extra=Gives(name, keys), **options)


def row_of(name: str, example: str, keys: Mapping[str, str] = FUNCTION_LABELS, **options: Any) -> Any:
    """Describe a row of values by the model's own words, and name its keys, so that editors complete them."""
    return field_of(name, example, keys, **options)
