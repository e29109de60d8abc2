"""The cover of a workbook: which option is in use, whether the checks are passed, the answer, and what is where."""

from collections.abc import Callable, Mapping

from archpers.model.definition import KEY_FIGURES, TODAY, Definition, within_a_sentence
from archpers.model.registry import INPUTS, PARTS, QUANTITIES, described, shown_in
from archpers.model.trace import Name
from archpers.output.tables.headings import override_lines, price_line, residual_caveat, why_no_residual
from archpers.output.workbook.model import Model
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.sheets.checks_sheet import Checks
from archpers.output.workbook.sheets.options_sheet import OptionsSheet
from archpers.output.workbook.writing.blocks import Block
from archpers.output.workbook.writing.sheet_cells import Ref, SheetCell, Told, label_format
from archpers.output.workbook.writing.sheet_charts import add_chart
from archpers.output.workbook.writing.sheets import ENTRY_LOOK, Book, Sheet
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import HOURS, MONEY, SHARE

_MOST_LINES = 20
"""So many overrides are told on the cover; all of them stand on the sheet Sources."""


class Cover:
    """The first sheet; what it tells is known last."""

    def __init__(self, book: Book, scenario: Scenario | Region) -> None:
        """Add the sheet, and keep the cell of the option in use."""
        self._book, self._scenario = book, scenario
        self.sheet = book.sheet("Cover", scenario.name, widths=(30, 18, 18, 18, 3))
        self.selector = Ref(self.sheet.name, 3, 1)
        """The cell that names the option in use."""

    def write(self, model: Model, checks: Checks) -> None:
        """Fill the cover: what this is, what is in use, the answer, the key figures, and what is on which sheet."""
        sheet, system, scenario = self.sheet, model.system, self._scenario
        sheet.row = 1
        what = "a region as one authority" if model.authorities else "care management and its reform"
        there = Name("residual_hours") in system.cells
        words = "what must stay, and what could be reinvested" if there else "what it costs, and where its time goes"
        sheet.line(f"A model of {what}: {words}.")
        sheet.line(price_line(scenario) or "No year of prices is stated.")
        self._option(model.options)
        self._checks(checks)
        lines = list(override_lines(scenario))
        below = f"Made with {len(lines)} in place of the file's own values: they are listed below the key figures."
        sheet.line(below if lines else "Made of the file's own values, with no option and no other override in force.")
        sheet.row += 1
        if there:
            _answer(sheet, system)
        else:
            sheet.line(f"Core, crisis service and residual are not estimated: {why_no_residual(scenario)}")
            sheet.row += 1
        if model.authorities and there:
            _authorities(sheet, model.authorities)
        _key_figures(sheet, system)
        self._put_in(lines)
        contents = sheet.block(len(model.sheets), "Contents")
        contents.write(("Sheet", "What it holds"), [("", words) for words in model.sheets.values()])
        for row, other in enumerate(model.sheets):
            sheet.link(contents.ref(row, 0).row, 0, other)

    def _option(self, options: OptionsSheet) -> None:
        """Write the cell of the option in use, which takes the names of the options and nothing else."""
        row, column = self.selector.row, self.selector.column
        sheet, here = self.sheet, self.sheet.name
        sheet.put(row, 0, "Option in use", bold=True)
        sheet.put(row, column, options.headings[0], **ENTRY_LOOK)
        rule = {
            "validate": "list",
            "source": f"={options.headings_range(here)}",
            "input_title": "Choose an option",
            "input_message": "The whole workbook computes with it. What each gives stands on the sheet Options.",
            "error_title": "No such option",
            "error_message": "Choose one of the list.",
        }
        sheet.worksheet.data_validation(row, column, row, column, rule)
        self._book.define("option_chosen", self.selector)
        chosen, first = self.selector.seen_from(here), options.headings_range(here).partition(":")[0]
        plain = "The yellow cells are in use as they stand."
        other = "What this option gives is in use in place of the yellow cells: see the sheet Options."
        sheet.put(row, column + 1, Told(f'IF(EXACT({chosen},{first}),"{plain}","{other}")', plain))
        sheet.row = row + 1

    def _checks(self, checks: Checks) -> None:
        """Say whether the checks are passed, and how many inputs were changed."""
        sheet, here = self.sheet, self.sheet.name
        failed, count, changed = (cell.seen_from(here) for cell in (checks.failed, checks.every, checks.changed))
        asks, fine = " checks ask for a look: see the sheet Checks.", " checks are OK."
        told = f'IF({failed}=0,"All "&{count}&"{fine}",{failed}&" of "&{count}&"{asks}")'
        now = f"{checks.looks} of {checks.number}{asks}" if checks.looks else f"All {checks.number}{fine}"
        sheet.put(sheet.row, 0, Told(told, now), bold=True)
        none, some = (
            "No input was changed since the file was made.",
            " changed since the file was made: see Assumptions.",
        )
        told = f'IF({changed}=0,"{none}",IF({changed}=1,"1 input was",{changed}&" inputs were")&"{some}")'
        sheet.put(sheet.row + 1, 0, Told(told, none))
        sheet.row += 2

    def _put_in(self, lines: list[str]) -> None:
        """Say what stood in place of the file's own values when the workbook was made."""
        if lines:
            more = [f"{len(lines) - _MOST_LINES} more stand on the sheet Sources."] * (len(lines) > _MOST_LINES)
            self.sheet.line("In place of the file's own values when this workbook was made", bold=True)
            for line in (*lines[:_MOST_LINES], *more):
                self.sheet.line(line)
            self.sheet.row += 1


def _key_figures(sheet: Sheet, system: ScopeTables) -> None:
    names = shown_in(KEY_FIGURES)
    block = sheet.block(len(names), "Key figures")
    rows: list[tuple[SheetCell, ...]] = [
        (described(name).label, system.link(Name(name), sheet), described(name).unit.text) for name in names
    ]
    block.write(("Figure", "Value", "Unit"), rows)


_ANSWERED = (SHARE, HOURS, MONEY)
"""The units in which the cover tells the parts of today's hours."""


def _answer(sheet: Sheet, system: ScopeTables) -> None:
    parts = PARTS[TODAY.label]
    rows = [[part.label, *_told(sheet, system, lambda own, part=part: own.part == part)] for part in parts]  # type: ignore[misc]  # mypy cannot tell the type of a default
    rows.append([TODAY.label, *_told(sheet, system, lambda own: own.whole == TODAY)])
    block = sheet.block(len(rows), "The answer")
    block.write(("Part", *_headings()), rows)
    residual = system.cells[Name("residual_hours")].seen_from(sheet.name)
    good, bad = (residual_caveat(money=False, deficit=deficit) for deficit in (False, True))
    below = (system.value(Name("residual_hours")) or 0.0) < 0
    told = f'IF(ISNUMBER({residual}),IF({residual}<0,"{bad}","{good}"),"There is no residual: see the notes.")'
    sheet.put(sheet.row, 0, Told(told, bad if below else good))
    sheet.row += 2
    named = ", the ".join(within_a_sentence(part.label) for part in parts[:-1])
    words = (
        f"Column chart: the shares of today's hours that the {named} and the residual take. "
        "The table beside it has the same numbers."
    )
    _chart(sheet, 3, "Where today's hours would go", words, block, len(parts))


def _headings() -> list[str]:
    return [facet.title for unit in _ANSWERED for facet in TODAY.facets if facet.unit == unit]


def _told(sheet: Sheet, system: ScopeTables, wanted: Callable[[Definition], bool]) -> list[SheetCell]:
    """Return what the quantities that are wanted say in each unit; a whole is all of itself, in shares."""
    names = {own.unit: own.name for own in {**INPUTS, **QUANTITIES}.values() if wanted(own)}
    absent = {SHARE: "all of it"}
    return [system.link(Name(names[unit]), sheet) if unit in names else absent.get(unit, "") for unit in _ANSWERED]


def _authorities(sheet: Sheet, authorities: Mapping[str, ScopeTables]) -> None:
    residual = PARTS[TODAY.label][-1]
    block = sheet.block(len(authorities), "The residual of each authority by itself")
    rows = [[own, *_told(sheet, system, lambda one: one.part == residual)] for own, system in authorities.items()]
    block.write(("Authority", *_headings()), rows)
    words = (
        "Column chart: the residual share of hours of each authority by itself; below zero is a deficit. "
        "The table beside it has the same numbers."
    )
    _chart(sheet, 22, "Residual of each authority, share of its hours", words, block, len(authorities))


def _chart(sheet: Sheet, row: int, title: str, words: str, block: Block, rows: int) -> None:
    """Draw the shares in the first rows of a table."""
    first, last = block.ref(0, 0).row, block.ref(rows - 1, 0).row
    series = {
        "categories": [sheet.name, first, 0, last, 0],
        "values": [sheet.name, first, 1, last, 1],
        "data_labels": {"value": True, "num_format": label_format(SHARE, SHARE.decimals)},
    }
    add_chart(sheet, row, 5, "column", title, words, series, "0%")
