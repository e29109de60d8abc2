"""No word of a picture is cut, lies on another, or has a line through it, however long or large what it shows is."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from archpers.output.charts.chart_registry import KINDS, chart_of
from archpers.output.charts.drawing import Chart, _figure
from archpers.results.evaluate import evaluate
from archpers.results.loading import load
from archpers.results.settled import told
from archpers.scenario.overrides import parse_override

SPREAD = (
    "reform.crisis_share.low=0%",
    "reform.crisis_share.high=100%",
    "reform.crisis_share.distribution=pert",
)
LARGE = ("cost.total=£987,654,321,000", "people_served=50,000,000", "staffing.care_managers_wte=1,100,000")
SCENARIOS: dict[str, tuple[str, tuple[str, ...]]] = {
    "team": ("toolkit-team", SPREAD),
    "large": ("toolkit-team", (*LARGE, *SPREAD)),
    "small": ("toolkit-team", ("cost.total=£3", *SPREAD)),
    "deficit": ("toolkit-team", ("reform.crisis_share=90%", *SPREAD)),
    "deep deficit": ("toolkit-team", ("reform.crisis_share=100%", "reform.crisis_hours_per_person=400", *SPREAD)),
    "just enough": ("toolkit-team", ("reform.crisis_share=76.6%", *SPREAD)),
    "no crisis": ("toolkit-team", ("reform.crisis_share=0",)),
    "region": ("yorkshire-humber-2010", SPREAD),
    "region in deficit": ("yorkshire-humber-2010", ("reform.crisis_share=70%", *SPREAD)),
    "borough": ("example-borough", ()),
    "case": ("business-case", ()),
    "case in deficit": ("business-case", ("reform.crisis_share=90%",)),
    "case of large sums": ("business-case", ("case.items.double running.amount=£90,000,000",)),
    "overheads below nothing": ("business-case", ("release.cost_per_hour=60",)),
    "reinvestment": ("yorkshire-humber-2010-reinvestment", ()),
    "long names": ("long", SPREAD),
}
LONG = {
    "LA 1": "The Metropolitan Borough Council of Kingston upon Hull",
    "LA 2": "North East Lincolnshire and its Northern Neighbours",
    "LA 3": "Bath",
    "LA 4": "Windsor and Maidenhead, Royal Borough of",
}
ADDED = """
    safeguarding:
      label: "Safeguarding enquiries, also for people who are not yet served by anybody"
      group: safeguarding adults and all of its long procedures
      value: 3%
"""


def scenario_of(name: str, folder: Path) -> Any:
    file, overrides = SCENARIOS[name]
    if file == "long":
        text = Path("scenarios/yorkshire-humber-2010.yaml").read_text(encoding="utf-8")
        for short, long in LONG.items():
            text = text.replace(f"{short}:", f"{long}:").replace(f"{short} ", f"{long} ")
        file = str(folder / "long.yaml")
        Path(file).write_text(text, encoding="utf-8")
    return load(file, list(map(parse_override, overrides)))


def segments(artist: Any) -> list[Any]:
    """Return the lines that an artist draws, as points on the picture."""
    if isinstance(artist, Line2D) and artist.get_linestyle() not in ("None", "", " "):
        return [artist.get_transform().transform(np.asarray(artist.get_xydata()))]
    if isinstance(artist, LineCollection | ContourSet):
        every = [np.asarray(path.vertices) for path in artist.get_paths()]
        return [artist.get_transform().transform(points) for points in every if len(points)]
    return []


def crosses(points: Any, box: Bbox) -> bool:
    """Say whether a line of points runs through a box; it is looked at in every half dot."""
    for start, end in pairwise(points):
        if np.isfinite([start, end]).all():
            along = np.linspace(start, end, int(2 * np.abs(end - start).max()) + 2)
            if ((along > box.min) & (along < box.max)).all(axis=1).any():
                return True
    return False


def ticks_of(figure: Figure) -> list[tuple[Any, bool]]:
    """Return every tick of a picture, and whether it is drawn: one beyond the ends of its axis is not."""
    found = []
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            found += [(tick, bool(low <= tick.get_loc() <= high)) for tick in axis.get_major_ticks()]
    return found


def faults(chart: Chart, *, title: bool) -> list[str]:
    with _figure(chart, title=title) as figure:
        figure.canvas.draw()
        ticks = ticks_of(figure)
        away = {id(part) for tick, shown in ticks if not shown for part in tick.findobj()}
        away |= {id(line) for legend in figure.legends for line in legend.findobj(Line2D)}
        shown = [each for each in figure.findobj() if each.get_visible() and id(each) not in away]
        boxes = {
            each: each.get_window_extent(figure.canvas.get_renderer()).padded(-1.5)
            for each in shown
            if isinstance(each, Text) and each.get_text().strip()
        }
        bars = [each.get_window_extent() for each in shown if isinstance(each, Rectangle) and each.get_zorder() == 1]
        grid = {id(tick.gridline) for tick, _ in ticks}
        lines = [(id(each) in grid, points) for each in shown for points in segments(each)]
        return [*_cut(boxes, figure.bbox), *_covered(boxes), *_crossed(boxes, lines, bars)]


def _cut(boxes: Mapping[Text, Bbox], whole: Bbox) -> Iterator[str]:
    for text, box in boxes.items():
        if np.any(box.min < whole.min) or np.any(box.max > whole.max):
            yield f"cut: {text.get_text()!r}"


def _covered(boxes: Mapping[Text, Bbox]) -> Iterator[str]:
    for one, other in combinations(boxes, 2):
        if boxes[one].overlaps(boxes[other]):
            yield f"on one another: {one.get_text()!r}, {other.get_text()!r}"


def _crossed(boxes: Mapping[Text, Bbox], lines: Sequence[tuple[bool, Any]], bars: Sequence[Bbox]) -> Iterator[str]:
    """Yield what has a line through it; a text with a ground of its own covers lines, and a bar those of the grid."""
    for text, box in boxes.items():
        if text.get_bbox_patch() is None:
            within = any(np.all(bar.min <= box.min) and np.all(bar.max >= box.max) for bar in bars)
            if any(crosses(points, box) for is_grid, points in lines if not (is_grid and within)):
                yield f"run through: {text.get_text()!r}"


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_word_is_cut_covered_or_crossed(name: str, tmp_path: Path) -> None:
    scenario = scenario_of(name, tmp_path)
    result = told(evaluate(scenario))
    charts = [chart for kind in KINDS if (chart := chart_of(kind, scenario, result))]
    assert len(charts) > 4
    found = {(chart.kind, title): faults(chart, title=title) for chart in charts for title in (True, False)}
    assert {where: said for where, said in found.items() if said} == {}
