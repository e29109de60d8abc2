"""The registry and its evaluation: order, need, absence, given values and families."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from archpers.model import INPUTS, QUANTITIES, evaluate
from archpers.model.arithmetic import ratio, total
from archpers.model.registry import AXES, declare, described, quantity
from archpers.model.time_use import FUNCTION_GROUPS, FUNCTION_LABELS, GROUP_LABELS
from archpers.units import Unit
from tests.model.strategies import leaves, members
from tests.support import BELONGING, TOOLKIT

NAMES = tuple(QUANTITIES)
OWN_GROUPS = {"function": {"first_contact": "assessment", "full_assessment": "assessment", "short_reviews": "review"}}


def complete() -> dict[str, Any]:
    """The toolkit team, with 1 for whatever input it does not have."""
    others = {
        name: 1.0 if definition.axis is None else dict.fromkeys(members(definition.axis), 1.0)
        for name, definition in INPUTS.items()
    }
    return {**others, **TOOLKIT}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each formula is computed."""
    calls: Counter[str] = Counter()

    def counting(name: str, formula: Callable[..., Any] | None) -> Callable[..., Any]:
        def counted_formula(**arguments: Any) -> Any:
            assert formula is not None
            calls[name] += 1
            return formula(**arguments)

        return counted_formula

    for name, definition in QUANTITIES.items():
        monkeypatch.setitem(QUANTITIES, name, definition._replace(formula=counting(name, definition.formula)))
    return calls


@pytest.mark.parametrize("name", [*INPUTS, *QUANTITIES])
def test_unit_meaning_and_source_are_told(name: str) -> None:
    definition = described(name)
    assert definition.name == name
    assert definition.unit
    assert len(definition.meaning.split()) >= 4
    assert definition.source
    assert definition.unit.text
    assert definition.axis is None or definition.axis in AXES.values()


@pytest.mark.parametrize("name", NAMES)
def test_docstring_names_the_unit(name: str) -> None:
    definition = QUANTITIES[name]
    assert definition.formula is not None
    assert definition.formula.__name__ == name
    assert f"[{definition.unit}]" in definition.meaning


def test_no_name_is_both_input_and_quantity() -> None:
    assert INPUTS
    assert not INPUTS.keys() & QUANTITIES.keys()


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_registered_and_lead_down_to_inputs(name: str) -> None:
    assert QUANTITIES[name].parameters
    assert leaves(name) <= INPUTS.keys()


def test_described_finds_inputs_and_quantities() -> None:
    assert described("people_served") is INPUTS["people_served"]
    assert described("total_hours") is QUANTITIES["total_hours"]


@pytest.mark.parametrize("name", ["unheard_of", "people", ""])
def test_unknown_name_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        evaluate([name], TOOLKIT)


def test_the_answer_stands_in_the_order_asked_for() -> None:
    wanted = ["residual_wte", "people_served", "cost_per_hour", "total_hours"]
    assert list(evaluate(wanted, TOOLKIT)) == wanted
    assert list(evaluate(reversed(wanted), TOOLKIT)) == wanted[::-1]
    assert evaluate([], TOOLKIT) == {}


def test_inputs_may_be_asked_for() -> None:
    assert evaluate(["people_served", "crisis_share"], TOOLKIT) == {"people_served": 500.0, "crisis_share": 0.2}


def test_given_values_are_left_alone() -> None:
    before = {**TOOLKIT}
    evaluate(NAMES, TOOLKIT, BELONGING)
    assert before == TOOLKIT


def test_only_what_is_needed_is_computed(counted: Counter[str]) -> None:
    evaluate(["hours_per_person"], TOOLKIT)
    assert counted == {"total_hours": 1, "hours_per_person": 1}


def test_every_formula_is_computed_once(counted: Counter[str]) -> None:
    evaluate(NAMES, TOOLKIT, BELONGING)
    single = [name for name in counted if QUANTITIES[name].axis is None]
    assert len(single) > 20
    assert {counted[name] for name in single} == {1}
    assert counted["time_share"] == len(FUNCTION_LABELS)


@pytest.mark.parametrize("name", NAMES)
def test_a_given_value_stands_for_its_formula(name: str, counted: Counter[str]) -> None:
    every = FUNCTION_LABELS if QUANTITIES[name].among else ("first_contact",)
    stated = dict.fromkeys(every, 123.0) if QUANTITIES[name].axis else 123.0
    assert evaluate([name], {**complete(), name: stated}, BELONGING) == {name: stated}
    assert counted == {}


def test_what_depends_on_a_given_value_uses_it() -> None:
    values = evaluate(["hours_per_person", "hours_per_wte"], {**TOOLKIT, "total_hours": 22_000.0})
    assert values == {"hours_per_person": 44.0, "hours_per_wte": 2000.0}


def test_time_shares_stand_for_weekly_hours() -> None:
    given = {**TOOLKIT, "time_share": {"first_contact": 0.25, "short_reviews": 0.75}}
    values = evaluate(["function_hours", "time_share_total"], given)
    assert values == {"function_hours": {"first_contact": 4840.0, "short_reviews": 14_520.0}, "time_share_total": 1.0}


def test_the_mean_of_ratios_enters_as_given_values() -> None:
    given = {**TOOLKIT, "hours_per_person": 27.24}
    assert evaluate(["core_share_of_hours"], given)["core_share_of_hours"] == pytest.approx(11.9 / 27.24, rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_given_is_nothing_known(name: str) -> None:
    known = evaluate([name], {}, BELONGING)
    assert known == {} or all(described(each).neutral is not None for each in leaves(name))


def needed(name: str) -> list[str]:
    """Return the inputs without which there is no such quantity; those that are neutral where absent are not among."""
    found: set[str] = set()
    waiting = [] if name in TOOLKIT else [name]
    while waiting:
        own = described(waiting.pop())
        for parameter in set(BELONGING[own.name].values()) if own.among else own.parameters:
            if parameter in INPUTS:
                found.add(parameter)
            elif parameter not in TOOLKIT:  # what is given needs nothing
                waiting.append(parameter)
    return sorted(each for each in found if described(each).neutral is None)


@pytest.mark.parametrize(("name", "missing"), [(name, missing) for name in NAMES for missing in needed(name)])
def test_an_absent_input_leaves_the_quantity_absent(name: str, missing: str) -> None:
    given = complete()
    assert name in evaluate([name], given, BELONGING)
    del given[missing]
    assert evaluate([name], given, BELONGING) == {}


def test_absence_of_cost_leaves_hours_known() -> None:
    given = {name: value for name, value in TOOLKIT.items() if name != "total_cost"}
    values = evaluate(["hours_per_person", "cost_per_person", "function_cost", "function_hours"], given)
    assert list(values) == ["hours_per_person", "function_hours"]


def test_a_family_has_one_value_for_each_function() -> None:
    shares = evaluate(["time_share"], {"hours_per_week": {"first_contact": 1.0, "safeguarding": 3.0}})["time_share"]
    assert shares == {"first_contact": 0.25, "safeguarding": 0.75}


def test_two_families_meet_where_both_have_a_value() -> None:
    given = {"core_function_hours_per_person": {"b": 5.0, "c": 1.0}, "function_hours_per_person": {"a": 1.0, "b": 2.0}}
    assert evaluate(["core_shortfall_per_person"], given) == {"core_shortfall_per_person": {"b": 3.0}}


def test_groups_add_up_their_members_in_the_order_of_the_groups() -> None:
    shares = {"short_reviews": 0.5, "first_contact": 0.125, "full_assessment": 0.375}
    values = evaluate(["group_time_share"], {"time_share": shares}, OWN_GROUPS)["group_time_share"]
    assert values == {"assessment": 0.5, "planning": 0, "problem_solving": 0, "review": 0.5}
    assert list(values) == list(GROUP_LABELS)


def test_a_group_without_functions_in_the_row_is_empty() -> None:
    values = evaluate(["group_hours"], {"function_hours": {"first_contact": 4.0}}, OWN_GROUPS)
    assert values == {"group_hours": {"assessment": 4.0, "planning": 0, "problem_solving": 0, "review": 0}}


def test_a_function_without_a_group_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="safeguarding"):
        evaluate(["group_hours"], {"function_hours": {"safeguarding": 4.0}}, OWN_GROUPS)


def test_labels_and_groups_cover_the_same_eight_functions() -> None:
    assert len(FUNCTION_LABELS) == 8
    assert list(FUNCTION_LABELS) == list(FUNCTION_GROUPS)
    assert list(dict.fromkeys(FUNCTION_GROUPS.values())) == list(GROUP_LABELS)


def test_two_axes_broadcast_and_no_grid_is_filled_before_it_is_needed() -> None:
    people, share = np.array([[400.0], [500.0], [600.0]]), np.array([[0.1, 0.2]])
    wanted = ["total_hours", "hours_per_person", "core_hours", "crisis_people", "residual_hours", "required_wte"]
    values = evaluate(wanted, {**TOOLKIT, "people_served": people, "crisis_share": share})
    shapes = {name: np.shape(value) for name, value in values.items()}
    assert isinstance(values["total_hours"], float)
    assert shapes == {
        "total_hours": (),
        "hours_per_person": (3, 1),
        "core_hours": (3, 1),
        "crisis_people": (3, 2),
        "residual_hours": (3, 2),
        "required_wte": (3, 2),
    }
    assert values["residual_hours"][1, 1] == evaluate(["residual_hours"], TOOLKIT)["residual_hours"]


def test_the_other_axis_alone_stays_alone() -> None:
    values = evaluate(["crisis_people", "people_per_wte"], {**TOOLKIT, "crisis_share": np.array([[0.1, 0.2, 0.3]])})
    assert values["crisis_people"].shape == (1, 3)
    assert values["people_per_wte"] == 500 / 11


class Written:
    """An operand that writes the formula down."""

    def __init__(self, text: str) -> None:
        self.text = text

    def traced_ratio(self, other: Any, *, reflected: bool = False) -> "Written":
        ours, theirs = self.text, getattr(other, "text", other)
        return Written(f"{theirs}/{ours}" if reflected else f"{ours}/{theirs}")

    def __add__(self, other: Any) -> "Written":
        return Written(f"{self.text}+{getattr(other, 'text', other)}")

    def __radd__(self, other: Any) -> "Written":
        return Written(f"{other}+{self.text}")


def test_traced_operands_write_the_division_down() -> None:
    assert ratio(Written("a"), Written("b")).text == "a/b"
    assert ratio(Written("a"), 2.0).text == "a/2.0"
    assert ratio(2.0, Written("b")).text == "2.0/b"


def test_traced_operands_write_the_sum_down() -> None:
    assert total({"first": Written("a"), "second": Written("b")}).text == "0+a+b"


def test_the_total_of_nothing_is_zero() -> None:
    assert total({}) == 0


METRES, SQUARE = Unit("m", 1, "ratio"), Unit("m2", 1, "ratio")


def told(name: str, unit: Unit, meaning: str) -> tuple[str, Unit, str, str]:
    return name, unit, meaning, "made up for this test"


def test_registering_a_formula_takes_name_parameters_and_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archpers.model.registry.QUANTITIES", {})
    monkeypatch.setattr("archpers.model.registry.INPUTS", {})
    from archpers.model.registry import INPUTS as INPUTS_NOW
    from archpers.model.registry import QUANTITIES as QUANTITIES_NOW

    declare("width", METRES, "How wide it is", "made up for this test")

    @quantity(unit=SQUARE, source="made up for this test")
    def area(width: Any, height: Any) -> Any:
        """How much
        it covers [m2].

        This paragraph is no part of the meaning.
        """
        area_in_words = "counts as no parameter"
        return width * height if area_in_words else None

    assert area(2.0, 3.0) == 6.0
    width, found = INPUTS_NOW["width"], QUANTITIES_NOW["area"]
    assert (width.name, width.unit, width.meaning, width.source) == told("width", METRES, "How wide it is")
    assert (width.formula, width.parameters) == (None, ())
    assert (found.name, found.unit, found.meaning, found.source) == told("area", SQUARE, "How much it covers [m2].")
    assert (found.formula, found.parameters, found.words) == (area, ("width", "height"), "How much it covers")
    assert {(own.axis, own.neutral, own.part, own.on_sums, own.pooling) for own in (width, found)} == {
        (None, None, None, None, "taken on the sums")
    }
    assert [(own.label, own.short, own.block, own.field) for own in (width, found)] == [
        ("Width", "Width", "", "width"),
        ("Area", "Area", "quantities", "area"),
    ]
