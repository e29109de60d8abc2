"""Reading a result that a command has saved as JSON. It may come from anybody: nothing of it is taken on trust."""

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from pydantic import ValidationError

from archpers.results.result import RunRecord
from archpers.scenario.reading.text import refusal, shortened

MOST_BYTES = 100 * 1024 * 1024
"""A longer result is not read."""
_LONGEST_INTEGER = 300
"""Digits of an integer that is read as one; the largest float has 309."""
_DEEPEST = 100
"""Levels of a document that are read; no result has a tenth of them."""


class SavedResult(NamedTuple):
    """A result as it was saved."""

    file: str
    """As it was named; - for standard input."""
    document: dict[str, Any]
    run: RunRecord
    size: int
    """[bytes]"""

    @property
    def folder(self) -> Path:
        """Where it is, which is where its scenario is looked for first."""
        return Path() if self.file == "-" else Path(self.file).resolve().parent


def read_saved(file: str) -> SavedResult:
    """Read a saved result, from standard input for `-`. Raises ScenarioError with what keeps it from being run."""
    raw = _bytes(file)
    if len(raw) > MOST_BYTES:
        raise refusal(file, "", f"is larger than {MOST_BYTES // 1024**2} MiB", "verify a smaller result")
    document = _document(file, raw)
    if not isinstance(document, dict):
        raise refusal(file, "a list or a value", "is no result with a record of its run", _ANEW)
    if "run" not in document:
        raise refusal(file, "", "has no record of its run (`run`)", _ANEW)
    try:
        run = RunRecord.model_validate(document["run"], strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, ("run", *first["loc"])))
        raise refusal(file, where, f"is no record of a run ({first['msg']})", _ANEW) from None
    if not run.arguments:
        raise refusal(file, "run.arguments", "names no command", _ANEW)
    return SavedResult(file, document, run, len(raw))


_ANEW = "write it anew with -o FILE.json, by this version of archpers"


def _bytes(file: str) -> bytes:
    if not file:
        raise refusal("", "the name of the result", "is empty", "write one, or - for standard input")
    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise refusal(file, "a folder", "is not a file", "name the results in it, such as results/*.json") from None
    except (OSError, ValueError) as error:  # a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(file, "", f"cannot be read ({reason})", "name a result that can be read") from None


def _document(file: str, raw: bytes) -> Any:
    """Read JSON that means one thing: no key twice, no NaN, no number that a float does not hold."""
    try:
        document = _parsed(file, raw.decode("utf-8-sig"))
        deep = depth_of(document) > _DEEPEST
    except UnicodeDecodeError:
        raise refusal(file, "", "is not UTF-8", _ANEW) from None
    except json.JSONDecodeError as error:
        raise refusal(file, "", f"is no JSON document ({error.msg})", _ANEW, error.lineno, error.colno) from None
    except RecursionError:
        deep = True
    if deep:
        raise refusal(file, "", f"is nested more than {_DEEPEST} levels deep", _ANEW)
    return document


def _parsed(file: str, text: str) -> Any:
    def refuse(says: str, what: str) -> NoReturn:
        raise refusal(file, shortened(says), what, _ANEW)

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        own: dict[str, Any] = {}
        for key, value in found:
            if key in own:
                refuse(key, "is a key that stands there twice")
            own[key] = value
        return own

    def number(digits: str) -> float:
        value = float(digits)
        return value if math.isfinite(value) else refuse(digits, "is a number too large to hold")

    return json.loads(
        text,
        object_pairs_hook=pairs,
        parse_float=number,
        parse_int=lambda digits: number(digits) if len(digits) > _LONGEST_INTEGER else int(digits),
        parse_constant=lambda word: refuse(word, "is no number of JSON"),
    )


def depth_of(document: Any) -> int:
    """Return how deep lists and objects are nested in a document: 0 for a plain value."""
    depth, level = 0, [document]
    while level := [part for own in level for part in _below(own)]:
        depth += 1
    return depth


def _below(own: Any) -> Sequence[Any]:
    return list(own.values()) if isinstance(own, Mapping) else own if isinstance(own, list) else ()


def references(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the scenarios that a result is of: file as it was named -> SHA-256 of its bytes."""
    since = document.get("changed_since")
    lists = [document.get("scenarios"), document.get("variants")]
    single = [document.get("scenario"), since.get("scenario") if isinstance(since, Mapping) else None]
    found = [*single, *(each for several in lists if isinstance(several, list) for each in several)]
    return dict(_named(found))


def _named(found: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for each in found:
        if isinstance(each, Mapping) and isinstance(each.get("file"), str) and isinstance(each.get("sha256"), str):
            yield each["file"], each["sha256"]
