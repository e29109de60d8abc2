"""Overrides: `PATH=VALUE` from the command line or from a named option, put in where the file's own value stood."""

from collections.abc import Iterable, Mapping
from copy import copy, deepcopy
from typing import Any

from archpers.errors import UsageError
from archpers.scenario.source import Document, KeyPath, Override


def parse_override(text: str) -> Override:
    """Read `PATH=VALUE` from the command line; `PATH=null` takes the key away. Raises UsageError."""
    name, equals, value = split_at_equals(text)
    if not equals or not name or not value.strip():
        raise UsageError(
            f"--set {text}: a path and a value are needed; write PATH=VALUE, such as reform.crisis_share=25%, "
            "or PATH=null to take the key away"
        )
    return Override(parse_path(name), None if value.strip() == "null" else value.strip(), "--set")


def parse_path(text: str) -> KeyPath:
    """Split a path at its dots; a key in double quotes may hold dots: `authorities."St. Helens".people_served`."""
    keys, quoted = [""], False
    for character in text.strip():
        if character == '"':
            quoted = not quoted
        elif character == "." and not quoted:
            keys.append("")
        else:
            keys[-1] += character
    return tuple(keys)


def option_overrides(document: Document, name: str) -> list[Override]:
    """Return the overrides of a named option of the file. Raises UsageError where there is none of that name."""
    options = document.data.get("options")
    known = options if isinstance(options, Mapping) else {}
    option = known.get(name)
    if not isinstance(option, Mapping):
        there = ", ".join(known) or "none"
        raise UsageError(f"--option {name}: {document.file} has no option of that name; it has {there}")
    return [
        Override(parse_path(path), value, f"option {name}", ("options", name, path)) for path, value in option.items()
    ]


def applied(document: Document, overrides: Iterable[Override]) -> Document:
    """Return a copy of the document with the overrides in place, the later winning; the document stays as it is."""
    changed = copy(document)
    changed.data, changed.overrides = deepcopy(document.data), dict(document.overrides)
    for override in overrides:
        _put(changed.data, override)
        earlier = document.overrides.get(override.path)
        before = earlier.before if earlier else _written(document.data, override.path)
        changed.overrides[override.path] = override._replace(before=before)
    return changed


def _put(data: dict[str, Any], override: Override) -> None:
    *parents, last = override.path
    block = data
    for key in parents:
        below = block.get(key)
        if not isinstance(below, dict):  # a bare number gets evidence; an absent block begins
            below = {} if below is None else {"value": below}
            block[key] = below
        block = below
    if override.value is None:
        block.pop(last, None)
    else:
        block[last] = override.value  # evidence for the old value, where there was some, does not speak for the new one


def _written(data: dict[str, Any], path: KeyPath) -> str | None:
    """Return what the file says at a path; None where it says nothing."""
    value: Any = data
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        value = value.get("value")
    return value if value is None else str(value)


def split_at_equals(text: str) -> tuple[str, str, str]:
    """Split at the first equals sign outside quotes: before, the sign or nothing where there is none, and after."""
    quoted = False
    for index, character in enumerate(text):
        quoted = quoted != (character == '"')
        if character == "=" and not quoted:
            return text[:index], "=", text[index + 1 :]
    return text, "", ""
