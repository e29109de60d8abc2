"""Compare: variants of a scenario side by side, with the inputs and the quantities that differ."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.results.result import QUANTITY_NAMES
from archpers.sensitivity.attribution import Attribution, attribution, levers_within
from archpers.sensitivity.measures import Measure
from archpers.sensitivity.vary import Baseline

Floats = NDArray[np.float64]


class Variant(NamedTuple):
    """One of the scenarios that are compared."""

    name: str
    baseline: Baseline


class ChangedInput(NamedTuple):
    """An input that is not the same in all variants."""

    path: str
    unit: str
    values: list[float | None]
    """Its value in each variant [its unit]; None where the variant has none."""


class Comparison(NamedTuple):
    """Variants side by side."""

    variants: Sequence[Variant]
    changed: list[ChangedInput]
    measures: list[Measure]
    values: dict[str, list[float | None]]
    """Each measure by its name, in each variant; None where it is not estimated or does not exist."""
    measure: Measure
    """The one whose difference is attributed."""
    attribution: Attribution | None
    """With exactly two variants that have the measure; else None."""


def compare(variants: Sequence[Variant], measure: Measure) -> Comparison:
    """Compare variants: inputs that differ, quantities, and with exactly two where the difference comes from.

    Regions add the residual share of each authority.
    """
    measures = [Measure(name, name) for name in QUANTITY_NAMES]
    if all(variant.baseline.is_region for variant in variants):
        authorities = dict.fromkeys(name for variant in variants for name in variant.baseline.inputs)
        share = Measure("residual_share_of_hours", "residual_share_of_hours")
        measures += [share.beside(name) for name in authorities]
    if measure not in measures:
        measures.append(measure)
    attributed = attribution(variants[0].baseline, variants[1].baseline, measure) if len(variants) == 2 else None
    return Comparison(variants, changed_inputs(variants), measures, values_of(variants, measures), measure, attributed)


def changed_inputs(variants: Sequence[Variant]) -> list[ChangedInput]:
    """Return the inputs that differ between variants: those of the first variant, then those that others add."""
    levers = [levers_within(variant.baseline) for variant in variants]
    units = {path: lever.unit for own in levers for path, lever in own.items()}
    rows = (
        ChangedInput(path, unit, [own[path].value if path in own else None for own in levers])
        for path, unit in units.items()
    )
    return [row for row in rows if any(value != row.values[0] for value in row.values)]


def values_of(variants: Sequence[Variant], measures: Sequence[Measure]) -> dict[str, list[float | None]]:
    """Return each measure in each variant; None where it is not estimated or does not exist."""
    found = [
        variant.baseline.evaluate(
            measure for measure in measures if measure.authority is None or measure.authority in variant.baseline.inputs
        )
        for variant in variants
    ]
    return {measure.text: [_existing(own.get(measure.text)) for own in found] for measure in measures}


def _existing(value: Any) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None
