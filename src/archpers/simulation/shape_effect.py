"""Whether the shape of the distributions decides: the same ranges, drawn in each of the shapes that rest on them."""

from collections.abc import Callable, Mapping

from archpers.errors import UsageError
from archpers.results.decision import Messages
from archpers.rounding import visible
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.simulation.drawn_inputs import DrawnInputs, NothingToDrawError, drawn_inputs
from archpers.simulation.result import Simulation
from archpers.simulation.warnings import SimulationCounts
from archpers.what_if.baseline import Baseline

SHAPES = ("pert", "triangular", "uniform")
DRAWS = 20_000
"""So many of each shape: the error of a chance is at most 0.4 percentage points."""
_DECIDES = 0.05
"""Where chances of a deficit are further apart than this [share], the shape decides."""
_OPEN = (0.001, 0.999)
"""Between these chances of a deficit [share] it is worth a look."""


def inputs_to_draw(scenario: Scenario | Region, baseline: Baseline, shape: str) -> DrawnInputs:
    """Collect what is drawn; where there is nothing but lows and highs, the error says what each shape would give.

    shape: how inputs with low and high are drawn, empty for as the file says. Raises NothingToDrawError.
    """
    try:
        return drawn_inputs(scenario, baseline, shape)
    except NothingToDrawError as error:
        chances = {} if shape else _by_shape(scenario)
        if not chances:
            raise
        raise NothingToDrawError(f"{error}. {sentence(chances)[:-1]}") from None


def shape_warnings(scenario: Scenario | Region, inputs: DrawnInputs, counted: SimulationCounts, shape: str) -> Messages:
    """Yield the warning that the shape of the distributions decides, where it does and the file's own is drawn."""
    own = counted.statistics.get("residual_hours")
    shaped = not shape and any(set(SHAPES) & spread.keys() for spread in inputs.spreads.values())
    if shaped and own is not None and is_open(own.probability_below_zero):
        chances = _by_shape(scenario)
        if decides(chances):
            yield "shape_decides", sentence(chances)


def _by_shape(scenario: Scenario | Region) -> dict[str, float]:
    from archpers.simulation.simulate import simulate  # which asks for this

    return chances_by_shape(
        lambda shape: simulate(scenario, DRAWS, show=["residual_hours"], explain=False, shape=shape)
    )


def chances_by_shape(drawn: Callable[[str], Simulation]) -> dict[str, float]:
    """Return the chance of a deficit in each shape [share]; none where there is no residual, or nothing to draw.

    drawn: shape -> a simulation of the residual hours, every input with a low and a high in that shape.
    """
    found: dict[str, float] = {}
    for shape in SHAPES:
        try:
            own = drawn(shape).quantities["residual_hours"]
        except UsageError:  # what is wrong with these draws is said where they are asked for
            return {}
        if own is None or own.probability_below_zero is None:
            return {}
        found[shape] = own.probability_below_zero
    return found


def is_open(chance: float | None) -> bool:
    """Say whether a chance of a deficit is so far from certain that its shape may decide."""
    return chance is not None and _OPEN[0] <= chance <= _OPEN[1]


def decides(chances: Mapping[str, float]) -> bool:
    """Say whether chances are so far apart that the shape decides."""
    return bool(chances) and max(chances.values()) - min(chances.values()) > _DECIDES


def sentence(chances: Mapping[str, float]) -> str:
    """Say the chance of a deficit in each shape, on the same lows and highs."""
    told = [f"{shape} {visible(chance * 100, 1)}%" for shape, chance in chances.items()]
    verdict = "the shape decides" if decides(chances) else "the shape hardly matters"
    return f"On the same lows and highs the chance of a deficit is: {', '.join(told)}; {verdict}."
