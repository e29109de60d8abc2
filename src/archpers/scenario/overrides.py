"""Overrides: `PATH=VALUE` from the command line or from a named option, put in where the file's own value stood."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from archpers.errors import UsageError
from archpers.scenario.reading.document import Data, Document, KeyPath, Override
from archpers.scenario.reading.text import composed, shortened
from archpers.scenario.reading.yaml import MAX_DEPTH, path_text, read_mapping
from archpers.scenario.schema.fields.rivals import rivals_of
from archpers.scenario.scopes import within

_ALONE, _AS_IT_STANDS = "expectations are held against the file alone", "an approval is of the file as it stands"
NOT_VARIED = {
    "expect": (_ALONE, f"{_ALONE}, by `archpers check`"),
    "options": ("an option changes no option", ""),
    "approval": (f"{_AS_IT_STANDS}, not of an option", _AS_IT_STANDS),
    "plan": ("the plan stands beside the numbers, and no option changes it", "the plan is text, not a number"),
}
"""Blocks that no option varies: why, and why `--set` does not either; empty where it does."""


def parse_override(text: str) -> Override:
    """Read `PATH=VALUE` from the command line; `PATH=null` takes the key away. Raises UsageError."""
    name, equals, value = split_at_equals(text)
    if not equals or not name or not value.strip():
        raise UsageError(
            f"--set {text}: a path and a value are needed; write PATH=VALUE, such as reform.crisis_share=25%, "
            "or PATH=null to take the key away"
        )
    path, value = parse_path(name), value.strip()
    _, why_not = NOT_VARIED.get(path[0], ("", ""))
    if why_not:
        raise UsageError(f"--set {text}: {why_not}; write it in the file")
    row = read_mapping(value, f"--set {name.strip()}") if value.startswith("{") and value.endswith("}") else None
    return Override(path, None if value == "null" else value, "--set", data=row)


def parse_path(text: str) -> KeyPath:
    """Split a path at its dots; a key in double quotes may hold dots: `authorities."St. Helens".people_served`.

    A quote within such a key is doubled. A path deeper than any scenario stays one key, which no scenario knows.
    """
    keys, quoted, before = [""], False, ""
    for character in text.strip():
        doubled, before = quoted is False and before == character == '"', character
        if character == '"':
            quoted = not quoted
            keys[-1] += '"' if doubled else ""
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
    return [_of_option(name, path, value) for path, value in option.items()]


def _of_option(name: str, path: str, value: Any) -> Override:
    row = value if isinstance(value, Mapping) else None
    said = value if row is None else f"{{{', '.join(f'{key}: {own}' for key, own in row.items())}}}"
    return Override(parse_path(path), said, f"option {name}", ("options", name, path), data=row)


def applied(document: Document, overrides: Iterable[Override]) -> Document:
    """Return a copy of the document with the overrides in place, the later winning; the document stays as it is.

    What has no place beside an override goes, unless one of the same overrides gives it.
    """
    changed = copy(document)
    changed.overrides = dict(document.overrides)
    overrides = list(overrides)
    for each in [*_replaced(document.data, overrides), *overrides]:
        from archpers.scenario.numbers_in_place import scaled_row  # most runs change nothing

        override = scaled_row(changed.data, each)
        changed.data = _put(changed.data, override)
        value = (*override.path, "value")
        earlier = document.overrides.get(override.path) or document.overrides.get(value)
        before = earlier.before if earlier else _written(document.data, override.path)
        if override.replaced_by:  # what other overrides had put there is gone with it
            below = [path for path in changed.overrides if path[: len(override.path)] == override.path]
            changed.overrides = {path: own for path, own in changed.overrides.items() if path not in below}
        left_out = earlier.left_out if earlier else _spread_of(document.data, override)
        changed.overrides[override.path] = override._replace(before=before, left_out=left_out)
    return changed


def _replaced(data: Data, overrides: Sequence[Override]) -> Iterator[Override]:
    """Yield an override that takes away each path of the data that has no place beside one of these overrides."""
    given = [override.path for override in overrides if override.value is not None]
    gone: set[KeyPath] = set()
    for override in overrides:
        own = within(override.path)
        place = override.path[: len(override.path) - len(own)]
        for rival in rivals_of(own) if override.value is not None else ():
            path = (*place, *rival)
            there = value_at(data, path) is not None and path not in gone
            if there and not any(each[: len(path)] == path for each in given):
                gone.add(path)
                yield override._replace(path=path, value=None, replaced_by=override.path)


def _put(data: Data, override: Override) -> Data:
    """Return the data with an override in place; only the blocks on its path are copied."""
    *parents, last = override.path
    changed: dict[str, Any] = dict(data)
    block = changed
    for depth, key in enumerate(parents):
        below = block.get(key)
        if below is None and override.value is None:
            return data  # nothing there to take away
        if isinstance(below, list):
            block[key] = _put_in_list(below, override, override.path[depth + 1 :])
            return changed
        if not isinstance(below, dict):  # a bare number gets evidence; an absent block begins
            below = {} if below is None else {"value": below}
        block[key] = dict(below)
        block = block[key]
    if override.value is None:
        block.pop(last, None)
    else:
        # Evidence for the old value, where there was some, does not speak for the new one.
        block[last] = override.value if override.data is None else override.data
    return changed


def _put_in_list(row: list[Any], override: Override, path: KeyPath) -> list[Any]:
    """Return a list with one of its numbers replaced. Raises UsageError where there is none of that place."""
    place, *rest = path
    if not (place.isdecimal() and int(place) < len(row)) or override.value is None:
        remedy = f"write {path_text(override.path[: -len(path)])}=[...] for the whole list"
        raise UsageError(f"{override.label} {path_text(override.path)}: the list has {len(row)} numbers; {remedy}")
    entry = row[int(place)]
    value: Any = (
        _put(entry if isinstance(entry, dict) else {"value": entry}, override._replace(path=tuple(rest)))
        if rest
        else None
    )
    if value is None:
        value = override.value if override.data is None else override.data
    return [*row[: int(place)], value, *row[int(place) + 1 :]]


def _written(data: dict[str, Any], path: KeyPath) -> str | None:
    """Return what the file says at a path; None where it says nothing."""
    value = value_at(data, path)
    if isinstance(value, Mapping):
        value = value.get("value", "a set of keys")  # a number with its evidence, or a block
    if isinstance(value, list):
        value = f"[{', '.join(str(entry) for entry in value)}]"
    return value if value is None else str(value)


def value_at(data: Any, path: KeyPath) -> Any:
    """Return what stands at a path; None where nothing does."""
    for key in path:
        if isinstance(data, list):
            data = dict(enumerate(data)).get(int(key)) if key.isdecimal() else None
        else:
            data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _spread_of(data: Data, override: Override) -> tuple[str, ...]:
    """Return which of low, high and distribution stand beside the number that an override replaces."""
    value = value_at(data, override.path)
    if override.value is None or override.data is not None or not isinstance(value, Mapping) or "value" not in value:
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
