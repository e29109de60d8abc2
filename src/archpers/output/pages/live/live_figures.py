"""Figures of the what-if page that are calculated anew, and the parts of a scenario that they are of."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archpers.model.registry import in_block
from archpers.model.trace import Name
from archpers.output.tables.table import Number
from archpers.results.result import Split
from archpers.units import Unit

NOT_IN_FILE = "not in the file"
"""What stands for a figure that the file has not, beside that of an option."""
FUNCTION_COLUMNS = {"time_share": "Share", "hours": "Hours a year", "cost": "Cost a year"}
"""Field of a function's result -> the heading of its column."""
FUNCTION_FIGURES = {name: field for field, name in in_block("functions").items() if field in FUNCTION_COLUMNS}
"""What the page tells of each function: family -> the field of a result that has it."""

Figures = Mapping[Name, float | None]
"""The numbers of a part that the page may show, without its authority; None: not estimated."""


class PagePart(NamedTuple):
    """What the page evaluates by itself: the scenario, or one authority of a region, or the region as one."""

    name: str
    authority: str | None
    """The authority that it is; None for a team, and for the region as one."""
    figures: Figures
    """What the page shows of it."""


def figures_of(split: Split) -> dict[Name, float | None]:
    """Return every number of a part of a result that the page may show."""
    return {
        **{Name(name): value for name, value in split.quantities.items()},
        **{Name(name, key): value for name, own in split.families.items() for key, value in own.items()},
        **dict(_of_functions(split)),
    }


def _of_functions(split: Split) -> Iterator[tuple[Name, float | None]]:
    for name, field in FUNCTION_FIGURES.items():
        for key, row in split.functions.items():
            yield Name(name, key), getattr(row, field)


class LiveFigure(NamedTuple):
    """A figure that the sliders move, of the part that the reader looks at."""

    name: Name
    """What it is."""
    unit: Unit
    now: str
    """The value that the page starts with, as it is shown."""
    filed: str
    """The value in the file, as it is shown."""

    @property
    def figure(self) -> str:
        """Its name in the script."""
        return str(self.name)


def live_figure(name: Name, unit: Unit, now: Figures, filed: Figures) -> LiveFigure:
    """Return a figure with its value now and in the file [unit]."""
    before = NOT_IN_FILE if name in now and name not in filed else str(Number(filed.get(name), unit))
    return LiveFigure(name, unit, str(Number(now.get(name), unit)), before)
