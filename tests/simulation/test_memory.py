"""A sweep to a file needs the same memory whatever its length."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines import package

pytestmark = pytest.mark.thorough

if sys.platform == "win32":
    pytest.skip("peak memory of a child process is not told on Windows", allow_module_level=True)


def peak(target: Path, step: str) -> float:
    """Return the peak resident set of a sweep in a process of its own [MiB]."""
    vary = f"reform.crisis_share=0:1:{step}"
    arguments = [
        "sweep",
        "toolkit-team",
        "--vary",
        vary,
        "--show",
        "residual_value",
        "-q",
        "--force",
        "-o",
        str(target),
    ]
    process = subprocess.Popen([sys.executable, "-m", "archpers", *arguments])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


@pytest.mark.parametrize(
    ("suffix", "steps"),
    [("csv", ("0.00001", "0.000001")), ("json", ("0.00001", "0.000001")), ("parquet", ("0.000001", "0.0000001"))],
)  # Parquet holds back a group of rows, which only a million fill
def test_more_points_need_no_more_memory(suffix: str, steps: tuple[str, str], tmp_path: Path) -> None:
    if suffix == "parquet":
        package("pyarrow")
    target = tmp_path / f"rows.{suffix}"
    short = peak(target, steps[0])
    size = target.stat().st_size
    long = peak(target, steps[1])
    assert target.stat().st_size > 9 * size
    assert long - short < 16
