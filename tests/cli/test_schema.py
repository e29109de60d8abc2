"""`archpers schema`: the published schemas are those of the code."""

import json
from pathlib import Path

import pytest

from archpers.results.json_schema import json_schema
from tests.cli.conftest import Command
from tests.support import ROOT


@pytest.mark.parametrize("of", ["scenario", "result"])
def test_the_published_schema_is_what_the_command_prints(of: str, command: Command) -> None:
    done = command("schema", of)
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == json_schema(of)
    published = (ROOT / "docs" / f"{of}.schema.json").read_text(encoding="utf-8")
    assert done.out == published, f"to publish it anew: archpers schema {of} -o docs/{of}.schema.json --force"


def test_the_scenarios_schema_is_printed_where_nothing_is_named(command: Command) -> None:
    assert command("schema").out == command("schema", "scenario").out


def test_the_schema_goes_to_a_file(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert command("schema", "-o", "scenario.schema.json", "-q") == (0, "", "")
    assert json.loads(Path("scenario.schema.json").read_text(encoding="utf-8")) == json_schema("scenario")
