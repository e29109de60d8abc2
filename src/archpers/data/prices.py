"""Prices: the GDP deflator, by financial year."""

from archpers.data.constants import Constants, constants


def deflators() -> Constants:
    """Return the file of the GDP deflator."""
    return constants("gdp_deflator")


def deflator(year: str) -> float:
    """Return the GDP deflator of a financial year [index]. LookupError, which names those there are, for another."""
    return float(deflators().at(year))


def price_factor(before: str, after: str) -> float:
    """Return what money of one financial year is worth at the prices of another [ratio]. LookupError for no such year.

    Above 1 where prices have risen from the first to the second.
    """
    return deflator(after) / deflator(before)
