"""Today, as the commands take it: from the clock, or for output that has the same bytes every time as it is told."""

import os
from datetime import UTC, date, datetime

from archpers.errors import UsageError

_VARIABLE = "SOURCE_DATE_EPOCH"


def today() -> date:
    """Return the day: of SOURCE_DATE_EPOCH [seconds since 1970, UTC] where that is set, else of the clock.

    Raises UsageError where the variable holds no such number.
    """
    told = os.environ.get(_VARIABLE)
    if told is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(told), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"{_VARIABLE}={told}: is no number of seconds since 1970; write one, or unset it") from None


def day_of(text: str | None) -> date:
    """Return the day that an option names, or today without one. Raises UsageError for what is no day."""
    if text is None:
        return today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise UsageError(f"--as-of {text}: is not a day; write it as 2026-11-28")
    return day
