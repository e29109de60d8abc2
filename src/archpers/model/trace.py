"""Traced operands: put into a formula of the model, they write it down instead of computing it.

    step = steps(("hours_per_person",), given)["hours_per_person"]
    words(step)                       # total_hours / people_served
    excel(step, cell_of)              # IF(C9=0,NA(),C8/C9)
    javascript(step, variable_of)     # ratio(total_hours, people_served)

`steps` gives one formula a quantity. `evaluate` with what `named` returns as its given values gives the whole chain
down to them as one expression. Every rendering computes what the formula does, operation by operation in the same
order, and a ratio with nothing to divide by is NaN in Python and JavaScript and #N/A in a workbook.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from archpers.model.definition import Belonging, Value
from archpers.model.registry import AXES, QUANTITIES, described, evaluate

JAVASCRIPT_FUNCTIONS = """\
const ratio = (numerator, denominator) => denominator === 0 ? NaN : numerator / denominator;
const ranked = (position, ...values) => values.sort((a, b) => a - b)[position - 1];
"""
"""What expressions in JavaScript call."""

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_ATOM = 3


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
    return evaluate((name,), operands, belonging).get(name, {})


_ANY = ("1", "…", "n")


class _Members(dict[str, Traced]):
    """A family of any members; one that a formula names by its key is there too."""

    def __init__(self, name: str) -> None:
        super().__init__(named(name, dict.fromkeys(_ANY)))
        self.name = name

    def __missing__(self, key: str) -> Traced:
        return Traced("name", Name(self.name, key, None))


def in_general(name: str) -> str:
    """Write a quantity's formula for any scenario; of a sum over a family it shows the first and the last member."""
    own = QUANTITIES[name]
    if own.among:
        return " or ".join(own.among)
    operands = {
        parameter: _Members(parameter) if described(parameter).axis else named(parameter)
        for parameter in own.parameters
    }
    belonging = {axis.name: dict.fromkeys(_ANY, _ANY[0]) for axis in AXES.values() if axis.belongs_to}
    traced = evaluate((name,), operands, belonging)[name]

    alike = (own.axis, own.axis and AXES.get(own.axis.belongs_to))

    def written(operand: Name) -> str:
        if operand.key is None or described(operand.name).axis in alike:
            return operand.name
        return operand.key if operand.key == "…" else f"{operand.name}[{operand.key}]"

    return words(traced[_ANY[0]] if own.axis else traced, written)


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


class Notation(NamedTuple):
    """How an expression is written."""

    name: Callable[[Name], str]
    number: Callable[[float], str]
    signs: Mapping[str, str]
    ratio: Callable[[str, str, str], str] | None
    """From numerator and denominator, and both divided; None where the sign alone does it."""
    rank: Callable[[int, Sequence[str]], str]
    maximum: str = ""
    """How the larger of `{}` and 0 is written; empty: `above(x, floor)` stands as it is."""


def exact(value: float) -> str:
    """Write a number so that Python, JavaScript and a spreadsheet read the same number back."""
    return repr(value)


def _smallest(position: int, parts: Sequence[str]) -> str:
    return f"smallest({position})"


def words(
    traced: Traced,
    name: Callable[[Name], str] = str,
    number: Callable[[float], str] = exact,
    rank: Callable[[int, Sequence[str]], str] = _smallest,
) -> str:
    """Write the formula for people; name says how a name is written, for example by its number."""
    return write(traced, Notation(name, number, {sign: f" {sign} " for sign in _STRENGTH}, None, rank))


def excel(traced: Traced, cell: Callable[[Name], str]) -> str:
    """Write the formula for a workbook, without the equals sign; cell gives the reference of a name.

    The values that are ranked must stand side by side, in order, with nothing but text between them.
    """

    def guarded(numerator: str, denominator: str, divided: str) -> str:
        return f"IF({denominator}=0,NA(),{divided})"

    def smallest(position: int, parts: Sequence[str]) -> str:
        return f"SMALL({parts[0]}:{parts[-1]},{position})"

    signs = {sign: sign for sign in _STRENGTH}
    notation = Notation(
        cell,
        lambda value: exact(value).upper(),
        signs,
        guarded,
        smallest,
        "MAX({},0)",
    )
    return write(traced, notation)


def javascript(traced: Traced, variable: Callable[[Name], str]) -> str:
    """Write the formula in JavaScript, with JAVASCRIPT_FUNCTIONS; variable gives the reference of a name."""

    def call(numerator: str, denominator: str, divided: str) -> str:
        return f"ratio({numerator}, {denominator})"

    signs = {sign: f" {sign} " for sign in _STRENGTH}
    ranked = "ranked({}, {})"
    notation = Notation(
        variable,
        exact,
        signs,
        call,
        lambda position, parts: ranked.format(position, ", ".join(parts)),
        "Math.max({}, 0)",
    )
    return write(traced, notation)


def write(traced: Traced, notation: Notation) -> str:
    """Write an expression in a notation, with the parentheses that keep the order of its operations, and no more."""
    return _written(traced, notation)[0]


def _written(traced: Traced, notation: Notation) -> tuple[str, int]:
    """Return the text, and how strongly its outermost operation binds.

    A long sum is nested as deep as it is long, to the left; going down there in a loop spares Python's stack.
    """
    spine = []
    while traced.operation in _STRENGTH:
        spine.append(traced)
        traced = traced.parts[0]
    text, strength = _leaf(traced, notation)
    for operation in reversed(spine):
        own = _STRENGTH[operation.operation]
        right, right_strength = _written(operation.parts[1], notation)
        left = text if strength >= own else f"({text})"
        divided = f"{left}{notation.signs[operation.operation]}{right if right_strength > own else f'({right})'}"
        if operation.operation == "/" and notation.ratio and not _never_zero(operation.parts[1]):
            text, strength = notation.ratio(text, right, divided), _ATOM
        else:
            text, strength = divided, own
    return text, strength


def _leaf(traced: Traced, notation: Notation) -> tuple[str, int]:
    if traced.operation == "name":
        text = notation.name(traced.parts[0])
    elif traced.operation == "number":
        text = notation.number(traced.parts[0])
    elif traced.operation == "above":
        beyond = write(Traced("-", *traced.parts), notation)
        both = ", ".join(write(operand, notation) for operand in traced.parts)
        text = notation.maximum.format(beyond) if notation.maximum else f"above({both})"
    else:
        position, *operands = traced.parts
        text = notation.rank(position, [write(operand, notation) for operand in operands])
    return text, 0 if text.startswith("-") else _ATOM  # a minus sign is set apart from any other


def _never_zero(traced: Traced) -> bool:
    return traced.operation == "number" and traced.parts[0] != 0
