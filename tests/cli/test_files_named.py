"""What is said of the files that a user names: one that is not there, one of another kind, one that says too little."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.support import TOOLKIT_FILE, archpers, environment

Renamed = Callable[[str], Path]

REMARK = "#12 of the list: is read as a comment, not as part of the text"
STRANGE = {
    "a line break": b"a\nb",
    "escape": b"a\x1b[31mb",
    "no text": b"caf\xe9",
    "right to left": "a\u202eb".encode(),
}


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Renamed:
    """Make the toolkit's team, with a comment that eats its name, under a name."""
    monkeypatch.chdir(tmp_path)

    def made(name: str) -> Path:
        text = TOOLKIT_FILE.read_text(encoding="utf-8")
        Path(name).write_text(text.replace("name: Toolkit team", "name: Team #12 of the list"), encoding="utf-8")
        return Path(name)

    return made


@pytest.mark.parametrize(
    ("there", "named", "meant"),
    [
        ("north.yaml", "north.yml", "north.yaml"),
        ("saved.yaml.txt", "saved.yaml", "saved.yaml.txt"),
        ("saved.yaml", "saved.yaml.txt", "saved.yaml"),
        ("North.YAML", "north.yaml", "North.YAML"),
        ("north.yaml", "./nroth.yaml", "north.yaml"),
        ("north.yaml", "toolkit_team", "toolkit-team"),
        ("north.yaml", "Toolkit-Team.yml", "toolkit-team"),
    ],
)
@pytest.mark.parametrize("arguments", [("model",), ("check",), ("compare", "toolkit-team"), ("explain",)], ids=" ".join)
def test_a_name_that_is_not_there_is_held_against_those_that_are(
    there: str, named: str, meant: str, arguments: tuple[str, ...], renamed: Renamed, command: Command
) -> None:
    renamed(there)
    asked = ("total_hours",) if arguments == ("explain",) else ()
    done = command(*arguments, named, *asked)
    assert done == (2, "", f"{named}: there is no such file; did you mean {meant}?\n")


def test_a_name_that_is_near_to_none_gets_no_guess(renamed: Renamed, command: Command) -> None:
    renamed("north.yaml")
    assert "see `archpers scenarios`" in command("model", "y.yaml").err
    assert "the name of the file: is empty" in command("model", "").err


@pytest.mark.parametrize("name", ["figures.csv", "figures.XLSX", "workbook.yaml"])
def test_a_table_is_no_scenario(name: str, renamed: Renamed, command: Command) -> None:
    if name == "workbook.yaml":  # under another name
        command("workbook", "toolkit-team", "-o", "w.xlsx", "-q")
        os.replace("w.xlsx", name)  # noqa: PTH105
    else:
        Path(name).write_text("function,hours\nfirst_contact,4\n")
    done = command("model", name)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"{name}: is a table or a spreadsheet, not a scenario; write a scenario file; `archpers init FILE.yaml` makes "
        "one to fill in\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("model", "toolkit-team", "-o", "out.svg"),
            "-o out.svg: the suffix does not tell the format; write one of .txt, .json, .csv, .md, .xlsx, .parquet, "
            "or add --format; `archpers chart` writes .svg",
        ),
        (
            ("report", "toolkit-team", "-o", "x.pdf"),
            "-o x.pdf: the suffix does not tell the format; write .html or .docx; a browser saves it as PDF",
        ),
        (
            ("init", "my.csv"),
            "-o my.csv: the suffix does not tell the format; write .yaml or .xlsx",
        ),
        (("schema", "-o", "s.csv"), "s.csv: this command writes .json; let the name end in .json"),
        (("workbook", "toolkit-team", "-o", "w"), "w: this command writes .xlsx; let the name end in .xlsx"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_file_of_another_kind_is_refused_and_its_command_named(
    arguments: tuple[str, ...], message: str, renamed: Renamed, command: Command
) -> None:
    assert command(*arguments) == (2, "", f"{message}\n")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", ["team.yml", "team.YAML", "team"])
def test_a_scenario_may_have_another_suffix_or_none(name: str, renamed: Renamed, command: Command) -> None:
    assert command("init", name, "-q") == (0, "", "")


def test_a_second_page_stands_beside_no_device(command: Command) -> None:
    done = command("report", "toolkit-team", "--what-if", "-o", "/dev/null")
    assert (done.code, done.out) == (2, "")
    assert "name the report with -o FILE.html" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("model",),
        ("compare", "toolkit-team"),
        ("sweep", "--vary", "people_served=400,500"),
        ("tornado",),
        ("switch",),
        ("explain", "total_hours"),
        ("check",),
        ("chart", "groups"),
        ("report",),
        ("workbook", "-o", "w.xlsx"),
    ],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize("form", ["", "csv", "json"])
def test_what_is_most_likely_not_meant_is_said_once_by_every_command(
    arguments: tuple[str, ...], form: str, renamed: Renamed, command: Command
) -> None:
    renamed("team.yaml")
    name, *more = arguments
    if form and name in ("chart", "report", "workbook"):
        pytest.skip("has no such format")
    done = command(name, "team.yaml", *more, *(("--format", form) if form else ()))
    assert done.code == 0
    said = " ".join((done.out + done.err).split())
    twice = name == "report" or (name, form) == ("sweep", "json")  # in the answer, and beside it
    assert said.count("is read as a comment") == (2 if twice else 1)
    assert name == "report" or REMARK in said
    quiet = command(name, "team.yaml", *more, "-q", "--force", *(("--format", form) if form else ()))
    assert quiet.err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("model",),
        ("model", "--authority", "LA 1"),
        ("sweep", "--vary", "people_served=±10%"),
        ("compare", "toolkit-team"),
        ("simulate", "--draws", "100", "--set", "reform.crisis_share.distribution=pert"),
    ],
    ids=" ".join,
)
def test_it_is_among_the_warnings_of_json_once(arguments: tuple[str, ...], tmp_path: Path, command: Command) -> None:
    path = tmp_path / "region.yaml"
    text = TOOLKIT_FILE.with_name("yorkshire-humber-2010.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("name: Yorkshire and Humber 2010", "name: Region #12 of the list"), encoding="utf-8")
    spread = ("--set", "reform.crisis_share.low=15%", "--set", "reform.crisis_share.high=30%")
    name, *more = arguments
    done = command(name, str(path), *more, *(spread if name == "simulate" else ()), "--format", "json")
    assert done.code == 0, done.err
    warnings = json.loads(done.out)["warnings"]
    (own,) = (each for each in warnings if each["code"] == "most_likely_not_meant")
    assert REMARK in own["message"]


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "junit"])
def test_a_check_of_a_file_with_a_strange_name_is_readable(kind: str, form: str, tmp_path: Path) -> None:
    name = STRANGE[kind] + b".yaml"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(TOOLKIT_FILE.read_bytes())
    for asked in (name, b"."):
        done = archpers("check", asked, "--format", form, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        text = done.stdout.decode()
        assert not {"\x1b", "\u202e"} & {*text}
        assert "yaml" in text
        if form == "junit":
            ET.fromstring(text)
        if form == "json":
            assert len(json.loads(text)["outcomes"][0]["file"].splitlines()) == 1


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize(
    "arguments",
    [
        ("model", b"NAME"),
        ("model", "toolkit-team", "-o", b"NAME"),
        ("model", "toolkit-team", "-o", b"NAME/x.csv"),
        ("model", "toolkit-team", "--set", b"NAME=1"),
        ("model", "toolkit-team", "--set", b"people_served=NAME"),
        ("model", "toolkit-team", "--option", b"NAME"),
        ("tornado", "toolkit-team", b"NAME"),
        ("model", "yorkshire-humber-2010", "--authority", b"NAME"),
        ("sweep", "toolkit-team", "--vary", b"NAME=1,2"),
        ("sweep", "toolkit-team", "--vary", b"people_served=NAME"),
        ("sweep", "toolkit-team", "--vary", "people_served=400,500", "--show", b"NAME"),
        ("tornado", "toolkit-team", "--within", b"NAME"),
        ("tornado", "toolkit-team", "--balance", b"NAME"),
        ("switch", "toolkit-team", "--target", b"NAME"),
        ("simulate", "example-borough", "--draws", b"NAME"),
        ("explain", "toolkit-team", b"NAME"),
        ("chart", "toolkit-team", b"NAME"),
        ("reproduce", "--table", b"NAME"),
        ("init", b"NAME.csv"),
        (b"NAME",),
        ("model", b"--NAME"),
    ],
    ids=lambda arguments: b" ".join(each if isinstance(each, bytes) else each.encode() for each in arguments).decode(),
)
def test_a_message_about_a_strange_name_is_one_line(
    kind: str, arguments: tuple[str | bytes, ...], tmp_path: Path
) -> None:
    named = [each if isinstance(each, str) else each.replace(b"NAME", STRANGE[kind]) for each in arguments]
    done = archpers(*named, cwd=tmp_path)
    text = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Traceback" not in text
    assert not {"\x1b", "\u202e"} & {*text}
    lines = [line for line in text.splitlines() if not line.startswith("See `archpers")]
    assert len(lines) == 1


@pytest.mark.parametrize("kind", STRANGE)
def test_a_file_with_a_strange_name_can_be_written(kind: str, tmp_path: Path) -> None:
    for arguments in (("model", "toolkit-team", "-o"), ("init",)):
        name = STRANGE[kind] + (b".yaml" if arguments == ("init",) else b".json")
        done = archpers(*arguments, name, cwd=tmp_path)
        assert done.returncode == 0
        assert Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).exists()
        assert done.stderr.splitlines()[0].startswith(b"wrote ")
        assert not {"\x1b", "\u202e"} & {*done.stderr.decode()}


@pytest.mark.parametrize("way", ["-OO", "PYTHONOPTIMIZE"])
def test_what_takes_the_meanings_away_takes_nothing(way: str) -> None:
    flags = ("-OO",) if way == "-OO" else ()
    variables = environment(**({} if flags else {"PYTHONOPTIMIZE": "2"}))
    done = subprocess.run(
        (sys.executable, *flags, "-m", "archpers", "--help"), capture_output=True, env=variables, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"care" in done.stdout


@pytest.mark.usefixtures("team")
def test_a_formula_in_a_name_is_text_in_a_file_and_as_it_is_on_standard_output(command: Command) -> None:
    text = Path("team.yaml").read_text(encoding="utf-8")
    Path("team.yaml").write_text(text.replace("more crisis:", "'=1+1':"), encoding="utf-8")
    shown = command("compare", "team.yaml", "--format", "csv").out
    assert ",=1+1," in shown
    assert command("compare", "team.yaml", "-o", "x.csv", "-q").code == 0
    content = Path("x.csv").read_bytes()
    assert content == b"\xef\xbb\xbf" + shown.replace(",=1+1,", ",'=1+1,").encode()


@pytest.mark.parametrize(("name", "heading"), [("A|B", r"A\|B"), ("<b>C", r"\<b\>C")])
@pytest.mark.usefixtures("team")
def test_a_name_is_no_markup_in_a_heading(name: str, heading: str, command: Command) -> None:
    text = Path("team.yaml").read_text(encoding="utf-8")
    Path("team.yaml").write_text(text.replace("more crisis:", f"'{name}':"), encoding="utf-8")
    shown = command("compare", "team.yaml", "--format", "markdown").out
    assert f"| Input | as given | {heading} | no cost |" in shown
    assert f"| {name} |" not in shown
