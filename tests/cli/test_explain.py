"""`archpers explain`: the same steps in every format, and a plain refusal of what there is not."""

import csv
import io
import json
from pathlib import Path

import pytest

from archpers.cli.app import run


def test_the_table_shows_formula_numbers_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "toolkit-team", "residual_share_of_hours"]) == 0
    text = capsys.readouterr().out
    for line in (
        "= 1 - core_share_of_hours - crisis_share_of_hours",
        "= 1 - 0.307335 - 0.180785",
        "source: Report Table 5",
        "from toolkit-team:37",
    ):
        assert line in text


def test_no_line_is_wider_than_the_screen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["explain", "yorkshire-humber-2010", "residual_value"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 50
    assert max(map(len, lines)) <= 80


def test_data_formats_hold_the_same_steps(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["explain", "toolkit-team", "cost_per_hour", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["quantity"] == "cost_per_hour"
    assert document["scenario"]["file"] == "toolkit-team"
    steps = document["steps"]
    assert steps[0]["value"] == 385000 / 19360
    assert steps[0]["operands"] == ["total_cost", "total_hours"]
    assert run(["explain", "toolkit-team", "cost_per_hour", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["name"] for row in rows] == [step["name"] for step in steps]
    assert [float(row["value"]) for row in rows] == [step["value"] for step in steps]
    assert run(["explain", "toolkit-team", "cost_per_hour", "-q", "-o", str(tmp_path / "why.md")]) == 0
    markdown = (tmp_path / "why.md").read_text(encoding="utf-8")
    assert all(step["source"].split(",")[0] in markdown for step in steps)


def test_one_authority_of_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "yorkshire-humber-2010", "hours_per_person", "--authority", "LA 4"]) == 0
    assert "= 75,680 / 4,316" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["example-borough", "yorkshire-humber-2010"])
def test_a_total_cost_that_does_not_follow_the_care_managers_is_told_where_it_counts(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = ["--change", "staffing.care_managers_wte=+5%"]
    assert run(["explain", name, "cost_per_hour", *moved]) == 0
    assert " ".join(capsys.readouterr().out.split()).count("cost.total stays as it is") == 1
    assert run(["explain", name, "cost_per_hour", *moved, "--format", "json"]) == 0
    (warning,) = json.loads(capsys.readouterr().out)["warnings"]
    assert warning["code"] == "cost_does_not_follow_wte"
    assert run(["explain", name, "cost_per_hour", *moved, "--format", "csv"]) == 0
    assert warning["message"] in capsys.readouterr().err
    for asked in (["hours_per_person", *moved], ["cost_per_hour"]):
        assert run(["explain", name, *asked, "--format", "json"]) == 0
        assert "warnings" not in json.loads(capsys.readouterr().out)


def test_what_is_not_estimated(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "toolkit-team", "cost_per_hour", "--set", "cost=null"]) == 0
    text = capsys.readouterr().out
    assert "not estimated" in text
    assert "not given in the scenario" in text


def test_an_unknown_quantity_ends_with_2_and_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "toolkit-team", "residual_valu"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "residual_valu: there is no such quantity; did you mean residual_value?\n"
