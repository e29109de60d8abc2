"""The sheet with the scenario file itself, line by line, from which a workbook that was changed comes back."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from archpers import __version__
from archpers.errors import ScenarioError
from archpers.output.workbook.writing.sheet_cells import MOST_CHARACTERS
from archpers.output.workbook.writing.sheets import Book, Sheet
from archpers.scenario.load import asked_of
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authority_of
from archpers.scenario.spreadsheet.cells import CellPlace, Grid

SHEET = "Scenario file"
_FILE, _SHA256, _VERSION, _WHOLE = "File", "SHA-256 of the file", "Written by archpers", "SHA-256 of all below"
_AUTHORITY, _LINES = "--authority", "Lines"


class ScenarioFile(NamedTuple):
    """What the sheet holds."""

    file: str
    """As it was named."""
    sha256: str
    version: str
    """Of the archpers that wrote the workbook."""
    asked: list[tuple[str, str]]
    """What was asked for beside the file: `--set`, and what it says."""
    text: str

    def every(self, option: str) -> list[str]:
        """Return what was asked for by an option."""
        return [said for name, said in self.asked if name == option]

    @property
    def authority(self) -> str:
        """The authority that the workbook is of; empty for the whole."""
        return next(iter(self.every(_AUTHORITY)), "")


def add_scenario_file(book: Book, scenario: Scenario | Region) -> Sheet:
    """Add the sheet; the scenario is one of a file."""
    document = scenario.document
    assert document is not None
    place = getattr(scenario, "place", ())
    words = (
        "The workbook comes back by `archpers init changed.yaml --from THIS.xlsx`, which reads this sheet: leave it."
    )
    sheet = book.sheet(SHEET, "The scenario file that this workbook was made of", words, widths=(26, 110))
    lines = document.text.split("\n")
    rows = [
        (_FILE, document.file),
        (_SHA256, document.sha256),
        (_VERSION, __version__),
        *asked_of(document),
        *([(_AUTHORITY, authority_of(place))] if place else []),
        (_LINES, str(len(lines))),
        *(("", line) for line in lines),
    ]
    cells = [(label, *_parts(text)) for label, text in ((_WHOLE, _hash(rows)), *rows)]
    width = max(map(len, cells))
    columns = ("What", *(["Text"] * (width - 1)))
    sheet.block(len(cells)).write(columns, [(*own, *[""] * (width - len(own))) for own in cells])
    return sheet


def _parts(text: str) -> Iterator[str]:
    """Cut text into pieces that a cell can take."""
    yield from (text[start : start + MOST_CHARACTERS] for start in range(0, len(text) or 1, MOST_CHARACTERS))


def _hash(rows: Sequence[tuple[str, str]]) -> str:
    return sha256("\n".join(f"{label}: {text}" for label, text in rows).encode()).hexdigest()


def scenario_file(table: Grid) -> ScenarioFile:
    """Read the sheet. Raises ScenarioError where it is not as archpers wrote it."""
    found: dict[int, list[str]] = {}
    for place in sorted(table.cells):
        row = found.setdefault(place.row, ["", ""])
        row[min(place.column, 2) - 1] += table.cells[place].text
    start = next((row for row, own in found.items() if own[0] == _WHOLE), 0)
    said = {label: text for label, text in found.values() if label}
    first = next((row for row, own in found.items() if own[0] == _LINES), 0)
    count = int(said.get(_LINES, "")) if re.fullmatch("[0-9]{1,6}", said.get(_LINES, "")) else 0
    rows = [(label, text) for label, text in (found.get(row, ("", "")) for row in range(start + 1, first + 1 + count))]
    if not count or _hash(rows) != said.get(_WHOLE):
        remedy = "write the workbook anew by `archpers workbook`, and change its yellow cells alone"
        raise ScenarioError([table.problem(CellPlace(1, 1), "the scenario file on this sheet was changed", remedy)])
    asked = [(label, text) for label, text in rows if label.startswith("--")]
    text = "\n".join(text for _, text in rows[-count:])
    return ScenarioFile(said[_FILE], said[_SHA256], said[_VERSION], asked, text)
