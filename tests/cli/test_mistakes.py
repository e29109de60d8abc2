"""What a user may get wrong: exit code 2, one clear message on standard error, nothing on standard output."""

from pathlib import Path

import pytest

from archpers import __version__
from archpers.cli.app import run
from tests.cli.conftest import Command

BINARY = bytes(range(256)) * 4

USAGE = {
    "unknown command": (["modl", "x"], "No such command 'modl'. Did you mean 'model'?\nSee `archpers --help`."),
    "unknown option": (["model", "team.yaml", "--fromat", "csv"], "No such option: --fromat"),
    "no file": (["model"], "Missing argument 'FILE...'.\nSee `archpers model --help`."),
    "two files": (["tornado", "team.yaml", "b.yaml"], "unexpected extra argument"),
    "option without its value": (["model", "team.yaml", "--set"], "Option '--set' requires an argument."),
    "unknown format": (
        ["model", "team.yaml", "--format", "xml"],
        "Invalid value for '--format': 'xml' is not one of 'table', 'json', 'csv', 'markdown', 'xlsx', 'parquet'.",
    ),
    "unknown suffix": (
        ["model", "team.yaml", "-o", "result.ods"],
        "-o result.ods: the suffix does not tell the format; write one of .txt, .json, .csv, .md, .xlsx, .parquet, "
        "or add --format",
    ),
    "no suffix": (["model", "team.yaml", "-o", "result"], "-o result: the suffix does not tell the format"),
    "no output name": (
        ["model", "team.yaml", "-o", ""],
        "the name of the output file is empty; write one, or - for standard output",
    ),
    "set without equals sign": (["model", "team.yaml", "--set", "people_served"], "write PATH=VALUE, such as"),
    "set without value": (["model", "team.yaml", "--set", "people_served="], "or PATH=null to take the key away"),
    "set without path": (["model", "team.yaml", "--set", "=3"], "--set =3: a path and a value are needed"),
    "unknown --option": (
        ["model", "team.yaml", "--option", "less crisis"],
        "--option less crisis: team.yaml has no option of that name; it has more crisis, no cost",
    ),
    "unknown format of schema": (["schema", "table"], "'table' is not one of 'scenario', 'result', 'assumptions'."),
    "init without a file": (["init"], "Missing argument 'FILE'."),
}

CONTENT = {
    "misspelt path": (
        "reform.crisis_shar=3%",
        "--set reform.crisis_shar = 3%: this key is not known here; did you mean",
    ),
    "misspelt block": ("refrom.crisis_share=3%", "did you mean reform?"),
    "share above one": (
        "reform.crisis_share=30",
        "--set reform.crisis_share = 30: a share lies between 0 and 1; write 30%",
    ),
    "pounds of people": ("people_served=£500", "this is not money"),
    "percent of pounds": ("cost.total=5%", "this is not a share"),
    "not a number": ("people_served=many", "--set people_served = many: is not a number"),
    "nobody": ("people_served=0", "the people served are more than 0"),
    "a key that must stay": ("people_served=null", "people_served = nothing: this key is missing"),
    "a letter for thousands": ("cost.total=£385k", "a letter for thousands or millions can be misread"),
}


@pytest.mark.parametrize("case", USAGE)
@pytest.mark.usefixtures("team")
def test_a_slip_of_usage_is_told(case: str, command: Command) -> None:
    arguments, message = USAGE[case]
    done = command(*arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("case", CONTENT)
@pytest.mark.usefixtures("team")
def test_an_override_is_checked_as_the_file_is(case: str, command: Command) -> None:
    override, message = CONTENT[case]
    done = command("model", "team.yaml", "--set", override)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


@pytest.mark.usefixtures("team")
def test_all_slips_are_told_at_once(command: Command) -> None:
    done = command("model", "team.yaml", "--set", "people_served=0", "--set", "reform.crisis_share=30")
    assert len(done.err.splitlines()) == 2


def test_a_mistake_in_a_file_is_told_with_its_place(team: Path, command: Command) -> None:
    text = team.read_text(encoding="utf-8").replace("crisis_share: {value: 20%", "crisis_share: {value: 20")
    team.write_text(text, encoding="utf-8")
    line = 1 + next(number for number, line in enumerate(text.splitlines()) if "crisis_share: {" in line)
    done = command("model", "team.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"team.yaml:{line}:")
    assert "a share lies between 0 and 1; write 20% or 0.2" in done.err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file holds nothing to read; start with `archpers init FILE`"),
        (b"# only a comment\n", "team.yaml"),
        (BINARY, "team.yaml:1:1 "),
        (b"\xff\xfen\x00a\x00", "is not UTF-8; save it with the encoding UTF-8"),
        ("name: caf\xe9\n".encode("latin-1"), "is not UTF-8"),
        (b"just words\n", "is not a set of keys with values"),
        (b"name: [\n", "a bracket is not closed"),
    ],
    ids=["empty", "comment", "binary", "UTF-16", "Windows-1252", "words", "broken"],
)
def test_a_file_that_is_no_scenario_is_told(content: bytes, message: str, team: Path, command: Command) -> None:
    team.write_bytes(content)
    from_file, from_input = command("model", "team.yaml"), command("model", "-", stdin=content)
    assert (from_file.code, from_file.out) == (from_input.code, from_input.out) == (2, "")
    assert message in from_file.err
    assert from_input.err == from_file.err.replace("team.yaml", "-")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.yaml", "there is no such file; see `archpers scenarios`, or `archpers init FILE`"),
        ("toolkit-tem", "there is no such file"),
        ("", ""),
        (".", "is not a file; name the scenario file in it"),
        ("team.yaml/inner", "cannot be read"),
        ("nul\x00", "cannot be read"),
        ("x" * 5000, "cannot be read"),
    ],
    ids=["missing", "misspelt", "empty name", "folder", "file as folder", "NUL", "long name"],
)
@pytest.mark.usefixtures("team")
def test_a_file_that_cannot_be_read_is_told(name: str, message: str, command: Command) -> None:
    done = command("tornado", name)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.strip()


@pytest.mark.usefixtures("team")
def test_a_file_without_permission_is_told(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # root is denied nothing, so it is acted
    done = command("model", "team.yaml")
    assert (done.code, done.out) == (2, "")
    assert "may not be read; give yourself permission to read it" in done.err


def test_an_option_that_counts_once_is_not_taken_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    assert run(["model", "toolkit-team", "-o", str(files[0]), "--output", str(files[1])]) == 2
    assert capsys.readouterr().err == "--output: is given 2 times, and counts once; write one of them\n"
    assert list(tmp_path.iterdir()) == []
    settings = ["--set", "people_served=400", "--set", "reform.crisis_share=25%", "-q", "-q"]
    assert run(["model", "toolkit-team", *settings]) == 0


@pytest.mark.parametrize("arguments", [["--version"], ["model", "--version"], ["model", "toolkit-team", "--version"]])
def test_the_version_is_told_everywhere(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    assert capsys.readouterr().out == f"archpers {__version__}\n"
