"""Runs a simulation: draws chunk by chunk through recorded models into totals, on several threads.

A run takes any part of the draws. What it counts depends on the draws alone, so parts that are counted elsewhere, and
added up in their order, come to what one run over the same parts does, bit by bit.
"""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.simulation.drawn_inputs import DrawnInputs
from archpers.simulation.drawn_model import DrawnModel
from archpers.simulation.draws import Draws
from archpers.simulation.engine.compiled_statistics import CompiledCounting, CompiledThreadCounter, compiled_counting
from archpers.simulation.engine.machine_code import worth_compiling
from archpers.simulation.engine.program import BLOCK
from archpers.simulation.engine.statistics import (
    CountingLayout,
    Detail,
    DrawTotals,
    ThreadCounter,
    counting_layout,
    group_size,
)

CHUNK = 4 * BLOCK
"""Draws that are evaluated at a time."""
_WAITING = 4  # chunks that a thread may be ahead


class RunOptions(NamedTuple):
    """How to run a simulation."""

    draws: int
    """All of them, also where a part is run: how they are counted hangs on it."""
    seed: int
    latin: bool = False
    detail: Detail = "all"
    threads: int | None = None
    """None: as many as there are processors for machine code, one for numpy, whose short calls gain nothing by more."""
    chunk: int = CHUNK
    """A multiple of the block. It changes time and memory, not results."""
    machine_code: bool | None = None
    """Whether to count by compiled code, with the same results; None: where it is installed and worth it."""


class Counting(NamedTuple):
    """How one model is counted."""

    model: DrawnModel
    layout: CountingLayout
    code: CompiledCounting | None
    first: Floats | None
    """All values, figures by draws, where there are no more than one block of them."""


class RunOutcome(NamedTuple):
    """What has been counted."""

    totals: tuple[DrawTotals, ...]
    """Those of each model."""
    infeasible: Counter[str]
    """Input -> draws that left its bounds."""


class DrawnRun:
    """Models over the same draws, ready to be counted. Only the first has guards, which hold for all."""

    def __init__(self, models: Sequence[DrawnModel], inputs: DrawnInputs, options: RunOptions) -> None:
        """Lay out the counting by the first block of draws, and compile what is worth it."""
        self.inputs, self.options = inputs, options
        self.needed = set[int]().union(*(model.program.used_inputs() for model in models))
        size = min(BLOCK, options.draws)
        room, outside = _Room(models, size), None
        chances, counted = self._draws(size).draw(0, size, self.needed), []
        for model in models:
            figures, outside, _ = _evaluated(model, chances, room, outside)
            counted.append(self._counting(model, figures if outside is None else figures[:, ~outside]))
        self.counted = tuple(counted)

    def _draws(self, size: int) -> Draws:
        options = self.options
        return Draws(self.inputs, options.seed, size, group_size(options.draws) if options.latin else 0)

    def _counting(self, model: DrawnModel, first: Floats) -> Counting:
        layout = counting_layout(first, self.options.draws, self.options.detail)
        wanted = self.options.machine_code
        if wanted is None:  # and the first draws are all of compiled code's kind
            alike = first.shape[1] == BLOCK and bool(np.isfinite(first).all())
            wanted = alike and worth_compiling(model.program, self.options.draws)
        code = compiled_counting(model, layout) if wanted else None
        return Counting(model, layout, code, first.copy() if self.options.draws <= BLOCK else None)

    def run(self, first: int, count: int, progress: Callable[[int], None] | None = None) -> RunOutcome:
        """Draw, evaluate and count so many draws from the given one on, which begins a block.

        progress: is told how many more are done.
        """
        size = min(self.options.chunk, count)
        chunks = -(-count // size)
        code = any(own.code for own in self.counted)
        threads = min(self.options.threads or (code and os.cpu_count()) or 1, chunks)
        workers = [_Worker(self, self._draws(size), size) for _ in range(threads)]

        def work(number: int, chunk: int) -> list[Floats]:
            return workers[number].counted(first + chunk * size, first + min((chunk + 1) * size, count))

        totals = tuple(DrawTotals(own.layout) for own in self.counted)
        for done, sums in enumerate(_in_order(work, threads, chunks)):
            for own, each in zip(totals, sums, strict=True):
                own.add(each)
            if progress is not None:
                progress(min(size, count - done * size))
        for worker in workers:
            for own, counter in zip(totals, worker.counters, strict=True):
                own.include(counter)
        return RunOutcome(totals, sum((worker.infeasible for worker in workers), Counter[str]()))


class _Room:
    """Room for the numbers of a block of draws, for one model after the other."""

    def __init__(self, models: Sequence[DrawnModel], size: int) -> None:
        self.values = np.empty((max(len(model.program.figures) for model in models), size))
        self.workspace = np.empty((max(model.program.scratch_count for model in models), size))


class _Worker:
    """What one thread draws, evaluates and counts with, in buffers of its own."""

    def __init__(self, run: DrawnRun, draws: Draws, size: int) -> None:
        self.run, self.draws = run, draws
        self.room = _Room([own.model for own in run.counted], min(BLOCK, size))
        self.counters = [ThreadCounter(own.layout, min(BLOCK, size)) for own in run.counted]
        self.codes = [
            CompiledThreadCounter(own.code, counter, size) if own.code else None
            for own, counter in zip(run.counted, self.counters, strict=True)
        ]
        self.infeasible: Counter[str] = Counter()

    def counted(self, start: int, stop: int) -> list[Floats]:
        """Draw and count a chunk; return the sums of each model."""
        chances = self.draws.draw(start, stop, self.run.needed)
        outside: list[NDArray[np.bool_] | None] = [None] * -(-(stop - start) // BLOCK)
        return [self._of_model(place, chances, outside) for place in range(len(self.counters))]

    def _of_model(self, place: int, chances: Floats, outside: list[NDArray[np.bool_] | None]) -> Floats:
        """Count one model over a chunk. outside: by block the infeasible draws, if any; a model's guards add to it."""
        code = self.codes[place]
        if code is not None and all(own is None for own in outside):
            sums = code(chances)
            if sums is not None:
                return sums
        counted = []
        for block, low in enumerate(range(0, chances.shape[1], BLOCK)):
            model, part = self.run.counted[place].model, chances[:, low : low + BLOCK]
            figures, outside[block], found = _evaluated(model, part, self.room, outside[block])
            self.infeasible.update(found)
            counted.append(self.counters[place].counted(figures, outside[block]))
        return np.concatenate(counted, axis=2)


def _evaluated(
    model: DrawnModel, chances: Floats, room: _Room, outside: NDArray[np.bool_] | None
) -> tuple[Floats, NDArray[np.bool_] | None, dict[str, int]]:
    """Return the figures of a block of draws at most, which draws are infeasible, if any, and how many by input.

    room: where the figures are written. outside: the draws that another model's guards found infeasible.
    """
    values = room.values[: len(model.program.figures), : chances.shape[1]]
    model.program.run(chances, values, room.workspace)
    figures, guards = np.split(values, [len(model.figures)])
    found = model.infeasible(guards)
    if found:
        outside = np.logical_or.reduce(list(found.values()))
    return figures, outside, {path: int(np.count_nonzero(draws)) for path, draws in found.items()}


def _in_order(count: Callable[[int, int], list[Floats]], threads: int, chunks: int) -> Iterator[list[Floats]]:
    """Yield the chunks' sums in their order; the threads take turns. count: is told the thread and the chunk."""
    if threads == 1:
        yield from (count(0, chunk) for chunk in range(chunks))
        return
    from concurrent.futures import ThreadPoolExecutor  # few draws are counted on one thread

    with ExitStack() as stack:
        pools = [stack.enter_context(ThreadPoolExecutor(1)) for _ in range(threads)]
        begun = (pools[chunk % threads].submit(count, chunk % threads, chunk) for chunk in range(chunks))
        waiting = deque(islice(begun, threads * _WAITING))
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(islice(begun, 1))
        finally:
            for future in waiting:
                future.cancel()
