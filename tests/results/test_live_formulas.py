"""Live formulas: each, put to the numbers of its year or scope, gives its number, after those that it needs."""

from pathlib import Path

import pytest

from archpers.model.arithmetic import above
from archpers.model.case_inputs import CASE, TOTALS
from archpers.model.definition import YEAR_BY_YEAR
from archpers.model.registry import in_block, shown_in
from archpers.model.renderings import words
from archpers.model.trace import Name, Traced
from archpers.results.case import evaluate_case
from archpers.results.explanation.live_formulas import LAST_YEAR, LiveFormulas, LiveYears, before, operands_of, within
from archpers.scenario.load import load
from tests.decision.test_case import EXAMPLE, REGION

WANTED = [Name(name) for name in (*shown_in(YEAR_BY_YEAR), *in_block(CASE).values(), *TOTALS)]


def scenario_file(shape: str, folder: Path) -> Path:
    if shape == "team":
        return EXAMPLE
    file = folder / "region.yaml"
    file.write_text(REGION, encoding="utf-8")
    return file


def put_in(formula: Traced, name: Name, values: dict[Name, float | None]) -> float:
    """Calculate a formula from values, by its words."""
    text = words(formula, lambda operand: f"values[{tuple(within(name, operand))!r}]")
    known = {tuple(key): value for key, value in values.items()}
    number: float = eval(text, {"values": known, "above": above})
    return number


@pytest.mark.parametrize("shape", ["team", "region"])
def test_a_year_s_formulas_give_its_numbers_from_those_before_them(shape: str, tmp_path: Path) -> None:
    scenario = load(scenario_file(shape, tmp_path))
    years, base = LiveYears(scenario, ()), LiveFormulas(scenario)
    case, checked = evaluate_case(scenario), 0
    for number, year in enumerate(years.years):
        found: dict[Name, float | None] = {}
        for name in years.order(number, WANTED):
            formula, value = years.formula(number, name), years.value(number, name)
            if not isinstance(formula, Traced):
                assert formula == pytest.approx(value)
            else:
                given = years.is_given(number, name)
                needed = [within(name, own) for own in operands_of(name, formula)]
                known = {own: base.value(own) if given or own not in found else found[own] for own in needed}
                if number:
                    known[within(name, LAST_YEAR)] = years.value(number - 1, before(name))
                assert put_in(formula, name, known) == pytest.approx(value, rel=1e-12), (year, name)
                checked += 1
            found[name] = value
        for wanted in WANTED[:-2]:
            assert years.value(number, wanted) == case.by_year[year].get(wanted.name), (year, wanted)
    assert years.value(len(years.years) - 1, Name("npv")) == case.totals.npv
    assert checked > 200


@pytest.mark.parametrize("name", ["business-case", "yorkshire-humber-2010"])
def test_what_a_number_needs_is_computed_before_it(name: str) -> None:
    live = LiveFormulas(load(name))
    order = live.order([Name("residual_value"), Name("residual_share_of_hours")])
    places = {own: place for place, own in enumerate(order)}
    for own in order:
        assert all(places[needed] < places[own] for needed in operands_of(own, live.formula(own)) if needed in places)
    assert Name("total_hours") in places
    assert len(order) > 10
