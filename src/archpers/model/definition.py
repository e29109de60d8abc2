"""What is said of an input or a quantity: the words in which the model is described, before anything is defined."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

from archpers.units import HOURS, HOURS_PER_PERSON, MONEY, MONEY_PER_PERSON, SHARE, WTE, Unit

Operand: TypeAlias = Any  # float, numpy array or traced operand: whatever has the arithmetic operators
Formula: TypeAlias = Callable[..., Operand]
Value: TypeAlias = Any  # an Operand, or for a family a mapping from member to Operand
Belonging: TypeAlias = Mapping[str, Mapping[str, str]]
"""Axis -> each of its members -> the member of the axis it belongs to: function -> first_contact -> assessment. An
axis whose members belong to nothing is there where a scenario has others than every scenario. By the name of a marking
stands the kind of each member that it sorts: contact -> first_contact -> direct."""
Pooling: TypeAlias = Literal["sum", "taken on the sums", "once for all"]


def within_a_sentence(label: str) -> str:
    """Write a label within a sentence: with a small letter, unless it begins with an abbreviation, as WISN or WTE."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


@dataclass(frozen=True, eq=False)
class Axis:
    """What the members of a family are: functions, sources of support."""

    name: str
    members: Mapping[str, str]
    """The members that every scenario has: key -> label; those that a scenario names are added to them."""
    belongs_to: str = ""
    """The axis to whose members these belong; empty for none."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """The member of that axis that each of these members belongs to."""

    @property
    def label(self) -> str:
        """The axis in words."""
        return self.name.replace("_", " ")


class Marking(NamedTuple):
    """How the members of an axis are sorted, beside the axis that they belong to: direct and indirect functions."""

    name: str
    missing: str
    """What is missing where none of them is of the `{kind}` that is asked for, and what to write."""
    kinds: Mapping[str, str] = MappingProxyType({})
    """The kind of each member where the scenario says nothing of it; none where it alone says it."""


class Facet(NamedTuple):
    """How the parts of a whole are told in one unit."""

    unit: Unit
    column: tuple[str, str]
    """Heading of a column, over two lines."""
    words: str
    """Behind the name of a part."""
    title: str
    """By itself."""

    @property
    def behind_part(self) -> str:
        """Behind the name of a part, where what it is a part of is plain."""
        return within_a_sentence(" ".join(filter(None, self.column)))


class Whole(NamedTuple):
    """A whole that parts make up, with the units in which both are told."""

    label: str
    facets: tuple[Facet, ...]


class Part(NamedTuple):
    """A part of a whole, or the whole itself, in the order of their declaration."""

    label: str
    short: str
    whole: Whole
    remainder: bool = False
    """Whether it is what the others leave, so that it may be negative: a deficit."""


class Definition(NamedTuple):
    """An input or a quantity, with all that is to be said of it."""

    name: str
    unit: Unit
    meaning: str
    source: str
    label: str
    """As it stands in a list."""
    short: str
    """As it stands in a heading."""
    axis: Axis | None
    """What its members are, for a family; None for a single value."""
    pooling: Pooling
    """What a region as one authority has: the sum of the authorities' own values, what the formula gives on the sums
    (nothing for an input), or the value that is the same for all."""
    neutral: float | None
    """What it counts as where it is not given; None: not estimated."""
    part: Part | None
    """The part of a whole that it tells in one unit."""
    whole: Whole | None
    """The whole that it tells in one unit."""
    shown: Mapping[str, int]
    """Table -> its place there."""
    block: str
    """Where a result's document has it; empty for nowhere."""
    field: str
    """Its name there."""
    negative_is_bad: bool
    optional: bool
    """It belongs to a block that few files have: it is told only where the file gives something of it."""
    given_apart: bool
    """Where the file gives it, it stands among the inputs alone; it is a quantity where it follows from others."""
    only: tuple[Marking, str] | None
    """Of the families that its formula names it takes the members of this kind alone; None: all."""
    among: tuple[str, ...]
    """What its members are values of, each of one of these, which the scenario says; empty for a formula of its own."""
    formula: Formula | None
    parameters: tuple[str, ...]
    on_sums: "Definition | None"
    """The formula for a region as one authority, where it is not the authorities' own."""

    @property
    def marked_by_file(self) -> bool:
        """Whether it is of members that nobody but the scenario sorts."""
        return self.only is not None and not self.only[0].kinds

    @property
    def missing(self) -> str:
        """What is missing where there are no members of its kind; empty where it is of all members."""
        return self.only[0].missing.format(kind=self.only[1]) if self.only else ""

    def taken(self, value: Value | None, belonging: Belonging) -> Value | None:
        """Return what its formula takes of a value: of a family the members of its kind.

        None where there are none while some are not sorted at all: the quantity is not estimated.
        """
        if self.only is None or not isinstance(value, Mapping):
            return value
        kinds = belonging.get(self.only[0].name, self.only[0].kinds)
        found = {key: own for key, own in value.items() if kinds.get(key) == self.only[1]}
        return found if found or value.keys() <= kinds.keys() else None

    @property
    def facet(self) -> Facet | None:
        """How the whole that it is a part of is told in its unit."""
        return next((each for each in self.part.whole.facets if each.unit == self.unit), None) if self.part else None

    @property
    def listed(self) -> str:
        """Its label in a list of all parts: `Residual, hours a person`."""
        return f"{self.part.short}, {self.facet.words}" if self.part and self.facet else self.label

    @property
    def heading(self) -> tuple[str, str]:
        """Its heading, over two lines."""
        if self.part and self.facet:
            return self.part.short, self.facet.behind_part
        first, _, rest = self.short.partition(" ")
        return first, rest

    @property
    def title(self) -> str:
        """Its label where the part is plain: `Hours a year`."""
        return self.facet.title if self.facet else self.short

    @property
    def words(self) -> str:
        """Its meaning without the unit and the shape that a docstring adds."""
        return self.meaning.partition(" [")[0].removesuffix(".")


TODAY = Whole(
    "Today",
    (
        Facet(SHARE, ("Share", ""), "share of hours", "Share of hours"),
        Facet(HOURS, ("Hours", "a year"), "hours", "Hours a year"),
        Facet(MONEY, ("Value", "a year"), "value", "Value a year"),
        Facet(WTE, ("WTE", ""), "WTE", "Care managers, WTE"),
        Facet(HOURS_PER_PERSON, ("Hours", "a person"), "hours a person", "Hours a person"),
        Facet(MONEY_PER_PERSON, ("Value", "a person"), "value a person", "Value a person"),
    ),
)
"""Today's care-management time, which the reform divides."""

# The tables that show quantities; a definition names its place in each.
OVERVIEW, REFORM = "overview", "reform model"
HOUR_COSTS, WHO_COMES = "What an hour costs", "Who comes"
DIRECT_TIME = "Direct and indirect time"
KEY_FIGURES = "key figures"
SIDE_BY_SIDE = "authorities side by side"
ANSWER, ANSWER_WITHOUT_REFORM = "the answer", "the answer without a reform"
WHAT_IF, WHAT_IF_WITHOUT_REFORM = "what-ifs", "what-ifs without a reform"
LEVERS, CASH = "Where the hours would come from", "Cash, time, overhead"
BOUGHT, BROKERAGE = "What it would buy", "Brokerage"
YEAR_BY_YEAR = "year by year"
DECISION = (LEVERS, CASH, BOUGHT, BROKERAGE)
TABLES = {
    *(OVERVIEW, REFORM, KEY_FIGURES, SIDE_BY_SIDE, ANSWER, ANSWER_WITHOUT_REFORM, WHAT_IF, WHAT_IF_WITHOUT_REFORM),
    *DECISION,
    YEAR_BY_YEAR,
}
"""Those with a form of their own; a quantity that names any other title is in a table of that title."""
