"""A sweep as a folder of Parquet files, each written where its rows are evaluated."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archpers.arrays import Floats
from archpers.errors import OutputError
from archpers.executors import in_order
from archpers.output.formats.number_blocks import write_parquet
from archpers.what_if.sweep import Gaps, Sweep
from archpers.what_if.sweep_tasks import SweepTask, tasks_of

PART_ROWS = 1 << 20
"""Rows of a part."""


class PartTask(NamedTuple):
    """One part to write."""

    rows: SweepTask
    file: str
    names: tuple[str, ...]


class PartOutcome(NamedTuple):
    """What a part came to."""

    size: int
    """Of its file [bytes]."""
    gaps: Gaps
    broken: frozenset[str]
    """Rules that points broke between several inputs."""


def write_part(task: PartTask) -> PartOutcome:
    """Write one part, in whatever process. Raises OutputError."""
    gaps = Gaps(task.rows.measures)

    def columns() -> Iterator[dict[str, Floats]]:
        for block in task.rows.blocks():
            gaps.add(block)
            yield block.columns

    try:
        with Path(task.file).open("xb") as stream:
            write_parquet(stream, task.names, columns())
            size = stream.tell()
    except OSError as error:
        raise OutputError(
            f"{task.file}: cannot be written ({error.strerror or error}); name a folder that every worker can write to"
        ) from None
    return PartOutcome(size, gaps, task.rows.sweep.broken)


def write_parts(folder: Path, sweep: Sweep, names: tuple[str, ...], gaps: Gaps) -> None:
    """Write all parts of a sweep to a folder that is there and empty. gaps: what is counted on the way.

    Its workers see the folder by the same name. Raises OutputError.
    """
    tasks = [
        PartTask(rows, str(folder / f"part-{number:05}.parquet"), names)
        for number, rows in enumerate(tasks_of(sweep, PART_ROWS))
    ]
    for task, part in zip(tasks, in_order(sweep.workers, write_part, tasks), strict=True):
        sweep.broken |= part.broken
        gaps.include(part.gaps)
        file = Path(task.file)
        if not file.is_file() or file.stat().st_size != part.size:
            raise OutputError(
                f"{file.name}: a worker wrote it, but it is not to be seen here; name a folder that all share"
            )
        sweep.tell(task.rows.stop)
