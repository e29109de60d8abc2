"""Rows as CSV: floats at full precision. A file is for spreadsheets, what goes to standard output for programs."""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from archpers.output.present import DataRows, NumberRows

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes text for a formula by, at its beginning."""


def write(found: DataRows | NumberRows, stream: BinaryIO) -> None:
    """Write rows to a binary stream."""
    if isinstance(found, DataRows):
        stream.write(csv_text(found.columns, found.rows).encode())
        return
    from archpers.output.formats.number_blocks import write_csv

    stream.write(csv_text(found.columns, ()).encode())
    write_csv(stream, found.columns, found.blocks, found.length)


def write_for_spreadsheets(found: DataRows | NumberRows, stream: BinaryIO) -> None:
    """Write rows as they are to be read by a spreadsheet: it sees that they are UTF-8, and takes no text for a formula.

    A byte order mark stands first, and an apostrophe before text that begins as a formula does.
    """
    stream.write(codecs.BOM_UTF8)
    if isinstance(found, DataRows):
        rows = (list(map(_as_text, row)) for row in found.rows)
        stream.write(csv_text(list(map(str, map(_as_text, found.columns))), rows).encode())
        return
    write(found, stream)  # its columns have the names of paths and quantities


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write CSV with one line of names; floats at full precision, an empty cell for what is not estimated."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return stream.getvalue()


def _as_text(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
