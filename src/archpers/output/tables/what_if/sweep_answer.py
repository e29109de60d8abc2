"""The answer of `archpers sweep`: on a screen laid out, as a file of any length written as it is evaluated."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from pydantic_core import to_json

from archpers.output.formats.number_blocks import write_json_numbers, write_json_rows
from archpers.output.present import Answer, Display, Note, NumberRows
from archpers.output.tables.what_if.sweep_tables import gap_messages, screen
from archpers.output.tables.what_if.what_if_tables import heading
from archpers.results.evaluate import reference
from archpers.what_if.axes import SweepAxis
from archpers.what_if.sweep import BLOCK_ROWS, Gaps, Sweep


def sweep_answer(sweep: Sweep, *, asked: bool, record: Callable[[], dict[str, Any]] = dict) -> Answer:
    """Answer what every combination of some values gives.

    asked: whether its measures were asked for. record: makes what the JSON document ends with.
    """
    written = SweepRows(sweep)

    def layout(_: bool) -> Display:
        shown = screen(sweep, asked=asked)
        title, *rest = heading(sweep.baseline.scenario, sweep.measures)
        return Display([title, shown.answer, *rest], shown.parts, shown.closing)

    return Answer(
        layout=layout,
        rows=lambda: NumberRows(written.names, written.blocks(), sweep.points),
        own={"json": lambda stream: written.json(stream, record())},
        parts=written.parts,
        notes=written.notes,
        beside=("csv", "json", "parquet"),
        noted_last=True,
    )


class SweepRows:
    """The points of a sweep, a block at a time; those that have no value are counted on the way."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        inputs = (axis.variable.path for axis in sweep.axes)
        self.names = list(dict.fromkeys([*inputs, *(measure.text for measure in sweep.measures)]))
        self.gaps = Gaps(sweep.measures)

    def blocks(self) -> Iterator[dict[str, NDArray[np.float64]]]:
        """Evaluate every point."""
        for block in self.sweep.blocks():
            self.gaps.add(block)
            yield block.columns

    def parts(self, folder: Path) -> None:
        """Write all rows to a folder, as Parquet files of a million rows."""
        from archpers.output.tables.what_if.sweep_parts import write_parts  # few ask for it

        write_parts(folder, self.sweep, tuple(self.names), self.gaps)

    def json(self, stream: BinaryIO, more: Mapping[str, Any]) -> None:
        """Write one document: the scenario, the values of each input, the rows, warnings, and what comes after them."""
        stream.write(b'{"scenario": ' + to_json(reference(self.sweep.baseline.scenario)) + b',\n"vary": {')
        for index, axis in enumerate(self.sweep.axes):
            stream.write((b", " if index else b"") + to_json(axis.variable.path) + b": ")
            write_json_numbers(stream, _chunks(axis))
        stream.write(b'},\n"rows": ')
        write_json_rows(stream, self.names, self.blocks())
        said = sorted(self.notes(), key=lambda note: note.kind, reverse=True)  # warnings first
        warnings = [{"code": note.code, "message": note.message} for note in said]
        stream.write(b',\n"warnings": ' + to_json(warnings))
        stream.writelines(b",\n" + to_json(key) + b": " + to_json(value) for key, value in more.items())
        stream.write(b"}\n")

    def notes(self) -> list[Note]:
        """Say, once everything is written, what to know of the inputs, and to beware of: gaps, hidden deficits."""
        notes = self.sweep.notes()
        if any(axis.variable.change for axis in self.sweep.axes):
            notes.append(("change_as_fraction", "A change is a fraction here: 0.1 is +10%."))
        warnings = [*gap_messages(self.sweep, self.gaps, self.sweep.measures), *self.sweep.warnings()]
        said = (("note", notes), ("warning", warnings))
        return [Note(kind, message, code) for kind, messages in said for code, message in messages]


def _chunks(axis: SweepAxis) -> Iterator[NDArray[np.float64]]:
    for start in range(0, axis.size, BLOCK_ROWS):
        yield axis.at(np.arange(start, min(start + BLOCK_ROWS, axis.size)))
