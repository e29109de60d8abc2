"""Random draws of what is uncertain, as probabilities, the same whatever the chunks and threads.

Each column has a random stream of its own, made from the seed and its path, and a draw's place in the stream is its
number; so inputs that are added leave the others' draws as they are, and any part of a simulation can be drawn alone.
"""

from collections.abc import Collection
from functools import lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.simulation.distributions import Quantiles, distribution
from archpers.simulation.drawn_inputs import DrawnInputs
from archpers.simulation.engine.program import BLOCK
from archpers.simulation.engine.quantile_tables import normal_shares_below


@lru_cache(maxsize=1)
def _scores() -> Quantiles:
    return distribution("normal", {"mean": 0.0, "sd": 1.0})


class Stream:
    """A stream of random numbers between 0 and 1, to be read from any place."""

    def __init__(self, seed: int, path: str) -> None:
        words = np.frombuffer(sha256(path.encode()).digest(), np.uint32)
        self._seed = seed
        self._words = [int(word) for word in words]
        self._bits = np.random.PCG64DXSM(np.random.SeedSequence(seed, spawn_key=self._words))
        self._generator = np.random.Generator(self._bits)
        self._place = 0

    def fill(self, start: int, values: Floats) -> None:
        """Write the numbers from the given place on."""
        if start != self._place:
            self._bits.advance((start - self._place) % 2**128)
        self._generator.random(out=values)
        self._place = start + len(values)

    def orders(self, block: int, rows: int, size: int, rest: int) -> NDArray[np.int64]:
        """Return random orders of 0 to size, one after the other, then one of 0 to rest; each block has its own."""
        sequence = np.random.SeedSequence(self._seed, spawn_key=[*self._words, 1, block])
        generator = np.random.Generator(np.random.PCG64DXSM(sequence))
        several = generator.permuted(np.tile(np.arange(size), (rows, 1)), axis=1)
        return np.append(several.ravel(), generator.permutation(rest))


class Draws:
    """What draws the probabilities of one chunk after the other, in buffers of its own."""

    def __init__(self, inputs: DrawnInputs, seed: int, size: int, strata: int = 0, salt: str = "") -> None:
        """Prepare to draw up to so many at a time.

        strata: size of the Latin hypercubes that follow one another, 0 for plain draws.
        salt: makes streams that are independent of those without it.
        """
        self.inputs = inputs
        self._streams = [Stream(seed, salt + column.path) for column in inputs.columns]
        self._strata = strata
        self._values = np.zeros((len(inputs.columns), size))

    def draw(self, start: int, stop: int, needed: Collection[int] | None = None) -> Floats:
        """Draw the columns' probabilities for the draws from start to before stop, one row a column.

        needed: the columns that are wanted; the others are left as they were.
        """
        values = self._values[:, : stop - start]
        wanted = set(range(len(self.inputs.columns)) if needed is None else needed)
        sources = {part for index in wanted for part, _ in self.inputs.mixing.get(index, ())}
        for index in sorted(wanted | sources):
            self._streams[index].fill(start, values[index])
            if self._strata:
                self._stratify(index, start, values[index])
        scores = {index: _scores()(values[index]) for index in sources}
        for index in wanted & self.inputs.mixing.keys():
            parts = [weight * scores[part] for part, weight in self.inputs.mixing[index]]
            values[index] = normal_shares_below(np.add.reduce(parts))
        return values

    def _stratify(self, index: int, start: int, uniform: Floats) -> None:
        """Put one draw into each stratum of every Latin hypercube."""
        for low in range(0, len(uniform), BLOCK):
            part = uniform[low : low + BLOCK]
            rows, rest = divmod(len(part), self._strata)
            part += self._streams[index].orders((start + low) // BLOCK, rows, self._strata, rest)
            part[: len(part) - rest] /= self._strata
            part[len(part) - rest :] /= max(rest, 1)
