"""Random draws of the inputs, the same whatever the chunks and threads.

Each column has a random stream of its own, made from the seed and its path, and a draw's place in the stream is its
number; so inputs that are added leave the others' draws as they are, and any part of a simulation can be drawn alone.
"""

from collections.abc import Collection
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from archpers.sensitivity.distributions import distribution
from archpers.sensitivity.plan import Plan
from archpers.sensitivity.program import BLOCK
from archpers.sensitivity.tabled import Quantiles, Room, normal_shares_below

Array = NDArray[np.float64]


class Stream:
    """A stream of random numbers between 0 and 1, to be read from any place."""

    def __init__(self, seed: int, path: str) -> None:
        words = np.frombuffer(sha256(path.encode()).digest(), np.uint32)
        self._seed = seed
        self._words = [int(word) for word in words]
        self._bits = np.random.PCG64DXSM(np.random.SeedSequence(seed, spawn_key=self._words))
        self._generator = np.random.Generator(self._bits)
        self._place = 0

    def fill(self, start: int, values: Array) -> None:
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
    """What draws the inputs of one chunk after the other, in buffers of its own."""

    def __init__(self, plan: Plan, seed: int, size: int, strata: int = 0, salt: str = "") -> None:
        """Prepare to draw up to so many at a time.

        strata: size of the Latin hypercubes that follow one another, 0 for plain draws.
        salt: makes streams that are independent of those without it.
        """
        self.plan = plan
        self._streams = [Stream(seed, salt + column.path) for column in plan.columns]
        self._strata = strata
        self._room = Room(size)
        self._uniform = np.empty(size)
        self._values = np.zeros((len(plan.columns), size))
        self._normal: Quantiles = distribution("normal", {"mean": 0.0, "sd": 1.0})
        sources = {part for parts in plan.mixing.values() for part, _ in parts}
        self._scores = {index: np.empty(size) for index in sources}
        self._shares = {row.path: np.empty((len(row.functions), size)) for row in plan.rows}

    def draw(self, start: int, stop: int, needed: Collection[int] | None = None) -> Array:
        """Draw the columns' values for the draws from start to before stop; those not needed are left as they were."""
        size = stop - start
        values = self._values[:, :size]
        wanted = range(len(self.plan.columns)) if needed is None else needed
        sources = {part for index in wanted for part, _ in self.plan.mixing.get(index, ())}
        for index in sorted({*wanted, *sources}):
            uniform = self._uniform[:size]
            self._streams[index].fill(start, uniform)
            if self._strata:
                self._stratify(index, start, uniform)
            if index in self._scores:
                self._normal.fill(uniform, self._scores[index][:size], self._room)
            if index in self.plan.mixing:
                uniform[:] = self._mixed(index, size)
            self.plan.columns[index].quantiles.fill(uniform, values[index], self._room)
        return values

    def inputs(self, values: Array) -> list[Array]:
        """Return what a compiled program takes, from the columns' values."""
        size = values.shape[1]
        inputs = [values[index] for index, column in enumerate(self.plan.columns) if column.lever is not None]
        for row in self.plan.rows:
            shares = self._shares[row.path][:, :size]
            shares[-1] = 1.0
            for index, share in enumerate(shares[:-1]):
                np.multiply(shares[-1], values[row.first + index], out=share)
                shares[-1] -= share
            inputs.extend(shares)
        return inputs

    def infeasible(self, values: Array) -> dict[str, NDArray[np.bool_]]:
        """Return which draws leave the bounds of an input: path -> draws, for the inputs that do."""
        found = {}
        for index, column in enumerate(self.plan.columns):
            if column.risky and column.lever is not None:
                outside = ~column.lever.allows(values[index])
                if outside.any():
                    found[column.path] = outside
        return found

    def _stratify(self, index: int, start: int, uniform: Array) -> None:
        """Put one draw into each stratum of every Latin hypercube."""
        for low in range(0, len(uniform), BLOCK):
            part = uniform[low : low + BLOCK]
            rows, rest = divmod(len(part), self._strata)
            part += self._streams[index].orders((start + low) // BLOCK, rows, self._strata, rest)
            part[: len(part) - rest] /= self._strata
            part[len(part) - rest :] /= max(rest, 1)

    def _mixed(self, index: int, size: int) -> Array:
        parts = self.plan.mixing[index]
        return normal_shares_below(np.add.reduce([weight * self._scores[part][:size] for part, weight in parts]))
