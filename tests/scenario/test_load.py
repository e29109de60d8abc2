"""From a file to a Scenario; what works, and where a problem is shown."""

from pathlib import Path

import pytest

import archpers
from archpers.errors import ScenarioError
from archpers.scenario.reading.remedies import explained
from tests.scenario.examples import HOURS, LEAST, loaded, written

ROW = "".join(f"    {key}: {hours:g}\n" for key, hours in HOURS.items())


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("1E6", 1e6),
        ("500", 500.0),
        ("'500'", 500.0),
        ('"4,373,478"', 4373478.0),
        ("4,373,478", 4373478.0),
        ("500 # whole system", 500.0),
        ("{value: 500, source: census, owner: Finance, date: 2010-08, reliability: high}", 500.0),
        ("{value: 500, low: 480, high: 520, distribution: pert}", 500.0),
        ("{value: 500, low: 500, high: 500}", 500.0),
    ],
)
def test_numbers_are_read_from_a_file(tmp_path: Path, text: str, people: float) -> None:
    assert loaded(written(tmp_path, LEAST.replace("500", text))).people_served.value == people


@pytest.mark.parametrize(
    "name", ["no", "010", "12:30", "2010", "~ 5", "null and void", "'null'", "O'Neill & sons", "½"]
)
def test_a_name_is_never_taken_for_something_else(tmp_path: Path, name: str) -> None:
    assert loaded(written(tmp_path, LEAST.replace("North", name))).name == name.strip("'")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    marked = loaded(written(tmp_path, LEAST.replace("\n", "\r\n").encode("utf-8-sig")))
    assert marked.model_dump() == loaded(written(tmp_path, LEAST)).model_dump()


def test_every_block_is_read(tmp_path: Path) -> None:
    scenario = loaded(
        written(
            tmp_path,
            f"schema_version: 1\n{LEAST}source: |\n  Ledger\n  and diary\nprice_base_year: 2009-10\n"
            f"cost: {{total: '£385,000'}}\nfunctions:\n  hours_per_week:\n{ROW}    safeguarding: 3\n"
            "  additional:\n    safeguarding: {label: Safeguarding enquiries, group: problem_solving}\n"
            "reform:\n  core_hours_per_person: {safeguarding: 1}\n  crisis_share: 20 %\n  crisis_hours_per_person: 35\n"
            "options:\n  nothing: {}\n  more crisis: {reform.crisis_share: 30%}\n  no cost: {cost: null}\n",
        )
    )
    assert (scenario.source, scenario.price_base_year) == ("Ledger\nand diary\n", "2009-10")
    assert scenario.functions is not None
    assert len(scenario.functions.hours_per_week or {}) == 9
    assert scenario.reform is not None
    assert scenario.reform.crisis_share.value == 0.2
    assert scenario.options == {
        "nothing": {},
        "more crisis": {"reform.crisis_share": "30%"},
        "no cost": {"cost": None},
    }
    assert scenario.document is not None
    assert scenario.document.keys[("options", "no cost", "cost")].line == 32


def test_a_named_scenario_is_loaded_through_the_package() -> None:
    scenario = archpers.load("toolkit-team")
    assert scenario.name == "Toolkit team"
    assert scenario.document is not None
    assert (scenario.document.file, len(scenario.document.sha256)) == ("toolkit-team", 64)


def test_every_problem_is_kept_with_its_parts(tmp_path: Path) -> None:
    file = written(tmp_path, LEAST.replace("500", "0").replace("name", "nmae"))
    with pytest.raises(ScenarioError) as raised:
        loaded(file)
    first, second = raised.value.problems
    assert first._asdict() == {
        "message": "this key is not known here",
        "remedy": "did you mean name?",
        "file": str(file),
        "line": 1,
        "column": 1,
        "path": "nmae",
        "says": "North",
    }
    assert (second.path, second.line, second.column, second.says) == ("people_served", 5, 16, "0")


def test_an_option_that_only_repeats_the_files_own_problem_adds_none(tmp_path: Path) -> None:
    file = written(tmp_path, f"{LEAST.replace('500', '0')}options:\n  cheaper: {{cost.total: 5}}\n")
    with pytest.raises(ScenarioError) as raised:
        loaded(file)
    assert [problem.path for problem in raised.value.problems] == ["people_served"]


def test_an_error_without_words_of_its_own_is_still_explained() -> None:
    details = {"type": "some_type", "loc": ("a",), "msg": "Input is odd"}
    assert explained(("a",), details, None) == ("Input is odd", "see `archpers schema`", None)
