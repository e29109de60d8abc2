"""The what-if page in Chromium against the model in Python: every slider, every figure, at the printed precision."""

import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from archpers.cli.shared.loading import narrowed
from archpers.model.case_inputs import TOTALS
from archpers.model.registry import described
from archpers.model.trace import Name
from archpers.output.charts.drawing import contrast
from archpers.output.pages.report import report_page
from archpers.output.pages.what_if_page import what_if_page
from archpers.output.tables.decision.case_tables import payback
from archpers.output.tables.model_answer import heading_of
from archpers.output.tables.table import Number
from archpers.output.tables.what_if.comparison_cells import difference
from archpers.results.case import CaseResult, case_of, evaluate_case
from archpers.results.evaluate import evaluate
from archpers.results.result import NOTES, RegionResult, Result, Split
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import HOURS_PER_WEEK, MONEY, MONEY_PER_HOUR, PEOPLE, SHARE, WTE, Unit
from tests.decision.test_case import EXAMPLE
from tests.engines import package, proofs_whole, some
from tests.output.test_colours import APART, UNSEEN, seen
from tests.proofs.browser import FINITE, MOVE, MOVE_ALL, SHOWN, Watched, chromium, opened, positions, settings
from tests.support import FUNCTION_QUANTITIES

pytestmark = pytest.mark.proof

KINDS = str(Path(__file__).parents[1] / "functions" / "two-kinds.yaml")
SCENARIOS = {
    "team": ("toolkit-team", None),
    "authority with time shares": ("yorkshire-humber-2010", "LA 4"),
    "region": ("yorkshire-humber-2010", None),
    "built up": ("built-up-borough", None),
    "levers, release, support and brokerage": ("yorkshire-humber-2010-reinvestment", None),
    "business case": ("business-case", None),
    "region with a business case": ("", None),
    "authority with a business case": ("", "South"),
    "functions of its own": (KINDS, "Nurses"),
    "region of several sets": (KINDS, None),
}
SETTINGS = 200 if proofs_whole() else 40
SETTINGS_OF_CASES = 100 if proofs_whole() else 40
SEED = 20100831
TOLERANCE = 1e-12
WHOLES = ("time_shares", "brokerage.levels")
"""Paths of rows whose shares change together."""


@cache
def region_with_a_case() -> str:
    """Write a region of the example of a decision and an authority twice as large; return the file's name."""
    data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    own = {key: data.pop(key) for key in ("staffing", "cost", "people_served", "functions", "flow")}
    staffing = {"care_managers_wte": 140, "working_days_per_year": 220, "working_hours_per_day": 7}
    south = {**own, "staffing": staffing, "people_served": 6960, "flow": {"contacts": 9000, "new_people": 3000}}
    growth = {"people_served": "1.5%", "authorities.North.cost.employment.salary_per_wte": ["3.2%", "3%"]}
    data["case"] = {**data["case"], "growth": growth}
    file = Path(tempfile.mkdtemp()) / "region.yaml"
    file.write_text(json.dumps({**data, "authorities": {"North": own, "South": south}}), encoding="utf-8")
    return str(file)


def scenario_of(kind: str, overrides: list[str]) -> Scenario | Region:
    name, authority = SCENARIOS[kind]
    scenario = load(name or region_with_a_case(), [parse_override(text) for text in overrides])
    return narrowed(scenario, [authority] if authority else None)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as context:
        yield context


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for kind in SCENARIOS:
        scenario = scenario_of(kind, [])
        result = evaluate(scenario)
        heading = list(heading_of(scenario, result))
        for page, write in (("what-if", what_if_page), ("report", report_page)):
            file = folder / f"{page} {kind}.html"
            file.write_text(write(scenario, result, heading), encoding="utf-8", newline="\n")
            written[f"{page} {kind}"] = file
    return written


def overrides_of(shown: dict[str, Any]) -> list[str]:
    """Say on the command line what the sliders say; shares that change together at full precision."""
    overrides = []
    every = zip(*(shown[key] for key in ("paths", "shares", "texts", "state", "own")), strict=True)
    for path, share, text, value, own in every:
        if value is None:
            continue
        if any(whole in path for whole in WHOLES):
            overrides.append(f"{path}={value!r}")
        elif value != own:
            overrides.append(f"{path}={text}{'%' if share else ''}")
    return overrides


def written(unit: Unit) -> dict[str, Any]:
    """Say of a unit what the page's script has to know."""
    return {"share": unit.is_share, "money": unit.is_money, "decimals": unit.decimals}


def expected(result: Result, case: CaseResult | None, where: tuple[str, int, str], names: list[str]) -> float | None:
    """Look a figure of the page up in a result of the model, or a year of the case."""
    figure, part, year = where
    if year:
        assert case is not None
        return getattr(case.totals, figure) if figure in TOTALS else case.by_year[year][figure]
    if figure == "mean":
        assert isinstance(result, RegionResult)
        return result.pooled["mean_of_ratios"].quantities["residual_share_of_hours"]
    split: Split = result
    if part:
        assert isinstance(result, RegionResult)
        split = result.authorities[names[part]]
    for field, quantity in FUNCTION_QUANTITIES.items():
        for key, row in split.functions.items():
            if figure == str(Name(quantity, key)):
                value: float | None = getattr(row, field)
                return value
    name, _, key = figure.partition(".")
    return split.families[name].get(key) if name in split.families else split.quantities.get(figure)


def differences(shown: dict[str, Any], result: Result, case: CaseResult | None, names: list[str]) -> list[str]:
    """List the figures that are not as the model has them."""
    found = []
    for figure, part, year, negated, own_unit, text, *_ in shown["figures"]:
        unit = SHARE if figure == "mean" else described(figure.split(".")[0]).unit
        assert own_unit == written(unit)
        value = expected(result, case, (figure, part, year), names)
        signed = -value if negated and value is not None else value
        where = f"{figure} of part {part} {year or ''}"
        if text != str(Number(signed, unit)):
            found.append(f"{where}: page {text}, model {Number(signed, unit)}")
        values = shown["years"][case.years.index(year)] if case and year else shown["values"][part]
        own = values.get(figure)
        if value is None or own is None:
            if value is not own:
                found.append(f"{where}: page {own}, model {value}")
        elif abs(own - value) > TOLERANCE * max(1.0, abs(value)):
            found.append(f"{where}: script {own!r}, model {value!r}")
    warnings = [(own.code, own.message) for own in result.warnings if own.code not in {*NOTES, "most_likely_not_meant"}]
    if shown["warnings"] != [list(own) for own in warnings] or shown["listed"] != [text for _, text in warnings]:
        found.append(f"warnings: page {shown['warnings']}, model {warnings}")
    if case and shown["payback"] != payback(case):
        found.append(f"payback: page {shown['payback']}, model {payback(case)}")
    return found


@pytest.mark.parametrize("kind", SCENARIOS)
def test_every_figure_equals_the_model_in_generated_settings(browser: Any, files: dict[str, Path], kind: str) -> None:
    generator = random.Random(SEED)
    file = files[f"what-if {kind}"]
    count = SETTINGS_OF_CASES if scenario_of(kind, []).case else SETTINGS
    seen, verdicts, compared = set(), set(), 0
    moved: set[str] = set()
    with opened(browser, file) as watched:
        names = watched.page.evaluate("data.parts")
        for shown in watched.page.evaluate(MOVE_ALL, settings(watched.page, generator, count)):
            scenario = scenario_of(kind, overrides_of(shown))
            case = evaluate_case(scenario) if scenario.case else None
            assert differences(shown, evaluate(scenario), case, names) == [], overrides_of(shown)
            seen.add(tuple(shown["state"]))
            verdicts.add(shown["verdict"].partition(" ")[0] == "Deficit:")
            both = zip(shown["paths"], shown["state"], shown["own"], strict=True)
            moved.update(path for path, value, own in both if value != own)
            compared += len(shown["figures"])
        watched.assert_quiet(file)
    assert len(seen) == count
    assert moved == {path for path, own in zip(shown["paths"], shown["own"], strict=True) if own is not None}
    assert verdicts == {True, False}
    assert compared >= count * 20


def test_the_command_line_prints_what_the_page_shows(browser: Any, files: dict[str, Path]) -> None:
    generator = random.Random(SEED + 1)
    with opened(browser, files["what-if team"]) as watched:
        for _ in range(3):
            shown = watched.page.evaluate(MOVE, positions(watched.page, generator))
            options = [part for text in overrides_of(shown) for part in ("--set", text)]
            command = [sys.executable, "-m", "archpers", "model", "toolkit-team", "--format", "json", *options]
            printed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            compared = 0
            for figure, _, _, negated, _, text, *_ in shown["figures"]:
                if figure in printed["quantities"] and not negated:
                    assert text == str(Number(printed["quantities"][figure], described(figure).unit))
                    compared += 1
            assert compared > 20


def test_moving_one_time_share_moves_the_others_as_a_sweep_does(browser: Any, files: dict[str, Path]) -> None:
    from archpers.what_if.baseline import Baseline

    baseline = Baseline(scenario_of("authority with time shares", []))
    path = next(path for path in baseline.variables if path.endswith("time_shares.full_assessment"))
    row = baseline.vary({path: 0.4}).inputs[""]["time_share"]
    with opened(browser, files["what-if authority with time shares"]) as watched:
        watched.page.evaluate(f"put(data.sliders.findIndex(slider => slider.path === {json.dumps(path)}), 0.4)")
        state = watched.page.evaluate(
            "Object.fromEntries(data.sliders.map((slider, i) => [slider.variable, state[i]]))"
        )
    own = {key: state[str(Name("time_share", key))] for key in row}
    assert own == pytest.approx(row, abs=TOLERANCE)
    assert sum(own.values()) == pytest.approx(1, abs=TOLERANCE)


def test_numbers_are_rounded_as_in_python(browser: Any, files: dict[str, Path]) -> None:
    generator = random.Random(SEED)
    numbers = [0.0, -0.0, 0.5, 1.5, 2.675, -2.675, 1.005, 0.05, 0.005, 999.995, 1e21, 1.5e300, 5e-324, 1e-7, -1e-7]
    numbers += [digit / 8 for digit in range(-400, 400)]
    numbers += [round(generator.uniform(-1e6, 1e6), generator.randint(0, 4)) for _ in range(4000)]
    numbers += [generator.uniform(-1, 1) * 10 ** generator.uniform(-12, 18) for _ in range(4000)]
    units = (SHARE, WTE, PEOPLE, HOURS_PER_WEEK, MONEY, MONEY_PER_HOUR)
    with opened(browser, files["what-if team"]) as watched:
        shown = watched.page.evaluate(
            "([numbers, units]) => numbers.map(n => units.map(unit => shown(n, unit)))",
            [numbers, [written(unit) for unit in units]],
        )
    assert shown == [[str(Number(number, unit)) for unit in units] for number in numbers]


def test_the_link_holds_the_values_and_reset_brings_those_of_the_file_back(
    browser: Any, files: dict[str, Path]
) -> None:
    generator = random.Random(SEED + 2)
    file = files["what-if team"]
    figures = "[...document.querySelectorAll('[data-figure]')].map(place => place.textContent)"
    with opened(browser, file) as watched:
        before = watched.page.evaluate(figures)
        moved = watched.page.evaluate(MOVE, positions(watched.page, generator))
        link = watched.page.eval_on_selector("#link", "link => link.getAttribute('href')")
        watched.wait_for(f"location.hash === {json.dumps(link)}")
        with opened(browser, file, link) as other:
            assert other.page.evaluate("state") == moved["state"]
            other.assert_quiet(file)
        assert watched.page.evaluate(figures) != before
        watched.page.click("#reset")
        assert watched.page.evaluate(figures) == before
        watched.wait_for("location.hash === ''")


UNCHANGED = "state.every((value, i) => value === (variants[0].values[i] ?? null))"
SHARE_RULE = "a share lies between 0 and 1"
NOT_TAKEN = {
    "#reform.crisis_share=5": f"reform.crisis_share: 5, but {SHARE_RULE}",
    "#reform.crisis_share=-1": f"reform.crisis_share: -1, but {SHARE_RULE}",
    "#reform.crisis_share=25%25": "reform.crisis_share: 25% is no number",
    "#reform.crisis_share=25%": "reform.crisis_share: what it says cannot be read",
    "#reform%E0.crisis_share=0.3": "reform%E0.crisis_share=0.3 cannot be read",
    "#option=neither": "option: there is none of the name neither",
    "#reform.crisis_share=1e999": "reform.crisis_share: 1e999 is no number",
    "#reform.crisis_share=": "reform.crisis_share: nothing is no number",
    "#reform.crisis_share": "reform.crisis_share: nothing is no number",
    "#crisis_share=0.3": "crisis_share: there is no such input",
    "#people_served=0": "people_served: 0, but ",
    "#reform.crisis_share=%3Cimg%20src=x%20onerror=alert(1)%3E": "reform.crisis_share: <img src=x onerror=alert(1)>",
    "#__proto__=1&constructor=2&nothing": (
        "__proto__: there is no such input; constructor: there is no such input; nothing: there is no such input."
    ),
}


@pytest.mark.parametrize("fragment", NOT_TAKEN)
def test_a_link_with_anything_else_changes_nothing_and_says_so(
    browser: Any, files: dict[str, Path], fragment: str
) -> None:
    file = files["what-if team"]
    with opened(browser, file, fragment) as watched:
        assert watched.page.evaluate(UNCHANGED)
        assert watched.page.inner_text("#problem").startswith(f"Not taken from the link: {NOT_TAKEN[fragment]}")
        watched.assert_quiet(file)


def test_of_a_link_what_can_be_taken_is_taken(browser: Any, files: dict[str, Path]) -> None:
    with opened(browser, files["what-if team"], "#reform.crisis_share=0.3&people_served=none") as watched:
        assert watched.page.evaluate("state[data.sliders.findIndex(one => one.path === 'reform.crisis_share')]") == 0.3
        said = "Not taken from the link: people_served: none is no number."
        assert watched.page.inner_text("#problem") == said


def test_a_link_whose_shares_do_not_make_up_the_time_says_what_they_sum_to(
    browser: Any, files: dict[str, Path]
) -> None:
    with opened(browser, files["what-if authority with time shares"]) as watched:
        paths = [path for path in watched.page.evaluate("data.sliders.map(one => one.path)") if "time_shares" in path]
    link = "#" + "&".join(f"{path.replace(' ', '%20')}=0.2" for path in paths)
    with opened(browser, files["what-if authority with time shares"], link) as watched:
        assert watched.page.inner_text("#problem") == (
            f"Not taken from the link: shares that make up a whole sum to {len(paths) * 20}.0%."
        )
        assert watched.page.evaluate(UNCHANGED)


def test_a_link_that_says_nothing_new_is_told(browser: Any, files: dict[str, Path]) -> None:
    with opened(browser, files["what-if team"], "#reform.crisis_share=0.2&people_served=500") as watched:
        assert watched.page.inner_text("#problem") == "The file says already: reform.crisis_share; people_served."
    with opened(browser, files["what-if team"], "#reform.crisis_share=0.25") as watched:
        assert watched.page.inner_text("#problem") == ""


def test_with_a_deficit_the_page_shows_no_cash_and_says_why(browser: Any, files: dict[str, Path]) -> None:
    file = files["what-if business case"]
    for fragment, short in (("", False), ("#reform.crisis_share=0.9", True)):
        with opened(browser, file, fragment) as watched:
            shown = watched.page.inner_text("main")
            for text in ("Cash releasing", "Reinvested hours", "Start-up cost as a share of the cash released"):
                assert (text in shown) != short
            assert ("Cash, time, overhead: There is nothing to release" in shown) == short
            assert "Start-up cost, underwritten by the council" in shown
            assert watched.page.inner_text("[data-payback]") == (
                "not within the period, 2026-27 to 2030-31" if short else "2029-30"
            )
            watched.assert_quiet(file)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("release.share", "10", ""),
        ("case.release_profile.1", "90", "no more is released than is free, in 2027-28 too."),
        ("reinvestment.peer_support.share", "90", "the shares of the cash released sum to 100% or less."),
        ("staffing.working_time.annual_leave_days", "250", "absences leave some weekdays to work."),
    ],
)
def test_what_no_file_could_hold_together_is_refused_and_explained(
    browser: Any, files: dict[str, Path], path: str, text: str, message: str
) -> None:
    file = files["what-if business case"]
    with opened(browser, file) as watched:
        index = watched.page.evaluate(f"data.sliders.findIndex(slider => slider.path === {json.dumps(path)})")
        watched.page.fill(f"#exact-{index}", text)
        assert watched.page.inner_text(f"#error-{index}") == message
        assert watched.page.evaluate(f"state[{index}] === variants[0].values[{index}]") == bool(message)
    with opened(browser, file, "#case.release_profile.1=0.9&people_served=4000") as watched:
        assert "no file could hold these values together: no more is released" in watched.page.inner_text("#problem")
        assert watched.page.evaluate(UNCHANGED)


def test_the_keyboard_moves_a_slider_and_the_change_is_said(browser: Any, files: dict[str, Path]) -> None:
    with opened(browser, files["what-if team"]) as watched:
        slide = watched.page.get_by_label("Share of the people served who need the crisis service [%]")
        slide.focus()
        slide.press("ArrowRight")
        assert slide.input_value() == "20.1"
        assert slide.get_attribute("aria-valuetext") == "20.1%"
        watched.wait_for("document.getElementById('said').textContent !== ''")
        assert watched.page.inner_text("#said").startswith("51.1% of today's")
        slide.press("End")
        assert watched.page.locator("#answer").get_attribute("class") == "answer deficit"


@pytest.mark.parametrize(("text", "message"), [("101", "a share lies between 0 and 1."), ("", "a number is needed.")])
def test_a_value_that_no_file_could_hold_is_refused_and_explained(
    browser: Any, files: dict[str, Path], text: str, message: str
) -> None:
    with opened(browser, files["what-if team"]) as watched:
        exact = watched.page.get_by_label("Share of the people served who need the crisis service, exact value in %")
        exact.fill(text)
        assert watched.page.inner_text(f"#{exact.get_attribute('aria-describedby')}") == message
        assert exact.get_attribute("aria-invalid") == "true"
        assert watched.page.evaluate("now.parts[0].crisis_share") == 0.2


def test_the_policy_stops_any_other_script_and_style(browser: Any, files: dict[str, Path]) -> None:
    with opened(browser, files["what-if team"]) as watched:
        watched.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.intruder = 1";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", "<p id=p style='color: red'>x</p>");
            }"""
        )
        assert watched.page.evaluate("typeof intruder") == "undefined"
        assert watched.page.evaluate("getComputedStyle(document.getElementById('p')).color") == "rgb(31, 35, 40)"
        assert len(watched.messages) == 2
        assert all("Content Security Policy" in message for message in watched.messages)


OPTIONS = ("example-borough", "built-up-borough", "yorkshire-humber-2010-reinvestment", "business-case", "region")


def page_of(scenario: Scenario | Region, folder: Path) -> Path:
    result = evaluate(scenario)
    file = folder / "page.html"
    file.write_text(what_if_page(scenario, result, list(heading_of(scenario, result))), encoding="utf-8", newline="\n")
    return file


@pytest.mark.parametrize("name", some(OPTIONS, 2))
def test_each_option_gives_what_the_command_line_gives(browser: Any, tmp_path: Path, name: str) -> None:
    name = region_with_options() if name == "region" else name
    generator = random.Random(SEED + 3)
    with opened(browser, page_of(load(name), tmp_path)) as watched:
        names = watched.page.evaluate("data.parts")
        options = watched.page.evaluate("variants.map(own => own.option)")
        assert options == [None, *load(name).options]
        for number, option in enumerate(options):
            watched.page.click(f"[data-option='{number}']")
            found = watched.page.evaluate(f"() => {{ {FINITE} return ({SHOWN})(); }}")
            moves = [found, *watched.page.evaluate(MOVE_ALL, settings(watched.page, generator, 20))]
            for shown in moves:
                overrides = [parse_override(text) for text in overrides_of(shown)]
                scenario = load(name, overrides, option)
                result = evaluate(scenario)
                assert differences(shown, result, case_of(scenario, result), names) == [], (option, overrides)
            assert found["state"] == found["own"]
            assert moves[-1]["state"] != found["own"]


@cache
def region_with_options() -> str:
    """Write a region whose options change one authority, all, and how a cost is given; return the file's name."""
    data = yaml.safe_load(Path(region_with_a_case()).read_text(encoding="utf-8"))
    options = {
        "fewer in the South": {"authorities.South.people_served": 6000},
        "a total": {"authorities.North.cost.total": "£3,000,000", "release.cost_per_hour": "£20"},
        "no release": {"release": None},
    }
    file = Path(tempfile.mkdtemp()) / "region.yaml"
    growth = {"people_served": "1.5%"}
    text = json.dumps({**data, "case": {**data["case"], "growth": growth}, "options": options})
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_in_the_file_means_the_file_after_an_option(browser: Any, tmp_path: Path) -> None:
    file = page_of(load("example-borough", option="both"), tmp_path)
    own, other = (evaluate(load("example-borough", option=option)).quantities for option in (None, "both"))
    with opened(browser, file) as watched:
        for figure, _, _, _, _, text, *three in watched.page.evaluate(f"() => {{ {FINITE} return ({SHOWN})(); }}")[
            "figures"
        ]:
            if three and figure in own:
                unit = described(figure).unit
                assert (text, *three) == (
                    str(Number(other[figure], unit)),
                    str(Number(own[figure], unit)),
                    difference(own[figure], other[figure], unit),
                )
        assert watched.page.locator("[aria-pressed=true]").inner_text() == "both"
        assert "Option: both" in watched.page.inner_text("#changed")
        assert (
            "Share of the people served who need the crisis service: 30%, in the file 20%"
            in watched.page.inner_text("#changed")
        )
        core = "Hours of the function that the slimmed core service gives everybody: First contact: 2 hours/person/year"
        assert core in watched.page.inner_text("#changed")  # with what the function is given
        watched.page.click("#reset")
        assert watched.page.inner_text("#unchanged") == "Nothing: all values are those of the file."
        link = watched.page.eval_on_selector("#link", "link => link.getAttribute('href')")
    with opened(browser, file, link) as watched:
        assert watched.page.locator("[aria-pressed=true]").inner_text() == "The file"


def test_the_answer_says_how_far_it_is_from_the_file_s(browser: Any, files: dict[str, Path]) -> None:
    own, other = (
        evaluate(load("toolkit-team", [parse_override(f"reform.crisis_share={share}")])).quantities["residual_value"]
        for share in ("20%", "30%")
    )
    assert own is not None
    assert other is not None
    with opened(browser, files["what-if team"], "#reform.crisis_share=0.3") as watched:
        answer = watched.page.inner_text("#answer")
        assert f"{Number(other, MONEY)} {Number(own - other, MONEY)} less than in the file" in " ".join(answer.split())
        assert "In the file: 51.2% of today's care-management time could be reinvested." in answer
    with opened(browser, files["what-if team"]) as watched:
        assert "the file" not in watched.page.inner_text("#answer")


@pytest.mark.parametrize("kind", some(["team", "business case", "region"], 1))
def test_steps_come_back_to_the_value_of_the_file(browser: Any, files: dict[str, Path], kind: str) -> None:
    with opened(browser, files[f"what-if {kind}"]) as watched:
        wrong = watched.page.evaluate(
            """() => data.sliders.flatMap((slider, i) => [[1, -1], [-1, 1], [10, -10], [1, 1, -1, -1]].flatMap(bys => {
              start(0);
              const stays = value => value === (variants[0].values[i] ?? null);
              const ends = [slider.bottom, slider.top];
              const texts = has(i) ? bys.map(by => (put(i, toValue(stepped(i, by, true), slider)), textAt(i))) : ends;
              const whole = stays(state[i]) && state.every((value, at) => value === (variants[0].values[at] ?? null));
              return whole || (bys.length > 2 || Math.abs(bys[0]) > 1 ? texts.some(text => ends.includes(text)) :
                ends.includes(slider.from)) ? [] : [slider.path];
            }))"""
        )
        assert wrong == []


def test_each_input_has_a_reset_and_a_row_of_shares_goes_back_together(browser: Any, files: dict[str, Path]) -> None:
    generator = random.Random(SEED + 4)
    with opened(browser, files["what-if authority with time shares"]) as watched:
        watched.page.evaluate(MOVE, positions(watched.page, generator))
        count = len(watched.page.evaluate("state"))
        for index in range(count):
            button = watched.page.locator(f"#lever-{index} button")
            if button.is_visible():
                button.click()
                assert watched.page.evaluate("document.activeElement.id") == f"slide-{index}"
        assert watched.page.evaluate(UNCHANGED)
        assert watched.page.inner_text("#unchanged") == "Nothing: all values are those of the file."


def test_a_slider_goes_from_low_to_high_and_the_file_s_value_stands_beside_it(browser: Any, tmp_path: Path) -> None:
    with opened(browser, page_of(load("example-borough"), tmp_path)) as watched:
        slide = watched.page.get_by_label("Share of the people served who need the crisis service [%]")
        lever = watched.page.locator(".lever", has=slide)
        assert "in the file 20%" in lever.inner_text()
        for key, text in (("Home", "15"), ("End", "30"), ("ArrowLeft", "29.9")):
            slide.press(key)
            assert lever.locator("[type=number]").input_value() == text


COVERED = """() => {
  const own = document.activeElement, {left, top, width, height} = own.getClientRects()[0];
  own.dataset.reached = "";
  const x = Math.min(left + width / 2, innerWidth - 2), tall = height > innerHeight / 3;
  const seen = (tall ? [2, height / 3, height / 2, height - 2] : [height / 2]).some(down => {
    const there = document.elementFromPoint(x, top + down);
    return there && (own.contains(there) || there.contains(own));
  });
  return seen ? null : [own.id || own.outerHTML.slice(0, 80), x, top, height];
}"""
FOCUSABLE = "button:not([hidden]), input, select, a[href], [tabindex='0']"


@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("kind", some(["team", "options", "business case", "region"], 1))
def test_the_keyboard_alone_reaches_and_changes_everything_and_the_focus_is_in_view(
    browser: Any, files: dict[str, Path], tmp_path: Path, kind: str, width: int
) -> None:
    file = page_of(load("example-borough"), tmp_path) if kind == "options" else files[f"what-if {kind}"]
    with opened(browser, file, width=width) as watched:
        watched.page.evaluate(
            f"reachable = () => [...document.querySelectorAll(`{FOCUSABLE}`)].filter(own => own.checkVisibility())"
        )
        if kind == "region":
            watched.page.select_option("#view", "1")
        covered: list[Any] = []
        for _ in range(watched.page.evaluate("reachable().length") * 2):
            watched.page.keyboard.press("Tab")
            if watched.page.evaluate("document.activeElement === document.body"):
                break
            covered += filter(None, [watched.page.evaluate(COVERED)])
            if watched.page.evaluate("document.activeElement.type === 'range'"):
                assert moves(watched, "ArrowLeft") or moves(watched, "ArrowRight")
                covered += filter(None, [watched.page.evaluate(COVERED)])
        assert covered == []
        missed = "reachable().filter(own => !own.matches('[data-reached], .lever button')).map(own => own.id)"
        assert watched.page.evaluate(missed) == []


def moves(watched: Watched, key: str) -> bool:
    """Press a key, and say whether a value changes, or what speaks against it is said."""
    said = "JSON.stringify(state) + document.activeElement.closest('.lever').querySelector('.error').textContent"
    before = watched.page.evaluate(said)
    watched.page.keyboard.press(key)
    return bool(watched.page.evaluate(said) != before)


@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
def test_a_table_that_is_wider_than_the_screen_says_so(browser: Any, files: dict[str, Path], width: int) -> None:
    with opened(browser, files["what-if business case"], width=width) as watched:
        said = watched.page.evaluate(
            """[...document.querySelectorAll(".scroll:not([hidden])")].map(own =>
              [own.scrollWidth > own.clientWidth, getComputedStyle(own, "::before").content.includes("scroll")])"""
        )
        assert all(wide == told for wide, told in said)
        assert any(wide for wide, _ in said) or width == 1280


def test_what_is_printed_says_what_was_changed(browser: Any, files: dict[str, Path]) -> None:
    with opened(browser, files["what-if team"], "#reform.crisis_share=0.3") as watched:
        watched.page.emulate_media(media="print")
        printed = watched.page.inner_text("main")
        assert "Share of the people served who need the crisis service: 30%, in the file 20%" in printed
        assert "42.1% of today's care-management time could be reinvested." in printed
        assert not watched.page.locator("#form").is_visible()


@pytest.mark.parametrize("share", [0.1, 0.9], ids=["residual", "deficit"])
def test_neighbouring_areas_of_the_bar_differ_in_grey(browser: Any, files: dict[str, Path], share: float) -> None:
    with opened(browser, files["what-if team"], f"#reform.crisis_share={share}") as watched:
        fills = watched.page.evaluate(
            """[...document.querySelectorAll("#answer rect:not(.today)")].filter(own => own.width.baseVal.value > 0)
              .map(own => getComputedStyle(own).fill)"""
        )
    colours = ["#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", fill)) for fill in fills]
    assert len(colours) == 3
    for pair in pairwise(colours):
        assert contrast(*pair) >= APART
        assert all(contrast(*(seen(colour, kind) for colour in pair)) >= APART for kind in UNSEEN)


def test_the_cost_follows_the_care_managers_or_the_page_says_that_it_does_not(
    browser: Any, files: dict[str, Path], tmp_path: Path
) -> None:
    said = "staffing.care_managers_wte moves the care managers, and cost.total stays as it is"
    with opened(browser, files["what-if team"]) as watched:
        at = watched.page.evaluate("data.sliders.findIndex(one => one.path === 'staffing.care_managers_wte')")
        lever = watched.page.locator(f"#lever-{at}")
        assert said in lever.locator(".note").inner_text()
        assert said not in watched.page.inner_text("#warnings")
        lever.locator("[type=number]").fill("12")
        assert said in watched.page.inner_text("#warnings")
    with opened(browser, page_of(load("built-up-borough"), tmp_path)) as watched:
        before = watched.page.evaluate("now.parts[0].total_cost")
        watched.page.evaluate("put(data.sliders.findIndex(one => one.path === 'staffing.established_wte'), 70), show()")
        assert watched.page.evaluate("now.parts[0].total_cost") > before
        assert not any(watched.page.locator(".note").all_inner_texts())


def test_a_region_s_page_shows_an_authority_and_changes_it(browser: Any, files: dict[str, Path]) -> None:
    path = 'authorities."LA 4".people_served'
    other = evaluate(load("yorkshire-humber-2010", [parse_override(f"{path}=3000")]))
    assert isinstance(other, RegionResult)
    with opened(browser, files["what-if region"]) as watched:
        own = f"#exact-{watched.page.evaluate(f'data.sliders.findIndex(one => one.path === {json.dumps(path)})')}"
        assert not watched.page.locator(own).is_visible()
        watched.page.select_option("#view", label="LA 4")
        watched.page.fill(own, "3000")
        share = other.authorities["LA 4"].quantities["residual_share_of_hours"]
        assert watched.page.inner_text("#answer").startswith("With these values, LA 4")
        assert str(Number(share, SHARE)) in watched.page.inner_text("#answer .verdict:not([hidden])")
        assert ": 3,000 people, in the file 4,316 people" in watched.page.inner_text("#changed")
        watched.page.select_option("#view", label="All as one")
        share = other.quantities["residual_share_of_hours"]
        assert str(Number(share, SHARE)) in watched.page.inner_text("#answer .verdict:not([hidden])")


@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("kind", some(SCENARIOS, 3))
@pytest.mark.parametrize("page", ["report", "what-if"])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Any, files: dict[str, Path], page: str, kind: str, width: int
) -> None:
    package("axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    file = files[f"{page} {kind}"]
    with opened(browser, file, width=width) as watched:
        answer = Axe().run(watched.page).response
        passed = {rule["id"] for rule in answer["passes"]}
        assert {"color-contrast", "html-has-lang", "document-title", "heading-order", "region"} <= passed
        assert "label" in passed or page == "report"
        assert [f"{rule['id']}: {node['html']}" for rule in answer["violations"] for node in rule["nodes"]] == []
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        watched.assert_quiet(file)
