"""Traced operands: put into a formula of the model, they write it down instead of computing it.

`steps` gives one formula a quantity. `evaluate` with what `named` returns as its given values gives the whole chain
down to them as one expression. `model/renderings.py` writes either.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from archpers.model.definition import Belonging, Value
from archpers.model.registry import QUANTITIES, evaluate


class Name(NamedTuple):
    """What a traced operand stands for: a quantity or input, its member of a family, the authority it is of."""

    name: str
    key: str | None = None
    authority: str | None = None

    def __str__(self) -> str:
        """Write `function_hours.first_contact`, and the authority in brackets."""
        text = self.name if self.key is None else f"{self.name}.{self.key}"
        return text if self.authority is None else f"{text}[{self.authority}]"


class Traced:
    """An operand that records what is done with it. It has no `/`: every division of the model is a `ratio`."""

    __slots__ = ("operation", "parts")
    __array_ufunc__ = None  # numpy leaves it alone

    def __init__(self, operation: str, *parts: Any) -> None:
        self.operation = operation
        """`name` (of a Name), `number` (of a number), `rank` (of a position and operands), `above` (of an operand and a
        floor), or one of + - * /."""
        self.parts = parts

    def __add__(self, other: Any) -> "Traced":
        return self if _is_zero(other) else Traced("+", self, _operand(other))

    def __radd__(self, other: Any) -> "Traced":
        return self if _is_zero(other) else Traced("+", _operand(other), self)

    def __sub__(self, other: Any) -> "Traced":
        return Traced("-", self, _operand(other))

    def __rsub__(self, other: Any) -> "Traced":
        return Traced("-", _operand(other), self)

    def __mul__(self, other: Any) -> "Traced":
        return Traced("*", self, _operand(other))

    def __rmul__(self, other: Any) -> "Traced":
        return Traced("*", _operand(other), self)

    def __neg__(self) -> "Traced":
        return Traced("*", _operand(-1), self)

    def traced_ratio(self, other: Any, *, reflected: bool = False) -> "Traced":
        """Record `ratio(self, other)`; with reflected, `ratio(other, self)`."""
        return Traced("/", _operand(other), self) if reflected else Traced("/", self, _operand(other))

    def traced_above(self, other: Any, *, reflected: bool = False) -> "Traced":
        """Record `above(self, other)`; with reflected, `above(other, self)`."""
        return Traced("above", _operand(other), self) if reflected else Traced("above", self, _operand(other))

    def traced_ranking(self, values: Sequence[Any]) -> "list[Traced]":
        """Record the values in ascending order: the smallest, the second smallest, and so on."""
        operands = [_operand(value) for value in values]
        return [Traced("rank", position, *operands) for position in range(1, len(operands) + 1)]


def _operand(value: Any) -> Traced:
    if isinstance(value, Traced):
        return value
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"{value!r} is neither a traced operand nor a finite number")
    return Traced("number", value)


def _is_zero(value: Any) -> bool:
    return isinstance(value, int | float) and value == 0  # where a sum starts


def named(name: str, like: Value = None, authority: str | None = None) -> Value:
    """Return a traced operand of that name, for a family (where `like` is a mapping) one for each of its keys."""
    if isinstance(like, Mapping):
        return {key: Traced("name", Name(name, key, authority)) for key in like}
    return Traced("name", Name(name, None, authority))


def steps(wanted: Iterable[str], given: Mapping[str, Value], belonging: Belonging | None = None) -> dict[str, Value]:
    """Trace every quantity that the wanted ones rest on, each by its own formula, operands before what needs them.

    The parameters are those of `evaluate`. What is given and what is not estimated have no step.
    """
    needed: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in QUANTITIES and (name not in given or QUANTITIES[name].among) and name not in needed:
            for parameter in QUANTITIES[name].parameters:
                visit(parameter)
            needed[name] = None

    for name in wanted:
        visit(name)
    parameters = {parameter for name in needed for parameter in QUANTITIES[name].parameters}
    values = evaluate([*needed, *parameters], given, belonging)
    return {name: step(name, values, belonging) for name in needed if name in values}


def step(name: str, values: Mapping[str, Value], belonging: Belonging | None = None) -> Value:
    """Trace one quantity by its own formula; values: its parameters, of which only the keys of families matter."""
    parameters = QUANTITIES[name].parameters
    operands = {parameter: named(parameter, values[parameter]) for parameter in parameters if parameter in values}
    found = evaluate((name,), operands, belonging).get(name, {})
    if isinstance(found, Mapping):
        return {key: _operand(own) for key, own in found.items()}
    return _operand(found)  # a sum over no members is a number


def names_in(traced: Traced) -> Iterator[Name]:
    """Yield the names that an expression holds, from left to right, each once."""
    seen = set()
    waiting = [traced]
    while waiting:
        current = waiting.pop()
        if current.operation == "name" and current.parts[0] not in seen:
            seen.add(current.parts[0])
            yield current.parts[0]
        waiting.extend(part for part in reversed(current.parts) if isinstance(part, Traced))
