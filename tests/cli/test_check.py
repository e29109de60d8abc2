"""`archpers check`: exit codes, formats, folders, and JUnit XML that other programs read."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Command

LEAST = "name: North\nstaffing: {care_managers_wte: 11, hours_per_year: 19360}\npeople_served: 500\n"
HOLDS = LEAST + "expect: {hours_per_person: 38.72, people_per_wte: {min: 45}}\n"
FAILS = LEAST + "expect:\n  hours_per_person: 38.73\n  total_hours: {max: 5}\n  total_cost: 3\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_shipped_scenarios_hold(command: Command) -> None:
    done = command("check", "toolkit-team", "yorkshire-humber-2010", "example-borough")
    assert (done.code, done.err) == (0, "")
    assert "FAIL" not in done.out


def test_every_failure_is_listed_with_its_line(folder: Path, command: Command) -> None:
    (folder / "a.yaml").write_text(HOLDS, encoding="utf-8")
    (folder / "b.yml").write_text(FAILS, encoding="utf-8")
    done = command("check", ".")
    assert done.code == 1
    assert done.out.count("FAIL") == 3
    assert "b.yml:5 hours_per_person = 38.72, expected" in done.out
    assert "total_cost = not estimated" in done.out
    assert "5 expectations: 2 met, 3 not met." in done.out


def test_an_invalid_file_or_nothing_to_check_is_2(folder: Path, command: Command) -> None:
    (folder / "a.yaml").write_text(HOLDS.replace("500", "0"), encoding="utf-8")
    (folder / "b.yaml").write_text(LEAST, encoding="utf-8")
    assert command("check", "a.yaml").code == 2
    nothing = command("check", "b.yaml")
    assert (nothing.code, nothing.out) == (2, "")
    assert "nothing to check" in nothing.err
    (folder / "empty").mkdir()
    assert command("check", "empty").code == 2


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "junit"])
def test_every_format_tells_the_failures(form: str, folder: Path, command: Command) -> None:
    (folder / "b.yaml").write_text(FAILS, encoding="utf-8")
    done = command("check", "b.yaml", "--format", form)
    assert done.code == 1
    assert "total_cost" in done.out.replace("\\", "")
    if form == "json":
        assert [outcome["holds"] for outcome in json.loads(done.out)["outcomes"]] == [False, False, False]
    if form == "junit":
        root = ElementTree.fromstring(done.out)
        assert (root.get("tests"), root.get("failures")) == ("3", "3")
        assert [case.get("line") for case in root.iter("testcase")] == ["5", "6", "7"]
        assert len(list(root.iter("failure"))) == 3


def test_junit_is_written_by_its_suffix(folder: Path, command: Command) -> None:
    assert command("check", "toolkit-team", "-o", "checked.xml", "-q").code == 0
    assert ElementTree.parse(folder / "checked.xml").getroot().get("failures") == "0"
