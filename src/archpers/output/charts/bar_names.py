"""The names beside the bars of a chart: cut where they are too long, folded where they are long."""

from collections.abc import Iterable
from itertools import count
from textwrap import wrap
from typing import TYPE_CHECKING

from archpers.output.charts.drawing import clean
from archpers.output.tables.short_names import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LONGEST_NAME, _NAME_LINE = 44, 26
"""So many letters of a name have room, in one or two lines of so many."""


def shorts(names: Iterable[str], longest: int = _LONGEST_NAME, taken: Iterable[str] = ()) -> list[str]:
    """Cut names to what a chart has room for, so that those that differ still do; taken: what none may be."""
    plain = [clean(name).replace("\n", " ") for name in names]
    cut = shortened(plain, longest, taken)
    return [cut[name] for name in plain]


def fold(name: str) -> str:
    """Write a name in two lines where it is too long for one."""
    lines = next(lines for width in count(_NAME_LINE) if len(lines := wrap(name, width)) < 3)
    return "\n".join(lines)


def name_bars(axes: "Axes", names: Iterable[str]) -> None:
    """Write names beside the bars of a chart in place of an axis, from 0 on, small where one needs two lines."""
    axes.spines["left"].set_visible(False)
    folded = [fold(name) for name in names]
    axes.set_yticks(range(len(folded)), folded, fontsize=8.5 if any("\n" in name for name in folded) else 10.5)
