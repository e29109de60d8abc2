"""From the bytes of separated values (CSV) to a table: commas, semicolons or tabs, UTF-8."""

import csv
from hashlib import sha256
from io import StringIO

from archpers.errors import ScenarioError
from archpers.scenario.reading.text import decode, refusal, shortened
from archpers.scenario.spreadsheet.cells import MOST_ROWS, CellPlace, Content, Grid

_SEPARATORS = ",;\t"


def separated(raw: bytes, file: str) -> Grid:
    """Return the cells that hold something. Raises ScenarioError for what is no such text."""
    text = decode(raw, file)
    table = Grid(file, "", sha256(raw).hexdigest())
    lines = csv.reader(StringIO(text, newline="\n"), delimiter=_separator(text, file), strict=True)
    width, number = 0, 0
    try:
        for number, row in enumerate(lines, 1):
            cells = {CellPlace(number, column): Content(own) for column, own in enumerate(row, 1) if own.strip()}
            if number > 2 * MOST_ROWS:
                break
            width = width or len(row)
            last = max((place.column for place in cells), default=width)
            if last > width or (cells and len(row) < width):
                place = CellPlace(number, 1)
                table.cells[place] = Content(row[0])
                _uneven(table, place, len(row), width)
            else:
                table.cells.update(cells)
    except csv.Error as error:
        words = "the quotes that open here do not close" if "end of data" in str(error) else "quotes stand within text"
        remedy = "write text that holds quotes in quotes, each quote of it twice"
        raise ScenarioError([table.problem(CellPlace(number + 1, 1), f"cannot be split ({words})", remedy)]) from None
    return table


def _uneven(table: Grid, place: CellPlace, found: int, width: int) -> None:
    message = f"this row has {found} cells, and the headings are {width}"
    remedy = "put a number or a name that holds the separator in quotes; a decimal has a point: 11.5"
    table.refuse(place, message, remedy)
    table.unread.add(place.row)


def _separator(text: str, file: str) -> str:
    """Find what separates the cells of the headings. Raises ScenarioError where two might."""
    outside = ""
    for part in text.split('"')[::2]:
        line, end, _ = part.lstrip("\n").partition("\n") if not outside else part.partition("\n")
        outside += line
        if end:
            break
    found = {sign: outside.count(sign) for sign in _SEPARATORS if sign in outside}
    most = [sign for sign, count in found.items() if count == max(found.values())]
    if len(most) > 1:
        said = "both commas and semicolons, or tabs, stand between the headings"
        raise refusal(
            file, shortened(outside), said, "write one of them, and headings that hold another in quotes", 1, 1
        )
    return most[0] if most else ","
