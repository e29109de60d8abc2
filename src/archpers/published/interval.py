"""Exact interval arithmetic: what a formula gives when its inputs are known only to their last printed digit.

The ends are fractions, so nothing is lost on the way and a result that lies half-way between two printed digits lies
there exactly. An interval is an operand like any other: the formulas of the model take it as they take a float.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias, Union

_Operand: TypeAlias = Union["Interval", Fraction, int, float]


class Interval:
    """All numbers from low to high, both included; a single exact number where they are equal."""

    __slots__ = ("high", "low")

    def __init__(self, low: Fraction, high: Fraction | None = None) -> None:
        self.low = low
        self.high = low if high is None else high

    @property
    def exact(self) -> bool:
        """Whether it is a single number."""
        return self.low is self.high or self.low == self.high

    @property
    def middle(self) -> Fraction:
        """The middle of the interval; of a single number, that number."""
        return self.low if self.exact else (self.low + self.high) / 2

    def overlaps(self, other: "Interval") -> bool:
        """Tell whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: _Operand) -> "Interval":
        other = _interval(other)
        low = self.low + other.low
        return Interval(low, low if self.exact and other.exact else self.high + other.high)

    __radd__ = __add__

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    def __sub__(self, other: _Operand) -> "Interval":
        return self + -_interval(other)

    def __rsub__(self, other: _Operand) -> "Interval":
        return _interval(other) + -self

    def __mul__(self, other: _Operand) -> "Interval":
        other = _interval(other)
        if self.exact and other.exact:
            return Interval(self.low * other.low)
        products = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(products), max(products))

    __rmul__ = __mul__

    def __lt__(self, other: "Interval") -> bool:
        """Order single numbers; intervals are pooled end by end (see `pooled`)."""
        return self.low < other.low

    def traced_ratio(self, other: _Operand, *, reflected: bool = False) -> "Interval":
        """Divide, as `model.quantity.ratio` asks for. ZeroDivisionError where the divisor may be zero."""
        dividend, divisor = (_interval(other), self) if reflected else (self, _interval(other))
        if divisor.low <= 0 <= divisor.high:
            raise ZeroDivisionError("the divisor may be zero")
        low = 1 / divisor.high
        return dividend * Interval(low, low if divisor.exact else 1 / divisor.low)

    def traced_above(self, other: _Operand, *, reflected: bool = False) -> "Interval":
        """Return what lies above a floor, as `model.registry.above` asks for."""
        return _above(_interval(other), self) if reflected else _above(self, _interval(other))


def _above(x: Interval, floor: Interval) -> Interval:
    beyond, nothing = x - floor, Fraction(0)
    return Interval(max(beyond.low, nothing), max(beyond.high, nothing))


def pooled(pool: Callable[[Sequence[Interval]], Interval], values: Sequence[Interval]) -> Interval:
    """Pool intervals by a pool that grows with each of its values, such as a mean or a median: end by end."""
    if all(value.exact for value in values):
        return pool(values)
    return Interval(
        pool([Interval(value.low) for value in values]).low, pool([Interval(value.high) for value in values]).high
    )


def _interval(value: _Operand) -> Interval:
    return value if isinstance(value, Interval) else Interval(Fraction(value))
