"""Help: complete, within the width, and with examples that work as they stand."""

import re
import shlex
from pathlib import Path

import pytest

from archpers import __version__
from archpers.cli.app import COMMANDS
from tests.cli.conftest import Command
from tests.support import SOURCE

EXAMPLE = re.compile(r"^ +archpers (.+)$", re.MULTILINE)


def examples(text: str) -> list[list[str]]:
    return [shlex.split(line, comments=True) for line in EXAMPLE.findall(text)]


SHARED = {"__init__", "app", "clock", "crew", "files", "loading", "options", "recording", "rerun"}
"""Modules of the commands' folder that are no command."""


def test_every_command_has_its_module() -> None:
    modules = {path.stem for path in (SOURCE / "cli").glob("*.py")} - SHARED
    assert modules == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_command_work_as_they_stand(
    name: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = examples(command(name, "--help").out)
    assert found
    assert found[-1][0] == name
    for arguments in found:
        assert arguments[0] == name or (name, arguments[0]) == ("verify", "model")  # which makes what is verified
        done = command(*arguments)
        assert done.code == 0, done.err
        assert done.out or list(tmp_path.iterdir())


def test_the_first_steps_work_in_their_order(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = examples(command("--help").out)
    assert [arguments[0] for arguments in found] == ["model", "init", "model"]
    for arguments in found:
        assert command(*arguments).code == 0


@pytest.mark.parametrize("columns", ["80", "100"])
def test_the_list_of_commands_cuts_no_sentence(columns: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    done = command("--help")
    listed = done.out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)
    assert max(map(len, done.out.splitlines())) <= int(columns)


@pytest.mark.parametrize("name", ["", *COMMANDS])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_data_and_fits(name: str, option: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = command(*filter(None, (name, option)))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: archpers{' ' * bool(name)}{name} ")
    assert max(map(len, done.out.splitlines())) <= 80


def test_nothing_asked_for_is_help_as_a_message(command: Command) -> None:
    done = command()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: archpers ")
    assert done.err.count("--help") == 1


def test_the_version_is_told(command: Command) -> None:
    assert command("--version") == (0, f"archpers {__version__}\n", "")
