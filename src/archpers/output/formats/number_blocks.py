"""Rows in any number, written to a binary stream a block at a time: CSV, JSON and Parquet.

Every number is written so that it reads back as the same float. NaN, a value that does not exist, is an empty cell in
CSV and null elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from pydantic_core import to_json

from archpers.errors import OutputError

NumberColumns = Mapping[str, NDArray[np.float64]]

WORTH_LOADING_PYARROW = 1_000_000
"""From so many rows on, pyarrow writes CSV faster by more than it takes to load."""

_AT_ONCE = 1024  # rows that Python holds as its own numbers: few, so that they stay in the cache
_BATCHES_A_ROW_GROUP = 8  # a quarter of a million rows: few groups, and little memory


def write_csv(stream: BinaryIO, names: Sequence[str], blocks: Iterable[NumberColumns], rows: int) -> None:
    """Write the rows below the line of names; rows is how many there will be.

    pyarrow, where it is installed, writes long files; it writes 0 for 0.0.
    """
    if rows >= WORTH_LOADING_PYARROW and _why_no_pyarrow("csv") is None:
        _write_csv_with_pyarrow(stream, names, blocks)
        return
    for block in blocks:
        table = np.stack([block[name] for name in names], axis=1)
        for start in range(0, len(table), _AT_ONCE):
            # pydantic's serialiser writes the shortest text that reads back as the float, much faster than repr does.
            lines = to_json(table[start : start + _AT_ONCE].tolist(), inf_nan_mode="null")
            stream.write(lines[2:-2].replace(b"],[", b"\n").replace(b"null", b"") + b"\n")


def _write_csv_with_pyarrow(stream: BinaryIO, names: Sequence[str], blocks: Iterable[NumberColumns]) -> None:
    import pyarrow.csv

    schema = _arrow_schema(names)
    options = pyarrow.csv.WriteOptions(include_header=False)
    with pyarrow.csv.CSVWriter(stream, schema, write_options=options) as writer:
        for batch in _batches(schema, blocks):
            writer.write_batch(batch)


def _why_no_pyarrow(part: str) -> str | None:
    """Say why pyarrow cannot be used; empty where it is not installed, None where it can."""
    if find_spec("pyarrow") is None:
        return ""
    try:
        import_module(f"pyarrow.{part}")
    except Exception as error:
        return f", and the one that is installed cannot be imported ({type(error).__name__})"
    return None


def write_parquet(stream: BinaryIO, names: Sequence[str], blocks: Iterable[NumberColumns]) -> None:
    """Write a Parquet file of doubles. Raises OutputError where pyarrow is not installed."""
    _needs_pyarrow()
    import pyarrow.parquet

    schema = _arrow_schema(names)
    with pyarrow.parquet.ParquetWriter(stream, schema) as writer:
        batches = _batches(schema, blocks)
        while group := list(islice(batches, _BATCHES_A_ROW_GROUP)):
            writer.write_table(pyarrow.Table.from_batches(group))


def write_parquet_rows(stream: BinaryIO, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a Parquet file of text and doubles, as few rows as memory holds. Raises OutputError as `write_parquet`."""
    _needs_pyarrow()
    import pyarrow.parquet

    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    arrays = [pyarrow.array(column, None if any(map(_is_text, column)) else pyarrow.float64()) for column in columns]
    pyarrow.parquet.write_table(pyarrow.table(arrays, names=list(names)), stream)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _needs_pyarrow() -> None:
    why = _why_no_pyarrow("parquet")
    if why is not None:
        raise OutputError(
            f'Parquet needs pyarrow{why}; install it with `pip install "archpers[parquet]"`, or write a .csv'
        )


def _arrow_schema(names: Sequence[str]) -> Any:
    import pyarrow

    return pyarrow.schema([(name, pyarrow.float64()) for name in names])


def _batches(schema: Any, blocks: Iterable[NumberColumns]) -> Iterator[Any]:
    import pyarrow

    for block in blocks:
        yield pyarrow.record_batch(
            [pyarrow.array(block[name], from_pandas=True) for name in schema.names],  # which makes NaN a null
            schema=schema,
        )


def write_json_numbers(stream: BinaryIO, chunks: Iterable[NDArray[np.float64]]) -> None:
    """Write one array of numbers."""
    stream.write(b"[")
    for index, chunk in enumerate(chunks):
        stream.write((b"," if index else b"") + to_json(chunk.tolist(), inf_nan_mode="null")[1:-1])
    stream.write(b"]")


def write_json_rows(stream: BinaryIO, names: Sequence[str], blocks: Iterable[NumberColumns]) -> None:
    """Write an array of objects, one a line, each with the names as its keys."""
    keys = [to_json(name) + b":" for name in names]
    row = b"{" + b",".join(key.replace(b"%", b"%%") + b"%s" for key in keys) + b"}"
    stream.write(b"[\n")
    for index, block in enumerate(blocks):
        flat = to_json(np.stack([block[name] for name in names], axis=1).ravel().tolist(), inf_nan_mode="null")
        values = tuple(flat[1:-1].split(b","))
        stream.write((b",\n" if index else b"") + b",\n".join([row] * (len(values) // len(names))) % values)
    stream.write(b"\n]")
