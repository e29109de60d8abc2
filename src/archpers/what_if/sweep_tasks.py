"""A sweep in tasks: rows of it that any process evaluates alike, sent back, or written where they are evaluated."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from archpers.executors import Workers, in_order, packed, unpacked
from archpers.results.names import Measure
from archpers.what_if.axes import SweepAxis
from archpers.what_if.baseline import Baseline
from archpers.what_if.sweep import BLOCK_ROWS, Sweep, SweepBlock

TASK_ROWS = 8 * BLOCK_ROWS
"""Rows of a task that sends them back: 2 MB a column."""


class SweepTask(NamedTuple):
    """Some rows of a sweep."""

    scenario: bytes
    """Packed, with all that was changed in it."""
    balance: str | None
    axes: tuple[SweepAxis, ...]
    measures: tuple[Measure, ...]
    start: int
    stop: int

    @property
    def sweep(self) -> Sweep:
        """The whole sweep, in the process that does the task."""
        return _sweep(self.scenario, self.balance, self.axes, self.measures)

    def blocks(self) -> Iterator[SweepBlock]:
        """Evaluate the rows, a block at a time."""
        for start in range(self.start, self.stop, BLOCK_ROWS):
            yield self.sweep.block(start, min(start + BLOCK_ROWS, self.stop))


class Swept(NamedTuple):
    """What a task came to."""

    blocks: list[SweepBlock]
    broken: frozenset[str]
    """Rules that points broke between several inputs."""


@lru_cache(maxsize=2)
def _sweep(scenario: bytes, balance: str | None, axes: tuple[SweepAxis, ...], measures: tuple[Measure, ...]) -> Sweep:
    return Sweep(Baseline(unpacked(scenario), balance), axes, measures)


def tasks_of(sweep: Sweep, rows: int) -> Iterator[SweepTask]:
    """Yield the tasks of a sweep, so many rows each."""
    scenario = packed(sweep.baseline.scenario)
    for start in range(0, sweep.points, rows):
        stop = min(start + rows, sweep.points)
        yield SweepTask(scenario, sweep.baseline.balance, sweep.axes, sweep.measures, start, stop)


def swept(task: SweepTask) -> Swept:
    """Evaluate some rows, in whatever process; inputs are not sent back, since who asks knows them."""
    blocks = [
        SweepBlock(
            {text: values for text, values in block.columns.items() if text not in task.sweep.paths}, block.feasible
        )
        for block in task.blocks()
    ]
    return Swept(blocks, task.sweep.broken)


def swept_blocks(sweep: Sweep, workers: Workers) -> Iterator[SweepBlock]:
    """Yield all rows in their order; few are held at a time. workers: who evaluates."""
    start = 0
    for outcome in in_order(workers, swept, tasks_of(sweep, TASK_ROWS)):
        sweep.broken |= outcome.broken
        for block in outcome.blocks:
            stop = start + len(block.feasible)
            inputs = sweep.inputs_at(start, stop)
            yield SweepBlock({**inputs, **block.columns}, block.feasible)
            start = stop
