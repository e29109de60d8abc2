"""How long commands take to start, as ratios to `python -c pass` on the same machine, measured in turn.

Run: make bench. Prints a Markdown table of medians; nothing here passes or fails.
"""

import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 25
ARCHPERS = str(Path(sys.executable).with_name("archpers"))
BASELINE = [sys.executable, "-c", "pass"]
COMMANDS = {
    "archpers model toolkit-team": [ARCHPERS, "model", "toolkit-team"],
    "archpers model toolkit-team --format json": [ARCHPERS, "model", "toolkit-team", "--format", "json"],
    "archpers model yorkshire-humber-2010": [ARCHPERS, "model", "yorkshire-humber-2010"],
    "archpers --version": [ARCHPERS, "--version"],
    "a naive program: typer, rich, pydantic and numpy imported at the top": [
        sys.executable,
        "-c",
        "import typer, rich.console, rich.table, pydantic, numpy\nclass Model(pydantic.BaseModel):\n    number: float",
    ],
}


def seconds(command: list[str]) -> float:
    """Run a command once and return its wall time [s]."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure all commands in turn, and print a table."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    baseline: list[float] = []
    for command in (BASELINE, *COMMANDS.values()):
        seconds(command)  # warm the file cache
    for _ in range(RUNS):
        baseline.append(seconds(BASELINE))
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    base = statistics.median(baseline)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, medians of {RUNS} runs")
    print(f"`python -c pass`: {base * 1000:.0f} ms\n")
    print("| command | times `python -c pass` | ms |\n| --- | ---: | ---: |")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"| {name} | {median / base:.1f} | {median * 1000:.0f} |")


if __name__ == "__main__":
    main()
