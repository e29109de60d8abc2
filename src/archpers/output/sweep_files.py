"""A sweep as a file of any length: CSV, JSON or Parquet, written as it is evaluated."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from pydantic_core import to_json

from archpers.output import rows
from archpers.output.sweep_tables import infeasible
from archpers.sensitivity.axes import Axis
from archpers.sensitivity.sweep import BLOCK, Sweep


class SweepFile:
    """Writes a sweep to a binary stream, and counts the points that have no value on the way."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.names = [*(axis.lever.path for axis in sweep.axes), *(measure.text for measure in sweep.measures)]
        self.infeasible = 0

    def csv(self, stream: BinaryIO) -> None:
        """Write one line of names, then one line a point; an empty cell where there is no value."""
        rows.write_csv(stream, self.names, self._blocks(), self.sweep.points)

    def parquet(self, stream: BinaryIO) -> None:
        """Write one row a point; null where there is no value."""
        rows.write_parquet(stream, self.names, self._blocks())

    def json(self, stream: BinaryIO) -> None:
        """Write one document: the values of each input, the rows, and warnings."""
        stream.write(b'{"vary": {')
        for index, axis in enumerate(self.sweep.axes):
            stream.write((b", " if index else b"") + to_json(axis.lever.path) + b": ")
            rows.write_json_numbers(stream, _chunks(axis))
        stream.write(b'},\n"rows": ')
        rows.write_json_rows(stream, self.names, self._blocks())
        warnings = [{"code": "infeasible", "message": message} for message in self.warnings()]
        stream.write(b',\n"warnings": ' + to_json(warnings) + b"}\n")

    def warnings(self) -> list[str]:
        """Say, once everything is written, how many points have no value, and why."""
        return infeasible(self.sweep, self.infeasible)

    def _blocks(self) -> Iterator[dict[str, NDArray[np.float64]]]:
        for block in self.sweep.blocks():
            self.infeasible += int(np.count_nonzero(~block.feasible))
            yield block.columns


def _chunks(axis: Axis) -> Iterator[NDArray[np.float64]]:
    for start in range(0, axis.size, BLOCK):
        yield axis.at(np.arange(start, min(start + BLOCK, axis.size)))
