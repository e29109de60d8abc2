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


def seconds(workers: int | None) -> float:
    """Return how long the simulation takes over so many processes, their start included; None: threads [s]."""
    scenario = archpers.load(FILE)

    def run(executor: Workers) -> None:
        simulate(scenario, DRAWS, explain=False, executor=executor)

    begun = time.perf_counter()
    if workers is None:
        run(None)
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            run(Crew(pool, lambda: 2 * workers))
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
    ways: dict[int | None, Callable[[], float]] = {own: partial(seconds, own) for own in (1, 2, None)}
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for own, way in ways.items():
            best[own] = min(best[own], way())
    yield "100,000,000 draws: 1 process over 2 processes", "1.7", f"{best[1] / best[2]:.2f}"
    yield "100,000,000 draws: 2 processes over threads", "1.15", f"{best[2] / best[None]:.2f}"
    sent, returned, spent = bytes_of_a_task()
    yield "A task of 1,048,576 draws: sent, returned [bytes], time [s]", "", f"{sent:,}, {returned:,}, {spent:.2f}"
