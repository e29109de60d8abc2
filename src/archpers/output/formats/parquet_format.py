"""Rows of numbers as a Parquet file."""

from typing import BinaryIO

from archpers.output.formats.number_blocks import write_parquet
from archpers.output.present import NumberRows


def write(found: NumberRows, stream: BinaryIO) -> None:
    """Write rows to a binary stream. Raises OutputError where pyarrow is not installed."""
    write_parquet(stream, found.columns, found.blocks)
