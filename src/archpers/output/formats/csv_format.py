"""Rows as CSV: floats at full precision."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from archpers.output.present import DataRows, NumberRows


def write(found: DataRows | NumberRows, stream: BinaryIO) -> None:
    """Write rows to a binary stream."""
    if isinstance(found, DataRows):
        stream.write(csv_text(found.columns, found.rows).encode())
        return
    from archpers.output.formats.number_blocks import write_csv

    write_csv(stream, found.columns, found.blocks, found.length)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write CSV with one line of names; floats at full precision, an empty cell for what is not estimated."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return stream.getvalue()
