"""The walk-throughs in examples/ run as they stand, and leave what they promise."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import yaml
from docx import Document

import archpers
from tests.support import ROOT, SOURCE

EXAMPLES = ROOT / "examples"


@pytest.fixture(name="environment")
def _environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which `archpers` is the one that is tested."""
    program = tmp_path / "bin" / "archpers"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m archpers "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(SOURCE.parent), "MPLBACKEND": "agg", "COLUMNS": "80"}


def done(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.thorough
def test_the_way_from_a_spreadsheet_to_the_paper(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    ran = done(["sh", str(EXAMPLES / "council" / "steps.sh")], folder, environment)
    assert ran.returncode == 0, ran.stderr
    assert {path.name for path in folder.iterdir()} == {
        *("region.yaml", "assumptions.xlsx", "model.xlsx", "reviewed.yaml"),
        *("paper.docx", "paper.html", "paper-what-if.html", "result.json"),
    }
    region = archpers.load(folder / "region.yaml")
    reviewed = archpers.load(folder / "reviewed.yaml")
    assert archpers.evaluate(region).quantities == archpers.evaluate(reviewed).quantities
    book = openpyxl.load_workbook(EXAMPLES / "council" / "teams.xlsx", read_only=True)
    (_, *teams) = book["Teams"].iter_rows(values_only=True)
    people = sum(int(str(team[5])) for team in teams)
    assert archpers.evaluate(region).quantities["people_served"] == people
    assert any(paragraph.text == "The answer" for paragraph in Document(str(folder / "paper.docx")).paragraphs)


def test_the_notebook_runs_and_draws(tmp_path: Path, environment: dict[str, str]) -> None:
    ran = done([sys.executable, str(EXAMPLES / "notebook.py")], tmp_path, environment)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("30.5% of today's time is left")
    assert (tmp_path / "residual.png").read_bytes().startswith(b"\x89PNG")
    assert (EXAMPLES / "notebook.py").read_text(encoding="utf-8").count("\n# %% ") >= 5


def workflow_steps() -> list[str]:
    workflow = yaml.safe_load((EXAMPLES / "ci" / "github-actions.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["figures"]["steps"] if "run" in step]
    return [step for step in steps if step.startswith("archpers")]


@pytest.mark.parametrize("way", ["shell", "workflow"])
def test_the_pipeline_passes_and_fails_where_a_figure_moved(
    way: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    folder = tmp_path / "repository"
    shutil.copytree(EXAMPLES / "ci", folder)
    (folder / "results").mkdir()
    made = done(["archpers", "model", "scenarios/borough.yaml", "-o", "results/borough.json"], folder, environment)
    assert made.returncode == 0, made.stderr
    commands = [["sh", "check.sh"]] if way == "shell" else [["sh", "-c", step] for step in workflow_steps()]
    assert len(commands) == (1 if way == "shell" else 3)
    for command in commands:
        ran = done(command, folder, environment)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    scenario = folder / "scenarios" / "borough.yaml"
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("1,500", "1,600"), encoding="utf-8")
    assert done(commands[-1], folder, environment).returncode == 1
