"""`archpers scenarios`: what is shipped, in every format."""

import csv
import io
import json

import pytest

from archpers.scenario.shipped import shipped
from tests.cli.conftest import Command


def test_every_shipped_scenario_is_listed_and_can_be_modelled(command: Command) -> None:
    names = [path.stem for path in shipped()]
    assert "toolkit-team" in names
    listed = json.loads(command("scenarios", "--format", "json").out)["scenarios"]
    assert [entry["name"] for entry in listed] == names
    for name in names:
        assert command("model", name).code == 0


def test_the_formats_tell_the_same(command: Command) -> None:
    listed = json.loads(command("scenarios", "--format", "json").out)["scenarios"]
    assert list(csv.DictReader(io.StringIO(command("scenarios", "--format", "csv").out))) == listed
    markdown = command("scenarios", "--format", "markdown").out
    for entry in listed:
        assert f"| {entry['name']} | {entry['title']} |" in markdown


@pytest.mark.parametrize("columns", ["20", "40", "80"])
def test_the_list_is_fitted(columns: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    done = command("scenarios")
    assert (done.code, done.err) == (0, "")
    assert "Duffy & Fulton (2010)" in " ".join(done.out.split())
    assert max(map(len, done.out.splitlines())) <= int(columns)
