"""A sweep as a file of any length: CSV, JSON or Parquet, written as it is evaluated."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from pydantic_core import to_json

from archpers.output.formats import number_blocks as rows
from archpers.output.tables.sweep_tables import gap_messages
from archpers.what_if.axes import Axis
from archpers.what_if.sweep import BLOCK_ROWS, Gaps, Sweep


class SweepFile:
    """Writes a sweep to a binary stream, and counts the points that have no value on the way."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        inputs = (axis.variable.path for axis in sweep.axes)
        self.names = list(dict.fromkeys([*inputs, *(measure.text for measure in sweep.measures)]))
        self.gaps = Gaps(sweep.measures)

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
            stream.write((b", " if index else b"") + to_json(axis.variable.path) + b": ")
            rows.write_json_numbers(stream, _chunks(axis))
        stream.write(b'},\n"rows": ')
        rows.write_json_rows(stream, self.names, self._blocks())
        messages = [*self.warnings(), *self.notes()]
        warnings = [{"code": code, "message": message} for code, message in messages]
        stream.write(b',\n"warnings": ' + to_json(warnings) + b"}\n")

    def warnings(self) -> list[tuple[str, str]]:
        """Say, once everything is written, what to beware of: points without a value, deficits that are hidden."""
        return [*gap_messages(self.sweep, self.gaps, self.sweep.measures), *self.sweep.warnings()]

    def notes(self) -> list[tuple[str, str]]:
        """Say what a reader has to know of the columns of the inputs, code and message."""
        notes = self.sweep.notes()
        if any(axis.variable.change for axis in self.sweep.axes):
            notes.append(("change_as_fraction", "A change is a fraction here: 0.1 is +10%."))
        return notes

    def _blocks(self) -> Iterator[dict[str, NDArray[np.float64]]]:
        for block in self.sweep.blocks():
            self.gaps.add(block)
            yield block.columns


def _chunks(axis: Axis) -> Iterator[NDArray[np.float64]]:
    for start in range(0, axis.size, BLOCK_ROWS):
        yield axis.at(np.arange(start, min(start + BLOCK_ROWS, axis.size)))
