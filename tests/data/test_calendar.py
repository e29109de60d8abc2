"""The calendar of England, held against the official list of bank holidays."""

from datetime import date

import pytest

from archpers.data.calendar import bank_holidays, calendar_constants, easter_sunday, working_year

OFFICIAL = {
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
"""GOV.UK, UK bank holidays, England and Wales, as its JSON file had them (2019 to 2027)."""

ELSEWHERE = {
    2008: "01-01 03-21 03-24 05-05 05-26 08-25 12-25 12-26",
    2009: "01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28",
    2010: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2013: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2031: "01-01 04-11 04-14 05-05 05-26 08-25 12-25 12-26",
    2032: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2033: "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27",
    2034: "01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26",
    2035: "01-01 03-23 03-26 05-07 05-28 08-27 12-25 12-26",
}
"""The Python package holidays 0.109, England: weekdays of the years that the official file does not have."""

BY_FINANCIAL_YEAR = {
    "2023-24": (260, 10),
    "2024-25": (261, 7),
    "2025-26": (261, 8),
    "2026-27": (261, 10),
    "2027-28": (262, 6),
    "2028-29": (260, 9),
    "2029-30": (260, 7),
}


@pytest.mark.parametrize(("year", "days"), [*OFFICIAL.items(), *ELSEWHERE.items()])
def test_bank_holidays_are_those_of_the_official_list(year: int, days: str) -> None:
    assert [f"{day:%m-%d}" for day in bank_holidays(year)] == days.split()


@pytest.mark.parametrize("year", BY_FINANCIAL_YEAR)
def test_weekdays_and_bank_holidays_of_a_financial_year(year: str) -> None:
    assert working_year(year) == BY_FINANCIAL_YEAR[year]


def test_jubilees_are_in_the_data() -> None:
    assert {date(2012, 6, 4), date(2012, 6, 5)} <= {*bank_holidays(2012)}
    assert date(2012, 5, 28) not in bank_holidays(2012)
    assert date(2011, 4, 29) in bank_holidays(2011)


def test_every_bank_holiday_is_a_weekday_and_stands_once() -> None:
    for year in range(2008, 2036):
        days = bank_holidays(year)
        assert len({*days}) == len(days) >= 8
        assert max(day.weekday() for day in days) <= 4


@pytest.mark.parametrize(("year", "day"), [(2008, "03-23"), (2011, "04-24"), (2024, "03-31"), (2038, "04-25")])
def test_easter(year: int, day: str) -> None:
    assert f"{easter_sunday(year):%m-%d}" == day


def test_a_year_outside_names_the_years_there_are() -> None:
    with pytest.raises(LookupError, match="covers the financial years 2008-09 to 2034-35"):
        working_year("2050-51")


def test_the_file_says_where_it_comes_from_and_what_is_forecast() -> None:
    found = calendar_constants()
    assert "GOV.UK" in found.source
    date.fromisoformat(found.retrieved)
    assert found.forecast_from in found.years
