"""`archpers verify`: results that are the same, that differ, and files that are no results or mean harm."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archpers.cli.shared import rerun
from archpers.cli.shared.rerun import RUN_AGAIN
from archpers.results.records.differences import ABSENT, Difference, differences
from archpers.results.records.saved_result import depth_of, references
from tests.cli.conftest import Command
from tests.results.test_run_record import COMMANDS
from tests.support import ROOT, archpers

FIFTY = {
    **{name: [*arguments] for name, arguments in COMMANDS.items()},
    **{
        f"{command} {name}": [command, name]
        for command in ("model", "tornado", "switch", "explain", "assumptions", "check")
        for name in ("team.yaml", "region.yaml", "borough.yaml")
    },
    **{
        f"{command} option": [command, "--option", "more crisis", "borough.yaml"]
        for command in ("model", "tornado", "switch", "assumptions")
    },
    **{
        f"{command} set": [command, "--set", "people_served=600", "--change", "cost.total=+5%", "team.yaml"]
        for command in ("model", "tornado", "switch", "assumptions")
    },
    "model prices": ["model", "--prices", "2024-25", "team.yaml"],
    "model authority": ["model", "--authority", "LA 4", "region.yaml"],
    "compare files": ["compare", "team.yaml", "borough.yaml"],
    "compare on": ["compare", "--on", "residual_hours", "team.yaml", "toolkit-team"],
    "sweep two": ["sweep", "--vary", "people_served=±10%", "--vary", "reform.crisis_share=10%:30%:5%", "team.yaml"],
    "sweep region": ["sweep", "--vary", "people_served=±10%", "region.yaml"],
    "simulate file": ["simulate", "--draws", "2000", "borough.yaml"],
    "assumptions since": ["assumptions", "--changed-since", "borough.yaml", "--as-of", "2026-11-28", "team.yaml"],
    "explain one": ["explain", "team.yaml", "functions.problem_solving.hours"],
    "case file": ["case", "case.yaml"],
}
SCENARIOS = {
    "team.yaml": "toolkit-team",
    "region.yaml": "yorkshire-humber-2010",
    "borough.yaml": "example-borough",
    "case.yaml": "business-case",
}
SLOW = 30


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with scenarios, in which the test is."""
    own = tmp_path / "own"
    own.mkdir()
    for name, shipped in SCENARIOS.items():
        shutil.copy(ROOT / "scenarios" / f"{shipped}.yaml", own / name)
    monkeypatch.chdir(own)
    return own


def saved(command: Command, *arguments: str, name: str = "r.json") -> dict[str, Any]:
    """Save a result, and return its document."""
    assert command(*arguments, "-o", name, "-q", "--force").code == 0
    found: dict[str, Any] = json.loads(Path(name).read_text(encoding="utf-8"))
    return found


def changed(change: Callable[[dict[str, Any]], object], document: dict[str, Any], name: str = "r.json") -> None:
    change(document)
    Path(name).write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.thorough
def test_fifty_results_are_the_same_after_their_folder_has_moved(command: Command, folder: Path) -> None:
    assert len(FIFTY) >= 50
    assert {arguments[0] for arguments in FIFTY.values()} == set(RUN_AGAIN)
    names = [f"{number}.json" for number in range(len(FIFTY))]
    for name, arguments in zip(names, FIFTY.values(), strict=True):
        assert command(*arguments[:1], "-o", name, "-q", *arguments[1:]).code == 0, arguments
    moved = folder.rename(folder.with_name("moved"))
    done = command("verify", *(str(moved / name) for name in names), "--format", "json")
    assert [each["outcome"] for each in json.loads(done.out)["results"]] == ["same"] * len(names)
    assert (done.code, done.err) == (0, "")


PLACES = {
    "quantity": ("toolkit-team", lambda d: d["quantities"].update(residual_hours=9910.000000000002)),
    "input": ("toolkit-team", lambda d: d["inputs"].update(people_served=501.0)),
    "a function's share": ("toolkit-team", lambda d: d["functions"]["long_reviews"].update(time_share=0.0908)),
    "warning": ("toolkit-team", lambda d: d["warnings"][0].update(message="The core asks for less.")),
    "name": ("toolkit-team", lambda d: d["scenario"].update(name="Toolkit tram")),
    "a quantity is gone": ("toolkit-team", lambda d: d["quantities"].pop("residual_hours")),
    "a quantity more": ("toolkit-team", lambda d: d["quantities"].update(savings=1.0)),
    "null": ("toolkit-team", lambda d: d["quantities"].update(residual_hours=None)),
    "true for 1": ("toolkit-team", lambda d: d.update(schema_version=True)),
    "authority": ("yorkshire-humber-2010", lambda d: d["authorities"]["LA 4"]["quantities"].update(crisis_hours=1.0)),
}
NAMED = {
    "quantity": "quantities.residual_hours",
    "input": "inputs.people_served",
    "a function's share": "functions.long_reviews.time_share",
    "warning": "warnings.core_exceeds_time_today.message",
    "name": "scenario.name",
    "a quantity is gone": "quantities.residual_hours",
    "a quantity more": "quantities.savings",
    "null": "quantities.residual_hours",
    "true for 1": "schema_version",
    "authority": 'authorities."LA 4".quantities.crisis_hours',
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.usefixtures("folder")
def test_what_has_been_changed_in_a_result_is_named(place: str, command: Command) -> None:
    scenario, change = PLACES[place]
    changed(change, saved(command, "model", scenario))
    done = command("verify", "r.json")
    assert (done.code, done.err) == (1, "")
    assert "\nr.json: DIFFERS: 1 thing moved\n" in done.out
    (found,) = json.loads(command("verify", "r.json", "--format", "json").out)["results"]
    assert [each["path"] for each in found["moved"]] == [NAMED[place]]


def flipped(content: bytes, number: int, of: int) -> bytes:
    """Change one letter or digit, at one of so many places that lie alike over the whole."""
    places = [place for place, byte in enumerate(content) if chr(byte).isalnum() and byte < 128]
    place = places[number * len(places) // of]
    own = content[place : place + 1]
    return content[:place] + (b"7" if own != b"7" else b"8") + content[place + 1 :]


@pytest.mark.parametrize("name", ["model", "compare", "sweep", "tornado", "case", "assumptions"])
@pytest.mark.usefixtures("folder")
def test_one_byte_changed_in_a_result_is_named(name: str, command: Command) -> None:
    document = saved(command, *COMMANDS[name])
    whole, named = Path("r.json").read_bytes(), 0
    for number in range(12):
        content = flipped(whole, number, 12)
        Path("r.json").write_bytes(content)
        done = command("verify", "r.json", "--format", "json")
        (found,) = json.loads(done.out)["results"]
        try:
            changed_at_all = json.loads(content) != document
        except ValueError:
            changed_at_all = True
        if changed_at_all:  # else the last digit tells the same float
            named += 1
            assert found["causes"] or found["moved"] or found["problem"] or found["notes"], content
            assert done.code in (0, 1, 2)
            assert (done.code == 0) == (found["outcome"] == "same")
            assert found["outcome"] != "same" or "made by other versions" in found["notes"][0]
    assert named >= 9


@pytest.mark.parametrize("file", ["team.yaml", "borough.yaml", "case.yaml", "region.yaml"])
def test_one_byte_changed_in_a_scenario_is_named(file: str, command: Command, folder: Path) -> None:
    saved(command, "model", file)
    whole = (folder / file).read_bytes()
    for number in range(13):
        (folder / file).write_bytes(flipped(whole, number, 13))
        done = command("verify", "r.json", "--format", "json")
        (found,) = json.loads(done.out)["results"]
        assert (done.code, done.err, found["outcome"]) == (1, "", "differs")
        assert found["causes"][0].startswith(f"the scenario {file} has changed: SHA-256 ")
    (folder / file).write_bytes(whole)
    assert command("verify", "r.json").code == 0


FOUNDATIONS = {
    "sha256": (
        lambda d: d["scenario"].update(sha256="0" * 64),
        "the scenario toolkit-team has changed: SHA-256 000000000000 then, SHA-256 196800f52763 now",
    ),
    "registry": (
        lambda d: d["run"].update(registry_sha256="0" * 64),
        "the model has changed, a formula, a unit or what is defined: SHA-256 000000000000 then, SHA-256 ",
    ),
    "constant": (
        lambda d: d["run"]["constants"].update(calendar="of 2020"),
        "the constants calendar have changed: of 2020 then, not used now",
    ),
    "overrides": (
        lambda d: d["run"].update(overrides=["people_served=1"]),
        "the record's overrides are not those of the command: people_served=1 there, none run",
    ),
    "order of the arguments": (
        lambda d: d["run"].update(arguments=["model", "toolkit-team", "--set", "people_served=500"]),
        "the record's arguments are not those of the command: model toolkit-team --set people_served=500 there",
    ),
    "seed": (lambda d: d["run"].update(seed=3), "the record's seed are not those of the command: 3 there, none run"),
}


@pytest.mark.parametrize("what", FOUNDATIONS)
@pytest.mark.usefixtures("folder")
def test_what_a_result_rests_on_is_named_where_it_has_changed(what: str, command: Command) -> None:
    change, message = FOUNDATIONS[what]
    changed(change, saved(command, "model", "toolkit-team"))
    done = command("verify", "r.json")
    assert done.code == 1
    assert message in " ".join(done.out.split())


@pytest.mark.usefixtures("folder")
def test_a_changed_scenario_is_named_with_every_figure_that_moved(command: Command) -> None:
    before = saved(command, "model", "team.yaml")
    file = Path("team.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("{value: 500,", "{value: 501,"), "utf-8")
    after = json.loads(command("model", "team.yaml", "--format", "json").out)
    done = command("verify", "r.json", "--format", "json")
    (found,) = json.loads(done.out)["results"]
    assert done.code == 1
    assert [each.split(" has changed")[0] for each in found["causes"]] == ["the scenario team.yaml"]
    moved = {each["path"]: each for each in found["moved"]}
    for name, value in before["quantities"].items():
        if value != after["quantities"][name]:
            own = moved.pop(f"quantities.{name}")
            assert (own["before"], own["after"]) == (value, after["quantities"][name])
            assert own["difference"] == after["quantities"][name] - value
    assert moved.pop("inputs.people_served")["difference"] == 1
    assert not [path for path in moved if path.startswith(("quantities", "inputs"))]


@pytest.mark.usefixtures("folder")
def test_a_comment_in_the_scenario_changes_its_bytes_and_no_figure(command: Command) -> None:
    saved(command, "model", "team.yaml")
    with Path("team.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# a word\n")
    done = command("verify", "r.json")
    assert done.code == 1
    assert "r.json: DIFFERS: the scenario team.yaml has changed: SHA-256" in " ".join(done.out.split())
    assert "moved" not in done.out


@pytest.mark.usefixtures("folder")
def test_a_scenario_that_has_become_invalid_differs(command: Command) -> None:
    saved(command, "model", "team.yaml")
    Path("team.yaml").write_text("name: T\n", encoding="utf-8")
    done = command("verify", "r.json")
    assert done.code == 1
    assert "the scenario team.yaml has changed" in " ".join(done.out.split())
    assert "staffing = nothing: this key is missing" in " ".join(done.out.split())


@pytest.mark.usefixtures("folder")
def test_other_versions_are_named_and_may_round_otherwise(command: Command) -> None:
    document = saved(command, "model", "toolkit-team")
    document["run"].update(archpers="0.0.9", python="3.9.1")
    changed(lambda d: d["quantities"].update(residual_hours=9910.000000000002), document)
    done = command("verify", "r.json")
    words = " ".join(done.out.split())
    assert done.code == 0
    assert "r.json: the same: made by other versions: archpers 0.0.9 then, 0.1.0 now; python 3.9.1 then" in words
    assert "figures that differ by rounding alone" in words
    assert "count as the same: 1" in words
    changed(lambda d: d["quantities"].update(residual_hours=9910.001), document)
    assert command("verify", "r.json").code == 1


@pytest.mark.usefixtures("folder")
def test_a_simulation_may_round_otherwise_on_another_processor(command: Command) -> None:
    document = saved(command, "simulate", "example-borough", "--draws", "2000")
    own = document["quantities"]["residual_value"]
    changed(lambda d: own.update(mean=own["mean"] * (1 + 1e-13)), document)
    done = command("verify", "r.json")
    assert done.code == 0
    assert "figures that differ by rounding alone" in done.out
    changed(lambda d: own.update(mean=own["mean"] * (1 + 1e-6)), document)
    assert command("verify", "r.json").code == 1


@pytest.mark.usefixtures("folder")
def test_rows_in_another_order_are_told(command: Command) -> None:
    document = saved(command, "tornado", "toolkit-team")
    changed(lambda d: d["rows"].reverse(), document)
    (found,) = json.loads(command("verify", "r.json", "--format", "json").out)["results"]
    assert [each["path"] for each in found["moved"]] == ["rows.(order)"]


def test_a_scenario_is_found_from_here_where_it_is_not_beside_the_result(command: Command, folder: Path) -> None:
    (folder / "results").mkdir()
    saved(command, "model", "team.yaml", name="results/r.json")
    assert command("verify", "results/r.json").code == 0
    shutil.copy("borough.yaml", "results/team.yaml")  # another of that name; the one with the right bytes is taken
    assert command("verify", "results/r.json").code == 0
    Path("team.yaml").unlink()
    assert command("verify", "results/r.json").code == 1


@pytest.mark.usefixtures("folder")
def test_a_result_may_come_from_standard_input(command: Command) -> None:
    saved(command, "model", "team.yaml")
    done = command("verify", "-", stdin=Path("r.json").read_bytes())
    assert (done.code, done.out.splitlines()[1]) == (0, "-: the same")


@pytest.mark.usefixtures("folder")
def test_a_check_that_fails_is_verified_all_the_same(command: Command) -> None:
    with Path("team.yaml").open("a", encoding="utf-8") as stream:
        stream.write("  residual_wte: 1\n")
    assert command("check", "team.yaml", "-o", "r.json", "-q").code == 1
    assert command("verify", "r.json").code == 0


def unreadable(content: bytes) -> Callable[[], object]:
    return lambda: Path("r.json").write_bytes(content)


ANEW = "write it anew with -o FILE.json, by this version of archpers"
RUN = (
    '{"archpers":"1","python":"1","numpy":"1","arguments":["model","toolkit-team"],"overrides":[],"option":[],'
    '"authority":null,"seed":null,"draws":null,"registry_sha256":"","constants":{}}'
)
NO_RESULTS = {
    "nothing": (b"", "is no JSON document (Expecting value)"),
    "no JSON": (b"name: T\n", "is no JSON document (Expecting value)"),
    "half": (b'{"run": {"archpers"', "is no JSON document (Expecting ':' delimiter)"),
    "not UTF-8": (b'{"a": "\xff"}', "is not UTF-8"),
    "a list": (b"[1]", "is no result with a record of its run"),
    "a number": (b"1", "is no result with a record of its run"),
    "no record": (b'{"quantities": {}}', "has no record of its run (`run`)"),
    "no run": (b'{"run": 3}', "is no record of a run (Input should be a valid dictionary or instance of RunRecord)"),
    "no arguments": (
        RUN.replace('"model","toolkit-team"', "").join(('{"run": ', "}")).encode(),
        "names no command",
    ),
    "arguments of numbers": (
        RUN.replace('"toolkit-team"', "3").join(('{"run": ', "}")).encode(),
        "is no record of a run (Input should be a valid string)",
    ),
    "an unknown key": (
        RUN.replace('"seed"', '"sead"').join(('{"run": ', "}")).encode(),
        "is no record of a run (Field required)",
    ),
    "NaN": (b'{"a": NaN}', "is no number of JSON"),
    "infinity": (b'{"a": -Infinity}', "is no number of JSON"),
    "beyond any float": (b'{"a": 1e999}', "is a number too large to hold"),
    "a long integer": (b'{"a": ' + b"9" * 5000 + b"}", "is a number too large to hold"),
    "a key twice": (b'{"run": 1, "run": 2}', "is a key that stands there twice"),
    "deep": (b'{"a":' * 200 + b"1" + b"}" * 200, "is nested more than 100 levels deep"),
    "very deep": (b"[" * 200_000, "is nested more than 100 levels deep"),
}


@pytest.mark.parametrize("case", NO_RESULTS)
def test_what_is_no_result_is_told_and_the_others_are_run(case: str, command: Command, folder: Path) -> None:
    content, message = NO_RESULTS[case]
    saved(command, "model", "team.yaml", name="good.json")
    (folder / "r.json").write_bytes(content)
    done = command("verify", "r.json", "good.json")
    assert done.code == 2
    assert done.err == f"r.json: {message}; {ANEW}\n"
    assert done.out == "2 results: 1 the same, 0 differ, 1 not run.\nr.json: NOT RUN\ngood.json: the same\n"


HOSTILE = {
    "another command": (["init", "evil.yaml"], "init: is no command whose result can be run again"),
    "the workbook": (["workbook", "team.yaml", "-o", "evil.xlsx"], "workbook: is no command"),
    "itself": (["verify", "r.json"], "verify: is no command whose result can be run again"),
    "no command": (["rm", "-rf", "/"], "rm: is no command whose result can be run again"),
    "an option for a command": (["--version"], "--version: is no command whose result can be run again"),
    "an output": (["model", "-o", "evil.json", "team.yaml"], "the arguments name an output, which no record does"),
    "an output at the end": (["model", "team.yaml", "--output=evil.json"], "the arguments name an output"),
    "an output in one": (["model", "team.yaml", "-qoevil.json"], "the arguments name an output"),
    "force": (["model", "--force", "team.yaml"], "the arguments name an output"),
    "a format": (["model", "--format", "csv", "team.yaml"], "the arguments name an output"),
    "help": (["model", "--help"], "the arguments ask `archpers model` for help, not for a result"),
    "help in one": (["model", "team.yaml", "-qh"], "the arguments are not those of `archpers model`"),
    "an unknown option": (
        ["model", "--shell", "sh"],
        "the arguments are not those of `archpers model`: No such option",
    ),
    "no file": (["model"], "the arguments are not those of `archpers model`: Missing argument 'FILE...'."),
    "standard input": (["model", "-"], "the scenario came from standard input, which is not there any more"),
    "no such scenario": (["model", "nobody.yaml"], "nobody.yaml: there is no such scenario, beside the result"),
    "a device": (["model", "/dev/zero"], "/dev/zero: there is no such scenario"),
    "a null character": (["model", "a\0b"], "a\\x00b: there is no such scenario"),
    "a slip in a path": (["model", "--set", "people=3", "team.yaml"], "cannot be run any more: --set people = 3"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_record_that_means_harm_does_none(case: str, command: Command, folder: Path) -> None:
    arguments, message = HOSTILE[case]
    document = saved(command, "model", "team.yaml")
    changed(lambda d: d["run"].update(arguments=arguments), document)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = command("verify", "r.json")
    assert done.code == 2
    assert done.err.startswith(f"r.json: {message}")
    assert len(done.err.splitlines()) == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.usefixtures("folder")
def test_a_result_that_grows_without_end_is_given_up(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rerun, "_SPARE", 1000)
    document = saved(command, "sweep", "--vary", "people_served=400:600:100", "team.yaml")
    arguments = ["sweep", "--vary", "people_served=400:600:0.0001", "team.yaml"]
    changed(lambda d: d["run"].update(arguments=arguments), document)
    done = command("verify", "r.json")
    assert (done.code, done.err) == (1, "")
    assert "DIFFERS: gives more than 2 times as much as was saved" in done.out


@pytest.mark.usefixtures("folder")
def test_a_large_file_and_a_folder_are_refused(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("there").mkdir()
    assert command("verify", "there").err.startswith("there: is not a file; name the results in it")
    assert command("verify", "no.json").err.startswith("no.json: cannot be read (No such file or directory)")
    assert command("verify", "").err.startswith(": is empty") or "is empty" in command("verify", "").err
    monkeypatch.setattr("archpers.results.records.saved_result.MOST_BYTES", 10)
    Path("r.json").write_text('{"a": "long enough"}')
    assert "is larger than" in command("verify", "r.json").err


@pytest.mark.usefixtures("folder")
def test_every_format_says_the_same(command: Command) -> None:
    document = saved(command, "model", "team.yaml")
    changed(lambda d: d["quantities"].update(residual_hours=1.0), document)
    Path("bad.json").write_text("[]")
    asked = ("verify", "r.json", "bad.json")
    rows = command(*asked, "--format", "csv").out.splitlines()
    assert rows[0] == "result,outcome,path,before,after,difference"
    assert rows[1] == "r.json,differs,quantities.residual_hours,1.0,9910.0,9909.0"
    assert rows[2].startswith('bad.json,not run,"is no result with a record') or rows[2].startswith(
        "bad.json,not run,is"
    )
    text = command(*asked, "--format", "markdown").out
    assert "| quantities.residual\\_hours | 1 | 9,910 | +9,909 |" in text
    assert "bad.json: NOT RUN: is no result with a record of its run" in text
    assert command(*asked, "-o", "v.xlsx").code == 2
    assert command("verify", "r.json", "-o", "r.json", "--force").err.startswith("r.json: is the input")


@pytest.mark.usefixtures("folder")
def test_a_screen_shows_the_first_and_says_how_many_more_there_are(command: Command) -> None:
    document = saved(command, "explain", "toolkit-team")
    changed(lambda d: [each.update(label="x" * 40) for each in d["quantities"]], document)
    done = command("verify", "r.json")
    assert "more stand in a file, with -o FILE.csv, .md, .xlsx or .json." in " ".join(done.out.split())
    assert f"{'x' * 29}…" in done.out


def test_verify_in_a_process_of_its_own_has_an_exit_code(folder: Path) -> None:
    assert archpers("model", "team.yaml", "-o", "r.json", cwd=folder).returncode == 0
    done = archpers("verify", "r.json", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"1 result: 1 the same, 0 differ.\nr.json: the same\n")


def test_differences_know_numbers_rows_and_what_is_not_there() -> None:
    found = list(differences({"a": 1.0, "b": [1, 2], "c": "x"}, {"a": 1, "b": [1, 3, 4], "d": None}))
    assert found == [
        Difference("b.1", 2, 3),
        Difference("b.2", ABSENT, 4),
        Difference("c", "x", ABSENT),
        Difference("d", ABSENT, None),
    ]
    assert (found[0].moved, found[0].relative) == (1.0, 1 / 3)
    assert (found[1].moved, found[1].relative) == (None, float("inf"))
    assert list(differences([{"name": "a"}, {"name": "a"}], [{"name": "a"}])) == [
        Difference("1", {"name": "a"}, ABSENT)
    ]


def test_references_and_depth_are_read_from_any_document() -> None:
    own = {"file": "a.yaml", "sha256": "0"}
    assert references({"scenario": own, "variants": [{"file": "b.yaml", "sha256": "1"}, 3], "scenarios": 4}) == {
        "a.yaml": "0",
        "b.yaml": "1",
    }
    assert references({"changed_since": {"scenario": own}}) == {"a.yaml": "0"}
    assert references({"scenario": {"file": None, "sha256": None}, "changed_since": 3}) == {}
    assert [depth_of(own) for own in (1, [], [1], {"a": [1]})] == [0, 0, 1, 2]
