"""What every what-if says in the same words: names, why there is no answer, and authorities short of hours."""

import json

import pytest

import archpers
from archpers.cli.app import run
from archpers.errors import UsageError
from archpers.results.names import Measure
from archpers.scenario.overrides import parse_override
from archpers.what_if.axes import parse_axis
from archpers.what_if.baseline import Baseline
from archpers.what_if.messages import counted, hidden_deficits, named, not_estimated, said_once
from archpers.what_if.questions import about
from archpers.what_if.sweep import Sweep
from tests.what_if.support import REGION, TOOLKIT, baseline, loaded, region


@pytest.mark.parametrize(
    ("things", "text"),
    [
        ("a", "a"),
        ("ab", "a and b"),
        ("abcd", "a, b, c and d"),
        ("abcde", "a, b, c and 2 more"),
    ],
)
def test_the_first_few_are_named(things: str, text: str) -> None:
    assert named([*things]) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 inputs have"), (1, "1 input has"), (2, "2 inputs have")])
def test_the_word_goes_with_the_number(number: int, text: str) -> None:
    assert counted(number, "input has", "inputs have") == text


def test_a_line_is_said_once_with_who_says_it() -> None:
    assert list(said_once(("a", "b", "c"), (["x", "y"], ["y", "x"], ["x"]))) == [
        ("x", "x", ("a", "b", "c")),
        ("y", "a, b: y", ("a", "b")),
    ]


ONE = {'authorities."LA 1".cost': None}
SEVERAL = {**ONE, 'authorities."LA 2".functions': None, 'authorities."LA 3".functions': None}


@pytest.mark.parametrize(
    ("scenario", "changes", "measure", "since"),
    [
        (TOOLKIT, {"cost": None}, "residual_value", "the scenario has no cost block; add it"),
        (TOOLKIT, {"cost": None, "reform": None}, "residual_value", "the scenario has no "),
        (REGION, ONE, "residual_value", "LA 1 has no cost block; add it"),
        (REGION, ONE, 'authorities."LA 1".residual_value', "LA 1 has no cost block; add it"),
        (REGION, SEVERAL, "functions.first_contact.hours", "LA 2 and LA 3 have no functions block; add it"),
        (REGION, {"reform": None}, "residual_hours", "the region has no reform block; add it"),
    ],
)
def test_every_what_if_says_which_block_is_missing_and_where(
    scenario: str, changes: dict[str, None], measure: str, since: str
) -> None:
    base = Baseline(loaded(scenario, changes))
    with pytest.raises(UsageError) as asked:
        about(base, measure)
    with pytest.raises(UsageError) as swept:
        Sweep(base, [parse_axis("people_served=±10%", base)], [base.measure(measure)])
    assert str(asked.value) == str(swept.value)
    assert str(asked.value).startswith(f"{measure}: is not estimated, since {since}")


def test_two_blocks_are_both_named() -> None:
    base = baseline(cost=None, reform=None)
    message = str(not_estimated(base.inputs, base.measure("residual_value")))
    assert "the scenario has no reform block and the scenario has no cost block; add them" in message


def test_a_function_that_is_not_there_is_no_missing_block() -> None:
    message = str(
        not_estimated(baseline().inputs, Measure(("functions", "escort", "hours"), "function_hours", "escort"))
    )
    assert message.startswith("functions.escort.hours: is not estimated")
    assert "block" not in message


def test_what_does_not_exist_is_told_from_what_is_not_estimated() -> None:
    core = ("first_contact", "overview_assessment", "basic_planning", "short_reviews")
    base = baseline(reform__crisis_share="0", **{f"reform__core_hours_per_person__{key}": "0" for key in core})
    with pytest.raises(UsageError, match="wisn_ratio: has no value here, by a division by zero"):
        about(base, "wisn_ratio")


COMMANDS = {
    "sweep": ["sweep", REGION, "--vary", "reform.crisis_share=±10%"],
    "tornado": ["tornado", REGION],
    "switch": ["switch", REGION],
}
HEADING = "Figures of the region as one authority (ratio of totals)"


def own_warning() -> str:
    (message,) = (each.message for each in archpers.evaluate(region()).warnings if each.code == "average_hides_deficit")
    return message


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_region_is_said_to_be_pooled_and_what_that_hides(
    command: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*COMMANDS[command], "--format", form]) == 0
    text = " ".join(capsys.readouterr().out.replace("\\", "").split())
    assert HEADING in text
    assert f"Warning: {own_warning()}" in text


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_come_with_the_warning(command: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMANDS[command], "--format", form]) == 0
    assert f"warning: {own_warning()}" in capsys.readouterr().err


def test_the_json_of_a_sweep_holds_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMANDS["sweep"], "--format", "json"]) == 0
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert {"code": "average_hides_deficit", "message": own_warning()} in warnings


@pytest.mark.parametrize(
    "quantity", ['authorities."LA 1".residual_value', "pooled.median.residual_value", "crisis_hours"]
)
def test_nothing_is_hidden_by_other_measures(quantity: str) -> None:
    base = Baseline(region())
    assert hidden_deficits(base.scenario, [base.measure(quantity)]) == []
    assert hidden_deficits(base.scenario, [base.measure("pooled.ratio_of_totals.residual_hours")])


def test_one_authority_hides_none(capsys: pytest.CaptureFixture[str]) -> None:
    base = baseline()
    assert hidden_deficits(base.scenario, [base.measure("residual_value")]) == []
    assert run(["tornado", REGION, "--authority", "LA 1"]) == 0
    assert HEADING not in capsys.readouterr().out


SET = ["--set", "reform.crisis_share={}"]
RELEASE = ["--set", "release.share=50%", "--set", "release.cost_per_hour=20"]
CASH = ["--show", "cash_releasing_value", "--show", "residual_hours"]
RELEASED = "There is nothing to release where released hours and cash are below zero; they are shown as calculated."


VARIED = ["--vary", "reform.crisis_share=20%,{}"]


@pytest.mark.parametrize("form", ["table", "markdown"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["sweep", "business-case", *VARIED, *CASH],
        ["sweep", "business-case", *VARIED, "--vary", "people_served=±5%", *CASH],
        ["sweep", "business-case", *VARIED, "--show", "families.form_budget.peer_support"],
        ["tornado", "business-case", "--on", "cash_releasing_value", *SET],
        ["switch", "business-case", "--on", "released_wte", *SET],
        ["compare", "business-case", "--on", "cash_kept", *SET],
        ["explain", "business-case", "Cash kept", *SET],
        ["explain", "business-case", "form_people.peer_support", *SET],
    ],
    ids=lambda arguments: arguments[0],
)
def test_cash_below_zero_is_said_to_be_none(
    arguments: list[str], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for share, times in (("70%", 1), ("25%", 0)):
        assert run([*(each.format(share) for each in arguments), "--format", form]) == 0
        assert " ".join(capsys.readouterr().out.replace("\\", "").split()).count(RELEASED) == times


def test_draws_in_which_nothing_is_released_are_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    draw = ["simulate", "example-borough", "--draws", "2000", "--show", "cash_releasing_value"]
    for share, there in (("45%", True), ("20%", False)):
        assert run([*draw, *RELEASE, "--set", f"reform.crisis_share={share}"]) == 0
        assert (RELEASED in " ".join(capsys.readouterr().out.split())) is there


@pytest.mark.parametrize(
    ("shown", "how"),
    [
        (["cash_releasing_value"], "sum over its authorities"),
        (["residual_hours"], "ratio of totals"),
        (["residual_value"], "ratio of totals"),
        (["residual_value", "released_hours"], "ratio of totals; what is released or bought: sums"),
    ],
)
def test_figures_of_a_region_say_how_they_are_taken(
    shown: list[str], how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = ["sweep", "yorkshire-humber-2010", *RELEASE, "--vary", "reform.crisis_share=20%,30%"]
    assert run([*sweep, *(part for name in shown for part in ("--show", name))]) == 0
    assert f"Figures of the region as one authority ({how}) What if" in " ".join(capsys.readouterr().out.split())


def test_cash_of_a_region_says_which_deficit_is_taken_off() -> None:
    region = archpers.load("yorkshire-humber-2010", [parse_override(each) for each in RELEASE[1::2]])
    base = Baseline(region)
    codes = [code for code, _ in hidden_deficits(region, [base.measure("cash_releasing_value")])]
    assert codes == ["deficit_taken_off_cash"]
    assert "deficit_taken_off_cash" in {each.code for each in archpers.evaluate(region).warnings}
