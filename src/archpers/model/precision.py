"""What is nothing to the precision of its own terms: rounding dust, which is neither a deficit nor a surplus.

Hours that core and crisis service use up to the last one leave -1e-11 of them, since binary fractions are not exact.
A quantity whose sign is a verdict is held against the terms that it is the difference of.
"""

from collections.abc import Mapping
from functools import cache

from archpers.model.definition import Value
from archpers.model.registry import INPUTS, QUANTITIES, described

PRECISION = 1e-12
"""So small a part of its terms is nothing."""


def is_negligible(value: float, scale: float) -> bool:
    """Say whether a number is nothing beside terms of a size [both in the same unit]."""
    return abs(value) <= PRECISION * scale


@cache
def has_verdict(name: str) -> bool:
    """Say whether the sign of a quantity is a verdict: what is left of a whole, or is bad news below zero."""
    own = described(name)
    left = own.part is not None and own.part.remainder
    return own.axis is None and own.formula is not None and (own.negative_is_bad or left)


@cache
def terms_of(name: str) -> tuple[str, ...]:
    """Name what tells the size of a quantity's terms: the whole that it is a part of, or its parameters of its unit."""
    own = described(name)
    whole = [each for each in (*INPUTS, *QUANTITIES) if own.part and described(each).whole == own.part.whole]
    terms = [each for each in whole if described(each).unit == own.unit] or own.parameters
    return tuple(each for each in terms if described(each).unit == own.unit and not described(each).axis)


def least_scale(name: str) -> float:
    """Return the least size of a quantity's terms [unit of the quantity]: a share is of a whole, which is 1."""
    return 1.0 if described(name).unit.is_share else 0.0


def scale_of(name: str, values: Mapping[str, Value]) -> float:
    """Return the size of a quantity's terms among values [unit of the quantity]; 0 where they are not known."""
    sizes: list[float] = [abs(value) for each in terms_of(name) if (value := values.get(each)) is not None]
    return max([least_scale(name), *sizes])


def settled(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values with 0 for every verdict that is nothing to the precision of its terms."""
    nothing = {
        name: 0.0
        for name, value in values.items()
        if isinstance(value, float) and value and has_verdict(name) and is_negligible(value, scale_of(name, values))
    }
    return {**values, **nothing}
