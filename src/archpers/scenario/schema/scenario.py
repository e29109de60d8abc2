"""The scenario file as frozen pydantic models: strict, self-describing, every number with its optional evidence."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from archpers.model.time_use import FUNCTION_LABELS
from archpers.scenario.reading.numbers import PEOPLE, problem, read_number
from archpers.scenario.reading.yaml import Document
from archpers.scenario.schema.best_source import BestSource
from archpers.scenario.schema.block import Checked, FieldErrors, SchemaBlock, field_of
from archpers.scenario.schema.cost import Cost
from archpers.scenario.schema.distribution_fields import read_correlation
from archpers.scenario.schema.expectation import Expected
from archpers.scenario.schema.figure import People
from archpers.scenario.schema.functions import Functions, unknown_function
from archpers.scenario.schema.reform import Reform
from archpers.scenario.schema.staffing import Staffing
from archpers.scenario.schema.text_fields import OneLine, Text, Year


def _version(raw: object) -> object:
    if raw not in (1, "1") or isinstance(raw, bool):
        raise problem("is a version of the file format that this archpers does not know", "write schema_version: 1")
    return 1


def _people(raw: object) -> float:
    return read_number(raw, PEOPLE)


def _plain_value(raw: object) -> object:
    if isinstance(raw, Mapping | list):
        raise problem("is not a single value", "write PATH: VALUE, such as reform.crisis_share: 30%")
    return raw


def _below(block: object, key: str) -> Mapping[str, Any]:
    """Return the keys below a key of a block, be it read or not yet; none where it is no set of keys."""
    below = block.get(key) if isinstance(block, Mapping) else getattr(block, key, None)
    return below if isinstance(below, Mapping) else {}


def core_problems(data: Mapping[str, Any], functions: Iterable[Any]) -> FieldErrors:
    """Hold the core's functions against those that there are: the eight, and the own ones of these blocks."""
    known = dict.fromkeys((*FUNCTION_LABELS, *(key for block in functions for key in _below(block, "additional"))))
    for key in _below(data.get("reform"), "core_hours_per_person"):
        if key not in known:
            yield ("reform", "core_hours_per_person", key), unknown_function(key, known)


class System(SchemaBlock):
    """One care-management system: its staffing, cost, people and functions."""

    staffing: Staffing = Field(description="How much care-management time there is")
    cost: Cost | None = Field(default=None, description="What care management costs; absent: not estimated")
    people_served: People = field_of("people_served", "500")
    functions: Functions | None = Field(default=None, description="Where the time goes; absent: not estimated")


class TypicalPeople(Checked):
    """How many people a care manager serves in services like this one, beyond which a result is remarked on."""

    low: Annotated[float, BeforeValidator(_people)] = Field(description="Fewest people per WTE", examples=["20"])
    high: Annotated[float, BeforeValidator(_people)] = Field(description="Most people per WTE", examples=["60"])
    source: Text = Field(description="Where the two come from", examples=["Service standard 2024"])

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The two are in order."""
        try:
            low, high = _people(data.get("low")), _people(data.get("high"))
        except PydanticCustomError:  # reported where it stands
            return
        if low > high:
            yield ("low",), problem("is more than the most", "write low and high in this order")


class CommonKeys(Checked):
    """What every scenario file may say, whatever it is about."""

    schema_version: Annotated[Literal[1], BeforeValidator(_version)] = Field(
        default=1, description="Version of this file format"
    )
    name: OneLine = Field(description="Name of the scenario, as it stands over every table", examples=["Toolkit team"])
    source: Text | None = Field(default=None, description="Where the figures come from")
    price_base_year: Year | None = Field(
        default=None, description="Financial year whose prices the money is in", examples=["2009-10"]
    )
    typical_people_per_wte: TypicalPeople | None = Field(
        default=None,
        description="People per WTE beyond which a result is remarked on; absent: those of the published authorities",
        examples=["{low: 20, high: 60, source: Service standard 2024}"],
    )
    reform: Reform | None = Field(default=None, description="The reformed service; absent: not estimated")
    best_source: BestSource | None = Field(default=None, description="Whom care managers would have lead and organise")
    options: dict[OneLine, dict[str, Annotated[str | float | None, BeforeValidator(_plain_value)]]] = Field(
        default={},
        description="Named what-ifs: name -> path of a value -> the value in that option (null takes the key away)",
        examples=["{more crisis: {reform.crisis_share: 30%}}"],
    )
    correlations: dict[OneLine, dict[OneLine, Annotated[float, BeforeValidator(read_correlation)]]] = Field(
        default={},
        description="Rank correlations between inputs with a distribution, for the simulation: path -> path -> number",
        examples=["{reform.crisis_share: {reform.crisis_hours_per_person: 0.5}}"],
    )

    expect: dict[OneLine, Expected] = Field(
        default={},
        description="What the result must be, for `archpers check`: quantity -> a number, or a value with a tolerance, "
        "or bounds",
        examples=["{residual_hours: 9,910, residual_share_of_hours: {min: 0}}"],
    )

    _document: Document | None = PrivateAttr(default=None)

    @property
    def document(self) -> Document | None:
        """The file that the scenario was read from, with positions; None for one made in Python."""
        return self._document

    def attach(self, document: Document | None) -> None:
        """Remember the file that the scenario was read from."""
        self._document = document


class Scenario(System, CommonKeys):
    """One team or authority, and the reform to try on it."""

    _place: tuple[str, ...] = PrivateAttr(default=())

    @property
    def place(self) -> tuple[str, ...]:
        """Where its staffing, cost, people and functions stand in the file: below an authority's name, in a region."""
        return self._place

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The core names functions that there are."""
        yield from core_problems(data, [data.get("functions")])


class Region(CommonKeys):
    """Several authorities, each with figures of its own, and one reform to try on all of them."""

    authorities: dict[OneLine, System] = Field(description="The authorities: name -> its blocks", min_length=1)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The core names functions that there are in some authority."""
        blocks = _below(data, "authorities").values()
        yield from core_problems(data, [_below(block, "functions") for block in blocks])

    def authority(self, name: str) -> Scenario:
        """Return one authority with the region's reform as a scenario. KeyError for a name that is not there."""
        system = self.authorities[name]
        scenario = Scenario.model_construct(
            schema_version=1,
            name=name,
            source=self.source,
            price_base_year=self.price_base_year,
            typical_people_per_wte=self.typical_people_per_wte,
            reform=self.reform,
            best_source=self.best_source,
            options={},
            expect={},
            correlations=self.correlations,
            **{field: getattr(system, field) for field in System.model_fields},
        )
        scenario._place = ("authorities", name)
        scenario.attach(self.document)
        return scenario


AnyScenario = TypeVar("AnyScenario", bound=CommonKeys)


def replace(scenario: AnyScenario, **changes: Any) -> AnyScenario:
    """Return a copy of the scenario with some of its top-level keys changed, checked like a file.

    Raises pydantic.ValidationError for a value that a file could not hold.
    """
    kind = type(scenario)
    return kind.model_validate({**scenario.model_dump(exclude_unset=True), **changes})
