"""Lists of numbers, one a year: a single number is every year's."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from archpers.scenario.reading.mistakes import cut_number
from archpers.scenario.reading.numbers import problem
from archpers.scenario.reading.yaml import EVERY_YEAR
from archpers.scenario.schema.fields.figure import Figure, Growth, Money, Share

_SPLIT = r"""\s*("[^"]*"|'[^']*'|[^,"']*)\s*(?:,|$)"""


class OneAYear:
    """Reads a list, or a single number, as a row: place in the list, or EVERY_YEAR -> number."""

    def read(self, raw: object) -> object:
        """Turn what a file or `--set` holds into a row."""
        if isinstance(raw, str) and raw.strip().startswith("["):  # from the command line
            raw = _entries(raw.strip())
        if isinstance(raw, list):
            if not raw:
                raise problem("the list is empty", "write a number for each year, or a single one for every year")
            for place, entry in enumerate(raw[1:]):
                if _are_one(raw[place], entry):
                    message = "commas stand between the entries of a list, so this number is cut in two"
                    raise problem(message, f'write it in quotes, such as "{raw[place]},{entry}"')
            return {str(place): entry for place, entry in enumerate(raw)}
        is_row = isinstance(raw, Mapping) and all(isinstance(own, Figure) for own in raw.values())
        return raw if is_row and raw else {EVERY_YEAR: raw}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Read first, then check each number."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe a number, or a list of them."""
        figure = handler(schema)["additionalProperties"]
        return {"anyOf": [figure, {"type": "array", "items": figure, "minItems": 1}]}


def _are_one(first: object, second: object) -> bool:
    """Say whether two entries can only be one number, which its comma cut: `£90` and `500`, or `90` and `000`."""
    if not (isinstance(first, str) and isinstance(second, str) and re.fullmatch("[0-9]{3}", second)):
        return False
    return re.fullmatch("£ ?[0-9]{1,3}" if second[0] != "0" else "(£ ?)?[0-9]{1,3}", first) is not None


def _entries(text: str) -> list[str]:
    if not text.endswith("]"):
        raise problem("the list does not end", "write [0%, 40%, 100%]")
    cut = cut_number(text, 0, len(text))
    if cut:
        raise problem(*cut[1:])
    inside = text[1:-1].strip()
    return [part.strip().strip("\"'") for part in re.findall(_SPLIT, inside)[: _count(inside)]] if inside else []


def _count(inside: str) -> int:
    return re.sub(r""""[^"]*"|'[^']*'""", "", inside).count(",") + 1


GrowthByYear: TypeAlias = Annotated[dict[str, Growth], OneAYear()]
SharesByYear: TypeAlias = Annotated[dict[str, Share], OneAYear()]
MoneyByYear: TypeAlias = Annotated[dict[str, Money], OneAYear()]
