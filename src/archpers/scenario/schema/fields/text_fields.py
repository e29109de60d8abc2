"""The kinds of text that a scenario file holds: a line, any text, a date, a financial year; and the order of dates."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, WithJsonSchema

from archpers.scenario.reading.numbers import problem
from archpers.scenario.reading.text import refused_character
from archpers.scenario.schema.fields.block import FieldErrors


def _clean(text: str) -> str:
    found = refused_character(text)
    if found:
        raise problem(f"holds the invisible character {found[1]}", "delete it")
    return text


def _one_line(text: str) -> str:
    if not text.strip():
        raise problem("is empty", "write some text")
    if re.search(r"[\n\r\t]", text):
        raise problem("holds a line break or a tab", "write it on one line")
    return _clean(text)


def is_year(text: str) -> bool:
    """Say whether text is a financial year."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", text)
    return match is not None and (not match[2] or int(match[2]) == (int(match[1]) + 1) % 100)


def _year(text: str) -> str:
    if not is_year(text):
        raise problem("is not a financial year", "write it as 2009-10")
    return text


def _financial_year(text: str) -> str:
    if "-" not in text:
        raise problem("is not a financial year", "write it as 2026-27")
    return _year(text)


def first_calendar_year(text: object) -> int | None:
    """Return the calendar year in which a financial year begins: 2026-27 -> 2026; None for other text."""
    match = re.fullmatch(r"([0-9]{4})-[0-9]{2}", text) if isinstance(text, str) else None
    return int(match[1]) if match else None


def _date(text: str) -> str:
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        try:
            date.fromisoformat(text + "-01-01"[len(text) - 4 :])
        except ValueError:  # such as 2010-02-30
            pass
        else:
            return text
    raise problem("is not a date", "write it as 2010-08-31, 2010-08 or 2010")


def days_of(text: str) -> tuple[date, date]:
    """Return the first and the last day of a date: of a year, of a month, or the day itself twice.

    ValueError for text that is no date.
    """
    first = date.fromisoformat(_date(text) + "-01-01"[len(text) - 4 :])
    if len(text) == len("2010"):
        return first, first.replace(month=12, day=31)
    if len(text) == len("2010-08"):
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    return first, first


def is_past(until: str | None, today: date | None) -> bool | None:
    """Say whether the last day of a date is over; None where there is no date, or no today."""
    return None if until is None or today is None else days_of(until)[1] < today


def order_problem(dates: Mapping[str, Any], key: str, before: str, message: str) -> FieldErrors:
    """Say that the date at a key lies before another for certain, whatever days are meant by a year or a month.

    dates: keys of a block, where each may lack, or hold no date, which is reported where it stands.
    """
    try:
        last, first = days_of(str(dates[key]))[1], days_of(str(dates[before]))[0]
    except (KeyError, ValueError):
        return
    if last < first:
        yield (key,), problem(f"{message}, {dates[before]}", f"write a later date, or mend {before}")


# The JSON Schema is for files, where a year alone reads as a number.
Date = Annotated[str, AfterValidator(_date), WithJsonSchema({"type": ["string", "integer"]})]
Year = Annotated[str, AfterValidator(_year), WithJsonSchema({"type": ["string", "integer"]})]
FinancialYear = Annotated[str, AfterValidator(_financial_year), WithJsonSchema({"type": "string"})]
OneLine = Annotated[str, AfterValidator(_one_line)]
Text = Annotated[str, AfterValidator(_clean)]
