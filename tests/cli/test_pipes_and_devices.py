"""Pipes and devices, as FILE or with -o: they work, or are refused in words, and no file stands beside a device."""

import json
import os
import subprocess
import threading
from pathlib import Path

import pytest

from tests.support import COMMAND, TOOLKIT_FILE, archpers, environment

pytestmark = pytest.mark.thorough

OUTPUTS = {
    "table": ("model", "toolkit-team"),
    "json": ("model", "toolkit-team", "--format", "json"),
    "csv": ("sweep", "toolkit-team", "--vary", "people_served=400:500:1", "--format", "csv"),
    "svg": ("chart", "toolkit-team", "groups"),
    "html": ("report", "toolkit-team"),
    "xlsx": ("workbook", "toolkit-team"),
}


def in_bash(text: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which `archpers` is the command."""
    line = f'archpers() {{ {" ".join(COMMAND)} "$@"; }}; {text}'
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment(), capture_output=True, timeout=60, check=False
    )


@pytest.mark.parametrize("name", ["model", "check", "tornado", "explain"])
def test_what_another_command_writes_is_read(name: str, tmp_path: Path) -> None:
    more = "residual_value" if name == "explain" else ""
    done = in_bash(f"archpers {name} <(cat {TOOLKIT_FILE}) {more}", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert list(tmp_path.iterdir()) == []


def test_two_pipes_are_compared(tmp_path: Path) -> None:
    done = in_bash(
        f"archpers compare <(cat {TOOLKIT_FILE}) <(sed s/people_served:.*/people_served:\\ 450/ {TOOLKIT_FILE})",
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert b"people_served [people]" in done.stdout


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_pipe_gets_what_a_file_would(name: str, tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    done = archpers(*OUTPUTS[name], "-o", "pipe", cwd=tmp_path)
    reader.join(timeout=30)
    assert (done.returncode, list(tmp_path.iterdir())) == (0, [pipe]), done.stderr
    (content,) = got
    assert content
    if name == "json":
        assert json.loads(content)["schema_version"] == 1
    if name == "xlsx":
        assert content.startswith(b"PK")
    if name == "csv":
        assert len(content.splitlines()) == 102


@pytest.mark.parametrize("name", OUTPUTS)
def test_nothing_stands_beside_a_device(name: str, tmp_path: Path) -> None:
    before = set(Path("/dev").iterdir())
    done = archpers(*OUTPUTS[name], "-o", "/dev/null", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
    assert {each for each in set(Path("/dev").iterdir()) - before if each.name.startswith(".null")} == set()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("/dev/null", b"the file holds nothing to read"),
        ("/dev/zero", b"is larger than"),
        ("/dev/full", b"is larger than"),
        (".", b"holds no scenario file"),
    ],
)
def test_a_device_that_is_no_scenario_is_refused(file: str, words: bytes, tmp_path: Path) -> None:
    done = archpers("model", file, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr


def test_a_full_device_is_told(tmp_path: Path) -> None:
    done = archpers("model", "toolkit-team", "-o", "/dev/full", "--format", "csv", cwd=tmp_path)
    assert done.returncode == 2
    assert b"/dev/full: cannot be written (No space left on device)" in done.stderr


def test_a_scenario_that_went_to_a_device_is_not_to_be_opened(tmp_path: Path) -> None:
    assert archpers("init", "/dev/null", cwd=tmp_path).stderr == b"wrote /dev/null\n"
