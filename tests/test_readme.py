"""The README shows real output: every command in it runs, and prints what stands there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
ELIDED = "[...]"


def blocks() -> list[str]:
    """Return the console blocks of the README, in order."""
    return re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def run(command: str, folder: Path) -> str:
    """Run a command line of the README, and return all that a reader sees of it."""
    program, *arguments = shlex.split(command)
    assert program == "archpers"
    done = subprocess.run(
        [sys.executable, "-m", "archpers", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8")


def shown_in(shown: str, output: str) -> bool:
    """Whether the output is as shown, apart from what `[...]` leaves out."""
    pattern = re.escape(shown.strip("\n")).replace(re.escape(ELIDED), ".*")
    return re.fullmatch(pattern, output.strip("\n"), re.DOTALL) is not None


def test_the_comparison_can_fail() -> None:
    assert shown_in("a\n[...]\nc", "a\nb\nc")
    assert not shown_in("a\n[...]\nc", "a\nb\nd")


def test_readme_shows_real_output(tmp_path: Path) -> None:
    found = blocks()
    assert len(found) >= 5
    for block in found:
        command, _, shown = block.partition("\n")
        output = run(command.removeprefix("$ "), tmp_path)
        assert "Traceback" not in output
        if shown.strip():
            assert shown_in(shown, output), f"{command}\n{output}"


@pytest.mark.parametrize("target", ["demo", "test", "bench"])
def test_readme_and_makefile_agree(target: str) -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
