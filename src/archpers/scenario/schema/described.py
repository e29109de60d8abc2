"""Fields that are described, in the JSON Schema too, by the model's own words for what they give."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from archpers.model import INPUTS, QUANTITIES
from archpers.model.time_use import FUNCTION_LABELS


def field_of(name: str, example: str, **options: Any) -> Any:
    """Describe a field by the model's own words for the input or quantity that it gives."""
    definition = QUANTITIES.get(name) or INPUTS[name]
    description = f"{definition.meaning.removesuffix(f' [{definition.unit}]; scalar or array.')} [{definition.unit}]"
    options.setdefault("json_schema_extra", {"unit": definition.unit})
    return Field(description=description, examples=[example], **options)


def row_of(name: str, example: str, keys: Mapping[str, str] = FUNCTION_LABELS, **options: Any) -> Any:
    """Describe a row of values by the model's own words, and name its keys, so that editors complete them."""
    unit = (QUANTITIES.get(name) or INPUTS[name]).unit

    def extra(schema: dict[str, Any]) -> None:
        schema["unit"] = unit
        row = schema if "additionalProperties" in schema else schema["anyOf"][0]
        value = row["additionalProperties"]
        row["properties"] = {key: {**value, "description": label, "unit": unit} for key, label in keys.items()}

    # set on the field later, pydantic would forget it
    return field_of(name, example, json_schema_extra=extra, **options)
