"""Switching values (HM Treasury, Green Book): what each input would have to be for a measure to reach a target."""

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from archpers.arrays import Floats
from archpers.model.precision import PRECISION
from archpers.results.names import Measure
from archpers.units import Unit
from archpers.what_if.baseline import Baseline
from archpers.what_if.messages import not_estimated
from archpers.what_if.roots import Root, roots
from archpers.what_if.variable_inputs import VariableInput

REACHED_WITHIN = 1e-10
"""How near the target the measure comes, relative to the larger of the target and the baseline."""

NO_EFFECT, ANY_VALUE = "no effect", "any value reaches it"
"""Why an input that does not move the measure has no switching value: off the target, and on it."""
MAKES_UP = "makes up for the others"
"""Why a time share that is named to balance the row has none."""

_SCAN = 1025  # points over an input's bounds; the model bends so little that a crossing cannot hide between two
_FAR = 1e9  # times the baseline, and as small a part of it: how far inputs without an upper bound are followed
_FACTORS = np.geomspace(1 / _FAR, _FAR, _SCAN)


class Switch(NamedTuple):
    """A value of one input at which the measure reaches the target."""

    input: str
    """Its path."""
    unit: Unit
    baseline: float
    """Its value in the scenario [its unit]."""
    switching_value: float | None
    """The value that reaches the target [its unit]; None where none within the input's bounds does."""
    change: float | None
    """Change from the baseline, as a fraction of it; None where there is no switching value or the baseline is 0."""
    why: str = ""
    """Why there is no switching value."""
    end: str = ""
    """Which end of a stretch of switching values it is: `from` or `to`, or where it has one end only `or more` or
    `or less`; empty for a value by itself."""

    @property
    def matters(self) -> bool:
        """Whether the input has an effect on the measure, as far as was looked."""
        return self.why not in (NO_EFFECT, ANY_VALUE)


def switching_values(
    baseline: Baseline, measure: Measure, target: float = 0.0, paths: Iterable[str] | None = None
) -> list[Switch]:
    """Return the switching values of every input, in the order of the file; one input may have several.

    Where every value of a stretch reaches the target, its ends are given. target: what the measure is to reach [its
    unit]. paths: the inputs to look at, by default all. Raises UsageError for a measure that is not estimated.
    """
    own = baseline.evaluate([measure])
    if not own:
        raise not_estimated(baseline.inputs, measure)
    scale = (
        max(abs(target), abs(float(own[measure.text])))
        or baseline.dust([measure]).get(measure.text, 0.0) / PRECISION
        or 1.0
    )
    found: list[Switch] = []
    for variable in baseline.variables.values() if paths is None else map(baseline.variable, paths):
        if baseline.makes_up(variable):
            found.append(Switch(variable.path, variable.unit, variable.value, None, None, MAKES_UP))
            continue

        def gap(values: Floats, path: str = variable.path) -> Floats:
            reached = baseline.evaluate([measure], {path: values}, exact=True)[measure.text]
            return np.broadcast_to(np.asarray(reached, dtype=float), values.shape) - target

        found.extend(_switches(variable, gap, REACHED_WITHIN * scale))
    return found


def _switches(variable: VariableInput, gap: Callable[[Floats], Floats], tolerance: float) -> list[Switch]:
    points = _scanned(variable)
    gaps = gap(points)
    there = gaps[np.isfinite(gaps)]
    nothing = Switch(variable.path, variable.unit, variable.value, None, None)
    if not there.size or (np.ptp(there) <= tolerance and abs(there[0]) > tolerance):
        return [nothing._replace(why=NO_EFFECT)]
    if np.all(np.abs(there) <= tolerance):
        return [nothing._replace(why=ANY_VALUE)]
    ends = [end for root in roots(gap, points, tolerance, gaps) for end in _ends(root, variable, points)]
    return [
        nothing._replace(switching_value=value, change=_relative(value, variable.value), end=end) for value, end in ends
    ] or [nothing._replace(why="none within bounds")]


def _relative(value: float, baseline: float) -> float | None:
    """Return a change as a fraction of the baseline; None where there is none that a number can hold."""
    change = (value - baseline) / baseline if baseline else math.nan
    return change if math.isfinite(change) else None


def _ends(root: Root, variable: VariableInput, points: Floats) -> list[tuple[float, str]]:
    """Return a root by itself, or the ends of a stretch; one that goes on beyond what was looked at has one end."""
    if root.low == root.high:
        return [(root.low, "")]
    if root.high == points[-1] and np.isinf(variable.kind.most):
        return [(root.low, "or more")]
    if root.low == points[0] and variable.kind.least_excluded:
        return [(root.high, "or less")]
    return [(root.low, "from"), (root.high, "to")]


def _scanned(variable: VariableInput) -> Floats:
    """Return where to look first: over all that the hard bounds allow, the scenario's own value among it."""
    kind = variable.kind
    if np.isfinite(kind.most):
        points = np.concatenate([np.linspace(kind.least, kind.most, _SCAN), [kind.most / _FAR, variable.value]])
    elif kind.least < 0:
        around = abs(variable.value or 1.0) * _FACTORS
        points = np.concatenate([np.linspace(kind.least, -kind.least, _SCAN), -around, around, [variable.value]])
    else:
        points = np.concatenate([(variable.value or 1.0) * _FACTORS, [kind.least, variable.value]])
    return np.unique(points[variable.allows(points)])
