"""The model's formulas as a flat list of array operations, for evaluation at millions of points.

The registered formulas are run once with operands that record what is done to them; what depends on no varying input
is computed on the spot. The list is then run over blocks of points that stay in the processor's cache, with every
result in a buffer that is there already. The operations and their order are the formulas' own, so that the numbers are
those of `model.evaluate`, bit by bit.
"""

from collections.abc import Mapping, Sequence
from threading import Thread
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

BLOCK = 8192
"""Points that are evaluated at a time: few enough for the cache, many enough to make a call worth while."""


class Step(NamedTuple):
    """One array operation: operands are registers (int) or constants (float)."""

    operation: np.ufunc
    left: int | float
    right: int | float
    result: int


class Tape:
    """Records what is done to operands."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.count = 0
        self.sorted: dict[tuple[int | float, ...], list[Any]] = {}

    def operand(self) -> "Recorded":
        """Return a new operand, held by a register of its own."""
        self.count += 1
        return Recorded(self, self.count - 1)

    def record(self, operation: np.ufunc, left: Any, right: Any) -> "Recorded":
        """Write one operation down and return its result."""
        result = self.operand()
        self.steps.append(Step(operation, _register(left), _register(right), result.register))
        return result


def _register(operand: Any) -> int | float:
    return operand.register if isinstance(operand, Recorded) else float(operand)


class Recorded:
    """An operand that records the arithmetic that a formula does with it."""

    def __init__(self, tape: Tape, register: int) -> None:
        self.tape = tape
        self.register = register

    def __add__(self, other: Any) -> "Recorded":
        return self._with_zero(np.add, self, other)

    def __radd__(self, other: Any) -> "Recorded":
        return self._with_zero(np.add, other, self)

    def __sub__(self, other: Any) -> "Recorded":
        return self.tape.record(np.subtract, self, other)

    def __rsub__(self, other: Any) -> "Recorded":
        return self.tape.record(np.subtract, other, self)

    def __mul__(self, other: Any) -> "Recorded":
        return self.tape.record(np.multiply, self, other)

    def __rmul__(self, other: Any) -> "Recorded":
        return self.tape.record(np.multiply, other, self)

    def traced_ratio(self, other: Any, *, reflected: bool = False) -> Any:
        """Record the model's `ratio`, which is NaN where the denominator is zero."""
        if not isinstance(other, Recorded) and not reflected and other == 0:
            return float("nan")
        return self.tape.record(np.divide, other, self) if reflected else self.tape.record(np.divide, self, other)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Take part in the sorting by which values are pooled."""
        if function is np.broadcast_arrays:
            return args
        return _Stack(self.tape, args[0]) if function is np.stack else NotImplemented

    def _with_zero(self, operation: np.ufunc, left: Any, right: Any) -> "Recorded":
        if any(isinstance(operand, int) and operand == 0 for operand in (left, right)):
            return self  # the zero that `sum` starts with
        return self.tape.record(operation, left, right)


class _Stack:
    """Several operands, to be sorted point by point."""

    def __init__(self, tape: Tape, operands: Sequence[Any]) -> None:
        self.tape = tape
        self.operands = operands

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Return the operands in ascending order, NaN throughout where one is NaN: Batcher's odd-even merge sort."""
        if function is not np.sort:
            return NotImplemented
        key = tuple(map(_register, self.operands))
        if key not in self.tape.sorted:
            self.tape.sorted[key] = list(self.operands)
            _sort(self.tape, self.tape.sorted[key])
        return self.tape.sorted[key]


def _sort(tape: Tape, row: list[Any]) -> None:
    span = 1
    while span < len(row):
        gap = span
        while gap:
            for start in range(gap % span, len(row) - gap, 2 * gap):
                for low in range(start, min(start + gap, len(row) - gap)):
                    if low // (2 * span) == (low + gap) // (2 * span):
                        _exchange(tape, row, low, low + gap)
            gap //= 2
        span *= 2


def _exchange(tape: Tape, row: list[Any], low: int, high: int) -> None:
    pair = row[low], row[high]
    if any(isinstance(operand, Recorded) for operand in pair):
        row[low], row[high] = tape.record(np.minimum, *pair), tape.record(np.maximum, *pair)
    else:
        row[low], row[high] = min(pair), max(pair)


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
        self._inputs = tuple(operand.register for operand in inputs)
        self._homes: dict[int, int] = {}  # register -> first figure that it is
        self._copies: list[tuple[int, int]] = []  # figure, register: an input, or a second figure of a register
        for index, register in enumerate(wanted.values()):
            if register in self._homes or register in self._inputs:
                self._copies.append((index, register))
            else:
                self._homes[register] = index
        self.steps = _needed(tape.steps, set(wanted.values()))
        self._scratch, self.scratch_count = _scratch(self.steps, {*self._homes, *self._inputs})

    def used_inputs(self) -> set[int]:
        """Return the places of the inputs that some figure depends on."""
        used = {operand for step in self.steps for operand in _registers(step)}
        used.update(register for _, register in self._copies)
        return {place for place, register in enumerate(self._inputs) if register in used}

    def workspace(self, size: int) -> Array:
        """Return room for what lies between inputs and figures, for blocks of up to so many points."""
        return np.empty((self.scratch_count, size))

    def run(self, inputs: Sequence[Array], figures: Sequence[Array] | Array, workspace: Array) -> None:
        """Evaluate one block: inputs to figures, all arrays of one length, as many figures as `self.figures`."""
        registers: dict[int | float, Any] = dict(zip(self._inputs, inputs, strict=True))
        registers.update((register, figures[index]) for register, index in self._homes.items())
        size = len(figures[0]) if len(figures) else 0
        registers.update((register, workspace[row, :size]) for register, row in self._scratch.items())
        try:
            with np.errstate(divide="raise", invalid="raise", over="ignore", under="ignore"):
                for operation, left, right, result in self.steps:
                    operation(_at(registers, left), _at(registers, right), out=registers[result])
        except FloatingPointError:  # rare: something is divided by zero, so look at every denominator
            self._run_carefully(registers)
        for index, register in self._copies:
            figures[index][:] = registers[register]

    def _run_carefully(self, registers: Mapping[int | float, Any]) -> None:
        with np.errstate(all="ignore"):
            for operation, left, right, result in self.steps:
                numerator, denominator, target = _at(registers, left), _at(registers, right), registers[result]
                operation(numerator, denominator, out=target)
                if operation is np.divide:
                    target[np.broadcast_to(np.equal(denominator, 0), target.shape)] = np.nan

    def evaluate_into(self, inputs: Sequence[Array], figures: Sequence[Array], threads: int = 1) -> None:
        """Evaluate arrays of any length into given buffers, block by block, on so many threads.

        inputs and figures: as for `run`. The numbers do not depend on the number of threads.
        """
        size = len(figures[0]) if len(figures) else 0
        edges = [size * part // threads // BLOCK * BLOCK for part in range(threads)] + [size]

        def work(start: int, stop: int) -> None:
            workspace = self.workspace(BLOCK)
            for low in range(start, stop, BLOCK):
                part = slice(low, min(low + BLOCK, stop))
                self.run([values[part] for values in inputs], [values[part] for values in figures], workspace)

        workers = [Thread(target=work, args=edges[part : part + 2]) for part in range(1, threads)]
        for worker in workers:
            worker.start()
        work(*edges[:2])
        for worker in workers:
            worker.join()


def _at(registers: Mapping[int | float, Any], operand: int | float) -> Any:
    return operand if isinstance(operand, float) else registers[operand]


def _registers(step: Step) -> set[int]:
    return {operand for operand in (step.left, step.right) if isinstance(operand, int)}


def _needed(steps: Sequence[Step], wanted: set[int]) -> list[Step]:
    """Keep the steps that lead to the wanted registers."""
    wanted, kept = set(wanted), []
    for step in reversed(steps):
        if step.result in wanted:
            wanted.update(_registers(step))
            kept.append(step)
    return kept[::-1]


def _scratch(steps: Sequence[Step], placed: set[int]) -> tuple[dict[int, int], int]:
    """Give the registers that have no place yet as few rows of a workspace as will do; return rows and their number."""
    last = {operand: index for index, step in enumerate(steps) for operand in _registers(step)}
    rows: dict[int, int] = {}
    free: list[int] = []
    count = 0
    for index, step in enumerate(steps):
        free.extend(rows[operand] for operand in _registers(step) & rows.keys() if last[operand] == index)
        if step.result not in placed:
            if not free:
                free.append(count)
                count += 1
            rows[step.result] = free.pop()
    return rows, count
