"""README and docs show real output: every command in them runs, and prints what stands there; so does their Python."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.thorough

README = Path(__file__).parents[1] / "README.md"
DOCUMENTS = [README, *sorted((README.parent / "docs").glob("*.md"))]
ELIDED = "[...]"


def blocks(document: Path, language: str) -> list[str]:
    """Return the blocks of a document in one language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)


def run(command: str, folder: Path) -> str:
    """Run a command line of a document, and return all that a reader sees of it."""
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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_documents_show_real_output(document: Path, tmp_path: Path) -> None:
    for block in blocks(document, "console"):
        command, _, shown = block.partition("\n")
        output = run(command.removeprefix("$ "), tmp_path)
        assert "Traceback" not in output
        if shown.strip():
            assert shown_in(shown, output), f"{command}\n{output}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_the_python_of_documents_runs(document: Path, tmp_path: Path) -> None:
    code = "\n".join(blocks(document, "python"))
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_there_are_documents_with_output_and_python() -> None:
    assert len(blocks(README, "console")) >= 5
    assert sum(len(blocks(document, "console")) for document in DOCUMENTS) >= 12
    assert sum(len(blocks(document, "python")) for document in DOCUMENTS) >= 2


@pytest.mark.parametrize("target", ["demo", "test", "bench"])
def test_readme_and_makefile_agree(target: str) -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
