"""Speed of a simulation over several processes, as ratios in one run on one machine; `what_if.py` prints them."""

import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import archpers
from archpers.executors import Crew, Workers, packed
from archpers.simulation.engine.program import BLOCK
from archpers.simulation.engine.runner import RunOptions
from archpers.simulation.simulate import simulate
from archpers.simulation.tasks import TASK, DrawTask, count_task

FILE = Path(__file__).with_name("uncertain.yaml")
DRAWS = 100_000_000


def seconds(workers: int | None, *, started: bool = False) -> float:
    """Return how long the simulation takes over so many processes; None: threads [s].

    started: the processes are there already, as those of a cluster are; else their start is included.
    """
    scenario = archpers.load(FILE)

    def run(executor: Workers, draws: int = DRAWS) -> None:
        simulate(scenario, draws, explain=False, executor=executor)

    begun = time.perf_counter()
    if workers is None:
        run(None)
        return time.perf_counter() - begun
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        crew = Crew(pool, lambda: 2 * workers)
        if started:
            run(crew, 4 * workers * TASK)
            begun = time.perf_counter()
        run(crew)
        return time.perf_counter() - begun


def bytes_of_a_task() -> tuple[int, int, float]:
    """Return what a task of all figures sends and returns [bytes], and how long it takes once it is ready [s]."""
    scenario = archpers.load(FILE)
    names = tuple(simulate(scenario, 2 * BLOCK, explain=False).quantities)
    task = DrawTask(packed(scenario), "", RunOptions(DRAWS, 1, threads=1), (names,), TASK, TASK)
    count_task(task)
    begun = time.perf_counter()
    outcome = count_task(task)
    spent = time.perf_counter() - begun
    return len(pickle.dumps(task)), len(pickle.dumps(outcome)), spent


def lines(rounds: int) -> Iterator[tuple[str, str, str]]:
    """Yield what is measured, what is wanted, and what is found."""
    ways: dict[str, Callable[[], float]] = {
        "one": partial(seconds, 1, started=True),
        "two": partial(seconds, 2, started=True),
        "two, from the start": partial(seconds, 2),
        "threads": partial(seconds, None),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for own, way in ways.items():
            best[own] = min(best[own], way())
    yield "100,000,000 draws: 1 process over 2, once started", "1.7", f"{best['one'] / best['two']:.2f}"
    overhead = best["two, from the start"] / best["threads"]
    yield "100,000,000 draws: 2 processes with their start over threads", "1.15", f"{overhead:.2f}"
    sent, returned, spent = bytes_of_a_task()
    yield "A task of 1,048,576 draws: sent, returned [bytes], time [s]", "", f"{sent:,}, {returned:,}, {spent:.2f}"
