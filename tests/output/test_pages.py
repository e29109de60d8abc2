"""The report and the what-if page: what they hold, what they must not hold, and names that leave them as they are."""

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from archpers.errors import UsageError
from archpers.output.pages.live.sliders import Slider
from archpers.output.pages.live.sliders import sliders_of as sliders_in
from archpers.output.pages.live.variants import variants_of
from archpers.output.pages.report import report_page
from archpers.output.pages.what_if_page import what_if_page
from archpers.output.tables.model_answer import heading_of
from archpers.results.case import evaluate_case
from archpers.results.evaluate import evaluate
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.blocks.own_functions import AdditionalFunction
from archpers.scenario.schema.scenario import Region, Scenario, replace
from tests.support import ROOT

PAGES = {"report": report_page, "what-if": what_if_page}
FILES = {"team": "toolkit-team", "region": "yorkshire-humber-2010"}
LIMIT = 200 * 1000


def page(kind: str, scenario: Scenario | Region) -> str:
    result = evaluate(scenario)
    return PAGES[kind](scenario, result, list(heading_of(scenario, result)))


def sliders_of(scenario: Scenario | Region) -> list[Slider]:
    return sliders_in(variants_of(scenario, evaluate(scenario)).every)


@cache
def page_of(kind: str, file: str) -> str:
    return page(kind, load(file))


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tree: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.append((tag, *(name for name, _ in attrs)))
        self.attributes.extend(attrs)

    def handle_endtag(self, tag: str) -> None:
        self.tree.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_the_same_every_time_small_and_needs_nothing_else(kind: str, file: str) -> None:
    text = page_of(kind, FILES[file])
    assert text == page(kind, load(FILES[file]))
    assert len(text.encode()) <= LIMIT
    tags = Tags(text)
    assert ("html", "lang") in tags.tree
    assert not [
        value for name, value in tags.attributes if name in ("src", "srcset", "action", "style") and kind != "report"
    ]
    addresses = [value or "" for name, value in tags.attributes if name.endswith("href") or name == "src"]
    assert all(address.startswith("#") for address in addresses)
    assert "http://" not in text.replace("http://www.w3.org/", "")
    assert "https://" not in text
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert "savings" not in text.lower()


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kind", PAGES)
def test_ids_are_unique_and_headings_in_order(kind: str, file: str) -> None:
    tags = Tags(page_of(kind, FILES[file]))
    ids = [value for name, value in tags.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    levels = [int(tag[0][1]) for tag in tags.tree if re.fullmatch(r"h[1-6]", tag[0])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("file", FILES)
def test_the_report_has_no_script_and_a_table_for_each_chart(file: str) -> None:
    tags = Tags(page_of("report", FILES[file]))
    names = [tag[0] for tag in tags.tree]
    assert "script" not in names
    assert names.count("figure") == names.count("svg") == 5
    assert names.count("table") >= names.count("figure")
    assert names.count("title") == names.count("svg") + 1
    assert names.count("desc") == names.count("svg")


@pytest.mark.parametrize("file", FILES)
def test_the_policy_names_the_one_script_and_the_one_style_sheet_by_hash(file: str) -> None:
    text = page_of("what-if", FILES[file])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    for tag, source in (("script", "script-src"), ("style", "style-src")):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(found) == 1
        digest = b64encode(sha256(found[0].encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}';" in allowed
    assert allowed.startswith("default-src 'none'; ")
    assert "unsafe" not in allowed


def test_the_answer_comes_first_in_hours_care_managers_and_money() -> None:
    texts = " ".join(Tags(page_of("report", "toolkit-team")).texts)
    answer = texts[: texts.index("Overview")]
    for figure in ("51.2%", "9,910", "5.63", "£197,074", "11.90 hours/person/year", "20%", "76.6%", "reliability low"):
        assert figure in answer
    assert "not cash released" in answer


def test_a_deficit_is_the_answer_where_there_is_one() -> None:
    texts = " ".join(Tags(page("report", load("toolkit-team", [parse_override("reform.crisis_share=90%")]))).texts)
    assert "Deficit: today's hours fall 12.1% short of core and crisis service." in texts
    assert "-£46,534" in texts
    assert "could be reinvested." not in texts


def test_a_region_s_report_shows_its_deficits_and_the_three_pooled_residuals() -> None:
    texts = " ".join(Tags(page_of("report", "yorkshire-humber-2010")).texts)
    answer = texts[: texts.index("Overview")]
    assert "1 of 4 authorities cannot staff core and crisis service: LA 4 (-7.79%)" in answer
    for residual in ("Residual on totals: 34.13%", "mean of the authorities' own: 23.39%", "calculate it: 32%"):
        assert residual in answer


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("cost=null", "not estimated"),
        ("functions=null", "Not estimated: the scenario has no functions block."),
        ("reform=null", "What could be reinvested is not estimated: the scenario has no reform block."),
    ],
)
def test_what_is_not_estimated_is_said_not_guessed(override: str, said: str) -> None:
    scenario = load("toolkit-team", [parse_override(override)])
    assert said in " ".join(Tags(page("report", scenario)).texts)
    if scenario.reform is not None:
        scenario.attach(None)  # so that there is no file beside it, which has it
        shown = Tags(page("what-if", scenario)).texts
        assert ("not estimated" in shown) == (override == "cost=null")


def test_every_number_stands_in_the_report_with_its_source() -> None:
    scenario = load("toolkit-team")
    texts = Tags(page_of("report", "toolkit-team")).texts
    assert isinstance(scenario, Scenario)
    assert "line 38" in texts
    assert "Toolkit Table 4, Working days per year" in texts
    assert "Report section 1.4, equivalent to a full week, on top of the core; reliability low" in texts
    assert len([text for text in texts if re.fullmatch(r"line \d+", text)]) == len(sliders_of(scenario)) == 19


def test_every_number_has_a_slider_within_the_rules_of_the_file() -> None:
    scenario = load("toolkit-team")
    sliders = {slider.path: slider for slider in sliders_of(scenario)}
    share, staff = sliders["reform.crisis_share"], sliders["staffing.care_managers_wte"]
    assert (share.bottom, share.top, share.step, share.position) == ("0", "100", "0.1", "20")
    assert (staff.bottom, staff.top, staff.step, staff.position) == ("0.1", "50", "0.1", "11")
    assert sliders["staffing.working_days_per_year"].top == "366"
    assert sliders["staffing.working_hours_per_day"].top == "24"
    for slider in sliders.values():
        assert float(slider.bottom) <= float(slider.position) <= float(slider.top)
        steps = (float(slider.top) - float(slider.bottom)) / float(slider.step)
        assert steps == pytest.approx(round(steps))
        assert 90 <= steps <= 1000


def test_the_script_holds_formulas_and_inputs_but_no_result() -> None:
    text = page_of("what-if", "toolkit-team")
    data = json.loads(re.search(r"const data = (.*);\n", text)[1])  # type: ignore[index]
    assert [variant["fixed"] for variant in data["variants"]] == [[{}]]
    assert len(data["sliders"]) == 19
    assert "v.residual_hours = v.total_hours - v.core_hours - v.crisis_hours;" in text


def test_sliders_stand_under_what_their_block_is_about_and_say_of_a_list_which_year_it_is() -> None:
    sliders = {slider.path: slider for slider in sliders_of(load("business-case"))}
    legends = list(dict.fromkeys(slider.block for slider in sliders.values()))
    for legend in (
        "How much of the residual comes off the payroll",
        "Help to plan and start support, and what goes on",
        "Growth in a year, from the year before",
        "The business case over the years",
        "What care management costs",
        "People served",
    ):
        assert legend in legends
    labels = {path: slider.label for path, slider in sliders.items()}
    assert labels["case.growth.people_served"] == "People served, every year"
    assert labels['case.growth."cost.employment.salary_per_wte".2'] == "Salary per WTE, 2029-30 on"
    assert labels["case.release_profile.1"] == "2027-28"
    assert labels["case.release_profile.3"] == "2029-30 on"
    assert labels['case.items."double running".amount.1'] == "double running, 2027-28"
    growth, change = sliders["case.growth.people_served"], sliders['levers."peer monitoring".change']
    assert (growth.bottom, growth.top, growth.step, growth.position) == ("-5", "5", "0.1", "1.5")
    assert (change.bottom, change.top, change.position) == ("-100", "100", "-25")
    assert sliders["case.items.redundancy.amount.0"].top == "500000"  # its own value is 0, and its row goes further


def test_a_region_s_sliders_are_those_that_all_authorities_share_and_then_each_one_s_own() -> None:
    sliders = sliders_of(load("yorkshire-humber-2010"))
    owners = list(dict.fromkeys(slider.name.authority for slider in sliders))
    assert owners == [None, "LA 1", "LA 2", "LA 3", "LA 4"]
    assert all(slider.path.startswith("reform.") == (slider.name.authority is None) for slider in sliders)
    assert 'authorities."LA 4".people_served' in {slider.path for slider in sliders}


def test_the_business_case_is_on_the_page_with_each_year_s_formulas_written_once() -> None:
    text = page_of("what-if", "business-case")
    texts = Tags(text).texts
    result = evaluate_case(load("business-case"))
    assert {"£240,290", "£2,247,565", "2029-30", *result.years} <= set(texts)
    data = json.loads(re.search(r"const data = (.*);\n", text)[1])  # type: ignore[index]
    assert len(data["variants"][0]["years"]) == len(result.years)
    formula = "v.net_cash = v.benefit - v.bias_of_benefits * Math.max(v.benefit - 0.0, 0)"
    assert text.count(formula) == 2  # once for the first year, which is not discounted, and once for all others
    assert 'v.people_served = b[0].people_served * (1 + s["growth_by_year.people_served' in text
    assert "240290" not in text


def test_without_what_a_case_rests_on_the_page_has_none_of_it() -> None:
    own = load("business-case", [parse_override("release=null")])
    own.attach(None)
    texts = Tags(page("what-if", own)).texts
    assert "Payback" not in texts
    assert all(not slider.path.startswith("case") for slider in sliders_of(own))


def test_in_a_region_what_is_released_is_the_sum_of_the_authorities_own() -> None:
    region = load("yorkshire-humber-2010")
    own = replace(region, release={"share": "50%", "cost_per_hour": "£15"})
    text = page("what-if", own)
    found = re.search(r"v.released_hours = (w.*);", text)
    assert found
    assert sorted(found[1].split(" + ")) == [f"w[{number}].released_hours" for number in range(1, 5)]


@pytest.mark.parametrize("file", [file.stem for file in sorted((ROOT / "scenarios").glob("*.yaml"))])
def test_the_page_of_every_shipped_scenario_is_small(file: str) -> None:
    assert len(page("what-if", load(file)).encode()) <= LIMIT


def test_a_page_starts_from_what_was_asked_and_the_file_stands_first() -> None:
    own = load("example-borough", [parse_override("reform.crisis_share=25%")])
    variants = variants_of(own, evaluate(own))
    assert [each.name for each in variants.every] == ["The file", "As in the report", *own.options]
    assert variants.asked.name == "As in the report"
    assert variants.file.result.quantities == evaluate(load("example-borough")).quantities
    both = load("example-borough", option="both")
    assert variants_of(both, evaluate(both)).asked.option == "both"
    plain = load("example-borough")
    assert variants_of(plain, evaluate(plain)).start == 0


def test_an_option_named_as_the_file_is_another_and_one_that_fits_no_page_says_why(tmp_path: Path) -> None:
    text = (ROOT / "scenarios" / "yorkshire-humber-2010.yaml").read_text(encoding="utf-8")
    options = '\noptions:\n  The file: {reform.crisis_share: 25%}\n  three: {authorities."LA 4": null}\n'
    file = tmp_path / "region.yaml"
    file.write_text(text.split("\nexpect:")[0] + options, encoding="utf-8")
    region = load(file)
    variants = variants_of(region, evaluate(region))
    assert [each.name for each in variants.every] == ["The file (no option)", "The file"]
    assert variants.left_out == {"three": "the region has other authorities than in its file"}
    assert "Option three is not here: the region has other authorities" in " ".join(Tags(page("what-if", region)).texts)
    three = load(file, option="three")
    with pytest.raises(UsageError, match="one page holds both"):
        page("what-if", three)


@pytest.mark.parametrize("name", ["html", "attribute", "template", "markup", "another script"])
def test_a_hostile_name_of_an_option_stays_a_name(name: str, tmp_path: Path) -> None:
    pages = []
    for own in (NAMES[name], "plain"):
        file = tmp_path / "own.yaml"
        text = (ROOT / "scenarios" / "toolkit-team.yaml").read_text(encoding="utf-8").split("\nexpect:")[0]
        file.write_text(
            f"{text}\noptions:\n  {json.dumps(own, ensure_ascii=False)}: {{reform.crisis_share: 25%}}\n",
            encoding="utf-8",
        )
        pages.append(Tags(page("what-if", load(file))))
    assert pages[0].tree == pages[1].tree


NAMES = {
    "html": "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "template": "{{ 7 * 7 }}{% raw %}${x}",
    "markup": "$\\frac{a}{b}$ _x_ ]]> <!-- --> &lt;",
    "formula": "=HYPERLINK(1)",
    "control characters": "a\x00\x07\x1b[31mb\u202e\ud800c",
    "lines": "a\nb\r\nc",
    "long": "x" * 10_000,
    "another script": "Ünïcode 東京 \N{GRINNING FACE}",
}


def named(name: str, file: str) -> Scenario | Region:
    """Return a scenario with the name wherever a name can stand, past the checks that a file goes through."""
    scenario = load(file)
    reform = scenario.reform
    assert reform is not None
    crisis = reform.crisis_share.model_copy(update={"source": name, "owner": name, "low": 0.1, "high": 0.3})
    changes = {"name": name, "source": name, "reform": reform.model_copy(update={"crisis_share": crisis})}
    if isinstance(scenario, Region):
        first, *others = scenario.authorities
        authorities = {name: scenario.authorities[first], **{other: scenario.authorities[other] for other in others}}
        varied: Scenario | Region = scenario.model_copy(update={**changes, "authorities": authorities})
    else:
        assert scenario.functions is not None
        assert scenario.functions.hours_per_week is not None
        hours = {**scenario.functions.hours_per_week, "own": scenario.functions.hours_per_week["long_reviews"]}
        additional = {"own": AdditionalFunction.model_construct(label=name, group="review")}
        functions = scenario.functions.model_copy(update={"hours_per_week": hours, "additional": additional})
        varied = scenario.model_copy(update={**changes, "functions": functions})
    varied.attach(None)
    return varied


def benign(name: str) -> str:
    """Return a name that folds as another does, of nothing but x."""
    return re.sub(r"[^ \n-]", "x", name)


@pytest.mark.parametrize("name", ["html", "attribute", "template", "markup", "another script"])
def test_a_hostile_name_of_a_lever_an_item_or_a_level_stays_a_name(name: str) -> None:
    own = load("business-case")
    assert own.case is not None
    assert own.levers is not None

    def renamed(text: str) -> Scenario | Region:
        lever, *levers = own.levers.items()  # type: ignore[union-attr]  # there are levers
        item, *items = own.case.items.items()  # type: ignore[union-attr]  # and a case
        case = own.case.model_copy(update={"items": dict([(text, item[1]), *items])})  # type: ignore[union-attr]
        found = own.model_copy(update={"levers": dict([(text, lever[1]), *levers]), "case": case})
        found.attach(None)
        return found

    for kind in PAGES:
        text = page(kind, renamed(NAMES[name]))
        assert Tags(text).tree == Tags(page(kind, renamed(benign(NAMES[name])))).tree


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kind", PAGES)
def test_a_hostile_name_leaves_the_tags_as_a_benign_one(kind: str, file: str, name: str) -> None:
    harmless = Tags(page(kind, named(benign(NAMES[name]), FILES[file])))
    text = page(kind, named(NAMES[name], FILES[file]))
    hostile = Tags(text)
    assert hostile.tree == harmless.tree
    assert len(harmless.tree) > 100
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e\ud800-\udfff]", text)
    text.encode()
