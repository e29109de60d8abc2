"""Sorting within a program: by a network of comparisons or in one step, with the same numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from archpers.arrays import Floats
from archpers.model.pooling import POOLS
from archpers.simulation.engine import machine_code, tape
from archpers.simulation.engine.program import Program
from archpers.simulation.engine.ranking import MOST_IN_A_NETWORK, Ranking
from archpers.simulation.engine.tape import Tape
from tests.simulation.support import evaluated

MANY = MOST_IN_A_NETWORK + 1
POINTS = 3_000


def ranked(count: int, fixed: Sequence[float] = ()) -> Program:
    """Record all ranks of so many operands and some fixed values."""
    recorded = Tape()
    operands = [recorded.operand() for _ in range(count)]
    values: list[Any] = [*operands, *fixed]
    return Program(recorded, operands, dict(enumerate(operands[0].traced_ranking(values))))


def is_sorted_in_one_step(program: Program) -> bool:
    return any(isinstance(step.operation, Ranking) for step in program.steps)


def awkward(count: int) -> Floats:
    """Values with ties, infinities and, at some points, not a number."""
    random = np.random.default_rng(count)
    values = random.integers(-3, 4, (count, POINTS)).astype(float)
    values[values == 3] = np.inf
    values[values == -3] = -np.inf
    values[:, :9] = 5.0
    values[random.integers(0, count, 50), random.integers(9, POINTS, 50)] = np.nan
    return values


@pytest.mark.parametrize("count", [*range(1, 18), MOST_IN_A_NETWORK, MANY, 150])
def test_the_recorded_sort_sorts(count: int) -> None:
    program = ranked(count)
    values = np.random.default_rng(count).random((count, POINTS))
    assert np.array_equal(evaluated(program, list(values)), np.sort(values, axis=0))
    assert is_sorted_in_one_step(program) == (count > MOST_IN_A_NETWORK)


@pytest.mark.parametrize("count", [MANY, 150])
@pytest.mark.parametrize("fixed", [(), (1.0, 1.0, -7.5)], ids=["all vary", "some are fixed"])
def test_one_step_gives_the_numbers_of_the_network(
    count: int, fixed: tuple[float, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    values = awkward(count)
    one_step = ranked(count, fixed)
    monkeypatch.setattr(tape, "MOST_IN_A_NETWORK", 1_000)
    network = ranked(count, fixed)
    assert not is_sorted_in_one_step(network)
    found, expected = (evaluated(program, list(values)) for program in (one_step, network))
    assert np.array_equal(found, expected, equal_nan=True)
    there = np.isnan(values).any(axis=0)
    assert 0 < np.count_nonzero(there) < POINTS
    assert np.isnan(found[:, there]).all()
    assert not np.isnan(found[:, ~there]).any()


def pooled(count: int, names: Sequence[str], divided: bool) -> Program:
    """Record how so many operands are pooled, or their reciprocals, and the first of them besides."""
    recorded = Tape()
    operands = [recorded.operand() for _ in range(count)]
    own = [each.traced_ratio(1.0, reflected=True) if divided else each for each in operands]
    return Program(recorded, operands, {**{name: POOLS[name](own) for name in names}, "first": own[0]})


@pytest.mark.parametrize("divided", [False, True], ids=["inputs", "quotients"])
@pytest.mark.parametrize("names", [["median"], ["lower_quartile", "upper_quartile"], list(POOLS)], ids=len)
def test_only_the_wanted_ranks_are_written(names: list[str], divided: bool) -> None:
    program = pooled(MANY, names, divided)
    (step,) = (step for step in program.steps if isinstance(step.operation, Ranking))
    assert len(step.results) == {1: 1, 2: 2, 4: 3}[len(names)]
    values = np.random.default_rng(5).integers(-50, 50, (MANY, POINTS)).astype(float)
    found = evaluated(program, list(values))
    with np.errstate(divide="ignore"):
        own = np.where(values == 0, np.nan, 1 / values) if divided else values
    undefined = np.isnan(own).any(axis=0)
    for name, each in zip(program.figures, found, strict=True):
        expected = np.where(undefined, np.nan, POOLS[name](list(own))) if name in POOLS else own[0]
        assert np.array_equal(each, expected, equal_nan=True), name


def test_no_machine_code_is_made_of_a_step_that_sorts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_code, "_installed", lambda: True)
    assert machine_code.worth_compiling(ranked(MOST_IN_A_NETWORK), 1_000_000)
    assert not machine_code.worth_compiling(ranked(MANY), 1_000_000)
