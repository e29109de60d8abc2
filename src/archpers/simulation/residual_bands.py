"""How far the residual may lie from its figure: its share simulated, for the whole and for each authority."""

from collections.abc import Mapping
from typing import NamedTuple

from archpers.model.definition import ANSWER
from archpers.model.registry import shown_in
from archpers.results.result import Result
from archpers.scenario.inputs import all_givens
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of
from archpers.simulation.result import Simulation, Statistics
from archpers.simulation.simulate import simulate

RESIDUAL_SHARE = "residual_share_of_hours"


class ResidualBands(NamedTuple):
    """The residual simulated."""

    whole: Simulation
    """The figures of the answer, over all authorities together."""
    share: Statistics
    """The residual share of the whole."""
    authorities: Mapping[str, Statistics]
    """The residual share of each authority for which something is drawn."""


def residual_bands(scenario: Scenario | Region, result: Result) -> ResidualBands | None:
    """Simulate the residual; None without a reform, or where nothing has a distribution."""
    shown = [name for name in shown_in(ANSWER) if result.quantities[name] is not None]
    if RESIDUAL_SHARE not in shown or not _is_drawn(scenario):
        return None
    whole = simulate(scenario, show=shown, explain=False)
    drawn = {name: own for name, own in authorities_of(scenario).items() if _is_drawn(own)}
    each = {name: simulate(own, show=[RESIDUAL_SHARE], explain=False) for name, own in drawn.items()}
    bands = {name: own.quantities[RESIDUAL_SHARE] for name, own in each.items()}
    share = whole.quantities[RESIDUAL_SHARE]
    found = {name: band for name, band in bands.items() if band is not None}
    return None if share is None else ResidualBands(whole, share, found)


def _is_drawn(scenario: Scenario | Region) -> bool:
    return any(given.figure.distribution for given in all_givens(scenario))
