"""The key of a chart: what each colour, line and mark of it stands for, below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from archpers.output.charts.drawing import FAINT, INK, WIDTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE = 9
"""Of its letters [pt]."""
_ROOM = WIDTH * 72 / (0.56 * _SIZE)
"""So many letters have room beside one another in the width of a chart."""
_SWATCH = 6
"""So many letters would have room in place of a swatch and of what stands around it."""


def key(axes: "Axes", entries: Sequence[Any]) -> None:
    """Set a key below a chart, in as many columns as have room."""
    columns = next(count for count in range(len(entries), 0, -1) if count == 1 or _width(entries, count) <= _ROOM)
    style: dict[str, Any] = {"handlelength": 1.3, "handletextpad": 0.5, "columnspacing": 1.2, "labelcolor": FAINT}
    axes.figure.legend(
        handles=entries, loc="outside lower center", ncols=columns, frameon=False, fontsize=_SIZE, **style
    )


def _width(entries: Sequence[Any], columns: int) -> int:
    """Return how wide a key is in so many columns, which are filled one by one [letters]."""
    lengths = [len(entry.get_label()) for entry in entries]
    return sum(int(max(own)) + _SWATCH for own in np.array_split(lengths, columns))


def area(colour: str, label: str, *, hatch: str = "") -> Any:
    """Return the entry of an area; hatch: its pattern, white."""
    from matplotlib.patches import Patch

    return Patch(facecolor=colour, edgecolor="white" if hatch else colour, hatch=hatch or None, label=label)


def frame(label: str) -> Any:
    """Return the entry of a frame around a cell."""
    from matplotlib.patches import Patch

    return Patch(facecolor="none", edgecolor=INK, linewidth=1.6, label=label)


def line(label: str, **style: Any) -> Any:
    """Return the entry of a line. style: as it is drawn."""
    from matplotlib.lines import Line2D

    return Line2D([], [], **style, label=label)


def dot(label: str, **style: Any) -> Any:
    """Return the entry of a mark. style: as it is drawn."""
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="", **{"marker": "o", **style}, label=label)
