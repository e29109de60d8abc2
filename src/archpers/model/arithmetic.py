"""Arithmetic that formulas use on floats, arrays and traced operands alike."""

import math
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add, mul

from archpers.model.definition import Operand


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


def above(x: Operand, floor: Operand) -> Operand:
    """Return the part of x above a floor, 0 below it [unit of x]; scalar or array; NaN where one of them is."""
    if isinstance(x, int | float) and isinstance(floor, int | float):
        beyond = x - floor
        return 0.0 if beyond <= 0 else beyond
    if hasattr(x, "traced_above"):
        return x.traced_above(floor)
    if hasattr(floor, "traced_above"):
        return floor.traced_above(x, reflected=True)
    import numpy as np  # an operand is an array, so numpy is loaded already

    return np.maximum(np.subtract(x, floor), 0.0)


def total(parts: Mapping[str, Operand]) -> Operand:
    """Add up the values of a family [unit of the parts]; scalar or array. An empty family gives 0."""
    return added(parts.values())


def added(parts: Iterable[Operand]) -> Operand:
    """Add up operands one after the other [unit of the parts]; scalar or array; 0 for none.

    Python's own `sum` adds floats otherwise than arrays, and otherwise from version 3.12 on than before.
    """
    return reduce(add, parts, 0)


def product(parts: Mapping[str, Operand]) -> Operand:
    """Multiply the values of a family, one after the other [product of their units]; scalar or array; 1 for none."""
    return reduce(mul, parts.values()) if parts else 1
