"""Compiled programs: the numbers of the scalar path, bit by bit, for every figure of a result."""

import numpy as np
import pytest

import archpers
from archpers.model.pooling import POOLS
from archpers.model.registry import in_block
from archpers.results.names import Measure
from archpers.simulation.engine.program import BLOCK, Program
from archpers.simulation.engine.tape import Recorded, Tape
from archpers.what_if.baseline import Baseline
from tests.simulation.support import evaluated, program_of
from tests.support import QUANTITY_NAMES

SCENARIOS = ["toolkit-team", "yorkshire-humber-2010"]


def every_measure(baseline: Baseline) -> list[Measure]:
    own = [Measure((name,), name) for name in QUANTITY_NAMES]
    own += [
        Measure(("functions", "long_reviews", field), name, "long_reviews")
        for field, name in in_block("functions").items()
    ]
    if not baseline.is_region:
        return own
    return [
        *own,
        *(measure.beside(pool=pool) for pool in POOLS for measure in own),
        *(measure.beside("LA 4") for measure in own),
    ]


def varied(baseline: Baseline, count: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    return {
        path: variable.value * random.uniform(0.8, 1.2, count)
        for path, variable in baseline.variables.items()
        if variable.name != "time_share"
    }


def figures_of(program: Program, values: list[np.ndarray]) -> dict[str, np.ndarray]:
    return dict(zip(program.figures, evaluated(program, values), strict=True))


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_program_gives_the_bits_of_whole_arrays(name: str) -> None:
    baseline = Baseline(archpers.load(name))
    values = varied(baseline, 2 * BLOCK + 37)
    measures = every_measure(baseline)
    program = program_of(baseline, values, measures)
    found = figures_of(program, list(values.values()))
    expected = baseline.evaluate(measures, values)
    assert len(found) > 30
    for text, each in found.items():
        assert np.array_equal(each, expected[text]), text


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_program_agrees_with_the_scalar_path(name: str) -> None:
    baseline = Baseline(archpers.load(name))
    values = varied(baseline, 20)
    measures = every_measure(baseline)
    program = program_of(baseline, values, measures)
    found = figures_of(program, list(values.values()))
    for point in range(20):
        scalar = baseline.evaluate(measures, {path: float(each[point]) for path, each in values.items()})
        for text, each in found.items():
            assert each[point] == pytest.approx(scalar[text], rel=1e-12), text


def test_what_does_not_vary_is_a_constant_and_what_is_not_estimated_is_left_out() -> None:
    scenario = archpers.load("toolkit-team")
    assert isinstance(scenario, archpers.Scenario)
    baseline = Baseline(archpers.replace(scenario, cost=None))
    program = program_of(baseline, ["reform.crisis_share"], QUANTITY_NAMES)
    assert program.constants["total_hours"] == 19_360
    assert "residual_hours" in program.figures
    assert "residual_value" not in {*program.figures, *program.constants}
    assert program.used_inputs() == {0}


def test_an_input_may_be_a_figure_itself_and_twice() -> None:
    tape = Tape()
    left, right = tape.operand(), tape.operand()
    program = Program(tape, [left, right], {"left": left, "again": left, "sum": left + right, "unused": 3})
    found = figures_of(program, [np.array([1.0, 2.0]), np.array([10.0, 20.0])])
    assert {key: value.tolist() for key, value in found.items()} == {"left": [1, 2], "again": [1, 2], "sum": [11, 22]}
    assert program.constants == {"unused": 3.0}


def test_a_program_leaves_out_what_no_figure_needs_and_shares_its_room() -> None:
    tape = Tape()
    operand = tape.operand()
    chain: Recorded = operand
    for _ in range(20):
        chain = chain * 1.5
    _ = operand * 9.0
    program = Program(tape, [operand], {"chain": chain})
    assert len(program.steps) == 20
    assert program.scratch_count == 1


def test_division_by_zero_is_nan_point_by_point() -> None:
    tape = Tape()
    top, bottom = tape.operand(), tape.operand()
    results = {
        "ratio": top.traced_ratio(bottom),
        "inverse": bottom.traced_ratio(1.0, reflected=True),
        "never": top.traced_ratio(0.0),
        "sum": top + bottom,
    }
    program = Program(tape, [top, bottom], results)
    with np.errstate(all="raise"):
        found = figures_of(program, [np.array([1.0, 0.0, 3.0]), np.array([0.0, 0.0, 4.0])])
    assert np.array_equal(found["ratio"], [np.nan, np.nan, 0.75], equal_nan=True)
    assert np.array_equal(found["inverse"], [np.nan, np.nan, 0.25], equal_nan=True)
    assert found["sum"].tolist() == [1, 0, 7]
    assert np.isnan(program.constants["never"])


def test_division_by_zero_is_nan_where_the_quotient_takes_the_room_of_an_operand() -> None:
    tape = Tape()
    top, bottom = tape.operand(), tape.operand()
    ratio = (top * 1.0).traced_ratio(bottom * 1.0) * 2.0
    inverse = (top * 1.0).traced_ratio(1.0, reflected=True) * 2.0
    found = evaluated(
        Program(tape, [top, bottom], {"ratio": ratio, "inverse": inverse}),
        [np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.0, 2.0])],
    )
    assert np.array_equal(found, [[0, np.nan, 2], [np.nan, 2, 1]], equal_nan=True)
