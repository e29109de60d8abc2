"""The part above a floor, alike for every kind of operand."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from archpers.model.arithmetic import above
from archpers.model.renderings import excel, javascript, words
from archpers.model.trace import Traced, named
from archpers.published.interval import Interval
from archpers.simulation.engine.program import Program
from archpers.simulation.engine.tape import Tape

PAIRS = [(7.0, 5.0, 2.0), (5.0, 5.0, 0.0), (3.0, 5.0, 0.0), (-3.0, -5.0, 2.0), (0.1 + 0.2, 0.3, (0.1 + 0.2) - 0.3)]


@pytest.mark.parametrize(("x", "floor", "part"), PAIRS)
def test_scalars_and_arrays_are_alike(x: float, floor: float, part: float) -> None:
    assert above(x, floor) == part
    assert above(np.array([x]), floor).tolist() == [part]
    assert above(x, np.array([floor])).tolist() == [part]
    assert above(np.array([x]), np.array([[floor]])).tolist() == [[part]]


def test_nothing_known_gives_nothing() -> None:
    assert math.isnan(above(math.nan, 5.0))
    assert math.isnan(above(5.0, math.nan))
    assert np.isnan(above(np.array([math.nan]), 5.0)).all()


@pytest.mark.parametrize(("x", "floor", "part"), PAIRS)
def test_the_tape_records_it(x: float, floor: float, part: float) -> None:
    tape = Tape()
    operands = tape.operand(), tape.operand()
    results = {"both": above(*operands), "left": above(operands[0], floor), "right": above(x, operands[1])}
    program = Program(tape, operands, results)
    figures = np.empty((3, 1))
    program.run([np.array([x]), np.array([floor])], figures, program.workspace(1))
    assert figures[:, 0].tolist() == [part] * 3


def test_intervals_keep_both_ends() -> None:
    def ends(interval: Any) -> tuple[Fraction, Fraction]:
        return interval.low, interval.high

    assert ends(above(Interval(Fraction(4), Fraction(9)), 5)) == (0, 4)  # type: ignore[comparison-overlap]
    assert ends(above(Interval(Fraction(1), Fraction(2)), 5)) == (0, 0)  # type: ignore[comparison-overlap]
    assert ends(above(9, Interval(Fraction(4), Fraction(5)))) == (4, 5)  # type: ignore[comparison-overlap]


def traced() -> Traced:
    x, share, floor = (named(name) for name in ("salary_per_wte", "levy_rate", "ni_threshold"))
    return above(x + share, floor - share) * share  # type: ignore[no-any-return]


def test_it_is_written_down() -> None:
    assert words(traced()) == "above(salary_per_wte + levy_rate, ni_threshold - levy_rate) * levy_rate"
    assert excel(traced(), lambda name: name.name[0].upper() + "1") == "MAX(S1+L1-(N1-L1),0)*L1"
    written = javascript(traced(), lambda name: name.name)
    assert written == "Math.max(salary_per_wte + levy_rate - (ni_threshold - levy_rate), 0) * levy_rate"
    assert words(above(5_000.0, named("ni_threshold"))) == "above(5000.0, ni_threshold)"
