"""How much each input contributes to the variance of a figure: Sobol indices, with their standard errors.

Two independent sets of draws are made, and for each factor (an input, inputs that are correlated, or a row of time
shares) a third that takes the factor from the second set and all else from the first. The first-order index is the
share of the variance that goes when the factor is known (Saltelli et al. 2010); the total index is the share that is
left when all else is known (Jansen 1999), so it is larger where the factor acts together with others. Standard errors
are those of a bootstrap over blocks of draws.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.sensitivity.draws import Draws
from archpers.sensitivity.plan import Plan
from archpers.sensitivity.program import Program

Array = NDArray[np.float64]

RESAMPLES = 100
_BLOCK = 512
_MOST_DRAWS = 32_768
_MOST_WORK = 2_000_000_000


class Contributions(NamedTuple):
    """Sobol indices: arrays of figures by factors; NaN where a figure does not vary."""

    factors: tuple[str, ...]
    first: Array
    first_error: Array
    total: Array
    total_error: Array
    draws: int
    """Feasible draws that they are estimated from."""


def base_draws(program: Program, plan: Plan) -> int:
    """Return how many draws to base the indices on: a power of two, fewer where there is very much to evaluate."""
    work = len(program.steps) * (len(plan.factors()) + 2)
    draws = _MOST_DRAWS
    while draws > _BLOCK * 4 and draws * work > _MOST_WORK:
        draws //= 2
    return draws


def contributions(
    program: Program, plan: Plan, seed: int, draws: int | None = None, resamples: int = RESAMPLES
) -> Contributions:
    """Estimate the share of every figure's variance that each factor explains.

    draws: how many to base them on, rounded down to whole blocks of 512; `base_draws` by default.
    """
    factors = plan.factors()
    blocks = max((draws or base_draws(program, plan)) // _BLOCK, 2)
    source, other = Draws(plan, seed, _BLOCK), Draws(plan, seed, _BLOCK, salt="again: ")
    workspace, room = program.workspace(_BLOCK), np.empty((3, len(program.figures), _BLOCK))
    moments = np.zeros((blocks, 3, len(program.figures)))
    sums = np.zeros((blocks, 2, len(factors), len(program.figures)))
    for block in range(blocks):
        values = source.draw(block * _BLOCK, (block + 1) * _BLOCK)
        again = other.draw(block * _BLOCK, (block + 1) * _BLOCK)
        feasible = np.ones(_BLOCK, np.bool_)
        for outside in (*source.infeasible(values).values(), *source.infeasible(again).values()):
            feasible &= ~outside
        program.run(source.inputs(values), room[0], workspace)
        program.run(other.inputs(again), room[1], workspace)
        if block == 0:
            centre = _centre(room[:2, :, feasible])
        first, second = (_kept(each, centre, feasible) for each in room[:2])
        moments[block, 0] = np.count_nonzero(feasible)
        moments[block, 1:] = (first + second).sum(axis=1), (first**2 + second**2).sum(axis=1)
        for index, columns in enumerate(factors.values()):
            _mix(program, source, values, again, columns, room[2], workspace)
            mixed = _kept(room[2], centre, feasible)
            sums[block, 0, index] = (second * (mixed - first)).sum(axis=1)
            sums[block, 1, index] = ((first - mixed) ** 2).sum(axis=1)
    return _estimated(tuple(factors), moments, sums, seed, resamples)


def _centre(values: Array) -> Array:
    if not values.shape[2]:
        return np.zeros(values.shape[1])
    return np.asarray(values.mean(axis=(0, 2)))


def _kept(values: Array, centre: Array, feasible: NDArray[np.bool_]) -> Array:
    return np.where(feasible, values - centre[:, None], 0.0)


def _mix(
    program: Program,
    source: Draws,
    values: Array,
    again: Array,
    columns: Sequence[int],
    target: Array,
    workspace: Array,
) -> None:
    """Evaluate the first set with a factor's columns taken from the second."""
    kept = values[columns].copy()
    values[columns] = again[columns]
    program.run(source.inputs(values), target, workspace)
    values[columns] = kept


def _estimated(names: tuple[str, ...], moments: Array, sums: Array, seed: int, resamples: int) -> Contributions:
    blocks = len(moments)
    random = np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence(seed, spawn_key=[blocks])))
    weights = random.multinomial(blocks, np.full(blocks, 1 / blocks), size=resamples).astype(float)
    answers = [
        _indices(np.tensordot(each, moments, axes=1), np.tensordot(each, sums, axes=1))
        for each in (np.ones(blocks), *weights)
    ]
    first, total = answers[0]
    errors = [np.std([answer[kind] for answer in answers[1:]], axis=0, ddof=1) for kind in (0, 1)]
    return Contributions(names, first, errors[0], total, errors[1], int(moments[:, 0, 0].sum()))


def _indices(moments: Array, sums: Array) -> tuple[Array, Array]:
    """Return first-order and total indices, figures by factors, from what the draws add up to."""
    count, values, squares = moments
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = values / (2 * count)
        variance = squares / (2 * count) - mean**2
        variance = np.where(variance > 0, variance, np.nan)
        first, total = sums[0] / count / variance, sums[1] / count / variance / 2
    return first.T, total.T
