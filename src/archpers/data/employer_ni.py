"""Employer National Insurance by financial year."""

from typing import NamedTuple

from archpers.data.constants import constants


class RatesOfYear(NamedTuple):
    """What employers pay on a person's pay."""

    rate: float
    """[share of pay above the threshold]"""
    threshold: float
    """[£/person/year]"""


def employer_ni(year: str) -> RatesOfYear:
    """Return rate and threshold of a financial year, written as 2026-27.

    LookupError, which names the years there are, for a year that is not covered.
    """
    found = constants("employer_ni").at(year)
    return RatesOfYear(float(found["rate"]), float(found["threshold"]))
