"""Cover, notes and sources of a workbook: the answer first, then how to read it and where the numbers come from."""

from collections.abc import Callable, Mapping, Sequence

from archpers import __version__
from archpers.model.definition import KEY_FIGURES, TODAY, Definition, within_a_sentence
from archpers.model.registry import INPUTS, PARTS, QUANTITIES, described, shown_in
from archpers.model.trace import Name
from archpers.output.tables.headings import price_line, why_no_residual
from archpers.output.workbook.scope_tables import ScopeTables
from archpers.output.workbook.sheet_cells import SheetCell, label_format
from archpers.output.workbook.sheets import Block, Book, Sheet
from archpers.results.evaluate import evaluate, heading
from archpers.results.explain import origin_of
from archpers.results.result import NOTES
from archpers.scenario.inputs import all_givens
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import HOURS, MONEY, SHARE

_NOTES = (
    ("Inputs", "Yellow cells with blue numbers are inputs. Change them; each says what it may be. All else follows."),
    (
        "Starting value",
        "Beside each input stands the value that the scenario gave, so that a change can be seen and undone.",
    ),
    ("Formulas", "Every formula is the model's own, written by archpers; the sheet Formulas has them in words."),
    ("#N/A", "There is no value: the calculation has nothing to divide by."),
    ("not estimated", "The scenario does not give what the number needs, such as a cost. It is not zero."),
    (
        "Residual",
        "Hours left once the slimmed core and the crisis service are secured. Below zero, in red, it is a deficit.",
    ),
    ("Value", "Hours are valued at today's cost of an hour. Time freed is not cash released."),
    ("A person", "Hours and cost a person are notional: spent for the people served, not on them."),
    ("People per care manager", "People served by the whole system for each care manager; not an active caseload."),
)
_MOST_PATHS = 8
_PUBLICATIONS = (
    ("Report", "Duffy & Fulton (2010), Architecture for Personalisation, ISBN 978-1-907790-06-5"),
    ("Toolkit", "Duffy & Fulton (2010), Architecture for Personalisation: Toolkit"),
    ("WHO (2010)", "World Health Organization (2010), Workload Indicators of Staffing Need (WISN): User's manual"),
)


def add_cover(
    sheet: Sheet,
    scenario: Scenario | Region,
    system: ScopeTables,
    authorities: Mapping[str, ScopeTables],
    sheets: Mapping[Sheet, str],
) -> None:
    """Fill the cover: what this is, the answer, the key figures, and what is on which sheet."""
    sheet.row -= 1
    what = "a region as one authority" if authorities else "care management and its reform"
    there = Name("residual_hours") in system.cells
    words = "what must stay, and what could be reinvested" if there else "what it costs, and where its time goes"
    sheet.line(f"A model of {what}: {words}.")
    if scenario.price_base_year:
        sheet.line(price_line(scenario))
    sheet.row += 1
    if Name("residual_hours") in system.cells:
        _answer(sheet, system)
    else:
        sheet.line(f"Core, crisis service and residual are not estimated: {why_no_residual(scenario)}")
        sheet.row += 1
    if authorities and Name("residual_hours") in system.cells:
        _authorities(sheet, authorities)
    _key_figures(sheet, system)
    contents = sheet.block(len(sheets), "Contents")
    contents.write(("Sheet", "What it holds"), [("", words) for words in sheets.values()])
    for row, other in enumerate(sheets):
        sheet.link(contents.ref(row, 0).row, 0, other)


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
    sheet.line("Residual: time that could be reinvested; below zero it is a deficit. Time freed is not cash released.")
    sheet.row += 1
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
    sheet.chart(row, 5, "column", title, words, series, "0%")


def add_notes(book: Book, scenario: Scenario | Region) -> Sheet:
    """Add the notes: how to use the workbook, and what a careful colleague would point out about the scenario."""
    sheet = book.sheet("Notes", "Notes", widths=(26, 110))
    sheet.block(len(_NOTES), "How to read this workbook").write(("Word", "What it means"), _NOTES, wrap=True)
    warnings = evaluate(scenario).warnings
    if warnings:
        block = sheet.block(len(warnings), "What to bear in mind, at the starting values")
        kinds = ("Note" if warning.code in NOTES else "Warning" for warning in warnings)
        block.write(
            ("Kind", "Message"),
            [(kind, warning.message) for kind, warning in zip(kinds, warnings, strict=True)],
            wrap=True,
        )
    return sheet


def add_sources(book: Book, scenario: Scenario | Region) -> Sheet:
    """Add the sources: the scenario, the publications, and what each source is the source of."""
    sheet = book.sheet("Sources", "Sources", widths=(60, 80))
    head = heading(scenario)
    rows = [
        ("Scenario", scenario.name),
        ("Its source", " ".join((scenario.source or "not given").split())),
        ("File", head["scenario"].file or "made in Python"),
        ("SHA-256 of the file", head["scenario"].sha256 or "made in Python"),
        ("Written by", f"archpers {__version__}"),
        *(
            (
                f"Set: {override.path}",
                f"{override.value or 'taken away'} ({override.origin}), instead of {override.file_value or 'nothing'}",
            )
            for override in head["overrides"]
        ),
    ]
    sheet.block(len(rows), "This workbook").write(("What", "Which"), rows, wrap=True)
    sheet.block(len(_PUBLICATIONS), "Publications").write(("Short name", "Publication"), _PUBLICATIONS, wrap=True)
    used: dict[str, list[str]] = {}
    for given in all_givens(scenario):
        used.setdefault(origin_of(scenario, given)[1] or "none given", []).append(path_text(given.path))
    sources = [(source, _some(paths)) for source, paths in used.items()]
    sheet.block(len(sources), "Sources of the inputs").write(
        ("Source", "Inputs, by their place in the file"), sources, wrap=True
    )
    return sheet


def _some(paths: Sequence[str]) -> str:
    listed = ", ".join(paths[:_MOST_PATHS])
    return listed if len(paths) <= _MOST_PATHS else f"{listed} and {len(paths) - _MOST_PATHS} more"
