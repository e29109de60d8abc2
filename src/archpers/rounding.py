"""The one rounding for display: half up at the printed precision, never in a calculation."""

from decimal import ROUND_HALF_UP, Context, Decimal

_ANY_FLOAT = Context(prec=400)  # the largest float has 309 digits before the point


def rounded(value: float, decimals: int) -> Decimal:
    """Round a finite number half up (half away from zero for negatives) to so many decimals.

    It rounds the shortest decimal text that stands for the number, so 2.675 becomes 2.68 as on paper.
    """
    unit = Decimal(1).scaleb(-decimals)
    result = Decimal(repr(float(value))).quantize(unit, ROUND_HALF_UP, _ANY_FLOAT)
    return abs(result) if result == 0 else result  # never "-0"


def grouped(value: float, decimals: int) -> str:
    """Write a finite number half up with so many decimals and commas between the thousands: `4,373,478`."""
    return f"{rounded(value, decimals):,f}"


def significant(value: float, digits: int = 6) -> str:
    """Write a finite number half up with so many significant digits, its whole part never cut: `0.307355`, `385,000`.

    Beyond 15 decimals nothing is shown.
    """
    decimals = digits - 1 - Decimal(repr(float(value))).adjusted() if value else 0
    text = grouped(value, min(max(decimals, 0), 15))
    return text.rstrip("0").rstrip(".") if "." in text else text
