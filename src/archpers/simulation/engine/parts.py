"""A program and its parts: what has to be evaluated again when some of the inputs change and the others do not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archpers.arrays import Floats
from archpers.simulation.engine.program import Program
from archpers.simulation.engine.ranking import Ranking
from archpers.simulation.engine.tape import Recorded, RecordedStep, Tape


class Parts:
    """A program's figures, and for each group of its inputs the part that depends on the group."""

    def __init__(self, program: Program, groups: Sequence[Sequence[int]], count: int) -> None:
        """Divide a program; groups: places of inputs. count: how many of the figures are wanted, from the first on."""
        dependent = _dependent(program, groups)
        steps: list[list[RecordedStep]] = [[] for _ in groups]
        for step in program.steps:
            for group in _members(dependent[step.results[0]]):
                steps[group].append(step)
        wanted: list[list[int]] = [[] for _ in groups]
        for figure, register in enumerate(program.results[:count]):
            for group in _members(dependent.get(register, 0)):
                wanted[group].append(figure)
        self.of_groups = [_part(program, *own) for own in zip(steps, wanted, strict=True)]
        """For each group a program with the figures that depend on it, each under its place among all."""
        started = dict.fromkeys(register for part in self.of_groups for register in part.inputs)
        registers = [*program.results, *(each for each in started if each not in program.inputs)]
        self.whole = _program(program.steps, program.inputs, enumerate(registers))
        """The program, with what the parts start from behind its figures."""

    def known(self, inputs: Iterable[Floats], figures: Iterable[Floats]) -> dict[int, Floats]:
        """Return register -> what it holds, from what the whole was evaluated on and what came out."""
        registers = [*self.whole.inputs, *self.whole.results]
        return dict(zip(registers, [*inputs, *figures], strict=True))


def work(program: Program, groups: Sequence[Sequence[int]], times: int) -> int:
    """Return how many operations it takes to evaluate a program so many times, then each group's part once."""
    dependent = _dependent(program, groups)
    return sum(_operations(step) * (times + dependent[step.results[0]].bit_count()) for step in program.steps)


def _operations(step: RecordedStep) -> int:
    count = len(step.operands)
    return count * count.bit_length() if isinstance(step.operation, Ranking) else 1


def _dependent(program: Program, groups: Sequence[Sequence[int]]) -> Mapping[int, int]:
    """Return on which groups each register depends, each a bit."""
    known = {program.inputs[place]: 1 << group for group, places in enumerate(groups) for place in places}
    for step in program.steps:
        every = 0
        for register in step.registers:
            every |= known.get(register, 0)
        known.update(dict.fromkeys(step.results, every))
    return known


def _members(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _part(program: Program, steps: Sequence[RecordedStep], figures: Sequence[int]) -> Program:
    made = {register for step in steps for register in step.results}
    results = [(figure, program.results[figure]) for figure in figures]
    needed = [*(register for step in steps for register in step.registers), *(register for _, register in results)]
    return _program(steps, dict.fromkeys(register for register in needed if register not in made), results)


def _program(steps: Sequence[RecordedStep], inputs: Iterable[int], results: Iterable[tuple[Any, int]]) -> Program:
    tape = Tape(steps)
    return Program(
        tape, [Recorded(tape, each) for each in inputs], {key: Recorded(tape, each) for key, each in results}
    )
