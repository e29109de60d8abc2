"""Compare: variants of a scenario side by side, with the inputs and the quantities that differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from archpers.model.registry import in_block
from archpers.results.evaluate import evaluate
from archpers.results.names import Measure, measures_of
from archpers.results.result import NOTES, Result
from archpers.results.values import finite
from archpers.units import Unit
from archpers.what_if.attribution import Attribution, attribution, variables_within
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import default_measures, in_every_scope
from archpers.what_if.messages import named, said_once


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


class Remark(NamedTuple):
    """Something a careful colleague would point out."""

    code: str
    message: str
    variants: tuple[str, ...]
    """The names of the variants that it is about."""


class ChangedInput(NamedTuple):
    """An input that is not the same in all variants."""

    path: str
    unit: Unit
    values: list[float | None]
    """Its value in each variant [its unit]; None where the variant has none."""


class VariantComparison(NamedTuple):
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


def compare(variants: Sequence[Variant], measure: Measure) -> VariantComparison:
    """Compare variants: inputs that differ, quantities, and with exactly two where the difference comes from.

    Regions add each way of pooling and each authority; functions and other members are those of the region as one.
    """
    told = {name for variant in variants for name in variant.result.quantities}
    measures = [Measure((field,), name) for field, name in in_block("quantities").items() if field in told]
    authorities: list[str] = []
    if all(variant.baseline.is_region for variant in variants):
        authorities = list(dict.fromkeys(name for variant in variants for name in variant.baseline.inputs))
        measures = in_every_scope(list(dict.fromkeys([*measures, measure.beside()])), authorities)
    measures = list(dict.fromkeys([*measures, *_members(variants), measure]))
    values = values_of(variants, measures)
    measures = [each for each in measures if each.key is None or each == measure or {*values[each.text]} != {None}]
    values = {each.text: values[each.text] for each in measures}
    attributed, why_not = _attributed(variants, measure, values[measure.text])
    warnings = [
        *_price_remarks(variants),
        *_absent_remarks(variants, authorities),
        *_missing_remarks(variants, measure, values[measure.text]),
        *([Remark("not_attributed", why_not, tuple(variant.name for variant in variants))] if why_not else []),
        *_own_remarks(variants),
    ]
    changed = changed_inputs(variants)
    return VariantComparison(variants, changed, authorities, measures, values, measure, attributed, why_not, warnings)


def _members(variants: Sequence[Variant]) -> list[Measure]:
    """Return the numbers that any of the variants may have for each function, form of support and so on."""
    every = (measure for variant in variants for measure in measures_of(variant.baseline.scenario))
    return [measure for measure in dict.fromkeys(every) if measure.key is not None]


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
    unlike = _unlike(variants, measure)
    if unlike:
        return None, unlike
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


def _unlike(variants: Sequence[Variant], measure: Measure) -> str:
    """Say why the inputs of two variants do not correspond; empty where they do."""
    first, second = (variant.baseline for variant in variants)
    if first.is_region != second.is_region:
        team, region = sorted(variants, key=lambda variant: variant.baseline.is_region)
        return (
            f"Not attributed to the inputs: {region.name} is a region and {team.name} is not, so their inputs do not "
            "correspond. Compare two regions, or two scenarios that are none; one authority of a region can be written "
            "to a file of its own."
        )
    if measure.year is not None and _other_years(first, second):
        return (
            "Not attributed to the inputs: the cases differ in more than numbers (years, who pays, kinds of items, "
            "ends of contracts, prices, or whether brokerage counts)."
        )
    return ""


def _other_years(first: Baseline, second: Baseline) -> bool:
    """Say whether two cases differ in what is no number."""
    one, other = first.timeline, second.timeline
    return one is not None and other is not None and one.joined(other) is None


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
    return {measure.text: [finite(own.get(measure.text)) for own in found] for measure in measures}


def _price_remarks(variants: Sequence[Variant]) -> list[Remark]:
    """Warn of money at the prices of different years; no conversion is made unasked."""
    priced = [variant for variant in variants if variant.result.quantities["total_cost"] is not None]
    if len({variant.prices for variant in priced}) < 2:
        return []
    bases = "; ".join(f"{variant.name}: {variant.prices or 'not stated'}" for variant in priced)
    message = (
        f"The money is in prices of different years ({bases}) and is compared as it stands, so differences in money, "
        "and what they are attributed to, include the change in prices. Add --prices YEAR for the prices of one "
        "year in all; each file says its own as price_base_year."
    )
    return [Remark("price_bases_differ", message, tuple(variant.name for variant in priced))]


def _absent_remarks(variants: Sequence[Variant], authorities: Sequence[str]) -> list[Remark]:
    """Say which authorities are not in a variant, of those that any has."""
    remarks = []
    for variant in variants:
        absent = [name for name in authorities if name not in variant.baseline.inputs]
        if absent:
            message = (
                f"Not in {variant.name}: {named(absent)}. No values and no differences are given there, and totals "
                "and pooled values are over different authorities."
            )
            remarks.append(Remark("authority_not_there", message, (variant.name,)))
    return remarks


def _missing_remarks(variants: Sequence[Variant], measure: Measure, values: Sequence[float | None]) -> list[Remark]:
    """Say which variants have no value of the measure that is asked about."""
    without = tuple(variant.name for variant, value in zip(variants, values, strict=True) if value is None)
    if not without:
        return []
    message = f"{', '.join(without)}: {measure.text} has no value: it is not estimated there, or does not exist."
    return [Remark("no_value", message, without)]


def _own_remarks(variants: Sequence[Variant]) -> list[Remark]:
    """Return the warnings of each variant's own result."""
    names = [variant.name for variant in variants]
    # notes are left out: what they explain, the pooled values show
    warnings = [[each for each in variant.result.warnings if each.code not in NOTES] for variant in variants]
    codes = {each.message: each.code for own in warnings for each in own}
    said = said_once(names, ([each.message for each in own] for own in warnings))
    return [Remark(codes[message], text, about) for message, text, about in said]
