"""A variant: one of several scenarios that stand side by side."""

from dataclasses import dataclass
from functools import cached_property

from archpers.results.evaluate import evaluate
from archpers.results.result import Result
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import Measure


@dataclass(frozen=True)
class Variant:
    """One of the scenarios that are compared."""

    name: str
    baseline: Baseline

    @cached_property
    def result(self) -> Result:
        """What the model says about it."""
        return evaluate(self.baseline.scenario)

    @property
    def prices(self) -> str | None:
        """The financial year whose prices its money is in; None where it names none."""
        return self.baseline.scenario.price_base_year

    def knows(self, measure: Measure) -> bool:
        """Say whether the variant has what the measure is of: the authority, or authorities to pool."""
        if measure.authority is not None:
            return measure.authority in self.baseline.inputs
        return measure.pool is None or self.baseline.is_region
