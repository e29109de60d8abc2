"""A result as it is told: what is nothing to the precision of its own terms is 0 there; data keep the figure."""

from typing import Any

from archpers.errors import ScenarioError
from archpers.model.case_inputs import TOTALS
from archpers.model.precision import is_negligible, settled
from archpers.results.case import CaseResult, evaluate_case, money_of_case, size_of_terms
from archpers.results.result import RegionResult, Result, Split
from archpers.scenario.schema.scenario import Region, Scenario


def told(result: Result) -> Result:
    """Return a result with 0 in place of rounding dust, for words, tables, colours and tests."""
    changes: dict[str, Any] = {"quantities": settled(result.quantities)}
    if isinstance(result, RegionResult):
        for block in ("authorities", "pooled"):
            changes[block] = {name: _told(part) for name, part in getattr(result, block).items()}
    return result.model_copy(update=changes)


def _told(part: Split) -> Split:
    return part.model_copy(update={"quantities": settled(part.quantities)})


def case_of(scenario: Scenario | Region, result: Result) -> CaseResult | None:
    """Return the business case beside a result, as it is told; None without one, or where it lacks what it rests on."""
    if scenario.case is None:
        return None
    try:
        return told_case(evaluate_case(scenario))
    except ScenarioError:  # said by `archpers case`
        return None


def told_case(result: CaseResult) -> CaseResult:
    """Return a case with 0 in place of money that is nothing beside what is released, spent and paid in some year."""
    money, size = money_of_case(), size_of_terms(result.by_year)

    def plain(value: float | None) -> float | None:
        return 0.0 if value and is_negligible(value, size) else value

    by_year = {
        year: {name: plain(value) if name in money else value for name, value in own.items()}
        for year, own in result.by_year.items()
    }
    totals = result.totals.model_copy(update={name: plain(getattr(result.totals, name)) for name in TOTALS})
    return result.model_copy(update={"by_year": by_year, "totals": totals})
