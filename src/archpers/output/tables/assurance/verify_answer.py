"""The answer of `archpers verify`: which results are the same, what has changed, and which figures moved."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from archpers.output.present import Answer, DataRows, Display
from archpers.output.tables.table import Column, Row, Table
from archpers.results.records.differences import ABSENT, Difference
from archpers.results.records.verified import Verified
from archpers.rounding import significant
from archpers.what_if.messages import counted

_COLUMNS = ("result", "outcome", "path", "before", "after", "difference")
_ON_SCREEN = 30
"""So much of what moved stands on a screen; a file has all of it."""
_LONGEST = 30
"""Characters of a text that are shown; a data file has all of them."""


def verify_answer(found: Sequence[Verified]) -> Answer:
    """Answer whether saved results come out the same again."""

    def shown(on_screen: bool, *title: str) -> Display:
        tables = [_table(each, _ON_SCREEN if on_screen else None) for each in found if each.moved]
        return Display([*title, _total(found), *_lines(found, why_not=not on_screen)], tables)

    return Answer(
        layout=shown,
        paper=lambda: shown(False, "Saved results, run again"),
        rows=lambda: DataRows(_COLUMNS, _rows(found)),
        document=lambda: {"results": [_record(each) for each in found]},
        beside=(),
    )


def outcome(each: Verified) -> str:
    """Say in a word what has come of a result."""
    return "not run" if each.problem else "same" if each.same else "differs"


def _lines(found: Sequence[Verified], *, why_not: bool) -> Iterator[str]:
    """Say of each result what has come of it. why_not: also why one was not run, which is said as an error too."""
    words = {"same": "the same", "differs": "DIFFERS", "not run": "NOT RUN"}
    for each in found:
        said = [*each.causes, *([f"{counted(len(each.moved), 'thing', 'things')} moved"] if each.moved else [])]
        told = [each.problem] * why_not if each.problem else [*said, *each.notes]
        yield f"{each.file}: {words[outcome(each)]}{': ' if told else ''}{'; '.join(told)}"


def _total(found: Sequence[Verified]) -> str:
    outcomes = [outcome(each) for each in found]
    parts = [f"{outcomes.count('same')} the same", f"{outcomes.count('differs')} differ"]
    if "not run" in outcomes:
        parts.append(f"{outcomes.count('not run')} not run")
    return f"{counted(len(found), 'result', 'results')}: {', '.join(parts)}."


def _table(each: Verified, most: int | None) -> Table:
    columns = [Column("What moved", numeric=False), Column("Then"), Column("Now"), Column("Difference")]
    rows = [Row((own.path, *_pair(own), "" if own.moved is None else _signed(own.moved))) for own in each.moved[:most]]
    more = len(each.moved) - len(rows)
    where = "in a file, with -o FILE.csv, .md, .xlsx or .json."
    note = f"{counted(more, 'more stands', 'more stand')} {where}" if more else ""
    return Table(each.file, columns, rows, note)


def _pair(own: Difference) -> tuple[str, str]:
    """Write what stood there and what does now: of numbers as many digits as tell them apart, six at least."""
    if own.moved is not None:
        for digits in range(6, 17):
            pair = significant(own.before, digits), significant(own.after, digits)
            if pair[0] != pair[1]:
                return pair
    before, after = _text(own.before), _text(own.after)
    return _cut(before), _cut(after)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _text(value: Any) -> str:
    """Write what a document holds as it stands there; text without quotes."""
    if value is ABSENT:
        return "not there"
    return " ".join(value.split()) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _signed(moved: float) -> str:
    return f"{'+' if moved > 0 else ''}{significant(moved)}"


def _rows(found: Sequence[Verified]) -> Iterator[tuple[object, ...]]:
    for each in found:
        state = outcome(each)
        for text in (*each.causes, *each.notes, *([each.problem] if each.problem else [])):
            yield each.file, state, text, None, None, None
        for own in each.moved:
            yield each.file, state, own.path, _text(own.before), _text(own.after), own.moved
        if each.same and not each.notes:
            yield each.file, state, None, None, None, None


def _record(each: Verified) -> dict[str, Any]:
    return {
        "file": each.file,
        "outcome": outcome(each),
        "causes": each.causes,
        "notes": each.notes,
        "problem": each.problem or None,
        "moved": [
            {
                "path": own.path,
                "before": None if own.before is ABSENT else own.before,
                "after": None if own.after is ABSENT else own.after,
                "difference": own.moved,
                "only_in": "now" if own.before is ABSENT else "saved" if own.after is ABSENT else None,
            }
            for own in each.moved
        ],
    }
