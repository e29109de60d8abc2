"""Programs for tests: measures recorded as functions of the inputs that vary, and evaluated block by block."""

from collections.abc import Iterable, Sequence

import numpy as np

from archpers.arrays import Floats
from archpers.results.names import Measure
from archpers.simulation.drawn_model import inputs_with, recorded
from archpers.simulation.engine.program import BLOCK, Program
from archpers.simulation.engine.tape import Tape
from archpers.what_if.baseline import Baseline


def program_of(baseline: Baseline, paths: Iterable[str], measures: Iterable[Measure | str]) -> Program:
    """Record measures as functions of inputs."""
    tape = Tape()
    operands = {baseline.variable(path): tape.operand() for path in paths}
    return Program(tape, list(operands.values()), recorded(baseline, inputs_with(baseline, operands, {}), measures))


def evaluated(program: Program, values: Sequence[Floats]) -> Floats:
    """Evaluate a program on arrays of any length, a block at a time, by numpy: figures by points."""
    figures = np.full((len(program.figures), len(values[0])), np.nan)
    workspace = program.workspace(BLOCK)
    for start in range(0, len(values[0]), BLOCK):
        block = slice(start, start + BLOCK)
        program.run([each[block] for each in values], figures[:, block], workspace)
    return figures
