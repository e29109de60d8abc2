"""Axes of a sweep: which input is varied, and over which values, exactly as written.

reform.crisis_share=10%:30%:5%        from, to and step; both ends are points
reform.crisis_share=10%,15%,30%       a list
people_served=±20%                    the file's value and 20% of it less and more (also written +-20%)
people_served=±20%:5%                 the same in steps of 5% of it
people_served=-10%:+20%:5%            a percentage with a sign is a change from the file's value, but for an input
                                      that may be negative itself: there the sign belongs to the value

A comma separates. Where what stands around it could be one number with a comma between thousands, it is refused, unless
that number is out of the question (`_refuse_thousands`).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

from archpers.arrays import Floats
from archpers.errors import UsageError
from archpers.scenario.overrides import split_at_equals
from archpers.scenario.reading.numbers import Kind, read_number
from archpers.what_if.baseline import Baseline
from archpers.what_if.questions import refuse_bare_percentage
from archpers.what_if.variable_inputs import CHANGE, VariableInput

FORMS = "write START:STOP:STEP, a list such as a,b,c, or a change such as ±20%"

_EXACT = 2**53  # whole numbers up to here, and powers of ten up to 1e22, are exact as floats
_MOST_DIGITS = 22
_OUT_OF_THE_QUESTION = 100
"""By so many times nobody varies an input: a number that large was not meant."""
_THOUSANDS = re.compile(r"(?<![\d.eE])[1-9]\d{0,2}(?:,\d{3})+(?!\d)", re.ASCII)
"""What could be one number with commas between thousands, or several without."""


class SweepAxis(NamedTuple):
    """An input that is varied, and its values: so many from start by step, or as listed."""

    variable: VariableInput
    size: int
    start: Decimal = Decimal(0)
    step: Decimal = Decimal(0)
    listed: tuple[Decimal, ...] = ()

    def at(self, index: NDArray[np.int64]) -> Floats:
        """Return the values at these positions, each the float nearest to the decimal that is meant; no drift."""
        if self.listed:
            return np.array([float(value) for value in self.listed])[index]
        digits = max(0, *(-int(number.as_tuple().exponent) for number in (self.start, self.step)))
        first, step = (int(number.scaleb(digits)) for number in (self.start, self.step))
        if digits <= _MOST_DIGITS and abs(first) + abs(step) * self.size < _EXACT:
            return (first + step * index) / 10.0**digits
        return np.array([float(self.start + self.step * int(i)) for i in index.ravel()]).reshape(index.shape)

    def values(self) -> Floats:
        """Return all values [the variable's unit]."""
        return self.at(np.arange(self.size))

    def baseline_index(self) -> int | None:
        """Return the position of the scenario's own value; None where it is not among the values."""
        found = np.flatnonzero(np.isclose(self.values(), self.variable.value, rtol=1e-12, atol=0.0))
        return int(found[0]) if found.size else None


def parse_axis(text: str, baseline: Baseline) -> SweepAxis:
    """Read `PATH=START:STOP:STEP`, `PATH=a,b,c` or `PATH=±20%`. Raises UsageError that says what to write."""
    path, equals, values = split_at_equals(text)
    if not path.strip() or not equals or not values.strip():
        raise UsageError(f"--vary {text}: a path and values are needed; write PATH=START:STOP:STEP or PATH=a,b,c")
    variable = baseline.variable(path)
    try:
        return _axis(variable, values.strip().replace("\u2212", "-"))  # the minus that word processors write
    except ValueError as error:
        raise UsageError(f"--vary {text}: {error}") from None


def _axis(variable: VariableInput, text: str) -> SweepAxis:
    around = re.fullmatch(r"(?:±|\+-)([^:]+)(?::(.+))?", text)
    if around:
        size, step = around.groups()
        is_range, parts = step is not None, [f"-{size}", f"+{size}", step] if step else [f"-{size}", "+0%", f"+{size}"]
    else:
        is_range, parts = ":" in text, [part.strip() for part in text.split(":" if ":" in text else ",")]
    ends = parts[:2] if is_range else parts
    may_be_negative = variable.kind.least < 0 and not variable.change  # a sign belongs to the value itself
    changes = bool(around) if may_be_negative else _are_changes(variable, ends)
    kind = CHANGE if changes else variable.kind
    own = None if variable.change or not changes else Decimal(repr(variable.value))
    if is_range:
        return _range(variable, parts, kind, own)
    if not around:
        _refuse_thousands(variable, text)
    listed = tuple(dict.fromkeys(_of(own, _decimal(part, kind)) for part in parts))
    return SweepAxis(variable, len(listed), listed=listed)


def _are_changes(variable: VariableInput, ends: Sequence[str]) -> bool:
    """Say whether values are changes from the scenario's own. Raises ValueError where it is not clear, or cannot be."""
    signed = [part for part in ends if part[:1] in ("+", "-")]
    percentages = [part for part in ends if part.endswith("%")]
    if any(not part.endswith("%") for part in signed):
        raise ValueError(
            "a value with a sign is a change, which is a percentage of the scenario's own value; "
            "write changes such as ±10%, or the values that are meant, without a sign"
        )
    if 0 < len(signed) < len(ends):
        raise ValueError("either all or none of the values are changes from the file's value; sign them all alike")
    if variable.change and not signed:
        raise ValueError(
            "each authority has a value of its own, so only a change of all alike has a meaning; write ±20%, "
            'or the path of one, such as authorities."NAME".people_served'
        )
    if percentages and not signed and not variable.kind.percent:
        raise ValueError(
            f"{percentages[0]} without a sign would be a share, which this is not; write ±{percentages[0]} for a "
            f"change, or values such as {plain(variable.kind.example)}"
        )
    if signed and not variable.change and not variable.value:
        raise ValueError(
            "the scenario's own value is 0, so a percentage of it is 0 as well; "
            f"write values such as {plain(variable.kind.example)}"
        )
    return bool(signed)


def _refuse_thousands(variable: VariableInput, text: str) -> None:
    """Refuse commas that could stand between thousands as well as between the values of a list."""
    for found in _THOUSANDS.finditer(text):
        groups = found[0].split(",")
        is_list = not any(group.startswith("0") for group in groups)
        if is_list and all(_out_of_the_question(variable, float("".join(pair))) for pair in pairwise(groups)):
            continue
        if not is_list:
            raise ValueError(f"a comma separates values here; write {found[0]} without commas, {plain(found[0])}")
        raise ValueError(
            f"{found[0]} could be one number or several; write {plain(found[0])} for one, "
            f'or "{", ".join(groups)}" for several, in quotes, with a space after each comma'
        )


def _out_of_the_question(variable: VariableInput, number: float) -> bool:
    """Say whether nobody can mean this value: no file could hold it, or it is far from the scenario's own."""
    return not variable.allows(number) or 0 < variable.value * _OUT_OF_THE_QUESTION <= number


def plain(number: str) -> str:
    """Write a number as it can stand in a list."""
    return number.replace(",", "")


def _range(variable: VariableInput, parts: list[str], kind: Kind, own: Decimal | None) -> SweepAxis:
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
    return SweepAxis(variable, int(steps) + 1, first, _of(own, start + step) - first)


def _of(own: Decimal | None, value: Decimal) -> Decimal:
    """Return the value that is meant: as it stands, or the scenario's own changed by it."""
    return value if own is None else own * (1 + value)


def _decimal(text: str, kind: Kind) -> Decimal:
    """Read a number as its shortest decimal; one beyond the hard bounds is read too, since a sweep reports it.

    A bare number beyond 1 is refused for a share: more likely a percentage without its sign than out of bounds.
    """
    anything = kind._replace(least=-np.inf, least_excluded=False, most=np.inf)
    try:
        value = read_number(text, anything)
        if kind.percent:
            refuse_bare_percentage(text, value)
    except PydanticCustomError as error:
        raise ValueError(f"{text or 'nothing'}: {error.message()}") from None
    return Decimal(repr(value))
