"""Work in tasks, given to any executor (PEP 3148) and taken back in the order of the tasks.

A task says all that it takes to do it and is of a size that does not hang on who does it, so the answer is the same,
bit by bit, whoever does it and whoever is done first.
"""

import pickle
import platform
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from archpers.errors import UsageError

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
AHEAD = 256
"""Tasks that an executor of unknown size is given before the first is taken back: more workers would wait."""
_DEATHS = 3
"""So often may an executor break over one task: the task itself is then what breaks it."""


class WorkerError(UsageError):
    """Who was to do the work cannot."""


class Crew(NamedTuple):
    """Who does the work."""

    executor: Executor
    ahead: Callable[[], int] = lambda: AHEAD
    """How many tasks to have given out, so that all have work; asked again and again, as workers come and go."""
    renewed: Callable[[], Executor] | None = None
    """Makes another executor in place of one that broke, because a process of it died; None: it cannot be had."""


Workers: TypeAlias = Crew | Executor | None
"""Who does the work; None: this process."""


class Versions(NamedTuple):
    """What has to be the same everywhere, for the same numbers."""

    archpers: str
    """Its version, and a digest of its code."""
    numpy: str
    python: str

    def unlike(self, other: "Versions") -> str:
        """Say in what others differ from these; empty where they do not."""
        pairs = zip(self._fields, self, other, strict=True)
        return ", ".join(f"{name} {theirs}, here {own}" for name, own, theirs in pairs if own != theirs)


@cache
def versions() -> Versions:
    """Return those of this process."""
    from importlib.metadata import version

    from archpers import __version__

    folder, digest = Path(__file__).parent, sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(f"{file.relative_to(folder).as_posix()}\n".encode() + file.read_bytes())
    return Versions(f"{__version__} (code {digest.hexdigest()[:12]})", version("numpy"), platform.python_version())


def packed(what: object) -> bytes:
    """Return something as bytes that a worker is sent once for each task."""
    return zlib.compress(pickle.dumps(what), 1)


def unpacked(sent: bytes) -> Any:
    """Return what was packed; of bytes that come from who gave the task, which is trusted with code anyway."""
    return pickle.loads(zlib.decompress(sent))


def in_order(workers: Workers, work: Callable[[Task], Outcome], tasks: Iterable[Task]) -> Iterator[Outcome]:
    """Yield what the work on each task comes to, in the order of the tasks; few are given out at a time.

    work: a function of a module, and tasks, that another process can be sent. What is still queued is cancelled where
    no more is taken. Raises WorkerError.
    """
    crew = Crew(workers) if isinstance(workers, Executor) else workers
    if crew is None:
        yield from map(work, tasks)
        return
    given, rest = _Given(crew, partial(_checked, versions(), work)), iter(tasks)
    try:
        while True:
            given.tasks.extend(islice(rest, max(crew.ahead() - len(given.tasks), 1)))
            if not given.tasks:
                return
            yield given.first()
    finally:
        for future in given.futures:
            future.cancel()


class _Given(Generic[Task, Outcome]):
    """Tasks that have been given out, or are about to be."""

    def __init__(self, crew: Crew, call: Callable[[Task], Outcome]) -> None:
        self.tasks, self.futures = deque[Task](), deque[Future[Outcome]]()
        self._crew, self._executor, self._call = crew, crew.executor, call

    def first(self) -> Outcome:
        """Wait for the first task, all being given out; where a process dies, what it leaves is given to others."""
        for deaths in range(1, _DEATHS + 1):
            try:
                waiting = islice(self.tasks, len(self.futures), None)
                self.futures.extend(self._executor.submit(self._call, task) for task in waiting)
                outcome = self.futures[0].result()
            except BrokenExecutor as error:
                if self._crew.renewed is None or deaths == _DEATHS:
                    raise WorkerError(_died(error)) from error
                self.futures.clear()
                self._executor = self._crew.renewed()
            else:
                break
        self.tasks.popleft()
        self.futures.popleft()
        return outcome


def _checked(wanted: Versions, work: Callable[[Task], Outcome], task: Task) -> Outcome:
    """Do one task, where this process would come to the same numbers as who asks."""
    unlike = wanted.unlike(versions())
    if unlike:
        raise WorkerError(f"the worker on {platform.node()} has {unlike}; install the same there")
    return work(task)


def _died(error: BaseException) -> str:
    return (
        f"a worker process ended while it worked ({str(error) or type(error).__name__}); it may have run out of "
        "memory: take fewer workers"
    )
