"""A simulation in tasks gives the same numbers as one in a single process, and what is sent does not grow."""

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

import archpers
from archpers.executors import packed, unpacked
from archpers.results.evaluate import evaluate
from archpers.simulation import tasks
from archpers.simulation.engine.program import BLOCK
from archpers.simulation.engine.runner import RunOptions
from archpers.simulation.simulate import simulate
from archpers.simulation.tasks import DrawTask, count_task
from tests.region.regions import uncertain_region
from tests.simulation.test_simulate import UNCERTAIN, changed, regional

NAMES = ("residual_value", "residual_share_of_hours", "people_served")


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as several:
        yield several


@pytest.fixture
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take tasks of four blocks, so that few draws make many."""
    monkeypatch.setattr(tasks, "TASK", 4 * BLOCK)


def infeasible() -> Any:
    return changed(("reform.crisis_share", {"normal": {"mean": "20%", "sd": "8%"}}))


@pytest.mark.usefixtures("small_tasks")
@pytest.mark.parametrize("latin", [False, True], ids=["plain", "latin"])
@pytest.mark.parametrize(
    "scenario", [lambda: archpers.load(UNCERTAIN), infeasible, regional], ids=["team", "infeasible", "region"]
)
def test_processes_and_threads_count_the_same(scenario: Any, latin: bool, processes: Executor) -> None:
    def found(**how: Any) -> dict[str, Any]:
        return simulate(scenario(), 10 * BLOCK + 17, 3, latin=latin, explain=False, **how).as_json()

    whole = found()
    assert found(executor=processes) == whole
    assert found(threads=2) == whole
    with ThreadPoolExecutor(3) as threads:
        assert found(executor=threads) == whole


@pytest.mark.usefixtures("small_tasks")
def test_many_batches_of_figures_share_their_draws(monkeypatch: pytest.MonkeyPatch, processes: Executor) -> None:
    scenario, draws = regional(), 5 * BLOCK
    whole = simulate(scenario, draws, explain=False).as_json()
    monkeypatch.setattr(tasks, "_AT_ONCE", 40)
    monkeypatch.setattr(tasks, "_TOGETHER", 3)
    assert simulate(scenario, draws, explain=False).as_json() == whole
    assert simulate(scenario, draws, explain=False, executor=processes).as_json() == whole


def test_draws_that_are_infeasible_in_one_batch_are_in_none(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario, draws = uncertain_region(3), 3 * BLOCK
    whole = simulate(scenario, draws, explain=False)
    assert 0 < whole.feasible_draws < draws
    monkeypatch.setattr(tasks, "_AT_ONCE", 17)
    assert simulate(scenario, draws, explain=False).as_json() == whole.as_json()


def test_few_draws_are_counted_here() -> None:
    scenario = archpers.load(UNCERTAIN)
    idle = Executor()  # it has no submit
    assert simulate(scenario, BLOCK, executor=idle).as_json() == simulate(scenario, BLOCK).as_json()


@pytest.mark.parametrize("machine_code", [False, True], ids=["numpy", "compiled"])
def test_what_is_sent_does_not_grow_with_the_draws(machine_code: bool) -> None:
    scenario = packed(archpers.load(UNCERTAIN))
    sent, returned = [], []
    for draws, first in ((40 * BLOCK, 0), (900 * BLOCK, 800 * BLOCK)):
        options = RunOptions(draws, 1, threads=1, machine_code=machine_code)
        task = DrawTask(scenario, "", options, (NAMES,), first, 40 * BLOCK)
        sent.append(len(pickle.dumps(task)))
        outcome = pickle.dumps(count_task(task))
        returned.append(len(outcome))
        (totals,) = pickle.loads(outcome).totals
        assert totals.count == totals.histogram.sum(axis=1).max() == 40 * BLOCK
    assert max(sent) - min(sent) < 10
    assert max(returned) - min(returned) < 10
    assert max(returned) < 3 * 4098 * 4 + 5000  # a count a bin, in four bytes at most, and no draws


def test_a_scenario_that_was_sent_gives_the_same() -> None:
    for name in ("toolkit-team", "business-case", "yorkshire-humber-2010-reinvestment"):
        scenario = archpers.load(name)
        assert evaluate(unpacked(packed(scenario))).model_dump_json() == evaluate(scenario).model_dump_json()


def test_progress_tells_of_all_draws_to_the_last(processes: Executor) -> None:
    draws, told = 3 * BLOCK, list[int]()
    for executor in (None, processes):
        simulate(
            archpers.load(UNCERTAIN),
            draws,
            explain=False,
            executor=executor,
            progress=lambda done, _: told.append(done),
        )
        assert told[-1] == draws
        assert told == sorted(told)
        told.clear()
