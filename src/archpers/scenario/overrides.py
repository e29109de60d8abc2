"""Overrides: `PATH=VALUE` from the command line or from a named option, put in where the file's own value stood."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from archpers.errors import UsageError
from archpers.scenario.reading.text import composed, shortened
from archpers.scenario.reading.yaml import MAX_DEPTH, Data, Document, KeyPath, Override, path_text


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
    """Split a path at its dots; a key in double quotes may hold dots: `authorities."St. Helens".people_served`.

    A path deeper than any scenario stays one key, which no scenario knows.
    """
    keys, quoted = [""], False
    for character in text.strip():
        if character == '"':
            quoted = not quoted
        elif character == "." and not quoted:
            keys.append("")
        else:
            keys[-1] += character
    return tuple(map(composed, keys)) if len(keys) <= MAX_DEPTH else (text,)


def option_overrides(document: Document, name: str) -> list[Override]:
    """Return the overrides of a named option of the file. Raises UsageError where there is none of that name."""
    options = document.data.get("options")
    known = options if isinstance(options, Mapping) else {}
    option = known.get(name)
    if not isinstance(option, Mapping):
        there = shortened(", ".join(known), 200) or "none"
        raise UsageError(f"--option {name}: {document.file} has no option of that name; it has {there}")
    if not option:
        raise UsageError(f"--option {name}: says nothing in {document.file}; give it a value, or leave the option out")
    return [
        Override(parse_path(path), value, f"option {name}", ("options", name, path)) for path, value in option.items()
    ]


def applied(document: Document, overrides: Iterable[Override]) -> Document:
    """Return a copy of the document with the overrides in place, the later winning; the document stays as it is."""
    changed = copy(document)
    changed.overrides = dict(document.overrides)
    for override in overrides:
        changed.data = _put(changed.data, override)
        earlier = document.overrides.get(override.path)
        before = earlier.before if earlier else _written(document.data, override.path)
        left_out = earlier.left_out if earlier else _spread_of(document.data, override)
        changed.overrides[override.path] = override._replace(before=before, left_out=left_out)
    return changed


def _put(data: Data, override: Override) -> Data:
    """Return the data with an override in place; only the blocks on its path are copied."""
    *parents, last = override.path
    changed = block = dict(data)
    for key in parents:
        below = block.get(key)
        if below is None and override.value is None:
            return data  # nothing there to take away
        if not isinstance(below, dict):  # a bare number gets evidence; an absent block begins
            below = {} if below is None else {"value": below}
        block[key] = dict(below)
        block = block[key]
    if override.value is None:
        block.pop(last, None)
    else:
        block[last] = override.value  # evidence for the old value, where there was some, does not speak for the new one
    return changed


def _written(data: dict[str, Any], path: KeyPath) -> str | None:
    """Return what the file says at a path; None where it says nothing."""
    value = value_at(data, path)
    if isinstance(value, Mapping):
        value = value.get("value", "a set of keys")  # a number with its evidence, or a block
    return value if value is None else str(value)


def value_at(data: Any, path: KeyPath) -> Any:
    """Return what stands at a path; None where nothing does."""
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _spread_of(data: Data, override: Override) -> tuple[str, ...]:
    """Return which of low, high and distribution stand beside the number that an override replaces."""
    value = value_at(data, override.path)
    if override.value is None or not isinstance(value, Mapping) or "value" not in value:
        return ()
    return tuple(key for key in ("low", "high", "distribution") if key in value)


def values_not_drawn(document: Document | None) -> list[tuple[KeyPath, str]]:
    """Return the inputs whose value is replaced though their distribution, which is named too, does not rest on it."""
    found = []
    for path in document.overrides if document else ():
        spread = value_at(document.data, (*path[:-1], "distribution")) if document and path[-1] == "value" else None
        name = next(iter(spread), "") if isinstance(spread, Mapping) else spread
        if spread is not None and spread not in ("triangular", "pert"):
            found.append((path[:-1], str(name)))
    return found


def left_out_notes(document: Document | None) -> list[str]:
    """Say which evidence of the file no longer holds, because its value has been replaced, and how to keep it."""
    changed = document.overrides.items() if document else ()
    return [
        f"{path_text(path)}: the file's {', '.join(override.left_out)} belong to its own value and are left out; to "
        f"keep them, set {path_text(path)}.value."
        for path, override in changed
        if override.left_out
    ]


def split_at_equals(text: str) -> tuple[str, str, str]:
    """Split at the first equals sign outside quotes: before, the sign or nothing where there is none, and after."""
    quoted = False
    for index, character in enumerate(text):
        quoted = quoted != (character == '"')
        if character == "=" and not quoted:
            return text[:index], "=", text[index + 1 :]
    return text, "", ""
