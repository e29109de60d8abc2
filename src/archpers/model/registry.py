"""Named quantities: how a formula is registered, ordered and evaluated.

A quantity is one pure function whose name is the quantity and whose parameters are the quantities and inputs it
needs. `evaluate` computes those that are asked for, and only what they need, from whatever operands are put in:
floats, numpy arrays, or traced operands that write the formula down instead of computing it.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any, NamedTuple, TypeAlias

Operand: TypeAlias = Any  # float, numpy array or traced operand: whatever has the arithmetic operators
Value: TypeAlias = Any  # an Operand, or for a family a mapping from key to Operand

FUNCTION = "function"
FUNCTION_GROUP = "function_group"
BEST_SOURCE = "best_source"


class Input(NamedTuple):
    """A number the model takes in."""

    name: str
    unit: str
    meaning: str
    source: str
    each: str | None = None
    """The axis of a family (`function`, `best_source`): one value for each member; None for a single value."""


class Quantity(NamedTuple):
    """A number the model gives out, with the formula that defines it."""

    name: str
    unit: str
    meaning: str
    source: str
    formula: Callable[..., Operand]
    parameters: tuple[str, ...]
    each: str | None = None
    """The axis of a family (`function`, `function_group`, `best_source`); None for a single value."""


INPUTS: dict[str, Input] = {}
QUANTITIES: dict[str, Quantity] = {}


def declare(name: str, unit: str, meaning: str, source: str, each: str | None = None) -> None:
    """Register an input under its name, with unit, meaning and the published place that defines it."""
    INPUTS[name] = Input(name, unit, meaning, source, each)


def quantity(
    unit: str, source: str, each: str | None = None
) -> Callable[[Callable[..., Operand]], Callable[..., Operand]]:
    """Register the decorated formula as a quantity; its docstring's first paragraph is its meaning."""

    def register(formula: Callable[..., Operand]) -> Callable[..., Operand]:
        code = formula.__code__
        meaning = " ".join((formula.__doc__ or "").split("\n\n")[0].split())
        QUANTITIES[formula.__name__] = Quantity(
            formula.__name__, unit, meaning, source, formula, code.co_varnames[: code.co_argcount], each
        )
        return formula

    return register


def described(name: str) -> Input | Quantity:
    """Return the registered quantity or input of that name; KeyError if there is none."""
    return QUANTITIES[name] if name in QUANTITIES else INPUTS[name]


def ratio(numerator: Operand, denominator: Operand) -> Operand:
    """Divide, giving NaN where the denominator is zero [unit of numerator / unit of denominator]; scalar or array."""
    if isinstance(denominator, int | float) and isinstance(numerator, int | float):
        return numerator / denominator if denominator else math.nan
    if hasattr(numerator, "traced_ratio"):
        return numerator.traced_ratio(denominator)
    if hasattr(denominator, "traced_ratio"):
        return denominator.traced_ratio(numerator, reflected=True)
    import numpy as np  # an operand is an array, so numpy is loaded already

    numerator, denominator = np.asarray(numerator), np.asarray(denominator)
    quotient = np.full(np.broadcast_shapes(numerator.shape, denominator.shape), np.nan)
    return np.divide(numerator, denominator, out=quotient, where=denominator != 0)


def total(parts: Mapping[str, Operand]) -> Operand:
    """Add up the values of a family [unit of the parts]; scalar or array. An empty family gives 0."""
    return added(parts.values())


def added(parts: Iterable[Operand]) -> Operand:
    """Add up operands one after the other [unit of the parts]; scalar or array; 0 for none.

    Python's own `sum` adds floats otherwise than arrays, and otherwise from version 3.12 on than before.
    """
    return reduce(add, parts, 0)


def evaluate(
    wanted: Iterable[str], given: Mapping[str, Value], groups: Mapping[str, str] | None = None
) -> dict[str, Value]:
    """Compute the wanted quantities from the given values.

    wanted: names of quantities or inputs. given: name -> value; a value given for a quantity stands for its formula.
    groups: function -> function group, for the families over groups. A wanted quantity whose inputs are not all
    given is left out of the answer: it is not estimated. KeyError for a name that is not registered.
    """
    known: dict[str, Value | None] = dict(given)
    answer = {name: _value(name, known, groups or {}) for name in wanted}
    return {name: value for name, value in answer.items() if value is not None}


def _value(name: str, known: dict[str, Value | None], groups: Mapping[str, str]) -> Value | None:
    if name not in known:
        definition = described(name)
        if isinstance(definition, Input):
            known[name] = None
        else:
            arguments = {parameter: _value(parameter, known, groups) for parameter in definition.parameters}
            absent = any(value is None for value in arguments.values())
            known[name] = None if absent else _apply(definition, arguments, groups)
    return known[name]


def _apply(definition: Quantity, arguments: Mapping[str, Value], groups: Mapping[str, str]) -> Value:
    if definition.each is None:
        return definition.formula(**arguments)
    axis = FUNCTION if definition.each == FUNCTION_GROUP else definition.each
    families = {name: value for name, value in arguments.items() if described(name).each == axis}
    if definition.each == FUNCTION_GROUP:
        members = {
            group: [key for key in next(iter(families.values())) if groups[key] == group]
            for group in dict.fromkeys(groups.values())
        }
        slices = {
            group: {name: {key: family[key] for key in keys} for name, family in families.items()}
            for group, keys in members.items()
        }
    else:
        first, *others = families.values()
        keys = [key for key in first if all(key in other for other in others)]
        slices = {key: {name: family[key] for name, family in families.items()} for key in keys}
    return {key: definition.formula(**{**arguments, **part}) for key, part in slices.items()}
