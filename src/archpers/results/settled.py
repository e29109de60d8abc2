"""A result as it is told: what is nothing to the precision of its own terms is 0 there; data keep the figure."""

from typing import Any

from archpers.model.precision import settled
from archpers.results.result import RegionResult, Result, Split


def told(result: Result) -> Result:
    """Return a result with 0 in place of rounding dust, for words, tables, colours and tests."""
    changes: dict[str, Any] = {"quantities": settled(result.quantities)}
    if isinstance(result, RegionResult):
        for block in ("authorities", "pooled"):
            changes[block] = {name: _told(part) for name, part in getattr(result, block).items()}
    return result.model_copy(update=changes)


def _told(part: Split) -> Split:
    return part.model_copy(update={"quantities": settled(part.quantities)})
