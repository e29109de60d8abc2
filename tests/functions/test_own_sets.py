"""A set of functions of the file's own: what it gives, that the published set stays, and every command on it."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from archpers.model.time_use import FUNCTION_GROUPS, FUNCTION_LABELS, GROUP_LABELS
from archpers.output.charts.drawing import GROUP_COLOURS, group_colours
from archpers.results.evaluate import evaluate
from archpers.results.explanation.explain import explain
from archpers.results.names import find_measure
from archpers.results.result import RegionResult, Result, Split
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of
from archpers.what_if.baseline import Baseline
from tests.cli.conftest import Command, command  # noqa: F401  # the fixture
from tests.scenario.examples import full

FOLDER = Path(__file__).parent
NURSES, KINDS = str(FOLDER / "nursing-team.yaml"), str(FOLDER / "two-kinds.yaml")
OWN = ["visits", "clinic", "triage", "holistic", "notes", "training"]
GROUPS = ["hands_on", "first_visits", "desk"]
HOURS = 12 * 215 * 7.5
BEST_SOURCE = {
    question: {"individuals": 3, "family_or_friends": 1, "independent_brokerage": 0, "providers": 0, "care_managers": 4}
    for question in ("plan", "organise")
}


def nurses(*overrides: str, **more: Any) -> Result:
    scenario = load(NURSES, [parse_override(text) for text in overrides])
    assert isinstance(scenario, Scenario)
    return evaluate(scenario.model_copy(update=more) if more else scenario)


def said(result: Result) -> dict[str, str]:
    return {warning.code: warning.message for warning in result.warnings}


def test_there_are_its_own_functions_and_groups_and_no_other() -> None:
    result = nurses()
    assert list(result.functions) == OWN
    assert list(result.function_groups) == GROUPS
    hours = {key: row.hours for key, row in result.function_groups.items()}
    assert hours == pytest.approx(
        {"hands_on": HOURS * 260 / 450, "first_visits": HOURS * 70 / 450, "desk": HOURS * 120 / 450}, rel=1e-12
    )
    assert sum(row.time_share or 0 for row in result.functions.values()) == pytest.approx(1, rel=1e-12)
    assert list(result.families["lever_hours"]) == OWN


def test_its_groups_say_whom_their_time_is_for() -> None:
    quantities = nurses().quantities
    assert quantities["hours_on_new_person"] == pytest.approx(HOURS * 70 / 450 / 250, rel=1e-12)
    assert quantities["hours_on_person_supported"] == pytest.approx(HOURS * 260 / 450 / 400, rel=1e-12)
    assert quantities["cost_on_new_person"] == pytest.approx(600_000 * 70 / 450 / 250, rel=1e-12)


def test_without_that_nothing_is_estimated_and_explain_says_what_is_missing() -> None:
    result = nurses("functions.per=null")
    for name in ("hours_on_new_person", "hours_on_person_supported", "cost_on_new_person"):
        assert result.quantities[name] is None
    missing = "no group of functions is for new_people; write functions.per: {GROUP: new_people}"
    assert said(result)["hours_on_new_person_not_estimated"] == (
        f"Hours on a new person, with every contact and reassessment: not estimated, since {missing}."
    )
    steps = explain(load(NURSES, [parse_override("functions.per=null")]), "cost_on_new_person")
    found = {step.name: step for step in steps}
    assert found["hours_on_new_person"].value is None
    assert (found["hours_for_new_people"].value, found["hours_for_new_people"].origin) == (
        None,
        f"not given: {missing}",
    )


def test_some_groups_may_be_for_nobody_in_particular_and_one_kind_alone_is_told() -> None:
    result = nurses("functions.per={hands_on: people_served}")
    assert result.quantities["hours_on_person_supported"] is not None
    assert result.quantities["hours_on_new_person"] is None
    assert "hours_on_person_supported_not_estimated" not in said(result)


def test_the_best_source_of_support_needs_a_group_that_plans() -> None:
    blocks = own_set(GROUP_LABELS, FUNCTION_GROUPS)
    without = own_set({"desk": "Desk work"}, dict.fromkeys(FUNCTION_GROUPS, "desk"))
    whole, none = (evaluate(Scenario.model_validate({**own, "best_source": BEST_SOURCE})) for own in (blocks, without))
    assert whole.best_source is not None
    assert none.best_source is not None
    assert whole.best_source.planning_hours_others_could_lead == pytest.approx(19_360 * 174 / 440 / 2, rel=1e-12)
    assert none.best_source.planning_hours_others_could_lead is None
    assert none.best_source.planning_cost_others_could_lead is None
    assert none.best_source.plan_share_led_by_others == 0.5
    assert said(none)["planning_hours_others_could_lead_not_estimated"] == (
        "Planning hours others could lead: not estimated, since no group of functions has the key planning; "
        "write it below functions.groups."
    )


def own_set(groups: Any, homes: Any) -> dict[str, Any]:
    """Return the toolkit's team with the eight functions declared as a set of its own."""
    blocks = full()
    blocks["functions"] = {
        "set": "own",
        "groups": {key: {"label": label} for key, label in groups.items()},
        "own": {key: {"label": label, "group": homes[key]} for key, label in FUNCTION_LABELS.items()},
        "hours_per_week": blocks["functions"]["hours_per_week"],
    }
    return blocks


def test_the_published_functions_declared_as_an_own_set_give_the_published_results_to_the_last_bit() -> None:
    flow = {"new_people": 200.0, "contacts": 900.0, "reviews": 300.0}
    published = evaluate(Scenario.model_validate({**full(), "flow": flow, "best_source": BEST_SOURCE}))
    blocks = own_set(GROUP_LABELS, FUNCTION_GROUPS)
    blocks["functions"]["per"] = {
        "assessment": "new_people",
        "planning": "new_people",
        "problem_solving": "people_served",
        "review": "people_served",
    }
    own = evaluate(Scenario.model_validate({**blocks, "flow": flow, "best_source": BEST_SOURCE}))
    assert own.quantities == published.quantities
    assert own.functions == published.functions
    assert own.function_groups == published.function_groups
    assert own.best_source == published.best_source
    hours = published.function_groups
    both = (hours["assessment"].hours or 0) + (hours["planning"].hours or 0)
    assert published.quantities["hours_on_new_person"] == both / 200


def test_another_service_is_not_held_against_the_published_people_per_wte() -> None:
    assert "people_per_wte_outside_published_range" not in said(nurses())
    typical = "typical_people_per_wte={low: 40, high: 60, source: a standard}"
    assert "people_per_wte_outside_typical_range" in said(nurses(typical))


def test_labels_are_the_files_own() -> None:
    blocks = own_set({"review": "Look again"}, dict.fromkeys(FUNCTION_GROUPS, "review"))
    blocks["functions"]["own"]["first_contact"]["label"] = "Triage"
    labels = labels_of(Scenario.model_validate(blocks))
    assert (labels["review"], labels["first_contact"]) == ("Look again", "Triage")
    assert "planning" not in labels


def test_a_group_goes_by_its_name_and_its_label() -> None:
    scenario = load(NURSES)
    for name in ("function_groups.hands_on.hours", "group_hours.hands_on", "group_hours.Hands-on work"):
        assert find_measure(name, scenario).key == "hands_on"


def test_groups_have_colours_of_their_own_whatever_they_are() -> None:
    assert group_colours(GROUP_LABELS) == GROUP_COLOURS
    assert len(set(group_colours(GROUPS).values())) == 3
    assert len(set(group_colours([*GROUP_LABELS, *GROUPS]).values())) == 7
    assert set(group_colours(map(str, range(9)))) == set(map(str, range(9)))


def test_an_option_of_a_region_is_held_against_the_functions_of_every_set(tmp_path: Path) -> None:
    """Also where it changes one authority alone: the core names functions of others."""
    text = Path(KINDS).read_text(encoding="utf-8")
    care, nurses_, rest = text.index("  Care team:"), text.index("  Nurses:"), text.index("reform:")
    turned = f"{text[:care]}{text[nurses_:rest]}{text[care:nurses_]}{text[rest:]}"
    for number, each in enumerate((text, turned)):
        file = tmp_path / f"{number}.yaml"
        options = "options:\n  more: {authorities.Nurses.people_served: 450}\n"
        file.write_text(each + options, encoding="utf-8")
        assert load(file, option="more").name == "Two kinds of team"


def region() -> RegionResult:
    scenario = load(KINDS)
    assert isinstance(scenario, Region)
    return evaluate(scenario)


def test_a_region_pools_each_authority_by_its_own_groups() -> None:
    result = region()
    assert list(result.authorities["Nurses"].function_groups) == ["hands_on", "desk"]
    assert list(result.authorities["Care team"].function_groups) == list(GROUP_LABELS)
    assert list(result.function_groups) == [*GROUP_LABELS, "hands_on", "desk"]
    assert sum(row.hours or 0 for row in result.function_groups.values()) == pytest.approx(38_710, rel=1e-12)
    assert sum(row.cost or 0 for row in result.function_groups.values()) == pytest.approx(985_000, rel=1e-12)
    supported = [part.quantities["hours_on_person_supported"] or 0 for part in result.authorities.values()]
    whole = (supported[0] * 500 + supported[1] * 400) / 900
    assert result.quantities["hours_on_person_supported"] == pytest.approx(whole, rel=1e-12)
    assert result.quantities["hours_on_new_person"] is None
    assert result.authorities["Nurses"].quantities["hours_on_new_person"] is None
    assert result.counts["hours_on_new_person"] == 1
    warnings = said(result)
    assert "not estimated for the region as one, since not for Nurses" in warnings["known_in_some_authorities"]
    assert "Nurses: a set of its own" in warnings["several_sets_of_functions"]


def test_a_regions_table_says_over_how_many(command: Command) -> None:  # noqa: F811
    shown = command("model", KINDS).out
    assert "Assessment (1 of 2)" in shown
    assert "Hands-on work (1 of 2)" in shown
    assert "A function or group that an authority does not have counts as 0% of its time" in shown
    assert "Assessment (" not in command("model", "yorkshire-humber-2010").out


COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "model": (("model", "FILE"), "visits"),
    "explain all": (("explain", "FILE"), "cost per direct hour"),
    "explain": (("explain", "FILE", "cost_per_direct_hour"), "indirect hours per direct hour"),
    "sweep": (("sweep", "FILE", "--vary", "reform.core_hours_per_person.visits=4,5"), "visits"),
    "tornado": (("tornado", "FILE", "--on", "cost_per_direct_hour"), "visits"),
    "switch": (("switch", "FILE", "--on", "cost_per_direct_hour", "--target", "40"), "visits"),
    "simulate": (("simulate", "FILE", "--draws", "400", "--show", "direct_hours"), "direct hours"),
    "compare": (("compare", "FILE", "toolkit-team"), "visits"),
    "case": (("case", "FILE"), "2027-28"),
    "check": (("check", "FILE"), "per direct hour"),
}
"""Each command with a word of its answer."""
OF_A_REGION = [name for name in COMMANDS if name not in ("case", "check")]
ASKED = [*((NURSES, name) for name in COMMANDS), *((KINDS, name) for name in OF_A_REGION)]


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize(("file", "name"), ASKED, ids=[f"{name} {Path(file).stem}" for file, name in ASKED])
def test_every_command_answers_in_every_format(
    name: str,
    file: str,
    form: str,
    command: Command,  # noqa: F811
) -> None:
    asked, word = COMMANDS[name]
    done = command(*(file if each == "FILE" else each for each in asked), "--format", form)
    assert done.code == 0, done.err
    if form == "json":
        json.loads(done.out)
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(done.out)))
        assert len(rows) > 1
        assert len({len(row) for row in rows}) == 1
    assert word in re.sub(r"[\W_]+", " ", done.out).lower() or word in done.out


@pytest.mark.parametrize("file", [NURSES, KINDS], ids=["team", "region"])
def test_files_are_written(file: str, tmp_path: Path, command: Command) -> None:  # noqa: F811
    for kind in ("functions", "groups", "reform", "tornado"):
        assert command("chart", file, kind, "-o", str(tmp_path / f"{kind}.svg")).code == 0
    assert "Hands-on work" in (tmp_path / "groups.svg").read_text(encoding="utf-8")
    assert command("workbook", file, "-o", str(tmp_path / "model.xlsx")).code == 0
    book = load_workbook(tmp_path / "model.xlsx")
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert cells >= {"Cost per direct hour", "Share of the marked time that is direct"}
    assert any("Hands-on work" in cell for cell in cells)
    assert command("report", file, "--what-if", "-o", str(tmp_path / "report.html")).code == 0
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = (tmp_path / "report-what-if.html").read_text(encoding="utf-8")
    assert "Hands-on work" in report
    assert "Cost per direct hour" in report
    assert "v.direct_hours = " in page or file == KINDS
    assert "Home visits" in page
    if file == NURSES:  # no trace of the published set
        assert not {"First contact", "Problem solving"} & cells
        assert "First contact" not in report + page


@pytest.mark.thorough
@pytest.mark.parametrize("file", [NURSES, KINDS], ids=["team", "region"])
def test_what_ifs_start_from_the_model(file: str) -> None:
    """Every number of the result, of every authority and of the whole, is what a sweep has where nothing is changed."""
    scenario = load(file)
    result, baseline = evaluate(scenario), Baseline(scenario)
    parts: dict[str, Split] = {"": result}
    if isinstance(result, RegionResult):
        parts |= {f'authorities."{name}".': part for name, part in result.authorities.items()}
        parts |= {f"pooled.{name}.": part for name, part in result.pooled.items()}
    told = {
        f"{scope}{name}": value
        for scope, part in parts.items()
        for name, value in part.quantities.items()
        if value is not None
    }
    assert len(told) > 40
    found = baseline.evaluate(told)
    own = {text: baseline.measure(text).text for text in told}
    assert {text: float(found[own[text]]) for text in told} == pytest.approx(told, rel=1e-12)
