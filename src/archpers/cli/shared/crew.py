"""Who does the work of a long command: this process, several of this machine, or the workers of a Dask scheduler."""

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from archpers.errors import UsageError
from archpers.executors import Crew, WorkerError, versions

_MOST = 256
_PATIENCE = 10
"""How long a scheduler may take to answer, or its first worker to come [s]."""
_FRESH = 2.0
"""How long a count of workers is believed [s]."""
_EACH = 2
"""Tasks to have given out for each that works: one that it works on, one that waits."""


@contextmanager
def crew(workers: int | None, scheduler: str | None) -> Iterator[Crew | None]:
    """Provide who does the work, and send them home; None: this process.

    workers: how many processes of this machine. scheduler: the address of a Dask scheduler. Raises UsageError, and
    WorkerError where they cannot be had.
    """
    if workers is not None and scheduler is not None:
        raise UsageError("--workers: starts processes on this machine, and --scheduler has workers; leave one out")
    if scheduler is not None:
        with _cluster(scheduler) as found:
            yield found
    elif workers is not None:
        with _processes(workers) as found:
            yield found
    else:
        yield None


@contextmanager
def _processes(number: int) -> Iterator[Crew]:
    if not 1 <= number <= _MOST:
        raise UsageError(f"--workers {number}: write a number of processes from 1 to {_MOST}")
    pools: list[ProcessPoolExecutor] = []

    def started() -> Executor:
        context = multiprocessing.get_context("spawn")  # on every system alike, and safe beside threads
        pools.append(ProcessPoolExecutor(number, mp_context=context, initializer=_deaf))
        return pools[-1]

    try:
        yield Crew(started(), lambda: _EACH * number, started)
    except BaseException:
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        for pool in pools:
            pool.shutdown(cancel_futures=True)


def _deaf() -> None:
    """Leave an interrupt to the process that started this one, which then ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _cluster(address: str) -> Iterator[Crew]:
    try:
        from distributed import KilledWorker
    except ImportError:
        raise UsageError(
            f'--scheduler {address}: needs Dask; install it with `pip install "archpers[distributed]"`, '
            "or take processes of this machine with --workers"
        ) from None
    with _connected(address) as client:
        executor = client.get_executor(pure=False)
        try:
            _refuse_unlike(client, address)
            yield Crew(executor, _twice(client))
        except KilledWorker as error:
            raise WorkerError(
                f"--scheduler {address}: workers ended over one task again and again ({error.last_worker.address} was "
                "the last); give them more memory"
            ) from error
        except CancelledError as error:
            raise WorkerError(f"--scheduler {address}: is gone, or has cancelled the work; start it again") from error
        finally:
            executor.shutdown(wait=False)  # which cancels what is queued


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    import logging
    import warnings

    import distributed

    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # what it has to say, the error says
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions: those that matter are held against ours
            connect: Any = distributed.Client
            client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise WorkerError(
            f"--scheduler {address}: cannot be reached within {_PATIENCE} s ({type(error).__name__}); start one with "
            "`dask scheduler`, and write the address that it tells, such as tcp://10.0.0.5:8786"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise WorkerError(
                f"--scheduler {address}: has no workers; start some with `dask worker {address}`"
            ) from error
        yield client


def _refuse_unlike(client: Any, address: str) -> None:
    """Raise WorkerError, which names them, where workers would not come to the same numbers."""
    found: Mapping[str, Any] = client.run(versions, on_error="return")
    told = []
    for worker, own in sorted(found.items()):
        if isinstance(own, Exception):
            told.append(f"{worker} cannot say what it has ({own})")
        elif unlike := versions().unlike(own):
            told.append(f"{worker} has {unlike}")
    if told:
        remedy = "install the same archpers, numpy and Python there as here"
        raise WorkerError(f"--scheduler {address}: {'; '.join(told)}; {remedy}")


def _twice(client: Any) -> Callable[[], int]:
    """Return what says how many tasks to have given out, as workers come and go."""
    known, until = 0, 0.0

    def ahead() -> int:
        nonlocal known, until
        if time.monotonic() >= until:
            known, until = _EACH * max(sum(client.nthreads().values()), 1), time.monotonic() + _FRESH
        return known

    return ahead
