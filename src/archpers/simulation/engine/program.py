"""A recorded list of array operations, run by numpy over blocks of points.

The list is run over blocks that stay in the processor's cache, with every result in a buffer that is there already.
The operations and their order are the formulas' own, so that the numbers are those of `model.evaluate`, bit by bit.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from archpers.arrays import Floats
from archpers.simulation.engine.tape import Recorded, RecordedStep, Tape

BLOCK = 8192
"""Points that are evaluated at a time: few enough for the cache, many enough to make a call worth while."""


class Program:
    """A list of array operations from varying inputs to figures."""

    def __init__(self, tape: Tape, inputs: Sequence[Recorded], results: Mapping[Any, Any]) -> None:
        """Make a program of what the tape holds.

        inputs: the operands that vary, in the order in which `run` takes them. results: figure -> operand, or a float
        for one that depends on no varying input. What no figure needs is left out.
        """
        self.constants = {key: float(value) for key, value in results.items() if not isinstance(value, Recorded)}
        wanted = {key: value.register for key, value in results.items() if isinstance(value, Recorded)}
        self.figures = tuple(wanted)
        """What `run` writes, in its order; `constants` has the figures that do not vary."""
        self.inputs = tuple(operand.register for operand in inputs)
        """The registers of the inputs."""
        self.results = tuple(wanted.values())
        """The registers of the figures."""
        self.steps = _needed(tape.steps, set(self.results))
        self._homes: dict[int, int] = {}  # register -> first figure that it is
        self._copies: list[tuple[int, int]] = []  # figure, register: an input, or a second figure of a register
        for index, register in enumerate(self.results):
            if register in self._homes or register in self.inputs:
                self._copies.append((index, register))
            else:
                self._homes[register] = index
        self._scratch, self.scratch_count = _scratch(self.steps, {*self._homes, *self.inputs})

    def used_inputs(self) -> set[int]:
        """Return the places of the inputs that some figure depends on."""
        used = {register for step in self.steps for register in step.registers}.union(self.results)
        return {place for place, register in enumerate(self.inputs) if register in used}

    def workspace(self, size: int) -> Floats:
        """Return room for what lies between inputs and figures, for blocks of up to so many points."""
        return np.empty((self.scratch_count, size))

    def run(self, inputs: Sequence[Floats] | Floats, figures: Sequence[Floats] | Floats, workspace: Floats) -> None:
        """Evaluate one block: inputs to figures, all arrays of one length, as many figures as `self.figures`."""
        registers: dict[int | float, Any] = dict(zip(self.inputs, inputs, strict=True))
        registers.update((register, figures[index]) for register, index in self._homes.items())
        size = len(figures[0]) if len(figures) else 0
        registers.update((register, workspace[row, :size]) for register, row in self._scratch.items())
        try:
            with np.errstate(divide="raise", invalid="raise", over="ignore", under="ignore"):
                for operation, operands, result in self.steps:
                    operation(*(_at(registers, operand) for operand in operands), out=registers[result])
        except FloatingPointError:  # rare: something is divided by zero, so look at every denominator
            self._run_carefully(registers)
        for index, register in self._copies:
            figures[index][:] = registers[register]

    def _run_carefully(self, registers: Mapping[int | float, Any]) -> None:
        with np.errstate(all="ignore"):
            for operation, operands, result in self.steps:
                target = registers[result]
                values = [_at(registers, operand) for operand in operands]
                operation(*values, out=target)
                if operation is np.divide:
                    target[np.broadcast_to(np.equal(values[1], 0), target.shape)] = np.nan


def _at(registers: Mapping[int | float, Any], operand: int | float) -> Any:
    return operand if isinstance(operand, float) else registers[operand]


def _needed(steps: Sequence[RecordedStep], wanted: set[int]) -> list[RecordedStep]:
    """Keep the steps that lead to the wanted registers."""
    wanted, kept = set(wanted), []
    for step in reversed(steps):
        if step.result in wanted:
            wanted.update(step.registers)
            kept.append(step)
    return kept[::-1]


def _scratch(steps: Sequence[RecordedStep], placed: set[int]) -> tuple[dict[int, int], int]:
    """Give the registers that have no place yet as few rows of a workspace as will do; return rows and their number."""
    last = {register: index for index, step in enumerate(steps) for register in step.registers}
    rows: dict[int, int] = {}
    free: list[int] = []
    count = 0
    for index, step in enumerate(steps):
        free.extend(rows[register] for register in step.registers & rows.keys() if last[register] == index)
        if step.result not in placed:
            if not free:
                free.append(count)
                count += 1
            rows[step.result] = free.pop()
    return rows, count
