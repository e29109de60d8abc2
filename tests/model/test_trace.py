"""Traced operands: what they write down computes, to the last bit, what the formula computes."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import archpers
from archpers.model import INPUTS, QUANTITIES, evaluate
from archpers.model.arithmetic import ratio, total
from archpers.model.pooling import POOLS, as_one_authority
from archpers.model.registry import described
from archpers.model.renderings import exact, excel, in_general, javascript, words
from archpers.model.trace import Name, Traced, named, names_in, steps
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.scopes import belonging_at

LETTERS = "abcd"
Tree = Any  # a letter, a number, or (operation, tree, tree)


def applied(tree: Tree, values: dict[str, Any]) -> Any:
    """Compute a tree with whatever operands are given for its letters."""
    if not isinstance(tree, tuple):
        return values.get(tree, tree)
    operation, left, right = tree[0], applied(tree[1], values), applied(tree[2], values)
    operations: dict[str, Callable[[], Any]] = {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: ratio(left, right),
    }
    return operations[operation]()


def constants_exist(tree: Tree) -> bool:
    """Whether every part of a tree that holds no letter has a value: a formula never divides a number by nothing."""
    if not isinstance(tree, tuple):
        return True
    parts = constants_exist(tree[1]) and constants_exist(tree[2])
    return parts and (bool(set(LETTERS) & set(str(tree))) or math.isfinite(applied(tree, {})))


finite = st.floats(-1e6, 1e6, allow_nan=False)
trees = st.recursive(
    st.one_of(st.sampled_from(LETTERS), finite, st.integers(-9, 9)),
    lambda below: st.tuples(st.sampled_from("+-*/"), below, below),
    max_leaves=12,
).filter(constants_exist)


def same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or one == other


def value_of(text: str, values: dict[str, float]) -> float:
    """Compute text that calls ratio(), as JavaScript would."""
    return float(eval(text, {"ratio": ratio, **values}))


def spreadsheet_value(text: str, values: dict[str, float]) -> float:
    """Compute a workbook's formula, whose only function here is IF with a comparison, a NA() and a quotient."""

    def guarded(zero: bool, _: float, divided: Callable[[], float]) -> float:
        return math.nan if zero else divided()

    lazy = text.replace(",NA(),", ",0,lambda: ").replace("=0", "==0").replace("IF(", "guarded(")
    return float(eval(lazy, {"guarded": guarded, **values}))


@given(tree=trees, values=st.fixed_dictionaries(dict.fromkeys(LETTERS, finite)))
def test_every_rendering_computes_what_the_formula_computes(tree: Tree, values: dict[str, float]) -> None:
    computed = applied(tree, values)
    traced = applied(tree, {letter: named(letter) for letter in LETTERS})
    assume(isinstance(traced, Traced))
    assert same(value_of(javascript(traced, str), values), computed)
    assert same(spreadsheet_value(excel(traced, str), values), computed)
    put_in = javascript(traced, lambda name: exact(values[name.name]))
    assert same(value_of(put_in, {}), computed)


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_exactly(value: float) -> None:
    text = words(named("a") * value)
    assert float(text.removeprefix("a * ").strip("()")) == value


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (lambda a, b: a - (b - 1), "a - (b - 1)"),
        (lambda a, b: a - b - 1, "a - b - 1"),
        (lambda a, b: (a + b) * 2, "(a + b) * 2"),
        (lambda a, b: a + b * 2, "a + b * 2"),
        (lambda a, b: a * (b * 2), "a * (b * 2)"),
        (lambda a, b: ratio(a, ratio(b, 2)), "a / (b / 2)"),
        (lambda a, b: ratio(ratio(a, b), 2), "a / b / 2"),
        (lambda a, b: ratio(1, a), "1 / a"),
        (lambda a, b: a * -2, "a * (-2)"),
        (lambda a, b: -(a + b), "(-1) * (a + b)"),
        (lambda a, b: total({"x": a, "y": b}), "a + b"),
    ],
)
def test_parentheses_are_those_that_are_needed(formula: Callable[..., Traced], text: str) -> None:
    assert words(formula(named("a"), named("b"))) == text


def test_a_ratio_without_a_denominator_has_no_value_in_any_rendering() -> None:
    traced = ratio(named("a"), named("b"))
    assert excel(traced, lambda name: {"a": "B1", "b": "B2"}[name.name]) == "IF(B2=0,NA(),B1/B2)"
    assert javascript(traced, str) == "ratio(a, b)"


@pytest.mark.parametrize("other", [math.nan, math.inf, "2", None], ids=str)
def test_what_is_no_number_is_refused(other: Any) -> None:
    with pytest.raises(TypeError, match="neither a traced operand nor a finite number"):
        named("a") + other


def test_division_is_written_as_ratio_only() -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        named("a") / 2


def test_a_sum_longer_than_pythons_stack_is_written() -> None:
    traced = sum(named(f"n{index}") for index in range(5000))
    assert isinstance(traced, Traced)
    assert words(traced).count("+") == 4999
    assert len(list(names_in(traced))) == 5000


@pytest.fixture(name="toolkit")
def _toolkit() -> Scenario:
    scenario = archpers.load("toolkit-team")
    assert isinstance(scenario, Scenario)
    return scenario


def test_steps_are_every_quantity_by_its_own_formula(toolkit: Scenario) -> None:
    given = model_inputs(toolkit)
    belonging = belonging_at(toolkit)
    traced = steps(QUANTITIES, given, belonging)
    values = evaluate([*traced, *given], given, belonging)
    assert set(traced) == {name for name in values if name in QUANTITIES and name not in given}

    def number(name: Name) -> str:
        value = values.get(name.name, described(name.name).neutral)
        return exact(value if name.key is None else value[name.key])  # type: ignore[arg-type,index]

    known = {*given, *(name for name, own in INPUTS.items() if own.neutral is not None)}
    for name, step in traced.items():
        family = step if isinstance(step, dict) else {None: step}
        for key, expression in family.items():
            expected = values[name] if key is None else values[name][key]
            assert value_of(javascript(expression, number), {}) == expected
            assert {operand.name for operand in names_in(expression)} <= known, "operands come first"
        known.add(name)


def test_the_whole_chain_is_one_expression_of_the_inputs(toolkit: Scenario) -> None:
    given = model_inputs(toolkit)
    chain = evaluate(["residual_value"], {name: named(name, value) for name, value in given.items()})["residual_value"]
    assert {name.name for name in names_in(chain)} == set(given) - {"hours_per_week"}
    text = javascript(chain, lambda name: exact(given[name.name] if name.key is None else given[name.name][name.key]))
    assert value_of(text, {}) == evaluate(["residual_value"], given)["residual_value"]


def test_what_is_given_or_not_estimated_has_no_step() -> None:
    assert list(steps(("cost_per_hour", "hours_per_person"), {"total_hours": 10.0, "people_served": 2.0})) == [
        "agency_cost",  # nothing, where nobody says that there are agency staff
        "hours_per_person",
    ]


@pytest.mark.parametrize("pool", POOLS)
@given(values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6))
def test_pooling_is_traced(pool: str, values: list[float]) -> None:
    traced = POOLS[pool]([named("x", authority=str(index)) for index in range(len(values))])
    text = javascript(traced, lambda name: exact(values[int(name.authority or "")]))
    ranked = {"ranked": lambda position, *parts: sorted(parts)[position - 1]}
    assert eval(text, {"ratio": ratio, **ranked}) == POOLS[pool](values)


def test_the_region_as_one_authority_is_traced() -> None:
    parts = [{"total_hours": 10.0, "people_served": 2.0}, {"total_hours": 5.0, "people_served": 3.0}]
    traced = as_one_authority(
        [{key: named(key, authority=name) for key in part} for name, part in zip("AB", parts, strict=True)]
    )
    assert {name: words(value) for name, value in traced.items() if value is not None} == {
        "total_hours": "total_hours[A] + total_hours[B]",
        "people_served": "people_served[A] + people_served[B]",
    }


def test_ranks_are_written_for_people_and_for_a_workbook() -> None:
    traced = POOLS["lower_quartile"]([named("x", authority=name) for name in "ABC"])
    assert words(traced) == "smallest(1) + (smallest(2) - smallest(1)) * 0.5"
    cells = {"A": "C5", "B": "D5", "C": "E5"}
    text = excel(traced, lambda name: cells[name.authority or ""])
    assert text == "SMALL(C5:E5,1)+(SMALL(C5:E5,2)-SMALL(C5:E5,1))*0.5"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hours_per_person", "total_hours / people_served"),
        ("total_hours_per_week", "hours_per_week[1] + … + hours_per_week[n]"),
        ("function_hours", "time_share * total_hours"),
        ("group_hours", "function_hours[1] + … + function_hours[n]"),
    ],
)
def test_a_formula_is_written_for_any_scenario(name: str, text: str) -> None:
    assert in_general(name) == text
