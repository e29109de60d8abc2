"""Neighbouring areas can be told apart in grey, and by readers who see no red or no green."""

import re
from itertools import combinations, pairwise

import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from archpers.output.charts.case_chart import _PAYER_COLOURS
from archpers.output.charts.cash_chart import _COLOURS as CASH_COLOURS
from archpers.output.charts.drawing import DEFICIT, INK, PART_COLOURS, RESIDUAL, _figure, contrast, ink_on, lightness
from archpers.output.charts.heat_chart import _HATCHED
from archpers.output.charts.simulation_chart import _BAND
from archpers.output.charts.tornado_chart import _ABOVE, _BELOW
from archpers.output.pages import html
from tests.output.test_charts import EVERY, drawn

APART = 1.5
"""Neighbouring areas differ by so much in lightness."""
CORE, CRISIS = PART_COLOURS[:2]
NEIGHBOURS = {
    "core and crisis": (CORE, CRISIS),
    "crisis and what is left": (CRISIS, RESIDUAL),
    "crisis and deficit": (CRISIS, DEFICIT),
    "low and high of a tornado": (_BELOW, _ABOVE),
    "middle half and nine draws in ten": (RESIDUAL, _BAND),
    "nine draws in ten and the paper": (_BAND, "#ffffff"),
    "lines of a small deficit": (_HATCHED[INK], "#fbfaf7"),
    "lines of a large deficit": (_HATCHED["white"], DEFICIT),
    **{f"parts {a}, {b}": (a, b) for a, b in pairwise(PART_COLOURS)},
    **{f"cash {a}, {b}": (a, b) for a, b in pairwise(CASH_COLOURS.values())},
    **{f"payers {a}, {b}": (a, b) for a, b in pairwise(_PAYER_COLOURS.values())},
}
# Viénot, Brettel and Mollon (1999), on linear light.
UNSEEN = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def seen(colour: str, kind: str) -> str:
    """Return how a reader with a kind of colour blindness sees a colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    mixed = [sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in UNSEEN[kind]]
    out = [12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in mixed]
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in out)


@pytest.mark.parametrize("pair", NEIGHBOURS.values(), ids=list(NEIGHBOURS))
def test_neighbours_differ_in_grey(pair: tuple[str, str]) -> None:
    assert contrast(*pair) >= APART


@pytest.mark.parametrize("kind", UNSEEN)
@pytest.mark.parametrize("pair", NEIGHBOURS.values(), ids=list(NEIGHBOURS))
def test_neighbours_differ_for_those_who_see_fewer_colours(pair: tuple[str, str], kind: str) -> None:
    assert contrast(*(seen(colour, kind) for colour in pair)) >= APART


@pytest.mark.parametrize(("kind", "scenario"), EVERY)
def test_bars_that_touch_can_be_told_apart_in_every_chart(kind: str, scenario: str) -> None:
    with _figure(drawn(kind, scenario)) as figure:
        figure.canvas.draw()
        bars = [each for each in figure.findobj(Rectangle) if each.get_zorder() == 1 and each.get_facecolor()[3]]
        found = [(each.get_window_extent(), to_hex(each.get_facecolor()), each.get_hatch()) for each in bars]
    for (one, colour, lines), (other, beside, others) in combinations(found, 2):
        meet = one.padded(0.6).overlaps(other) and min(one.width, one.height, other.width, other.height) > 1
        if meet and colour != beside and lines == others:
            for each in (contrast(colour, beside), *(contrast(seen(colour, k), seen(beside, k)) for k in UNSEEN)):
                assert each >= APART, (colour, beside)


@pytest.mark.parametrize("scenario", ["team", "team with a deficit", "region"])
def test_a_deficit_on_the_map_has_lines_that_are_seen_in_grey(scenario: str) -> None:
    chart = drawn("heatmap", scenario)
    below = sum(getattr(cell, "value", 0.0) < 0 for row in chart.table.rows for cell in row.cells)
    with _figure(chart) as figure:
        cells = figure.findobj(lambda each: isinstance(each, PolyCollection) and each.get_hatch())
        assert sum(len(each.get_paths()) for each in cells) == below > 0


def test_known_lightness() -> None:
    assert (lightness("#000000"), lightness("#ffffff")) == pytest.approx((0.0, 1.0))
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert (ink_on("#1f4e79"), ink_on(CRISIS)) == ("white", INK)


def test_the_bar_of_the_page_has_the_colours_of_the_charts() -> None:
    css = html.template_text("whatif.css")
    named = dict(re.findall(r"--(core|crisis|good): (#[0-9a-f]{6})", css))
    assert (named["core"], named["crisis"], named["good"]) == (CORE, CRISIS, RESIDUAL)
    parts = [re.search(rf"part-{place}::before {{ fill: (#[0-9a-f]{{6}})", css) for place in (2, 3)]
    assert [part[1] for part in parts if part] == list(PART_COLOURS[2:])
