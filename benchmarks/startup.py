"""How long commands take to start, as ratios to `python -c pass` on the same machine, measured in turn.

Run: make bench. Prints a Markdown table of medians; nothing here passes or fails.
"""

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 25
ARCHPERS = str(Path(sys.executable).with_name("archpers"))
BASELINE = [sys.executable, "-c", "pass"]
COMMANDS = {
    "archpers model toolkit-team": [ARCHPERS, "model", "toolkit-team"],
    "archpers model toolkit-team --format json": [ARCHPERS, "model", "toolkit-team", "--format", "json"],
    "archpers model yorkshire-humber-2010": [ARCHPERS, "model", "yorkshire-humber-2010"],
    "archpers report toolkit-team -o": [ARCHPERS, "report", "toolkit-team", "--force", "-o", "report.html"],
    "archpers report toolkit-team --what-if -o": [
        *(ARCHPERS, "report", "toolkit-team", "--what-if", "--force", "-o", "page.html"),
    ],
    "archpers workbook toolkit-team -o": [ARCHPERS, "workbook", "toolkit-team", "--force", "-o", "model.xlsx"],
    "archpers init --from, a CSV of 1,000 teams": [ARCHPERS, "init", "region.yaml", "--force", "--from", "teams.csv"],
    "archpers --version": [ARCHPERS, "--version"],
    "a naive program: typer, rich, pydantic and numpy imported at the top": [
        sys.executable,
        "-c",
        "import typer, rich.console, rich.table, pydantic, numpy\nclass Model(pydantic.BaseModel):\n    number: float",
    ],
}


def seconds(command: list[str], folder: Path) -> float:
    """Run a command once in a folder and return its wall time [s]."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    return time.perf_counter() - start


def main() -> None:
    """Measure all commands in turn, and print a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        teams = (f"T{number},{10 + number % 7},{15000 + number},{500 + number}" for number in range(1000))
        (folder / "teams.csv").write_text(
            "\n".join(("name,care_managers_wte,staffing.hours_per_year,people_served", *teams)), encoding="utf-8"
        )
        table(folder)


def table(folder: Path) -> None:
    """Measure all commands in turn in a folder, and print a table."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    baseline: list[float] = []
    for command in (BASELINE, *COMMANDS.values()):
        seconds(command, folder)  # warm the file cache
    for _ in range(RUNS):
        baseline.append(seconds(BASELINE, folder))
        for name, command in COMMANDS.items():
            times[name].append(seconds(command, folder))
    base = statistics.median(baseline)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, medians of {RUNS} runs")
    print(f"`python -c pass`: {base * 1000:.0f} ms\n")
    print("| command | times `python -c pass` | ms |\n| --- | ---: | ---: |")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"| {name} | {median / base:.1f} | {median * 1000:.0f} |")


if __name__ == "__main__":
    main()
