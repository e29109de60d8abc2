"""Axes of a sweep: which input is varied, and over which values, exactly as written.

reform.crisis_share=10%:30%:5%        from, to and step; both ends are points
reform.crisis_share=10%,15%,30%       a list
people_served=±20%                    the file's value and 20% of it less and more (also written +-20%)
people_served=±20%:5%                 the same in steps of 5% of it
people_served=-10%:+20%:5%            a percentage with a sign is always a change from the file's value
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

from archpers.errors import UsageError
from archpers.scenario.numbers import Kind, read_number
from archpers.scenario.overrides import split_at_equals
from archpers.sensitivity.levers import CHANGE, Lever
from archpers.sensitivity.vary import Baseline

FORMS = "write START:STOP:STEP, a list such as a,b,c, or a change such as ±20%"

_EXACT = 2**53  # whole numbers up to here, and powers of ten up to 1e22, are exact as floats
_MOST_DIGITS = 22


class Axis(NamedTuple):
    """An input that is varied, and its values: so many from start by step, or as listed."""

    lever: Lever
    size: int
    start: Decimal = Decimal(0)
    step: Decimal = Decimal(0)
    listed: tuple[Decimal, ...] = ()

    def at(self, index: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the values at these positions, each the float nearest to the decimal that is meant; no drift."""
        if self.listed:
            return np.array([float(value) for value in self.listed])[index]
        digits = max(0, *(-int(number.as_tuple().exponent) for number in (self.start, self.step)))
        first, step = (int(number.scaleb(digits)) for number in (self.start, self.step))
        if digits <= _MOST_DIGITS and abs(first) + abs(step) * self.size < _EXACT:
            return (first + step * index) / 10.0**digits
        return np.array([float(self.start + self.step * int(i)) for i in index.ravel()]).reshape(index.shape)

    def values(self) -> NDArray[np.float64]:
        """Return all values [the lever's unit]."""
        return self.at(np.arange(self.size))

    def baseline_index(self) -> int | None:
        """Return the position of the scenario's own value; None where it is not among the values."""
        found = np.flatnonzero(np.isclose(self.values(), self.lever.value, rtol=1e-12, atol=0.0))
        return int(found[0]) if found.size else None


def parse_axis(text: str, baseline: Baseline) -> Axis:
    """Read `PATH=START:STOP:STEP`, `PATH=a,b,c` or `PATH=±20%`. Raises UsageError that says what to write."""
    path, equals, values = split_at_equals(text)
    if not equals or not values.strip():
        raise UsageError(f"--vary {text}: a path and values are needed; write PATH=START:STOP:STEP or PATH=a,b,c")
    lever = baseline.lever(path)
    try:
        return _axis(lever, values.strip())
    except PydanticCustomError as error:
        context = error.context or {}
        raise UsageError(f"--vary {text}: {context['number']} {context['message']}; {context['remedy']}") from None
    except ValueError as error:
        raise UsageError(f"--vary {text}: {error}") from None


def _axis(lever: Lever, text: str) -> Axis:
    around = re.fullmatch(r"(?:±|\+-)([^:]+)(?::(.+))?", text)
    if around:
        text = f"-{around[1]}:+{around[1]}:{around[2]}" if around[2] else f"-{around[1]},+0%,+{around[1]}"
    parts = [part.strip() for part in text.split(":" if ":" in text else ",")]
    ends = parts[:2] if ":" in text else parts
    signed = [part[:1] in ("+", "-") and part.endswith("%") for part in ends]
    if any(signed) and not all(signed):
        raise ValueError("either all or none of the values are changes from the file's value; sign them all alike")
    if lever.change and not all(signed):
        raise ValueError(
            "each authority has a value of its own, so only a change of all alike has a meaning; write ±20%, "
            'or the path of one, such as authorities."NAME".people_served'
        )
    kind = CHANGE if all(signed) else lever.kind
    own = None if lever.change or not all(signed) else Decimal(repr(lever.value))
    if ":" in text:
        return _range(lever, parts, kind, own)
    listed = tuple(_of(own, _decimal(part, kind)) for part in parts)
    return Axis(lever, len(listed), listed=listed)


def _range(lever: Lever, parts: list[str], kind: Kind, own: Decimal | None) -> Axis:
    if len(parts) != 3:
        raise ValueError(f"a range has three parts; {FORMS}")
    start, stop, step = (_decimal(part, kind) for part in parts)
    if step == 0:
        raise ValueError("the step is 0; write how far one value lies from the next")
    steps = (Fraction(stop) - Fraction(start)) / Fraction(step)
    if steps < 0:
        raise ValueError(f"steps of {parts[2]} do not lead from {parts[0]} to {parts[1]}; turn the sign of the step")
    if steps.denominator != 1:
        raise ValueError(
            f"steps of {parts[2]} from {parts[0]} do not arrive at {parts[1]}, which should be a point; "
            "write an end that they reach"
        )
    first = _of(own, start)
    return Axis(lever, int(steps) + 1, first, _of(own, start + step) - first)


def _of(own: Decimal | None, value: Decimal) -> Decimal:
    """Return the value that is meant: as it stands, or the scenario's own changed by it."""
    return value if own is None else own * (1 + value)


def _decimal(text: str, kind: Kind) -> Decimal:
    """Read a number as its shortest decimal; one beyond the hard bounds is read too, since a sweep reports it."""
    anything = kind._replace(least=-np.inf, least_excluded=False, most=np.inf)
    try:
        return Decimal(repr(read_number(text, anything)))
    except PydanticCustomError as error:
        context = {**(error.context or {}), "number": text or "nothing"}
        raise PydanticCustomError("archpers", "{message}; {remedy}", context) from None
