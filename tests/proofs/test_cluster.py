"""A real Dask scheduler with three workers on this machine gives the bytes that one thread gives.

Whoever dies, joins or is not alike; and nothing is left behind that nobody waits for.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import archpers
from archpers.cli.shared.crew import crew
from archpers.simulation.simulate import simulate
from tests.engines import drawn_of, package, some
from tests.region.regions import uncertain_region
from tests.simulation.test_simulate import UNCERTAIN
from tests.support import COMMAND, SOURCE, environment

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("cluster"), pytest.mark.filterwarnings("ignore")]
QUIET = environment(DASK_LOGGING__DISTRIBUTED="critical")


class Cluster:
    """A scheduler and its workers, as processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        scheduler = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        self.scheduler = self._started(*scheduler)
        while not (file.exists() and file.read_text()):
            assert self.scheduler.poll() is None
            time.sleep(0.1)
        self.address: str = json.loads(file.read_text())["address"]

    def _started(self, *command: str, source: Path = SOURCE.parent) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            cwd=self.folder,
            env={**QUIET, "PYTHONPATH": str(source)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def join(self, source: Path = SOURCE.parent) -> subprocess.Popen[bytes]:
        """Start one more worker, of one thread. source: where its archpers is."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(self._started("worker", self.address, *options, source=source))
        return self.workers[-1]

    def wait(self, number: int) -> None:
        """Wait until there are so many workers."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]  # Dask has no types
            client.wait_for_workers(number, timeout=60)

    def tasks(self) -> int:
        """Return how many tasks there are, queued or in work."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]  # Dask has no types
            number: int = client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
        return number

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Cluster]:
    package("distributed")
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.end()


@pytest.fixture
def cluster(empty: Cluster) -> Cluster:
    for _ in range(3):
        empty.join()
    empty.wait(3)
    return empty


def ran(*arguments: str, **how: Any) -> bytes:
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        (*COMMAND, *arguments), capture_output=True, env=QUIET, check=False, **how
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_the_bytes_are_those_of_one_thread(cluster: Cluster, tmp_path: Path) -> None:
    scheduler = ("--scheduler", cluster.address)
    with crew(None, cluster.address) as workers:
        scenario = archpers.load(UNCERTAIN)
        for seed in range(1, 1 + drawn_of(20)):
            how: dict[str, Any] = {"show": ["residual_value", "residual_share_of_hours"], "explain": False}
            alone = simulate(scenario, 2_200_000, seed, threads=1, **how)
            assert simulate(scenario, 2_200_000, seed, executor=workers, **how).as_json() == alone.as_json()
        region = uncertain_region(150)
        alone = simulate(region, 20_000, explain=False)
        assert simulate(region, 20_000, explain=False, executor=workers).as_json() == alone.as_json()
    for form in some(["json", "csv"], 1):
        asked = ("simulate", "example-borough", "--draws", "3000000", "--format", form)
        assert ran(*asked, *scheduler) == ran(*asked)
    sweep = (
        "sweep",
        "toolkit-team",
        "--vary",
        "people_served=400:600:1",
        "--vary",
        "reform.crisis_share=10%:30%:0.01%",
    )
    for name in some(["rows.parquet/", "rows.csv", "rows.json", "rows.parquet"], 2):
        for folder, more in (("one", ()), ("three", scheduler)):
            (tmp_path / folder).mkdir(exist_ok=True)
            ran(*sweep, "-o", f"{tmp_path / folder}/{name}", "--force", *more)
        one, three = (tmp_path / folder / name for folder in ("one", "three"))
        for file, other in zip(
            *(sorted(own.iterdir()) if own.is_dir() else [own] for own in (one, three)), strict=True
        ):
            assert file.read_bytes() == other.read_bytes(), name
            file.unlink()
            other.unlink()
        for own in (one, three):
            if own.is_dir():
                own.rmdir()


def test_files_are_sent_to_workers_that_have_none(cluster: Cluster, tmp_path: Path) -> None:
    shutil.copy(UNCERTAIN, tmp_path / "here.yaml")
    asked = ("model", "here.yaml", "toolkit-team", "--format", "csv")
    (tmp_path / "away").mkdir()
    shutil.move(tmp_path / "here.yaml", tmp_path / "away" / "here.yaml")
    scheduler = ("--scheduler", cluster.address)
    assert ran(*asked, *scheduler, cwd=tmp_path / "away") == ran(*asked, cwd=tmp_path / "away")
    assert ran("check", "toolkit-team", "example-borough", *scheduler) == ran(
        "check", "toolkit-team", "example-borough"
    )


def test_one_dies_in_the_middle_and_another_joins(cluster: Cluster) -> None:
    asked = ("simulate", "example-borough", "--draws", "250000000", "--show", "residual_value", "--format", "csv")
    whole = ran(*asked)
    with subprocess.Popen(
        (*COMMAND, *asked, "--scheduler", cluster.address), stdout=subprocess.PIPE, env=QUIET
    ) as running:
        while not cluster.tasks():
            assert running.poll() is None
        os.kill(cluster.workers[0].pid, signal.SIGKILL)
        cluster.join()
        out, _ = running.communicate(timeout=300)
    assert running.returncode == 0
    assert out == whole


def refused(cluster: Cluster) -> str:
    asked = ("simulate", "example-borough", "--draws", "3000000", "--scheduler", cluster.address)
    done = subprocess.run((*COMMAND, *asked), capture_output=True, env=QUIET, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, b"")
    return done.stderr.decode()


def test_a_scheduler_without_workers_is_an_error(empty: Cluster) -> None:
    assert f"has no workers; start some with `dask worker {empty.address}`" in refused(empty)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda package: (package / "more.py").write_text("# another\n"), "has archpers "),
        (lambda package: (package / "executors.py").unlink(), "cannot say what it has (ModuleNotFoundError"),
    ],
    ids=["another", "an old one"],
)
def test_a_worker_with_another_archpers_is_refused_by_name(
    change: Callable[[Path], object], said: str, empty: Cluster, tmp_path: Path
) -> None:
    shutil.copytree(SOURCE, tmp_path / "src" / "archpers")
    change(tmp_path / "src" / "archpers")
    empty.join()
    empty.join(tmp_path / "src")
    empty.wait(2)
    told = refused(empty)
    assert told.count("tcp://127.0.0.1:") == 2  # the scheduler, and one worker
    assert said in told
    assert "install the same archpers, numpy and Python there as here" in told


def test_an_interrupt_cancels_what_is_queued(cluster: Cluster) -> None:
    asked = ("simulate", "example-borough", "--draws", "900000000", "--scheduler", cluster.address)
    with subprocess.Popen((*COMMAND, *asked), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=QUIET) as running:
        while not cluster.tasks():
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, b"", b"")
    deadline = time.monotonic() + 20
    while cluster.tasks() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not cluster.tasks()
