"""`archpers model`: formats, files, overrides and options; data on standard output, messages on standard error."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from archpers.output.formats.json_format import json_text
from archpers.output.formats.registry import USUAL
from archpers.output.present import Answer, DataRows, Destination, present
from archpers.results.evaluate import evaluate
from archpers.scenario.load import load
from tests.cli.conftest import Command
from tests.support import TOOLKIT_FILE

MORE = ("--set", "reform.crisis_share=25%", "--set", "people_served=600")


def test_the_json_is_the_results_own(command: Command) -> None:
    done = command("model", "toolkit-team", "--format", "json")
    assert (done.code, done.err) == (0, "")
    document = json.loads(done.out)
    assert list(document)[-1] == "run"
    del document["run"]
    assert json_text(document) == json_text(evaluate(load("toolkit-team")).model_dump())


def test_the_csv_has_the_same_numbers_at_full_precision(command: Command) -> None:
    result = json.loads(command("model", "toolkit-team", "--format", "json").out)
    done = command("model", "toolkit-team", "--format", "csv")
    rows = {(row["part"], row["key"], row["name"]): row["value"] for row in csv.DictReader(io.StringIO(done.out))}
    assert {name: float(rows["quantities", "", name]) for name in result["quantities"]} == result["quantities"]
    assert {path: float(rows["inputs", "", path]) for path in result["inputs"]} == result["inputs"]
    for part in ("functions", "function_groups"):
        for key, values in result[part].items():
            assert {name: float(rows[part, key, name]) for name in values} == values


def test_the_csv_gives_warnings_beside_it_unless_it_is_to_be_quiet(command: Command) -> None:
    done = command("model", "toolkit-team", "--format", "csv")
    assert done.err.startswith("warning: The core asks for more hours")
    quiet = command("model", "toolkit-team", "--format", "csv", "-q")
    assert quiet == (0, done.out, "")


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_the_other_formats_hold_their_warnings(form: str, command: Command) -> None:
    done = command("model", "toolkit-team", "--format", form)
    assert (done.code, done.err) == (0, "")
    assert "The core asks for more hours" in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("r.txt", "table"),
        ("r.json", "json"),
        ("r.csv", "csv"),
        ("r.md", "markdown"),
        ("R.JSON", "json"),
        ("a.b.csv", "csv"),
    ],
)
@pytest.mark.usefixtures("team")
def test_the_suffix_of_the_file_chooses_the_format(
    name: str, form: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = command("model", "team.yaml", "--format", form)
    done = command("model", "team.yaml", "-o", name, "-q")
    assert done == (0, "", shown.err if form != "csv" else "")
    assert Path(name).read_text(encoding="utf-8") == ("\ufeff" if form == "csv" else "") + shown.out


@pytest.mark.usefixtures("team")
def test_a_text_file_holds_the_format_that_is_named(command: Command) -> None:
    done = command("model", "team.yaml", "--format", "json", "-o", "result.txt")
    assert (done.code, done.out, done.err) == (0, "", "wrote result.txt\n")
    assert json.loads(Path("result.txt").read_text(encoding="utf-8"))["schema_version"] == 1


@pytest.mark.usefixtures("team")
def test_an_existing_file_is_replaced_only_when_asked(command: Command) -> None:
    Path("result.json").write_text("mine")
    done = command("model", "team.yaml", "-o", "result.json")
    assert (done.code, done.out) == (2, "")
    assert "result.json: exists already; name another file, or add --force to replace it" in done.err
    assert Path("result.json").read_text() == "mine"
    assert command("model", "team.yaml", "-o", "result.json", "--force").code == 0
    assert Path("result.json").read_text() != "mine"


@pytest.mark.parametrize("output", ["team.yaml", "./team.yaml", "link.json", "hard.json"])
def test_the_input_is_never_overwritten(output: str, team: Path, command: Command) -> None:
    Path("link.json").symlink_to(team)
    Path("hard.json").hardlink_to(team)
    before = team.read_bytes()
    done = command("model", "team.yaml", "-o", output, "--format", "json", "--force")
    assert (done.code, done.out) == (2, "")
    assert f"{output}: is the input, which is never overwritten" in done.err
    assert team.read_bytes() == before


def test_a_shipped_scenario_is_never_overwritten(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(TOOLKIT_FILE, tmp_path)
    monkeypatch.setattr("archpers.scenario.shipped.folder", lambda: tmp_path)
    target = tmp_path / TOOLKIT_FILE.name
    done = command("model", "toolkit-team", "-o", str(target), "--format", "json", "--force")
    assert (done.code, done.out) == (2, "")
    assert "is the input" in done.err
    assert target.read_bytes() == TOOLKIT_FILE.read_bytes()


@pytest.mark.usefixtures("team")
def test_a_folder_and_a_device_as_output(command: Command) -> None:
    Path("folder.json").mkdir()
    done = command("model", "team.yaml", "-o", "folder.json", "--force")
    assert (done.code, done.out, done.err) == (2, "", "folder.json: is a folder; name a file in it\n")
    assert command("model", "team.yaml", "-o", "/dev/null", "-q") == (0, "", "")


def test_standard_input_is_the_scenario(command: Command) -> None:
    done = command("model", "-", "--format", "json", stdin=TOOLKIT_FILE.read_bytes())
    shipped = json.loads(command("model", "toolkit-team", "--format", "json").out)
    piped = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert piped["quantities"] == shipped["quantities"]
    assert piped["scenario"] == {**shipped["scenario"], "file": "-"}


@pytest.mark.parametrize("name", ["toolkit-team", "toolkit-team.yaml"])
def test_a_shipped_scenario_is_known_by_its_name(name: str, command: Command) -> None:
    assert command("model", name).out.startswith("Toolkit team\n")


@pytest.mark.usefixtures("team")
def test_a_file_of_a_shipped_scenarios_name_wins(command: Command, team: Path) -> None:
    mine = team.read_text(encoding="utf-8").replace("name: Toolkit team", "name: My own")
    Path("toolkit-team").write_text(mine, encoding="utf-8")
    assert command("model", "toolkit-team").out.startswith("My own\n")


def test_overrides_work_as_in_the_file_and_are_echoed_everywhere(command: Command) -> None:
    lines = (
        "What if: reform.crisis_share = 25%, instead of 20% (--set)",
        "What if: people_served = 600, instead of 500 (--set)",
    )
    result = json.loads(command("model", "toolkit-team", *MORE, "--format", "json").out)
    assert result["quantities"]["crisis_people"] == 150
    assert [override["path"] for override in result["overrides"]] == ["reform.crisis_share", "people_served"]
    table = command("model", "toolkit-team", *MORE).out
    markdown = command("model", "toolkit-team", *MORE, "--format", "markdown").out.replace("\\", "")
    for line in lines:
        assert line in table.splitlines()
        assert line in markdown.splitlines()
    assert "inputs,,people_served,600.0,people" in command("model", "toolkit-team", *MORE, "--format", "csv").out


@pytest.mark.parametrize(
    ("override", "path", "value"),
    [
        ("cost.total=£400,000", "cost.total", 400_000.0),
        ("cost.total=4E5", "cost.total", 400_000.0),
        ("reform.crisis_share=0.25", "reform.crisis_share", 0.25),
        ("reform.crisis_share= 25 % ", "reform.crisis_share", 0.25),
        ("staffing.working_hours_per_day=7.4", "staffing.working_hours_per_day", 7.4),
        ('"people_served"=600', "people_served", 600.0),
    ],
)
def test_an_override_is_written_as_in_the_file(override: str, path: str, value: float, command: Command) -> None:
    done = command("model", "toolkit-team", "--set", override, "--format", "json")
    assert json.loads(done.out)["inputs"][path] == value


def test_the_later_override_wins(command: Command) -> None:
    done = command(
        "model", "toolkit-team", "--set", "people_served=1", "--set", "people_served=600", "--format", "json"
    )
    assert json.loads(done.out)["inputs"]["people_served"] == 600


def test_several_options_apply_and_the_later_wins(command: Command) -> None:
    both = ("--option", "more crisis", "--option", "both")
    inputs = json.loads(command("model", "example-borough", *both, "--format", "json").out)["inputs"]
    assert inputs["reform.crisis_share"] == 0.3
    assert inputs["reform.core_hours_per_person.basic_planning"] == 3
    done = command("model", "example-borough", "--option", "both", "--option", "nothing")
    assert (done.code, done.out) == (2, "")


def test_two_authorities_are_refused(command: Command) -> None:
    done = command("model", "yorkshire-humber-2010", "--authority", "LA 1", "--authority", "LA 4")
    assert done.code == 2
    assert "--authority LA 4: one authority at a time" in done.err


def test_a_key_may_be_taken_away(command: Command) -> None:
    done = command("model", "toolkit-team", "--set", "cost=null")
    assert "What if: cost taken away, instead of a set of keys (--set)" in done.out
    assert "not estimated" in done.out


@pytest.mark.usefixtures("team")
def test_a_named_option_is_applied_and_echoed(command: Command) -> None:
    done = command("model", "team.yaml", "--option", "more crisis", "--format", "json")
    result = json.loads(done.out)
    assert result["inputs"]["reform.crisis_share"] == 0.3
    assert result["overrides"] == [
        {"path": "reform.crisis_share", "file_value": "20%", "value": "30%", "origin": "option more crisis"}
    ]
    table = command("model", "team.yaml", "--option", "more crisis").out
    assert "What if: reform.crisis_share = 30%, instead of 20% (option more crisis)" in table


@pytest.mark.usefixtures("team")
def test_an_override_wins_over_the_option(command: Command) -> None:
    arguments = ("--option", "more crisis", "--set", "reform.crisis_share=40%", "--format", "json")
    result = json.loads(command("model", "team.yaml", *arguments).out)
    assert result["inputs"]["reform.crisis_share"] == 0.4
    assert [override["file_value"] for override in result["overrides"]] == ["20%"]


@pytest.mark.usefixtures("team")
def test_a_file_is_announced_unless_it_is_to_be_quiet(command: Command) -> None:
    assert command("model", "team.yaml", "-o", "a.json") == (0, "", "wrote a.json\n")
    assert command("model", "team.yaml", "-o", "b.json", "-q") == (0, "", "")


def test_every_format_has_a_suffix_and_a_renderer(command: Command) -> None:
    for form in USUAL:
        done = command("model", "toolkit-team", "--format", form)
        assert done.out or "is not for standard output; name a file with -o FILE.xlsx" in done.err


BARE = b"name: Bare\nstaffing: {care_managers_wte: 11, hours_per_year: 19360}\npeople_served: 500\n"


def test_a_bare_scenario_has_its_name_and_overview(command: Command) -> None:
    done = command("model", "-", stdin=BARE)
    heading, _, rest = done.out.partition("\n\n")
    assert heading.splitlines()[0] == "Bare"
    assert heading.splitlines()[1].startswith("Care management takes ")
    assert "Source:" not in done.out
    assert "Prices of" not in done.out
    assert re.search(r"People per care manager +45.45  people/WTE", rest)
    assert rest.count("Not estimated: the scenario has no") == 2


def test_data_go_to_a_stream_without_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    present(Answer(rows=lambda: DataRows(("£",), [])), Destination("csv", "-"))
    assert stream.getvalue() == "£\n"
