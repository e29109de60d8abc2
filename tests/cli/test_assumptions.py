"""`archpers assumptions`: the findings first, the day that is said, and what differs from an earlier file."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from archpers.cli.app import run
from tests.cli.conftest import Command

LEAST = "name: T\nstaffing: {care_managers_wte: 3, hours_per_year: 4500}\n"
PEOPLE = (
    "{value: 500, low: 400, high: 600, distribution: pert, source: census, rationale: the latest, owner: A, "
    "date: 2026-01, reliability: high, review_by: 2026-06, signed_off_by: B. Finance, signed_off_on: 2026-02}"
)
REFORM = "reform: {core_hours_per_person: {first_contact: 2}, crisis_share: 20%, crisis_hours_per_person: 10}\n"
APPROVAL = (
    "approval: {purpose: Cabinet paper, author: A. Analyst, reviewer: C. Reviewer, approver: D. Director, "
    "approved: 2026-03-01, version: 1.2, limitations: Not for single teams, valid_until: 2026-09}\n"
)
DAY = ("--as-of", "2026-08-01")


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with much evidence for one number, and an approval."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    file = Path("t.yaml")
    file.write_text(f"{LEAST}people_served: {PEOPLE}\n{REFORM}{APPROVAL}", encoding="utf-8")
    return file


@pytest.mark.usefixtures("scenario")
def test_the_answer_begins_with_the_findings(command: Command) -> None:
    done = command("assumptions", "t.yaml", *DAY)
    assert (done.code, done.err) == (0, "")
    assert " ".join(done.out.split()).startswith(
        "T 6 inputs: 5 without a source of their own, 1 past their review on 1 August 2026, 5 not signed off; "
        "staffing.hours_per_year matters most. The file as a whole has no source File: t.yaml, SHA-256 "
    )
    for line in ("Purpose: Cabinet paper", "Version: 1.2", "Limitations: Not for single teams"):
        assert f"\n{line}\n" in done.out
    assert "Warning" not in done.out


@pytest.mark.usefixtures("scenario")
def test_the_data_have_every_input_with_all_that_is_known(command: Command) -> None:
    document = json.loads(command("assumptions", "t.yaml", *DAY, "--format", "json").out)
    rows = {row["path"]: row for row in document["assumptions"]}
    people = rows["people_served"]
    assert {key: people[key] for key in ("value", "low", "high", "unit", "source", "rationale", "past_review")} == {
        "value": 500.0,
        "low": 400.0,
        "high": 600.0,
        "unit": "people",
        "source": "census",
        "rationale": "the latest",
        "past_review": True,
    }
    assert people["distribution"] == {"pert": {"low": 400.0, "mode": 500.0, "high": 600.0}}
    assert rows["staffing.hours_per_year"]["source"] is None
    assert document["as_of"] == "2026-08-01"
    assert document["headline"] == {"quantity": "residual_hours", "value": 2500.0, "unit": "hours/year"}
    assert document["summary"] == {
        "inputs": 6,
        "without_source": 5,
        "past_review": 1,
        "not_signed_off": 5,
        "without_range": 5,
        "matters_most": ["staffing.hours_per_year"],
    }
    assert document["approval"]["limitations"] == "Not for single teams"
    tornado = json.loads(command("tornado", "t.yaml", "--on", "residual_hours", "--format", "json").out)["rows"]
    swings = {row["input"]: row["swing"] for row in tornado}
    assert {path: row["effect"] for path, row in rows.items()} == swings
    table = list(csv.DictReader(io.StringIO(command("assumptions", "t.yaml", *DAY, "--format", "csv").out)))
    assert [row["path"] for row in table] == [*rows]
    assert table[2]["distribution"] == "pert: low: 400, mode: 500, high: 600"


@pytest.mark.usefixtures("scenario")
def test_a_workbook_has_the_register(command: Command) -> None:
    assert command("assumptions", "t.yaml", *DAY, "-o", "a.xlsx", "-q").code == 0
    book = openpyxl.load_workbook("a.xlsx")
    assert book.sheetnames == ["About", "What matters most, and what spe", "What speaks for each input"]
    rows = list(book["What speaks for each input"].iter_rows(min_row=3, values_only=True))
    assert rows[0][:5] == ("Input", "What it is", "Stands at", "Source", "Rationale")
    assert [row[0] for row in rows[1:]].index("people_served") == 2
    effects = {
        row[0]: row[2] for row in book.worksheets[1].iter_rows(values_only=True) if isinstance(row[2], float | int)
    }
    assert effects["people_served"] == 800


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ((*DAY,), []),
        (
            ("--as-of", "2026-10-01"),
            ["The approval by D. Director was valid until 2026-09, and has run out."],
        ),
        (("--as-of", "2026-02-01"), ["The approval is of a day to come, 2026-03-01."]),
        (
            (*DAY, "--set", "people_served=1"),
            ["The approval is of the file as it stands, not of what was put in its place (--set)."],
        ),
    ],
)
@pytest.mark.usefixtures("scenario")
def test_an_approval_is_held_against_the_day_and_what_was_put_in(
    settings: tuple[str, ...], expected: list[str], command: Command
) -> None:
    done = command("assumptions", "t.yaml", *settings, "--format", "json")
    assert [warning["message"] for warning in json.loads(done.out)["warnings"]] == expected


@pytest.mark.parametrize(
    ("approval", "expected"),
    [
        ("", ["The file has no approval: nobody answers for what it is used for."]),
        ("approval: {author: A}\n", ["The file names no approver: nobody answers for what it is used for."]),
        (
            "approval: {author: A. Analyst, reviewer: a. ANALYST, approver: A.  Analyst}\n",
            ["Author and reviewer and approver are the same: A. Analyst."],
        ),
        (
            "approval: {approver: D, valid_until: 2026-01}\n",
            ["The approval by D was valid until 2026-01, and has run out."],
        ),
        (
            "approval: {valid_until: 2026-01}\n",
            [
                "The approval was valid until 2026-01, and has run out.",
                "The file names no approver: nobody answers for what it is used for.",
            ],
        ),
    ],
)
def test_what_an_approval_lacks_is_said(approval: str, expected: list[str], scenario: Path, command: Command) -> None:
    scenario.write_text(f"{LEAST}people_served: {PEOPLE}\n{approval}", encoding="utf-8")
    done = command("assumptions", "t.yaml", *DAY, "--format", "json")
    assert [warning["message"] for warning in json.loads(done.out)["warnings"]] == expected


@pytest.mark.usefixtures("scenario")
def test_every_command_says_that_an_approval_has_run_out_and_writes_the_same(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1785542400")  # 2026-08-01
    before = command("model", "t.yaml", "--format", "json")
    assert (before.code, before.err) == (0, "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790899200")  # 2026-10-02
    after = command("model", "t.yaml", "--format", "json")
    assert after.err == "warning: The approval by D. Director was valid until 2026-09, and has run out.\n"
    assert after.out == before.out
    assert command("tornado", "t.yaml").err == after.err
    assert command("model", "t.yaml", "-q").err == ""


@pytest.mark.usefixtures("scenario")
def test_the_day_is_of_the_clock_unless_it_is_told(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def day() -> str:
        found: str = json.loads(command("assumptions", "t.yaml", "--format", "json").out)["as_of"]
        return found

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert day() in (date.today().isoformat(), day())  # midnight may pass
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert day() == "1970-01-01"
    document = json.loads(command("assumptions", "t.yaml", "--format", "json").out)
    assert document["run"]["arguments"] == ["assumptions", "--as-of", "1970-01-01", "t.yaml"]


@pytest.mark.parametrize(
    ("arguments", "epoch", "message"),
    [
        (("--as-of", "soon"), None, "--as-of soon: is not a day; write it as 2026-11-28"),
        (("--as-of", "20261128"), None, "--as-of 20261128: is not a day; write it as 2026-11-28"),
        (("--as-of", "2026-02-30"), None, "--as-of 2026-02-30: is not a day; write it as 2026-11-28"),
        ((), "noon", "SOURCE_DATE_EPOCH=noon: is no number of seconds since 1970; write one, or unset it"),
        ((), "9" * 30, f"SOURCE_DATE_EPOCH={'9' * 30}: is no number of seconds since 1970; write one, or unset it"),
        (("--on", "residual_hour"), None, "residual_hour: there is no such quantity"),
        (("--changed-since", "no.yaml"), None, "no.yaml: there is no such file"),
        (("--changed-since", "t.yaml", "-o", "t.yaml"), None, "-o t.yaml: the suffix does not tell the format"),
        (("--authority", "LA 1"), None, "--authority LA 1: T is not a region; leave the option out"),
    ],
)
@pytest.mark.usefixtures("scenario")
def test_a_slip_is_told(
    arguments: tuple[str, ...],
    epoch: str | None,
    message: str,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = command("assumptions", "t.yaml", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(message)


def test_what_differs_from_an_earlier_file_is_listed(scenario: Path, command: Command) -> None:
    earlier = scenario.read_text(encoding="utf-8").replace("value: 500, low: 400", "value: 510, low: 410")
    earlier = earlier.replace("source: census", "source: guess").replace("version: 1.2", "version: 1.1")
    Path("old.yaml").write_text(earlier.replace("crisis_share: 20%", "crisis_share: 0.20"), encoding="utf-8")
    asked = ("assumptions", "t.yaml", *DAY, "--changed-since", "old.yaml")
    text = " ".join(command(*asked).out.split())
    assert "5 things differ from old.yaml; residual_hours is 2,460 there, 2,500 now." in text
    found = json.loads(command(*asked, "--format", "json").out)["changed_since"]
    assert found["headline"] == 2460.0
    assert found["scenario"]["file"] == "old.yaml"
    assert [(each["path"], each["kind"], each["field"]) for each in found["changes"]] == [
        ("approval.version", "other", ""),
        ("people_served", "value", "value"),
        ("people_served", "range", "low"),
        ("people_served", "range", "distribution"),
        ("people_served", "evidence", "source"),
    ]
    assert [(each["before"], each["after"]) for each in found["changes"] if each["path"] == "approval.version"] == [
        ("1.1", "1.2")
    ]
    rows = list(csv.reader(io.StringIO(command(*asked, "--format", "csv").out)))
    assert rows[0] == ["path", "kind", "field", "before", "after"]
    assert rows[2] == ["people_served", "value", "value", "510.0", "500.0"]
    assert rows[4][3] == "pert: low: 410, mode: 510, high: 600"


def test_what_an_earlier_file_lacks_is_listed_too(scenario: Path, command: Command) -> None:
    Path("old.yaml").write_text(f"{LEAST}people_served: 500\n", encoding="utf-8")
    done = command("assumptions", "t.yaml", *DAY, "--changed-since", "old.yaml")
    text = " ".join(done.out.split())
    assert "residual_hours is not estimated there, 2,500 now" in text
    assert "reform.crisis_share value nothing" in text
    same = command("assumptions", "t.yaml", *DAY, "--changed-since", "t.yaml").out
    assert "0 things differ from t.yaml; residual_hours is 2,500 in both." in " ".join(same.split())
    assert "Nothing: the two say the same." in same
    assert scenario.exists()


def test_a_large_region_shows_what_matters_and_a_file_has_all(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = command("assumptions", "yorkshire-humber-2010", *DAY)
    inputs = int(done.out.split(" inputs:")[0].split()[-1])
    assert inputs > 40
    assert command("assumptions", "yorkshire-humber-2010", *DAY, "-o", "a.md", "-q").code == 0
    text = Path("a.md").read_text(encoding="utf-8")
    assert text.count("\n| ") == 2 * (inputs + 2)  # two tables, each with its head


def test_the_register_of_one_authority(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assumptions", "yorkshire-humber-2010", "--authority", "LA 4", *DAY, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    paths = [row["path"] for row in document["assumptions"]]
    assert not [path for path in paths if "LA 1" in path]
    assert 'authorities."LA 4".people_served' in paths
