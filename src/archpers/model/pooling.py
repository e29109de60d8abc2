"""Pooling several authorities: the region as one authority, and the spread of the authorities' own values.

The ratio of totals sums inputs, function hours and function costs and takes every ratio on the sums. The mean of
ratios, the median and the quartiles are taken over the authorities' own values. They differ, and a bare "mean" of a
ratio is never said.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from archpers.model.registry import Operand, Value, added, ratio

_SUMMED = ("care_managers_wte", "total_hours", "total_cost", "people_served")
_SUMMED_FAMILIES = ("function_hours", "function_cost")


def as_one_authority(authorities: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """Sum the authorities, for `evaluate`: what to give it for the region as one authority.

    authorities: for each, name -> value of at least the summed quantities it has, and of the functions' families.
    What one authority lacks, the region lacks. A function that only some list takes no hours in the others.
    """
    given: dict[str, Value] = {}
    for name in _SUMMED:
        if all(name in values for values in authorities):
            given[name] = added(values[name] for values in authorities)
    for name in _SUMMED_FAMILIES:
        if all(name in values for values in authorities):
            keys = dict.fromkeys(key for values in authorities for key in values[name])
            given[name] = {key: added(values[name].get(key, 0.0) for values in authorities) for key in keys}
    if "function_hours" in given:
        given["time_share"] = {
            key: ratio(hours, given["total_hours"]) for key, hours in given["function_hours"].items()
        }
    return given


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
    """Interpolate linearly between the sorted values, as numpy's default and Excel's QUARTILE.INC do; NaN for none."""
    if not values:
        return math.nan
    ranking = next((value for value in values if hasattr(value, "traced_ranking")), None)
    if ranking is not None:
        ordered: Any = ranking.traced_ranking(values)
    elif not all(isinstance(value, int | float) or hasattr(value, "traced_ratio") for value in values):
        import numpy as np  # a value is an array, so numpy is loaded already

        ordered = np.sort(np.stack(np.broadcast_arrays(*values)), axis=0)
    else:
        ordered = sorted(values)
    position = level * (len(ordered) - 1)
    below = math.floor(position)
    above = math.ceil(position)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


POOLS: dict[str, Callable[[Sequence[Operand]], Operand]] = {
    "mean_of_ratios": mean_of_ratios,
    "median": median,
    "lower_quartile": lower_quartile,
    "upper_quartile": upper_quartile,
}
"""How the authorities' own values are pooled, by name; `ratio_of_totals` is the fifth, by `as_one_authority`."""
