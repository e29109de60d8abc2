"""From a scenario and what is drawn in it to a program: the model's formulas, recorded once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.results.names import Measure
from archpers.simulation.drawn_inputs import DrawnInputs, DrawnShares
from archpers.simulation.engine.program import Program
from archpers.simulation.engine.tape import Recorded, Tape
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import measured
from archpers.what_if.variable_inputs import VariableInput


class DrawnModel(NamedTuple):
    """The model as a function of the probabilities at which its uncertain inputs are drawn."""

    program: Program
    """From one probability a drawn column to the figures, then the guards."""
    figures: tuple[str, ...]
    """The measures that vary."""
    guards: tuple[VariableInput, ...]
    """The inputs that may leave their bounds."""

    def infeasible(self, values: Sequence[Floats] | Floats) -> dict[str, NDArray[np.bool_]]:
        """Return which draws leave the bounds of an input, path -> draws, for the inputs that do.

        values: those of the guards, inputs by draws.
        """
        found = {variable.path: ~variable.allows(own) for variable, own in zip(self.guards, values, strict=True)}
        return {path: outside for path, outside in found.items() if outside.any()}


def drawn_model(baseline: Baseline, inputs: DrawnInputs, measures: Iterable[Measure | str]) -> DrawnModel:
    """Record the measures of a scenario or region as functions of the probabilities of what is drawn.

    Raises UsageError for a measure that there is not.
    """
    tape = Tape()
    chances = [tape.operand() for _ in inputs.columns]
    values = [column.quantiles(chance) for column, chance in zip(inputs.columns, chances, strict=True)]
    drawn = [
        (index, column.variable, column.risky)
        for index, column in enumerate(inputs.columns)
        if column.variable is not None
    ]
    rows = {row.authority: _shares(row, values) for row in inputs.rows}
    results = recorded(baseline, {variable: values[index] for index, variable, _ in drawn}, measures, rows)
    figures = tuple(text for text, value in results.items() if isinstance(value, Recorded))
    guards = {index: variable for index, variable, risky in drawn if risky}
    program = Program(tape, chances, {**results, **{index: values[index] for index in guards}})
    return DrawnModel(program, figures, tuple(guards.values()))


def _shares(row: DrawnShares, values: Sequence[Recorded]) -> dict[str, Recorded]:
    """Break a stick of length 1: each function takes its part of what is left, the last all of it."""
    shares = {}
    left: Recorded | float = 1.0
    for function, part in zip(row.functions[:-1], values[row.first :], strict=False):
        shares[function] = left * part
        left = left - shares[function]
    return {**shares, row.functions[-1]: left}


def recorded(
    baseline: Baseline,
    varied: Mapping[VariableInput, Recorded],
    measures: Iterable[Measure | str],
    rows: Mapping[str, Mapping[str, Recorded]],
) -> dict[str, Recorded | float]:
    """Evaluate the measures with operands in place of what varies; rows: authority -> its time shares.

    The answer has each measure by its text, but for those that are not estimated. Raises UsageError for a measure that
    there is not.
    """
    inputs = {name: dict(given) for name, given in baseline.inputs.items()}
    for variable, operand in varied.items():
        for name in variable.authorities:
            if variable.member is None:
                inputs[name][variable.name] = operand
            else:
                inputs[name][variable.name] = {**inputs[name][variable.name], variable.member: operand}
    for name, shares in rows.items():
        inputs[name]["time_share"] = {**dict.fromkeys(baseline.belonging[name]["function"], 0.0), **shares}
    found = [baseline.measure(each) if isinstance(each, str) else each for each in measures]
    return measured(found, inputs, baseline.belonging, baseline.timeline)
