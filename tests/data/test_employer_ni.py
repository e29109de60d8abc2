"""Employer National Insurance by financial year."""

from datetime import date

import pytest

from archpers.data.constants import constants, financial_year
from archpers.data.employer_ni import employer_ni


@pytest.mark.parametrize(
    ("year", "rate", "threshold"),
    [
        ("2009-10", 0.128, 5_715),  # PSSRU, Unit Costs 2010
        ("2024-25", 0.138, 9_100),  # HMRC, rates and thresholds for employers
        ("2025-26", 0.15, 5_000),  # National Insurance Contributions (Secondary Class 1 Contributions) Act 2025
        ("2030-31", 0.15, 5_000),  # Autumn Budget 2025: threshold kept to April 2031
    ],
)
def test_rate_and_threshold(year: str, rate: float, threshold: float) -> None:
    assert employer_ni(year) == (rate, threshold)


def test_years_follow_one_another_without_a_gap() -> None:
    years = list(constants("employer_ni").years)
    assert years == [financial_year(first) for first in range(int(years[0][:4]), int(years[-1][:4]) + 1)]


def test_a_year_outside_names_the_years_there_are() -> None:
    with pytest.raises(LookupError, match="covers the financial years 2008-09 to 2030-31"):
        employer_ni("1999-00")


def test_the_file_says_where_it_comes_from_and_what_is_forecast() -> None:
    found = constants("employer_ni")
    assert "HM Revenue" in found.source
    assert found.retrieved in found.vintage
    date.fromisoformat(found.retrieved)
    assert found.forecast_from in found.years
