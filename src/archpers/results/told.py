"""What is told: which quantities a result has, from what a file gives."""

import math
from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import Any

from archpers.model import INPUTS, QUANTITIES
from archpers.model.pooling import as_one_authority
from archpers.model.registry import described

Values = Mapping[str, Any]
"""Name of an input or quantity -> value, or for a family member -> value; what is not estimated is left out."""


def told_of(given: Values) -> frozenset[str]:
    """Return the inputs and quantities that a result has of what is given, where they can be estimated.

    Of the optional ones those that rest on something optional which is given, and those that others need.
    """
    return _told(frozenset([name for name, value in given.items() if value is not None]))


def told_as_one(authorities: Iterable[Values]) -> frozenset[str]:
    """Return the quantities that the result of several authorities as one has, from what is given in each."""
    told = [told_of(given) for given in authorities]
    there: dict[str, Any] = {name: {} if described(name).axis else math.nan for name in frozenset().union(*told)}
    return told_of(as_one_authority([{name: there[name] for name in own} for own in told]))


@cache
def _told(given: frozenset[str]) -> frozenset[str]:
    there = {name for name in (*given, *QUANTITIES) if _is_estimable(name, given)}
    tables = {table for name in given if name in INPUTS and described(name).optional for table in described(name).shown}
    waiting = [
        name
        for name in there
        if not described(name).optional
        or ((_is_given_below(name, given) or tables & _only_shown_in(name)) and not _is_unknown_part(name, given))
    ]
    told = set(given)
    while waiting:
        name = waiting.pop()
        if name not in told and _is_estimable(name, given):
            told.add(name)
            waiting.extend(described(name).parameters)
    return frozenset(name for name in told if name in given or name in QUANTITIES)


@cache
def _is_estimable(name: str, given: frozenset[str]) -> bool:
    """Say whether a quantity's value follows from what is given, perhaps for some members of its family only."""
    own = described(name)
    if name in given or own.formula is None:
        return name in given or own.neutral is not None
    return (any if own.among else all)(_is_estimable(each, given) for each in own.parameters)


@cache
def _is_given_below(name: str, given: frozenset[str]) -> bool:
    """Say whether something optional that a quantity rests on is given, or may be marked by the file."""
    return described(name).marked_by_file or any(
        described(each).optional and not described(each).given_apart if each in given else _is_given_below(each, given)
        for each in described(name).parameters
    )


def _is_unknown_part(name: str, given: frozenset[str]) -> bool:
    """Say whether a quantity is only in what is given as a whole, with inputs that nobody stated: it is not nothing."""
    return name not in given and _is_superseded(name, given) and _rests_on_unstated(name, given)


@cache
def _is_superseded(name: str, given: frozenset[str]) -> bool:
    users = [own.name for own in QUANTITIES.values() if name in own.parameters]
    return bool(users) and all(user in given or _is_superseded(user, given) for user in users)


@cache
def _rests_on_unstated(name: str, given: frozenset[str]) -> bool:
    return name not in given and (
        described(name).formula is None or any(_rests_on_unstated(each, given) for each in described(name).parameters)
    )


def _only_shown_in(name: str) -> set[str]:
    """Return the tables of a quantity that rests on nothing optional but what these have: it is told where they are."""
    own, parameters = described(name), [described(each) for each in described(name).parameters]
    apart = [each.name for each in parameters if each.optional and each.block]
    return {*own.shown} if all({*own.shown} & _only_shown_in(each) for each in apart) else set()


def is_told(name: str, values: Values, apart: Container[str] = ()) -> bool:
    """Say whether a result has a quantity: all have those that are not optional, estimated or not.

    apart: what the file gives though it is a quantity elsewhere.
    """
    return name not in apart and (name in values or not described(name).optional)
