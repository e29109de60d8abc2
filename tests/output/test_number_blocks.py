"""Rows written in blocks: every number reads back as the same float."""

import csv
import io
import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from archpers.errors import OutputError
from archpers.output.formats import number_blocks as rows
from archpers.output.formats.csv_format import write, write_for_spreadsheets
from archpers.output.present import NumberRows
from tests.engines import package

EXTREMES = [0.0, -0.0, 0.1, 1 / 3, 1e16, 1.5e300, 5e-324, -2.2250738585072014e-308, 123456789.123456789, math.nan, 1e22]


@pytest.fixture
def columns() -> dict[str, NDArray[np.float64]]:
    random = np.random.default_rng(1)
    bits = random.integers(0, 2**63, 5000, dtype=np.int64).view(np.float64)
    bits = np.where(np.isfinite(bits), bits, 0.5)
    values = np.concatenate([EXTREMES, bits, random.normal(size=5000)])
    return {"a.b": values, 'c "d", %s': values[::-1].copy()}


def blocks(columns: dict[str, NDArray[np.float64]], size: int = 999) -> Iterator[dict[str, NDArray[np.float64]]]:
    count = len(next(iter(columns.values())))
    for start in range(0, count, size):
        yield {name: values[start : start + size] for name, values in columns.items()}


def same(found: list[Any], expected: NDArray[np.float64]) -> bool:
    numbers = np.array([math.nan if value in ("", None) else float(value) for value in found])
    return bool(np.array_equal(numbers, expected, equal_nan=True))


@pytest.mark.parametrize("with_pyarrow", [False, True], ids=["own", "pyarrow"])
def test_csv_reads_back_as_it_was(
    with_pyarrow: bool, columns: dict[str, NDArray[np.float64]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if with_pyarrow:
        package("pyarrow")
    monkeypatch.setattr(rows, "WORTH_LOADING_PYARROW", 0 if with_pyarrow else math.inf)
    stream = io.BytesIO()
    write(NumberRows(list(columns), blocks(columns), 10011), stream)
    header, *lines = csv.reader(io.StringIO(stream.getvalue().decode()))
    assert header == list(columns)
    assert len(lines) == 10011
    for found, expected in zip(zip(*lines, strict=True), columns.values(), strict=True):
        assert same(list(found), expected)


@pytest.mark.parametrize("with_pyarrow", [False, True], ids=["own", "pyarrow"])
def test_a_file_for_spreadsheets_has_a_byte_order_mark_alone_before_it(
    with_pyarrow: bool, columns: dict[str, NDArray[np.float64]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if with_pyarrow:
        package("pyarrow")
    monkeypatch.setattr(rows, "WORTH_LOADING_PYARROW", 0 if with_pyarrow else math.inf)
    plain, marked = io.BytesIO(), io.BytesIO()
    write(NumberRows(list(columns), blocks(columns), 10011), plain)
    write_for_spreadsheets(NumberRows(list(columns), blocks(columns), 10011), marked)
    assert marked.getvalue() == b"\xef\xbb\xbf" + plain.getvalue()


def test_json_reads_back_as_it_was(columns: dict[str, NDArray[np.float64]]) -> None:
    stream = io.BytesIO()
    rows.write_json_rows(stream, list(columns), blocks(columns))
    found = json.loads(stream.getvalue(), parse_constant=pytest.fail)
    for name, expected in columns.items():
        assert same([row[name] for row in found], expected)
    stream = io.BytesIO()
    rows.write_json_numbers(stream, (block["a.b"] for block in blocks(columns)))
    assert same(json.loads(stream.getvalue()), columns["a.b"])


def test_parquet_reads_back_as_it_was(columns: dict[str, NDArray[np.float64]]) -> None:
    package("pyarrow")
    from pyarrow import parquet

    stream = io.BytesIO()
    rows.write_parquet(stream, list(columns), blocks(columns))
    found = parquet.read_table(io.BytesIO(stream.getvalue())).to_pydict()
    for name, expected in columns.items():
        assert same(found[name], expected)


def test_without_pyarrow_parquet_says_what_to_install(
    columns: dict[str, NDArray[np.float64]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"archpers\[parquet\]"):
        rows.write_parquet(io.BytesIO(), list(columns), blocks(columns))
