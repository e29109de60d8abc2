"""The scenario file as frozen pydantic models: strict, self-describing, every number with its optional evidence."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, PrivateAttr

from archpers.scenario.reading.document import Document, KeyPath
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.across_blocks import below, core_problems, cost_problems, decision_problems
from archpers.scenario.schema.blocks.cost import Cost
from archpers.scenario.schema.blocks.functions import Functions
from archpers.scenario.schema.blocks.reform import Reform
from archpers.scenario.schema.blocks.staffing import Staffing
from archpers.scenario.schema.expectation import Expected
from archpers.scenario.schema.fields.block import FieldErrors, Members, SchemaBlock, field_of
from archpers.scenario.schema.fields.distribution_fields import read_correlation
from archpers.scenario.schema.fields.figure import People
from archpers.scenario.schema.fields.later import Later
from archpers.scenario.schema.fields.text_fields import OneLine, Text, Year
from archpers.scenario.schema.options import OptionValue
from archpers.scenario.schema.sources import NamedSources, Sources

if TYPE_CHECKING:  # few files have these blocks, so each is loaded once a file has it
    from archpers.scenario.schema.approval import Approval
    from archpers.scenario.schema.blocks.best_source import BestSource
    from archpers.scenario.schema.blocks.brokerage import Brokerage
    from archpers.scenario.schema.blocks.case import Case
    from archpers.scenario.schema.blocks.flow import Flow
    from archpers.scenario.schema.blocks.levers import Levers
    from archpers.scenario.schema.blocks.reinvestment import Reinvestment
    from archpers.scenario.schema.blocks.release import Release
    from archpers.scenario.schema.fields.typical import TypicalPeople
    from archpers.scenario.schema.plan import Plan
else:
    Approval = Annotated[Any, Later("approval", "Approval")]
    BestSource = Annotated[Any, Later("blocks.best_source", "BestSource")]
    Brokerage = Annotated[Any, Later("blocks.brokerage", "Brokerage")]
    Case = Annotated[Any, Later("blocks.case", "Case")]
    Flow = Annotated[Any, Later("blocks.flow", "Flow")]
    Levers = Annotated[Any, Later("blocks.levers", "Levers")]
    Plan = Annotated[Any, Later("plan", "Plan")]
    Reinvestment = Annotated[Any, Later("blocks.reinvestment", "Reinvestment")]
    Release = Annotated[Any, Later("blocks.release", "Release")]
    TypicalPeople = Annotated[Any, Later("fields.typical", "TypicalPeople")]


def _version(raw: object) -> object:
    if raw not in (1, "1") or isinstance(raw, bool):
        raise problem("is a version of the file format that this archpers does not know", "write schema_version: 1")
    return 1


class System(SchemaBlock):
    """One care-management system: its staffing, cost, people and functions."""

    staffing: Staffing = Field(description="How much care-management time there is")
    cost: Cost | None = Field(default=None, description="What care management costs; absent: not estimated")
    people_served: People = field_of("people_served", "500")
    functions: Functions | None = Field(default=None, description="Where the time goes; absent: not estimated")
    flow: Flow | None = Field(default=None, description="Who comes in a year; absent: not estimated")


class CommonKeys(NamedSources):
    """What every scenario file may say, whatever it is about."""

    schema_version: Annotated[Literal[1], BeforeValidator(_version)] = Field(
        default=1, description="Version of this file format"
    )
    name: OneLine = Field(description="Name of the scenario, as it stands over every table", examples=["Toolkit team"])
    source: Text | None = Field(default=None, description="Where the figures come from")
    sources: Sources = Field(default={})
    approval: Approval | None = Field(
        default=None, description="What the scenario is for, who made, checked and approved it, and until when"
    )
    plan: Plan | None = Field(default=None, description="The plan beside the numbers: the toolkit's twelve tasks")
    price_base_year: Year | None = Field(
        default=None, description="Financial year whose prices the money is in", examples=["2009-10"]
    )
    typical_people_per_wte: TypicalPeople | None = Field(
        default=None,
        description="People per WTE beyond which a result is remarked on; absent: those of the published authorities",
        examples=["{low: 20, high: 60, source: Service standard 2024}"],
    )
    reform: Reform | None = Field(default=None, description="The reformed service; absent: not estimated")
    levers: Annotated[Levers | None, Members("lever", home="function")] = Field(
        default=None,
        description="Why functions would take less time: name -> gear, function, reach and change",
        examples=["{plans by families: {gear: design_services, function: intensive_planning, ...}}"],
    )
    best_source: BestSource | None = Field(default=None, description="Whom care managers would have lead and organise")
    release: Release | None = Field(default=None, description="How much of the residual comes off the payroll")
    reinvestment: Reinvestment | None = Field(default=None, description="What the cash that is released would buy")
    brokerage: Brokerage | None = Field(default=None, description="Help to plan and start support, and what goes on")
    case: Case | None = Field(default=None, description="The business case over the years; absent: not made")
    options: dict[OneLine, dict[str, OptionValue]] = Field(
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

    @classmethod
    def evidence(cls, data: Mapping[str, Any]) -> FieldErrors:
        """A lever's change has a source."""
        if data.get("levers") is not None:
            from archpers.scenario.schema.blocks.levers import lever_evidence

            yield from lever_evidence(data["levers"])

    @property
    def document(self) -> Document | None:
        """The file that the scenario was read from, with positions; None for one made in Python."""
        return self._document

    def attach(self, document: Document | None) -> None:
        """Remember the file that the scenario was read from."""
        self._document = document


SHARED = ("reform", "levers", "best_source", "release", "reinvestment", "brokerage", "case")
"""Blocks that a region has once for all its authorities."""


class Scenario(System, CommonKeys):
    """One team or authority, and the reform to try on it."""

    _place: tuple[str, ...] = PrivateAttr(default=())

    @property
    def place(self) -> tuple[str, ...]:
        """Where its staffing, cost, people and functions stand in the file: below an authority's name, in a region."""
        return self._place

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The core names functions and volumes that there are; agency staff have a cost; what is tried goes with it."""
        here: dict[KeyPath, Any] = {(): data}
        yield from core_problems(data, here)
        yield from cost_problems(data)
        yield from decision_problems(data, here)


class Region(CommonKeys):
    """Several authorities, each with figures of its own, and one reform to try on all of them."""

    authorities: dict[OneLine, System] = Field(description="The authorities: name -> its blocks", min_length=1)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The core names functions that there are in some authority, and volumes that all have."""
        systems: dict[KeyPath, Any] = {
            ("authorities", name): system for name, system in below(data, "authorities").items()
        }
        yield from core_problems(data, systems)
        for place, system in systems.items():
            yield from cost_problems(system, place)
        yield from decision_problems(data, systems)

    def authority(self, name: str, *, alone: bool = False) -> Scenario:
        """Return one authority with the region's reform as a scenario. KeyError for a name that is not there.

        alone: without what the region's case counts once, its items and contracts.
        """
        system = self.authorities[name]
        scenario = Scenario.model_construct(
            schema_version=1,
            name=name,
            source=self.source,
            approval=self.approval,
            plan=self.plan,
            price_base_year=self.price_base_year,
            typical_people_per_wte=self.typical_people_per_wte,
            **{field: getattr(self, field) for field in SHARED},
            options={},
            expect={},
            correlations=self.correlations,
            **{field: getattr(system, field) for field in System.model_fields},
        )
        if alone and self.case is not None:
            scenario = scenario.model_copy(update={"case": self.case.without_items()})
        scenario._place = ("authorities", name)
        scenario.attach(self.document)
        return scenario


AnyScenario = TypeVar("AnyScenario", bound=CommonKeys)


def replace(scenario: AnyScenario, **changes: Any) -> AnyScenario:
    """Return a copy of the scenario with some of its top-level keys changed, checked like a file.

    Raises pydantic.ValidationError for a value that a file could not hold.
    """
    own = {key: getattr(scenario, key) for key in scenario.model_fields_set}
    return type(scenario).model_validate({**own, **changes})
