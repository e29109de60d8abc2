"""`archpers simulate`: what it prints, what it writes, and what it refuses."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archpers.cli.app import run
from tests.support import TOLD_NAMES

UNCERTAIN = str(Path(__file__).with_name("uncertain.yaml"))
STATISTICS = {"mean", "sd", "p5", "p25", "p50", "p75", "p95", "probability_below_zero"}
Captured = pytest.CaptureFixture[str]


def test_json_is_the_contracts(capsys: Captured) -> None:
    assert run(["simulate", UNCERTAIN, "--draws", "2000", "--seed", "7", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["draws"], document["seed"]) == (2000, 7)
    assert list(document["quantities"]) == list(TOLD_NAMES)
    assert all(own.keys() >= STATISTICS for own in document["quantities"].values())
    residual = document["quantities"]["residual_value"]
    assert residual["p5"] < residual["p25"] < residual["p50"] < residual["p75"] < residual["p95"]
    assert set(residual["standard_errors"]) == STATISTICS


def test_the_table_says_what_is_drawn_and_what_stays(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert run(["simulate", UNCERTAIN, "--draws", "2000"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "2,000 draws, seed 1" in text
    assert "reform.crisis_share (pert)" in text
    assert "Inputs that have no distribution and stay as they are: 4." in text
    assert "Residual, value £/year £197,074 £" in text
    assert "time freed is not cash released" in text
    assert "reform.crisis_share with reform.crisis_hours_per_person" in text


REGION = "yorkshire-humber-2010"
UNIFORM = "reform.crisis_share.distribution.uniform"
SPREAD = ("--set", f"{UNIFORM}.low=15%", "--set", f"{UNIFORM}.high=30%")


def shown(capsys: Captured, *arguments: str) -> str:
    assert run(["simulate", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_a_value_put_in_place_is_not_drawn_and_that_is_said(capsys: Captured) -> None:
    fixed = shown(capsys, "example-borough", "--draws", "500", "--set", "reform.crisis_share=25%")
    assert "What if: reform.crisis_share = 25%, instead of 20% (--set)" in fixed
    assert "reform.crisis_share (pert)" not in fixed
    assert "reform.crisis_share: the file's low, high, distribution belong to its own value and are left out" in fixed
    drawn = shown(capsys, "example-borough", "--draws", "500", "--set", "reform.crisis_share.value=25%")
    assert "reform.crisis_share (pert)" in drawn
    assert "left out" not in drawn
    assert "draws still come from" not in drawn  # a bare pert rests on the value


def test_a_value_that_its_distribution_does_not_rest_on_is_told(capsys: Captured) -> None:
    text = shown(capsys, UNCERTAIN, "--draws", "500", "--set", "cost.total.value=390000")
    assert "cost.total: the value is set, but the draws still come from its normal distribution" in text
    assert shown(capsys, UNCERTAIN, "--draws", "500").count("draws still come from") == 0


def test_a_share_in_a_warning_is_a_percentage(capsys: Captured) -> None:
    normal = "reform.crisis_share.distribution.normal"
    far = ("--set", f"{normal}.mean=60%", "--set", f"{normal}.sd=1%")
    text = shown(capsys, "toolkit-team", "--draws", "500", *far)
    assert "reform.crisis_share: the value 20% lies outside nearly all that its distribution draws (56.91% to" in text


def test_a_figure_that_is_asked_for_is_shown_though_it_does_not_vary(capsys: Captured) -> None:
    text = shown(capsys, "example-borough", "--draws", "500", "--show", "care_managers_wte")
    assert "Care managers, WTE 62.40 62.40 0 0.00" in text


@pytest.mark.parametrize("text", ["1,000", "1e3", "1000"])
def test_draws_are_written_as_people_write_them(text: str, capsys: Captured) -> None:
    assert "1,000 draws, seed 1" in shown(capsys, "example-borough", "--draws", text)


@pytest.mark.parametrize(
    "quantity", ['authorities."LA 4".residual_hours', "pooled.median.core_cost", "function_groups.review.cost"]
)
@pytest.mark.parametrize("how", ["--on", "--show"])
def test_any_figure_that_varies_is_explained(quantity: str, how: str, capsys: Captured) -> None:
    people = ("--set", 'authorities."LA 4".cost.total.distribution.uniform.low=1', "--set")
    high = 'authorities."LA 4".cost.total.distribution.uniform.high=3000000'
    text = shown(capsys, REGION, "--draws", "500", *SPREAD, *people, high, how, quantity)
    assert f"What it hangs on: {quantity}" in text
    assert "does not vary" not in text
    assert 'authorities."LA 4".cost.total' in text.partition("What it hangs on")[2] or "residual" in quantity


def test_a_figure_that_does_not_vary_is_not_explained(capsys: Captured) -> None:
    text = shown(capsys, REGION, "--draws", "500", *SPREAD, "--on", "functions.short_reviews.cost")
    assert "functions.short_reviews.cost does not vary, or is not estimated." in text


def test_small_probabilities_and_errors_are_not_shown_as_none(capsys: Captured) -> None:
    text = shown(capsys, "example-borough", "--set", "reform.crisis_hours_per_person.high=62")
    assert re.search(r" 0\.0\d+%", text)
    wisn = text.partition("WISN ratio")[2].split()
    assert wisn[wisn.index("required") + 3].startswith("0.000")  # the error of the mean


def test_csv_has_a_row_for_each_figure(tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "simulation.csv"
    assert run(["simulate", UNCERTAIN, "--draws", "500", "-o", str(target)]) == 0
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(TOLD_NAMES) + 5 * (8 + 4)
    (residual,) = (row for row in rows if row["name"] == "residual_value")
    assert residual["unit"] == "£/year"
    assert float(residual["mean_error"]) > 0
    assert capsys.readouterr().out == ""


def test_markdown_and_one_quantity_only(capsys: Captured) -> None:
    arguments = ["--draws", "500", "--show", "residual_hours", "--latin", "--format", "markdown"]
    assert run(["simulate", UNCERTAIN, *arguments]) == 0
    text = capsys.readouterr().out
    assert "500 Latin hypercube draws" in text
    assert "| Residual, hours |" in text
    assert "Residual, value" not in text
    assert "What it hangs on: residual, hours" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["toolkit-team"], "has no input with a distribution"),
        ([UNCERTAIN, "--draws", "1"], "--draws 1: write a number from 2 to 1,000,000,000"),
        ([UNCERTAIN, "--draws", "many"], "--draws many: is not a number; write a number such as 100000"),
        ([UNCERTAIN, "--seed", "-1"], "--seed -1: write 0 or more"),
        ([UNCERTAIN, "--on", "residual_valu"], "did you mean residual_value?"),
        ([UNCERTAIN, "--show", "savings"], "savings: there is no such quantity"),
        ([UNCERTAIN, "--authority", "LA 1"], "is not a region"),
        ([UNCERTAIN, "-o", UNCERTAIN, "--format", "json", "--force"], "is the input"),
    ],
    ids=["nothing-drawn", "one-draw", "no-number", "negative-seed", "on", "show", "authority", "overwrite"],
)
def test_what_cannot_be_done_is_an_error(arguments: list[str], message: str, capsys: Captured) -> None:
    assert run(["simulate", *arguments]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


def test_infeasible_draws_are_told_beside_data(capsys: Captured) -> None:
    spread = "reform.crisis_share.distribution.normal"
    changes = ["--set", f"{spread}.mean=20%", "--set", f"{spread}.sd=20%"]
    assert run(["simulate", "toolkit-team", *changes, "--draws", "1000", "--format", "csv"]) == 0
    assert "of 1,000 draws are infeasible" in capsys.readouterr().err


def test_every_draw_infeasible_is_an_error(capsys: Captured) -> None:
    spread = "functions.hours_per_week.first_contact.distribution.normal"
    wild = ["--set", f"{spread}.mean=0", "--set", f"{spread}.sd=1", "--draws", "2", "-q"]
    codes = [run(["simulate", "toolkit-team", *wild, "--seed", str(seed)]) for seed in range(12)]
    assert set(codes) == {0, 2}  # a quarter of these seeds draws below zero twice
    assert capsys.readouterr().err.count("every draw is infeasible") == codes.count(2)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupted_run_leaves_no_file(tmp_path: Path) -> None:
    target = tmp_path / "simulation.json"
    command = [sys.executable, "-m", "archpers", "simulate", UNCERTAIN, "--draws", "1000000000", "-o", str(target)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(4)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err) == ("", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_a_long_run_shows_progress_on_a_terminal() -> None:
    import pty

    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "archpers", "simulate", UNCERTAIN, "--draws", "1000000000"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=end) as process:
        os.close(end)
        shown = os.read(terminal, 1000).decode()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    os.close(terminal)
    assert "% of 1,000,000,000 draws" in shown
