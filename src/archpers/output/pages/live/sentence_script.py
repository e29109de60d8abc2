"""Sentences in JavaScript: what the model says of numbers, written down so that a page says it of its own."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from archpers.model.renderings import exact, javascript
from archpers.model.trace import Name, Traced
from archpers.results.remarks.sentences import Written

Seen = Callable[[Name], str]
"""From a number to how the script reads it."""


def quoted(value: Any) -> str:
    """Write a value so that it can stand in a script, whatever characters a name holds."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def sentence(own: Any, seen: Seen) -> str:
    """Write a text, a condition or a number as an expression."""
    if isinstance(own, Traced):
        return javascript(own, seen)
    if isinstance(own, Written):
        return _written(own.operation, own.parts, seen)
    return exact(own) if isinstance(own, float) else quoted(own)


def _written(operation: str, parts: Any, seen: Seen) -> str:
    if operation == "text":
        template, *texts = parts
        return _joined(template.split("{}"), [sentence(own, seen) for own in texts])
    if operation == "ranked":
        rows = (f"[{', '.join(sentence(own, seen) for own in row)}]" for row in parts[0])
        return f"ranking([{', '.join(rows)}])"
    if operation == "listed":
        rows = (f"{_inner(condition, seen)} && {_inner(own, seen)}" for condition, own in parts[0])
        return f"[{', '.join(rows)}].filter(Boolean).join({quoted(parts[1])})"
    if operation in ("and", "or"):
        return (" && " if operation == "and" else " || ").join(_inner(own, seen) for own in parts[0])
    if operation == "count":
        return f"[{', '.join(sentence(own, seen) for own in parts[0])}].filter(Boolean).length"
    own = [sentence(part, seen) for part in parts]
    if operation == "if":
        return f"({own[0]}) ? {own[1]} : {own[2]}"
    if operation in ("<", "not"):
        return f"{own[0]} < {own[1]}" if operation == "<" else f"!({own[0]})"
    return f"{'Number.isFinite' if operation == 'exists' else operation}({', '.join(own)})"


def _inner(own: Any, seen: Seen) -> str:
    return f"({sentence(own, seen)})" if isinstance(own, Written) else sentence(own, seen)


def _joined(pieces: Iterable[str], texts: Iterable[str]) -> str:
    """Put expressions between the pieces of a template."""
    first, *others = pieces
    rest = [part for text, piece in zip(texts, others, strict=True) for part in (f"({text})", quoted(piece))]
    return " + ".join([quoted(first), *(part for part in rest if part != quoted(""))])
