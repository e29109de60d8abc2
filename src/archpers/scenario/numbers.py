"""Numbers as people write them: `20%`, `4,373,478`, `£385,000`, `1E6`; never anything that could mean two things."""

import math
import re
from typing import NamedTuple

from pydantic_core import PydanticCustomError

_DECIMAL = r"(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_NUMBER = re.compile(rf"(?P<sign>[-+]?)(?P<pound>£ ?)?(?P<digits>{_DECIMAL}|{_GROUPED})(?P<percent> ?%)?", re.ASCII)


class Kind(NamedTuple):
    """What a number stands for: how it may be written, and the values that make sense."""

    example: str
    rule: str
    """The values that make sense, in words."""
    least: float = 0.0
    least_excluded: bool = False
    most: float = math.inf
    percent: bool = False
    """It may be written with a percent sign."""
    pounds: bool = False
    """It may be written with a pound sign."""


SHARE = Kind("20%", "a share lies between 0 and 1", most=1.0, percent=True)
MONEY = Kind("£385,000", "money is 0 or more", pounds=True)
WTE = Kind("11.5", "whole-time equivalents are more than 0", least_excluded=True)
PEOPLE = Kind("500", "the people served are more than 0", least_excluded=True)
DAYS = Kind("220", "working days a year lie between 0 and 366", least_excluded=True, most=366)
HOURS_A_DAY = Kind("7.4", "working hours a day lie between 0 and 24", least_excluded=True, most=24)
HOURS_A_YEAR = Kind("19,360", "hours a year are more than 0", least_excluded=True)
HOURS = Kind("2.5", "hours are 0 or more")


def problem(message: str, remedy: str) -> PydanticCustomError:
    """Make a validation error that carries what is wrong and what to write."""
    return PydanticCustomError("archpers", "{message}; {remedy}", {"message": message, "remedy": remedy})


def read_number(raw: object, kind: Kind) -> float:
    """Read a number of the given kind from a number or from text as people write it.

    Returns a finite float [the kind's unit; a share as a fraction]. Raises PydanticCustomError with message and remedy.
    """
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise problem("is not a number", f"write a number such as {kind.example}")
    value = _read_text(raw, kind) if isinstance(raw, str) else _as_float(raw)
    if not math.isfinite(value):
        raise problem("is not a finite number", f"write a number such as {kind.example}")
    if value < kind.least or value > kind.most or (kind.least_excluded and value == kind.least):
        raise problem(kind.rule, _remedy(value, kind))
    return value + 0.0  # -0.0 becomes 0.0


def printed_unit(text: str) -> float:
    """Return the unit of the last printed digit of a share's text, as a fraction: `0.9%` -> 0.001, `0.35` -> 0.01.

    A bare 0 or 1 is exact, so its unit is 0; the coarsest share that can be told apart has the unit 0.1.
    """
    mantissa, _, exponent = text.rstrip("% ").lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    if not decimals and not exponent and "%" not in text:
        return 0.0
    return min(float(f"1e{int(exponent or 0) - decimals - (2 if '%' in text else 0)}"), 0.1)


def _as_float(raw: float) -> float:
    try:
        return float(raw)
    except OverflowError:
        return math.inf


def _read_text(raw: str, kind: Kind) -> float:
    match = _NUMBER.fullmatch(raw.strip())
    if match is None:
        raise problem(*_misread(raw.strip(), kind))
    if match["pound"] and not kind.pounds:
        raise problem("this is not money", f"write it without £, such as {kind.example}")
    if match["percent"] and not kind.percent:
        raise problem("this is not a share", f"write it without %, such as {kind.example}")
    # Shifting the exponent reads 7.3% as the float nearest to 0.073; dividing by 100 may miss it by one bit.
    mantissa, _, exponent = match["digits"].replace(",", "").lower().partition("e")
    return float(f"{match['sign']}{mantissa}e{int(exponent or 0) - (2 if match['percent'] else 0)}")


def _remedy(value: float, kind: Kind) -> str:
    if kind is SHARE and 1 < value <= 100:
        return f"write {value:g}% or {value / 100:.4g}"
    if value < 0 and kind.least == 0:
        return f"write it without the minus, or {kind.example}"
    return f"write a number such as {kind.example}"


def _misread(text: str, kind: Kind) -> tuple[str, str]:
    """Say why text is not a number, by the commonest slips."""
    slips: tuple[tuple[str, str, str], ...] = (
        (r"[-+]?0[0-9][0-9.,]*", "a leading zero can be read as octal", "write {plain}"),
        (
            r"[0-9]+:[0-9]{2}(:[0-9]{2})?",
            "this is a time of day, not a number",
            "write hours as a decimal, such as 12.5",
        ),
        (r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", "points between thousands can be misread", "write commas: 4,373,478"),
        (r"[0-9]+,[0-9]*%?", "a comma stands between thousands, not before decimals", "write {point}"),
        (r"[0-9][0-9,]*,[0-9,.]*", "commas stand between groups of three digits", "write {bare}"),
        (r"[0-9]+([ _'\u00a0\u2009\u202f][0-9]+)+", "only commas may group digits", "write {digits}"),
        (r"[-+]?0[xob][0-9a-fA-F_]+", "only decimal numbers are read", f"write a number such as {kind.example}"),
        (
            r"[-+]?£? ?[0-9.,]+ ?(k|m|bn|mn|K|M)",
            "a letter for thousands or millions can be misread",
            "write out all digits",
        ),
        (r"[-+]?\.(inf|nan)|nan|inf(inity)?", "is not a finite number", f"write a number such as {kind.example}"),
        (r"\u2212[0-9.,]+", "this minus is a typographer's sign", "write an ordinary hyphen"),
        (r"[0-9.,]+ ?£|[-+]?[€$] ?[0-9.,]+", "money is read in pounds with £ in front", "write £385,000 or 385000"),
    )
    for pattern, message, remedy in slips:
        if re.fullmatch(pattern, text, re.IGNORECASE if "inf" in pattern else 0):
            plain = text.lstrip("+-0") or "0"
            return message, remedy.format(
                plain=f"0{plain}" if plain.startswith(".") else plain,
                point=text.replace(",", "."),
                bare=text.replace(",", ""),
                digits=re.sub(r"[^0-9]", "", text),
            )
    return "is not a number", f"write a number such as {kind.example}"
