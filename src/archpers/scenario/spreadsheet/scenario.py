"""From a spreadsheet to the text of a scenario file, or to all that is wrong with it, each with its cell."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archpers.errors import Problem, ScenarioError, UsageError
from archpers.scenario.reading.document import Data, Document, KeyPath
from archpers.scenario.reading.text import MAX_BYTES_MADE, SHOWN, Mark, read_bytes, refusal
from archpers.scenario.reading.yaml import PRICES, path_text
from archpers.scenario.schema.fields.text_fields import is_year
from archpers.scenario.spreadsheet.between_rows import NAME, InputValue
from archpers.scenario.spreadsheet.cells import MOST_BYTES, CellPlace, Grid
from archpers.scenario.spreadsheet.columns import every_column
from archpers.scenario.spreadsheet.rows import Filled, filled
from archpers.scenario.spreadsheet.writing import written
from archpers.scenario.validation import validated

if TYPE_CHECKING:
    from archpers.scenario.spreadsheet.excel import ExcelFile

DATA_SHEET = "Teams"
"""The sheet of a spreadsheet to fill in that holds the figures."""

_MISSING = {"this key is missing": "this figure is missing"}
"""What is said of a scenario file, and what of a spreadsheet in its place."""


class Made(NamedTuple):
    """A scenario made from a spreadsheet."""

    text: str
    """The scenario file."""
    lacking: list[str]
    """What a careful colleague would say is missing."""


def contents(file: str) -> bytes:
    """Return the bytes of a spreadsheet, or of standard input for `-`. Raises ScenarioError."""
    raw = read_bytes(file, Path(file), MOST_BYTES)
    if len(raw) > MOST_BYTES:
        raise refusal(
            file, "", f"is larger than {MOST_BYTES // 1024:,} KiB", "keep the table alone, in a file of its own"
        )
    return raw


def is_excel(raw: bytes, file: str) -> bool:
    """Say whether a file is meant as an Excel file; else it is one of separated values."""
    others = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods")
    return raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or Path(file).suffix.lower() in others


def table_of(raw: bytes, file: str, sheet: str | None) -> Grid:
    """Return the table of a spreadsheet. Raises ScenarioError; UsageError for a sheet that is not there."""
    if is_excel(raw, file):
        from archpers.scenario.spreadsheet.excel import ExcelFile  # openpyxl loads as long as all of archpers

        return sheet_of(ExcelFile(raw, file), sheet)
    from archpers.scenario.spreadsheet.separated import separated

    if sheet is not None:
        raise UsageError(f"--sheet {sheet}: {file} has no sheets; leave the option out")
    return separated(raw, file)


def sheet_of(book: "ExcelFile", sheet: str | None) -> Grid:
    """Return the sheet that is named, the only one, or that of a spreadsheet to fill in. Raises UsageError."""
    names = ", ".join(book.sheets)
    if sheet is not None and sheet not in book.sheets:
        raise UsageError(f"--sheet {sheet}: {book.file} has no sheet of that name; it has {names or 'none'}")
    if sheet is None and len(book.sheets) != 1 and DATA_SHEET not in book.sheets:
        raise UsageError(f"{book.file}: has several sheets, or none; name one with --sheet: {names or 'none'}")
    return book.table(sheet or (DATA_SHEET if DATA_SHEET in book.sheets else book.sheets[0]))


def scenario_of(table: Grid, *, region: bool = False, prices: str | None = None) -> Made:
    """Return the scenario file of a table: a team for one row, else a region. Raises ScenarioError, UsageError.

    region: whether one row is a region too. prices: the financial year whose prices the figures are in.
    """
    if prices is not None and not is_year(prices):
        raise UsageError(f"{PRICES} {prices}: is not a financial year; write it as 2025-26")
    found = filled(table)
    as_region = region or len(found.rows) > 1
    document = _document(table, found, as_region=as_region)
    problems = validated(document)[1] if found.rows else []
    if table.problems or problems:
        raise ScenarioError(_located(table, found, problems, as_region=as_region))
    text = written(table, found, as_region=as_region, prices=prices)
    if len(text.encode()) > MAX_BYTES_MADE:
        words = f"makes a scenario of more than {MAX_BYTES_MADE // 1024:,} KiB"
        raise refusal(table.file, "", words, "leave columns out, or write a table for each part")
    return Made(text, list(_lacking(document.data, prices)))


def _document(table: Grid, found: Filled, *, as_region: bool) -> Document:
    """Put every value where a scenario file has it, with row and column as its line and column."""
    document = Document(table.file, None, table.sha256)
    document.data["name"] = found.title(table.file, as_region=as_region)
    for row in found.rows:
        own = found.place_of(row, as_region=as_region)
        for depth in range(1, len(own) + 1):
            document.keys[own[:depth]] = Mark(*row.place)
        _put(document, own, row.values)
    _put(document, (), list(found.shared.values()))
    return document


def _put(document: Document, own: KeyPath, values: list[InputValue]) -> None:
    """Put values below a path, and remember where they and their blocks are; an empty cell has a place, too."""
    for value in values:
        path, block = (*own, *value.path), document.data
        document.keys[path] = document.values[path] = Mark(*value.place)
        for depth, key in enumerate(path[:-1] if value.text else (), 1):
            document.keys.setdefault(path[:depth], Mark(*value.place))
            block = block.setdefault(key, {})
        if value.text:
            block[path[-1]] = value.text


class _Words(NamedTuple):
    """What a problem says, wherever it stands."""

    message: str
    remedy: str
    path: str
    says: str


def _located(table: Grid, found: Filled, problems: list[Problem], *, as_region: bool) -> list[Problem]:
    """Give each problem of the scenario its cell, the table's own among them, in the order of the cells.

    What no column gives is said once where every row lacks it, and not at all where a heading is misread.
    """
    said: dict[CellPlace, list[Problem]] = {}
    for place, problem in table.problems:
        said.setdefault(place, []).append(problem)
    known, lacking = set(said), dict[_Words, None]()
    names = {row.place.row: path_text(found.place_of(row, as_region=as_region), SHOWN) for row in found.rows}
    given = {path_text(column.path) for column in found.columns.values()} | {NAME}
    own = [(CellPlace(each.line or 1, each.column or 1), _worded(each, names, given)) for each in problems]
    # What is missing in a block of which something could not be read is perhaps that.
    unread = {(place.row, problem.path.partition(".")[0]) for place, problem in table.problems}
    times = Counter(words for _, words in own)
    for place, words in own:
        in_no_column = not any(path == words.path or path.startswith(f"{words.path}.") for path in given)
        if in_no_column and (found.misread or times[words] == len(found.rows)):
            lacking[words] = None
        elif place not in known and (words.says or (place.row, words.path.partition(".")[0]) not in unread):
            said.setdefault(place, []).append(_problem(table, place, words, given))
    for words in () if found.misread else lacking:
        said.setdefault(found.named, []).append(_problem(table, found.named, words, given))
    return [problem for place in sorted(said) for problem in said[place]]


def _problem(table: Grid, place: CellPlace, words: _Words, given: Collection[str]) -> Problem:
    shown = table.problem(place, words.message, words.remedy, words.path)
    return shown if words.path in given else shown._replace(says=words.says)


def _worded(problem: Problem, names: Mapping[int, str], given: Collection[str]) -> _Words:
    """Say a problem of the scenario in the words of a spreadsheet.

    names: the path of what stands in each row; given: the paths that have a column.
    """
    own = names.get(problem.line or 1, "")
    path = NAME if own and problem.path == own else problem.path.removeprefix(f"{own}." if own else "")
    message = _MISSING.get(problem.message, problem.message)
    return _Words(message, _remedy(problem.remedy, path, given), path, "its cells" if problem.says else "")


def _remedy(remedy: str, path: str, given: Collection[str]) -> str:
    """Say what to do in a spreadsheet where a scenario file would get a key. given: the paths that have a column."""
    match = re.fullmatch(r"write (\w+): (.+?)(?:, or delete the key)?", remedy)
    if match is None or match[1] != path.rpartition(".")[2]:
        return remedy
    nothing = match[2].startswith("0 if")
    if path in given:
        return f"write {match[2]}" if nothing else f"write it here, such as {match[2]}"
    columns = [path_text(column.path) for column in every_column()]
    if path not in columns:
        below = [own for own in columns if own.startswith(path)]
        there = next((own for own in below if own in given), "")
        return f"write its figures, such as {there}" if there else f"add its columns, such as {below[0]}"
    return f"add the column {path}, {'with' if nothing else 'such as'} {match[2]}"


def _lacking(data: Data, prices: str | None) -> Iterator[str]:
    systems = data.get("authorities", {"": data}).values()
    for block, what in (("cost", "money is"), ("functions", "the split by function is")):
        if not any(block in system for system in systems):
            yield f"{block}: the spreadsheet has no column of it, so that {what} not estimated"
    if "reform" not in data:
        yield (
            "reform: the spreadsheet has no column of it, so that core, crisis service and residual are not estimated; "
            "write reform: in the scenario, as in that of `archpers init FILE.yaml`"
        )
    if prices is None and any("cost" in system for system in systems):
        yield "price_base_year: nothing says of which year the prices are; add --prices, such as --prices 2025-26"
