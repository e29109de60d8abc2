"""Rows as a Parquet file."""

from typing import BinaryIO

from archpers.output.formats.number_blocks import write_parquet, write_parquet_rows
from archpers.output.present import DataRows, NumberRows


def write(found: DataRows | NumberRows, stream: BinaryIO) -> None:
    """Write rows to a binary stream. Raises OutputError where pyarrow is not installed."""
    if isinstance(found, DataRows):
        write_parquet_rows(stream, found.columns, found.rows)
        return
    write_parquet(stream, found.columns, found.blocks)
