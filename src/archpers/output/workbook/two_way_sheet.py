"""A two-way sensitivity grid in a workbook: every cell the whole chain down to the inputs, two of them its headings."""

import math
from decimal import Decimal

from archpers.model.registry import described, evaluate
from archpers.model.renderings import excel
from archpers.model.trace import Name, named
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.sheet_cells import Entry, Live, Ref
from archpers.output.workbook.sheets import Book, Sheet
from archpers.scenario.inputs import kind_of
from archpers.scenario.reading.numbers import Kind
from archpers.units import Unit

SHOWN = "residual_share_of_hours"
ACROSS, DOWN = "crisis_share", "core_hours_per_person"
_STEPS = 9
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_TOP = 7  # row of the headings across


def add_two_way(book: Book, system: ScopeTables) -> Sheet:
    """Add the sheet with the grid; the headings start from two cells and go on in steps, which may be changed."""
    title = f"{described(SHOWN).label}, by {described(ACROSS).label.lower()} and {described(DOWN).label.lower()}"
    sheet = book.sheet(
        "Two-way",
        title,
        "Each cell of the grid is the whole calculation for the two values at its head, and the inputs as they stand "
        "in this workbook. Negative: a deficit.",
        widths=(58, 13, *(13 for _ in range(_STEPS))),
    )
    starts = {}
    for row, (name, kind) in enumerate(((ACROSS, kind_of(ACROSS)), (DOWN, kind_of("core_function_hours_per_person")))):
        unit = described(name).unit
        first, step = headings_of(float(system.value(Name(name)) or 0.0), kind)
        where = ("across", "down")[row]
        sheet.put(3 + row, 0, f"{described(name).label} [{unit}], {where}: from, step")
        for column, value in ((1, first), (2, step)):
            sheet.put(3 + row, column, Entry(value, unit, kind))
        starts[name] = [first + index * step for index in range(_STEPS)]
    sheet.put(
        _TOP - 1,
        0,
        f"{described(SHOWN).label}: {described(ACROSS).label.lower()} across, {described(DOWN).label.lower()} down",
        bold=True,
    )
    for index in range(_STEPS):
        _heading(sheet, (_TOP, 2 + index), 3, index, starts[ACROSS][index], described(ACROSS).unit)
        _heading(sheet, (_TOP + 1 + index, 1), 4, index, starts[DOWN][index], described(DOWN).unit)
    _fill(sheet, system, starts)
    _mark(book, sheet, system)
    return sheet


def headings_of(value: float, kind: Kind) -> tuple[float, float]:
    """Choose the first value and a round step, so that the value as it stands is one of the headings."""
    centre = Decimal(repr(value))
    room = centre / 8 if centre else Decimal(1) if kind.most == math.inf else Decimal(repr(kind.most)) / 8
    size = Decimal(10) ** room.adjusted()
    step = max(nice * size for nice in _NICE if nice * size <= room)
    before = min(_STEPS // 2, int(centre / step))
    if kind.most != math.inf:
        before = max(before, _STEPS - 1 - int((Decimal(repr(kind.most)) - centre) / step))
    return float(centre - before * step), float(step)


def _heading(sheet: Sheet, at: tuple[int, int], starts: int, index: int, value: float, unit: Unit) -> None:
    first, step = (Ref(sheet.name, starts, column).seen_from(sheet.name) for column in (1, 2))
    formula = f"{first}+{index}*{step}" if index else first
    sheet.put(*at, Live(formula, value, unit), bold=True, bottom=1, right=1, bg_color="#D9E2F3")


def _fill(sheet: Sheet, system: ScopeTables, starts: dict[str, list[float]]) -> None:
    given = system.chain.given
    operands = {name: named(name, value) for name, value in given.items()}
    traced = evaluate([SHOWN], {**operands, ACROSS: named(ACROSS), DOWN: named(DOWN)}, system.chain.belonging)[SHOWN]
    for down, core in enumerate(starts[DOWN]):
        for across, crisis in enumerate(starts[ACROSS]):
            heads = {
                ACROSS: Ref(sheet.name, _TOP, 2 + across).seen_from(sheet.name),
                DOWN: Ref(sheet.name, _TOP + 1 + down, 1).seen_from(sheet.name),
            }

            def cell(name: Name, heads: dict[str, str] = heads) -> str:
                return heads.get(name.name) or system.cells[name].seen_from(sheet.name)

            values = {**given, ACROSS: crisis, DOWN: core}
            value = evaluate([SHOWN], values, system.chain.belonging)[SHOWN]
            live = Live(excel(traced, cell), value, described(SHOWN).unit)
            sheet.put(_TOP + 1 + down, 2 + across, live, bottom=1, bottom_color="#BFBFBF")


def _mark(book: Book, sheet: Sheet, system: ScopeTables) -> None:
    """Show a deficit in red, and in bold what stands at the values of the inputs."""
    last = _TOP + _STEPS, 1 + _STEPS
    sheet.worksheet.conditional_format(
        _TOP + 1, 2, *last, {"type": "cell", "criteria": "<", "value": 0, "format": book.format(bg_color="#F8CBAD")}
    )
    here = book.format(bold=True, bg_color="#C6E0B4")
    for area, name in (((_TOP, 2, _TOP, last[1]), ACROSS), ((_TOP + 1, 1, last[0], 1), DOWN)):
        own = Ref(sheet.name, area[0], area[1]).seen_from(sheet.name).replace("$", "")
        test = f"=ABS({own}-{system.cells[Name(name)].seen_from(sheet.name)})<0.000000001"
        sheet.worksheet.conditional_format(*area, {"type": "formula", "criteria": test, "format": here})
    grid = f"={Ref(sheet.name, _TOP, 1).seen_from('')}:{Ref(sheet.name, *last).seen_from(sheet.name)}"
    book.workbook.define_name("two_way_grid", grid)
    sheet.row = last[0] + 2
    sheet.line("Headings in green stand at the inputs' own values. Change the yellow cells to look elsewhere.")
