"""Answers that were wrong, misleading or silent, each with its right value."""

import json
from pathlib import Path
from typing import Any

import pytest

from archpers.errors import ScenarioError, UsageError
from archpers.output.charts.drawing import boxes
from archpers.output.tables.short_names import folded, shortened
from archpers.output.tables.table import Number, Setting
from archpers.results.evaluate import evaluate
from archpers.results.expectations import outcomes
from archpers.results.explanation.explain import INHERITED, explain
from archpers.results.settled import told
from archpers.scenario.load import load
from archpers.scenario.reading.document import Document
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.validation import validated
from archpers.units import HOURS, MONEY, SHARE
from archpers.what_if.baseline import Baseline
from archpers.what_if.questions import about_residual
from archpers.what_if.switching import switching_values
from tests.cli.conftest import Command, command  # noqa: F401  # the fixture
from tests.support import archpers

TEAM = """name: Team
staffing: {care_managers_wte: 23, working_days_per_year: 230, working_hours_per_day: 7}
cost: {total: £385000}
people_served: 125
"""
DUST = f"""{TEAM}reform:
  core_hours_per_person: {{full_assessment: 294.74}}
  crisis_share: 5%
  crisis_hours_per_person: 30
expect: {{residual_value: {{min: 0}}, residual_hours: {{min: 0}}}}
"""
EVIDENCE = "{value: 20%, low: 10%, high: 30%, distribution: pert}"


def team(folder: Path, text: str) -> str:
    file = folder / "team.yaml"
    file.write_text(text)
    return str(file)


def test_dust_is_no_deficit(tmp_path: Path) -> None:
    scenario = load(team(tmp_path, DUST))
    assert isinstance(scenario, Scenario)
    result = evaluate(scenario)
    assert -1e-9 < (result.quantities["residual_value"] or 0) < 0  # data keep the figure
    assert told(result).quantities["residual_value"] == 0
    assert "deficit" not in {warning.code for warning in result.warnings}
    assert all(outcome.holds for outcome in outcomes(scenario))
    baseline = Baseline(scenario)
    assert baseline.evaluate(["residual_value"])["residual_value"] == 0
    found = switching_values(baseline, baseline.measure("residual_hours"), paths=["people_served"])
    assert [switch.switching_value for switch in found] == [pytest.approx(125)]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Number(0.000001, SHARE), "0.0001%"),
        (Number(0.000004, SHARE), "0.0004%"),
        (Number(0.0213, MONEY), "£0.021"),
        (Number(-0.4, HOURS), "-0.4"),
        (Number(1e-300, HOURS), "1e-300"),
        (Number(0.0, HOURS), "0"),
        (Setting(1e-300, HOURS), "1e-300"),
    ],
    ids=str,
)
def test_a_figure_that_is_not_0_is_never_shown_as_0(number: Number, text: str) -> None:
    assert str(number) == text


def test_names_stay_distinct_where_they_are_cut() -> None:
    names = ["Northamptonshire County Council North", "Northamptonshire County Council West", "x" * 40, "x" * 41]
    for longest in (12, 22, 30):
        short = shortened(names, longest, ["Median"])
        assert len(set(short.values())) == len(names)
        assert all(len(each) <= longest for each in short.values())
    assert shortened(["Median"], 20, ["Median"])["Median"] != "Median"
    headings = folded([*names, "Median"], [("Median", "")])
    assert len(set(headings.values())) == len(names) + 1
    assert headings["Median"] == ("Median", "(authority)")


def test_a_cost_of_0_gives_no_negative_0(tmp_path: Path) -> None:
    text = DUST.replace("£385000", "0").replace("294.74", "400")
    value = evaluate(load(team(tmp_path, text))).quantities["residual_value"]
    assert str(value) == "0.0"


def test_loading_refuses_what_cannot_be_drawn(tmp_path: Path) -> None:
    text = TEAM.replace("125", "{value: 125, low: 100, high: 150, distribution: uniform}") + (
        f"reform:\n  core_hours_per_person: {{full_assessment: 4}}\n  crisis_share: {EVIDENCE}\n"
        "  crisis_hours_per_person: {value: 30, low: 20, high: 40, distribution: uniform}\n"
        "correlations:\n  people_served: {reform.crisis_share: 0.9, reform.crisis_hours_per_person: 0.9}\n"
        "  reform.crisis_share: {reform.crisis_hours_per_person: RANK}\n"
    )
    load(team(tmp_path, text.replace("RANK", "0.9")))
    with pytest.raises(ScenarioError, match="no inputs can be correlated like this"):
        load(team(tmp_path, text.replace("RANK", "-0.9")))
    with pytest.raises(ScenarioError, match="no number there"):
        load(team(tmp_path, text.replace("RANK", "0.9").replace("  people_served: {", "  people: {")))


def test_without_a_reform_there_is_no_residual_to_bring_to_nothing(tmp_path: Path) -> None:
    baseline = Baseline(load(team(tmp_path, TEAM)))
    with pytest.raises(UsageError, match=r"has no reform block.* ask for another quantity with --on"):
        about_residual(baseline, None)
    assert about_residual(baseline, "cost_per_person")[1] == 3080


def test_a_source_of_the_whole_file_is_called_so(tmp_path: Path) -> None:
    text = DUST.replace("name: Team", "name: Team\nsource: Establishment list").replace(
        "crisis_share: 5%", "crisis_share: {value: 5%, source: Report}"
    )
    steps = {step.name: step.source for step in explain(load(team(tmp_path, text)), "crisis_hours")}
    assert steps["crisis_share"] == "Report"
    assert steps["crisis_hours_per_person"] == f"{INHERITED}: Establishment list"


def test_the_template_has_sources_of_its_own(tmp_path: Path, command: Command) -> None:  # noqa: F811
    file = str(tmp_path / "mine.yaml")
    assert command("init", file).code == 0
    steps = explain(load(file), "core_hours")
    assert all("section 1.4" in step.source for step in steps if step.name.startswith("core_function"))


def test_what_is_typical_may_be_said(tmp_path: Path) -> None:
    typical = "typical_people_per_wte: {low: LOW, high: 6, source: Service standard}\n"
    codes = {w.code for w in evaluate(load(team(tmp_path, TEAM + typical.replace("LOW", "5")))).warnings}
    assert not any("people_per_wte" in code for code in codes)
    warned = evaluate(load(team(tmp_path, TEAM + typical.replace("LOW", "5.5")))).warnings[0]
    assert warned.message.startswith("5.4 people per WTE is fewer than typical (5.5 to 6; Service standard).")
    with pytest.raises(ScenarioError, match="more than the most"):
        load(team(tmp_path, TEAM + typical.replace("LOW", "7")))


def test_a_mode_at_the_end_of_its_range_is_no_surprise(tmp_path: Path, command: Command) -> None:  # noqa: F811
    text = DUST.replace("crisis_share: 5%", f"crisis_share: {EVIDENCE.replace('10%', '20%')}")
    done = command("simulate", team(tmp_path, text), "--draws", "500", "--format", "json")
    assert "value_outside_distribution" not in {warning["code"] for warning in json.loads(done.out)["warnings"]}


def test_notes_are_true_of_the_case(tmp_path: Path, command: Command) -> None:  # noqa: F811
    without_cost = DUST.replace("cost: {total: £385000}\n", "")
    assert "valued at" not in command("model", team(tmp_path, without_cost)).out
    deficit = command("tornado", team(tmp_path, DUST.replace("294.74", "400"))).out
    assert "Deficit: time that is missing" in " ".join(deficit.split())
    assert "could be reinvested" not in " ".join(deficit.split())


def test_an_option_that_says_nothing_new_is_told(tmp_path: Path, command: Command) -> None:  # noqa: F811
    file = team(tmp_path, f"{DUST}options: {{same: {{reform.crisis_share: 5%}}, empty: {{}}}}\n")
    assert "which is what the file says already" in " ".join(command("model", file, "--option", "same").out.split())
    assert "says nothing" in command("model", file, "--option", "empty").err


def test_characters_that_a_picture_lacks_are_told(tmp_path: Path, command: Command) -> None:  # noqa: F811
    shares = "first_contact: 4, overview_assessment: 32, full_assessment: 68, basic_planning: 12, "
    shares += "intensive_planning: 162, problem_solving: 120, short_reviews: 12, long_reviews: 30, own: 2"
    own = "{own: {label: 评估, group: review}}"
    file = team(tmp_path, f"{TEAM}functions: {{hours_per_week: {{{shares}}}, additional: {own}}}\n")
    done = command("chart", file, "functions", "-o", str(tmp_path / "c.png"))
    assert boxes("评估") in done.err


def test_a_folder_is_checked_whole(tmp_path: Path, command: Command) -> None:  # noqa: F811
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "ci.yml").write_text("on: push\n")
    (tmp_path / "B.YML").write_text(DUST)
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "bad.yaml").write_text("name: Bad\n")
    done = command("check", str(tmp_path), "--format", "junit")
    assert done.code == 2
    assert 'tests="4" failures="0" errors="2"' in done.out
    assert "ci.yml" not in done.out
    found = json.loads(command("check", str(tmp_path), "--format", "json").out)["outcomes"]
    assert [each["holds"] for each in found].count(False) == 3  # two keys are missing, and the link leads nowhere
    assert command("check", str(tmp_path / ".github")).code == 2


def test_numbers_too_large_say_nothing_of_numpy(tmp_path: Path, command: Command) -> None:  # noqa: F811
    for name in ("model", "tornado", "switch", "compare"):
        done = command(
            name, team(tmp_path, DUST), *(["toolkit-team"] if name == "compare" else []), "--set", "people_served=1e160"
        )
        assert "Warning:" not in done.err.replace("warning:", "")
        assert "numpy" not in done.err


def test_the_environment_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("backend: nothing\nfont.size: x\n")
    plain = archpers("chart", "toolkit-team", "groups")
    other = archpers("chart", "toolkit-team", "groups", cwd=tmp_path, variables={"MPLBACKEND": "module://nothing"})
    assert other.stdout == plain.stdout != b""
    assert b"Shows the overview" in archpers("model", "--help", variables={"PYTHONOPTIMIZE": "2"}).stdout


@pytest.mark.thorough
def test_options_are_checked_against_what_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = "    staffing: {care_managers_wte: 20, hours_per_year: 30000}\n    people_served: 500\n"
    authorities = "".join(f"  A{index}:\n{own}" for index in range(100))
    options = "".join(f"  o{index}: {{authorities.A{index}.people_served: 600}}\n" for index in range(100))
    text = f"name: Big\nauthorities:\n{authorities}options:\n{options}"
    looked_at = []

    def counted(document: Document) -> Any:
        looked_at.append(len(document.data["authorities"]))
        return validated(document)

    monkeypatch.setattr("archpers.scenario.load.validated", counted)
    load(team(tmp_path, text))
    assert len(looked_at) == 101
    assert sum(looked_at) <= 300  # all of them once, and for each option what it changes
    with pytest.raises(ScenarioError, match=r"with the option|people_served") as raised:
        load(team(tmp_path, text.replace("A7.people_served: 600", "A7.people_served: 0")))
    assert len(raised.value.problems) == 1
