"""The patches of docs/adding-a-quantity.md, applied to a copy of the package: the new names are found everywhere."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support import ROOT, environment

pytestmark = pytest.mark.thorough

DOCUMENT = ROOT / "docs" / "adding-a-quantity.md"
TEAM = """\
name: A team that travels
staffing: {care_managers_wte: 11, hours_per_year: 19360}
cost: {total: 385000}
people_served: 500
waiting: {assessment: {value: 40, low: 30, high: 60, distribution: pert}, review: 10}
reform:
  core_hours_per_person: {first_contact: 2.5}
  crisis_share: 20%
  crisis_hours_per_person: 35
  travel_hours_per_person: {value: 1.2, low: 1, high: 2, distribution: pert}
options: {far: {reform.travel_hours_per_person: 2}}
"""
SHARE = "families.share_of_waiting.review"
REGION = "yorkshire-humber-2010"
TRAVELLING = ("--set", "reform.travel_hours_per_person=1.2")

Archpers = Callable[..., str]


@pytest.fixture(scope="module")
def patched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for part in ("src", "scenarios"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    patches = re.findall(r"^```diff\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert [patch.count("\n+++ b/src/") + patch.startswith("+++ b/src/") for patch in patches] == [2, 3, 2]
    for patch in patches:
        done = subprocess.run(
            ["git", "apply", "-"],
            input=patch,
            text=True,
            capture_output=True,
            cwd=folder,
            env=environment(),
            check=False,
        )
        assert done.returncode == 0, done.stderr
    (folder / "team.yaml").write_text(TEAM, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def archpers(patched: Path) -> Archpers:
    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "archpers", *arguments]
        variables = environment(PYTHONPATH=str(patched / "src"), COLUMNS="200")
        done = subprocess.run(command, capture_output=True, text=True, cwd=patched, env=variables, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_model_shows_the_part_the_family_and_their_units(archpers: Archpers) -> None:
    shown = archpers("model", "team.yaml")
    assert re.search(r"Travel to people +3\.1% +\S+ +600", shown)
    assert re.search(r"Who waits\nWaiting list +People waiting +Share of waiting\n +people +share\n", shown)
    assert re.search(r"Review +10 +20\.0%", shown)
    assert re.search(r"People waiting in all +50 +people", shown)


def test_model_for_programs_has_them_by_name(archpers: Archpers) -> None:
    result = json.loads(archpers("model", "team.yaml", "--format", "json"))
    assert result["inputs"]["reform.travel_hours_per_person"] == 1.2
    assert result["quantities"]["travel_hours"] == 600
    assert result["families"]["share_of_waiting"] == {"assessment": 0.8, "review": 0.2}
    rows = archpers("model", "team.yaml", "--format", "csv").splitlines()
    assert "quantities,,travel_hours,600.0,hours/year" in rows
    assert "families,review,share_of_waiting,0.2,share" in rows
    unchanged = json.loads(archpers("model", "toolkit-team", "--format", "json"))["quantities"]
    assert (unchanged["residual_hours"], unchanged["travel_hours"]) == (9910, 0)


def test_explain_has_formula_unit_and_origin(archpers: Archpers) -> None:
    assert "= travel_hours_per_person * people_served" in archpers("explain", "team.yaml", "travel_hours")
    assert "not stated, counts as 0" in archpers("explain", "toolkit-team", "residual_hours")
    assert "= 10 / 50" in archpers("explain", "team.yaml", "share_of_waiting.review")


def test_what_ifs_vary_and_show_them(archpers: Archpers) -> None:
    vary = ("--vary", "reform.travel_hours_per_person=0,1,2")
    swept = json.loads(archpers("sweep", "team.yaml", *vary, "--show", "residual_hours", "--format", "json"))
    assert [row["residual_hours"] for row in swept["rows"]] == [
        19360 - 1250 - 3500 - 500 * hours for hours in (0, 1, 2)
    ]
    tornado = json.loads(archpers("tornado", "team.yaml", "--format", "json"))["rows"]
    assert "reform.travel_hours_per_person" in [row["input"] for row in tornado if row["swing"]]
    waiting = json.loads(archpers("tornado", "team.yaml", "--on", SHARE, "--format", "json"))["rows"]
    assert waiting[0]["input"] == "waiting.assessment"
    switch = json.loads(archpers("switch", "team.yaml", "--format", "json"))["rows"]
    assert next(row for row in switch if row["input"] == "reform.travel_hours_per_person")["switching_value"] == 29.22
    drawn = json.loads(archpers("simulate", "team.yaml", "--draws", "2000", "--format", "json"))
    assert 1 * 500 < drawn["quantities"]["travel_hours"]["p50"] < 2 * 500
    assert 0.1 < drawn["families"]["share_of_waiting"]["review"]["p50"] < 0.3
    compared = json.loads(archpers("compare", "team.yaml", "--on", "travel_hours", "--format", "json"))
    assert compared["attribution"]["parts"] == [{"inputs": ["reform.travel_hours_per_person"], "part": 400.0}]


def test_a_region_pools_them_and_varies_them(archpers: Archpers) -> None:
    result = json.loads(archpers("model", REGION, *TRAVELLING, "--format", "json"))
    own = [part["quantities"]["travel_hours"] for part in result["authorities"].values()]
    whole = result["pooled"]["ratio_of_totals"]["quantities"]
    assert whole["travel_hours"] == pytest.approx(sum(own), rel=1e-12)
    parts = ("core_hours", "crisis_hours", "travel_hours", "residual_hours")
    assert sum(whole[name] for name in parts) == pytest.approx(whole["total_hours"], rel=1e-12)
    assert "Travel, share of hours" in archpers("model", REGION, *TRAVELLING)
    swept = archpers("sweep", REGION, *TRAVELLING, "--vary", "reform.travel_hours_per_person=0,1", "--format", "csv")
    assert swept.startswith("reform.travel_hours_per_person,residual_value,residual_hours,")


@pytest.mark.parametrize(("file", "settings"), [("team.yaml", ()), ("toolkit-team", ()), (REGION, TRAVELLING)])
def test_the_workbook_has_them_as_cells(
    archpers: Archpers, patched: Path, file: str, settings: tuple[str, ...]
) -> None:
    archpers("workbook", file, *settings, "-o", "model.xlsx", "--force")
    book = load_workbook(patched / "model.xlsx")
    cells = {str(cell.value): cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert cells["Travel to people"].parent.title == "Cover"
    row = cells["Travel hours per person"]
    assert row.offset(column=2).value == "hours/person/year"
    formulas = [str(cell.value) for sheet in book for cells in sheet.iter_rows() for cell in cells]
    assert "travel_hours_per_person * people_served" in formulas
    assert ("Share of waiting: Review" in cells or "Share of waiting [share]" in cells) == (file == "team.yaml")


def test_pages_and_charts_draw_the_part(archpers: Archpers, patched: Path) -> None:
    archpers("report", "team.yaml", "--what-if", "-o", "report.html")
    report = (patched / "report.html").read_text(encoding="utf-8")
    assert "core 6.5%, crisis 18.1%, travel 3.1%, residual 72.4% of today&#39;s hours." in report.replace("'", "&#39;")
    assert "Share of waiting" in report
    page = (patched / "report-what-if.html").read_text(encoding="utf-8")
    assert '"figure":"travel_share_of_hours","style":"part-2","name":"travel"' in page
    assert "v.travel_hours = v.travel_hours_per_person * v.people_served;" in page
    assert '"label":"Hours of travel for each person served, which the reform leaves as they are"' in page
    assert "Travel to people" in archpers("chart", "team.yaml", "reform")


def test_the_command_and_the_documents_are_there(archpers: Archpers, patched: Path) -> None:
    assert json.loads(archpers("inputs", "team.yaml", "--format", "json"))["waiting.review"] == 10
    assert "inputs" in archpers("--help")
    assert "travel_hours_per_person" in archpers("schema")
    document = [sys.executable, "-m", "archpers.output.model_document", str(patched / "model.md")]
    variables = environment(PYTHONPATH=str(patched / "src"))
    subprocess.run(document, check=True, env=variables, cwd=patched)
    text = (patched / "model.md").read_text(encoding="utf-8")
    assert "| `travel_hours` | `travel_hours_per_person * people_served` | hours/year |" in text
    assert "| `share_of_waiting`, each waiting list | `people_waiting / people_waiting_in_all` | share |" in text
