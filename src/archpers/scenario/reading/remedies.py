"""What to say about each mistake: what is wrong, and what to write instead, with an example from the schema."""

import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.spelling import closest
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.fields.later import blocks
from archpers.scenario.schema.scenario import Region, Scenario, System

_ROWS = ("hours_per_week", "time_shares")
_ANYWHERE = ("set", "own", "groups", "per")
"""Keys whose name does not say which block they belong to."""


def explained(path: KeyPath, details: Any, value: Any) -> tuple[str, str, KeyPath | None]:
    """Say what is wrong and what to write; for a key that is wrong itself, also which path it most likely stands for.

    A key that is wrong and stands for no other gives an empty path.
    """
    kind, context = details["type"], details.get("ctx", {})
    if kind == "archpers":
        stands_for = context.get("meant")
        known = None if stands_for is None else (*path[:-1], stands_for) if stands_for else ()
        of_key = "its name " if details["loc"][-1:] == ("[key]",) else ""
        return f"{of_key}{context['message']}", context["remedy"], known
    if kind == "extra_forbidden":
        return "this key is not known here", *_unknown_key(path)
    if kind == "missing":
        return "this key is missing", f"write {path[-1]}: {_example(path)}", None
    if kind == "literal_error":
        return "is not one of the words allowed here", f"write {context['expected'].replace(chr(39), '')}", None
    if kind == "string_type":
        return "is not text", "write plain text", None
    if kind in ("dict_type", "model_type"):
        return "is not a set of keys", _keys_remedy(path, value), None
    if kind == "too_short":
        return "is empty", empty_remedy(path), None
    return details["msg"], "see `archpers schema`", None


def _unknown_key(path: KeyPath) -> tuple[str, KeyPath]:
    """Say what to do about a key that the schema does not have there, and for which path it most likely stands."""
    block, key = _block_at(path[:-1]), path[-1]
    if len(path) == 1 and key in Scenario.model_fields:  # which only a region does not know
        return "in a region every authority has its own; move it below the authority's name", ()
    begun = [name for name in (block.model_fields if block else ()) if name.startswith(f"{key}_")]
    if len(path) > 1 and len(begun) == 1:  # release.cost is release.cost_per_hour, more likely than the block cost
        return f"did you mean {begun[0]}?", (*path[:-1], begun[0])
    if key in Scenario.model_fields:
        return "write it at the top level, without indentation", (key,)
    known = {**(block.model_fields if block else {}), **(Region.model_fields if block is Scenario else {})}
    meant = closest(key, known)
    for name, home in _blocks().items():
        plural = meant in (f"{key}s", key.removesuffix("s"))
        if home is not block and key in home.model_fields and key not in _ANYWHERE and not plural:
            return f"write it below {name}:, indented by two spaces", _in_block(path, name)
    if meant:
        return f"did you mean {meant}?", (*path[:-1], meant)
    return f"write one of {', '.join(known)}" if known else "delete it", ()


def _in_block(path: KeyPath, name: str) -> KeyPath:
    """Return where a key stands once it is moved to a block of the top level, or of the authority that it is below."""
    own = path[:2] if path[0] == "authorities" and name in System.model_fields else ()
    return (*own, name, path[-1])


@cache
def _blocks() -> dict[str, type[BaseModel]]:
    """Return the blocks of the top level, by their keys."""
    found = {name: next(blocks(field.annotation), None) for name, field in Scenario.model_fields.items()}
    return {name: block for name, block in found.items() if block is not None and block is not Figure}


def _block_at(path: KeyPath) -> type[BaseModel] | None:
    """Find the block of the schema that a path leads to."""
    block: type[BaseModel] | None = Region if path[:1] == ("authorities",) else Scenario
    for key in path:
        if block is not None and key in block.model_fields:
            block = next(blocks(block.model_fields[key].annotation), None)
    return block


def _field(path: KeyPath) -> FieldInfo | None:
    block = _block_at(path[:-1])
    return block.model_fields.get(path[-1]) if block else None


def _example(path: KeyPath) -> str:
    if _block_at(path[:-1]) is Figure and path[-1] in ("value", "low", "high"):
        return _example(path[:-1])
    field = _field(path)
    if field is None or field.examples:
        return str(field.examples[0]) if field and field.examples else "..."
    return "..." if next(blocks(field.annotation), None) in (None, Figure) else "and its keys below it"


def empty_remedy(path: KeyPath) -> str:
    """Say what to write for a key that stands without a value."""
    key, field = path[-1], _field(path)
    if re.fullmatch(r"[0-9]{3}(\.[0-9]*)?", key):
        return 'put a number that holds a comma in quotes: "1,500"'
    if path[-2:-1] and path[-2] in _ROWS:
        return f"write {key}: 0 if no time goes there"
    if field is None:
        return "write a value, or delete the key"
    return f"write {key}: {_example(path)}{'' if field.is_required() else ', or delete the key'}"


def _keys_remedy(path: KeyPath, value: Any) -> str:
    """Show how the keys of a block are written."""
    field, block = _field(path), _block_at(path)
    if field is not None and field.examples:
        return f"write {path[-1]}: {field.examples[0]}"
    fields = block.model_fields if block else {}
    first = next((f"{name}: {field.examples[0]}" for name, field in fields.items() if field.examples), "")
    without = ", without dashes" if isinstance(value, list) else ""
    return f"write its keys below it, such as {first or 'reform.crisis_share: 30%'}{without}"


def without_file(path: KeyPath, remedy: str, value: object) -> str:
    """Say what to do where the value is not in a file, but in `--set PATH=VALUE`."""
    if not path:  # of the file as a whole
        return remedy
    below = re.fullmatch(r"write it below (\w+):, indented by two spaces", remedy)
    if below:
        return f"say {_as_set(_in_block(path, below[1]), value)}"
    if remedy == "write it at the top level, without indentation":
        return f"say {_as_set(path[-1:], value)}"
    return re.sub(rf"^write {re.escape(path[-1])}: (.+?)(, or delete the key)?$", rf"say {_as_set(path)}", remedy)


def _as_set(path: KeyPath, value: object = None) -> str:
    example = value if isinstance(value, str) else _example(path)
    text = f"{path_text(path)}={example}"
    return f"--set '{text}'" if re.search(r"[^\w.=%,-]", text) else f"--set {text}"
