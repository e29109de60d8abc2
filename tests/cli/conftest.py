"""What the tests of the commands share: a command run within the test's own process, and a scenario of one's own."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from archpers.cli.app import run
from tests.support import TOOLKIT_FILE


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process, with what stands on its standard input."""

    def done(*arguments: str, stdin: bytes = b"") -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = run(arguments)
        return Done(code, *capsys.readouterr())

    return done


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toolkit team as a file of one's own, with named options, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "team.yaml"
    options = "\noptions:\n  more crisis: {reform.crisis_share: 30%}\n  no cost: {cost: null}\n"
    path.write_text(TOOLKIT_FILE.read_text(encoding="utf-8") + options, encoding="utf-8")
    return path
