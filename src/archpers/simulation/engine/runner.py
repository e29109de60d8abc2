"""Runs a simulation: draws chunk by chunk through a recorded model into totals, on several threads."""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.simulation.drawn_inputs import DrawnInputs
from archpers.simulation.drawn_model import DrawnModel
from archpers.simulation.draws import Draws
from archpers.simulation.engine.compiled_statistics import CompiledThreadCounter, compiled_counting
from archpers.simulation.engine.machine_code import worth_compiling
from archpers.simulation.engine.program import BLOCK
from archpers.simulation.engine.statistics import Detail, DrawTotals, ThreadCounter, counting_layout, group_size

CHUNK = 4 * BLOCK
"""Draws that are evaluated at a time."""
_WAITING = 4  # chunks that a thread may be ahead


class RunOptions(NamedTuple):
    """How to run a simulation."""

    draws: int
    seed: int
    latin: bool = False
    detail: Detail = "all"
    threads: int | None = None
    """None: as many as there are processors for machine code, one for numpy, whose short calls gain nothing by more."""
    chunk: int = CHUNK
    """A multiple of the block. It changes time and memory, not results."""
    progress: Callable[[int], None] | None = None
    """Is told how many draws are done."""
    machine_code: bool | None = None
    """Whether to count by compiled code, with the same results; None: where it is installed and worth it."""


class RunOutcome(NamedTuple):
    """What has been counted."""

    totals: DrawTotals
    infeasible: dict[str, int]
    """Input -> draws that left its bounds."""
    first: Floats | None
    """All values, figures by draws, where there are no more than one block of them."""


class _Worker:
    """Draws, evaluates and counts chunks, in buffers of its own."""

    def __init__(self, model: DrawnModel, inputs: DrawnInputs, options: RunOptions) -> None:
        strata = group_size(options.draws) if options.latin else 0
        self.draws = Draws(inputs, options.seed, min(options.chunk, options.draws), strata)
        self.model = model
        self.needed = model.program.used_inputs()
        self.figures = np.empty((len(model.program.figures), min(BLOCK, options.draws)))
        self.workspace = model.program.workspace(self.figures.shape[1])
        self.infeasible: Counter[str] = Counter()
        self.first: tuple[Floats, NDArray[np.bool_] | None] | None = None
        """The very first block, where it has been evaluated already; its figures stand in the buffer until then."""

    def evaluated(self, chances: Floats) -> tuple[Floats, NDArray[np.bool_] | None]:
        """Return the figures of a block of draws at most, and which draws are infeasible, if any."""
        values = self.figures[:, : chances.shape[1]]
        self.model.program.run(chances, values, self.workspace)
        figures, guards = np.split(values, [len(self.model.figures)])
        outside = self.model.infeasible(guards)
        for path, draws in outside.items():
            self.infeasible[path] += int(np.count_nonzero(draws))
        return figures, np.logical_or.reduce(list(outside.values())) if outside else None

    def counted(self, counter: ThreadCounter, code: CompiledThreadCounter | None, start: int, stop: int) -> Floats:
        """Draw and count a chunk; return its sums."""
        chances = self.draws.draw(start, stop, self.needed)
        sums = None if code is None else code(chances)
        if sums is not None:
            return sums
        blocks = [chances[:, low : low + BLOCK] for low in range(0, stop - start, BLOCK)]
        known = [self.first] if start == 0 and self.first is not None else []
        counted = [counter.counted(*each) for each in known]
        counted += [counter.counted(*self.evaluated(block)) for block in blocks[len(known) :]]
        return np.concatenate(counted, axis=2)


def run(model: DrawnModel, inputs: DrawnInputs, options: RunOptions) -> RunOutcome:
    """Draw, evaluate and count; the outcome depends on draws, seed and sampling only."""
    first, size = min(BLOCK, options.draws), min(options.chunk, options.draws)
    pilot = _Worker(model, inputs, options)
    pilot.first = figures, outside = pilot.evaluated(pilot.draws.draw(0, first, pilot.needed))
    kept = figures if outside is None else figures[:, ~outside]
    plotted = counting_layout(kept, options.draws, options.detail)
    wanted = _worth_it(model, options, kept) if options.machine_code is None else options.machine_code
    code = compiled_counting(model, plotted) if wanted else None
    chunks = -(-options.draws // options.chunk)
    threads = min(options.threads or (code and os.cpu_count()) or 1, chunks)
    workers = [pilot, *(_Worker(model, inputs, options) for _ in range(1, threads))]
    counters = [ThreadCounter(plotted, first) for _ in workers]
    codes = [CompiledThreadCounter(code, counter, size) if code else None for counter in counters]

    def count(number: int, chunk: int) -> Floats:
        start, stop = chunk * options.chunk, min((chunk + 1) * options.chunk, options.draws)
        return workers[number].counted(counters[number], codes[number], start, stop)

    totals = DrawTotals(plotted)
    for done, sums in enumerate(_in_order(count, threads, chunks), start=1):
        totals.add(sums)
        if options.progress is not None:
            options.progress(min(done * options.chunk, options.draws))
    for counter in counters:
        totals.include(counter)
    infeasible = sum((worker.infeasible for worker in workers), Counter())
    return RunOutcome(totals, dict(infeasible), kept if options.draws <= BLOCK else None)


def _worth_it(model: DrawnModel, options: RunOptions, first: Floats) -> bool:
    """Say whether compiled code saves more time than it takes to make, and the first draws are all of its kind."""
    alike = first.shape[1] == BLOCK and bool(np.isfinite(first).all())
    return alike and worth_compiling(model.program, options.draws)


def _in_order(count: Callable[[int, int], Floats], threads: int, chunks: int) -> Iterator[Floats]:
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
