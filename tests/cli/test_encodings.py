"""Every command in every format where standard output is not UTF-8: no traceback, and no byte that it cannot hold."""

import io
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from archpers.cli.app import COMMANDS, run
from archpers.output.formats.registry import FORMATS, USUAL
from tests.support import archpers

pytestmark = pytest.mark.thorough

ENCODINGS = ("ascii", "cp1252", "cp874")
ARGUMENTS = {
    "model": ("toolkit-team",),
    "compare": ("example-borough",),
    "sweep": ("toolkit-team", "--vary", "reform.crisis_share=10%:30%:10%", "--vary", "people_served=±10%"),
    "tornado": ("example-borough",),
    "switch": ("example-borough",),
    "simulate": ("example-borough", "--draws", "2000"),
    "assumptions": ("toolkit-team",),
    "verify": ("saved.json",),
    "explain": ("toolkit-team", "residual_value"),
    "chart": ("toolkit-team", "groups"),
    "report": ("toolkit-team",),
    "case": ("business-case",),
    "reproduce": (),
    "check": ("toolkit-team", "example-borough"),
    "scenarios": (),
    "init": ("-",),
    "schema": (),
}
"""Commands that write to standard output."""
CHARSETS = {
    **dict.fromkeys(("csv", "markdown", "github", "junit", "svg", "html", "yaml"), "utf-8"),
    "png": "latin-1",  # bytes of any kind
}
"""Formats that are the same bytes everywhere; the others are in the encoding of the stream."""


def formats_of(name: str) -> tuple[str, ...]:
    """Return the formats that a command can be asked for; none where it has only one."""
    if name in ("report", "init", "schema"):
        return ()
    formats: tuple[str, ...] = getattr(import_module(f"archpers.cli.{name}"), "FORMATS", USUAL)
    return formats


CASES = [(name, form) for name in ARGUMENTS for form in formats_of(name) or ("",) if form not in ("parquet", "xlsx")]
SLOW = ("report", "png")
"""Drawn in one encoding alone."""


def written(monkeypatch: pytest.MonkeyPatch, encoding: str, *arguments: str) -> bytes:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding=encoding))
    assert run(arguments) == 0
    return raw.getvalue()


def test_every_command_and_format_is_among_the_cases() -> None:
    assert {*ARGUMENTS, "workbook"} == set(COMMANDS)
    assert {form for _, form in CASES} | {"parquet", "xlsx", "docx", "html", "yaml", ""} == {*FORMATS, ""}


@pytest.mark.parametrize(
    ("name", "form", "encoding"),
    [
        (name, form, encoding)
        for name, form in CASES
        for encoding in (ENCODINGS if not {name, form} & {*SLOW} else ENCODINGS[-1:])
    ],
    ids=lambda text: text or "only",
)
def test_an_answer_can_be_written(
    name: str, form: str, encoding: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    if name == "verify":
        assert run(("model", "toolkit-team", "-o", "saved.json", "-q")) == 0
    arguments = (name, *ARGUMENTS[name], *(("--format", form) if form else ()))
    content = written(monkeypatch, encoding, *arguments)
    assert content
    own = {"report": "html", "init": "yaml", "schema": "json"}.get(name, form)
    text = content.decode(CHARSETS.get(own, "utf-8" if (name, form) == ("sweep", "json") else encoding))
    if own == "json":
        json.loads(text)
    if own in CHARSETS and not {name, form} & {*SLOW}:
        assert content == written(monkeypatch, "utf-8", *arguments)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_can_be_written(name: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = written(monkeypatch, encoding, *filter(None, (name, "--help"))).decode(encoding)
    if name == "sweep":
        assert ("±20%:5%" if encoding == "cp1252" else "+/-20%:5%") in text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "toolkit-team", "residual_value"),
        ("simulate", "example-borough", "--draws", "2000"),
        ("check", "toolkit-team", "--format", "markdown"),
        ("reproduce", "--only", "deviations", "--format", "csv"),
        ("sweep", "--help"),
        ("report", "--help"),
    ],
    ids=" ".join,
)
def test_a_process_ends_well(arguments: tuple[str, ...], encoding: str) -> None:
    variables: dict[str, Any] = {"PYTHONIOENCODING": encoding, "COLUMNS": "80"}
    done = archpers(*arguments, variables=variables)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
