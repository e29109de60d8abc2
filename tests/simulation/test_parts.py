"""Parts of a program: evaluated for what changes alone, they give the numbers of the whole, bit by bit."""

from typing import Any

import numpy as np
import pytest

import archpers
from archpers.arrays import Floats
from archpers.simulation import contributions as indices
from archpers.simulation.drawn_inputs import drawn_inputs
from archpers.simulation.drawn_model import drawn_model
from archpers.simulation.engine.parts import Parts, work
from archpers.simulation.engine.program import Program
from archpers.simulation.engine.tape import Tape
from archpers.what_if.baseline import Baseline
from tests.simulation.support import evaluated, program_of
from tests.simulation.test_program import every_measure, varied
from tests.simulation.test_simulate import UNCERTAIN

POINTS = 1_000


def in_parts(program: Program, groups: list[list[int]], first: Floats, second: Floats) -> list[Floats]:
    """Evaluate with one group after the other taken from the second inputs, each time only what hangs on it."""
    parts = Parts(program, groups, len(program.figures))
    figures = evaluated(parts.whole, list(first))
    known = parts.known(first, figures)
    answers = []
    for part, places in zip(parts.of_groups, groups, strict=True):
        changed = {**known, **{program.inputs[place]: second[place] for place in places}}
        answers.append(figures[: len(program.figures)].copy())
        answers[-1][list(part.figures)] = evaluated(part, [changed[each] for each in part.inputs] or [first[0]])
    return answers


def all_again(program: Program, groups: list[list[int]], first: Floats, second: Floats) -> list[Floats]:
    answers = []
    for places in groups:
        mixed = first.copy()
        mixed[places] = second[places]
        answers.append(evaluated(program, list(mixed)))
    return answers


@pytest.mark.parametrize("name", ["toolkit-team", "yorkshire-humber-2010"])
def test_parts_of_a_model_give_the_numbers_of_the_whole(name: str) -> None:
    baseline = Baseline(archpers.load(name))
    first = varied(baseline, POINTS)
    program = program_of(baseline, first, every_measure(baseline))
    one = np.stack(list(first.values()))
    groups = [[0, 1], [2], *([place] for place in range(3, len(one)))]
    other = one * np.random.default_rng(3).uniform(0.9, 1.1, one.shape)
    for found, expected in zip(
        in_parts(program, groups, one, other), all_again(program, groups, one, other), strict=True
    ):
        assert np.array_equal(found, expected, equal_nan=True)


def sums_and_middles(count: int) -> Program:
    """Record a region in small: a quotient of every authority, their middle and their sum, and one input by itself."""
    tape = Tape()
    operands = [tape.operand() for _ in range(count + 1)]
    own = [each.traced_ratio(1.0, reflected=True) for each in operands[:-1]]
    total: Any = 0
    for each in own:
        total = total + each
    ordered = own[0].traced_ranking(own)
    results = {"middle": ordered[count // 2], "total": total, "last": operands[-1], "first": own[0], "again": own[0]}
    return Program(tape, operands, results)


@pytest.mark.parametrize("count", [3, 33])
@pytest.mark.parametrize("kind", ["random", "all equal", "undefined"])
def test_parts_where_values_are_ranked(count: int, kind: str) -> None:
    program = sums_and_middles(count)
    first, second = np.random.default_rng(count).uniform(1, 2, (2, count + 1, POINTS))
    if kind == "all equal":
        first[:], second[:] = 2.0, 2.0
    if kind == "undefined":
        first[0, :10], second[1, 5:20] = 0.0, 0.0
    groups = [[place] for place in range(count + 1)]
    found, expected = (way(program, groups, first, second) for way in (in_parts, all_again))
    assert np.array_equal(found, expected, equal_nan=True)
    assert np.isnan(expected).any() == (kind == "undefined")


def test_a_part_holds_only_what_hangs_on_its_group() -> None:
    program = sums_and_middles(33)
    parts = Parts(program, [[0], [32], [33]], len(program.figures))
    assert [part.figures for part in parts.of_groups] == [(0, 1, 3, 4), (0, 1), (2,)]
    assert len(parts.of_groups[1].steps) == 3  # its quotient, the last of the additions, and the sorting
    assert work(program, [[0], [32], [33]], 2) == 2 * (33 + 32 + 33 * 6) + (1 + 32 + 33 * 6) + (1 + 1 + 33 * 6)


def test_contributions_do_not_depend_on_how_many_blocks_are_evaluated_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = archpers.load(UNCERTAIN)
    baseline = Baseline(scenario)
    inputs = drawn_inputs(scenario, baseline)
    model = drawn_model(baseline, inputs, ["residual_hours", "residual_value", "core_hours"])
    several = indices.contributions(model, inputs, 1, 6 * 512)
    monkeypatch.setattr(indices, "_MOST_HELD", 1)
    one = indices.contributions(model, inputs, 1, 6 * 512)
    for name in ("first", "first_error", "total", "total_error"):
        assert np.array_equal(getattr(several, name), getattr(one, name)), name
