"""docs/what-if.md shows what the commands really print."""

import re
import shlex
from pathlib import Path

import pytest

from archpers.cli.app import run

TEXT = (Path(__file__).parents[2] / "docs" / "what-if.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ archpers (.*)\n((?:.*\n)*?)```", TEXT)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == TEXT.count("```console") >= 4


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_an_example_prints_what_is_shown(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(shlex.split(command)) == 0
    assert capsys.readouterr().out == shown


def test_the_python_example_runs() -> None:
    (example,) = re.findall(r"```python\n((?:.*\n)*?)```", TEXT)
    exec(compile(example, "docs/what-if.md", "exec"), {})
    assert "assert" in example
