"""How far a long run has come: said on a terminal in one line, and taken away again."""

import io
import sys
from pathlib import Path

import pytest

from archpers.cli.app import run
from archpers.cli.shared import progress as module
from archpers.cli.shared.progress import ProgressLine
from archpers.output.present import Destination


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Put a terminal in the place of standard error, on which everything is told at once."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(module, "_FIRST", 0.0)
    monkeypatch.setattr(module, "_NEXT", 0.0)
    return screen


def written(screen: Screen) -> list[str]:
    return screen.getvalue().split("\r")[1:]


def test_a_sweep_into_a_file_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    vary = ["--vary", "people_served=±10%:0.01%", "--vary", "cost.total=±10%:0.1%"]
    assert run(["sweep", "toolkit-team", *vary, "-o", str(tmp_path / "rows.csv")]) == 0
    told = written(screen)
    assert told[0].endswith("% of 402,201 rows")
    assert told[-1].startswith("\x1b[K")  # the line is gone before anything else is said
    assert not any(text.startswith("100%") for text in told)


def test_a_sweep_in_parts_says_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    vary = ["--vary", "people_served=±10%:0.01%", "--vary", "cost.total=±10%:0.02%"]
    assert run(["sweep", "toolkit-team", *vary, "-o", f"{tmp_path / 'rows.parquet'}/"]) == 0
    assert written(screen)[0] == " 52% of 2,003,001 rows"


def test_many_files_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    for command in ("model", "check"):
        assert run([command, "toolkit-team", "example-borough", "-o", str(tmp_path / f"{command}.json")]) in (0, 2)
        assert written(screen)[:2] == ["1 files", "2 files"]
        screen.seek(0)
        screen.truncate()


def test_a_simulation_says_it_and_quiet_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    simulate = ["simulate", "example-borough", "--draws", "200000"]
    assert run([*simulate, "-o", str(tmp_path / "a.json")]) == 0
    assert written(screen)[0].endswith("% of 200,000 draws")
    screen.seek(0)
    screen.truncate()
    assert run([*simulate, "-o", str(tmp_path / "b.json"), "-q"]) == 0
    assert screen.getvalue() == ""


def test_rows_that_run_over_the_screen_are_not_written_into(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    monkeypatch.setattr(sys, "stdout", Screen())
    for form, said in (("csv", False), ("table", True)):
        with ProgressLine(Destination(form, "-"), "rows", streamed=True) as progress:
            progress(1, 2)
        assert ("50% of 2 rows" in screen.getvalue()) == said


def test_an_error_takes_the_line_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)

    def interrupted() -> None:
        with ProgressLine(Destination("table", "-"), "rows") as progress:
            progress(1, 4)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert screen.getvalue() == "\r 25% of 4 rows\r\x1b[K"


def test_nothing_is_said_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST", 0.0)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressLine(Destination("table", "-"), "rows") as progress:
        progress(1, 4)
    assert stream.getvalue() == ""
