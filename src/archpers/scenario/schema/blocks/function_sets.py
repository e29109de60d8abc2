"""Which functions a block `functions` has: the eight with others beside them, or a set of the file's own."""

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from pydantic_core import PydanticCustomError

from archpers.model.time_use import FUNCTION_LABELS
from archpers.scenario.reading.numbers import problem
from archpers.scenario.reading.spelling import MOST_NAMED, closest
from archpers.scenario.schema.fields.block import FieldErrors, keys_of

Contact: TypeAlias = Literal["direct", "indirect"]
CONTACT = "Whether the time is direct work with people, or indirect: what goes with it; absent: not marked"

_OWN_SET = ("own", "groups", "per")
"""What a set of the file's own is made of."""


def is_own_set(block: Any) -> bool:
    """Say whether a block `functions`, read or not, has a set of functions of its own."""
    return keys_of(block).get("set") == "own"


def functions_in(block: Any) -> Mapping[str, Any]:
    """Return the functions of a block `functions`, read or not: key -> whatever; the eight where there is none."""
    keys = keys_of(block)
    own = keys_of(keys.get("own"))  # without `set: own` they are a mistake that is reported once
    return own if is_own_set(block) else {**FUNCTION_LABELS, **keys_of(keys.get("additional")), **own}


def is_settled(data: Mapping[str, Any]) -> bool:
    """Say whether it is plain which functions a block has, so that its rows can be held against them."""
    return is_own_set(data) or (("set" not in data or data["set"] == "published") and not data.keys() & set(_OWN_SET))


def unknown_function(key: str, functions: Mapping[str, Any]) -> PydanticCustomError:
    """Make the error for a key that is not a function, with the nearest one that is."""
    meant = closest(key, functions)
    some = ", ".join(list(functions)[:MOST_NAMED])
    remedy = f"did you mean {meant}? If not," if meant else f"write one of {some}, or" if some else "write it, or"
    where = "additional" if functions.keys() >= FUNCTION_LABELS.keys() else "own"
    return problem("is not a function", f"{remedy} add it under functions.{where}", meant=meant)


def _plain_keys(block: str, keys: Any) -> FieldErrors:
    for key in keys_of(keys):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", str(key)):
            yield (block, key), problem("is not a plain key", "write small letters, digits and underscores")


def published_set_problems(data: Mapping[str, Any]) -> FieldErrors:
    """Hold the functions that are added to the eight, and the marks of the eight."""
    first = next((key for key in data if key in _OWN_SET), None)
    if first is not None and data.get("set", "published") == "published":
        remedy = "write set: own, or additional for functions beside the eight"
        yield (first,), problem("belongs to a set of functions of the file's own", remedy)
    additional = keys_of(data.get("additional"))
    for key in additional:
        if key in FUNCTION_LABELS:
            yield ("additional", key), problem("is one of the eight functions", "delete it here")
    yield from (each for each in _plain_keys("additional", additional) if each[0][1] not in FUNCTION_LABELS)
    for key in keys_of(data.get("contact")):
        if key in additional:
            remedy = f"write contact in the row functions.additional.{key}"
            yield ("contact", key), problem("is a function of the authority's own", remedy)
        elif key not in FUNCTION_LABELS:
            yield ("contact", key), unknown_function(key, {**FUNCTION_LABELS, **additional})


def own_set_problems(data: Mapping[str, Any]) -> FieldErrors:
    """Hold the functions and the groups of a set of the file's own against one another."""
    for key, remedy in (
        ("additional", "write it under own"),
        ("contact", "write contact in each function's row under own"),
    ):
        if key in data:
            yield (key,), problem("stands beside the eight functions, which a set of its own has not", remedy)
    for key, example in (
        ("groups", "{hands_on: {label: Hands-on work}}"),
        ("own", "{visits: {label: Home visits, group: hands_on}}"),
    ):
        if key not in data:
            yield (key,), problem("a set of functions of its own needs them", f"write {key}: {example}")
    groups, own = keys_of(data.get("groups")), keys_of(data.get("own"))
    yield from (*_plain_keys("groups", groups), *_plain_keys("own", own))
    homes = {key: keys_of(row).get("group") for key, row in own.items()}
    for key in groups if own and all(home in list(groups) for home in homes.values()) else ():
        if key not in homes.values():
            yield ("groups", key), problem("no function is in this group", "give it one under own, or delete it")
    for key, row in own.items():
        home = homes[key]
        if isinstance(home, str) and groups and home not in groups:
            yield ("own", key, "group"), _unknown_group(home, groups)
        if key in groups and keys_of(groups[key]).get("label") != keys_of(row).get("label"):
            yield ("own", key), problem("is the key of a group with another label", "write another key here or there")
    for key in keys_of(data.get("per")) if groups else ():
        if key not in groups:
            yield ("per", key), _unknown_group(key, groups)


def _unknown_group(key: str, groups: Mapping[str, Any]) -> PydanticCustomError:
    meant = closest(key, groups)
    remedy = f"did you mean {meant}? If not," if meant else f"write one of {', '.join(list(groups)[:MOST_NAMED])}, or"
    return problem("is not a group", f"{remedy} add it under functions.groups")
