"""Names within a workbook: of cells, of rows of cells, of tables; each one that Excel takes, and no two alike."""

import re
from collections.abc import Sequence

from archpers.output.workbook.writing.sheet_cells import Ref, quoted

_MOST = 200  # characters; Excel takes 255
_OTHERS = "0123456789_."
_LIKE_A_CELL = re.compile(r"(?:[a-z]{1,3}[0-9]+|r[0-9]*c?[0-9]*|c[0-9]*|true|false)", re.IGNORECASE)


def name_of(*parts: str | None) -> str:
    """Make a name that Excel takes of some parts, those that are absent left out: `function_hours.first_contact`."""
    letters = (("".join(each if each.isalpha() or each in _OTHERS else "_" for each in part)) for part in parts if part)
    text = ".".join(letters)[:_MOST]
    if text[:1].isdigit() or _LIKE_A_CELL.fullmatch(text):
        text = f"_{text}"
    return text


class BookNames:
    """The names that a workbook has: those of the whole, and those that hold on one sheet."""

    def __init__(self) -> None:
        self._taken: dict[str, set[str]] = {}

    def free(self, wanted: str, sheet: str = "") -> str:
        """Take a name, with a number behind it where it is taken; sheet: the one that it holds on, empty for all."""
        taken = self._taken.setdefault(sheet, set())
        number, name = 1, wanted
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken.add(name.casefold())
        return name


def defined(name: str, cells: Sequence[Ref], sheet: str = "") -> tuple[str, str]:
    """Return a name, and what it stands for, as a workbook defines it; cells: the first and the last."""
    area = f"={cells[0].seen_from('')}"
    if cells[-1] != cells[0]:
        area += f":{cells[-1].seen_from(cells[-1].sheet)}"
    return f"{quoted(sheet)}!{name}" if sheet else name, area
