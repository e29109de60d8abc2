"""A simulation in tasks: parts of its draws, and batches of its figures, that any process counts alike.

A task takes the scenario, the seed, the first draw and how many there are; it returns counts and sums of a fixed size,
never draws. Tasks are as large whoever does them, and what they count is added up in the order of the draws.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from archpers.arrays import Floats
from archpers.executors import Workers, in_order, packed, unpacked
from archpers.simulation.drawn_inputs import DrawnInputs, drawn_inputs
from archpers.simulation.drawn_model import ModelRecording
from archpers.simulation.engine.program import BLOCK
from archpers.simulation.engine.runner import DrawnRun, RunOptions, RunOutcome
from archpers.simulation.engine.statistics import DrawTotals
from archpers.what_if.baseline import Baseline

TASK = 1 << 20
"""Draws of a task: long enough that sending it is next to nothing, short enough that many workers have work."""
_AT_ONCE = 256
"""Figures that are evaluated together; a large region has many times as many."""
_TOGETHER = 8
"""Batches of figures that are counted over the same draws: so many histograms fit into memory."""
Batches: TypeAlias = tuple[tuple[str, ...], ...]
"""Names of figures, in batches that are counted over the same draws."""
Progress: TypeAlias = Callable[[int, int], None] | None
"""Is told how many draws are done, of how many."""


class DrawTask(NamedTuple):
    """A part of a simulation."""

    scenario: bytes
    """Packed, with all that was changed in it."""
    shape: str
    options: RunOptions
    batches: Batches
    first: int
    size: int


class CountedFigures(NamedTuple):
    """Figures that vary, with what has been counted of them."""

    names: tuple[str, ...]
    totals: DrawTotals
    first: Floats | None
    """All values, figures by draws, where there are no more than one block of draws."""
    infeasible: dict[str, int]
    """Input -> draws that left its bounds."""


def count_task(task: DrawTask) -> RunOutcome:
    """Count one part, in whatever process."""
    return _ready(task.scenario, task.shape, task.options, task.batches).run(task.first, task.size)


@lru_cache(maxsize=2)
def _opened(scenario: bytes, shape: str) -> tuple[Baseline, DrawnInputs]:
    baseline = Baseline(unpacked(scenario))
    return baseline, drawn_inputs(baseline.scenario, baseline, shape)


@lru_cache(maxsize=2)
def _ready(scenario: bytes, shape: str, options: RunOptions, batches: Batches) -> DrawnRun:
    baseline, inputs = _opened(scenario, shape)
    recording = ModelRecording(baseline, inputs, [text for batch in batches for text in batch])
    return DrawnRun(recording.models(batches), inputs, options)


def drawn_figures(
    recording: ModelRecording, options: RunOptions, progress: Progress = None, workers: Workers = None, shape: str = ""
) -> Iterator[CountedFigures]:
    """Count all figures of a recording that vary, some at a time. workers: who counts; few draws are counted here."""
    groups = list(_together(recording.varying, options.draws))
    tell = _told(progress, len(groups) * options.draws)
    if workers is None or options.draws <= BLOCK:
        for batches in groups:
            run = DrawnRun(recording.models(batches), recording.inputs, options)
            parts = (run.run(first, count, tell) for first, count in _parts(options.draws))
            yield from _figures(batches, _added(parts), [own.first for own in run.counted])
        return
    scenario, alone = packed(recording.baseline.scenario), options._replace(threads=1)
    tasks = (DrawTask(scenario, shape, alone, batches, *part) for batches in groups for part in _parts(options.draws))
    outcomes = in_order(workers, count_task, tasks)
    for batches in groups:
        parts = (
            _done(outcome, count, tell) for (_, count), outcome in zip(_parts(options.draws), outcomes, strict=False)
        )
        yield from _figures(batches, _added(parts), [None] * len(batches))


def batches_of(texts: Sequence[str]) -> Batches:
    """Return figures in batches that are evaluated together."""
    return tuple(tuple(texts[first : first + _AT_ONCE]) for first in range(0, len(texts), _AT_ONCE))


def _together(texts: Sequence[str], draws: int) -> Iterator[Batches]:
    batches = batches_of(texts)
    size = _TOGETHER if draws > BLOCK else 1  # of so few draws all values are kept
    yield from (batches[first : first + size] for first in range(0, len(batches), size))


def _parts(draws: int) -> Iterator[tuple[int, int]]:
    """Yield first draw and number of draws of each task."""
    yield from ((first, min(TASK, draws - first)) for first in range(0, draws, TASK))


def _told(progress: Progress, draws: int) -> Callable[[int], None]:
    done = 0

    def more(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, draws)

    return more


def _done(outcome: RunOutcome, count: int, tell: Callable[[int], None]) -> RunOutcome:
    tell(count)
    return outcome


def _added(parts: Iterator[RunOutcome]) -> RunOutcome:
    """Add outcomes up in the order of the draws."""
    whole = next(parts)
    for part in parts:
        whole.infeasible.update(part.infeasible)
        for totals, later in zip(whole.totals, part.totals, strict=True):
            totals.append(later)
    return whole


def _figures(batches: Batches, outcome: RunOutcome, first: Sequence[Floats | None]) -> Iterator[CountedFigures]:
    for names, totals, values in zip(batches, outcome.totals, first, strict=True):
        yield CountedFigures(names, totals, values, dict(outcome.infeasible))
