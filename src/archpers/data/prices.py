"""Prices: the GDP deflator, by financial year."""

from archpers.data.constants import Constants, constants


def deflators() -> Constants:
    """Return the file of the GDP deflator."""
    return constants("gdp_deflator")


def deflator(year: str) -> float:
    """Return the GDP deflator of a financial year [index]. LookupError, which names those there are, for another."""
    return float(deflators().at(year))
