"""Machine code: numpy's numbers bit by bit, whatever the points and the threads."""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import archpers
from archpers.arrays import Floats
from archpers.simulation.distributions import distribution
from archpers.simulation.drawn_inputs import DrawnInputs, drawn_inputs
from archpers.simulation.drawn_model import DrawnModel, drawn_model
from archpers.simulation.engine import machine_code
from archpers.simulation.engine.program import BLOCK, Program
from archpers.simulation.engine.runner import DrawnRun, RunOptions, RunOutcome
from archpers.simulation.engine.statistics import DrawTotals
from archpers.simulation.engine.tape import Tape
from archpers.what_if.baseline import Baseline
from tests.engines import package
from tests.simulation.support import evaluated, program_of
from tests.simulation.test_distributions import PROBABILITIES
from tests.simulation.test_program import SCENARIOS, every_measure, varied
from tests.simulation.test_simulate import UNCERTAIN, changed, without_requirement
from tests.support import REFORM_NAMES

COUNT = 3 * BLOCK + 37


@pytest.fixture(autouse=True)
def _llvmlite() -> None:
    package("llvmlite")


ONE_TILE = """
define void @one_tile(ptr %inputs, i64 %first, ptr %tile) {
  call void @evaluate(ptr %inputs, i64 %first, ptr %tile)
  ret void
}
"""


def both(program: Program, values: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Evaluate with machine code, tile by tile, and with numpy."""
    function = machine_code.compiled_function(program, ONE_TILE, "one_tile")
    size = len(values[0])
    padded = [np.append(each, each[: -size % machine_code.TILE]) for each in values]
    sources = machine_code.addresses(padded)
    tiles = []
    for first in range(0, size, machine_code.TILE):
        tiles.append(np.full((len(program.figures), machine_code.TILE), 99.0))
        function(sources.ctypes.data, first, tiles[-1].ctypes.data)
    return np.concatenate(tiles, axis=1)[:, :size], evaluated(program, values)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_figure_of_a_result(name: str) -> None:
    baseline = Baseline(archpers.load(name))
    values = varied(baseline, COUNT)
    fast, plain = both(program_of(baseline, values, every_measure(baseline)), list(values.values()))
    assert len(fast) > 30
    assert np.array_equal(fast, plain)


def operated(operation: Any, *values: Floats) -> tuple[Floats, Floats]:
    """Do one operation on operands of its own, with machine code and with numpy."""
    tape = Tape()
    operands = [tape.operand() for _ in values]
    fast, plain = both(Program(tape, operands, {"result": operation(*operands)}), values)
    return fast[0], plain[0]


EDGES = np.array([0.0, -0.0, 1.0, -1.5, 3.0, np.nan, np.inf, -np.inf, 5e-324, 1.7e308])
PAIRS = [np.resize(each.ravel(), 4 * machine_code.TILE) for each in np.meshgrid(EDGES, EDGES)]


@pytest.mark.parametrize("operation", [np.add, np.subtract, np.multiply, np.minimum, np.maximum])
def test_arithmetic_at_the_edges(operation: np.ufunc) -> None:
    with np.errstate(all="ignore"):
        fast, plain = operated(operation, *PAIRS)
        assert np.array_equal(fast, plain, equal_nan=True)
        assert np.array_equal(fast, operation(*PAIRS), equal_nan=True)


def test_a_ratio_is_nan_where_the_denominator_is_zero() -> None:
    fast, plain = operated(lambda top, bottom: top.traced_ratio(bottom), *PAIRS)
    assert np.array_equal(fast, plain, equal_nan=True)
    assert np.isnan(fast[PAIRS[1] == 0]).all()
    fast, plain = operated(lambda bottom: bottom.traced_ratio(2.0, reflected=True), PAIRS[0])
    assert np.array_equal(fast, plain, equal_nan=True)
    assert np.isnan(fast[PAIRS[0] == 0]).all()


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("uniform", {"low": 2.1, "high": 8.3}),
        ("uniform", {"low": 3.0, "high": 3.0}),
        ("triangular", {"low": 2.1, "mode": 3, "high": 8.3}),
        ("triangular", {"low": 0, "mode": 0, "high": 3}),
        ("pert", {"low": 2.1, "mode": 3, "high": 8.3}),
        ("beta", {"alpha": 0.2, "beta": 300}),
        ("normal", {"mean": 4, "sd": 5}),
        ("normal", {"mean": 4, "sd": 5, "min": 2.1, "max": 8.3}),
        ("lognormal", {"mean": 4, "sd": 5}),
    ],
    ids=str,
)
def test_every_distribution(name: str, parameters: dict[str, float]) -> None:
    ends = [0.0, 2.0**-60, 2.0**-53, 0.5 - 2.0**-54, 0.5, 0.5 + 2.0**-53, 1 - 2.0**-53, 1.0]
    chances = np.concatenate([ends, PROBABILITIES, np.random.default_rng(3).random(10_000)])
    chances = np.resize(chances, len(chances) // machine_code.TILE * machine_code.TILE + machine_code.TILE)
    fast, plain = operated(distribution(name, parameters), chances)
    assert np.array_equal(fast, plain)
    assert np.array_equal(fast, distribution(name, parameters)(chances))


def same(first: DrawTotals, second: DrawTotals) -> bool:
    return first.count == second.count and all(
        np.array_equal(getattr(first, name), getattr(second, name), equal_nan=True)
        for name in ("sums", "below_zero", "missing", "histogram")
    )


def counted(model: DrawnModel, inputs: DrawnInputs, options: RunOptions) -> RunOutcome:
    return DrawnRun([model], inputs, options).run(0, options.draws)


@pytest.mark.parametrize("latin", [False, True], ids=["plain", "latin"])
@pytest.mark.parametrize("detail", ["all", "moments", "means"])
@pytest.mark.parametrize("draws", [2, machine_code.TILE + 1, 5000, 12 * BLOCK, 12 * BLOCK + 17])
def test_draws_are_counted_alike(draws: int, detail: Any, latin: bool) -> None:
    scenario = archpers.load(UNCERTAIN)
    baseline = Baseline(scenario)
    inputs = drawn_inputs(scenario, baseline)
    model = drawn_model(baseline, inputs, every_measure(baseline))
    fast, again, plain = (
        counted(model, inputs, RunOptions(draws, 3, latin, detail, threads, machine_code=code)).totals[0]
        for threads, code in ((1, True), (2, True), (1, False))
    )
    assert same(fast, plain)
    assert same(again, plain)


@pytest.mark.parametrize("sd", ["20%", "4.5%"], ids=["often", "seldom"])
def test_infeasible_draws_are_counted_alike(sd: str) -> None:
    scenario = changed(("reform.crisis_share", {"normal": {"mean": "20%", "sd": sd}}))
    baseline = Baseline(scenario)
    inputs = drawn_inputs(scenario, baseline)
    model = drawn_model(baseline, inputs, REFORM_NAMES)
    fast, plain = (counted(model, inputs, RunOptions(40 * BLOCK, 1, machine_code=code)) for code in (True, False))
    assert fast.infeasible == plain.infeasible
    assert 0 < fast.infeasible["reform.crisis_share"] < 40 * BLOCK
    assert same(fast.totals[0], plain.totals[0])


def test_figures_that_do_not_exist_are_counted_alike() -> None:
    baseline = Baseline(without_requirement())
    inputs = drawn_inputs(baseline.scenario, baseline)
    model = drawn_model(baseline, inputs, REFORM_NAMES)
    fast, plain = (
        counted(model, inputs, RunOptions(4 * BLOCK, 1, machine_code=code)).totals[0] for code in (True, False)
    )
    assert plain.missing[model.figures.index("wisn_ratio")] == 4 * BLOCK
    assert same(fast, plain)


def test_it_is_made_only_where_it_is_installed_and_saves_time(monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = Baseline(archpers.load("toolkit-team"))
    program = program_of(baseline, ["reform.crisis_share"], REFORM_NAMES)
    assert machine_code.worth_compiling(program, 1_000_000)
    assert not machine_code.worth_compiling(program, 100_000)
    monkeypatch.setitem(sys.modules, "llvmlite", None)
    monkeypatch.delitem(sys.modules, "llvmlite.binding")
    assert not machine_code.worth_compiling(program, 1_000_000)
