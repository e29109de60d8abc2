"""The calendar of England: weekdays and bank holidays of a financial year, by the rules and what was proclaimed beside.

The rules: New Year's Day, Good Friday, Easter Monday, the first and the last Monday of May, the last Monday of August,
Christmas Day and Boxing Day; what falls on a weekend is made up for on the next weekday that is no holiday
(Banking and Financial Dealings Act 1971 and the yearly proclamations).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from archpers.data.constants import Constants, constants, financial_year

_DAY = timedelta(days=1)
_SATURDAY = 5


class WorkingYear(NamedTuple):
    """What the calendar says of a financial year."""

    weekdays: int
    """Days from Monday to Friday, bank holidays among them [days/year]."""
    bank_holidays: int
    """Those of them that are bank holidays [days/year]."""


def working_year(year: str) -> WorkingYear:
    """Return weekdays and bank holidays of a financial year, written as 2026-27.

    LookupError, which names the years there are, for a year that is not covered.
    """
    first = calendar_constants().at(year)
    begin, end = date(first, 4, 1), date(first + 1, 4, 1)
    days = (begin + _DAY * number for number in range((end - begin).days))
    holidays = {day for each in (first, first + 1) for day in bank_holidays(each)}
    return WorkingYear(sum(day.weekday() < _SATURDAY for day in days), sum(begin <= day < end for day in holidays))


@cache
def calendar_constants() -> Constants:
    """Return what the file says of the calendar, with a year for each financial year that is covered."""
    found = constants("calendar")
    years = range(found.years["first"], found.years["last"] + 1)
    return found._replace(years={financial_year(first): first for first in years})


def bank_holidays(year: int) -> list[date]:
    """Return the bank holidays of England in a calendar year, in order; all are weekdays."""
    other = constants("calendar").other
    proclaimed = [day for day in other["proclaimed"] if day.year == year]
    return sorted([*(other["moved"].get(day, day) for day in _by_rule(year)), *proclaimed])


def _by_rule(year: int) -> Iterator[date]:
    easter = easter_sunday(year)
    yield _made_up_for(date(year, 1, 1), [])
    yield easter - 2 * _DAY
    yield easter + _DAY
    yield _monday(date(year, 5, 7))
    yield _monday(date(year, 5, 31))
    yield _monday(date(year, 8, 31))
    christmas = _made_up_for(date(year, 12, 25), [date(year, 12, 26)])
    yield christmas
    yield _made_up_for(date(year, 12, 26), [christmas])


def _monday(last: date) -> date:
    """Return the last Monday up to a day, that day included."""
    return last - _DAY * last.weekday()


def _made_up_for(day: date, taken: list[date]) -> date:
    """Return the day itself, or for one on a weekend the next weekday that is no holiday."""
    if day.weekday() >= _SATURDAY:
        while day.weekday() >= _SATURDAY or day in taken:
            day += _DAY
    return day


def easter_sunday(year: int) -> date:
    """Return Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
