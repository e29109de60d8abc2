"""A workbook that archpers wrote comes back: its inputs become those of the scenario that it was made of.

The workbook is made anew from the scenario file that stands in it, and every cell is held against that: a formula or a
number of the model that was changed is refused, a text that was changed is told.
"""

from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from archpers import __version__
from archpers.errors import Problem, ScenarioError
from archpers.output.workbook.sheets.scenario_file import SHEET, ScenarioFile, scenario_file
from archpers.output.workbook.workbook import built
from archpers.output.workbook.writing.sheet_cells import Entry
from archpers.scenario.in_place import anew, replaced
from archpers.scenario.load import arranged, check
from archpers.scenario.numbers_in_place import shown
from archpers.scenario.overrides import applied, parse_override, value_at
from archpers.scenario.reading.document import Document, KeyPath, Override
from archpers.scenario.reading.numbers import RESULT, read_number, unmistakable
from archpers.scenario.reading.text import shortened
from archpers.scenario.reading.yaml import path_text, read_text
from archpers.scenario.scopes import on_its_own
from archpers.scenario.spreadsheet.cells import CellPlace, Content, Grid
from archpers.scenario.spreadsheet.excel import ExcelFile

_ANEW = "undo the change, or write the workbook anew by `archpers workbook`, and change its yellow cells alone"
_EXACT = 1e-14
"""What spreadsheet programs leave out when they write a number."""


class ReturnedInput(NamedTuple):
    """An input that was changed."""

    path: KeyPath
    before: str
    after: str
    where: str
    """The cell."""

    def __str__(self) -> str:
        """Say what was changed."""
        return f"{path_text(self.path)} = {self.after}, which was {self.before} ({self.where})"


class Returned(NamedTuple):
    """What a workbook that comes back says."""

    text: str
    """The scenario file with the inputs as they stand in the workbook."""
    changes: list[ReturnedInput]
    remarks: list[str]
    """What else differs and is not read, and what the file has lost."""


def is_ours(book: ExcelFile) -> bool:
    """Say whether archpers wrote a workbook."""
    return SHEET in book.sheets


def returned(book: ExcelFile) -> Returned:
    """Read the inputs of a workbook. Raises ScenarioError with every cell that was changed and is no input."""
    own = scenario_file(book.table(SHEET))
    document = _document(own)
    scenario = check(document)
    made = built(on_its_own(scenario, own.authority) if own.authority else scenario)
    compared = _Compared(book, ExcelFile(made.content(), "the workbook as archpers writes it"), made.entries)
    if compared.problems:
        raise ScenarioError(compared.problems_of(own.version))
    overrides = [_override(document, change, book) for change in compared.changes]
    changed = applied(document, overrides)
    try:
        check(changed)
    except ScenarioError as error:
        values_of = {override.label: override.value or "" for override in overrides}
        raise ScenarioError(
            [each._replace(says=values_of.get(each.file, each.says)) for each in error.problems]
        ) from None
    remarks = [*compared.remarks, *_left_out(document, overrides)]
    values = {override.path: override.data for override in overrides}
    text = replaced(document.text, values) if not own.asked else None
    if text is None:
        text = anew(changed.data)
        asked = ", ".join(f"{name} {said}" for name, said in own.asked) or "an input that the file does not have"
        remarks.append(f"the file is written anew, without its comments, because of {asked}")
    if not compared.changes:
        remarks.insert(0, "every input is as in the scenario that the workbook was made of")
    return Returned(text, compared.changes, remarks)


def _document(own: ScenarioFile) -> Document:
    """Return the document that the workbook was made of, with all that was asked for in place."""
    overrides = [parse_override(said) for said in own.every("--set")]
    prices = next(iter(own.every("--prices")), None)
    document = read_text(own.text, Document(own.file, None, own.sha256))
    return arranged(document, overrides, own.every("--option"), own.every("--change"), prices)


def _override(document: Document, change: ReturnedInput, book: ExcelFile) -> Override:
    file = Path(book.file)
    source = f"changed from {change.before} in {file.name}, {change.where}, SHA-256 {book.sha256}"
    return Override(change.path, change.after, f"{file}:{change.where}", data={"value": change.after, "source": source})


def _left_out(document: Document, overrides: list[Override]) -> Iterator[str]:
    """Say which evidence of the file goes, since it spoke for the value before."""
    for override in overrides:
        before = value_at(document.data, override.path)
        gone = [key for key in before if key not in ("value", "source")] if isinstance(before, dict) else []
        if gone:
            words = f"{', '.join(gone)} of the file belong to the value before, and are left out"
            yield f"{path_text(override.path)}: {words}"


class _Compared:
    """A workbook held against the one that archpers writes of the same scenario."""

    def __init__(self, theirs: ExcelFile, ours: ExcelFile, entries: dict[tuple[str, int, int], Entry]) -> None:
        self.file = theirs.file
        self.problems: list[Problem] = []
        self.changes: list[ReturnedInput] = []
        self.remarks: list[str] = []
        for name in ours.sheets:
            if name not in theirs.sheets:
                self.problems.append(Problem("a sheet is missing, or has another name", _ANEW, self.file, says=name))
            elif name != SHEET:
                own = {
                    CellPlace(row + 1, column + 1): own
                    for (sheet, row, column), own in entries.items()
                    if sheet == name
                }
                self._sheet(theirs.table(name, formulas=True), ours.table(name, formulas=True), own)
        added = [name for name in theirs.sheets if name not in ours.sheets]
        if added:
            self.remarks.append(f"archpers does not read the sheets that it did not write: {', '.join(added)}")

    def problems_of(self, version: str) -> list[Problem]:
        """Return the problems; of a workbook of another version also that this may be why."""
        if version == __version__:
            return self.problems
        words = f"was written by archpers {version}, and this is {__version__}, whose formulas may differ"
        return [Problem(words, f"use archpers {version}, or write the workbook anew", self.file), *self.problems]

    def _sheet(self, theirs: Grid, ours: Grid, entries: dict[CellPlace, Entry]) -> None:
        for place in sorted({*theirs.cells, *ours.cells, *theirs.formulas}):
            if place in entries:
                self._entry(theirs, place, entries[place], ours.cells[place])
            elif place in ours.formulas or place in theirs.formulas:
                before, after = ours.formulas.get(place), theirs.formulas.get(place)
                if before != after and _plain(before) != _plain(after):
                    words = f"is not what archpers wrote there, {'=' + before.lstrip('=') if before else 'no formula'}"
                    says = after or (theirs.cells[place].text if place in theirs.cells else "")
                    problem = theirs.problem(place, shortened(words, 200), _ANEW)
                    self.problems.append(problem._replace(says=shortened(says)))
            else:
                self._constant(theirs, place, ours.cells.get(place), theirs.cells.get(place))

    def _constant(self, theirs: Grid, place: CellPlace, before: Content | None, after: Content | None) -> None:
        if before is not None and not before.typed:
            if after is None or after.typed or not _same(before.text, after.text):
                words = f"a number of the model was changed, which was {before.text}"
                self.problems.append(theirs.problem(place, words, _ANEW))
        elif (before.text if before else "").split() != (after.text if after else "").split():
            was, now = (f'"{shortened(own.text)}"' if own else "nothing" for own in (before, after))
            self.remarks.append(f"{theirs.where(place)} says {now}, and said {was}; archpers does not read it")

    def _entry(self, theirs: Grid, place: CellPlace, entry: Entry, before: Content) -> None:
        """Read an input. theirs: the sheet as it came back; before: the cell as archpers wrote it."""
        after, path = theirs.cells.get(place), path_text(entry.path)
        if not entry.path:
            return
        if after is None or after.wrong:
            words = (
                (after.wrong, after.remedy) if after else ("is empty", f"write a number such as {entry.kind.example}")
            )
            self.problems.append(theirs.problem(place, *words, path))
            return
        try:
            text = after.text if after.typed else unmistakable(after.text, entry.kind)
            value = read_number(text, entry.kind if after.typed else RESULT)
            was = read_number(unmistakable(before.text, entry.kind), RESULT)
            if isclose(value, was, rel_tol=_EXACT):
                return
            text = unmistakable(shown(value, entry.kind), entry.kind)
            read_number(text, entry.kind)
        except PydanticCustomError as error:
            context = error.context or {}
            self.problems.append(theirs.problem(place, context["message"], context["remedy"], path))
            return
        self.changes.append(ReturnedInput(entry.path, shown(was, entry.kind), text, theirs.where(place)))


def _same(one: str, other: str) -> bool:
    return isclose(read_number(one, RESULT), read_number(other, RESULT), rel_tol=_EXACT)


def _plain(formula: str | None) -> list[str]:
    """Write a formula so that what another program only writes otherwise is alike: blanks, quotes, capital letters."""
    return list(_tokens(formula)) if formula else []


def _tokens(formula: str) -> Iterator[str]:
    from openpyxl.formula import Tokenizer

    for token in Tokenizer(formula if formula.startswith("=") else f"={formula}").items:
        if token.type == "WHITE-SPACE":
            continue
        if token.type == "OPERAND" and token.subtype == "NUMBER":
            yield repr(float(token.value))
        elif token.type == "OPERAND" and token.subtype == "TEXT":
            yield token.value
        else:
            yield token.value.replace("'", "").upper().replace("_XLFN.", "").replace("_XLWS.", "")
