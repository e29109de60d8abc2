"""The result of a simulation as frozen pydantic models: the JSON that `archpers simulate` prints is this."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

from pydantic import Field

from archpers.model.registry import described
from archpers.results.names import Measure
from archpers.results.result import Overrides, ResultPart, ScenarioReference, SchemaVersion, Warnings
from archpers.results.values import finite


class StandardErrors(ResultPart):
    """Monte Carlo standard errors: how far each figure may be off because the draws are so many and no more."""

    mean: float | None
    sd: float | None
    p5: float | None
    p25: float | None
    p50: float | None
    p75: float | None
    p95: float | None
    probability_below_zero: float | None

    @classmethod
    def of(cls, errors: Mapping[str, float]) -> "StandardErrors":
        """Make the errors of a figure; one that is not given is 0, what is not finite is None."""
        return cls.model_construct(None, **{name: finite(errors.get(name, 0.0)) for name in cls.model_fields})


@cache
def _no_errors() -> StandardErrors:
    return StandardErrors.of({})  # one for all that does not vary, in a large region thousands of figures


class Statistics(ResultPart):
    """What the feasible draws of one figure come to, in the figure's own unit."""

    p5: float | None
    p25: float | None
    p50: float | None
    p75: float | None
    p95: float | None
    baseline: float | None = Field(description="The figure with every input at the scenario's own value")
    mean: float | None
    sd: float | None = Field(description="Standard deviation")
    probability_below_zero: float | None = Field(description="Share of the draws in which the figure is negative")
    standard_errors: StandardErrors

    @classmethod
    def of(cls, statistics: Mapping[str, float], errors: Mapping[str, float]) -> "Statistics":
        """Make the statistics of a figure; an error that is not given is 0, what is not finite is None."""
        found = {name: finite(value) for name, value in statistics.items()}
        return cls.model_construct(None, **found, standard_errors=StandardErrors.of(errors) if errors else _no_errors())


class Contribution(ResultPart):
    """How much one input, or inputs that vary together, contributes to the variance of a figure (Sobol indices)."""

    first_order: float | None = Field(description="Share of the variance that goes when the input is known")
    first_order_error: float | None = Field(description="Its Monte Carlo standard error")
    total: float | None = Field(description="Share of the variance that is left when all else is known")
    total_error: float | None = Field(description="Its Monte Carlo standard error")

    @classmethod
    def of(cls, first: float, first_error: float, total: float, total_error: float) -> "Contribution":
        """Make a contribution; what is not finite is None."""
        values = first, first_error, total, total_error
        return _contribution(*map(finite, values)) if any(values) else _no_contribution()


def _contribution(*values: float | None) -> Contribution:
    return Contribution.model_construct(None, **dict(zip(Contribution.model_fields, values, strict=True)))


@cache
def _no_contribution() -> Contribution:
    return _contribution(0.0, 0.0, 0.0, 0.0)  # one for all: most of a large region's inputs are of one authority alone


class DrawnInput(ResultPart):
    """An input that is drawn."""

    distribution: dict[str, dict[str, float]] = Field(description="Its distribution: name -> parameters")


class DrawnFigures(ResultPart):
    """The figures of one authority, or of one pool."""

    quantities: dict[str, Statistics | None] = Field(description="Quantity -> its statistics; null: not estimated")
    functions: dict[str, dict[str, Statistics | None]] = Field(
        description="Function -> name of the figure -> statistics"
    )
    function_groups: dict[str, dict[str, Statistics | None]] = Field(description="Function group -> the same")
    families: dict[str, dict[str, Statistics | None]] = Field(
        default={}, description="Quantity -> member -> statistics", exclude_if=lambda families: not families
    )


class Simulation(DrawnFigures):
    """What comes out of a scenario whose uncertain inputs are drawn from their distributions."""

    schema_version: SchemaVersion = 1
    scenario: ScenarioReference
    overrides: Overrides
    draws: int = Field(description="Number of draws")
    seed: int = Field(description="Seed of the random streams: the same seed gives the same result")
    sampling: Literal["plain", "latin_hypercube"]
    inputs: dict[str, DrawnInput] = Field(description="The inputs that are drawn: path -> distribution")
    fixed_inputs: int = Field(description="Number of inputs without a distribution, which stay as they are")
    feasible_draws: int = Field(description="Draws that every figure is taken over")
    infeasible_draws: dict[str, int] = Field(
        description="Input -> draws that leave its bounds; or rule of the case -> draws that break it"
    )
    contributions: dict[str, dict[str, Contribution]] = Field(
        description="Quantity -> input, or inputs that vary together -> contribution to the quantity's variance"
    )
    contribution_draws: int = Field(description="Draws that the contributions are estimated from")
    authorities: dict[str, DrawnFigures] = Field(description="Every authority of a region by itself")
    pooled: dict[str, DrawnFigures] = Field(description="The authorities pooled, besides the region as one authority")
    warnings: Warnings

    def figure(self, measure: Measure) -> Statistics | None:
        """Return what a figure comes to; None where it was not asked for or is not estimated."""
        part: DrawnFigures | None = self
        if not measure.of_whole:
            part = (self.pooled if measure.authority is None else self.authorities).get(measure.scope)
        if part is None:
            return None
        own = described(measure.name)
        if measure.key is None or measure.year is not None:
            return part.quantities.get(measure.text if measure.year is not None else measure.name)
        if own.block in ("functions", "function_groups"):
            found: dict[str, Statistics | None] = getattr(part, own.block).get(measure.key, {})
            return found.get(own.field)
        return part.families.get(measure.name, {}).get(measure.key)

    def as_json(self) -> dict[str, Any]:
        """Return what is printed as JSON: authorities and pooled values only for a region."""
        regional = {"authorities", "pooled"} if not self.authorities else set()
        return self.model_dump(exclude=regional, warnings=False)


def _empty() -> dict[str, Any]:
    return {"quantities": {}, "functions": {}, "function_groups": {}, "families": {}}


def nested(statistics: Mapping[str, Statistics], measures: Iterable[Measure]) -> dict[str, Any]:
    """Sort the statistics as the result of a model is sorted; what is not estimated, or does not exist, is None."""
    answer: dict[str, Any] = {**_empty(), "authorities": {}, "pooled": {}}
    for measure in measures:
        block: dict[str, Any] = answer
        if not measure.of_whole:
            kind = "pooled" if measure.authority is None else "authorities"
            block = answer[kind].setdefault(measure.scope, _empty())
        own, value = described(measure.name), statistics.get(measure.text)
        if measure.year is None and own.block in ("functions", "function_groups"):
            block[own.block].setdefault(measure.key, {})[own.field] = value
        elif measure.year is not None:
            block["quantities"][measure.text] = value  # it is of a year: there are as many as years
        elif measure.key is None:
            block["quantities"][measure.name] = value
        else:
            block["families"].setdefault(measure.name, {})[measure.key] = value
    for kind in ("authorities", "pooled"):
        answer[kind] = {name: DrawnFigures.model_construct(None, **part) for name, part in answer[kind].items()}
    return answer
