"""Every number of a case is a measure like any other: arrays and draws give what the case itself gives."""

from pathlib import Path

import numpy as np
import pytest

from archpers.errors import ScenarioError, UsageError
from archpers.results.case import evaluate_case
from archpers.results.names import find_measure
from archpers.scenario.load import load
from archpers.simulation.simulate import simulate
from archpers.what_if.attribution import attribution
from archpers.what_if.baseline import Baseline
from archpers.what_if.switching import switching_values
from tests.decision.test_case import EXAMPLE, example

PATHS = {
    "case.discount_rate": [0.0, 0.02, 0.05],
    "case.growth.people_served": [-0.02, 0.0, 0.03],
    'case.growth."cost.employment.salary_per_wte".1': [0.0, 0.05, 0.1],
    "case.release_profile.2": [0.5, 0.8, 0.9],
    'case.items."double running".amount.0': [0.0, 5e4, 2e5],
    "release.share": [0.1, 0.3, 0.6],
    "people_served": [3000.0, 3480.0, 4000.0],
    "best_source.plan.providers": [50.0, 107.0, 200.0],
}


@pytest.mark.parametrize("path", PATHS)
def test_arrays_give_what_each_case_gives(path: str) -> None:
    names = ["case.npv", "case.npsv", 'case."2028-29".net_cash', 'case."2030-31".required_wte']
    values = np.array(PATHS[path])
    found = Baseline(example()).evaluate(names, {path: values})
    for index, value in enumerate(PATHS[path]):
        result = evaluate_case(example(f"{path}={value!r}"))
        expected = [
            result.totals.npv,
            result.totals.npsv,
            result.by_year["2028-29"]["net_cash"],
            result.by_year["2030-31"]["required_wte"],
        ]
        got = [float(np.broadcast_to(found[name], 3)[index]) for name in names]
        assert got == pytest.approx(expected, rel=1e-12)


def test_more_released_than_free_is_infeasible() -> None:
    found = Baseline(example()).evaluate(["case.npv"], {"case.release_profile.1": np.array([0.5, 1.0])})
    assert np.isnan(found["case.npv"]).tolist() == [False, True]
    found = Baseline(example()).evaluate(["case.npv"], {"case.reform_in_effect.1": np.array([0.1, 0.4])})
    assert np.isnan(found["case.npv"]).tolist() == [True, False]


def test_break_even_values_bring_npv_to_0() -> None:
    baseline = Baseline(example())
    (switch,) = switching_values(baseline, baseline.measure("case.npv"), paths=["release.share"])
    result = evaluate_case(example(f"release.share={switch.switching_value!r}"))
    assert result.totals.npv == pytest.approx(0, abs=0.01)


def test_growth_is_drawn_once_a_run(tmp_path: Path) -> None:
    spread = "{value: 1.5%, low: 0%, high: 3%, distribution: uniform}"
    file = tmp_path / "drawn.yaml"
    file.write_text(EXAMPLE.read_text(encoding="utf-8").replace("{people_served: 1.5%", f"{{people_served: {spread}"))
    names = ['case."2027-28".people_served', 'case."2030-31".people_served', "case.npv"]
    found = simulate(load(file), 20_000, show=names, explain=False).quantities
    first, last, npv = (found[name] for name in names)
    assert first is not None
    assert last is not None
    assert npv is not None
    assert first.p95 == pytest.approx(3480 * (1 + 0.95 * 0.03), rel=1e-3)
    assert last.p95 == pytest.approx(3480 * (1 + 0.95 * 0.03) ** 4, rel=2e-3)
    assert npv.baseline == pytest.approx(240290.0147, abs=0.01)
    assert npv.probability_below_zero == 0


def test_a_difference_in_npv_is_attributed_whole() -> None:
    first, second = Baseline(example()), Baseline(example("release.share=50%", "case.discount_rate=5%"))
    found = attribution(first, second, first.measure("case.npv"))
    assert found is not None
    assert sum(part.part for part in found.parts) == pytest.approx(found.difference)
    assert {part.inputs[0] for part in found.parts} == {"release.share", "case.discount_rate"}


@pytest.mark.parametrize(
    "name", ["npv", "case.npv", "Net present value to the council", "case.Net present value to the council"]
)
def test_totals_go_by_their_names_and_labels(name: str) -> None:
    assert find_measure(name, example()).text == "case.npv"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ('case."2040-41".npv', "the case has no '2040-41'"),
        ("freed_hours", 'name the year, such as case."2026-27".freed_hours'),
        ('case."2028-29".freed_hour', "there is no such quantity; did you mean freed_hours?"),
    ],
)
def test_names_that_there_are_not(name: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        find_measure(name, example())
    assert message in str(raised.value)


def test_a_case_that_is_not_ready_is_refused_as_a_measure_too() -> None:
    with pytest.raises(ScenarioError, match="add --prices 2026-27"):
        find_measure("case.npv", example("price_base_year=2025-26"))
    with pytest.raises(UsageError, match="the scenario has no case block"):
        find_measure("case.npv", load("toolkit-team"))
