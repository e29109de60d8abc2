"""archpers on a real terminal: its width and its colours."""

import re
from pathlib import Path

import pytest

from tests.cli.terminals import on_terminal
from tests.support import TOOLKIT_FILE, archpers

SEQUENCE = re.compile(r"\x1b\[([0-9;]*)m")
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-9]|4[0-9]|9[0-7])")
DEFICIT = ("model", "toolkit-team", "--set", "people_served=1700")


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_the_lines_are_those_of_a_pipe_of_that_width(columns: int) -> None:
    shown = on_terminal(*DEFICIT, columns=columns)
    piped = archpers(*DEFICIT, variables={"COLUMNS": str(columns)}).stdout.decode()
    assert SEQUENCE.sub("", shown) == piped
    assert max(map(len, piped.splitlines())) <= columns


def test_a_deficit_is_red_and_a_warning_yellow() -> None:
    shown = on_terminal(*DEFICIT)
    assert re.search(r"\x1b\[1;31mDEFICIT.*-£253,949.*\x1b\[0m", shown)
    assert re.search(r"\x1b\[33mWarning: Deficit", shown)
    assert re.search(r"\x1b\[1mToolkit team", shown)


def test_a_residual_is_not_red() -> None:
    assert "\x1b[1;31m" not in on_terminal("model", "toolkit-team")


def test_no_color_takes_the_colours_away() -> None:
    shown = on_terminal(*DEFICIT, variables={"NO_COLOR": "1"})
    assert "DEFICIT" in shown
    assert not COLOUR.search(shown)


def test_a_dumb_terminal_gets_no_sequences() -> None:
    shown = on_terminal(*DEFICIT, variables={"TERM": "dumb"})
    assert "DEFICIT" in shown
    assert "\x1b" not in shown


def test_a_pipe_gets_no_sequences_though_the_terminal_has_colours() -> None:
    done = archpers(*DEFICIT, variables={"TERM": "xterm-256color"})
    assert b"DEFICIT" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_name_cannot_bring_markup_or_emoji(tmp_path: Path) -> None:
    text = TOOLKIT_FILE.read_text(encoding="utf-8").replace("name: Toolkit team", 'name: "[red]Team[/red] :smile:"')
    (tmp_path / "team.yaml").write_text(text, encoding="utf-8")
    shown = on_terminal("model", "team.yaml", cwd=tmp_path)
    assert shown.startswith("\x1b[1m[red]Team[/red] :smile:\x1b[0m\n")


def test_the_list_of_scenarios_is_fitted_too() -> None:
    shown = SEQUENCE.sub("", on_terminal("scenarios", columns=40))
    assert shown.startswith("built-up-borough: Built-up borough\n")
    assert max(map(len, shown.splitlines())) <= 40


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_help_is_fitted_and_plain(columns: int) -> None:
    shown = on_terminal("model", "--help", columns=columns)
    assert "archpers model toolkit-team" in shown
    assert "\x1b" not in shown
