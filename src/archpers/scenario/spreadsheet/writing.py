"""Writes the scenario file of a spreadsheet: every value with the cell that it comes from, the file's hash once."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from archpers.scenario.reading.text import MADE, shortened
from archpers.scenario.reading.yaml import NULLS
from archpers.scenario.spreadsheet.between_rows import InputValue
from archpers.scenario.spreadsheet.cells import Grid
from archpers.scenario.spreadsheet.rows import Filled

_NO_REFORM = """
# reform: the spreadsheet says nothing of it; without it core, crisis service and residual are "not estimated".
# `archpers init FILE.yaml` writes an example that shows its keys.
"""


def written(table: Grid, found: Filled, *, as_region: bool, prices: str | None) -> str:
    """Return the text of the scenario file; the same table gives the same text."""
    file = shortened(Path(table.file).name, 200)
    sheet = f", sheet {shortened(table.sheet)}" if table.sheet else ""
    whole = f"{file}, SHA-256 {table.sha256}"
    lines = [
        f"{MADE}{file}{sheet}",
        "# Each value says which cell it comes from; when you change one, change its source too.",
        "schema_version: 1",
        f"name: {scalar(found.title(table.file, as_region=as_region))}",
        f"source: {scalar(f'{file}{sheet}, SHA-256 {table.sha256}')}",
        f"price_base_year: {prices}"
        if prices
        else "# price_base_year: 2025-26  # the year whose prices the money is in",
        f"sources: {{{scalar(file)}: {scalar(whole)}}}",
    ]
    data: dict[str, Any] = {}
    for row in found.rows:
        _nest(data, found.place_of(row, as_region=as_region), row.values)
    _nest(data, (), found.shared.values())
    lines.extend(_lines(data, "", table, file))
    return "\n".join(lines) + ("\n" if found.shared else f"\n{_NO_REFORM}")


def _nest(data: dict[str, Any], place: tuple[str, ...], values: Iterable[InputValue]) -> None:
    for value in values:
        *blocks, last = (*place, *value.path)
        block = data
        for key in blocks if value.text else ():
            block = block.setdefault(key, {})
        if value.text:
            block[last] = value


def _lines(data: Mapping[str, Any], indent: str, table: Grid, file: str) -> Iterator[str]:
    for key, own in data.items():
        head = f"{indent}{scalar(key)}:"
        if isinstance(own, InputValue):
            where = scalar(f"{file}: {table.where(own.place)}")
            text = scalar(own.text)
            yield f"{head} {{value: {text}, source: {where}}}" if own.is_number else f"{head} {text}"
        else:
            yield head
            yield from _lines(own, f"{indent}  ", table, file)


def scalar(text: str) -> str:
    """Write text as YAML reads it again, within braces too."""
    plain = re.fullmatch(r"[^\W\d][\w.-]*( [\w.-]+)*|-?£?[\d.]+%?|[\d.]+e[-+]?\d+", text, re.ASCII)
    return text if plain and text not in NULLS else json.dumps(text, ensure_ascii=False)
