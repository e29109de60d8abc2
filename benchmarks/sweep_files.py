"""Sweeps to files: how fast CSV is written against the csv module, and how much memory long sweeps need.

CPU time of the best of three runs; memory is the peak resident set of a fresh process. `what_if.py` prints them.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archpers.output.formats import number_blocks as rows

ROWS = 1_000_000
BLOCK = 32_768
SWEEP = ("sweep", "toolkit-team", "--show", "residual_value", "--show", "residual_share_of_hours", "--quiet", "--force")


def columns() -> dict[str, NDArray[np.float64]]:
    """Make the columns of a sweep over two inputs with two quantities."""
    random = np.random.default_rng(1)
    return {
        "reform.crisis_share": np.repeat(np.arange(1000) / 1000, ROWS // 1000),
        "people_served": np.tile(np.arange(ROWS // 1000, dtype=float), 1000),
        "residual_value": random.uniform(-5e5, 5e5, ROWS),
        "residual_share_of_hours": random.random(ROWS),
    }


def blocks() -> Iterator[dict[str, NDArray[np.float64]]]:
    """Cut the columns into blocks, as a sweep gives them."""
    whole = columns()
    for start in range(0, ROWS, BLOCK):
        yield {name: values[start : start + BLOCK] for name, values in whole.items()}


def with_csv_module(target: Path) -> None:
    """Write with Python's csv module."""
    with target.open("w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns())
        for block in blocks():
            writer.writerows(zip(*(values.tolist() for values in block.values()), strict=True))


def with_archpers(target: Path, pyarrow: bool) -> None:
    """Write as `archpers sweep` does, with pyarrow or without."""
    rows.WORTH_LOADING_PYARROW = 0 if pyarrow else ROWS + 1
    with target.open("wb") as stream:
        rows.write_csv(stream, list(columns()), blocks(), ROWS)


def seconds(write: Callable[[], None]) -> float:
    """Return the CPU time of the best of three runs [s]."""
    times = []
    for _ in range(3):
        start = time.process_time()
        write()
        times.append(time.process_time() - start)
    return min(times)


def peak_memory(step: str, target: Path) -> float:
    """Return the peak resident set of a sweep in a process of its own [MiB]."""
    command = [sys.executable, "-m", "archpers", *SWEEP, "--vary", f"reform.crisis_share=0:1:{step}", "-o", str(target)]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def lines() -> Iterator[tuple[str, str, str]]:
    """Measure; yield measure, what is wanted and what is found."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rows.csv"
        module = seconds(lambda: with_csv_module(target))
        for name, pyarrow in (("without pyarrow", False), ("with pyarrow", True)):
            own = seconds(partial(with_archpers, target, pyarrow))
            yield f"CSV of 1e6 rows, 4 columns, {name}, times the csv module", "3", f"{module / own:.1f}"
        for suffix in ("csv", "json", "parquet"):
            target = Path(folder) / f"rows.{suffix}"
            short, long = (peak_memory(step, target) for step in ("0.000001", "0.0000001"))
            yield f"Memory of a sweep of 1e7 points over 1e6, {suffix} [MiB]", "16", f"{long - short:.1f}"
