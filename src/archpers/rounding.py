"""Rounding for display: half up at the printed precision, never in a calculation; and as some published figures are."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from math import isfinite

NO_VALUE = "(no value)"
"""What stands for a number that is beyond any float, or rests on a division by zero, within a sentence."""
TOO_LONG = 10**15
"""From here on a float does not hold every whole number, so its last digits mean nothing."""
_ANY_FLOAT = Context(prec=400)  # the largest float has 309 digits before the point


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Round a finite number half up (half away from zero for negatives) to so many decimals.

    It rounds the shortest decimal text that stands for the number, so 2.675 becomes 2.68 as on paper.
    """
    return _quantized(value, decimals, ROUND_HALF_UP)


def whole_percent(share: float) -> Decimal:
    """Round a share [fraction] half up to a whole percent: the authors did, and so does whoever repeats their way."""
    return rounded(share, 2)


def truncated(value: float, decimals: int) -> Decimal:
    """Cut a finite number off after so many decimals: some published figures are, and only those."""
    return _quantized(value, decimals, ROUND_DOWN)


def rounded_up(value: float, decimals: int) -> Decimal:
    """Round a finite number up to so many decimals: one published figure is, and no other."""
    return _quantized(value, decimals, ROUND_CEILING)


def grouped(value: float | Decimal, decimals: int) -> str:
    """Write a number half up with so many decimals and commas: `4,373,478`; one that does not exist in words.

    One of more digits than a float can hold is written with its power of ten: `9.09091e305`.
    """
    if not _exists(value):
        return NO_VALUE
    return with_power(value, 6) if abs(_exact(value)) >= TOO_LONG else f"{rounded(value, decimals):,f}"


def with_power(value: float | Decimal, digits: int) -> str:
    """Write a finite number with so many significant digits and its power of ten: `1.2e-20`."""
    mantissa, power = f"{_exact(value):.{digits - 1}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(power)}"


def visible(value: float | Decimal, decimals: int) -> str:
    """Write a finite number as `grouped` does, with two significant digits where it would look like 0 and is not."""
    small = _exists(value) and value and not rounded(value, decimals)
    return significant(value, 2) if small else grouped(value, decimals)


def significant(value: float | Decimal, digits: int = 6) -> str:
    """Write a finite number half up with so many significant digits, its whole part never cut: `0.307355`, `385,000`.

    What would need more than 15 decimals is written with its power of ten: `1.2e-20`.
    """
    decimals = digits - 1 - _exact(value).adjusted() if value else 0
    if decimals > 15 + digits:
        return with_power(value, digits)
    text = grouped(value, min(max(decimals, 0), 15 + digits))
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def percentage(share: float) -> float | Decimal:
    """Return a share [fraction] times 100, to be rounded; exactly where no float can hold that."""
    return share * 100 if abs(share) < 1e306 else _exact(share) * 100


def _exists(value: float | Decimal) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else isfinite(value)


def _exact(value: float | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def _quantized(value: float | Decimal, decimals: int, way: str) -> Decimal:
    result = _exact(value).quantize(Decimal(1).scaleb(-decimals), way, _ANY_FLOAT)
    return abs(result) if result == 0 else result  # never "-0"
