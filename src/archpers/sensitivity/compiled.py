"""From a scenario and the inputs that vary to a program: the model's formulas, recorded once."""

from collections.abc import Iterable, Mapping, Sequence

from archpers.sensitivity.levers import Lever
from archpers.sensitivity.measures import Measure, measured
from archpers.sensitivity.program import Program, Recorded, Tape
from archpers.sensitivity.vary import Baseline


def compiled(
    baseline: Baseline,
    varied: Sequence[Lever],
    measures: Iterable[Measure | str],
    rows: Mapping[str, Sequence[str]] | None = None,
) -> Program:
    """Record the measures of a scenario or region as functions of the inputs that vary.

    rows: authority -> functions whose time shares vary together. The program takes the varied inputs in their order,
    then the shares of each row in theirs. Its figures are the texts of the measures; one that is not estimated is
    neither among them nor among its constants. Raises UsageError for a measure that there is not.
    """
    tape = Tape()
    inputs = {name: dict(given) for name, given in baseline.inputs.items()}
    operands: list[Recorded] = []
    for lever in varied:
        operand = tape.operand()
        operands.append(operand)
        for name in lever.authorities:
            if lever.function is None:
                inputs[name][lever.name] = operand
            else:
                inputs[name][lever.name] = {**inputs[name][lever.name], lever.function: operand}
    for name, functions in (rows or {}).items():
        shares = {function: tape.operand() for function in functions}
        operands.extend(shares.values())
        inputs[name]["time_share"] = {**dict.fromkeys(baseline.groups[name], 0.0), **shares}
    found = [baseline.measure(each) if isinstance(each, str) else each for each in measures]
    return Program(tape, operands, measured(found, inputs, baseline.groups, {}))
