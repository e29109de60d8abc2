"""From a scenario and what varies in it to a program: the model's formulas, recorded once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.simulation.drawn_inputs import Plan, Row
from archpers.simulation.engine.program import Program
from archpers.simulation.engine.tape import Array, Recorded, Tape
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import Measure, measured
from archpers.what_if.variable_inputs import VariableInput


class DrawnModel(NamedTuple):
    """The model as a function of the probabilities at which its uncertain inputs are drawn."""

    program: Program
    """From one probability a column of the plan to the figures, then the guards."""
    figures: tuple[str, ...]
    """The measures that vary."""
    guards: tuple[VariableInput, ...]
    """The inputs that may leave their bounds."""

    def infeasible(self, values: Sequence[Array] | Array) -> dict[str, NDArray[np.bool_]]:
        """Return which draws leave the bounds of an input, path -> draws, for the inputs that do.

        values: those of the guards, inputs by draws.
        """
        found = {variable.path: ~variable.allows(own) for variable, own in zip(self.guards, values, strict=True)}
        return {path: outside for path, outside in found.items() if outside.any()}


def compiled(baseline: Baseline, varied: Sequence[VariableInput], measures: Iterable[Measure | str]) -> Program:
    """Record the measures of a scenario or region as functions of the inputs that vary.

    The program takes the varied inputs in their order. Its figures are the texts of the measures; one that is not
    estimated is neither among them nor among its constants. Raises UsageError for a measure that there is not.
    """
    tape = Tape()
    operands = [tape.operand() for _ in varied]
    return Program(tape, operands, _recorded(baseline, dict(zip(varied, operands, strict=True)), {}, measures))


def drawn(baseline: Baseline, plan: Plan, measures: Iterable[Measure | str]) -> DrawnModel:
    """Record the measures of a scenario or region as functions of the probabilities of what is drawn.

    Raises UsageError for a measure that there is not.
    """
    tape = Tape()
    chances = [tape.operand() for _ in plan.columns]
    values = [column.quantiles(chance) for column, chance in zip(plan.columns, chances, strict=True)]
    inputs = {
        column.variable: value
        for column, value in zip(plan.columns, values, strict=True)
        if column.variable is not None
    }
    rows = {row.authority: _shares(row, values) for row in plan.rows}
    results = _recorded(baseline, inputs, rows, measures)
    figures = tuple(text for text, value in results.items() if isinstance(value, Recorded))
    risky = {
        index: column.variable
        for index, column in enumerate(plan.columns)
        if column.risky and column.variable is not None
    }
    program = Program(tape, chances, {**results, **{index: values[index] for index in risky}})
    return DrawnModel(program, figures, tuple(risky.values()))


def _shares(row: Row, values: Sequence[Recorded]) -> dict[str, Recorded]:
    """Break a stick of length 1: each function takes its part of what is left, the last all of it."""
    shares = {}
    left: Recorded | float = 1.0
    for function, part in zip(row.functions[:-1], values[row.first :], strict=False):
        shares[function] = left * part
        left = left - shares[function]
    return {**shares, row.functions[-1]: left}


def _recorded(
    baseline: Baseline,
    varied: Mapping[VariableInput, Recorded],
    rows: Mapping[str, Mapping[str, Recorded]],
    measures: Iterable[Measure | str],
) -> dict[str, Recorded | float]:
    """Evaluate the measures with operands in place of what varies; rows: authority -> its time shares."""
    inputs = {name: dict(given) for name, given in baseline.inputs.items()}
    for variable, operand in varied.items():
        for name in variable.authorities:
            if variable.function is None:
                inputs[name][variable.name] = operand
            else:
                inputs[name][variable.name] = {**inputs[name][variable.name], variable.function: operand}
    for name, shares in rows.items():
        inputs[name]["time_share"] = {**dict.fromkeys(baseline.groups[name], 0.0), **shares}
    found = [baseline.measure(each) if isinstance(each, str) else each for each in measures]
    return measured(found, inputs, baseline.groups)
