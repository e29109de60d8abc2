"""How far a long run has come, on a terminal, in one line that goes away again."""

import sys
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TypeVar

from archpers.output.present import Destination

_FIRST, _NEXT = 1.0, 0.2
"""When the line is first written, and how long it stays as it is [s]."""

Outcome = TypeVar("Outcome")


class ProgressLine:
    """Says on standard error how much is done, where that is a terminal and the answer does not run over it."""

    def __init__(self, to: Destination, what: str, *, streamed: bool = False) -> None:
        """Be ready to tell; what: what is counted. streamed: whether rows are written while others are computed."""
        same = streamed and to.output == "-" and to.form != "table" and sys.stdout is not None and sys.stdout.isatty()
        self._silent = to.quiet or same or sys.stderr is None or not sys.stderr.isatty()
        self._what = what
        self._next = time.monotonic() + _FIRST
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Take note of how many are done, of how many."""
        if done >= total:
            self.clear()
        else:
            self._tell(f"{100 * done // total:3}% of {total:,} {self._what}")

    def counted(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield them, and take note of how many there were."""
        for done, outcome in enumerate(outcomes, 1):
            self._tell(f"{done:,} {self._what}")
            yield outcome

    def _tell(self, text: str) -> None:
        if not self._silent and time.monotonic() >= self._next:
            self._next += _NEXT
            self._shown = True
            sys.stderr.write(f"\r{text}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away again."""
        if self._shown:
            self._shown = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __enter__(self) -> "ProgressLine":
        """Be what tells."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the line away, whatever has happened."""
        self.clear()
