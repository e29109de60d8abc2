"""What a rule reads: the printed figures as operands of the model, and which conventions are in force."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from archpers.model import QUANTITIES, evaluate
from archpers.model.arithmetic import ratio
from archpers.model.definition import Value
from archpers.model.time_use import FUNCTION_GROUPS, FUNCTION_LABELS
from archpers.published.figures import Figures, Key, PrintedCell
from archpers.published.interval import Interval
from archpers.rounding import rounded

AUTHORITIES = ("LA 1", "LA 2", "LA 3", "LA 4")

Sources: TypeAlias = Mapping[str, Callable[[], Value]]
"""Name of an input or quantity of the model -> what reads or computes the value that stands for it."""


class PrintReading(NamedTuple):
    """How the printed figures are read."""

    conventions: frozenset[str] = frozenset()
    intervals: bool = False
    """Whether a figure that printing has rounded stands for all numbers that are printed like it."""
    costs: str = "printed"
    """Which costs of the authorities: `printed`, or the `witness` to the pound."""


class PrintedFigures:
    """The printed figures under one reading; it remembers which of them each computation has read."""

    def __init__(self, figures: Figures, shipped: Mapping[str, float], reading: PrintReading) -> None:
        self.figures = figures
        self.shipped = shipped
        self.reading = reading
        self.read: dict[Key, PrintedCell] = {}
        self._kept: dict[tuple[str, ...], tuple[Value, dict[Key, PrintedCell]]] = {}

    def follows(self, convention: str) -> bool:
        """Tell whether a convention is in force. KeyError for one that the register does not describe."""
        return self.figures.conventions[convention].name in self.reading.conventions

    def number(self, document: str, table: str, row: str, column: str) -> Interval:
        """Return a printed figure [unit of the model]."""
        key = document, table, row, column
        return self.kept(key, lambda: self._number(key))  # type: ignore[no-any-return]  # operands are Any

    def _number(self, key: Key) -> Interval:
        cell = self.figures.cells[key]
        self.read[key] = cell
        return cell.interval if self.reading.intervals and cell.rounded_in_print else cell.value

    def column(self, document: str, table: str, column: str, rows: Iterable[str]) -> dict[str, Interval]:
        """Return some rows of a column, by row."""
        return {row: self.number(document, table, row, column) for row in rows}

    def behind(self, *path: str) -> Any:
        """Return a figure that is not printed but follows from those that are, or a mapping of such figures."""
        value: Any = self.figures.behind
        for key in path:
            value = value[key]
        return _numbers(value)

    def kept(self, name: tuple[str, ...], compute: Callable[[], Value]) -> Value:
        """Compute a value once, and remember with it which figures it has read."""
        if name not in self._kept:
            outer, self.read = self.read, {}
            self._kept[name] = (compute(), self.read)
            self.read = outer
        value, read = self._kept[name]
        self.read.update(read)
        return value

    def authority(self, name: str, quantity: str) -> Value:
        """Return a quantity or input of one authority, from its column of the appendix."""
        return self.kept((name, quantity), lambda: evaluated(quantity, self.sources(name)))

    def sources(self, name: str) -> Sources:
        """Return what the appendix says of one authority, for the model."""

        def printed(row: str) -> Callable[[], Interval]:
            return lambda: self.number("report", "Appendix", row, name)

        sources: dict[str, Callable[[], Value]] = {
            "care_managers_wte": printed("Number of care managers"),
            "people_served": printed("People served"),
            "total_hours": printed("Hours (PA)"),
            "total_cost": printed("Cost (£ mn.)"),
            "time_share": lambda: self.column("report", "Appendix", name, FUNCTION_LABELS),
        }
        if self.reading.costs == "witness":
            sources["total_cost"] = lambda: self.behind("cost_witness", name)
        if self.follows("unrounded_wte"):
            sources["care_managers_wte"] = lambda: self.unrounded_wte(name)
        if self.follows("weekly_hours"):
            sources["time_share"] = lambda: self.weekly_share(name)
        return sources

    def unrounded_wte(self, name: str) -> Interval:
        """Return an authority's care managers as they were before printing has rounded them [WTE]."""
        if name not in self.figures.behind["unrounded_wte"]:
            return self.number("report", "Appendix", "Number of care managers", name)
        team = self.behind("unrounded_wte", name)
        return ratio(team["hours_per_week"], team["hours_per_week_of_one"])  # type: ignore[no-any-return]  # operands are Any

    def weekly_share(self, name: str) -> dict[str, Interval]:
        """Return each function's share of an authority's time, from the hours behind the printed shares."""
        hours = self.behind("hours_per_week", name)
        return evaluated("time_share", {"hours_per_week": lambda: hours})  # type: ignore[no-any-return]  # operands are Any


def evaluated(quantity: str, sources: Sources) -> Value:
    """Evaluate one quantity or input of the model, reading only the sources that it needs."""
    given: dict[str, Value] = {}

    def gather(name: str) -> None:
        if name in sources:
            given[name] = sources[name]()
        elif name in QUANTITIES:
            for parameter in QUANTITIES[name].parameters:
                gather(parameter)

    gather(quantity)
    return evaluate((quantity,), given, {"function": FUNCTION_GROUPS})[quantity]


def rounded_to(value: Interval, decimals: int) -> Interval:
    """Round a single number half up to so many decimals, as a step of the authors' own calculation."""
    return Interval(Fraction(rounded(float(value.middle), decimals)))


def _numbers(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _numbers(part) for key, part in value.items()}
    return Interval(Fraction(value.replace(",", "")))
