"""The columns that a table may have, and what a heading means: its words and units are those of the model."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from archpers.model.registry import described
from archpers.scenario.inputs import MEMBER, every_field
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.numbers import Kind
from archpers.scenario.reading.spelling import closest, plain
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.later import blocks, parts
from archpers.scenario.schema.fields.text_fields import Year
from archpers.scenario.schema.scenario import System
from archpers.units import Unit

EXAMPLE = "e.g. "
"""Begins the line of a heading that is an example."""


class InputColumn(NamedTuple):
    """What may stand in a column."""

    path: KeyPath
    """Where a scenario file has it, below the authority."""
    label: str
    meaning: str
    example: str
    unit: Unit | None = None
    """None for text."""
    kind: Kind | None = None
    forms: frozenset[str] = frozenset()
    """What its heading may be without the unit, as `spelling.plain` writes it."""
    briefly: frozenset[str] = frozenset()
    """The same with the unit in brackets."""
    percent: bool = False
    """Whether the heading says that its numbers are percentages."""

    @property
    def heading(self) -> str:
        """The heading with its unit, as it is written."""
        return f"{self.label} [{self.unit}]" if self.unit else self.label


NAMES = InputColumn(
    ("name",),
    "Name",
    "Name of the team or authority",
    "North team",
    forms=frozenset(("name", "authority", "team", "local_authority")),
)
"""The column with the names."""


class UnknownHeadingError(Exception):
    """A heading that means nothing, or more than one thing: what is wrong, and what to write."""


@cache
def every_column() -> tuple[InputColumn, ...]:
    """Return every column that there may be, in the order of the schema."""
    years = {path[:-1]: (path, words) for path, words in _years(System, ())}
    found: list[InputColumn] = []
    for field in every_field():
        own, axis = described(field.name), described(field.name).axis
        if MEMBER in field.path or field.path[0] not in (*System.model_fields, "reform"):
            continue
        if field.path[:-1] in years:
            path, words = years.pop(field.path[:-1])
            found.append(_text_column(path, words))
        names = (field.name, own.label)
        if axis is None:
            forms = frozenset(map(plain, (path_text(field.path), *names)))
            found.append(InputColumn(field.path, own.label, own.words, field.example, own.unit, field.kind, forms))
        for key, label in axis.members.items() if axis else ():
            path, called = (*field.path, key), {key, label}
            forms = frozenset(
                plain(f"{word} {member}") for word in (path_text(field.path), *names) for member in called
            )
            words = f"{own.label}: {label}"
            briefly = frozenset(map(plain, called))
            found.append(InputColumn(path, words, own.words, field.kind.example, own.unit, field.kind, forms, briefly))
    return tuple(found)


def _text_column(path: KeyPath, words: str) -> InputColumn:
    label = path_text(path)
    return InputColumn(path, label, words, "2026-27", forms=frozenset((plain(label),)))


def _years(block: type[BaseModel], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Find the financial years of a block, which give numbers that belong to them: path and description."""
    for key, field in block.model_fields.items():
        if Year in parts(field.annotation):
            yield (*path, key), field.description or ""
        for below in blocks(field.annotation):
            yield from _years(below, (*path, key))


def find(heading: str) -> InputColumn:
    """Find what a heading means. Raises UnknownHeadingError."""
    text = " ".join(heading.partition(f"\n{EXAMPLE}")[0].split())
    match = re.fullmatch(r"(.*?)\s*[\[(]([^\[\]()]*)[\])]", text)
    base, said = (match[1], match[2]) if match else (text, "")
    word = plain(base)
    if word in NAMES.forms:
        return NAMES
    exact = [column for column in every_column() if word in column.forms]
    brief = [column for column in every_column() if word in column.briefly]
    fitting = [column for column in exact if not said or _fits(column.unit, said, whole=False)]
    fitting = fitting or [column for column in brief if said and _fits(column.unit, said, whole=True)]
    if len(fitting) == 1:
        return fitting[0]._replace(percent=_plain_unit(said) in _PERCENT)
    raise UnknownHeadingError(*_unknown(base, said, exact, brief))


def _unknown(base: str, said: str, exact: list[InputColumn], brief: list[InputColumn]) -> tuple[str, str]:
    if exact:
        return f"{said!r} is not its unit", f"write the figures in {exact[0].unit}, and {exact[0].heading}"
    if brief:
        wrong = f"{said!r} is the unit of none of them" if said else "can be several things"
        return wrong, f"write {' or '.join(f'{base} [{column.unit}]' for column in brief)}"
    words: Mapping[str, str] = {
        word: path_text(column.path)
        for column in every_column()
        for word in (path_text(column.path), _tail(column), column.label)
    }
    near = closest(base, words, len(words))
    meant = f"did you mean {words[near]}? If not, " if near else ""
    return (
        "is no heading that is known",
        f"{meant}delete the column, or see the sheet Columns of `archpers init FILE.xlsx`",
    )


def _tail(column: InputColumn) -> str:
    """Return the last keys of a column's path, by which people call it."""
    return path_text(column.path[-2:]) if column.briefly else column.path[-1]


_PERCENT = ("%", "percent")


def _plain_unit(said: str) -> str:
    return re.sub(r"\s*(?:/|\b(?:per|an?)\b)\s*", "/", said.casefold()).strip()


def _fits(unit: Unit | None, said: str, *, whole: bool) -> bool:
    """Say whether what stands in brackets is a unit; whole: not only what it counts, as in `[£]`."""
    if unit is None:
        return False
    known = {_plain_unit(unit.text), *(_PERCENT if unit.is_share else ())}
    return _plain_unit(said) in (known if whole else {*known, _plain_unit(unit.text).partition("/")[0]})
