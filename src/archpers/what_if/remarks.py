"""What a careful colleague would say beside a comparison: what cannot be compared, and the warnings of each variant."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archpers.results.result import NOTES
from archpers.what_if.measures import Measure
from archpers.what_if.variant import Variant
from archpers.what_if.wording import named


class Remark(NamedTuple):
    """Something a careful colleague would point out."""

    code: str
    message: str
    variants: tuple[str, ...]
    """The names of the variants that it is about."""


def price_remarks(variants: Sequence[Variant]) -> list[Remark]:
    """Warn of money at the prices of different years; no conversion is made, since no file gives a deflator."""
    priced = [variant for variant in variants if variant.result.quantities["total_cost"] is not None]
    if len({variant.prices for variant in priced}) < 2:
        return []
    bases = "; ".join(f"{variant.name}: {variant.prices or 'not stated'}" for variant in priced)
    message = (
        f"The money is in prices of different years ({bases}) and is compared as it stands, so differences in money, "
        "and what they are attributed to, include the change in prices. Put the costs of all at the prices of one "
        "year, and write that as price_base_year."
    )
    return [Remark("price_bases_differ", message, tuple(variant.name for variant in priced))]


def absent_remarks(variants: Sequence[Variant], authorities: Sequence[str]) -> list[Remark]:
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


def missing_remarks(variants: Sequence[Variant], measure: Measure, values: Sequence[float | None]) -> list[Remark]:
    """Say which variants have no value of the measure that is asked about."""
    without = tuple(variant.name for variant, value in zip(variants, values, strict=True) if value is None)
    if not without:
        return []
    message = f"{', '.join(without)}: {measure.text} has no value: it is not estimated there, or does not exist."
    return [Remark("no_value", message, without)]


def own_remarks(variants: Sequence[Variant]) -> list[Remark]:
    """Return the warnings of each variant's own result."""
    names = [variant.name for variant in variants]
    # notes are left out: what they explain, the pooled values show
    warnings = [[each for each in variant.result.warnings if each.code not in NOTES] for variant in variants]
    codes = {each.message: each.code for own in warnings for each in own}
    said = said_once(names, ([each.message for each in own] for own in warnings))
    return [Remark(codes[message], text, about) for message, text, about in said]


def said_once(names: Sequence[str], lines: Iterable[Iterable[str]]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each line once, with who says it before it unless all do, and who says it.

    lines: for each name, what is said of it.
    """
    found: dict[str, list[str]] = {}
    for name, own in zip(names, lines, strict=True):
        for line in own:
            found.setdefault(line, []).append(name)
    for line, about in found.items():
        yield line, line if len(about) == len(names) else f"{', '.join(about)}: {line}", tuple(about)
