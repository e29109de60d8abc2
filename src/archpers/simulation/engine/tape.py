"""Records arithmetic instead of doing it: the model's formulas and the distributions as one flat list of operations.

The registered formulas are run once with operands that write down what is done to them; what depends on no varying
input is computed on the spot. `program` runs the list on arrays, `machine_code` turns it into a compiled loop.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from archpers.simulation.engine.ranking import MOST_IN_A_NETWORK, Ranking, comparisons

Operation: TypeAlias = Callable[..., Any]
"""What a step does with its operands, into the array `out`: a numpy function, or a table that is looked up."""


class RecordedStep(NamedTuple):
    """One array operation: operands are registers (int) or constants (float)."""

    operation: Operation
    operands: tuple[int | float, ...]
    results: tuple[int, ...]
    """The registers that it writes: one, or of a `Ranking` one for each rank."""
    registers: frozenset[int]
    """The registers that it reads."""

    def only(self, wanted: Container[int]) -> "RecordedStep":
        """Return the step without the results that are not wanted."""
        if not isinstance(self.operation, Ranking):
            return self
        kept = [place for place, register in enumerate(self.results) if register in wanted]
        operation = Ranking([self.operation.ranks[place] for place in kept])
        return self._replace(operation=operation, results=tuple(self.results[place] for place in kept))


class Tape:
    """Records what is done to operands."""

    def __init__(self, steps: Iterable[RecordedStep] = ()) -> None:
        self.steps = list(steps)
        self.count = 0
        self.sorted: dict[tuple[int | float, ...], list[Any]] = {}

    def operand(self) -> "Recorded":
        """Return a new operand, held by a register of its own."""
        self.count += 1
        return Recorded(self, self.count - 1)

    def record(self, operation: Operation, *operands: Any) -> "Recorded":
        """Write one operation down and return its result."""
        result = self.operand()
        self._write(operation, operands, [result])
        return result

    def ranked(self, values: Sequence[Any]) -> "list[Recorded]":
        """Write one step down that sorts values and return them in their order."""
        results = [self.operand() for _ in values]
        self._write(Ranking(range(len(values))), values, results)
        return results

    def _write(self, operation: Operation, operands: Sequence[Any], results: "Sequence[Recorded]") -> None:
        known = tuple(map(_register, operands))
        registers = frozenset(operand for operand in known if isinstance(operand, int))
        self.steps.append(RecordedStep(operation, known, tuple(result.register for result in results), registers))


def _register(operand: Any) -> int | float:
    return operand.register if isinstance(operand, Recorded) else float(operand)


class Recorded(NDArrayOperatorsMixin):
    """An operand that records the arithmetic that is done with it, by operators or by numpy's functions."""

    def __init__(self, tape: Tape, register: int) -> None:
        self.tape = tape
        self.register = register

    def __array_ufunc__(self, function: np.ufunc, method: str, *operands: Any, **options: Any) -> Any:
        """Record one of numpy's arithmetic functions."""
        if method != "__call__" or options:
            return NotImplemented
        if function is np.add and any(isinstance(operand, int) and operand == 0 for operand in operands):
            return self  # the zero that adding up starts with
        return self.tape.record(function, *operands)

    def traced_ratio(self, other: Any, *, reflected: bool = False) -> Any:
        """Record the model's `ratio`, which is NaN where the denominator is zero."""
        if not isinstance(other, Recorded) and not reflected and other == 0:
            return float("nan")
        return self.tape.record(np.divide, other, self) if reflected else self.tape.record(np.divide, self, other)

    def traced_above(self, other: Any, *, reflected: bool = False) -> Any:
        """Record the model's `above`: the part above a floor, 0 below it."""
        return np.maximum(other - self if reflected else self - other, 0.0)

    def traced_ranking(self, values: Sequence[Any]) -> list[Any]:
        """Record the sorting by which values are pooled: ascending, NaN throughout where one is NaN."""
        key = tuple(map(_register, values))
        if key not in self.tape.sorted:
            many = len(values) > MOST_IN_A_NETWORK
            self.tape.sorted[key] = self.tape.ranked(values) if many else _by_network(self.tape, values)
        return self.tape.sorted[key]


def _by_network(tape: Tape, values: Sequence[Any]) -> list[Any]:
    row = list(values)
    for low, high in comparisons(len(row)):
        pair = row[low], row[high]
        if any(isinstance(operand, Recorded) for operand in pair):
            row[low], row[high] = tape.record(np.minimum, *pair), tape.record(np.maximum, *pair)
        else:
            row[low], row[high] = min(pair), max(pair)
    return row
