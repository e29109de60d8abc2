"""Numbers as people write them: `20%`, `4,373,478`, `£385,000`, `1E6`; never anything that could mean two things."""

import math
import re
from typing import NamedTuple

from pydantic_core import PydanticCustomError

_DECIMAL = r"(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?"
_GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_SPACE = "[ \u00a0\u202f]"  # a space, and the two of fixed width that word processors put before a percent sign
_NUMBER = re.compile(
    rf"(?P<sign>[-+]?)(?P<pound>£{_SPACE}?)?(?P<digits>{_DECIMAL}|{_GROUPED})(?P<percent>{_SPACE}?%)?", re.ASCII
)
_LONGEST = 400
"""Characters of the longest number that is read: the largest float has 309 digits."""


class Kind(NamedTuple):
    """What a number stands for: how it may be written, and the values that make sense."""

    example: str
    rule: str
    """The values that make sense, in words."""
    least: float = 0.0
    least_excluded: bool = False
    most: float = math.inf
    pound: bool = False
    """It may be written with a pound sign."""
    percent: bool = False
    """It may be written with a percent sign."""
    relative: bool = False
    """It is a fraction of something, so that beyond 1 only a percent sign tells that it is meant."""
    thousands: bool = False
    """It is counted in thousands so often that a point before exactly three digits may stand for a comma."""


SHARE = Kind("20%", "a share lies between 0 and 1", most=1.0, percent=True)
MONEY = Kind("£385,000", "money is 0 or more", pound=True, thousands=True)
WTE = Kind("11.5", "whole-time equivalents are more than 0", least_excluded=True)
PEOPLE = Kind("500", "the people served are more than 0", least_excluded=True, thousands=True)
DAYS = Kind("220", "working days a year lie between 0 and 366", least_excluded=True, most=366)
HOURS_A_DAY = Kind("7.4", "working hours a day lie between 0 and 24", least_excluded=True, most=24)
HOURS_A_YEAR = Kind("19,360", "hours a year are more than 0", least_excluded=True)
HOURS = Kind("2.5", "hours are 0 or more")
DAYS_OFF = Kind("28", "days a year lie between 0 and 366", most=366)
WEEKDAYS = Kind("261", "weekdays a year lie between 0 and 262", least_excluded=True, most=262)
HOURS_A_WEEK = Kind("37", "contracted hours a week lie between 0 and 168", least_excluded=True, most=168)
SOME_WTE = Kind("3", "whole-time equivalents are 0 or more")
HEADS = Kind("1.12", "people for each whole-time equivalent are more than 0", least_excluded=True)
COUNT = Kind("5,200", "a number a year is 0 or more", thousands=True)
ANSWERS = Kind("184", "answers are 0 or more", thousands=True)
CHANGE = Kind("-30%", "a change takes away 100% at most", least=-1.0, percent=True, relative=True)
PRICE = Kind("£20", "an hour that is bought costs more than 0", least_excluded=True, pound=True)
HOURS_EACH = Kind("12", "hours for each person are more than 0", least_excluded=True)
GROWTH = Kind("1.5%", "growth takes away less than 100%", least=-1.0, least_excluded=True, percent=True, relative=True)
RATE = Kind("3.5%", "a discount rate lies between 0 and 1", most=1.0, percent=True)
BIAS = Kind("10%", "a bias is 0 or more", percent=True, relative=True)
INDEX = Kind("105.3", "a price index is more than 0", least_excluded=True)
TOLERANCE = Kind("0.5", "a tolerance is 0 or more", pound=True, percent=True)
RESULT = Kind("9,910", "any number", least=-math.inf, pound=True, percent=True)


def problem(message: str, remedy: str, **context: str) -> PydanticCustomError:
    """Make a validation error that carries what is wrong and what to write.

    A `meant` in the context says that a key is wrong, not its value, and which key it most likely stands for.
    """
    return PydanticCustomError("archpers", "{message}; {remedy}", {"message": message, "remedy": remedy, **context})


def read_number(raw: object, kind: Kind) -> float:
    """Read a number of the given kind from a number or from text as people write it.

    Returns a finite float [the kind's unit; a share as a fraction]. Raises PydanticCustomError with message and remedy.
    """
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise problem("is not a number", f"write a number such as {kind.example}")
    value = _read_text(raw, kind) if isinstance(raw, str) else _as_float(raw)
    if not math.isfinite(value):
        raise problem("is not a finite number", f"write a number such as {kind.example}")
    if kind.relative and 1 < abs(value) <= 100 and "%" not in str(raw):
        raise problem("a change beyond 100% needs its percent sign", percentage_meant(value))
    if value < kind.least or value > kind.most or (kind.least_excluded and value == kind.least):
        at_end = f", and {value:g} itself is excluded" if "between" in kind.rule and value == kind.least else ""
        raise problem(kind.rule + at_end, _remedy(raw, value, kind))
    return value + 0.0  # -0.0 becomes 0.0


def unmistakable(text: str, kind: Kind) -> str:
    """Write the digits of a number that is known, so that `read_number` reads it: with a point that can only be one
    before decimals. text: its digits, perhaps with a pound or a percent sign.
    """
    may_group = kind.thousands or "£" in text
    return f"{text}0" if may_group and re.fullmatch(_THREE_DECIMALS, text.lstrip("-£")) else text


def printed_unit(text: str) -> float:
    """Return the unit of the last printed digit of a share's text, as a fraction: `0.9%` -> 0.001, `0.35` -> 0.01.

    A bare 0 or 1 is exact, so its unit is 0; the coarsest share that can be told apart has the unit 0.1.
    """
    if not any(mark in text for mark in ".eE%"):
        return 0.0
    return min(last_digit(text), 0.1)


def last_digit(text: str) -> float:
    """Return the unit of a number's last printed digit: `38.72` -> 0.01, `9,910` -> 1, `51.2%` -> 0.001."""
    return float(f"1e{-printed_decimals(text) - (2 if '%' in text else 0)}")


def printed_decimals(text: str) -> int:
    """Return how many decimals the text of a number prints: `£38.72` -> 2, `51.2%` -> 1, `1E3` -> -3.

    text: one that `read_number` reads; AttributeError for another.
    """
    mantissa, _, exponent = _match(text)["digits"].lower().partition("e")  # type: ignore[index]  # a number's text
    return len(mantissa.partition(".")[2]) - int(exponent or 0)


def _match(text: str) -> re.Match[str] | None:
    """Match the text of a number, white space and line breaks around it left aside; None for any other."""
    text = text.strip()
    return _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None


def _as_float(raw: float) -> float:
    try:
        return float(raw)
    except OverflowError:
        return math.inf


def _read_text(raw: str, kind: Kind) -> float:
    match = _match(raw)
    if match is None:
        raise problem(*_misread(raw.strip(), kind))
    if match["pound"] and not kind.pound:
        raise problem("this is not money", f"write it without £, such as {kind.example}")
    if match["percent"] and not kind.percent:
        raise problem("this is not a share", f"write it without %, such as {kind.example}")
    if "." in match["digits"] and (kind.thousands or match["pound"]) and re.fullmatch(_THREE_DECIMALS, match["digits"]):
        raise problem("the point can stand before thousands or before decimals", _both_readings(match[0]))
    # Shifting the exponent reads 7.3% as the float nearest to 0.073; dividing by 100 may miss it by one bit.
    mantissa, _, exponent = match["digits"].replace(",", "").lower().partition("e")
    return float(f"{match['sign']}{mantissa}e{int(exponent or 0) - (2 if match['percent'] else 0)}")


# £385.000 is £385,000 to many, and £385 to the rest: a silent factor of 1,000. Refusing it costs those who mean three
# decimals of a pound or a person a digit more or less, which is rare; hours such as 1.250 are usual, so they are read.
_THREE_DECIMALS = r"[1-9][0-9]{0,2}\.[0-9]{3}"


def _both_readings(text: str) -> str:
    decimals = text.rstrip("0").removesuffix(".")
    return f"write {text.replace('.', ',')} or {f'{text}0' if decimals == text else decimals}"


def _remedy(raw: object, value: float, kind: Kind) -> str:
    percent = isinstance(raw, str) and "%" in raw
    if kind is SHARE and 1 < value <= 100 and not percent:
        return percentage_meant(value)
    if kind is SHARE and value > 1:
        return f"write 100% or less, such as {kind.example}"
    if value < 0 and kind.least >= 0:
        return f"write a number such as {kind.example}, without a minus"
    return f"write a number such as {kind.example}"


def percentage_meant(value: float) -> str:
    """Say how a percentage is written, of which only the number was: 20 -> `write 20% or 0.20`."""
    fraction = f"{value / 100:.6g}"
    return f"write {value:g}% or {fraction.ljust(fraction.index('.') + 3, '0') if '.' in fraction else fraction}"


_MONEY_SIGN = r"[-+]?(?:£ ?)?"
_GAP = "[ _'’\u00a0\u2009\u202f]"
_UNGROUPED = "write all its digits together"
_SLIPS: tuple[tuple[str, str, str], ...] = (
    (r"[-+]?0[0-9][0-9.,]*", "a leading zero can be read as octal", "write {plain}"),
    (r"[0-9]+:[0-9]{2}(:[0-9]{2})?", "this is a time of day, not a number", "write hours as a decimal, such as 12.5"),
    (
        rf"{_MONEY_SIGN}[0-9]{{1,3}}(\.[0-9]{{3}})+(,[0-9]+)?",
        "points between thousands can be misread",
        "write {swapped}",
    ),
    (
        rf"{_MONEY_SIGN}(0,[0-9]+|[0-9]+,([0-9]{{1,2}}|[0-9]{{4,}}))( ?%)?",
        "a comma stands between thousands, not before decimals",
        "write {point}",
    ),
    # Which digits are meant, nobody knows where the groups are not of three.
    (rf"{_MONEY_SIGN}[0-9][0-9,]*,[0-9,.]*", "commas stand between groups of three digits", _UNGROUPED),
    (rf"{_MONEY_SIGN}[0-9]{{1,3}}({_GAP}[0-9]{{3}})+(\.[0-9]+)?", "only commas may group digits", "write {digits}"),
    (rf"{_MONEY_SIGN}[0-9]+({_GAP}[0-9]+)+(\.[0-9]+)?", "only commas may group digits", _UNGROUPED),
    (r"[-+]?0[xob][0-9a-fA-F_]+", "only decimal numbers are read", "write a number such as {example}"),
    (
        rf"{_MONEY_SIGN}[0-9.,]+ ?(k|m|bn|mn|K|M)",
        "a letter for thousands or millions can be misread",
        "write out all digits",
    ),
    (
        r"[-+]?\.?(inf|Inf|INF|nan|NaN|NAN)|[-+]?infinity",
        "is not a finite number",
        "write a number such as {example}",
    ),
    (r"\u2212[£0-9.,]+ ?%?", "this minus is a typographer's sign", "write an ordinary hyphen"),
    (
        r"[0-9.,]+ ?(£|GBP)|[-+]?([€$]|GBP) ?[0-9.,]+",
        "money is read in pounds with £ in front",
        "write £385,000 or 385000",
    ),
)
"""The commonest slips: what the text looks like, what is wrong, and what to write."""


def _misread(text: str, kind: Kind) -> tuple[str, str]:
    """Say why text is not a number, by the commonest slips."""
    for pattern, message, remedy in _SLIPS if len(text) <= _LONGEST else ():
        if re.fullmatch(pattern, text):
            plain = text.lstrip("+-0") or "0"
            return message, remedy.format(
                plain=f"0{plain}" if plain.startswith(".") else plain,
                swapped=text.translate({ord("."): ",", ord(","): "."}),
                point=text.replace(",", "."),
                digits=re.sub(r"[^-+£0-9.]", "", text),
                example=kind.example,
            )
    return "is not a number", f"write a number such as {kind.example}"
