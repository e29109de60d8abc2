"""The result of a scenario as frozen pydantic models: the JSON that `archpers model` prints is this, as it stands."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

NOTES = {"residual_on_totals", "residual_as_mean_of_authorities", "residual_as_published"}
"""Codes of warnings that explain a result rather than warn of anything."""


class ResultPart(BaseModel):
    """A part of a result."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ScenarioReference(ResultPart):
    """Which scenario the result is of."""

    name: str = Field(description="Name of the scenario")
    file: str | None = Field(description="File it was read from, as it was named; null for one made in Python")
    sha256: str | None = Field(description="SHA-256 of that file's bytes, so that a result can be traced to its input")


class AppliedOverride(ResultPart):
    """A value that was put in place of the file's own."""

    path: str = Field(description="Path of the value in the scenario file")
    file_value: str | None = Field(description="What the file says there; null where it says nothing")
    value: str | None = Field(description="What was put there instead; null where the key was taken away")
    origin: str = Field(description="Where it comes from: --set, or the name of an option")


class FunctionResult(ResultPart):
    """What one function, or one group of functions, takes."""

    time_share: float | None = Field(description="Share of care-management time [share]")
    hours: float | None = Field(description="Hours a year [hours/year]")
    cost: float | None = Field(description="Cost; null: not estimated [£/year]")
    hours_per_person: float | None = Field(description="Hours for each person served [hours/person/year]")
    cost_per_person: float | None = Field(
        description="Cost for each person served; null: not estimated [£/person/year]"
    )


class Split(ResultPart):
    """Quantities with the split by function."""

    quantities: dict[str, float | None] = Field(description="Every quantity of the model: name -> value")
    functions: dict[str, FunctionResult] = Field(description="The split by function: key -> what it takes")
    function_groups: dict[str, FunctionResult] = Field(description="The split by function group: key -> what it takes")
    families: dict[str, dict[str, float | None]] = Field(
        default={},
        description="The quantities that have a value for each member of something else: name -> member -> value",
        exclude_if=lambda families: not families,
    )


class BestSourceResult(ResultPart):
    """Whom care managers would have lead and organise support plans, and what that is of today's planning."""

    plan_share: dict[str, float | None] = Field(description="Who would best lead: source -> share of answers [share]")
    organise_share: dict[str, float | None] = Field(
        description="Who would best organise: source -> share of answers [share]"
    )
    plan_share_led_by_others: float | None = Field(
        description="Plans that others than care managers could lead [share]"
    )
    organise_share_led_by_others: float | None = Field(description="The same of organising support [share]")
    planning_hours_others_could_lead: float | None = Field(
        description="That share of today's planning hours; null: not estimated [hours/year]"
    )
    planning_cost_others_could_lead: float | None = Field(description="Cost of that part; null: not estimated [£/year]")


class ResultWarning(ResultPart):
    """Something a careful colleague would point out."""

    code: str = Field(description="Name of the warning, for programs")
    message: str = Field(description="The warning in words, with its numbers")


SchemaVersion: TypeAlias = Annotated[Literal[1], Field(description="Version of this format")]
Overrides: TypeAlias = Annotated[list[AppliedOverride], Field(description="Values in force in place of the file's own")]
Warnings: TypeAlias = Annotated[list[ResultWarning], Field(description="What a careful colleague would point out")]


class RunRecord(ResultPart):
    """What a saved result was made by; `archpers verify` runs it again from this."""

    archpers: str = Field(description="Version of archpers")
    python: str = Field(description="Version of Python")
    numpy: str = Field(description="Version of numpy")
    arguments: list[str] = Field(
        description="The command and its arguments, files as they were named; without where the output went"
    )
    overrides: list[str] = Field(description="What --set put in, as it was written")
    option: list[str] = Field(description="Named options of the file that were applied, in this order")
    authority: str | None = Field(description="The authority of a region that was asked for")
    seed: int | None = Field(description="Seed of the random streams; null: nothing was drawn")
    draws: int | None = Field(description="Number of draws; null: nothing was drawn")
    registry_sha256: str = Field(
        description="SHA-256 over every input and quantity of the model: name, formula, unit, how it is pooled"
    )
    constants: dict[str, str] = Field(
        description="Official constants that were looked up: name of the file -> source, retrieval and its SHA-256"
    )


class Result(Split):
    """What the model says about a scenario: full precision, nothing rounded or clipped; null means not estimated."""

    schema_version: SchemaVersion = 1
    scenario: ScenarioReference
    overrides: Overrides
    inputs: dict[str, float] = Field(description="Every number the scenario gives: path in the file -> value")
    best_source: BestSourceResult | None = Field(description="The best source of support; null: not in the scenario")
    warnings: Warnings
    run: RunRecord | None = Field(
        default=None,
        description="What the result was made by, where a command made it",
        exclude_if=lambda run: run is None,
    )


class RegionResult(Result):
    """What the model says about a region; its own quantities and functions are those of the region as one authority."""

    authorities: dict[str, Split] = Field(description="Every authority by itself: name -> its result")
    pooled: dict[str, Split] = Field(
        description="The authorities pooled, by ratio_of_totals (the region as one authority), by sum_of_authorities "
        "(their own values of what adds up: hours, money, people, WTE), and by mean_of_ratios, median, lower_quartile "
        "and upper_quartile of their own values"
    )
    counts: dict[str, int] = Field(description="How many authorities have a value of each quantity: name -> count")
