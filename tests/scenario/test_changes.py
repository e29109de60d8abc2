"""Changes: of one value, of a row, of every authority's own value, and of all money to the prices of another year."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import archpers
from archpers.cli.app import run
from archpers.data.prices import deflators, price_factor
from archpers.errors import ScenarioError, UsageError
from archpers.scenario.inputs import all_givens
from archpers.scenario.overrides import parse_override, parse_path, split_at_equals
from archpers.scenario.reading.text import composed, refused_character
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from tests.support import ROOT

REGION = "yorkshire-humber-2010"
EVIDENCE = """
name: Team with evidence
price_base_year: 2009-10
staffing: {care_managers_wte: 10, working_days_per_year: 220, working_hours_per_day: 8}
cost: {total: {value: 400000, low: 300000, high: 500000, distribution: {normal: {mean: 400000, sd: 20000}},
               source: Ledger}}
people_served: {value: 500, low: 400, high: 600, distribution: pert, source: Register}
functions:
  hours_per_week: {first_contact: 4, overview_assessment: 32, full_assessment: 68, basic_planning: 12,
                   intensive_planning: 162, problem_solving: 115, short_reviews: 7, long_reviews: 40}
reform:
  core_hours_per_person: {first_contact: 2.5, overview_assessment: {value: 3.7, low: 3, high: 4}, basic_planning: 3.7,
                          short_reviews: 2.0}
  crisis_share: 20%
  crisis_hours_per_person: 35
options:
  more core: {reform.core_hours_per_person: 23.8}
  first alone: {"reform.core_hours_per_person": {first_contact: 2.7}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "team.yaml"
    path.write_text(EVIDENCE, encoding="utf-8")
    return path


def values(scenario: Scenario | Region) -> dict[str, float]:
    return {path_text(given.path): given.figure.value for given in all_givens(scenario)}


def test_a_change_is_of_the_files_own_value_with_low_and_high(file: Path) -> None:
    scenario = archpers.load(file, changes=["people_served=+5%", "cost.total=-£10,000"])
    assert isinstance(scenario, Scenario)
    people = scenario.people_served
    assert (people.value, people.low, people.high) == (525, 420, 630)
    assert people.distribution == {"pert": {"low": 420, "mode": 525, "high": 630}}
    assert people.source == "Register; changed by +5%"
    assert scenario.cost is not None
    cost = scenario.cost.total
    assert (cost.value, cost.low, cost.high) == (390_000, 290_000, 490_000)  # type: ignore[union-attr]
    assert cost.distribution == {"normal": {"mean": 390_000, "sd": 20_000}}  # type: ignore[union-attr]


def test_a_change_of_a_row_is_of_every_member(file: Path) -> None:
    before, after = (
        values(archpers.load(file)),
        values(archpers.load(file, changes=["reform.core_hours_per_person=+10%"])),
    )
    changed = {path for path in before if after[path] != before[path]}
    assert changed == {path for path in before if path.startswith("reform.core_hours_per_person.")}
    assert all(after[path] == before[path] * 1.1 for path in changed)
    assert len(changed) == 4


def test_a_change_without_an_authoritys_name_is_of_all_alike() -> None:
    before, after = values(archpers.load(REGION)), values(archpers.load(REGION, changes=["people_served=-100"]))
    changed = {path: (before[path], after[path]) for path in before if after[path] != before[path]}
    assert len(changed) == 4
    assert all(new == old - 100 for old, new in changed.values())


def test_changes_come_one_after_the_other_and_after_what_is_set(file: Path) -> None:
    overrides = [parse_override("people_served=1000")]
    scenario = archpers.load(file, overrides, changes=["people_served=+10%", "people_served=-1"])
    assert values(scenario)["people_served"] == 1099


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("people_served=5%", "a change with its sign"),
        ("people_served", "a change with its sign"),
        ("people_served=+five", "is not a number"),
        ("people_srved=+5%", "did you mean people_served?"),
        ("people_served=-100%", "the people served are more than 0"),
        ("reform.crisis_share=+0.9", "a share lies between 0 and 1"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(file: Path, change: str, message: str) -> None:
    with pytest.raises((UsageError, ScenarioError), match=message) as caught:
        archpers.load(file, changes=[change])
    assert str(caught.value).startswith("--change ")


def test_a_sum_in_place_of_a_row_scales_its_members(file: Path) -> None:
    for scenario in (
        archpers.load(file, [parse_override("reform.core_hours_per_person=23.8")]),
        archpers.load(file, option="more core"),
    ):
        assert isinstance(scenario, Scenario)
        assert scenario.reform is not None
        core = scenario.reform.core_hours_per_person
        assert {key: figure.value for key, figure in core.items()} == {  # type: ignore[union-attr]
            "first_contact": 5.0,
            "overview_assessment": 7.4,
            "basic_planning": 7.4,
            "short_reviews": 4.0,
        }
        assert (core["overview_assessment"].low, core["overview_assessment"].high) == (6, 8)  # type: ignore[index]


def test_a_row_in_place_of_a_row_replaces_it(file: Path) -> None:
    for scenario in (
        archpers.load(file, [parse_override("reform.core_hours_per_person={first_contact: 2.7}")]),
        archpers.load(file, option="first alone"),
    ):
        found = {path: value for path, value in values(scenario).items() if "core_hours" in path}
        assert found == {"reform.core_hours_per_person.first_contact": 2.7}


def test_advice_fits_where_the_text_stands(file: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        archpers.load(file, [parse_override("crisis_share=25%")])
    assert str(caught.value) == (
        "--set crisis_share = 25%: this key is not known here; say --set reform.crisis_share=25%"
    )


# What is announced is applied, or refused.


@pytest.mark.parametrize("option", [(), ("--option", "more core")], ids=["without the option", "with it"])
def test_an_option_is_checked_as_it_is_set(
    file: Path, option: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    path = 'options."more core"."reform.crisis_share"'
    assert run(["model", str(file), "--set", f"{path}=4000%", *option]) == 2
    assert capsys.readouterr().err.startswith(f"--set {path} = 4000%: a share lies between 0 and 1")


def test_an_option_is_changed_before_it_is_read(file: Path) -> None:
    override = parse_override('options."more core"."reform.crisis_share"=40%')
    assert values(archpers.load(file, [override], "more core"))["reform.crisis_share"] == 0.4
    assert values(archpers.load(file, [override]))["reform.crisis_share"] == 0.2


def test_expectations_cannot_be_set(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["model", str(file), "--set", "expect.residual_hours=1"]) == 2
    assert "write it in the file" in capsys.readouterr().err


def test_a_value_that_says_nothing_new_is_said_to(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["model", str(file), "--set", "people_served=500", "--set", "reform.crisis_share=21%"]) == 0
    text = capsys.readouterr().out
    assert "What if: people_served = 500, which is what the file says already (--set)" in text
    assert "What if: reform.crisis_share = 21%, instead of 20% (--set)" in text


# Paths.

NAMES = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc")))
    .map(composed)
    .filter(lambda name: refused_character(name) is None)
)


@given(st.lists(NAMES, min_size=1, max_size=6).map(tuple))
@example(('a"b',))
@example(('"', '""', "", " a ", "a\u00a0b", "a.b", "a=b"))
def test_the_text_of_a_path_is_read_back(path: tuple[str, ...]) -> None:
    text = path_text(path)
    assert parse_path(text) == path
    assert path_text(parse_path(text)) == text
    assert split_at_equals(f"{text}=1") == (text, "=", "1")


@pytest.mark.parametrize("name", ['a"b', "a\u00a0b", "a.b", "a=b", '"', "St. Helens"])
def test_an_authority_of_any_name_is_set_changed_and_compared(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    system = """
    staffing: {care_managers_wte: 10, working_days_per_year: 220, working_hours_per_day: 8}
    cost: {total: 400000}
    people_served: 500
"""
    reform = "reform: {core_hours_per_person: {first_contact: 2.5}, crisis_share: 20%, crisis_hours_per_person: 35}\n"
    key = "'" + name.replace("'", "''") + "'"
    path = path_text(("authorities", name, "people_served"))
    text = f"name: Region\nauthorities:\n  {key}:{system}  Other:{system}{reform}"
    file = tmp_path / "region.yaml"
    file.write_text(text + f"options:\n  more: {{'{path}': 600}}\n", encoding="utf-8")
    scenario = archpers.load(file, [parse_override(f"{path}=600")])
    assert values(scenario)[path] == 600
    assert values(archpers.load(file, changes=[f"{path}=+100"]))[path] == 600
    assert run(["compare", str(file), "--on", "residual_hours"]) == 0
    assert "£0" not in capsys.readouterr().out.partition("Where the difference")[2]


def test_an_option_may_be_called_as_the_file_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "team.yaml"
    file.write_text(EVIDENCE.partition("options:")[0] + "options: {as given: {people_served: 600}}\n", encoding="utf-8")
    assert run(["compare", str(file)]) == 0
    text = capsys.readouterr().out
    assert "as given in the" in text


# Prices.


def test_the_index_is_the_published_one() -> None:
    index = deflators()
    assert index.years["2024-25"] == 100.0
    assert (index.years["2009-10"], index.years["2025-26"]) == (67.7042, 103.2388)
    assert index.forecast_from == "2025-26"
    assert price_factor("2009-10", "2024-25") == pytest.approx(1.47701, abs=5e-6)
    assert price_factor("2009-10", "2025-26") == pytest.approx(1.52485, abs=5e-6)


def test_money_is_converted_once_and_nothing_else(file: Path) -> None:
    before, after = archpers.load(file), archpers.load(file, prices="2025-26")
    factor = 103.2388 / 67.7042
    assert isinstance(after, Scenario)
    assert after.cost is not None
    cost = after.cost.total
    assert (cost.value, cost.low, cost.high) == (400_000 * factor, 300_000 * factor, 500_000 * factor)  # type: ignore[union-attr]
    assert cost.distribution == {"normal": {"mean": 400_000 * factor, "sd": 20_000 * factor}}  # type: ignore[union-attr]
    assert cost.source == "Ledger; converted from prices of 2009-10 to 2025-26 by the GDP deflator, March 2026"  # type: ignore[union-attr]
    assert after.price_base_year == "2025-26"
    old, new = values(before), values(after)
    assert {path for path in old if old[path] != new[path]} == {"cost.total"}
    assert (
        archpers.evaluate(after).quantities["residual_hours"] == archpers.evaluate(before).quantities["residual_hours"]
    )


@pytest.mark.parametrize("command", ["model", "tornado", "switch", "compare", "sweep"])
def test_every_command_that_shows_money_says_how_it_was_converted(
    command: str, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    more = ["--vary", "people_served=400,500"] if command == "sweep" else []
    assert run([command, str(file), "--prices", "2025-26", *more]) == 0
    said = "Prices of 2025-26, converted from 2009-10 by the GDP deflator (x1.5249; March 2026)"
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("overrides", "year", "message"),
    [
        ([], "1999-00", "2008-09 to 2030-31"),
        ([], "2009", "2008-09 to 2030-31"),
        (["price_base_year=null"], "2025-26", "add price_base_year"),
        (["price_base_year=1999-00"], "2025-26", "2008-09 to 2030-31"),
    ],
)
def test_a_conversion_that_cannot_be_made_is_refused(file: Path, overrides: list[str], year: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        archpers.load(file, map(parse_override, overrides), prices=year)


def test_prices_of_its_own_year_change_nothing(file: Path) -> None:
    assert values(archpers.load(file, prices="2009-10")) == values(archpers.load(file))


def test_a_comparison_of_different_years_names_the_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "toolkit-team", "example-borough"]) == 0
    assert "--prices YEAR" in " ".join(capsys.readouterr().out.split())
    assert run(["compare", "toolkit-team", "example-borough", "--prices", "2025-26"]) == 0
    assert "prices of different years" not in " ".join(capsys.readouterr().out.split())


def built_up(folder: Path, ni: str) -> Path:
    text = (ROOT / "scenarios" / "built-up-borough.yaml").read_text(encoding="utf-8")
    assert "employer_ni: {financial_year: 2026-27}" in text
    file = folder / "ni.yaml"
    file.write_text(text.replace("employer_ni: {financial_year: 2026-27}", f"employer_ni: {ni}"), encoding="utf-8")
    return file


def test_the_threshold_that_a_year_gives_is_money_too(tmp_path: Path) -> None:
    of_year = archpers.load("built-up-borough", prices="2024-25")
    stated = archpers.load(built_up(tmp_path, "{rate: 15%, threshold: £5000}"), prices="2024-25")
    one, other = (archpers.evaluate(own).quantities["total_cost"] for own in (of_year, stated))
    assert one == pytest.approx(other, rel=1e-12)
    assert isinstance(of_year, Scenario)
    assert of_year.cost is not None
    assert of_year.cost.employment is not None
    threshold = of_year.cost.employment.employer_ni.threshold
    assert threshold is not None
    assert "employer National Insurance of 2026-27" in (threshold.source or "")
    assert "converted from prices of" in (threshold.source or "")


@pytest.mark.parametrize("ni", ["{financial_year: 1999-00}", "nothing"])
def test_no_threshold_is_put_in_where_no_year_gives_one(ni: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="employer_ni"):
        archpers.load(built_up(tmp_path, ni), prices="2024-25")
