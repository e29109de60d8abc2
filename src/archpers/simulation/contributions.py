"""How much each input contributes to the variance of a figure: Sobol indices, with their standard errors.

Two independent sets of draws are made, and for each factor (an input, inputs that are correlated, or a row of time
shares) a third that takes the factor from the second set and all else from the first. The first-order index is the
share of the variance that goes when the factor is known (Saltelli et al. 2010); the total index is the share that is
left when all else is known (Jansen 1999), so it is larger where the factor acts together with others. Standard errors
are those of a bootstrap over blocks of draws.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.simulation.drawn_inputs import DrawnInputs
from archpers.simulation.drawn_model import DrawnModel
from archpers.simulation.draws import Draws

RESAMPLES = 100
_BLOCK = 512
_MOST_DRAWS = 32_768
_MOST_WORK = 2_000_000_000


class Contributions(NamedTuple):
    """Sobol indices: arrays of figures by factors; NaN where a figure does not vary."""

    factors: tuple[str, ...]
    first: Floats
    first_error: Floats
    total: Floats
    total_error: Floats
    draws: int
    """Feasible draws that they are estimated from."""


def base_draws(model: DrawnModel, inputs: DrawnInputs) -> int:
    """Return how many draws to base the indices on: a power of two, fewer where there is very much to evaluate."""
    work = len(model.program.steps) * (len(inputs.factors()) + 2)
    draws = _MOST_DRAWS
    while draws > _BLOCK * 4 and draws * work > _MOST_WORK:
        draws //= 2
    return draws


def contributions(
    model: DrawnModel, inputs: DrawnInputs, seed: int, draws: int | None = None, resamples: int = RESAMPLES
) -> Contributions:
    """Estimate the share of every figure's variance that each factor explains.

    draws: how many to base them on, rounded down to whole blocks of 512; `base_draws` by default.
    """
    factors, run, count = inputs.factors(), model.program.run, len(model.figures)
    blocks = max((draws or base_draws(model, inputs)) // _BLOCK, 2)
    sources = [Draws(inputs, seed, _BLOCK, salt=salt) for salt in ("", "again: ")]
    workspace, room = model.program.workspace(_BLOCK), np.empty((3, len(model.program.figures), _BLOCK))
    moments, sums = np.zeros((blocks, 3, count)), np.zeros((blocks, 2, len(factors), count))
    for block in range(blocks):
        chances = [each.draw(block * _BLOCK, (block + 1) * _BLOCK) for each in sources]
        for own, values in zip(chances, room[:2], strict=True):
            run(own, values, workspace)
        outside = [each for values in room[:2] for each in model.infeasible(values[count:]).values()]
        feasible = ~np.logical_or.reduce([np.zeros(_BLOCK, np.bool_), *outside])
        if block == 0:
            centre = _centre(room[:2, :count, feasible])
        first, second = _kept(room[:2, :count], centre, feasible)
        moments[block, 0] = np.count_nonzero(feasible)
        moments[block, 1:] = (first + second).sum(axis=1), (first**2 + second**2).sum(axis=1)
        for index, columns in enumerate(factors.values()):
            mixed = chances[0].copy()
            mixed[columns] = chances[1][columns]
            run(mixed, room[2], workspace)
            change = _kept(room[2, :count], centre, feasible) - first
            sums[block, :, index] = (second * change).sum(axis=1), (change**2).sum(axis=1)
    return _estimated(tuple(factors), moments, sums, seed, resamples)


def _centre(values: Floats) -> Floats:
    return np.asarray(values.mean(axis=(0, 2))) if values.size else np.zeros(values.shape[1])


def _kept(values: Floats, centre: Floats, feasible: NDArray[np.bool_]) -> Floats:
    return np.where(feasible, values - centre[:, None], 0.0)


def _estimated(names: tuple[str, ...], moments: Floats, sums: Floats, seed: int, resamples: int) -> Contributions:
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


def _indices(moments: Floats, sums: Floats) -> tuple[Floats, Floats]:
    """Return first-order and total indices, figures by factors, from what the draws add up to."""
    count, values, squares = moments
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = values / (2 * count)
        variance = squares / (2 * count) - mean**2
        variance = np.where(variance > 0, variance, np.nan)
        first, total = sums[0] / count / variance, sums[1] / count / variance / 2
    return first.T, total.T
