"""`--workers` and `--scheduler`: the same bytes whoever works, many files at once, and what is refused."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet
import pytest

from tests.cli.conftest import Command
from tests.simulation.test_simulate import UNCERTAIN
from tests.support import COMMAND, environment

SWEEP = ("sweep", "toolkit-team", "--vary", "people_served=400:600:1", "--vary", "reform.crisis_share=10%:30%:0.01%")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_simulation_is_the_same_by_processes(form: str, command: Command) -> None:
    asked = ("simulate", str(UNCERTAIN), "--draws", "1200000", "--show", "residual_value", "--format", form)
    assert command(*asked, "--workers", "2").out == command(*asked).out


@pytest.mark.parametrize("name", ["rows.csv", "rows.json", "rows.parquet", "rows.parquet/"])
def test_a_sweep_is_the_same_by_processes(name: str, command: Command, tmp_path: Path) -> None:
    for folder, workers in (("one", ()), ("two", ("--workers", "2"))):
        (tmp_path / folder).mkdir()
        done = command(*SWEEP, "-o", f"{tmp_path / folder}/{name}", *workers)
        assert done.code == 0, done.err
    one, two = (sorted((tmp_path / folder).rglob("*.*")) for folder in ("one", "two"))
    files = [file for file in one if file.is_file()]
    assert files
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in two if file.is_file()]


def test_a_folder_of_parts_holds_all_rows_in_order(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "rows.parquet"
    command(*SWEEP, "-o", f"{folder}/", "--quiet")
    command(*SWEEP, "-o", str(tmp_path / "whole.parquet"), "--quiet")
    assert [file.name for file in sorted(folder.iterdir())] == ["part-00000.parquet"]
    assert pyarrow.parquet.read_table(folder).equals(pyarrow.parquet.read_table(tmp_path / "whole.parquet"))


def test_parts_are_of_a_million_rows(command: Command, tmp_path: Path) -> None:
    vary = ("--vary", "people_served=400:600:1", "--vary", "reform.crisis_share=10%:30%:0.0038%")
    assert command("sweep", "toolkit-team", *vary, "-o", f"{tmp_path}/rows.parquet/", "--workers", "2").code == 2
    vary = ("--vary", "people_served=400:600:1", "--vary", "reform.crisis_share=10%:30%:0.003125%")
    assert command("sweep", "toolkit-team", *vary, "-o", f"{tmp_path}/rows.parquet/", "--workers", "2").code == 0
    parts = sorted((tmp_path / "rows.parquet").iterdir())
    assert [pyarrow.parquet.read_metadata(part).num_rows for part in parts] == [1 << 20, 201 * 6401 - (1 << 20)]


def test_a_folder_is_replaced_only_when_told_and_never_with_other_files(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "rows.parquet"
    asked = ("sweep", "toolkit-team", "--vary", "people_served=±10%", "-o", f"{folder}/")
    assert command(*asked).code == 0
    assert "exists already; name another folder, or add --force" in command(*asked).err
    assert command(*asked, "--force").code == 0
    (folder / "notes.txt").write_text("mine")
    assert "holds more than Parquet files, so it is not replaced" in command(*asked, "--force").err
    assert (folder / "notes.txt").read_text() == "mine"
    assert sorted(own.name for own in tmp_path.iterdir()) == ["rows.parquet"]


def test_a_file_is_no_folder(command: Command, tmp_path: Path) -> None:
    (tmp_path / "rows.parquet").write_text("mine")
    asked = ("sweep", "toolkit-team", "--vary", "people_served=±10%", "-o")
    assert "is a file; name a folder, or leave the slash out" in command(*asked, f"{tmp_path}/rows.parquet/").err
    assert "no/such" in command(*asked, f"{tmp_path}/no/such/rows.parquet/").err
    assert (tmp_path / "rows.parquet").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("simulate", "example-borough", "--workers", "0"), "--workers 0: write a number of processes from 1 to 256"),
        (("simulate", "example-borough", "--workers", "1", "--scheduler", "x:1"), "leave one out"),
        (("check", "-", "--workers", "2"), "-: standard input is read by one process"),
        (("model", "toolkit-team", "--workers", "2"), "toolkit-team: one file needs no workers"),
        (("model", "scenarios", "--authority", "LA 4"), "--authority LA 4: is of one file"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...], said: str, command: Command) -> None:
    done = command(*arguments)
    assert done.code == 2
    assert said in done.err
    assert not done.out


def test_a_scheduler_that_is_not_there_is_an_error_within_ten_seconds(command: Command) -> None:
    begun = time.monotonic()
    done = command("simulate", "example-borough", "--scheduler", "127.0.0.1:9")
    assert done.code == 2
    assert done.err.startswith("--scheduler 127.0.0.1:9: cannot be reached within 10 s")
    assert "start one with `dask scheduler`" in done.err
    assert time.monotonic() - begun < 20


def test_an_address_that_is_none_is_an_error(command: Command) -> None:
    done = command("simulate", "example-borough", "--scheduler", "nowhere at all")
    assert done.code == 2
    assert "--scheduler nowhere at all: cannot be reached" in done.err


def test_without_dask_it_is_said_what_to_install(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = command("simulate", "example-borough", "--scheduler", "127.0.0.1:8786")
    assert 'needs Dask; install it with `pip install "archpers[distributed]"`' in done.err


def test_many_files_have_a_row_each_and_a_wrong_one_is_told_of(command: Command, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("name: Wrong\nstaffing: {care_managers_wte: -1}\n")
    asked = ("model", "toolkit-team", str(tmp_path), "example-borough", "--format", "csv")
    alone, shared = command(*asked), command(*asked, "--workers", "2")
    assert (alone.code, alone.out, alone.err) == (shared.code, shared.out, shared.err)
    assert alone.code == 2
    assert f"{tmp_path}/wrong.yaml:2" in alone.err
    head, team, wrong, borough = alone.out.splitlines()
    assert head.startswith("file,name,care_managers_wte,total_cost,people_served,")
    assert head.endswith(",warnings,problem")
    assert team.startswith("toolkit-team,Toolkit team,11.0,385000.0,500.0,")
    assert f"{tmp_path}/wrong.yaml,,," in wrong
    assert "whole-time equivalents are more than 0" in wrong
    assert borough.startswith("example-borough,Example borough,62.4,")


def test_a_row_has_the_figures_of_the_model(command: Command) -> None:
    several = json.loads(command("model", "toolkit-team", "business-case", "--format", "json").out)
    for own in several["models"]:
        single = json.loads(command("model", own["file"], "--format", "json").out)
        assert own["sha256"] == single["scenario"]["sha256"]
        assert {name: own["figures"][name] for name in single["quantities"]} == single["quantities"]
        for function, row in single["functions"].items():
            assert own["figures"][f"functions.{function}.hours"] == row["hours"]
        assert own["warnings"] == [warning["code"] for warning in single["warnings"]]
    assert several["problems"] == []
    assert several["run"]["arguments"] == ["model", "toolkit-team", "business-case"]


def test_changes_are_made_in_each_file_and_what_one_does_not_know_is_told(command: Command) -> None:
    found = json.loads(
        command("model", "toolkit-team", "example-borough", "--set", "people_served=1000", "--format", "json").out
    )
    assert [own["figures"]["people_served"] for own in found["models"]] == [1000.0, 1000.0]
    done = command("model", "toolkit-team", "example-borough", "--option", "more crisis", "--format", "csv")
    assert done.code == 2
    assert done.err.startswith("toolkit-team: ")
    assert "example-borough,Example borough," in done.out


def test_many_files_as_a_table_and_as_parquet(command: Command, tmp_path: Path) -> None:
    told = command("model", "scenarios").out
    assert told.startswith("6 scenarios: none has a deficit.\n")
    assert "Scenarios in scenarios" in told
    assert command("model", "scenarios", "-o", str(tmp_path / "all.parquet")).code == 0
    table = pyarrow.parquet.read_table(tmp_path / "all.parquet")
    assert table.num_rows == 6
    assert table.column("residual_share_of_hours").to_pylist()[3] == pytest.approx(0.511880165289256)
    assert table.column("problem").to_pylist() == [None] * 6


def test_a_check_is_the_same_by_processes(command: Command) -> None:
    alone, shared = command("check", "scenarios"), command("check", "scenarios", "--workers", "2")
    assert (alone.code, alone.out) == (shared.code, shared.out)
    assert alone.code == 0


def test_an_interrupt_ends_the_processes_and_says_nothing() -> None:
    many = (*COMMAND, "simulate", "example-borough", "--draws", "900000000", "--workers", "2")
    with subprocess.Popen(many, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as running:
        time.sleep(4)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert (out, err) == (b"", b"")


def test_a_worker_process_that_is_killed_changes_nothing(command: Command) -> None:
    asked = ("simulate", "example-borough", "--draws", "250000000", "--show", "residual_value", "--format", "csv")
    whole = command(*asked).out
    with subprocess.Popen((*COMMAND, *asked, "--workers", "2"), stdout=subprocess.PIPE, env=environment()) as running:
        while (child := _worker_of(running.pid)) is None:
            assert running.poll() is None
        time.sleep(1)
        assert running.poll() is None
        os.kill(child, signal.SIGKILL)
        out, _ = running.communicate(timeout=300)
    assert running.returncode == 0
    assert out.decode() == whole


def _worker_of(parent: int) -> int | None:
    """Return a process that another has started to work for it, once there is one."""
    time.sleep(0.05)
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return next((int(own) for own in children if b"spawn_main" in Path(f"/proc/{own}/cmdline").read_bytes()), None)


def test_a_folder_without_scenarios_is_an_error(command: Command, tmp_path: Path) -> None:
    assert "holds no scenario file; name files that end in .yaml" in command("model", str(tmp_path)).err


def test_what_is_warned_of_in_many_files_is_said(command: Command, tmp_path: Path) -> None:
    told = command("model", "toolkit-team", "example-borough").out
    assert "Warnings, and in how many: core_exceeds_time_today (2)" in " ".join(told.split())
    own = (Path("scenarios") / "toolkit-team.yaml").read_text(encoding="utf-8")
    approval = "\napproval: {author: A. Author, approver: B. Head, approved: 2020-01-01, valid_until: 2021-01-01}\n"
    (tmp_path / "late.yaml").write_text(own + approval, encoding="utf-8")
    done = command("model", str(tmp_path), "toolkit-team", "--workers", "2", "--format", "json")
    assert "late.yaml: The approval by B. Head was valid until 2021-01-01, and has run out." in done.err
    assert "approval_expired" not in done.out
