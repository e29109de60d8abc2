"""Functions marked direct or indirect: known values, limits, what is said of a part, and nothing where unmarked."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from archpers.model.definition import DIRECT_TIME
from archpers.model.registry import shown_in
from archpers.model.time_use import FUNCTION_LABELS
from archpers.results.evaluate import evaluate
from archpers.results.explanation.explain import explain
from archpers.results.result import Result
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Region, Scenario
from tests.cli.conftest import Command, Done, command  # noqa: F401  # the fixture
from tests.scenario.examples import full

NAMES = tuple(shown_in(DIRECT_TIME))
KINDS = Path(__file__).parent / "two-kinds.yaml"


def marked(marks: Mapping[str, str], **more: Any) -> Result:
    """Model the toolkit's team with these marks."""
    blocks = full(**more)
    blocks["functions"] = {**blocks["functions"], "contact": dict(marks)} if marks else blocks["functions"]
    return evaluate(Scenario.model_validate(blocks))


def said(result: Result) -> dict[str, str]:
    return {warning.code: warning.message for warning in result.warnings}


def test_the_table_has_all_that_there_is_of_contact() -> None:
    assert NAMES == (
        "direct_hours",
        "indirect_hours",
        "direct_time_share",
        "indirect_hours_per_direct_hour",
        "cost_per_direct_hour",
    )


def test_unmarked_functions_show_nothing_and_explain_says_what_is_missing() -> None:
    result = marked({})
    assert not result.quantities.keys() & set(NAMES)
    assert not {code for code in said(result) if "mark" in code or "direct" in code}
    steps = explain(load("toolkit-team"), "cost_per_direct_hour")
    found = {step.name: step for step in steps}
    assert found["cost_per_direct_hour"].value is None
    assert found["indirect_hours"].origin == (
        "not given: no function is marked indirect; write functions.contact: {FUNCTION: indirect}, "
        "or contact in its row"
    )


def test_the_published_ratio_of_a_unit_cost() -> None:
    """PSSRU, children's social worker 2013/14: £40 an hour, £55 an hour of client-related work, so 1:0.375."""
    hours = dict.fromkeys(FUNCTION_LABELS, 0.0) | {"full_assessment": 80.0, "short_reviews": 30.0}
    marks = {**dict.fromkeys(FUNCTION_LABELS, "direct"), "short_reviews": "indirect"}
    functions = {"hours_per_week": hours, "contact": marks}
    blocks = {**full(), "cost": {"total": 40.0 * 19_360}, "functions": functions}
    result = evaluate(Scenario.model_validate(blocks))
    assert result.quantities["cost_per_hour"] == 40
    assert result.quantities["indirect_hours_per_direct_hour"] == pytest.approx(0.375, rel=1e-12)
    assert result.quantities["cost_per_direct_hour"] == pytest.approx(55, rel=1e-12)


def test_all_direct_costs_what_an_hour_costs() -> None:
    result = marked(dict.fromkeys(FUNCTION_LABELS, "direct"))
    quantities = result.quantities
    assert quantities["direct_hours"] == pytest.approx(19_360, rel=1e-12)
    assert (quantities["indirect_hours"], quantities["direct_time_share"]) == (0, 1)
    assert quantities["indirect_hours_per_direct_hour"] == 0
    assert quantities["cost_per_direct_hour"] == quantities["cost_per_hour"]


def test_all_indirect_has_no_cost_of_a_direct_hour() -> None:
    result = marked(dict.fromkeys(FUNCTION_LABELS, "indirect"))
    assert (result.quantities["direct_hours"], result.quantities["direct_time_share"]) == (0, 0)
    assert result.quantities["cost_per_direct_hour"] is None
    assert "cost_per_direct_hour" in said(result)["value_does_not_exist"]


def test_direct_time_costs_all_that_there_is() -> None:
    """An identity: where everything is marked, cost per direct hour times direct hours is the total cost."""
    marks = {key: "indirect" if key.endswith("reviews") else "direct" for key in FUNCTION_LABELS}
    quantities: Mapping[str, Any] = marked(marks).quantities
    assert quantities["cost_per_direct_hour"] * quantities["direct_hours"] == pytest.approx(385_000, rel=1e-12)
    assert quantities["direct_hours"] + quantities["indirect_hours"] == pytest.approx(19_360, rel=1e-12)


def test_a_part_that_is_marked_is_told_with_the_bounds_of_the_whole() -> None:
    some = {"full_assessment": "direct", "intensive_planning": "direct", "short_reviews": "indirect"}
    result = marked(some)
    assert result.quantities["direct_time_share"] == pytest.approx(230 / 237, rel=1e-12)
    assert said(result)["functions_not_marked"] == (
        "46.1% of the time is marked neither direct nor indirect: First contact, Overview assessment, Basic planning, "
        "Problem solving, Long reviews. The share of direct time and what follows from it are of the marked part. Were "
        "all the rest indirect, the share would be 52.3%; were it all direct, 98.4%; the cost per direct hour lies "
        "between £20.21 and £38.04."
    )
    for rest, share, cost in (("indirect", 0.523, 38.04), ("direct", 0.984, 20.21)):
        whole = marked({**dict.fromkeys(FUNCTION_LABELS, rest), **some}).quantities
        assert whole["direct_time_share"] == pytest.approx(share, abs=0.0005)
        assert whole["cost_per_direct_hour"] == pytest.approx(cost, abs=0.005)


@pytest.mark.parametrize(("mark", "lacking"), [("direct", "indirect"), ("indirect", "direct")])
def test_one_kind_alone_is_not_estimated_and_never_zero(mark: str, lacking: str) -> None:
    result = marked({"problem_solving": mark})
    assert f"{mark}_hours" in result.quantities
    for name in (f"{lacking}_hours", "direct_time_share", "cost_per_direct_hour"):
        assert result.quantities[name] is None
    message = said(result)["direct_time_not_estimated"]
    assert message.startswith("73.9% of the time is marked neither direct nor indirect: First contact, ")
    assert f"No function is marked {lacking}, so the share of direct time" in message


def test_an_added_function_is_marked_in_its_row() -> None:
    blocks = full()
    hours = {**blocks["functions"]["hours_per_week"], "travel": 60.0}
    added = {"travel": {"label": "Travel", "group": "problem_solving", "contact": "indirect"}}
    marks = dict.fromkeys(FUNCTION_LABELS, "direct")
    blocks["functions"] = {"hours_per_week": hours, "additional": added, "contact": marks}
    result = evaluate(Scenario.model_validate(blocks))
    assert result.quantities["indirect_hours_per_direct_hour"] == pytest.approx(60 / 440, rel=1e-12)


def test_marks_change_no_other_number() -> None:
    plain, with_marks = marked({}), marked(dict.fromkeys(FUNCTION_LABELS, "direct"))
    assert {name: with_marks.quantities[name] for name in plain.quantities} == plain.quantities
    assert with_marks.functions == plain.functions
    assert with_marks.function_groups == plain.function_groups


@pytest.fixture(name="kinds")
def _kinds() -> Callable[..., Region]:
    from archpers.scenario.overrides import parse_override

    def loaded(*overrides: str) -> Region:
        region = load(KINDS, [parse_override(text) for text in overrides])
        assert isinstance(region, Region)
        return region

    return loaded


def test_a_region_takes_each_authoritys_own_marks(kinds: Callable[..., Region]) -> None:
    result = evaluate(kinds())
    own = [part.quantities for part in result.authorities.values()]
    assert [round(part["direct_hours"] or 0) for part in own] == [16_940, 12_900]
    assert result.quantities["direct_hours"] == sum(part["direct_hours"] or 0 for part in own)
    assert result.quantities["direct_time_share"] == pytest.approx((16_940 + 12_900) / 38_710, rel=1e-12)
    assert result.counts["cost_per_direct_hour"] == 2
    assert "known_in_some_authorities" in said(result)  # for the hours on a new person


def test_a_region_in_which_one_authority_marks_nothing_has_none_as_one(kinds: Callable[..., Region]) -> None:
    nothing = [f"authorities.Nurses.functions.own.{key}.contact=null" for key in ("visits", "notes")]
    result = evaluate(kinds(*nothing))
    assert [result.quantities[name] for name in NAMES] == [None] * len(NAMES)
    assert not result.authorities["Nurses"].quantities.keys() & set(NAMES)
    mean = result.pooled["mean_of_ratios"].quantities
    assert mean["direct_time_share"] == result.authorities["Care team"].quantities["direct_time_share"]
    assert result.counts["direct_time_share"] == 1
    message = said(result)["known_in_some_authorities"]
    assert "Share of the marked time that is direct" in message
    assert "since not for Nurses; mean, median and quartiles are over the other authorities." in message
    origins = {step.name: step.origin for step in explain(kinds(*nothing), "direct_time_share")}
    assert origins["direct_hours"] == "not given for Nurses"


def test_the_same_function_may_be_direct_here_and_indirect_there() -> None:
    blocks = full()
    reform = blocks.pop("reform")
    marks = [dict.fromkeys(FUNCTION_LABELS, kind) for kind in ("direct", "indirect")]
    hours = blocks["functions"]["hours_per_week"]
    parts = {
        name: {key: value for key, value in blocks.items() if key != "name"}
        | {"functions": {"hours_per_week": hours, "contact": own}}
        for name, own in zip(("North", "South"), marks, strict=True)
    }
    result = evaluate(Region.model_validate({"name": "Both", "authorities": parts, "reform": reform}))
    assert result.quantities["direct_hours"] == pytest.approx(19_360, rel=1e-12)
    assert result.quantities["direct_time_share"] == pytest.approx(0.5, rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("tornado", "toolkit-team", "--on", "cost_per_direct_hour"),
            "cost_per_direct_hour: is not estimated, since no function is marked indirect; "
            "write functions.contact: {FUNCTION: indirect}, or contact in its row; or ask for another quantity\n",
        ),
        (
            ("switch", str(KINDS), "--on", "hours_on_new_person", "--target", "20"),
            "hours_on_new_person: is not estimated, since in some authority no group of functions is for new_people; "
            "write functions.per: {GROUP: new_people}; or ask for another quantity\n",
        ),
        (
            ("sweep", "toolkit-team", "--vary", "functions.contact.full_assessment=direct"),
            "functions.contact.full_assessment: the scenario has no number there; "
            "did you mean functions.hours_per_week.full_assessment?\n",
        ),
    ],
    ids=["unmarked", "groups of one authority", "a mark is no number"],
)
def test_what_ifs_say_what_is_missing(arguments: tuple[str, ...], error: str, command: Command) -> None:  # noqa: F811
    assert command(*arguments) == Done(2, "", error)
