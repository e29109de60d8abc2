"""What is kept of every command's output on the shipped scenarios, in every format, and how it is made.

To write the kept files anew, from the root of the project: python -m tests.golden_cases
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.support import ROOT, archpers

GOLDEN = Path(__file__).parent / "golden"
DIGESTS = GOLDEN / "digests.json"
MOST_KEPT = 1_000_000
"""Longer outputs, and those that are not text, are kept as their SHA-256 alone."""

_SUFFIXES = {"table": "txt", "json": "json", "csv": "csv", "markdown": "md", "junit": "xml", "github": "github.txt"}
_TEXT = ("table", "json", "csv", "markdown")
_SHIPPED = ("toolkit-team", "example-borough", "yorkshire-humber-2010")
_REGION = "yorkshire-humber-2010"
_LA4 = ("--authority", "LA 4")
_ASCII = {"COLUMNS": "80", "PYTHONIOENCODING": "ascii"}
_CRISIS, _PEOPLE = ("--vary", "reform.crisis_share=10%:30%:5%"), ("--vary", "people_served=±20%:10%")
_DEFICIT = ("model", "toolkit-team", "--set", "people_served=1700", "--set", "cost=null")
_SINCE = ("--option", "both", "--as-of", "2026-11-28", "--changed-since", "example-borough")
_SPREAD = (
    *("--set", "reform.crisis_share.low=15%", "--set", "reform.crisis_share.high=30%"),
    *("--set", "reform.crisis_share.distribution=pert"),
)
_ELSEWHERE = re.compile(rb'("(?:archpers|python|numpy|registry_sha256)": ?)"[^"]*"')
"""Of the record of a run, what is not the same on another machine, or after any change of a formula."""
_CHARTS = ("functions", "groups", "reform", "tornado", "heatmap", "simulation")


class Case(NamedTuple):
    """One command, and the file that its output is kept in."""

    name: str
    arguments: tuple[str, ...]
    variables: Mapping[str, str] = {"COLUMNS": "80"}
    output: str = ""
    """Name of the file that it writes; empty for standard output."""

    @property
    def drawn_elsewhere(self) -> bool:
        """Whether another test draws it already, so that the kept files alone are compared with it when asked for."""
        return self.name.startswith(("report-", "what-if-")) or self.name.endswith(".png")


def _tabled(name: str, *arguments: str) -> Iterator[Case]:
    for form in _TEXT:
        yield Case(f"{name}.{_SUFFIXES[form]}", (*arguments, "--format", form))


def cases() -> Iterator[Case]:
    """Yield every case."""
    yield Case("toolkit-team.txt", ("model", "toolkit-team"))
    yield Case("toolkit-team-40-columns.txt", ("model", "toolkit-team"), {"COLUMNS": "40"})
    yield Case("toolkit-team-ascii.txt", ("model", "toolkit-team"), _ASCII)
    yield Case("deficit-without-cost.txt", _DEFICIT)
    for scenario in _SHIPPED:
        yield from _tabled(f"model-{scenario}", "model", scenario)
        yield from _tabled(f"tornado-{scenario}", "tornado", scenario)
        yield from _tabled(f"switch-{scenario}", "switch", scenario)
        yield from _tabled(f"sweep-{scenario}", "sweep", scenario, *_CRISIS)
        yield from _tabled(f"explain-{scenario}", "explain", scenario, "residual_value")
        yield Case(f"report-{scenario}.html", ("report", scenario), output="report.html")
        yield Case(f"workbook-{scenario}.xlsx", ("workbook", scenario), output="model.xlsx")
        for kind in _CHARTS if scenario != "toolkit-team" else _CHARTS[:-1]:
            if (scenario, kind) != (_REGION, "simulation"):
                yield Case(f"chart-{scenario}-{kind}.svg", ("chart", scenario, kind))
                yield Case(f"chart-{scenario}-{kind}.png", ("chart", scenario, kind), output="chart.png")
    yield from _tabled("model-region-authority", "model", _REGION, *_LA4)
    yield from _tabled("model-option", "model", "example-borough", "--option", "both", "--set", "people_served=2000")
    yield from _tabled("sweep-two-inputs", "sweep", "toolkit-team", *_CRISIS, *_PEOPLE)
    yield from _tabled("sweep-region-two-inputs", "sweep", _REGION, *_CRISIS, *_PEOPLE)
    yield from _tabled("sweep-three-inputs", "sweep", "toolkit-team", *_CRISIS, *_PEOPLE, "--vary", "cost.total=±10%")
    yield Case("sweep.parquet", ("sweep", "toolkit-team", *_CRISIS), output="sweep.parquet")
    yield from _tabled("tornado-wte", "tornado", "toolkit-team", "--on", "residual_wte", "--within", "20%")
    yield from _tabled("switch-target", "switch", "toolkit-team", "--on", "residual_value", "--target", "200000")
    yield from _tabled("compare-options", "compare", "example-borough")
    yield from _tabled("compare-two", "compare", "example-borough", "--option", "both")
    yield from _tabled("compare-files", "compare", "toolkit-team", "example-borough", "--on", "residual_hours")
    yield from _tabled("compare-regions", "compare", _REGION, _REGION, "--set", "reform.crisis_share=25%")
    yield from _tabled("simulate", "simulate", "example-borough", "--draws", "20000")
    yield from _tabled("simulate-shown", "simulate", "example-borough", "--show", "residual_value", "--latin")
    yield from _tabled("simulate-region", "simulate", _REGION, "--draws", "5000", *_SPREAD)
    yield from _tabled("explain-family", "explain", "toolkit-team", "function_cost")
    yield from _tabled("explain-authority", "explain", _REGION, "residual_hours", *_LA4)
    yield from _tabled("reproduce", "reproduce")
    yield from _tabled("reproduce-table", "reproduce", "--table", "report Table 5")
    yield Case("reproduce.github.txt", ("reproduce", "--format", "github"))
    yield from _tabled("check", "check", *_SHIPPED)
    yield Case("check.xml", ("check", *_SHIPPED, "--format", "junit"))
    yield from _tabled("scenarios", "scenarios")
    for scenario in _SHIPPED:
        yield from _tabled(f"assumptions-{scenario}", "assumptions", scenario, "--as-of", "2026-11-28")
    yield from _tabled("assumptions-since", "assumptions", "example-borough", *_SINCE)
    yield Case("init.yaml", ("init", "-"))
    yield Case("scenario.schema.json", ("schema",))
    yield Case("result.schema.json", ("schema", "result"))
    yield Case("assumptions.schema.json", ("schema", "assumptions"))
    yield Case("what-if-toolkit-team.html", ("report", "toolkit-team", "--what-if"), output="r-what-if.html")
    yield Case("what-if-region.html", ("report", _REGION, "--what-if"), output="r-what-if.html")


class Made(NamedTuple):
    """What a command has written, and said beside it."""

    content: bytes
    messages: str
    code: int


def made(case: Case, source: Path = ROOT, run: Callable[..., subprocess.CompletedProcess[bytes]] = archpers) -> Made:
    """Run a case's command, from the root of a copy of the project. run: `archpers_here` for this project's own."""
    variables = {**case.variables, "PYTHONPATH": str(source / "src")}
    with tempfile.TemporaryDirectory() as folder:
        asked = ("-o", f"{folder}/{case.output.replace('r-what-if', 'r')}") if case.output else ()
        done = run(*case.arguments, *asked, cwd=source, variables=variables)
        content = (Path(folder) / case.output).read_bytes() if case.output and not done.returncode else done.stdout
    if case.name.endswith(".json"):
        content = _ELSEWHERE.sub(rb'\1"(not kept)"', content)
    messages = done.stderr.decode().replace(folder, "FOLDER")
    return Made(content, messages, done.returncode)


def record(found: Made) -> dict[str, object]:
    """Return what is kept of a case beside its text."""
    return {"sha256": sha256(found.content).hexdigest(), "messages": found.messages, "code": found.code}


def is_kept_whole(case: Case, content: bytes) -> bool:
    """Whether the text itself is kept."""
    return len(content) <= MOST_KEPT and not case.name.endswith((".png", ".xlsx", ".parquet", ".html", ".svg"))


def _write(source: Path, target: Path) -> None:
    """Write every case, made by a copy of the project, into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    every = list(cases())
    with ThreadPoolExecutor() as several:
        found = dict(
            zip((case.name for case in every), several.map(lambda case: made(case, source), every), strict=True)
        )
    for case in every:
        if is_kept_whole(case, found[case.name].content):
            (target / case.name).write_bytes(found[case.name].content)
    records = {name: record(own) for name, own in found.items()}
    (target / "digests.json").write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write(Path(sys.argv[1]) if sys.argv[1:] else ROOT, Path(sys.argv[2]) if sys.argv[2:] else GOLDEN)
