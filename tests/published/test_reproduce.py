import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archpers.cli.app import run
from archpers.output.tables.assurance.published_tables import CELL_COLUMNS, annotations
from archpers.published import compare as compare_module
from archpers.published.compare import STATUSES, compare
from archpers.published.figures import Figures

DOCUMENT = Path(__file__).parents[2] / "docs" / "published-figures.md"
NAMES = ("toolkit", "Table 4", "Average hours per person", "Data")


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch, figures: Figures) -> Figures:
    """Put a register in place in which one printed value is another."""
    register = figures.replaced([figures.cells[NAMES]._replace(printed="38.73")])
    monkeypatch.setattr(compare_module, "load_figures", lambda: register)
    return register


def printed_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["reproduce", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_the_table_shows_printed_beside_computed(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed_by(capsys, "--table", "report Table 5")
    assert "Report, Table 5" in text
    assert "Toolkit, Table 4" not in text
    assert re.search(r"Residual time as a share +Value +32% +31\.92% +convention", text)
    assert "Residual time as a share, Value: Mean of ratios. Without: 34.13%." in text
    assert "78 exact, 4 within input rounding, 71 convention, 3 contradiction, 0 mismatch" in " ".join(text.split())


def test_json_has_the_shape_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(printed_by(capsys, "--format", "json"))
    assert set(document) == {"cells", "totals", "inputs", "run"}
    assert (len(document["cells"]), len(document["inputs"])) == (156, 87)
    assert all(tuple(cell) == CELL_COLUMNS for cell in (*document["cells"], *document["inputs"]))
    assert document["totals"] == dict(zip(STATUSES, (78, 4, 71, 3, 0), strict=True))
    assert all(isinstance(cell["computed"], float) for cell in document["cells"])
    assert {cell["status"] for cell in document["inputs"]} == {"exact", None}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            ("toolkit", "Table 4", "Ratio (1:X)", "Data"),
            {"printed": "46", "computed": 46.0, "status": "convention", "convention": "rounding_up"},
        ),
        (
            ("toolkit", "Table 3", "individuals", "Plan share"),
            {"printed": "23%", "computed": 184 / 783, "status": "exact", "convention": None, "note": None},
        ),
        (
            ("report", "Table 5", "Residual time expressed as money", "Value"),
            {"computed": 1399512.0, "convention": "mean_of_ratios, whole_percent_shares, truncation"},
        ),
        (
            ("report", "Table 1", "Cost of care management", "Mean"),
            {"computed": 4350000.0, "note": "The printed inputs allow £4,300,000 to £4,400,000."},
        ),
        (("report", "Appendix", "Cost (£ mn.)", "Mean"), {"printed": "4.4", "computed": 4.35}),
        (("report", "Appendix", "overview_assessment", "Median"), {"printed": "11.3", "computed": 11.3}),
    ],
    ids=["rounded up", "percentage", "cut off", "interval", "millions", "percent of time"],
)
def test_a_cell_in_json(key: tuple[str, ...], expected: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    cells = json.loads(printed_by(capsys, "--format", "json"))["cells"]
    cell = next(cell for cell in cells if tuple(cell[name] for name in CELL_COLUMNS[:4]) == key)
    assert {name: cell[name] for name in expected} == expected


def test_csv_has_a_row_for_each_value(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed_by(capsys, "--format", "csv"))))
    assert list(rows[0]) == [*CELL_COLUMNS, "kind"]
    assert [sum(row["kind"] == kind for row in rows) for kind in ("input", "output")] == [87, 156]


def test_only_deviations_leaves_out_what_simply_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(printed_by(capsys, "--only", "deviations", "--format", "json"))
    assert document["totals"] == dict(zip(STATUSES, (0, 4, 71, 3, 0), strict=True))
    assert (len(document["cells"]), document["inputs"]) == (78, [])


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("report Table 4", {("report", "Table 4")}),
        ("Report, table 4", {("report", "Table 4")}),
        ("Table 4", {("toolkit", "Table 4"), ("report", "Table 4")}),
        ("appendix", {("report", "Appendix")}),
        ("Text, Task 7", {("toolkit", "Text, Task 7")}),
        ("toolkit", {("toolkit", f"Table {n}") for n in (3, 4, 5)} | {("toolkit", "Text, Task 7")}),
    ],
)
def test_a_table_is_found_by_name(name: str, tables: set[tuple[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(printed_by(capsys, "--table", name, "--format", "json"))
    assert {(cell["document"], cell["table"]) for cell in document["cells"]} == tables


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("report Tabel 5", "did you mean 'report Table 5'?"), ("xyz", "write one of report Appendix, report Table 1")],
    ids=["misspelt", "unlike any"],
)
def test_an_unknown_table_ends_with_2_and_what_to_write(
    name: str, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reproduce", "--table", name]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"--table {name}: there is no published table of that name; {remedy}" in captured.err


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    "arguments", [[], ["--table", "appendix"], ["-q"], ["--format", "json"]], ids=["all", "elsewhere", "quiet", "json"]
)
def test_a_status_that_is_not_declared_ends_with_1_and_names_the_cell(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reproduce", *arguments]) == 1
    error = capsys.readouterr().err
    assert f"{', '.join(NAMES)}: printed 38.73, computed 38.72: mismatch, declared exact" in error


@pytest.mark.usefixtures("changed")
def test_a_failure_is_shown_among_the_deviations(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reproduce", "--only", "deviations", "--table", "toolkit Table 4"]) == 1
    text = capsys.readouterr().out
    assert re.search(r"Average hours per person +Data +38\.73 +38\.72 +MISMATCH", text)
    assert "Average hours per person, Data: Declared exact." in text


def test_github_annotations_name_the_line_of_a_failure(
    changed: Figures, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    assert run(["reproduce", "--format", "github"]) == 1
    error, notice = capsys.readouterr().out.splitlines()
    place = f"file=src/archpers/published/figures.yaml,line={changed.cells[NAMES].line}"
    title = "title=toolkit%2C Table 4%2C Average hours per person%2C Data"
    assert error.startswith(f"::error {place},{title}::toolkit, Table 4, Average hours per person, Data: printed 38.73")
    assert notice.startswith("::notice title=archpers reproduce::156 printed outputs: 77 exact")
    line = (
        Path("src/archpers/published/figures.yaml")
        .read_text(encoding="utf-8")
        .splitlines()[changed.cells[NAMES].line - 1]
    )
    assert "Average hours per person" in line


@pytest.mark.usefixtures("changed")
def test_github_annotations_name_no_file_outside_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["reproduce", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error title=toolkit%2C Table 4%2C Average hours per person%2C Data::")


def test_github_annotations_escape_what_would_end_them(figures: Figures) -> None:
    cell = figures.cells["toolkit", "Table 5", "first_contact", "Functional Share"]
    failing = compare(figures.replaced([cell._replace(printed="0.8%")]))
    message = next(line for line in annotations(failing) if "first_contact" in line)
    assert "printed 0.8%25, computed 0.909%25" in message
    assert len([line for line in annotations(compare(figures)) if line.startswith("::error")]) == 0


def test_other_commands_do_not_offer_annotations(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["model", "toolkit-team", "--format", "github"]) == 2
    assert "github" in capsys.readouterr().err


def test_a_file_is_written_in_the_format_of_its_suffix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "figures.json"
    assert run(["reproduce", "-o", str(target)]) == 0
    assert len(json.loads(target.read_text(encoding="utf-8"))["cells"]) == 156
    assert run(["reproduce", "-o", str(target)]) == 2
    assert "--force" in capsys.readouterr().err


def test_markdown_of_one_table_is_that_table(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed_by(capsys, "--table", "toolkit Table 4", "--format", "markdown")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Toolkit, Table 4"]
    assert "| Ratio (1:X) | Data | 46 | 45.45 | convention | Rounded up. Without: 45.45. |" in text


def test_the_register_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """If this fails: archpers reproduce -o docs/published-figures.md --force."""
    assert printed_by(capsys, "--format", "markdown") == DOCUMENT.read_text(encoding="utf-8")


def test_the_register_opens_with_what_it_is_and_goes_from_reasons_to_cells() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    sections = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert sections[:2] == ["Totals", "Conventions of the sources"]
    reasons = [
        "Within the rounding of the inputs",
        "The wrong range in the appendix",
        "The source against itself",
        "What the published average hides",
    ]
    assert sections[12:16] == reasons
    assert len(sections[16:]) == 10
    assert "| LA 4 | 17.53 | -7.79% |" in text


def test_reproducing_needs_no_numpy() -> None:
    code = "import sys; from archpers.cli.app import run; run(['reproduce', '-q']); sys.exit('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False, timeout=60)
    assert done.returncode == 0
