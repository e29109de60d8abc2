"""The register of assumptions as frozen pydantic models: the JSON that `archpers assumptions` prints is this."""

from typing import Any, Literal

from pydantic import Field

from archpers.results.result import Overrides, ResultPart, RunRecord, ScenarioReference, SchemaVersion, Warnings


class AssumptionPart(ResultPart):
    """One input, what speaks for it, and what it does to the headline."""

    path: str = Field(description="Where it stands in the file")
    label: str = Field(description="What it is, in words")
    kind: Literal["stated", "put in", "constant", "not stated"] = Field(
        description="Stated in the file; put in its place by --set, an option or a change; an official constant of a "
        "year that the file names; or stated by nobody, so that it counts as a value of the model's own"
    )
    stands_at: str = Field(description="File and line, or what put it there")
    value: float = Field(description="Its value [unit]")
    unit: str = Field(description="Unit of value, low and high")
    low: float | None = Field(description="Lowest plausible value; null: the file gives none [unit]")
    high: float | None = Field(description="Highest plausible value; null: the file gives none [unit]")
    distribution: dict[str, dict[str, float]] | None = Field(description="Its distribution: name -> parameters")
    source: str | None = Field(
        description="Source of its own; null: it has none, and the source of the whole file stands for it at best"
    )
    rationale: str | None = Field(description="Why this number was chosen")
    owner: str | None = Field(description="Who answers for it")
    date: str | None = Field(description="When it was established")
    reliability: str | None = Field(description="How far it can be relied on: low, medium or high")
    review_by: str | None = Field(description="When it has to be looked at again")
    signed_off_by: str | None = Field(description="Who has signed it off; evidence of another value is not its own")
    signed_off_on: str | None = Field(description="When")
    past_review: bool | None = Field(description="Whether the last day of review_by is over; null: there is none")
    effect: float | None = Field(
        description="Swing of the headline between low and high; null: see effect_note [the headline's unit]"
    )
    effect_note: str = Field(description="Why there is no effect, or which end of the range is assumed")
    rank: int | None = Field(description="1 for what moves the headline most; null: it does not move it")


class Headline(ResultPart):
    """The quantity that effects are of."""

    quantity: str = Field(description="Name of the quantity")
    value: float | None = Field(description="Its value as things stand; null: it does not exist")
    unit: str = Field(description="Its unit")


class AssumptionsSummary(ResultPart):
    """The findings, counted."""

    inputs: int = Field(description="Number of inputs")
    without_source: int = Field(description="Inputs without a source of their own")
    past_review: int = Field(description="Inputs whose review is overdue")
    not_signed_off: int = Field(description="Inputs that nobody has signed off, official constants aside")
    without_range: int = Field(description="Inputs for which the file does not give both low and high")
    matters_most: list[str] = Field(description="The inputs of rank 1")


class ChangePart(ResultPart):
    """One thing that two files say differently."""

    path: str = Field(description="The input, or what else the file says")
    kind: Literal["value", "range", "evidence", "other"]
    field: str = Field(description="Which part of the number: value, low, source and so on; empty for no number")
    before: Any = Field(description="What the earlier file says; null: nothing")
    after: Any = Field(description="What this scenario says; null: nothing")


class ChangedSince(ResultPart):
    """What differs from an earlier file."""

    scenario: ScenarioReference
    headline: float | None = Field(description="The headline's value there; null: it does not exist")
    changes: list[ChangePart]


class AssumptionsResult(ResultPart):
    """Every input of a scenario with its evidence, its effect on the headline and its rank."""

    schema_version: SchemaVersion = 1
    scenario: ScenarioReference
    overrides: Overrides
    as_of: str = Field(description="The day that reviews and the approval are held against")
    headline: Headline
    summary: AssumptionsSummary
    approval: dict[str, str | None] | None = Field(description="What the file was approved for; null: it says nothing")
    assumptions: list[AssumptionPart] = Field(description="The inputs, in the order of the schema")
    changed_since: ChangedSince | None = Field(
        default=None,
        description="What differs from an earlier file, where one was named",
        exclude_if=lambda own: own is None,
    )
    warnings: Warnings
    run: RunRecord | None = Field(
        default=None, description="What the result was made by", exclude_if=lambda run: run is None
    )
