"""Units: how a number is written, what it counts, and whether it adds up over authorities."""

from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from archpers.rounding import percentage

Counted: TypeAlias = Literal["share", "money", "hours", "people", "WTE", "days", "years", "answers", "ratio"]


class Unit(NamedTuple):
    """The unit of a number."""

    text: str
    """As it is written behind a number or in a heading."""
    decimals: int
    """Decimals that are shown; of a share, those of its percentage."""
    counts: Counted
    """What the number counts."""
    adds: bool = False
    """Whether numbers of this unit add up over authorities: hours, money, people, WTE."""

    def __str__(self) -> str:
        """Write the unit."""
        return self.text

    @property
    def is_share(self) -> bool:
        """Whether it is a fraction that is shown as a percentage."""
        return self.counts == "share"

    @property
    def is_money(self) -> bool:
        """Whether it is in pounds, for whatever."""
        return self.counts == "money"

    @property
    def scale(self) -> int:
        """What a number is multiplied by before it is written: 100 for a percentage."""
        return 100 if self.is_share else 1

    def scaled(self, value: float) -> float | Decimal:
        """Return a number as it is written, for rounding: a share times 100, exactly where no float can hold that."""
        return percentage(value) if self.is_share else value

    def signed(self, digits: str) -> str:
        """Put the unit's own sign, £ or %, to the digits of a number; the rest of the unit stands in the heading."""
        if self.is_money:
            return f"{digits[0]}£{digits[1:]}" if digits[:1] in ("-", "+") else f"£{digits}"
        return f"{digits}%" if self.is_share else digits

    def behind(self, number: str) -> str:
        """Write the unit after a number, as far as the number's own sign, £ or %, does not say it."""
        rest = self.text.removeprefix("£").removeprefix("share")
        return number + rest if rest.startswith("/") else f"{number} {rest}".rstrip()

    def in_words(self, number: str) -> str:
        """Write the unit after a number as a sentence has it: `9,910 hours a year`, `£19.89 an hour`."""
        return (
            self.behind(number).replace("/hour", " an hour").replace("/year", " a year").replace("/person", " a person")
        )


SHARE = Unit("share", 1, "share")
WTE = Unit("WTE", 2, "WTE", adds=True)
PEOPLE = Unit("people", 0, "people", adds=True)
ANSWERS = Unit("answers", 0, "answers")
PEOPLE_PER_WTE = Unit("people/WTE", 2, "people")
PEOPLE_PER_YEAR = Unit("people/year", 0, "people", adds=True)
CONTACTS = Unit("contacts/year", 0, "people", adds=True)
CONTACTS_PER_PERSON = Unit("contacts/person", 2, "ratio")
REVIEWS = Unit("reviews/year", 0, "people", adds=True)
ACTIVITIES = Unit("activities/year", 0, "people", adds=True)
SHARE_PER_YEAR = Unit("share/year", 1, "share")
YEARS = Unit("years", 1, "years")
DAYS_PER_YEAR = Unit("days/year", 0, "days")
DAYS_PER_WTE = Unit("days/WTE/year", 1, "days")
HOURS_PER_DAY = Unit("hours/day", 2, "hours")
HOURS_PER_WEEK = Unit("hours/week", 1, "hours")
HOURS = Unit("hours/year", 0, "hours", adds=True)
HOURS_PER_WTE = Unit("hours/WTE/year", 0, "hours")
HOURS_PER_ACTIVITY = Unit("hours/activity", 2, "hours")
HOURS_ON_PERSON = Unit("hours/person", 2, "hours")
HOURS_PER_PERSON = Unit("hours/person/year", 2, "hours")
MONEY = Unit("£/year", 0, "money", adds=True)
MONEY_PER_PERSON = Unit("£/person/year", 0, "money")
MONEY_PER_WTE = Unit("£/WTE/year", 0, "money")
MONEY_ON_PERSON = Unit("£/person", 0, "money")
MONEY_PER_HOUR = Unit("£/hour", 2, "money")
WTE_RATIO = Unit("WTE today/WTE required", 2, "ratio")
HOURS_PER_HOUR = Unit("hours/hour", 2, "ratio")
MONEY_IN_ALL = Unit("£", 0, "money", adds=True)
ANNUAL_CHANGE = Unit("share", 2, "share")
FACTOR = Unit("ratio", 4, "ratio")
INDEX = Unit("index", 2, "ratio")
