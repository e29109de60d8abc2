"""Numbers as people write them: what is read, exactly, and what never is."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from archpers.scenario.reading.numbers import (
    ANSWERS,
    DAYS,
    HOURS,
    HOURS_A_DAY,
    HOURS_A_YEAR,
    MONEY,
    PEOPLE,
    RESULT,
    SHARE,
    WTE,
    Kind,
    last_digit,
    printed_unit,
    read_number,
)

KINDS = [SHARE, MONEY, WTE, PEOPLE, DAYS, HOURS_A_DAY, HOURS_A_YEAR, HOURS]
BOTH = "the point can stand before thousands or before decimals"
ANY = Kind("1", "any finite number", least=-math.inf)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("20%", SHARE, 0.2),
        ("20 %", SHARE, 0.2),
        ("20\u00a0%", SHARE, 0.2),
        ("20\u202f%", SHARE, 0.2),
        ("7.3%", SHARE, 0.073),
        ("0.20", SHARE, 0.2),
        (".5", SHARE, 0.5),
        ("5.", HOURS, 5.0),
        ("100%", SHARE, 1.0),
        ("0", SHARE, 0.0),
        ("1", SHARE, 1.0),
        ("4,373,478", MONEY, 4373478.0),
        ("£385,000", MONEY, 385000.0),
        ("£ 385,000.50", MONEY, 385000.5),
        ("£0.00", MONEY, 0.0),
        ("1E6", PEOPLE, 1e6),
        ("1.5e+3", PEOPLE, 1500.0),
        (" 500 ", PEOPLE, 500.0),
        ("+11.5", WTE, 11.5),
        ("366", DAYS, 366.0),
        ("24", HOURS_A_DAY, 24.0),
        ("19,360", HOURS_A_YEAR, 19360.0),
        ("1.250", HOURS, 1.25),
        ("1.250", RESULT, 1.25),
        ("0.125", PEOPLE, 0.125),
        ("1234.125", PEOPLE, 1234.125),
        ("1,234.125", MONEY, 1234.125),
        (1.125, MONEY, 1.125),
        (500, PEOPLE, 500.0),
        (0.2, SHARE, 0.2),
        (-0.0, HOURS, 0.0),
        ("-0", MONEY, 0.0),
    ],
)
def test_number_is_read(text: object, kind: Kind, value: float) -> None:
    read = read_number(text, kind)
    assert (read, math.copysign(1, read)) == (value, 1)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.example)
def test_every_kind_reads_its_own_example(kind: Kind) -> None:
    assert read_number(kind.example, kind) > 0


@pytest.mark.parametrize(
    ("raw", "kind", "message", "remedy"),
    [
        (True, PEOPLE, "is not a number", "write a number such as 500"),
        (None, PEOPLE, "is not a number", "write a number such as 500"),
        ([500], PEOPLE, "is not a number", "write a number such as 500"),
        (math.nan, PEOPLE, "is not a finite number", "write a number such as 500"),
        (-math.inf, PEOPLE, "is not a finite number", "write a number such as 500"),
        (10**400, PEOPLE, "is not a finite number", "write a number such as 500"),
        ("1" * 401, HOURS, "is not a number", "write a number such as 2.5"),
        ("1e12345", HOURS, "is not a number", "write a number such as 2.5"),
        ("0.5e", HOURS, "is not a number", "write a number such as 2.5"),
        (100, SHARE, "a share lies between 0 and 1", "write 100% or 1"),
        (12.5, SHARE, "a share lies between 0 and 1", "write 12.5% or 0.125"),
        ("00.5", SHARE, "a leading zero can be read as octal", "write 0.5"),
        ("1500,000", PEOPLE, "commas stand between groups of three digits", "write all its digits together"),
        ("£1,31,000", MONEY, "commas stand between groups of three digits", "write all its digits together"),
        ("1 31 000", PEOPLE, "only commas may group digits", "write all its digits together"),
        ("£385.000", MONEY, BOTH, "write £385,000 or £385"),
        (" 1.250\n", PEOPLE, BOTH, "write 1,250 or 1.25"),
        ("1.234", ANSWERS, BOTH, "write 1,234 or 1.2340"),
        ("£1.250", RESULT, BOTH, "write £1,250 or £1.25"),
        (
            "0",
            DAYS,
            "working days a year lie between 0 and 366, and 0 itself is excluded",
            "write a number such as 220",
        ),
        (
            "0",
            HOURS_A_DAY,
            "working hours a day lie between 0 and 24, and 0 itself is excluded",
            "write a number such as 7.4",
        ),
        ("0,125", SHARE, "a comma stands between thousands, not before decimals", "write 0.125"),
        ("-1,5", HOURS, "a comma stands between thousands, not before decimals", "write -1.5"),
        ("1\u00a0234.50", HOURS, "only commas may group digits", "write 1234.50"),
        ("5 %", PEOPLE, "this is not a share", "write it without %, such as 500"),
    ],
    ids=str,
)
def test_what_is_no_such_number_is_said(raw: object, kind: Kind, message: str, remedy: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        read_number(raw, kind)
    assert raised.value.context == {"message": message, "remedy": remedy}


REPEATABLE = settings(derandomize=True, deadline=None)
finite = st.floats(allow_nan=False, allow_infinity=False)


@REPEATABLE
@given(finite)
def test_any_float_is_read_back_exactly(value: float) -> None:
    assert read_number(repr(value), ANY) == value
    assert read_number(value, ANY) == value


@REPEATABLE
@given(st.integers(0, 12).flatmap(lambda decimals: st.tuples(st.integers(0, 10 ** (decimals + 2)), st.just(decimals))))
def test_any_percentage_is_the_float_nearest_to_it(number: tuple[int, int]) -> None:
    digits, decimals = number
    nearest = float(f"{digits}e-{decimals + 2}")
    assert read_number(f"{digits}e-{decimals}%", SHARE) == nearest
    whole, fraction = divmod(digits, 10**decimals)
    plain = f"{whole}.{fraction:0{decimals}d}" if decimals else str(digits)
    assert read_number(f"{plain} %", SHARE) == nearest


@REPEATABLE
@given(st.integers(1000, 10**15), st.text("0123456789", max_size=4))
def test_thousands_and_pounds_are_read_exactly(whole: int, decimals: str) -> None:
    text = f"{whole:,}" + (f".{decimals}" if decimals else "")
    value = float(text.replace(",", ""))
    assert read_number(text, HOURS) == value
    assert read_number(f"£{text}", MONEY) == value
    assert read_number(f"+£ {text}", MONEY) == value


PLAIN = r"(0|[1-9]\d*)(\.\d*)?|\.\d+"
GRAMMAR = re.compile(rf"[-+]?(£[ \u00a0\u202f]?)?((({PLAIN})(e[-+]?\d{{1,4}})?)|([1-9]\d{{0,2}}(,\d{{3}})+(\.\d+)?))"
                     r"([ \u00a0\u202f]?%)?", re.I | re.A)  # fmt: skip


def outcome(raw: object, kind: Kind) -> float | PydanticCustomError:
    """Return the number, or the error in its place."""
    try:
        return read_number(raw, kind)
    except PydanticCustomError as error:
        return error


@REPEATABLE
@given(st.text("0123456789.,eE+-%£ _kx:'~\u00a0٣½", max_size=12) | st.text(max_size=8))
def test_text_outside_the_grammar_is_never_a_number(text: str) -> None:
    for kind in (MONEY, SHARE, PEOPLE):
        assert isinstance(outcome(text, kind), PydanticCustomError) or GRAMMAR.fullmatch(text.strip())


@REPEATABLE
@given(finite | st.integers() | st.booleans() | st.none() | st.text("0123456789.,%£e-", max_size=8))
def test_what_is_read_lies_within_the_bounds_of_its_kind(raw: object) -> None:
    for kind in KINDS:
        read = outcome(raw, kind)
        if isinstance(read, PydanticCustomError):
            assert (read.context or {}).keys() == {"message", "remedy"}
        else:
            assert kind.least <= read <= kind.most
            assert read > kind.least or not kind.least_excluded


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("0.9%", 0.001),
        ("9%", 0.01),
        ("9 %", 0.01),
        ("9\u00a0%", 0.01),
        ("10.00%", 0.0001),
        ("0.35", 0.01),
        ("0.350", 0.001),
        ("3.5e-1", 0.01),
        ("1e-1", 0.1),
        ("0", 0.0),
        ("1", 0.0),
        ("100%", 0.01),
        ("0.2", 0.1),
        ("1E3%", 0.1),
    ],
)
def test_unit_of_the_last_printed_digit(text: str, unit: float) -> None:
    assert printed_unit(text) == pytest.approx(unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("38.72", 0.01),
        ("38.72\n", 0.01),
        ("38.72\u2003", 0.01),
        ("\u2003 £38.72 ", 0.01),
        ("9,910", 1.0),
        ("-9,910.5", 0.1),
        ("1E3", 1000.0),
        ("51.2 %\n", 0.001),
    ],
    ids=ascii,
)
def test_last_digit_is_that_of_the_number_that_is_read(text: str, unit: float) -> None:
    assert last_digit(text) == unit
