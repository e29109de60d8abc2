"""What the tests share: the toolkit team's figures, the names of a result, and a way to run archpers as a user does."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from archpers.cli.app import flushed, run
from archpers.model.definition import OVERVIEW
from archpers.model.registry import AXES, described, in_block, shown_in
from archpers.model.time_use import FUNCTION_LABELS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "archpers"
TOOLKIT_FILE = ROOT / "scenarios" / "toolkit-team.yaml"

TOOLKIT: dict[str, Any] = {
    "care_managers_wte": 11.0,
    "working_days_per_year": 220.0,
    "working_hours_per_day": 8.0,
    "total_cost": 385_000.0,
    "people_served": 500.0,
    "hours_per_week": {
        "first_contact": 4.0,
        "overview_assessment": 32.0,
        "full_assessment": 68.0,
        "basic_planning": 12.0,
        "intensive_planning": 162.0,
        "problem_solving": 115.0,
        "short_reviews": 7.0,
        "long_reviews": 40.0,
    },
    "core_function_hours_per_person": {
        "first_contact": 2.5,
        "overview_assessment": 3.7,
        "basic_planning": 3.7,
        "short_reviews": 2.0,
    },
    "crisis_share": 0.2,
    "crisis_hours_per_person": 35.0,
}
"""The model's inputs of the toolkit's team (Toolkit Tables 4 and 5; reform: Report section 1.4)."""

ANY = ("one", "other")
"""Members of an axis whose members a scenario names."""
BELONGING = {
    axis.name: axis.homes or dict.fromkeys(ANY, next(iter(AXES[axis.belongs_to].members)))
    for axis in AXES.values()
    if axis.belongs_to
}
"""What belongs to what where a scenario adds no functions of its own."""
BELONGING["core_activity_volume"] = dict.fromkeys(FUNCTION_LABELS, "contacts")
BELONGING["contact"] = {key: "indirect" if key.startswith(("first", "short")) else "direct" for key in FUNCTION_LABELS}

QUANTITY_NAMES = tuple(in_block("quantities").values())
TOLD_NAMES = tuple(name for name in QUANTITY_NAMES if not described(name).optional)
"""What every scenario is told of."""
REFORM_NAMES = tuple(name for name in QUANTITY_NAMES if name not in shown_in(OVERVIEW))
FUNCTION_QUANTITIES = in_block("functions")
GROUP_QUANTITIES = in_block("function_groups")

COMMAND = (sys.executable, "-m", "archpers")


def environment(**variables: str) -> dict[str, str]:
    """Return an environment in which only the given variables decide about width, colour and encoding."""
    decisive = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "LC_ALL", "LANG", "TTY_COMPATIBLE")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in decisive and (not name.startswith("PYTHON") or name == "PYTHONPATH")
    }
    return {**kept, "PYTHONPATH": str(SOURCE.parent), "LC_ALL": "C.UTF-8", **variables}


def archpers(
    *arguments: str | bytes,
    stdin: bytes = b"",
    cwd: Path | None = None,
    variables: Mapping[str, str] | None = None,
    shell: str = "",
) -> subprocess.CompletedProcess[bytes]:
    """Run archpers in a process of its own; shell is what a user would write behind the command, such as `| true`."""
    command: tuple[str | bytes, ...] = (*COMMAND, *arguments)
    if shell:
        command = ("bash", "-c", f'"$@" {shell}', "bash", *command)
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**(variables or {})),
        timeout=60,
        check=False,
    )


def archpers_here(*arguments: str, cwd: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run archpers in this process, which takes a fraction of the time, where a process of its own is not the point."""
    out, err = io.BytesIO(), io.BytesIO()
    encoding = variables.get("PYTHONIOENCODING", "utf-8")
    streams = [io.TextIOWrapper(stream, encoding, "backslashreplace", newline="\n") for stream in (out, err)]
    with (
        chdir(cwd),
        patch.dict(os.environ, environment(**variables), clear=True),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
    ):
        code = flushed(run(arguments))
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())
