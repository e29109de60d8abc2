"""The residual share over the two assumptions that decide it, and where it turns negative."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from archpers.arrays import Floats
from archpers.results.names import Measure
from archpers.results.result import Result
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of
from archpers.what_if.baseline import Baseline

ACROSS = "reform.crisis_share"
DOWN = "reform.core_hours_per_person"
RESIDUAL_SHARE = Measure(("residual_share_of_hours",), "residual_share_of_hours")

_FINE = 81  # points along an axis of the line where the residual turns negative


class GridAxis(NamedTuple):
    """An axis of the grid: from nothing to some times the scenario's own value, in equal steps.

    The own value stands in place of the step nearest to it, so that it is on the grid.
    """

    times: int
    steps: int
    """There is one value more."""
    instead: float
    """How far it goes where the own value is 0 [unit of the value]."""
    limit: float = math.inf
    """How far it goes at most [unit of the value]."""

    def most(self, own: float) -> float:
        """Return how far it goes [unit of the value]."""
        return min(self.times * own, self.limit) or self.instead

    def values(self, own: float) -> Floats:
        """Return the values [unit of the own value]."""
        values = np.linspace(0.0, self.most(own), self.steps + 1)
        if own:
            nearest = np.abs(values - own)[::-1]  # of two that are as near, the upper one
            values[self.steps - np.argmin(nearest)] = own
        return values


class ResidualGrid(NamedTuple):
    """The residual share over crisis share, across, and core hours a person, down."""

    own: tuple[float, float, float]
    """The scenario's own crisis share [share], core hours [hours/person/year] and residual share [share]."""
    across: Floats
    down: Floats
    values: Floats
    """The residual share [share], down by across; NaN where there is none."""
    fine_across: Floats
    fine_down: Floats
    fine: Floats
    """The same over many more values, as far as cells around the outermost reach."""
    least: Floats | None
    """The residual share of the authority that has least, over the same values; None without authorities."""


def residual_grid(scenario: Scenario | Region, result: Result) -> ResidualGrid | None:
    """Evaluate the residual share over a grid that the scenario's own values are on; None without a reform."""
    baseline = Baseline(scenario)
    found = baseline.evaluate([RESIDUAL_SHARE, "hours_per_person"])
    if RESIDUAL_SHARE.text not in found or baseline.core_total() is None:  # none of it stands for all authorities
        return None
    share, hours = baseline.variable(ACROSS).value, baseline.variable(DOWN).value
    per_person = float(found["hours_per_person"]) if np.isfinite(found["hours_per_person"]) else 1.0

    def residual(share: float, hours: float) -> float:
        return float(_evaluated(baseline, RESIDUAL_SHARE, np.array([share]), np.array([hours]))[0, 0])

    axes = grid_axes(residual, share, hours, per_person)
    across, down = axes[0].values(share), axes[1].values(hours)
    (left, right), (low, high) = _edges(across * 100), _edges(down)
    fine_across = np.linspace(max(left / 100, 0), min(right / 100, 1), _FINE)
    fine_down = np.linspace(max(low, 0), high, _FINE)
    each = [RESIDUAL_SHARE.beside(authority=name) for name in authorities_of(scenario)]
    least = [_evaluated(baseline, measure, fine_across, fine_down) for measure in each]
    return ResidualGrid(
        (share, hours, float(found[RESIDUAL_SHARE.text])),
        across,
        down,
        _evaluated(baseline, RESIDUAL_SHARE, across, down),
        fine_across,
        fine_down,
        _evaluated(baseline, RESIDUAL_SHARE, fine_across, fine_down),
        np.minimum.reduce(least) if least else None,
    )


def grid_axes(
    residual: Callable[[float, float], float], share: float, hours: float, per_person: float
) -> tuple["GridAxis", "GridAxis"]:
    """Choose the axes: from nothing to two, three or four times today's, as far as the residual goes below zero.

    residual: the residual share [share] of a crisis share [share] and core hours [hours/person/year]. share, hours:
    today's. per_person: all hours a person there are, up to which core hours of nothing go [hours/person/year].
    """
    for times, across, down in ((2, 8, 4), (3, 6, 6), (4, 8, 8)):
        axes = GridAxis(times, across, 1.0, 1.0), GridAxis(times, down, per_person or 1.0)
        if residual(axes[0].most(share), axes[1].most(hours)) < 0:
            break
    return axes


def _edges(centres: Floats) -> tuple[float, float]:
    """Return where the first cell begins and the last ends, that lie around these values."""
    half = np.diff(centres) / 2
    return float(centres[0] - half[0]), float(centres[-1] + half[-1])


def _evaluated(baseline: Baseline, measure: Measure, across: Floats, down: Floats) -> Floats:
    found = baseline.evaluate([measure], {ACROSS: across[np.newaxis, :], DOWN: down[:, np.newaxis]})[measure.text]
    return np.broadcast_to(np.asarray(found, dtype=float), (len(down), len(across)))
