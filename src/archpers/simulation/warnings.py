"""What a careful colleague would point out beside a simulation."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from archpers.results.decision import Messages
from archpers.results.evaluate import evaluate
from archpers.results.result import NOTES
from archpers.rounding import grouped, significant
from archpers.scenario.limits import RELEASE_RULE, RELEASED_TOO_MUCH
from archpers.scenario.overrides import left_out_notes, values_not_drawn
from archpers.scenario.reading.yaml import path_text
from archpers.simulation.drawn_inputs import DrawnInputs
from archpers.simulation.drawn_model import NOT_HELD
from archpers.simulation.result import Statistics
from archpers.units import Unit
from archpers.what_if.baseline import Baseline
from archpers.what_if.messages import named

_ENDS = np.array([0.001, 0.999])
_MARGIN = 0.02
_MOST_NAMED = 10


class SimulationCounts(NamedTuple):
    """What all runs of a simulation have counted."""

    statistics: dict[str, Statistics]
    missing: dict[str, int]
    """Figure -> draws in which it does not exist, for those that have such draws."""
    infeasible: dict[str, int]
    """Input -> draws that leave its bounds."""
    feasible: int


def warnings_about_simulation(
    baseline: Baseline, inputs: DrawnInputs, counted: SimulationCounts, draws: int
) -> Messages:
    """Yield the warnings, code and message: about the draws, then those about the scenario as it is."""
    scenario = baseline.scenario
    if counted.infeasible:
        yield (
            "infeasible_draws",
            f"{grouped(draws - counted.feasible, 0)} of {grouped(draws, 0)} draws are infeasible, since they "
            f"{_broken(counted.infeasible)} ({infeasible_text(counted.infeasible, draws)}). They are in no figure; "
            f"{_mended(counted.infeasible)}.",
        )
    yield from _missing(counted.missing, draws)
    yield from (("evidence_left_out", note) for note in left_out_notes(scenario.document))
    for path, name in values_not_drawn(scenario.document):
        yield (
            "draws_do_not_follow_value",
            f"{path_text(path)}: the value is set, but the draws still come from its {name} distribution, which does "
            "not rest on it; set the distribution's own parameters too.",
        )
    yield from baseline.cost_notes(variable.path for variable in inputs.variables)
    yield from _far_values(inputs)
    if inputs.idle:
        yield (
            "correlation_without_distribution",
            f"{' and '.join(inputs.idle)}: without a distribution an input stays fixed, so its correlations do "
            "nothing.",
        )
    own = (warning for warning in evaluate(scenario).warnings if warning.code not in NOTES)
    yield from ((warning.code, warning.message) for warning in own)


def _broken(infeasible: Mapping[str, int]) -> str:
    """Say what draws do that are left out."""
    between = [path for path in infeasible if path.startswith(NOT_HELD)]
    leaving = "leave the bounds of an input" if infeasible.keys() - {RELEASED_TOO_MUCH, *between} else ""
    breaking = "break what inputs must keep between them" if between else ""
    releasing = f"break the rule that {RELEASE_RULE}" if RELEASED_TOO_MUCH in infeasible else ""
    return " or ".join(filter(None, (leaving, breaking, releasing)))


def _mended(infeasible: Mapping[str, int]) -> str:
    """Say how fewer draws would be left out."""
    cut = "to cut a normal or lognormal distribution instead, give it min or max"
    spread = "to have fewer of them, spread release and effect less widely"
    between = any(path.startswith(NOT_HELD) for path in infeasible)
    together = "to have fewer of them, spread these inputs less widely"
    alone = any(not path.startswith(NOT_HELD) for path in infeasible.keys() - {RELEASED_TOO_MUCH})
    wanted = (cut, alone), (together, between), (spread, RELEASED_TOO_MUCH in infeasible)
    return "; ".join(text for text, said in wanted if said)


def infeasible_text(infeasible: Mapping[str, int], draws: int) -> str:
    """Say which inputs leave their bounds, and in how many draws."""
    return ", ".join(f"{path} in {grouped(count, 0)} of {grouped(draws, 0)}" for path, count in infeasible.items())


def _missing(missing: Mapping[str, int], draws: int) -> Messages:
    if missing:
        told = [f"{text} in {grouped(count, 0)} of {grouped(draws, 0)} draws" for text, count in missing.items()]
        yield (
            "value_does_not_exist",
            f"There is no value for {named(told, _MOST_NAMED)}: a division by zero, or a number too large "
            "to compute. No statistics are given of them.",
        )


def _far_values(inputs: DrawnInputs) -> Iterator[tuple[str, str]]:
    """Find inputs whose own value next to no draw comes near."""
    for column in inputs.columns:
        if column.variable is not None:
            low, high = column.quantiles(_ENDS).tolist()
            margin = _MARGIN * (high - low)  # a mode at the end of its range is no surprise
            if not low - margin <= column.variable.value <= high + margin:
                value, low, high = (_written(each, column.variable.unit) for each in (column.variable.value, low, high))
                yield (
                    "value_outside_distribution",
                    f"{column.path}: the value {value} lies outside nearly all that its distribution draws ({low} to "
                    f"{high} in 998 of 1,000 draws), so the baseline is far from what comes out.",
                )


def _written(value: float, unit: Unit) -> str:
    """Write a value of an input to four digits, with its sign."""
    return unit.signed(significant(unit.scaled(value), 4))
