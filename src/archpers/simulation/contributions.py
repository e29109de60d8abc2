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

from archpers.arrays import Floats
from archpers.simulation.drawn_inputs import DrawnInputs
from archpers.simulation.drawn_model import DrawnModel
from archpers.simulation.draws import Draws
from archpers.simulation.engine.parts import Parts, work
from archpers.simulation.engine.program import BLOCK

RESAMPLES = 100
_BLOCK = 512
_MOST_DRAWS = 32_768
_MOST_WORK = 2_000_000_000
_MOST_HELD = 64 * 2**20 // 8
"""Numbers that are held at a time, but for at least a block: 64 MB."""


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
    operations = work(model.program, list(inputs.factors().values()), 2)
    draws = _MOST_DRAWS
    while draws > _BLOCK * 4 and draws * operations > _MOST_WORK:
        draws //= 2
    return draws


def contributions(
    model: DrawnModel, inputs: DrawnInputs, seed: int, draws: int | None = None, resamples: int = RESAMPLES
) -> Contributions:
    """Estimate the share of every figure's variance that each factor explains.

    draws: how many to base them on, rounded down to whole blocks of 512; `base_draws` by default.
    """
    factors, count = inputs.factors(), len(model.figures)
    blocks = max((draws or base_draws(model, inputs)) // _BLOCK, 2)
    evaluation = _Evaluation(model, inputs, seed, blocks)
    figures = evaluation.figures
    ends = np.cumsum([len(own) for own in figures])
    moments, sums = np.zeros((blocks, 3, count)), np.zeros((blocks, 2, ends[-1]))
    for start in range(0, blocks, evaluation.at_once):
        several = slice(start, min(start + evaluation.at_once, blocks))
        pair = evaluation.pair(several)
        feasible = np.count_nonzero(pair.feasible.reshape(-1, _BLOCK), axis=1)
        both = _by_block(pair.first + pair.second), _by_block(pair.first**2 + pair.second**2)
        moments[several] = np.stack(np.broadcast_arrays(feasible[:, None], *both), axis=1)
        for index, columns in enumerate(factors.values(), 1):
            change = evaluation.change(pair, index, columns)
            found = _by_block(pair.second[figures[index]] * change), _by_block(change**2)
            sums[several, :, ends[index - 1] : ends[index]] = np.stack(found, axis=1)
    return _estimated(tuple(factors), figures, moments, sums, seed, resamples)


class _Pair(NamedTuple):
    """Some blocks of two independent sets of draws, and the figures as distances from their centre."""

    chances: list[Floats]
    """The probabilities that are drawn, of either set."""
    known: dict[int, Floats]
    """Register -> what it holds for the first set."""
    feasible: NDArray[np.bool_]
    first: Floats
    second: Floats


class _Evaluation:
    """Evaluates sets of draws, in buffers of its own."""

    def __init__(self, model: DrawnModel, inputs: DrawnInputs, seed: int, blocks: int) -> None:
        self._model = model
        self._parts = parts = Parts(model.program, list(inputs.factors().values()), len(model.figures))
        self.figures = [list(range(len(model.figures))), *(list(part.figures) for part in parts.of_groups)]
        """All figures, as what changes none of them; then, factor by factor, those that hang on it."""
        programs = [parts.whole, model.program, *parts.of_groups]
        rows = [
            len(parts.whole.results),
            len(model.program.results),
            max(len(each.results) for each in parts.of_groups),
        ]
        rows.append(max(each.scratch_count for each in programs))
        held = sum(rows) + 2 * len(inputs.columns)
        self.at_once = max(1, min(_MOST_HELD // (held * _BLOCK), BLOCK // _BLOCK, blocks))
        """How many blocks are evaluated at a time."""
        size = self.at_once * _BLOCK
        self._first, self._second, self._changed, self._workspace = (np.empty((each, size)) for each in rows)
        self._sources = [Draws(inputs, seed, size, salt=salt) for salt in ("", "again: ")]
        self._centre = np.zeros(len(model.figures))

    def pair(self, blocks: slice) -> _Pair:
        """Draw and evaluate these blocks of both sets."""
        size, count = (blocks.stop - blocks.start) * _BLOCK, len(self._model.figures)
        chances = [each.draw(blocks.start * _BLOCK, blocks.stop * _BLOCK) for each in self._sources]
        first, second = self._first[:, :size], self._second[:, :size]
        self._parts.whole.run(chances[0], first, self._workspace)
        self._model.program.run(chances[1], second, self._workspace)
        guards = first[count : len(second)], second[count:]
        outside = [each for values in guards for each in self._model.infeasible(values).values()]
        feasible = ~np.logical_or.reduce([np.zeros(size, np.bool_), *outside])
        if blocks.start == 0:
            block = np.stack([values[:count, :_BLOCK] for values in (first, second)])
            self._centre = _centre(block[:, :, feasible[:_BLOCK]])
        kept = [_kept(values[:count], self._centre, feasible) for values in (first, second)]
        return _Pair(chances, self._parts.known(chances[0], first), feasible, *kept)

    def change(self, pair: _Pair, index: int, columns: Sequence[int]) -> Floats:
        """Take a factor's columns from the second set; return how the figures that hang on it change."""
        part, figures = self._parts.of_groups[index - 1], self.figures[index]
        other = {self._model.program.inputs[place]: pair.chances[1][place] for place in columns}
        values = self._changed[: len(part.results), : len(pair.feasible)]
        part.run([other.get(each, pair.known[each]) for each in part.inputs], values, self._workspace)
        return _kept(values, self._centre[figures], pair.feasible) - pair.first[figures]


def _centre(values: Floats) -> Floats:
    return np.asarray(values.mean(axis=(0, 2))) if values.size else np.zeros(values.shape[1])


def _kept(values: Floats, centre: Floats, feasible: NDArray[np.bool_]) -> Floats:
    return np.where(feasible, values - centre[:, None], 0.0)


def _by_block(values: Floats) -> Floats:
    """Add up the values of each block: blocks by figures."""
    return np.asarray(values.reshape(len(values), values.shape[1] // _BLOCK, _BLOCK).sum(axis=2).T)


def _estimated(
    names: tuple[str, ...],
    figures: Sequence[Sequence[int]],
    moments: Floats,
    sums: Floats,
    seed: int,
    resamples: int,
) -> Contributions:
    """Estimate the indices; figures: those of each part of the sums, first all, then factor by factor."""
    blocks = len(moments)
    random = np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence(seed, spawn_key=[blocks])))
    weights = random.multinomial(blocks, np.full(blocks, 1 / blocks), size=resamples).astype(float)
    own = np.concatenate(figures, dtype=np.intp, casting="unsafe")
    answers = [
        _indices(np.tensordot(each, moments, axes=1)[:, own], np.tensordot(each, sums, axes=1))
        for each in (np.ones(blocks), *weights)
    ]
    found = [*answers[0], *np.std(answers[1:], axis=0, ddof=1)]
    count = len(figures[0])
    factors = np.repeat(np.arange(len(names)), [len(each) for each in figures[1:]])
    every = np.repeat(np.stack(found)[:, :count, None], len(names), axis=2)
    every[:, own[count:], factors] = np.stack(found)[:, count:]
    first, total, first_error, total_error = every
    return Contributions(names, first, first_error, total, total_error, int(moments[:, 0, 0].sum()))


def _indices(moments: Floats, sums: Floats) -> Floats:
    """Return first-order and total indices from what the draws add up to."""
    count, values, squares = moments
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = values / (2 * count)
        variance = squares / (2 * count) - mean**2
        variance = np.where(variance > 0, variance, np.nan)
        return np.stack([sums[0] / count / variance, sums[1] / count / variance / 2])
