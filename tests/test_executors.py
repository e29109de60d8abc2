"""Work in tasks over any executor: the order, how many are given out, and what becomes of a process that dies."""

import os
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from archpers import executors
from archpers.executors import Crew, Versions, WorkerError, in_order, packed, unpacked, versions


def squared(number: int) -> int:
    return number * number


def slow_when_even(number: int) -> int:
    time.sleep(0.02 * (number % 2 == 0))
    return number


def dies_once(task: tuple[str, int]) -> int:
    """End the process, as a lack of memory would, but for the second time that the task 3 is done."""
    marker, number = task
    if number == 3 and not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return number


def always_dies(number: int) -> int:
    os._exit(9 * (number == 1)) if number == 1 else None
    return number


def fails(number: int) -> int:
    raise KeyError(number)


class Lazy(Executor):
    """Does nothing before its result is asked for, and counts what it was given."""

    def __init__(self) -> None:
        self.given = 0
        self.futures: list[Future[Any]] = []

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        self.given += 1
        future: Future[Any] = Future()
        if not self.futures:  # the first alone is done
            future.set_result(call(*arguments))
        self.futures.append(future)
        return future


def pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def test_without_workers_the_process_itself_works() -> None:
    assert list(in_order(None, squared, range(5))) == [0, 1, 4, 9, 16]


def test_outcomes_come_in_the_order_of_the_tasks_whoever_is_done_first() -> None:
    with ThreadPoolExecutor(4) as several:
        assert list(in_order(several, slow_when_even, range(40))) == list(range(40))


def test_no_task_no_outcome() -> None:
    with ThreadPoolExecutor(1) as one:
        assert list(in_order(one, squared, [])) == []


def test_few_tasks_are_given_out_and_the_rest_cancelled_when_nobody_takes_more() -> None:
    made: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            made.append(number)
            yield number

    lazy = Lazy()
    outcomes = in_order(Crew(lazy, lambda: 7), squared, tasks())
    assert next(outcomes) == 0
    assert len(made) == lazy.given == 7
    assert isinstance(outcomes, Generator)
    outcomes.close()
    assert all(future.cancelled() for future in lazy.futures[1:])


def test_as_workers_come_more_is_given_out() -> None:
    with ThreadPoolExecutor(1) as one:
        sizes = iter([1, 1, 5, 5, 5, 5, 5, 5, 5, 5])
        assert list(in_order(Crew(one, lambda: next(sizes)), squared, range(6))) == [0, 1, 4, 9, 16, 25]


def test_what_a_task_raises_is_raised() -> None:
    with ThreadPoolExecutor(1) as one, pytest.raises(KeyError):
        list(in_order(one, fails, range(3)))


def test_a_process_that_dies_is_made_up_for(tmp_path: Path) -> None:
    pools = [pool()]

    def renewed() -> Executor:
        pools.append(pool())
        return pools[-1]

    tasks = [(str(tmp_path / "died"), number) for number in range(8)]
    assert list(in_order(Crew(pools[0], lambda: 4, renewed), dies_once, tasks)) == list(range(8))
    assert len(pools) == 2
    for each in pools:
        each.shutdown()


@pytest.mark.parametrize("again", [True, False], ids=["renewed", "given by the caller"])
def test_a_task_that_kills_every_process_is_an_error(again: bool) -> None:
    pools = [pool()]

    def renewed() -> Executor:
        pools.append(pool())
        return pools[-1]

    crew = Crew(pools[0], lambda: 2, renewed if again else None)
    with pytest.raises(WorkerError, match=r"a worker process ended while it worked .* take fewer workers"):
        list(in_order(crew, always_dies, range(3)))
    assert len(pools) == (3 if again else 1)
    for each in pools:
        each.shutdown()


def test_a_worker_that_would_come_to_other_numbers_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    own = versions()
    with ThreadPoolExecutor(1) as one:
        outcomes = in_order(Crew(one, lambda: 1), squared, range(3))
        assert next(outcomes) == 0
        monkeypatch.setattr(executors, "versions", lambda: own._replace(numpy="1.0"))
        with pytest.raises(WorkerError, match=rf"the worker on .* has numpy 1\.0, here {own.numpy}; install"):
            list(outcomes)


def test_versions_tell_in_what_they_differ() -> None:
    own = Versions("0.1.0 (code a)", "2.1", "3.11.7")
    assert own.unlike(own) == ""
    assert own.unlike(Versions("0.1.0 (code b)", "2.1", "3.12.0")) == (
        "archpers 0.1.0 (code b), here 0.1.0 (code a), python 3.12.0, here 3.11.7"
    )
    assert "(code " in versions().archpers


def test_what_is_packed_is_read_again() -> None:
    assert unpacked(packed({"a": [1.5, None]})) == {"a": [1.5, None]}
