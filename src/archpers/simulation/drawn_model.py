"""From a scenario and what is drawn in it to a program: the model's formulas, recorded once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.results.names import Measure
from archpers.scenario.years import RELEASED_TOO_MUCH
from archpers.simulation.drawn_inputs import DrawnInputs, DrawnShares
from archpers.simulation.engine.program import Program
from archpers.simulation.engine.tape import Recorded, Tape
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import measured
from archpers.what_if.variable_inputs import VariableInput


class Guard(NamedTuple):
    """What a draw must hold to be a scenario that a file could state."""

    path: str
    """Where it stands in the file."""
    allows: Callable[[Floats], Any]
    """Say of which values a scenario could be."""


class DrawnModel(NamedTuple):
    """The model as a function of the probabilities at which its uncertain inputs are drawn."""

    program: Program
    """From one probability a drawn column to the figures, then the guards."""
    figures: tuple[str, ...]
    """The measures that vary."""
    guards: tuple[Guard, ...]
    """The inputs that may leave their bounds, and what else may not hold."""

    def infeasible(self, values: Sequence[Floats] | Floats) -> dict[str, NDArray[np.bool_]]:
        """Return which draws do not hold what a guard asks, path -> draws, for those guards that have such draws.

        values: those of the guards, guards by draws.
        """
        found = {guard.path: ~guard.allows(own) for guard, own in zip(self.guards, values, strict=True)}
        return {path: outside for path, outside in found.items() if outside.any()}


def drawn_model(baseline: Baseline, inputs: DrawnInputs, measures: Iterable[Measure | str]) -> DrawnModel:
    """Record the measures of a scenario or region as functions of the probabilities of what is drawn.

    Raises UsageError for a measure that there is not.
    """
    (model,) = drawn_models(baseline, inputs, [measures])
    return model


def drawn_models(
    baseline: Baseline, inputs: DrawnInputs, batches: Iterable[Iterable[Measure | str]]
) -> list[DrawnModel]:
    """Record several batches of measures, each as a model of its own; all of them take one recording."""
    tape = Tape()
    chances = [tape.operand() for _ in inputs.columns]
    values = [column.quantiles(chance) for column, chance in zip(inputs.columns, chances, strict=True)]
    drawn = {column.variable: value for column, value in zip(inputs.columns, values, strict=True) if column.variable}
    rows = {row.authority: _shares(row, values) for row in inputs.rows}
    given = inputs_with(baseline, drawn, rows)
    found = [[baseline.measure(each) if isinstance(each, str) else each for each in batch] for batch in batches]
    results = recorded(baseline, given, chain.from_iterable(found))
    asked, guards = _guarded(baseline, inputs, values, given)
    models = []
    for texts in ({measure.text for measure in batch} for batch in found):
        own = {text: value for text, value in results.items() if text in texts}
        figures = tuple(text for text, value in own.items() if isinstance(value, Recorded))
        models.append(DrawnModel(Program(tape, chances, {**own, **asked}), figures, guards))
    return models


def _guarded(
    baseline: Baseline, inputs: DrawnInputs, values: Sequence[Recorded], given: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[int, Recorded], tuple[Guard, ...]]:
    """Return what the guards look at, each under a key of its own, and the guards; values: those of the columns."""
    asked: dict[int, Recorded] = {}
    guards = []
    for index, (column, value) in enumerate(zip(inputs.columns, values, strict=True)):
        if column.variable is not None and column.risky:
            asked[index] = value
            guards.append(Guard(column.variable.path, column.variable.allows))
    line = baseline.timeline
    excess = line.excess(next(iter(given.values()))) if line else None  # all authorities release alike
    if isinstance(excess, Recorded):
        asked[_EXCESS] = excess
        guards.append(Guard(RELEASED_TOO_MUCH, lambda values: values <= 0))
    held = [each for name, own in given.items() for each in baseline.limits_at(name, own)]
    for key, limit in enumerate((each for each in held if isinstance(each.room, Recorded)), 1):
        asked[_EXCESS - key] = limit.room
        guards.append(Guard(NOT_HELD + limit.rule, limit.holds))
    return asked, tuple(guards)


_EXCESS = -1
"""The key of a guard that is no column; those before it are too."""
NOT_HELD = "not held: "
"""What stands before the rule that a guard of several inputs asks."""


def _shares(row: DrawnShares, values: Sequence[Recorded]) -> dict[str, Recorded]:
    """Break a stick of length 1: each function takes its part of what is left, the last all of it."""
    shares = {}
    left: Recorded | float = 1.0
    for function, part in zip(row.functions[:-1], values[row.first :], strict=False):
        shares[function] = left * part
        left = left - shares[function]
    return {**shares, row.functions[-1]: left}


def inputs_with(
    baseline: Baseline,
    varied: Mapping[VariableInput, Recorded],
    rows: Mapping[str, Mapping[str, Recorded]],
) -> dict[str, dict[str, Any]]:
    """Return each authority's inputs with operands in place of what varies; rows: authority -> its time shares."""
    inputs = {name: dict(given) for name, given in baseline.inputs.items()}
    for variable, operand in varied.items():
        for name in variable.authorities:
            if variable.member is None:
                inputs[name][variable.name] = operand
            else:
                inputs[name][variable.name] = {**inputs[name][variable.name], variable.member: operand}
    for name, shares in rows.items():
        inputs[name]["time_share"] = {**dict.fromkeys(baseline.belonging[name]["function"], 0.0), **shares}
    return inputs


def recorded(
    baseline: Baseline, inputs: Mapping[str, Mapping[str, Any]], measures: Iterable[Measure | str]
) -> dict[str, Recorded | float]:
    """Evaluate the measures on each authority's inputs, some of which are operands.

    The answer has each measure by its text, but for those that are not estimated. Raises UsageError for a measure that
    there is not.
    """
    found = [baseline.measure(each) if isinstance(each, str) else each for each in measures]
    return measured(found, inputs, baseline.belonging, baseline.timeline)
