"""The sheet Checks: whether the numbers of a workbook agree with one another, live, and what differs from the file."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from archpers.model.definition import KEY_FIGURES
from archpers.model.registry import described, shown_in
from archpers.model.trace import Name
from archpers.output.workbook.checks import Check, checks_of
from archpers.output.workbook.model import Model
from archpers.output.workbook.sheets.assumptions_sheet import CHANGED, AssumptionsSheet
from archpers.output.workbook.sheets.constants_sheet import TOLERANCE
from archpers.output.workbook.writing.blocks import Block
from archpers.output.workbook.writing.sheet_cells import NUMBER, Fixed, Live, Ref, SheetCell, Told
from archpers.output.workbook.writing.sheets import Book, Sheet

OK, LOOK = "OK", "Look"
SAME, DIFFERS = "as in the file", "differs: an input was changed, or an option is in use"
_FOUND, _EXPECTED, _DIFFERENCE, _MAY, _VERDICT = range(1, 6)


class Checks(NamedTuple):
    """The sheet, and the cells that sum it up."""

    sheet: Sheet
    failed: Ref
    """How many checks ask for a look."""
    every: Ref
    changed: Ref
    """How many inputs were changed."""
    looks: int
    """How many ask for a look as the file stands."""
    number: int
    """How many checks there are."""


def add_checks(book: Book, model: Model, assumptions: AssumptionsSheet) -> Checks:
    """Add the sheet."""
    sheet = book.sheet(
        "Checks",
        "Checks: do the numbers agree with one another?",
        "Live. OK: what is found is what is expected, but for what may differ. Look: it is not; find out why before "
        "the numbers are used.",
        widths=(70, 16, 16, 16, 16, 48),
    )
    top = sheet.row
    sheet.row += 4
    checks = list(checks_of(book, model, assumptions, sheet.name))
    block = sheet.block(len(checks), "Checks")
    verdicts = [_verdict(check) for check in checks]
    block.write(
        ("Check", "Found", "Expected", "Difference", "May differ by", "Verdict"),
        [_row(block, place, check, verdicts[place]) for place, check in enumerate(checks)],
        wrap=True,
    )
    _mark(book, sheet, block)
    changed = f'COUNTIF({assumptions.column("Changed?", sheet.name)},"{CHANGED}")'
    failed, every, inputs = _summed(book, sheet, top, block, changed, verdicts)
    _compared(book, sheet, model)
    sheet.page.keep(1)
    return Checks(sheet, failed, every, inputs, verdicts.count(LOOK), len(checks))


def _summed(
    book: Book, sheet: Sheet, top: int, block: Block, changed: str, verdicts: Sequence[str]
) -> tuple[Ref, Ref, Ref]:
    """Write how many checks ask for a look, how many there are, and how many inputs were changed."""
    area = block.ref(0, _VERDICT).to(block.ref(block.rows - 1, _VERDICT), sheet.name)
    cells = Ref(sheet.name, top, 1), Ref(sheet.name, top + 1, 1), Ref(sheet.name, top + 2, 1)
    summed = (
        ("Checks that ask for a look", f'COUNTIF({area},"{LOOK}")', verdicts.count(LOOK), "checks_that_ask_for_a_look"),
        ("Checks", f"ROWS({area})", len(verdicts), "number_of_checks"),
        ("Inputs that were changed since the file was made", changed, 0, "inputs_changed"),
    )
    for cell, (words, formula, value, name) in zip(cells, summed, strict=True):
        sheet.put(cell.row, 0, words, bold=True)
        sheet.put(cell.row, cell.column, Live(formula, float(value), NUMBER), bold=True)
        book.define(name, cell)
    return cells


def _row(block: Block, place: int, check: Check, verdict: str) -> Sequence[SheetCell]:
    here = block.sheet.name
    found, expected, difference, may = (
        block.ref(place, column).seen_from(here, down=True) for column in (_FOUND, _EXPECTED, _DIFFERENCE, _MAY)
    )
    told = f'IF(ISNUMBER({difference}),IF(ABS({difference})<={may},"{OK}","{LOOK}"),"{LOOK}")'
    return (
        check.words,
        check.found,
        check.expected,
        Live(f"{found}-{expected}", check.difference, check.found.unit),
        check.may_differ,
        Told(told, verdict),
    )


def _verdict(check: Check) -> str:
    gap, may = check.difference, check.may_differ.value
    return OK if gap is not None and may is not None and abs(gap) <= may else LOOK


def _mark(book: Book, sheet: Sheet, block: Block) -> None:
    area = (block.top + 1, _VERDICT, block.top + block.rows, _VERDICT)
    look = book.format(bold=True, bg_color="#F8CBAD")
    rule = {"type": "cell", "criteria": "==", "value": f'"{LOOK}"', "format": look}
    sheet.worksheet.conditional_format(*area, rule)


def _compared(book: Book, sheet: Sheet, model: Model) -> None:
    """Set the figures as they were computed from the file beside those that stand in the workbook now."""
    names = [Name(name) for name in dict.fromkeys((*shown_in(KEY_FIGURES), "residual_hours", "residual_value"))]
    there = [name for name in names if name in model.system.cells and _is_number(model.system.value(name))]
    block = sheet.block(len(there), "Compared with the file: for information")
    rows: list[Sequence[SheetCell]] = []
    tolerance = book.constants.ref(TOLERANCE).seen_from(sheet.name)
    for place, name in enumerate(there):
        unit, value = described(name.name).unit, model.system.value(name) or 0.0
        now, then, gap = (
            block.ref(place, column).seen_from(sheet.name, down=True) for column in (_FOUND, _EXPECTED, _DIFFERENCE)
        )
        same = f"ABS({gap})<={tolerance}*MAX(ABS({now}),ABS({then}))"
        told = f'IF(ISNUMBER({gap}),IF({same},"{SAME}","{DIFFERS}"),"{DIFFERS}")'
        rows.append(
            (
                model.system.label(name),
                model.system.link(name, sheet),
                Fixed(value, unit, computed=True),
                Live(f"{now}-{then}", 0.0, unit),
                unit.text,
                Told(told, SAME),
            )
        )
    block.write(("Figure", "Now", "In the file", "Difference", "Unit", "In words"), rows, wrap=True)


def _is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
