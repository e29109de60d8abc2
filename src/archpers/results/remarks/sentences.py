"""Sentences with figures and conditions: said of numbers; of traced operands they are written down instead.

A page that calculates anew says the same words of its own numbers, under the same conditions. A condition of numbers is
a bool and a text of them is a str; what is written down counts as true, so that `if` goes on to write it.
"""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any, TypeAlias

from archpers import rounding
from archpers.model.definition import Operand
from archpers.model.trace import Name, Traced, names_in

Text: TypeAlias = Any  # a str, or a Written one
Condition: TypeAlias = Any  # a bool, or a Written one


class Written:
    """A text or a condition that rests on traced operands."""

    __slots__ = ("operation", "parts")

    def __init__(self, operation: str, *parts: Any) -> None:
        self.operation = operation
        """`visible` or `grouped` (of a number, decimals), `text` (a template, texts), `if` (a condition, two texts),
        `listed` (rows, a separator), `ranked` (rows), `count` (conditions), `exists` (a number), or one of < and or
        not."""
        self.parts = parts


_WRITTEN = {Traced, Written}


def _is_written(*values: Any) -> bool:
    return not _WRITTEN.isdisjoint(map(type, values))


def visible(value: Operand, decimals: int) -> Text:
    """Write a number as `rounding.visible` does."""
    return Written("visible", value, decimals) if _is_written(value) else rounding.visible(value, decimals)


def grouped(value: Operand, decimals: int) -> Text:
    """Write a number as `rounding.grouped` does."""
    return Written("grouped", value, decimals) if _is_written(value) else rounding.grouped(value, decimals)


def percentage(share: Operand) -> Operand:
    """Return a share [fraction] times 100, to be rounded."""
    return share * 100 if _is_written(share) else rounding.percentage(share)


def text(template: str, *parts: Text) -> Text:
    """Put texts in the place of each {} of a template."""
    return Written("text", template, *parts) if _is_written(*parts) else template.format(*parts)


def said(condition: Condition, own: Text, otherwise: Text = "") -> Text:
    """Return a text where a condition holds, else the other."""
    if _is_written(condition):
        return Written("if", condition, own, otherwise)
    return own if condition else otherwise


def listed(rows: Iterable[tuple[Condition, Text]], separator: str = ", ") -> Text:
    """Put the texts together whose condition holds."""
    every = list(rows)
    if _is_written(*(part for row in every for part in row)):
        return Written("listed", every, separator)
    return separator.join(own for condition, own in every if condition)


def ranked(rows: Iterable[tuple[Operand, Condition, Text]]) -> Text:
    """Put the texts together whose condition holds, in the order of a number."""
    every = list(rows)
    if _is_written(*(part for row in every for part in row)):
        return Written("ranked", every)
    return ", ".join(own for _, condition, own in sorted(every, key=lambda row: row[0]) if condition)


def count(conditions: Iterable[Condition]) -> Text:
    """Write how many conditions hold."""
    every = list(conditions)
    return Written("count", every) if _is_written(*every) else str(sum(map(bool, every)))


def less(one: Operand, other: Operand) -> Condition:
    """Say whether a number is less than another; not where one of them does not exist."""
    return Written("<", one, other) if _is_written(one, other) else bool(one < other)


def exists(value: Operand) -> Condition:
    """Say whether a number exists: neither a division by zero nor beyond any float."""
    return Written("exists", value) if _is_written(value) else isfinite(value)


def both(*conditions: Condition) -> Condition:
    """Say whether all conditions hold."""
    if not _is_written(*conditions):
        return all(conditions)
    return all(conditions) and Written("and", [own for own in conditions if _is_written(own)])


def either(*conditions: Condition) -> Condition:
    """Say whether any condition holds."""
    if not _is_written(*conditions):
        return any(conditions)
    plain = [own for own in conditions if not _is_written(own)]
    return any(plain) or Written("or", [own for own in conditions if _is_written(own)])


def unless(condition: Condition) -> Condition:
    """Say whether a condition does not hold."""
    return Written("not", condition) if _is_written(condition) else not condition


def names_said(own: Any) -> Iterator[Name]:
    """Yield the names of all numbers that a text or a condition rests on."""
    if isinstance(own, Traced):
        yield from names_in(own)
    elif isinstance(own, Written):
        yield from names_said(own.parts)
    elif isinstance(own, list | tuple):
        for part in own:
            yield from names_said(part)
