"""Whatever one command refuses for what a file says, loading refuses: in options and expectations too."""

from pathlib import Path

import pytest

import archpers
from archpers.errors import ScenarioError
from archpers.scenario.overrides import parse_override
from tests.support import TOOLKIT_FILE
from tests.support import archpers as run

UNKNOWN = "  nonsense: 4\n"
OPTIONS = "options:\n  more: {reform.crisis_share: 30%, WHAT}\n"


def file_with(folder: Path, more: str) -> str:
    file = folder / "team.yaml"
    file.write_text(TOOLKIT_FILE.read_text(encoding="utf-8") + more, encoding="utf-8")
    return str(file)


def refused(file: str, *overrides: str) -> list[str]:
    with pytest.raises(ScenarioError) as raised:
        archpers.load(file, [parse_override(text) for text in overrides])
    return [f"{each.line} {each.path} = {each.says}: {each.message}" for each in raised.value.problems]


@pytest.mark.parametrize("command", ["check", "model", "compare", "tornado", "report", "explain"])
def test_an_expectation_of_nothing_is_refused_by_every_command(command: str, tmp_path: Path) -> None:
    more = ("people_served",) if command == "explain" else ()
    done = run(command, file_with(tmp_path, UNKNOWN), *more)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"team.yaml:55:3 expect.nonsense = nonsense: there is no such quantity; write one of" in done.stderr


def test_all_expectations_of_nothing_are_told_at_once(tmp_path: Path) -> None:
    found = refused(file_with(tmp_path, f"{UNKNOWN}  functions.nobody.hours: 3\n  case.npv: 2\n"))
    assert [each.split(":")[0] for each in found] == [
        "55 expect.nonsense = nonsense",
        '56 expect."functions.nobody.hours" = functions.nobody.hours',
        '57 expect."case.npv" = case.npv',
    ]


def test_what_stands_in_place_of_the_file_makes_no_expectation_wrong(tmp_path: Path) -> None:
    overrides = [parse_override("functions=null"), parse_override("reform=null")]
    assert archpers.load(file_with(tmp_path, ""), overrides).expect  # of functions that are not there now


@pytest.mark.parametrize("shipped", ["toolkit-team", "yorkshire-humber-2010", "business-case", "built-up-borough"])
def test_expectations_of_shipped_scenarios_are_of_something(shipped: str) -> None:
    assert archpers.load(shipped).name


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("expect.total_cost: 1", "expectations are held against the file alone"),
        ("'expect.\"total_cost\".value': 1", "expectations are held against the file alone"),
        ("expect: {total_cost: 1}", "expectations are held against the file alone"),
        ("options.more.name: Y", "an option changes no option"),
        ("reform: {crisis_share: 10%}", "is not a single value"),
    ],
    ids=["expected", "with quotes", "row", "option", "block"],
)
@pytest.mark.parametrize("other", [(), ("people_served=600",)], ids=["as it stands", "beside an override"])
def test_what_an_option_cannot_change_is_refused(
    what: str, message: str, other: tuple[str, ...], tmp_path: Path
) -> None:
    (found,) = refused(file_with(tmp_path, OPTIONS.replace("WHAT", what)), *other)
    assert found.startswith("56 options.more.")
    assert found.endswith(message)


def test_an_option_that_cannot_be_drawn_is_refused_where_it_stands(tmp_path: Path) -> None:
    (found,) = refused(
        file_with(tmp_path, OPTIONS.replace("WHAT", '"correlations.people.\\"reform.crisis_share\\"": 0.4'))
    )
    assert found.startswith("56 options.more.")
    assert "people: the scenario has no number there" in found


def test_all_options_that_are_wrong_are_told_at_once(tmp_path: Path) -> None:
    more = "options:\n  one: {expect.total_cost: 1}\n  other: {reform.crisis_share: 300%}\n"
    found = refused(file_with(tmp_path, more))
    assert [each.split(" ")[1].split(".")[1] for each in found] == ["one", "other"]
