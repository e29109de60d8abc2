"""The block `sources`: sources by name, so that a number can say in a few words where it comes from."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from archpers.scenario.schema.fields.block import Checked
from archpers.scenario.schema.fields.text_fields import OneLine

Sources = Annotated[
    dict[OneLine, OneLine],
    Field(
        description="Sources by name: a number's source may be such a name, or go on behind it and a colon",
        examples=['{Toolkit: "Duffy & Fulton (2010), Toolkit"}, and then source: "Toolkit: Table 4"'],
    ),
]


class NamedSources(Checked):
    """A file that names its sources once."""

    @classmethod
    def completed(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Put each source in full in the place of its name."""
        named = data.get("sources")
        if not isinstance(named, Mapping):
            return data
        whole = {name: text for name, text in named.items() if isinstance(text, str)}
        kept = {key: data[key] for key in ("sources", "options") if key in data}
        return {**_in_full(data, whole), **kept}


def _in_full(data: Any, named: Mapping[str, str]) -> Any:
    if isinstance(data, list):
        return [_in_full(each, named) for each in data]
    if not isinstance(data, Mapping):
        return data
    return {
        key: _source(value, named) if key == "source" and isinstance(value, str) else _in_full(value, named)
        for key, value in data.items()
    }


def _source(text: str, named: Mapping[str, str]) -> str:
    name, colon, rest = text.partition(": ")
    return f"{named[name]}{colon}{rest}" if name in named else text
