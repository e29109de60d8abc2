"""Figures of the what-if page that are calculated anew, and the parts of a scenario that they are of."""

from typing import NamedTuple

from archpers.model.trace import Name
from archpers.output.tables.table import Number
from archpers.results.result import Split
from archpers.units import Unit


class PagePart(NamedTuple):
    """What the page evaluates by itself: the scenario, or one authority of a region, or the region as one."""

    name: str
    authority: str | None
    """The authority that it is; None for a team, and for the region as one."""
    result: Split
    figures: list[Name]
    """The numbers that the page needs of it, without its authority."""


class LiveFigure(NamedTuple):
    """A figure that the sliders move."""

    name: Name
    """What it is."""
    part: int
    """The part that it is of."""
    value: float | None
    """Its value in the file."""
    unit: Unit
    year: int | None = None
    """The number of the year of the case that it is of; None for none."""

    @property
    def figure(self) -> str:
        """Its name in the script."""
        return str(self.name)

    @property
    def text(self) -> str:
        """The value in the file, as it is shown."""
        return str(Number(self.value, self.unit))
