"""Runs a simulation: draws chunk by chunk through a compiled program into a tally, on several threads."""

import os
from collections.abc import Callable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.sensitivity.draws import Draws
from archpers.sensitivity.plan import Plan
from archpers.sensitivity.program import BLOCK, Program
from archpers.sensitivity.tally import Counter, Layout, Tally, group_size, layout

CHUNK = 2 * BLOCK
"""Draws that are evaluated at a time."""
_WAITING = 4  # chunks that a thread may be ahead


class Options(NamedTuple):
    """How to run a simulation."""

    draws: int
    seed: int
    latin: bool = False
    percentiles: bool = True
    threads: int | None = None
    """None: as many as there are processors, for long runs."""
    chunk: int = CHUNK
    """A multiple of the block. It changes time and memory, not results."""
    progress: Callable[[int], None] | None = None
    """Is told how many draws are done."""


class Outcome(NamedTuple):
    """What has been counted."""

    tally: Tally
    infeasible: dict[str, int]
    """Input -> draws that left its bounds."""
    first: NDArray[np.float64] | None
    """All values, figures by draws, where there are no more than one block of them."""


class _Worker:
    """Draws, evaluates and counts chunks."""

    def __init__(self, program: Program, plan: Plan, options: Options, size: int) -> None:
        strata = group_size(options.draws) if options.latin else 0
        self.draws = Draws(plan, options.seed, size, strata)
        self.program = program
        self.needed = _needed(program, plan)
        self.figures = np.empty((len(program.figures), size))
        self.workspace = program.workspace(size)
        self.infeasible: dict[str, int] = {}
        self.counter: Counter | None = None

    def evaluate(self, start: int, stop: int) -> tuple[NDArray[np.float64], NDArray[np.bool_] | None]:
        """Return the figures of some draws, and which draws are infeasible, if any."""
        values = self.draws.draw(start, stop, self.needed)
        figures = self.figures[:, : stop - start]
        self.program.run(self.draws.inputs(values), figures, self.workspace)
        outside = self.draws.infeasible(values)
        for path, draws in outside.items():
            self.infeasible[path] = self.infeasible.get(path, 0) + int(np.count_nonzero(draws))
        return figures, np.logical_or.reduce(list(outside.values())) if outside else None

    def counted(self, layout: Layout, start: int, stop: int) -> NDArray[np.float64]:
        """Draw and count a chunk; return its sums."""
        if self.counter is None:
            self.counter = Counter(layout, self.figures.shape[1])
        return self.counter.counted(*self.evaluate(start, stop))


def run(program: Program, plan: Plan, options: Options) -> Outcome:
    """Draw, evaluate and count; the outcome depends on draws, seed and sampling only."""
    pilot = _Worker(program, plan, options, min(BLOCK, options.draws))
    figures, outside = pilot.evaluate(0, min(BLOCK, options.draws))
    kept = figures if outside is None else figures[:, ~outside]
    plotted = layout(kept, options.draws, options.percentiles)
    tally = Tally(plotted)
    chunks = -(-options.draws // options.chunk)
    threads = min(options.threads or os.cpu_count() or 1, chunks)
    workers = [_Worker(program, plan, options, min(options.chunk, options.draws)) for _ in range(threads)]
    for done, sums in enumerate(_in_order(workers, plotted, options, chunks), start=1):
        tally.add(sums)
        if options.progress is not None:
            options.progress(min(done * options.chunk, options.draws))
    infeasible: dict[str, int] = {}
    for worker in workers:
        if worker.counter is not None:
            tally.include(worker.counter)
        for path, count in worker.infeasible.items():
            infeasible[path] = infeasible.get(path, 0) + count
    return Outcome(tally, infeasible, kept if options.draws <= BLOCK else None)


def _in_order(workers: list[_Worker], layout: Layout, options: Options, chunks: int) -> Iterator[NDArray[np.float64]]:
    """Yield the chunks' sums in their order; the threads take turns."""

    def chunk(index: int, worker: _Worker) -> NDArray[np.float64]:
        return worker.counted(layout, index * options.chunk, min((index + 1) * options.chunk, options.draws))

    if len(workers) == 1:
        for index in range(chunks):
            yield chunk(index, workers[0])
        return
    stop = Event()
    queues: list[Queue[Any]] = [Queue(_WAITING) for _ in workers]

    def work(number: int) -> None:
        for index in range(number, chunks, len(workers)):
            try:
                answer: Any = chunk(index, workers[number])
            except Exception as error:  # raised again where the results are taken
                answer = error
            while not _offered(queues[number], answer):
                if stop.is_set():
                    return
            if stop.is_set():
                return

    threads = [Thread(target=work, args=(number,), daemon=True) for number in range(len(workers))]
    for thread in threads:
        thread.start()
    try:
        for index in range(chunks):
            answer = queues[index % len(workers)].get()
            if isinstance(answer, Exception):
                raise answer
            yield answer
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _offered(queue: "Queue[Any]", answer: Any) -> bool:
    try:
        queue.put(answer, timeout=0.1)
    except Full:
        return False
    return True


def _needed(program: Program, plan: Plan) -> list[int]:
    """Return the columns that the program uses, or that can make a draw infeasible."""
    used = program.used_inputs()
    single = [index for index, column in enumerate(plan.columns) if column.lever is not None]
    needed = {index for place, index in enumerate(single) if place in used}
    place = len(single)
    for row in plan.rows:
        if used & set(range(place, place + len(row.functions))):
            needed.update(range(row.first, row.first + len(row.functions) - 1))
        place += len(row.functions)
    return sorted(needed | {index for index, column in enumerate(plan.columns) if column.risky})
