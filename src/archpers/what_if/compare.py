"""Compare: variants of a scenario side by side, with the inputs and the quantities that differ."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from archpers.results.result import QUANTITY_NAMES
from archpers.what_if.attribution import Attribution, attribution, variables_within
from archpers.what_if.measures import Measure, default_measures, in_every_scope
from archpers.what_if.remarks import (
    Remark,
    absent_remarks,
    missing_remarks,
    own_remarks,
    price_remarks,
)
from archpers.what_if.variant import Variant


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
    authorities: list[str]
    """Where all variants are regions, the authorities of any of them; else none."""
    measures: list[Measure]
    values: dict[str, list[float | None]]
    """Each measure by its name, in each variant; None where it is not estimated or does not exist."""
    measure: Measure
    """The one whose difference is attributed."""
    attribution: Attribution | None
    """With exactly two variants of one kind that have the measure; else None."""
    unattributed: str
    """Why there is no attribution; empty where there is one."""
    warnings: list[Remark]
    """What a careful colleague would point out."""


def compare(variants: Sequence[Variant], measure: Measure) -> Comparison:
    """Compare variants: inputs that differ, quantities, and with exactly two where the difference comes from.

    Regions add each way of pooling and each authority.
    """
    measures = [Measure(name, name) for name in QUANTITY_NAMES]
    authorities: list[str] = []
    if all(variant.baseline.is_region for variant in variants):
        authorities = list(dict.fromkeys(name for variant in variants for name in variant.baseline.inputs))
        measures = in_every_scope(list(dict.fromkeys([*measures, measure.whole()])), authorities)
    measures = list(dict.fromkeys([*measures, measure]))
    values = values_of(variants, measures)
    attributed, why_not = _attributed(variants, measure, values[measure.text])
    warnings = [
        *price_remarks(variants),
        *absent_remarks(variants, authorities),
        *missing_remarks(variants, measure, values[measure.text]),
        *([Remark("not_attributed", why_not, tuple(variant.name for variant in variants))] if why_not else []),
        *own_remarks(variants),
    ]
    changed = changed_inputs(variants)
    return Comparison(variants, changed, authorities, measures, values, measure, attributed, why_not, warnings)


def _attributed(
    variants: Sequence[Variant], measure: Measure, values: Sequence[float | None]
) -> tuple[Attribution | None, str]:
    """Attribute the difference in the measure, or say why that cannot be done."""
    if len(variants) != 2:
        return None, (
            f"Not attributed to the inputs: that takes two variants, and there are {len(variants)}. Compare two, with "
            "--option NAME or two files."
        )
    first, second = (variant.baseline for variant in variants)
    if first.is_region != second.is_region:
        team, region = sorted(variants, key=lambda variant: variant.baseline.is_region)
        return None, (
            f"Not attributed to the inputs: {region.name} is a region and {team.name} is not, so their inputs do not "
            "correspond. Compare two regions, or two scenarios that are none; one authority of a region can be written "
            "to a file of its own."
        )
    if None in values:
        other = default_measures(lambda measures: _in_all(variants, measures))[0].text
        return None, f"Not attributed to the inputs: not both have {measure.text}. Add --on {other}, which both have."
    found = attribution(first, second, measure)
    if found is None:
        return None, (
            f"Not attributed to the inputs: {measure.text} has no value where some of them are as in "
            f"{variants[0].name} and the others as in {variants[1].name}. Name another quantity with --on."
        )
    return found, ""


def _in_all(variants: Sequence[Variant], measures: Sequence[Measure]) -> dict[str, list[float | None]]:
    """Return the measures that all variants have."""
    return {text: values for text, values in values_of(variants, measures).items() if None not in values}


def changed_inputs(variants: Sequence[Variant]) -> list[ChangedInput]:
    """Return the inputs that differ between variants: those of the first variant, then those that others add."""
    variables = [variables_within(variant.baseline) for variant in variants]
    units = {path: variable.unit for own in variables for path, variable in own.items()}
    rows = (
        ChangedInput(path, unit, [own[path].value if path in own else None for own in variables])
        for path, unit in units.items()
    )
    return [row for row in rows if any(value != row.values[0] for value in row.values)]


def values_of(variants: Sequence[Variant], measures: Iterable[Measure]) -> dict[str, list[float | None]]:
    """Return each measure in each variant; None where it is not estimated or does not exist."""
    measures = list(measures)
    found = [
        variant.baseline.evaluate(measure for measure in measures if variant.knows(measure)) for variant in variants
    ]
    return {measure.text: [_existing(own.get(measure.text)) for own in found] for measure in measures}


def _existing(value: Any) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None
