"""The residual share over the two assumptions that decide it, and where it turns negative."""

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
    across, down = _values(baseline, share, hours, per_person or 1.0)
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


def _values(baseline: Baseline, share: float, hours: float, per_person: float) -> tuple[Floats, Floats]:
    """Choose the values to show: from nothing to two, three or four times today's, as far as the residual goes below.

    The scenario's own values are among them. An assumption of nothing goes up to all there is.
    """
    for times in (2, 3, 4):
        far = np.array([min(times * share, 1.0) or 1.0]), np.array([times * hours or per_person])
        if _evaluated(baseline, RESIDUAL_SHARE, *far)[0, 0] < 0:
            break
    return (
        _steps(share, far[0][0], {2: 8, 3: 6, 4: 8}[times]),
        _steps(hours, far[1][0], {2: 4, 3: 6, 4: 8}[times]),
    )


def _steps(own: float, most: float, count: int) -> Floats:
    """Divide the way from 0 to the most, keeping the scenario's own value."""
    steps = np.linspace(0.0, most, count + 1)
    if own:
        steps[np.argmin(np.abs(steps - own))] = own
    return steps


def _edges(centres: Floats) -> tuple[float, float]:
    """Return where the first cell begins and the last ends, that lie around these values."""
    half = np.diff(centres) / 2
    return float(centres[0] - half[0]), float(centres[-1] + half[-1])


def _evaluated(baseline: Baseline, measure: Measure, across: Floats, down: Floats) -> Floats:
    found = baseline.evaluate([measure], {ACROSS: across[np.newaxis, :], DOWN: down[:, np.newaxis]})[measure.text]
    return np.broadcast_to(np.asarray(found, dtype=float), (len(down), len(across)))
