"""The sheet Assumptions: every input with its range, its evidence and what it does to the headline."""

import math
from collections.abc import Sequence

from archpers.model.definition import within_a_sentence
from archpers.model.registry import described
from archpers.output.workbook.sheets.options_sheet import OptionRow, OptionsSheet
from archpers.output.workbook.writing.sheet_cells import Fixed, Live, SheetCell, Told
from archpers.output.workbook.writing.sheets import Book
from archpers.results.explanation.explain import counts_as
from archpers.scenario.inputs import kind_of
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import ANSWERS
from archpers.what_if.assumption_register import Assumption, register

CHANGED, AS_IN_FILE = "changed", "as in the file"
NO_NUMBER, NOT_POSSIBLE, OUTSIDE = "not a number", "not possible", "outside low to high"
_WITHIN, _NO_RANGE = "within low to high", "no range given"
_COLUMNS = {
    "Input": 46,
    "In use": 14,
    "Unit": 20,
    "Value in the file": 14,
    "Low": 12,
    "High": 12,
    "Changed?": 16,
    "Within its range?": 20,
    "Source": 40,
    "Rationale": 36,
    "Owner": 18,
    "Date": 12,
    "Reliability": 12,
    "Review by": 12,
    "Signed off by": 24,
    "Effect": 22,
    "Rank": 8,
    "Note on the effect": 54,
    "Stands at": 26,
    "Place in the file": 64,
    "Possible from": 14,
    "Possible to": 14,
}
"""Heading -> width of the column."""
_AT = {heading: column for column, heading in enumerate(_COLUMNS)}
_RANK = ANSWERS._replace(text="rank")


class AssumptionsSheet:
    """One row for each input, in the order of the sheet Options."""

    def __init__(self, book: Book, scenario: Scenario | Region, options: OptionsSheet) -> None:
        """Add the sheet and write it."""
        found = register(scenario)
        self._found, self._options = found, options
        self._known = {row.path: row for row in found.rows}
        effect = f"Effect on {within_a_sentence(described(found.measure.text).label)} [{found.measure.unit}]"
        self.sheet = book.sheet(
            "Assumptions",
            "Assumptions: every input, what speaks for it, and what it does",
            "In use, changed and range are live. All else stands as in the file, the effect too: how far the headline "
            "moves between low and high, of an input without them 10% to either side.",
            widths=tuple(_COLUMNS.values()),
        )
        rows = [row for row in options.rows if row.given is not None]
        self.block = self.sheet.block(len(rows))
        headings = [effect if heading == "Effect" else heading for heading in _COLUMNS]
        self.block.write(headings, [self._row(place, row) for place, row in enumerate(rows)], wrap=True)
        self.sheet.page.keep(1)

    def column(self, heading: str, sheet: str) -> str:
        """Write the range of a column for a formula on a sheet."""
        return self.block.ref(0, _AT[heading]).to(self.block.ref(self.block.rows - 1, _AT[heading]), sheet)

    def _row(self, place: int, row: OptionRow) -> Sequence[SheetCell]:
        assert row.given is not None, "rows without an input are left out"
        given, here, kind = row.given, self.sheet.name, kind_of(row.given.name)
        known, value = self._known.get(path_text(given.path)), given.figure.value
        low, high = (known.low, known.high) if known else (None, None)
        bounds = [Fixed(kind.least, row.unit) if math.isfinite(kind.least) else "any"]
        bounds.append(Fixed(kind.most, row.unit) if math.isfinite(kind.most) else "any")
        in_file = self.block.ref(place, _AT["Value in the file"]).seen_from(here, down=True)
        changed = f'IF({row.entry.seen_from(here)}={in_file},"{AS_IN_FILE}","{CHANGED}")'
        ranged = low is not None or high is not None
        return (
            row.label,
            Live(self._options.in_use(row.entry, here), value, row.unit),
            row.unit.text,
            Fixed(value, row.unit),
            *("none" if end is None else Fixed(end, row.unit) for end in (low, high)),
            Told(changed, AS_IN_FILE),
            Told(self._state(place, excluded=kind.least_excluded), _WITHIN if ranged else _NO_RANGE),
            *self._evidence(known, counts_as(value)),
            path_text(given.path),
            *bounds,
        )

    def _state(self, place: int, *, excluded: bool) -> str:
        """Write what holds the value in use against what is possible and what is plausible."""

        def cell(heading: str) -> str:
            return self.block.ref(place, _AT[heading]).seen_from(self.sheet.name, down=True)

        use, least, most, low, high = map(cell, ("In use", "Possible from", "Possible to", "Low", "High"))
        below = f"{use}{'<=' if excluded else '<'}{least}"
        bad = f"OR(AND(ISNUMBER({least}),{below}),AND(ISNUMBER({most}),{use}>{most}))"
        out = f"OR(AND(ISNUMBER({low}),{use}<{low}),AND(ISNUMBER({high}),{use}>{high}))"
        told = f'IF(COUNT({low}:{high})=0,"{_NO_RANGE}",IF({out},"{OUTSIDE}","{_WITHIN}"))'
        return f'IF(NOT(ISNUMBER({use})),"{NO_NUMBER}",IF({bad},"{NOT_POSSIBLE}",{told}))'

    def _evidence(self, known: Assumption | None, otherwise: str) -> Sequence[SheetCell]:
        if known is None:
            return (otherwise, *("" for _ in range(6)), "none", "none", "", "")
        signed = " on ".join(filter(None, (known.signed_off_by, known.signed_off_on)))
        unit = self._found.measure.unit
        return (
            " ".join((known.source or "none given").split()),
            " ".join((known.rationale or "").split()),
            known.owner or "",
            known.date or "",
            known.reliability or "",
            known.review_by or "",
            signed,
            "none" if known.effect is None else Fixed(known.effect, unit, computed=True),
            "none" if known.rank is None else Fixed(float(known.rank), _RANK),
            known.effect_note,
            known.stands_at,
        )
