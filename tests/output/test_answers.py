"""Every command begins with its answer in a sentence."""

from pathlib import Path

import pytest

import archpers
from archpers.output.tables.answers import model_sentence
from archpers.output.tables.table import Number
from archpers.output.tables.team_tables import COUNTED_TWICE, IN_NO_FUNCTION, functions
from archpers.output.tables.what_if.what_if_answers import (
    comparison_sentence,
    simulation_sentence,
    switch_sentence,
    tornado_sentences,
)
from archpers.results.evaluate import evaluate
from archpers.results.loading import load
from archpers.results.settled import told
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.simulation.simulate import simulate
from archpers.what_if.baseline import Baseline
from archpers.what_if.compare import Variant, compare
from archpers.what_if.switching import switching_values
from archpers.what_if.tornado import alike, tornado
from tests.support import archpers as process


def scenario_of(name: str, *overrides: str) -> Scenario | Region:
    return load(name, list(map(parse_override, overrides)))


def run(*arguments: str) -> str:
    return process(*arguments).stdout.decode()


def sentence(name: str, *overrides: str) -> str:
    scenario = scenario_of(name, *overrides)
    return model_sentence(scenario, told(evaluate(scenario)))


@pytest.mark.parametrize(
    ("scenario", "overrides", "expected"),
    [
        ("toolkit-team", (), "51.2% of today's time, 9,910 hours a year, is left; £0 of it is cash until posts go."),
        (
            "toolkit-team",
            ("cost=null",),
            "51.2% of today's time, 9,910 hours a year, is left; none of it is cash until posts go.",
        ),
        (
            "business-case",
            (),
            "33.7% of today's time, 28,762 hours a year, is left; £750,562 a year of it is cash, once posts go.",
        ),
        (
            "toolkit-team",
            ("reform.crisis_share=100%",),
            "Deficit: core and crisis service need 4,090 hours a year more than there are, 21.1% of today's time.",
        ),
        (
            "toolkit-team",
            ("reform=null",),
            "Care management takes £385,000 a year, £19.89 an hour. What could be reinvested is not estimated: the "
            "scenario has no reform block.",
        ),
        (
            "toolkit-team",
            ("reform=null", "cost=null"),
            "Care management takes 19,360 hours a year, 38.72 hours a person a year. What could be reinvested is not "
            "estimated: the scenario has no reform block.",
        ),
        (
            "yorkshire-humber-2010",
            (),
            "34.1% of today's time, 253,275 hours a year, is left over all authorities together, though 1 of 4 fall "
            "short by themselves; £0 of it is cash until posts go.",
        ),
        (
            "yorkshire-humber-2010",
            ("reform.crisis_share=90%",),
            "Deficit: core and crisis service need 380,295 hours a year more than there are, 51.3% of today's time "
            "over all authorities together, where 4 of 4 fall short by themselves.",
        ),
    ],
)
def test_a_model_says_what_is_left_and_what_of_it_is_cash(
    scenario: str, overrides: tuple[str, ...], expected: str
) -> None:
    assert sentence(scenario, *overrides) == expected


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["model", "toolkit-team"], "51.2% of today's time"),
        (["case", "business-case"], "2026-27 to 2030-31: net present value to the council £240,290, social value"),
        (["explain", "toolkit-team", "cost_per_hour"], "cost_per_hour is £19.89 an hour."),
        (["reproduce", "--table", "Toolkit, Table 4"], "156 printed outputs: 78 exact"),
        (["sweep", "toolkit-team", "--vary", "people_served=400,500,1200"], "residual_value lies between -£66,023 ("),
        (["switch", "toolkit-team"], "How plausible it is that residual_value reaches £0 a year stays open"),
        (["tornado", "toolkit-team"], "residual_value is moved most, from low to high, by cost.total (£39,415 a year)"),
        (
            ["compare", "example-borough"],
            '"lighter core" leaves most: residual_value is £1,081,443 a year, £129,432 more',
        ),
        (["simulate", "example-borough", "--draws", "1000"], "Chance of a deficit: 0.0%; residual_value has a median"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_the_answer_stands_below_the_title(arguments: list[str], first: str, form: str) -> None:
    lines = run(*arguments, "--format", form).replace("\\", "").splitlines()
    body = " ".join(lines[1:8]).strip()
    assert body.startswith(first)


def test_a_check_begins_with_how_many_are_met() -> None:
    assert run("check", "toolkit-team").startswith("13 expectations: 13 met, 0 not met.\n")


def test_a_simulation_says_where_the_file_lies() -> None:
    scenario = scenario_of("example-borough")
    baseline, result = Baseline(scenario), simulate(scenario, 100_000)
    told_of = {name: simulation_sentence(baseline.measure(name), result.figure(baseline.measure(name))) for name in (
        "residual_value", "people_served", "functions.safeguarding.hours", "function_groups.review.hours"
    )}  # fmt: skip
    assert told_of["residual_value"] == (
        "Chance of a deficit: 0.0%; residual_value has a median of £896,020 a year, nine in ten between £596,730 and "
        "£1,129,926. The file's own figure, £952,011, lies above that median."
    )
    assert told_of["people_served"].endswith("The file's own figure, 3,480, lies below that median.")
    assert told_of["functions.safeguarding.hours"] == (
        "functions.safeguarding.hours does not vary: it is 5,188 hours a year in every draw."
    )
    assert "does not vary: it is 11,771 hours a year" in told_of["function_groups.review.hours"]
    unasked, wte = simulate(scenario, 1_000, show=["people_served"]), baseline.measure("residual_wte")
    assert "is not estimated" in simulation_sentence(wte, unasked.figure(wte))


def test_a_simulation_of_a_region_finds_the_figures_of_each_authority_and_pool() -> None:
    region = scenario_of(
        "yorkshire-humber-2010", "reform.crisis_share={value: 20%, low: 15%, high: 30%, distribution: pert}"
    )
    baseline, result = Baseline(region), simulate(region, 2_000)
    for text in ('authorities."LA 4".residual_hours', "pooled.median.residual_hours", "residual_hours"):
        own = result.figure(baseline.measure(text))
        assert own is not None
        assert own.baseline == pytest.approx(float(baseline.evaluate([text])[text]))


def test_inputs_that_the_model_multiplies_are_one_thing_and_equal_swings_alone_are_not() -> None:
    baseline = Baseline(scenario_of("toolkit-team"))
    measure = baseline.measure("residual_value")
    swings = tornado(baseline, measure)
    groups = alike(baseline, measure, swings)
    assert {frozenset(group) for group in groups} == {
        frozenset({"staffing.care_managers_wte", "staffing.working_days_per_year", "staffing.working_hours_per_day"}),
        frozenset({"reform.crisis_share", "reform.crisis_hours_per_person"}),
    }
    equal = [own.swing for own in swings if own.input.endswith(("overview_assessment", "basic_planning"))]
    assert equal[0] == pytest.approx(equal[1])  # both core hours are 3.7, and each counts by itself
    first, *others = tornado_sentences(measure, swings, groups)
    assert first.endswith("and people_served (£37,585 a year).")
    assert len(others) == 2
    assert list(tornado_sentences(measure, [own._replace(swing=0.0) for own in swings], [])) == [
        "No input moves residual_value."
    ]


def test_wte_that_costs_is_no_longer_the_same_as_days() -> None:
    baseline = Baseline(scenario_of("toolkit-team", "cost={per_wte: 35000}"))
    measure = baseline.measure("residual_value")
    groups = alike(baseline, measure, tornado(baseline, measure))
    assert not any(
        "staffing.care_managers_wte" in group and "staffing.working_days_per_year" in group for group in groups
    )


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (
            "{value: 20%, low: 15%, high: 80%}",
            "Plausible, inside low to high: residual_value reaches £0 a year with reform.crisis_share at 76.629%; 10 "
            "inputs have no low and high to judge by.",
        ),
        (
            "{value: 20%, low: 15%, high: 30%}",
            "residual_value reaches £0 a year only with inputs outside their low to high; 10 inputs have no low and "
            "high to judge by.",
        ),
        (
            "20%",
            "How plausible it is that residual_value reaches £0 a year stays open: no input that makes it so has a low "
            "and a high.",
        ),
    ],
    ids=["inside", "outside", "no range"],
)
def test_switching_values_are_held_against_low_and_high(share: str, expected: str) -> None:
    baseline = Baseline(scenario_of("toolkit-team", f"reform.crisis_share={share}"))
    measure = baseline.measure("residual_value")
    assert switch_sentence(measure, switching_values(baseline, measure), baseline.variables, 0.0) == expected


def test_a_target_that_nothing_reaches_is_said() -> None:
    baseline = Baseline(scenario_of("toolkit-team"))
    measure = baseline.measure("crisis_share_of_hours")
    found = switching_values(baseline, measure, -1.0)
    said = switch_sentence(measure, found, baseline.variables, -1.0)
    assert said == "No input by itself makes it so that crisis_share_of_hours reaches -100.0%."


def compared(on: str, **overrides: str) -> str:
    variants = [
        Variant(name.replace("_", " "), Baseline(scenario_of("toolkit-team", *filter(None, [own]))))
        for name, own in overrides.items()
    ]
    return comparison_sentence(compare(variants, variants[0].baseline.measure(on)))


def test_a_comparison_says_which_leaves_most_and_by_how_much() -> None:
    more, less = "reform.crisis_share=30%", "reform.crisis_share=10%"
    assert compared("residual_value", as_given="", more=more, less=less) == (
        '"less" leaves most: residual_value is £231,875 a year, £34,801 more than "as given".'
    )
    assert compared("residual_value", as_given="", more=more) == (
        '"as given" leaves most: residual_value is £197,074 a year, £34,801 more than "more".'
    )
    assert compared("residual_value", a=less, b=less, c="") == (
        '"a" and "b" leave most: residual_value is £231,875 a year, £34,801 more than "c".'
    )
    assert compared("required_wte", as_given="", more=more) == (
        '"more" has most: required_wte is 6.36 WTE, 0.99 more than "as given".'
    )
    deep, deeper = "reform.crisis_share=90%", "reform.crisis_share=100%"
    assert compared("residual_hours", a=deeper, b=deep) == (
        '"b" falls short least: residual_hours is -2,340 hours a year, 1,750 more than "a".'
    )
    assert compared("total_cost", as_given="", more=more) == "total_cost is the same in all, £385,000 a year."
    assert compared("total_cost", as_given="", no_cost="cost=null") == (
        "total_cost cannot be compared: fewer than two have it."
    )


def test_what_is_the_same_in_all_is_counted_and_shown_when_asked_for() -> None:
    short, every = (run("compare", "example-borough", *more) for more in ((), ("--all",)))
    assert "total_cost" not in short
    assert "other quantities are the same in all; --all shows them." in " ".join(short.split())
    assert "total_cost" in every
    assert "--all" not in every


def test_a_business_case_that_differs_is_not_passed_over_in_silence() -> None:
    assert "--on case.npv compares the business cases" in " ".join(run("compare", "business-case").split())


def rows_of_functions(*overrides: str) -> dict[str, tuple[object, ...]]:
    scenario = scenario_of("toolkit-team", *overrides)
    assert isinstance(scenario, Scenario)
    return {str(row.cells[0]): row.cells for row in functions(scenario, evaluate(scenario)).rows}


@pytest.mark.parametrize(("first", "label"), [("1%", IN_NO_FUNCTION), ("1.4%", COUNTED_TWICE), ("1.2%", "")])
def test_the_functions_add_up_to_today_with_what_rounding_leaves_over(first: str, label: str, tmp_path: Path) -> None:
    text = Path("scenarios/toolkit-team.yaml").read_text(encoding="utf-8")
    shares = (
        f"functions: {{time_shares: {{first_contact: {first}, overview_assessment: 7.3%, full_assessment: 15.5%, "
        "basic_planning: 2.7%, intensive_planning: 36.8%, problem_solving: 26.1%, short_reviews: 1.6%, "
        "long_reviews: 8.8%}}\n"
    )
    head, _, rest = text.partition("functions:")
    file = tmp_path / "shares.yaml"
    rest = rest[rest.index("\nreform:") :].partition("\nexpect:")[0]
    file.write_text(head + shares + rest, encoding="utf-8")
    scenario = archpers.load(file)
    assert isinstance(scenario, Scenario)
    rows = functions(scenario, evaluate(scenario)).rows
    found = {str(row.cells[0]): row.cells for row in rows}
    assert (label in found) is bool(label)
    parts = [row.cells for row in rows[:-1] if row.emphasis or str(row.cells[0]) == label]
    for column in (1, 3, 4, 5, 6):
        numbers = [own[column] for own in (*parts, found["Today"])]
        *told, today = [each.value for each in numbers if isinstance(each, Number) and each.value is not None]
        assert len(told) == len(parts)
        assert sum(told) == pytest.approx(today, rel=1e-12)


def test_an_option_that_leaves_as_many_hours_is_not_better_for_their_price_alone() -> None:
    told = compared("residual_value", as_given="", dearer="cost.total=400000")
    assert told.endswith("; the hours left are the same, 9,910 hours a year, and an hour has another price.")
    assert "another price" not in compared("residual_value", as_given="", other="reform.crisis_share=25%")
