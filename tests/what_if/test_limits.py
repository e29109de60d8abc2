"""What-ifs keep what inputs must keep between them: a point that no file could hold has no value."""

import numpy as np
import pytest

import archpers
from archpers.errors import ScenarioError
from archpers.scenario.overrides import parse_override
from archpers.simulation.simulate import simulate
from archpers.what_if.attribution import attribution
from archpers.what_if.baseline import Baseline

NAME = "business-case"
LEVEL = 'brokerage.levels."with planning".share'


def model(measure: str, *overrides: str) -> float:
    """Return a number of the model, by way of the file."""
    scenario = archpers.load(NAME, [parse_override(text) for text in overrides])
    return float(Baseline(scenario).evaluate([measure])[measure])


@pytest.mark.parametrize(
    ("path", "values", "held"),
    [
        ("reinvestment.peer_support.share", [0.2, 0.65, 0.66], [True, True, False]),
        ("staffing.working_time.annual_leave_days", [28.0, 200.0, 240.0], [True, True, False]),
        ("staffing.working_time.sickness_days", [9.0, 250.0], [True, False]),
        ("case.growth.people_served", [0.015, 2.0], [True, True]),
    ],
)
def test_a_point_is_feasible_where_a_file_could_hold_it(path: str, values: list[float], held: list[bool]) -> None:
    varied = Baseline(archpers.load(NAME)).vary({path: np.array(values)})
    assert np.broadcast_to(varied.feasible, (len(values),)).tolist() == held
    for value, can in zip(values, held, strict=True):
        if not can:
            with pytest.raises(ScenarioError):
                model("cash_kept", f"{path}={value}")


def test_growth_that_leads_beyond_a_bound_has_no_value() -> None:
    scenario = archpers.load(NAME, [parse_override("case.growth={reform.crisis_share: 10%, people_served: 1%}")])
    growth = Baseline(scenario)
    path = next(path for path in growth.variables if path.startswith("case.growth") and "crisis_share" in path)
    # 20% of the people: 49% more a year is 98.6% in the fifth year, 50% more is 101.3%
    varied = growth.vary({path: np.array([0.10, 0.49, 0.50])})
    assert np.asarray(varied.feasible).tolist() == [True, True, False]
    assert varied.broken == {"a share lies between 0 and 1, in 2030-31 too"}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_the_shares_of_levels_make_up_100_percent(share: float) -> None:
    others = {"information and guidance": 0.6, "with everything": 0.1}
    left = {name: (1 - share) * own / 0.7 for name, own in others.items()}
    texts = [f'brokerage.levels."{name}".share={own!r}' for name, own in left.items()]
    expected = model("start_up_cost", f"{LEVEL}={share!r}", *texts)
    found = Baseline(archpers.load(NAME)).evaluate(["start_up_cost"], {LEVEL: share})["start_up_cost"]
    assert found == pytest.approx(expected, rel=1e-12)


def test_the_note_says_that_levels_are_rescaled() -> None:
    notes = dict(Baseline(archpers.load(NAME)).notes([LEVEL]))
    assert notes["levels_rescaled"].startswith("Where the share of a level varies")


def test_levels_that_differ_are_one_change() -> None:
    changes = (f"{LEVEL}=40%", 'brokerage.levels."information and guidance".share=50%')
    second = archpers.load(NAME, [parse_override(text) for text in changes])
    first = Baseline(archpers.load(NAME))
    found = attribution(first, Baseline(second), first.measure("start_up_cost"))
    assert found is not None
    assert [len(part.inputs) for part in found.parts] == [2]


def test_draws_that_break_what_inputs_keep_between_them_are_left_out() -> None:
    path = "reinvestment.peer_support.share"
    drawn = [f"{path}.{key}={value}" for key, value in (("value", "40%"), ("low", "20%"), ("high", "90%"))]
    scenario = archpers.load(NAME, [parse_override(text) for text in (*drawn, f"{path}.distribution=uniform")])
    draws = 10_000
    result = simulate(scenario, draws, explain=["cash_kept"])
    (count,) = result.infeasible_draws.values()
    assert list(result.infeasible_draws) == ["not held: the shares of the cash released sum to 100% or less"]
    expected = 25 / 70  # of 20% to 90%, beyond the 65% that the others leave
    assert count / draws == pytest.approx(expected, abs=4 * (expected * (1 - expected) / draws) ** 0.5)
    assert any(
        warning.code == "infeasible_draws" and "keep between them" in warning.message for warning in result.warnings
    )


def test_the_share_of_one_level_cannot_be_drawn() -> None:
    spread = [f"{LEVEL}.{key}={value}" for key, value in (("value", "30%"), ("low", "20%"), ("high", "40%"))]
    with pytest.raises(ScenarioError, match="a level's share cannot be drawn by itself"):
        archpers.load(NAME, [parse_override(text) for text in (*spread, f"{LEVEL}.distribution=pert")])
