"""Figures of the what-if page that are calculated anew, and the parts of a scenario that they are of."""

from collections.abc import Mapping
from typing import NamedTuple

from archpers.output.tables.table import Number
from archpers.results.result import Split
from archpers.units import Unit


class PagePart(NamedTuple):
    """What the page evaluates by itself: the scenario, or one authority of a region, or the region as one."""

    name: str
    result: Split
    fixed: Mapping[str, float]
    """What no slider moves: quantity -> value."""


class LiveFigure(NamedTuple):
    """A figure that the sliders move."""

    figure: str
    """Its name in the script."""
    part: int
    """The part that it is of."""
    value: float | None
    """Its value in the file."""
    unit: Unit

    @property
    def text(self) -> str:
        """The value in the file, as it is shown."""
        return str(Number(self.value, self.unit))
