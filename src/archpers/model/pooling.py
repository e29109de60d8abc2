"""Pooling several authorities: the region as one authority, and the spread of the authorities' own values.

The ratio of totals sums inputs, function hours and function costs and takes every ratio on the sums. The mean of
ratios, the median and the quartiles are taken over the authorities' own values. They differ, and a bare "mean" of a
ratio is never said.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from archpers.model.arithmetic import added, ratio
from archpers.model.definition import Definition, Operand, Value
from archpers.model.registry import INPUTS, QUANTITIES, applied, described

SPLIT = ("functions", "function_groups")
"""Blocks of what the functions, and groups of them, take of the whole: one that an authority lacks takes nothing."""
SUM = "sum_of_authorities"
"""The sum of the authorities' own values, of what adds up; there is none where one of them has no value."""


def as_one_authority(authorities: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """Sum the authorities, for `evaluate`: what to give it for the region as one authority.

    authorities: for each, name -> value of at least what is summed, or is the same for all. What one authority lacks
    of what is summed, the region lacks. A member that only some have counts nothing in the others.
    """
    given: dict[str, Value] = {}
    there = frozenset[str]().union(*authorities)
    for name, own in {**INPUTS, **QUANTITIES}.items():
        several = [values[name] for values in authorities if name in values] if name in there else []
        if several and own.pooling == "sum" and own.neutral is not None and own.axis is None:
            given[name] = added(values.get(name, own.neutral) for values in authorities)
        elif own.pooling == "sum" and several and len(several) == len(authorities):
            given[name] = _summed(several) if own.axis else added(several)
        elif own.only is not None:
            given[name] = None  # what each authority says of its own functions holds for no other
        elif own.pooling == "once for all" and several and not (own.formula and _follows(own, given)):
            given[name] = several[0]
        elif own.pooling == "taken on the sums" and own.neutral is not None and not own.axis:
            given[name] = None  # what the authorities have of it, the region has not, so it counts as nothing either
    for name, own in QUANTITIES.items():
        if own.on_sums and given.keys() >= {*own.on_sums.parameters}:
            given[name] = applied(own.on_sums, {each: given[each] for each in own.on_sums.parameters}, {})
    return given


def _follows(own: Definition, given: Mapping[str, Value]) -> bool:
    """Say whether a quantity that is the same for all follows from what is given already."""
    found = [name in given or (name in QUANTITIES and _follows(QUANTITIES[name], given)) for name in own.parameters]
    return any(found) if own.among else all(found)


def _summed(several: Sequence[Mapping[str, Operand]]) -> dict[str, Operand]:
    members = dict.fromkeys(key for family in several for key in family)
    return {key: added(family.get(key, 0.0) for family in several) for key in members}


def own_value(values: Mapping[str, Value], name: str, member: str | None = None) -> Operand | None:
    """Return an authority's own value; None where it has none. A function that it does not have takes nothing of it."""
    value = values.get(name)
    if member is None or value is None:
        return value
    return value.get(member, 0.0 if described(name).block in SPLIT else None)


def sums_of_authorities(authorities: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """Sum the authorities' own values of what adds up; what one of them lacks has no sum."""
    everywhere = [name for name in authorities[0] if all(name in values for values in authorities)]
    return {
        name: _summed(several) if described(name).axis else added(several)
        for name in everywhere
        if described(name).unit.adds and (several := [values[name] for values in authorities])
    }


def mean_of_ratios(values: Sequence[Operand]) -> Operand:
    """Return the mean of the authorities' own values [unit of the values]; scalars or arrays; NaN for none."""
    return ratio(added(values), len(values)) if values else math.nan


def median(values: Sequence[Operand]) -> Operand:
    """Return the middle of the authorities' own values [unit of the values]; scalars or arrays; NaN for none."""
    return quantile(values, 0.5)


def lower_quartile(values: Sequence[Operand]) -> Operand:
    """Return the lower quartile of the authorities' own values [unit of the values]; scalars or arrays."""
    return quantile(values, 0.25)


def upper_quartile(values: Sequence[Operand]) -> Operand:
    """Return the upper quartile of the authorities' own values [unit of the values]; scalars or arrays."""
    return quantile(values, 0.75)


def quantile(values: Sequence[Operand], level: float) -> Operand:
    """Interpolate linearly between the sorted values, as numpy's default and Excel's QUARTILE.INC do.

    NaN for none, and where one of them is NaN: a value that does not exist has no place among the others.
    """
    if not values:
        return math.nan
    ordered = _ordered(values)
    position = level * (len(ordered) - 1)
    below = math.floor(position)
    above = math.ceil(position)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def _ordered(values: Sequence[Operand]) -> Any:
    """Sort values; all are NaN where one of them is."""
    if {*map(type, values)} <= {float, int}:  # which needs no look at each of them
        return [math.nan] * len(values) if any(map(math.isnan, values)) else sorted(values)
    ranking = next((value for value in values if hasattr(value, "traced_ranking")), None)
    if ranking is not None:
        return ranking.traced_ranking(values)
    if not all(isinstance(value, int | float) or hasattr(value, "traced_ratio") for value in values):
        import numpy as np  # a value is an array, so numpy is loaded already

        ordered = np.sort(np.stack(np.broadcast_arrays(*values)), axis=0)
        return np.where(np.isnan(ordered[-1]), math.nan, ordered)  # which is sorted last
    gap = any(isinstance(value, float) and math.isnan(value) for value in values)
    return [math.nan] * len(values) if gap else sorted(values)


POOLS: dict[str, Callable[[Sequence[Operand]], Operand]] = {
    "mean_of_ratios": mean_of_ratios,
    "median": median,
    "lower_quartile": lower_quartile,
    "upper_quartile": upper_quartile,
}
"""How the authorities' own values are pooled, by name; `ratio_of_totals` comes beside them, by `as_one_authority`."""


def pools_of(name: str) -> dict[str, Callable[[Sequence[Operand]], Operand]]:
    """Return how the authorities' own values of a quantity are pooled: what adds up is summed too."""
    return {**({SUM: added} if described(name).unit.adds else {}), **POOLS}
