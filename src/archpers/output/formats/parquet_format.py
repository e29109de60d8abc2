"""Rows of numbers as a Parquet file."""

from typing import TYPE_CHECKING, BinaryIO

from archpers.output.formats.number_blocks import write_parquet

if TYPE_CHECKING:
    from archpers.output.present import Answer


def write(answer: "Answer", stream: BinaryIO) -> None:
    """Write an answer's rows, which must be numbers. Raises OutputError where pyarrow is not installed."""
    from archpers.output.present import NumberRows

    assert answer.rows is not None
    found = answer.rows()
    assert isinstance(found, NumberRows)
    write_parquet(stream, found.columns, found.blocks)
