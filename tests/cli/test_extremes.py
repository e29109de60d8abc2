"""Every number of a file at the smallest and the largest value that it takes goes through every command.

Never a traceback, never numpy's own warnings, never inf, nan or `?` where a number would stand, never more digits than
a number has: what does not exist is "not estimated", or said to have no value, or the file is refused.
"""

import json
import math
import re
from pathlib import Path

import pytest

from archpers.model.registry import described
from archpers.scenario.inputs import Given, all_givens, kind_of
from archpers.scenario.load import load
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Scenario
from tests.cli.conftest import Command
from tests.engines import some
from tests.support import ROOT

pytestmark = pytest.mark.thorough

EXAMPLE = ROOT / "tests" / "decision" / "example-decision.yaml"
TOTALS = """name: Team of totals
price_base_year: 2026-27
staffing: {care_managers_wte: 11, working_days_per_year: 220, working_hours_per_day: 8}
cost: {total: 385000}
people_served: {value: 500, low: 400, high: 600, distribution: pert}
functions:
  time_shares: {first_contact: 4%, overview_assessment: 12%, full_assessment: 20%, basic_planning: 4%,
    intensive_planning: 30%, problem_solving: 20%, short_reviews: 4%, long_reviews: 6%}
flow: {contacts: 900, new_people: 120, reviews: 400}
reform:
  core_hours_per_person: {first_contact: 2.5, overview_assessment: 3.7, basic_planning: 3.7, short_reviews: 2.0}
  crisis_share: 20%
  crisis_hours_per_person: 35
best_source:
  plan: {individuals: 184, family_or_friends: 275, independent_brokerage: 97, providers: 107, care_managers: 120}
  organise: {individuals: 72, family_or_friends: 240, independent_brokerage: 129, providers: 213, care_managers: 120}
release: {share: 60%, cost_per_hour: 15}
reinvestment: {peer_support: {share: 20%, cost_per_hour: 16, hours_per_person: 12}}
brokerage: {start_up_hours_per_person: 6, ongoing_share: 30%, ongoing_hours_per_person: 4, ongoing_cost_per_hour: 20,
  start_up_cost_per_hour: {individuals: 0, family_or_friends: 0, independent_brokerage: 31, providers: 0,
    care_managers: 40}}
case: {first_year: 2026-27, years: 3, reform_in_effect: [0%, 40%, 100%], release_profile: [0%, 25%, 80%],
  discount_rate: 3.5%, include_brokerage: true, prices: constant}
"""
MORE = "options: {more: {reform.crisis_share: 25%}}\n"
COMMANDS = (
    ("model",),
    ("model", "--format", "json"),
    ("model", "--format", "csv"),
    ("model", "--format", "markdown"),
    ("case",),
    ("case", "--format", "json"),
    ("explain", "case.npv"),
    ("tornado",),
    ("tornado", "--format", "json"),
    ("switch",),
    ("switch", "--format", "json"),
    ("compare",),
    ("compare", "--format", "json"),
    ("sweep", "--vary", "people_served=±20%:20%"),
    ("workbook", "-o", "out.xlsx", "--force"),
    ("report", "-o", "out.html", "--force"),
    ("chart", "groups", "-o", "out.svg", "--force"),
    ("chart", "case", "-o", "out.svg", "--force"),
)
NO_NUMBER = re.compile(r"(?<![\w\"])-?(inf|nan|infinity)(?!\w)|(?:^|[\s£(:])[-+]?£?\?(?:%|$|[\s,.)])", re.IGNORECASE)
ENDLESS = re.compile(r"[\d,]{30}")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    uncertain = "people_served: {value: 3480, low: 3000, high: 4000, distribution: uniform}"
    built_up = EXAMPLE.read_text(encoding="utf-8").replace('people_served: "3,480"', uncertain)
    found = {}
    for name, text in (("built up", built_up), ("totals", TOTALS)):
        found[name] = tmp_path / f"{name}.yaml"
        found[name].write_text(text + MORE, encoding="utf-8")
    return found


def numbers(file: Path) -> list[Given]:
    """Return one number of each input that a file gives; all that the business case alone has as well."""
    scenario = load(file)
    assert isinstance(scenario, Scenario)
    return list({given.name: given for given in all_givens(scenario)}.values())


def extremes(given: Given) -> tuple[str, str, str]:
    kind = kind_of(given.name)
    least = "1e-307" if kind.least_excluded or math.isinf(kind.least) else repr(kind.least)
    return least, "1e-307", "1e307" if math.isinf(kind.most) else repr(kind.most)


@pytest.mark.parametrize("which", [0, 1, 2], ids=["smallest", "next to nothing", "largest"])
@pytest.mark.parametrize("name", some(["built up", "totals"], 1))
def test_every_number_may_be_extreme(name: str, which: int, files: dict[str, Path], command: Command) -> None:
    wrong, done_well = [], 0
    for index, given in enumerate(numbers(files[name])):
        change = ("--set", f"{path_text(given.path)}={extremes(given)[which]}")
        verb, *more = COMMANDS[(index * 5 + 3 * which) % len(COMMANDS)]
        arguments = (verb, str(files[name]), *more, *change)
        done = command(*arguments)
        if "json" in arguments and done.code == 0:
            json.loads(done.out, parse_constant=fail)
        lines = "" if "json" in arguments else f"{done.out}\n{done.err}"
        said = [line for line in lines.splitlines() if NO_NUMBER.search(line) or ENDLESS.search(line)]
        done_well += done.code == 0
        if done.code not in (0, 2) or said or "Traceback" in done.err or "RuntimeWarning" in done.err:
            wrong.append((arguments, done.code, said or done.err[-300:]))
    assert wrong == []
    assert done_well > 15  # others are refused, since no file could say so


def fail(constant: str) -> None:
    raise AssertionError(f"{constant} is no number that JSON has")


def test_the_numbers_are_of_every_block(files: dict[str, Path]) -> None:
    found = {given.name for file in files.values() for given in numbers(file)}
    assert len(found) >= 60
    assert {"total_cost", "salary_per_wte", "time_share", "lever_change", "discount_rate", "level_hours"} <= found
    assert all(described(name).formula is None or described(name).label for name in found)


@pytest.mark.parametrize("line", ["£?", "need ? WTE", "inf", "x: nan", "-Infinity", "GBP ?", "1" * 30])
def test_what_is_no_number_is_seen(line: str) -> None:
    assert NO_NUMBER.search(line) or ENDLESS.search(line)


@pytest.mark.parametrize("line", ["information", "Cash?", "did you mean people_served?", "Nancy", "1,000,000"])
def test_words_are_not_taken_for_it(line: str) -> None:
    assert not NO_NUMBER.search(line)
    assert not ENDLESS.search(line)
