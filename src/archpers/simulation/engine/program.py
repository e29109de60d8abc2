"""A recorded list of array operations, run by numpy over blocks of points.

The list is run over blocks that stay in the processor's cache, with every result in a buffer that is there already.
The operations and their order are the formulas' own, so that the numbers are those of `model.evaluate`, bit by bit.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import count
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np

from archpers.arrays import Floats
from archpers.simulation.engine.tape import Operation, Recorded, RecordedStep, Tape

BLOCK = 8192
"""Points that are evaluated at a time: few enough for the cache, many enough to make a call worth while."""
_Prepared: TypeAlias = list[tuple[Operation, Callable[[Sequence[Any]], Any], Callable[[Sequence[Any]], Any]]]
"""Steps, with what takes operands and results out of the list of all that is held."""


class Program:
    """A list of array operations from varying inputs to figures."""

    def __init__(self, tape: Tape, inputs: Sequence[Recorded], results: Mapping[Any, Any]) -> None:
        """Make a program of what the tape holds.

        inputs: the operands that vary, in the order in which `run` takes them; what they were made of is not looked at.
        results: figure -> operand, or a float for one that depends on no varying input. What no figure needs is left
        out.
        """
        self.constants = {key: float(value) for key, value in results.items() if not isinstance(value, Recorded)}
        wanted = {key: value.register for key, value in results.items() if isinstance(value, Recorded)}
        self.figures = tuple(wanted)
        """What `run` writes, in its order; `constants` has the figures that do not vary."""
        self.inputs = tuple(operand.register for operand in inputs)
        """The registers of the inputs."""
        self.results = tuple(wanted.values())
        """The registers of the figures."""
        self.steps = _needed(tape.steps, self.inputs, self.results)
        places = {register: place for place, register in enumerate(self.inputs)}
        self._copies: list[tuple[int, int]] = []  # figure, place: an input, or a second figure of a register
        for index, register in enumerate(self.results):
            if register in places:
                self._copies.append((index, places[register]))
            else:
                places[register] = len(self.inputs) + index
        self._constants = [np.array(each) for step in self.steps for each in step.operands if isinstance(each, float)]
        rows, self.scratch_count = _scratch(self.steps, places)
        first = len(self.inputs) + len(self.results)
        places.update((register, first + len(self._constants) + row) for register, row in rows.items())
        self._prepared = _prepared(self.steps, places, first)

    def used_inputs(self) -> set[int]:
        """Return the places of the inputs that some figure depends on."""
        used = {register for step in self.steps for register in step.registers}.union(self.results)
        return {place for place, register in enumerate(self.inputs) if register in used}

    def workspace(self, size: int) -> Floats:
        """Return room for what lies between inputs and figures, for blocks of up to so many points."""
        return np.empty((self.scratch_count, size))

    def run(self, inputs: Sequence[Floats] | Floats, figures: Sequence[Floats] | Floats, workspace: Floats) -> None:
        """Evaluate one block: inputs to figures, all arrays of one length, as many figures as `self.figures`.

        workspace: of as many rows as `scratch_count`, or more.
        """
        size = len(figures[0]) if len(figures) else 0
        held = [*inputs, *figures, *self._constants, *workspace[:, :size]]
        try:
            with np.errstate(divide="raise", invalid="raise", over="ignore", under="ignore"):
                for operation, operands, results in self._prepared:
                    operation(*operands(held), out=results(held))
        except FloatingPointError:  # rare: something is divided by zero, so look at every denominator
            self._run_carefully(held)
        for index, place in self._copies:
            figures[index][:] = held[place]

    def _run_carefully(self, held: Sequence[Any]) -> None:
        with np.errstate(all="ignore"):
            for operation, operands, results in self._prepared:
                values, target = operands(held), results(held)
                undefined = np.equal(values[1], 0) if operation is np.divide else None  # the result may take its room
                operation(*values, out=target)
                if undefined is not None:
                    target[np.broadcast_to(undefined, target.shape)] = np.nan


def _needed(steps: Sequence[RecordedStep], known: Iterable[int], wanted: Iterable[int]) -> list[RecordedStep]:
    """Keep the steps that lead from the known registers to the wanted ones."""
    known = set(known)
    wanted, kept = set(wanted) - known, []
    for step in reversed(steps):
        if not wanted.isdisjoint(step.results):
            kept.append(step.only(wanted))
            wanted |= step.registers - known
    return kept[::-1]


def _scratch(steps: Sequence[RecordedStep], placed: Container[int]) -> tuple[dict[int, int], int]:
    """Give the registers that have no place yet as few rows of a workspace as will do; return rows and their number."""
    last = {register: index for index, step in enumerate(steps) for register in step.registers}
    rows: dict[int, int] = {}
    free: list[int] = []
    made = 0
    for index, step in enumerate(steps):
        free.extend(rows[register] for register in step.registers & rows.keys() if last[register] == index)
        for result in step.results:
            if result not in placed:
                if not free:
                    free.append(made)
                    made += 1
                rows[result] = free.pop()
    return rows, made


def _prepared(steps: Sequence[RecordedStep], places: Mapping[int, int], first: int) -> _Prepared:
    """Prepare the steps; places: register -> its place among all that is held. first: the place of constants."""
    prepared: _Prepared = []
    constants = count(first)
    for operation, operands, results, _ in steps:
        taken = [places[each] if isinstance(each, int) else next(constants) for each in operands]
        one = slice(taken[0], taken[0] + 1)  # which gives a list too
        several = itemgetter(*taken) if len(taken) > 1 else itemgetter(one)
        prepared.append((operation, several, itemgetter(*(places[result] for result in results))))
    return prepared
