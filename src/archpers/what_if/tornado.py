"""Tornado: every input by itself between its low and its high, sorted by how far it moves one measure."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from archpers.errors import UsageError
from archpers.results.names import Measure
from archpers.results.result import Result
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import Unit
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import default_measures
from archpers.what_if.messages import not_estimated
from archpers.what_if.variable_inputs import VariableInput

SAME = 1e-9
"""So small a part of a number may two differ in that are one and the same."""


class Swing(NamedTuple):
    """What one input does to a measure."""

    input: str
    """Its path."""
    unit: Unit
    low_input: float
    high_input: float
    """The values that it was given [its unit]."""
    low: float | None
    high: float | None
    """The measure at those values [the measure's unit]; None where they are infeasible or there is no value."""
    swing: float | None
    """How far apart the two are; None also for an input that was not moved, which says nothing about its effect."""
    note: str = ""
    """What to know about the values it was given, or why it was not moved; empty for low and high from the file."""

    @property
    def moved(self) -> bool:
        """Whether it was given two values."""
        return self.low_input != self.high_input

    @property
    def moves(self) -> bool:
        """Whether it moves the measure, or makes it infeasible."""
        return self.moved and self.swing != 0


class ResidualTornado(NamedTuple):
    """What every input does to the residual, or without a reform to the first of what a what-if shows."""

    baseline: Baseline
    measure: Measure
    own: float
    """The measure as things stand [its unit]."""
    swings: list[Swing]


def residual_tornado(scenario: Scenario | Region, result: Result) -> ResidualTornado | None:
    """Return what every input does to the residual; None without a reform, or where no input moves it."""
    baseline = Baseline(scenario)
    measure = default_measures(baseline.evaluate)[0]
    if not measure.is_residual:
        return None
    swings = tornado(baseline, measure)
    own = float(baseline.evaluate([measure])[measure.text])
    return ResidualTornado(baseline, measure, own, swings) if any(swing.swing for swing in swings) else None


def tornado(baseline: Baseline, measure: Measure, within: float = 0.1) -> list[Swing]:
    """Return the swing of every input, the largest first; inputs without effect in the order of the file.

    within: how far below and above its value an input goes that the file gives no low or high, as a fraction of it.
    Raises UsageError for a measure that is not estimated, and for a within that is not between 0 and 1.
    """
    if not 0 < within < 1:
        raise UsageError("--within: is a part of each value; write a percentage between 0% and 100%, such as 10%")
    if not baseline.evaluate([measure]):
        raise not_estimated(baseline.inputs, measure)
    swings = [_swing(baseline, measure, variable, within) for variable in baseline.variables.values()]
    return sorted(swings, key=lambda swing: -math.inf if swing.swing is None else swing.swing, reverse=True)


def alike(baseline: Baseline, measure: Measure, swings: Iterable[Swing]) -> list[tuple[str, ...]]:
    """Return the inputs whose swings are one and the same thing, as days, hours and WTE are: the model multiplies them.

    They have the same swing over ends that are as far from their values, and changing two of them a little comes to
    the same as changing one by both factors.
    """
    groups: list[list[Swing]] = []
    for swing in (swing for swing in swings if swing.swing):
        group = next((group for group in groups if _is_one_thing(baseline, measure, group[0], swing)), None)
        if group is None:
            groups.append([swing])
        else:
            group.append(swing)
    return [tuple(swing.input for swing in group) for group in groups if len(group) > 1]


def _is_one_thing(baseline: Baseline, measure: Measure, one: Swing, other: Swing) -> bool:
    first, second = (baseline.variables[each.input].value for each in (one, other))
    if not first or not second or one.swing is None or other.swing is None:
        return False
    low, high = one.low_input / first, one.high_input / first
    ends = (other.low_input / second, other.high_input / second)
    if not np.allclose((low, high, one.swing), (*ends, other.swing), rtol=SAME, atol=0.0):
        return False
    changes = {one.input: np.array([low * first, low * high * first]), other.input: np.array([high * second, second])}
    both, alone = np.broadcast_to(baseline.evaluate([measure], changes, exact=True)[measure.text], 2).tolist()
    return math.isclose(both, alone, rel_tol=SAME, abs_tol=SAME * one.swing)


def _swing(baseline: Baseline, measure: Measure, variable: VariableInput, within: float) -> Swing:
    low_input, high_input, note = _ends(variable, within)
    if baseline.makes_up(variable):
        low_input, high_input, note = variable.value, variable.value, "it makes up for the others (--balance)"
    changes = {variable.path: np.array([low_input, high_input])} if low_input != high_input else {}
    found = baseline.evaluate([measure], changes)[measure.text]
    low, high = (value if math.isfinite(value) else None for value in np.broadcast_to(found, 2).tolist())
    swing = abs(high - low) if changes and low is not None and high is not None else None
    return Swing(variable.path, variable.unit, low_input, high_input, low, high, swing, note)


def _ends(variable: VariableInput, within: float) -> tuple[float, float, str]:
    """Return low and high, as given or within so much of the value and the hard bounds, with a note."""
    below, above = sorted((variable.value * (1 - within), variable.value * (1 + within)))
    low = below if variable.low is None else variable.low
    high = above if variable.high is None else variable.high
    assumed = [word for word, given in (("low", variable.low), ("high", variable.high)) if given is None]
    if low == high:
        return low, high, _not_moved(assumed)
    if not assumed:
        return low, high, ""
    note = f"{' and '.join(assumed)} not given, taken as {within * 100:g}% from the value"
    if low < variable.kind.least:
        return (
            variable.kind.least,
            high,
            f"{note}; low cut at its bound, {variable.kind.least:g} ({variable.kind.rule})",
        )
    if high > variable.kind.most:
        return low, variable.kind.most, f"{note}; high cut at its bound, {variable.kind.most:g} ({variable.kind.rule})"
    return low, high, note


def _not_moved(assumed: list[str]) -> str:
    """Say why low and high are the same. assumed: those that are not given, which a value of 0 leaves at 0."""
    if not assumed:
        return "its low and its high are the same"
    return f"its value is 0 and no {' or '.join(assumed)} is given; give one, such as --set PATH.high=VALUE"
