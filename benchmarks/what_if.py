"""The what-if questions at size: speed and memory, as ratios in one run on one machine, in one Markdown table.

    make bench

Needs the packages of `.ci/constraints-bench.txt`, among them the programs that archpers is compared with. Takes about
ten minutes; other work on the machine makes the figures worse, or better.
"""

import os
import platform
import sys
from datetime import datetime
from itertools import chain
from pathlib import Path

import numpy as np
import simulated_region
import sweep_files
import workers

import simulation


def processor() -> str:
    """Name the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    python, now = platform.python_version(), datetime.now().date().isoformat()
    print(f"{processor()}, {os.cpu_count()} processors; Python {python}, numpy {np.__version__}; {now}\n")
    print("| Measure | Wanted | Found |\n|---|---:|---:|", flush=True)
    every = simulation.lines(rounds), workers.lines(rounds), simulated_region.lines(), sweep_files.lines()
    for line in chain.from_iterable(every):
        print(f"| {' | '.join(line)} |", flush=True)


if __name__ == "__main__":
    main()
