"""Files that commands write: refused before the computation, never an input, whole or not there, whatever ends it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.support import COMMAND, TOOLKIT_FILE, archpers, environment

VARIED = ("--vary", "people_served=400:600:100")


class ComputedError(AssertionError):
    """Something was computed that need not have been."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("arguments", "computation"),
    [
        (("model", "team.yaml"), "archpers.results.evaluate.evaluate"),
        (("simulate", "team.yaml"), "archpers.simulation.simulate.simulate"),
        (("tornado", "team.yaml"), "archpers.what_if.tornado.tornado"),
        (("switch", "team.yaml"), "archpers.what_if.switching.switching_values"),
        (("compare", "team.yaml"), "archpers.what_if.compare.compare"),
        (("sweep", "team.yaml", *VARIED), "archpers.what_if.sweep.Sweep.blocks"),
        (("explain", "team.yaml", "total_hours"), "archpers.results.explanation.explain.explain"),
        (("check", "toolkit-team"), "archpers.results.file_tasks.outcomes"),
        (("reproduce",), "archpers.published.compare.compare"),
        (("report", "team.yaml"), "archpers.results.evaluate.evaluate"),
        (("scenarios",), "archpers.scenario.load.load"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("team")
def test_an_existing_file_is_refused_before_anything_is_computed(
    arguments: tuple[str, ...], computation: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def computed(*_: Any, **__: Any) -> None:
        raise ComputedError

    suffix = ".html" if arguments[0] == "report" else ".csv"
    mine = Path(f"result{suffix}")
    mine.write_text("mine")
    monkeypatch.setattr(computation, computed)
    done = command(*arguments, "-o", str(mine))
    assert done == (2, "", f"{mine}: exists already; name another file, or add --force to replace it\n")
    done = command(*arguments, "-o", f"nowhere/{mine}")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"nowhere/{mine}: cannot be written (No such file or directory)")
    with pytest.raises(ComputedError):
        command(*arguments, "-o", f"other{suffix}")
    assert mine.read_text() == "mine"


@pytest.mark.parametrize(
    "arguments",
    [
        ("model",),
        ("compare", "toolkit-team"),
        ("sweep", *VARIED),
        ("tornado",),
        ("switch",),
        ("simulate",),
        ("explain",),
        ("check",),
        ("check", "toolkit-team"),
        ("chart",),
        ("report",),
        ("report", "--what-if"),
        ("workbook",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("way", ["named", "-"])
def test_no_command_overwrites_its_input(arguments: tuple[str, ...], way: str, tmp_path: Path) -> None:
    name, *more = arguments
    target = {"chart": "team.svg", "report": "team.html", "workbook": "team.xlsx"}.get(name, "team.csv")
    path = tmp_path / target
    path.write_bytes(TOOLKIT_FILE.read_bytes())
    asked = {"explain": ["total_hours"], "chart": ["groups"]}.get(name, [])
    arguments = (name, target if way == "named" else "-", *asked, *more, "-o", target, "--force")
    done = archpers(*arguments, cwd=tmp_path, shell=f"< {target}")
    assert done.stderr.decode() == f"{target}: is the input, which is never overwritten; name another file\n"
    assert (done.returncode, names(tmp_path)) == (2, [target])
    assert path.read_bytes() == TOOLKIT_FILE.read_bytes()


def test_the_second_page_is_not_the_input_either(tmp_path: Path) -> None:
    (tmp_path / "a-what-if.html").write_bytes(TOOLKIT_FILE.read_bytes())
    done = archpers("report", "a-what-if.html", "--what-if", "-o", "a.html", "--force", cwd=tmp_path)
    assert (done.returncode, names(tmp_path)) == (2, ["a-what-if.html"])
    assert b"is the input" in done.stderr


@pytest.mark.parametrize("appears", ["a.html", "a-what-if.html"])
@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_appears_meanwhile_is_replaced_by_force_alone(
    appears: str, force: bool, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(*_: object) -> str:
        (tmp_path / appears).write_text("mine")
        return "page"

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("archpers.output.pages.report.report_page", page)
    monkeypatch.setattr("archpers.output.pages.what_if_page.what_if_page", lambda *_: "page")
    done = command("report", "toolkit-team", "--what-if", "-o", "a.html", *(("--force",) if force else ()))
    assert done.code == (0 if force else 2)
    assert (tmp_path / appears).read_text() == ("page" if force else "mine")
    assert names(tmp_path) == (["a-what-if.html", "a.html"] if force else [appears])


@pytest.mark.parametrize("failing", ["report.report_page", "what_if_page.what_if_page"])
def test_of_two_pages_both_are_written_or_none(
    failing: str, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("archpers.output.pages.report.report_page", lambda *_: "page")
    monkeypatch.setattr("archpers.output.pages.what_if_page.what_if_page", lambda *_: "page")
    monkeypatch.setattr(f"archpers.output.pages.{failing}", full)
    done = command("report", "toolkit-team", "--what-if", "-o", "a.html")
    assert (done.code, done.out, names(tmp_path)) == (2, "", [])
    assert "No space left on device" in done.err


def until(folder: Path) -> Iterator[list[str]]:
    for _ in range(6000):
        yield names(folder)
        time.sleep(0.005)


def unmeasured() -> dict[str, str]:
    """Return the environment without coverage: a signal may find it with its own lock held, which it then waits for."""
    return {name: value for name, value in environment().items() if not name.startswith("COV")}


SIGNALS = pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda sent: sent.name)


@SIGNALS
@pytest.mark.parametrize(
    "arguments",
    [
        ("sweep", "toolkit-team", "--vary", "people_served=1:3000000:1", "-o", "out.csv"),
        ("report", "yorkshire-humber-2010", "--what-if", "-o", "out.html"),
        ("workbook", "yorkshire-humber-2010", "-o", "out.xlsx"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_signal_leaves_no_half_written_file(arguments: tuple[str, ...], sent: signal.Signals, tmp_path: Path) -> None:
    process = subprocess.Popen((*COMMAND, *arguments), cwd=tmp_path, env=unmeasured(), stderr=subprocess.PIPE)
    assert any(found and found[0].startswith(".out") for found in until(tmp_path))
    process.send_signal(sent)
    process.send_signal(sent)  # as `timeout` does, and a terminal that closes
    _, messages = process.communicate(timeout=60)
    assert (process.returncode, messages, names(tmp_path)) == (128 + sent, b"", [])


@SIGNALS
def test_a_signal_ends_a_long_run_before_it_writes(sent: signal.Signals, tmp_path: Path) -> None:
    arguments = ("simulate", "example-borough", "--draws", "1e9", "-o", "out.json", "-q")
    process = subprocess.Popen((*COMMAND, *arguments), cwd=tmp_path, env=unmeasured(), stderr=subprocess.PIPE)
    with pytest.raises(subprocess.TimeoutExpired):
        process.communicate(timeout=2)
    process.send_signal(sent)
    _, messages = process.communicate(timeout=60)
    assert (process.returncode, messages, names(tmp_path)) == (128 + sent, b"", [])


def test_a_hang_up_that_is_to_be_ignored_is_ignored(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "team.yaml")
    ignoring = ("bash", "-c", 'trap "" HUP; exec "$@"', "bash")  # as nohup does
    arguments = (*ignoring, *COMMAND, "model", "team.yaml")
    process = subprocess.Popen(arguments, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE)
    with (tmp_path / "team.yaml").open("wb") as stream:  # opens when archpers has begun to read
        process.send_signal(signal.SIGHUP)
        stream.write(TOOLKIT_FILE.read_bytes())
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out[:12]) == (0, b"Toolkit team")


def test_a_mistake_in_the_program_keeps_its_traceback_and_ends_with_2() -> None:
    code = (
        "import archpers.cli.app as app, archpers.__main__ as process\n"
        "def run(arguments): raise RuntimeError('a bug')\n"
        "app.run = run\n"
        "process.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"Traceback")
    assert done.stderr.endswith(b"RuntimeError: a bug\n")
