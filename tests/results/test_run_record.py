"""The record of a run: what it says, for every command that answers in JSON."""

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archpers import __version__
from archpers.cli.app import run
from archpers.data.constants import used
from archpers.results.json_schema import json_schema
from archpers.results.records.run_record import registry_sha256

COMMANDS: dict[str, tuple[str, ...]] = {
    "model": ("model", "--set", "reform.crisis_share=25%", "toolkit-team"),
    "compare": ("compare", "--option", "both", "example-borough"),
    "sweep": ("sweep", "--vary", "people_served=±10%", "toolkit-team"),
    "tornado": ("tornado", "--within", "20%", "toolkit-team"),
    "switch": ("switch", "--target", "-1000", "toolkit-team"),
    "simulate": ("simulate", "--draws", "2000", "--seed", "7", "--latin", "example-borough"),
    "case": ("case", "--real", "business-case"),
    "explain": ("explain", "--authority", "LA 4", "yorkshire-humber-2010", "residual_hours"),
    "explain list": ("explain", "toolkit-team"),
    "explain levers": ("explain", "toolkit-team", "levers"),
    "assumptions": ("assumptions", "--as-of", "2026-11-28", "toolkit-team"),
    "reproduce": ("reproduce", "--table", "report Table 5"),
    "check": ("check", "toolkit-team", "example-borough"),
    "scenarios": ("scenarios",),
}
"""Commands as their record has them: options first."""


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run([*arguments, "--format", "json", "-q"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_json_ends_with_the_record_of_its_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = COMMANDS[name]
    found = document(capsys, *asked)
    assert [*found][-1] == "run"
    drawn = name == "simulate"
    assert found["run"] == {
        "archpers": __version__,
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "arguments": list(asked),
        "overrides": ["reform.crisis_share=25%"] if name == "model" else [],
        "option": ["both"] if name == "compare" else [],
        "authority": "LA 4" if name == "explain" else None,
        "seed": 7 if drawn else None,
        "draws": 2000 if drawn else None,
        "registry_sha256": registry_sha256(),
        "constants": used() if name in ("case", "scenarios") else {},
    }
    assert document(capsys, *found["run"]["arguments"]) == found


def test_a_scenario_of_official_constants_names_them(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "model", "built-up-borough")["run"]["constants"]
    assert list(found) == ["calendar", "employer_ni"]
    assert found["calendar"].startswith("GOV.UK, UK bank holidays")
    assert "; retrieved " in found["calendar"]
    assert "; SHA-256 " in found["calendar"]
    assert document(capsys, "model", "toolkit-team")["run"]["constants"] == {}  # those of the command before are gone
    assert list(document(capsys, "model", "toolkit-team", "--prices", "2024-25")["run"]["constants"]) == [
        "gdp_deflator"
    ]


def test_the_record_has_one_way_of_writing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = str(tmp_path / "a.json")
    arguments = ["simulate", "example-borough", "-o", target, "--draws", "2e3", "--seed", "1", "-q", "--force"]
    assert run(arguments) == 0
    found = json.loads(Path(target).read_text(encoding="utf-8"))["run"]
    assert found["arguments"] == ["simulate", "--draws", "2000", "example-borough"]
    assert (found["draws"], found["seed"]) == (2000, 1)


def test_a_file_whose_name_begins_with_a_dash_can_be_named_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-team.yaml").write_bytes((Path(__file__).parents[2] / "scenarios" / "toolkit-team.yaml").read_bytes())
    capsys.readouterr()
    assert run(["model", "--format", "json", "--", "-team.yaml"]) == 0
    assert json.loads(capsys.readouterr().out)["run"]["arguments"] == ["model", "--", "-team.yaml"]


def test_the_digest_of_the_model_hangs_on_its_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    own = registry_sha256()
    assert len(own) == 64
    from archpers.model import renderings

    monkeypatch.setattr(renderings, "in_general", lambda name: "1" if name == "residual_hours" else name)
    registry_sha256.cache_clear()
    assert registry_sha256() != own
    registry_sha256.cache_clear()


@pytest.mark.parametrize(
    ("of", "arguments"),
    [
        ("result", ("model", "toolkit-team")),
        ("result", ("model", "yorkshire-humber-2010")),
        ("assumptions", ("assumptions", "business-case", "--changed-since", "built-up-borough")),
    ],
)
def test_documents_are_as_their_schema_says(
    of: str, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json_schema(of)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = document(capsys, *arguments)
    jsonschema.Draft202012Validator(schema).validate(found)
    del found["run"]["numpy"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(found)


def test_a_result_in_python_has_no_record() -> None:
    import archpers

    assert "run" not in archpers.evaluate(archpers.load("toolkit-team")).model_dump()
