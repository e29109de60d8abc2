"""The comparison: each printed figure beside the one that its rule computes, and the status that follows."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from archpers.published.figures import Figures, Key, PrintedCell, load_figures
from archpers.published.interval import Interval
from archpers.published.printed_figures import PrintedFigures, PrintReading
from archpers.published.rules import RULES
from archpers.published.shipped import REGION, in_region, shipped_inputs
from archpers.rounding import rounded, rounded_up, truncated

STATUSES = ("exact", "within_input_rounding", "convention", "contradiction", "mismatch")

_COPIES = ("shipped_scenario", "other_printing")
"""Rules that state a figure again instead of computing it: there is no rounding to allow for."""

_WAYS = {"truncation": truncated, "rounding_up": rounded_up}


class Finding(NamedTuple):
    """One cell, compared."""

    cell: PrintedCell
    value: Fraction | None
    """What the rule gives [unit of the model]; None where it gives nothing."""
    computed: Fraction | None
    """The same, cut off or rounded up to the printed digit where that is a convention of the cell."""
    status: str
    """What is found; empty for an input that nothing else states."""
    note: str
    read: Mapping[Key, PrintedCell]
    """The printed figures that the computation has used."""

    @property
    def as_declared(self) -> bool:
        """Whether the status that is found is the one that figures.yaml declares."""
        return self.status == self.cell.status

    @property
    def failure(self) -> str:
        """Say what is wrong: the cell, what is found and declared, and what it is computed from."""
        cell = self.cell
        computed = "nothing" if self.value is None else cell.text_beyond(self.value)
        used = "; ".join(f"{other.name}: {other.printed}" for other in self.read.values())
        verdict = f"{self.status or 'unchecked'}, declared {cell.status or 'unchecked'}"
        return f"{cell.name}: printed {cell.printed}, computed {computed}: {verdict}" + (
            f" (from {used})" if used else ""
        )


class Reproduction(NamedTuple):
    """Every printed figure, compared."""

    figures: Figures
    findings: tuple[Finding, ...]

    @property
    def outputs(self) -> list[Finding]:
        """The outputs of the publications, recomputed."""
        return [finding for finding in self.findings if finding.cell.kind == "output"]

    @property
    def inputs(self) -> list[Finding]:
        """The inputs of the publications, held against what else states them."""
        return [finding for finding in self.findings if finding.cell.kind == "input"]

    @property
    def failures(self) -> list[Finding]:
        """The cells whose status is not the declared one."""
        return [finding for finding in self.findings if not finding.as_declared]


def totals(findings: Iterable[Finding]) -> dict[str, int]:
    """Count the findings by status."""
    found = [finding.status for finding in findings]
    return {status: found.count(status) for status in STATUSES}


def compare(figures: Figures | None = None, shipped: Mapping[str, float] | None = None) -> Reproduction:
    """Recompute and compare every printed figure.

    figures: the register, or the one that comes with archpers. shipped: path -> value of the shipped scenarios, or as
    they come with archpers. Raises ArchpersError where either cannot be read.
    """
    register = load_figures() if figures is None else figures
    comparer = Comparer(register, shipped_inputs() if shipped is None else shipped)
    return Reproduction(register, tuple(comparer.finding(cell) for cell in register.cells.values()))


class Comparer:
    """Compares cells; the printed figures under one reading serve all cells that are read so."""

    def __init__(self, figures: Figures, shipped: Mapping[str, float]) -> None:
        self.figures = figures
        self.shipped = shipped
        self._printed: dict[PrintReading, PrintedFigures] = {}

    def finding(self, cell: PrintedCell) -> Finding:
        """Compare one cell."""
        ships = self.shipped.get(in_region(cell))
        if ships is not None and Fraction(repr(ships)) != cell.value.low:
            return Finding(cell, Fraction(ships), Fraction(ships), "mismatch", f"The scenario {REGION} differs.", {})
        if not cell.rule:
            return Finding(cell, None, None, "", cell.note, {})
        found, read = self.value(cell, PrintReading(frozenset(cell.conventions)))
        value = found.middle if found else None
        computed = None if value is None else as_rounded(cell, value, cell.conventions)
        status, why = self._status(cell, computed)
        return Finding(cell, value, computed, status, " ".join(filter(None, (why, cell.note))), read)

    def value(self, cell: PrintedCell, reading: PrintReading) -> tuple[Interval | None, Mapping[Key, PrintedCell]]:
        """Compute a cell under a reading: its value, None where it does not exist, and the figures it read."""
        printed = self._printed.setdefault(reading, PrintedFigures(self.figures, self.shipped, reading))
        printed.read = {}
        try:
            return RULES[cell.rule](printed, cell), printed.read
        except ZeroDivisionError:
            return None, printed.read

    def comes_out(self, cell: PrintedCell, reading: PrintReading) -> bool:
        """Tell whether the rule gives the printed figure, to the last printed digit."""
        value, _ = self.value(cell, reading)
        return value is not None and agrees(cell, as_rounded(cell, value.middle, reading.conventions))

    def _status(self, cell: PrintedCell, computed: Fraction | None) -> tuple[str, str]:
        if computed is None:
            return "mismatch", ""
        if cell.against:
            return self._contradiction(cell, computed)
        if cell.conventions and self.comes_out(cell, PrintReading()):
            return "exact", ""
        if agrees(cell, computed):
            return ("convention", self._without(cell)) if cell.conventions else ("exact", "")
        return self._within_input_rounding(cell)

    def _without(self, cell: PrintedCell) -> str:
        value, _ = self.value(cell, PrintReading())
        return f"Without: {cell.text_beyond(value.middle)}." if value else ""

    def _contradiction(self, cell: PrintedCell, computed: Fraction) -> tuple[str, str]:
        """Find whether the source says otherwise elsewhere, and the text is what it seems to come from."""
        other = self.figures.cells[cell.contradicting]
        origin = cell._replace(rule=cell.origin, conventions=("truncation",))
        if agrees(cell, computed):
            return "exact", ""
        if agrees(other, computed) and self.comes_out(origin, PrintReading(frozenset(origin.conventions))):
            return "contradiction", f"{other.table} of the same source prints {other.printed}."
        return "mismatch", ""

    def _within_input_rounding(self, cell: PrintedCell) -> tuple[str, str]:
        """Find whether the printed figure lies in the interval of the inputs, together with all others that do."""
        conventions = frozenset(cell.conventions)
        value, _ = self.value(cell, PrintReading(conventions, intervals=True))
        if value is None or value.low == value.high or not value.overlaps(cell.interval):
            return "mismatch", ""
        if not self.comes_out(cell, PrintReading(conventions, costs="witness")):
            return "mismatch", ""
        low, high = cell.text(value.low), cell.text(value.high)
        return "within_input_rounding", f"The printed inputs allow {low} to {high}."


def as_rounded(cell: PrintedCell, value: Fraction, conventions: Iterable[str]) -> Fraction:
    """Cut a value off or round it up to the printed digit, where that is among the conventions [unit of the model]."""
    for name, way in _WAYS.items():
        if name in conventions:
            return Fraction(way(cell.as_printed(value), cell.decimals)) * cell.scale
    return value


def agrees(cell: PrintedCell, value: Fraction) -> bool:
    """Tell whether a value, rounded half up to the printed digit, is the printed figure."""
    if cell.rule in _COPIES:
        return value == cell.value.low
    return Fraction(rounded(cell.as_printed(value), cell.decimals)) * cell.scale == cell.value.low
