"""From a drawing to a picture: SVG that can stand inside a page, and PNG. The same chart gives the same bytes."""

import io
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import cycle
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from archpers.errors import OutputError
from archpers.output.tables.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 5.3
"""Width of a chart [inches]: narrow, so that its text can still be read on a phone."""

INK = "#1f2328"
FAINT = "#5b6570"
RULE = "#c9d1d9"
PART_COLOURS = ("#1f4e79", "#f0a43a", "#6b4c9a", "#d8b56d")
"""Of the parts of a whole, in their order, but for what is left: dark and light in turn, to be told apart in grey."""
RESIDUAL = "#2f7d5b"
DEFICIT = "#a4161a"
GROUND: dict[str, Any] = {"facecolor": "white", "linewidth": 0, "boxstyle": "square,pad=0.1"}
"""What stands behind a text that a line would run through."""
GROUP_COLOURS = {"assessment": "#33658a", "planning": "#8e5ea2", "problem_solving": "#96701a", "review": "#5c7080"}
_FURTHER_COLOURS = ("#2f6f6f", "#9c4a4a", "#4b6b2f", "#4f5aa8")


def lightness(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2) [0 to 1]."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return how much two colours differ in lightness (WCAG 2.2) [1 to 21]."""
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Return the colour of text on a colour: white where that can be read, else ink."""
    return "white" if contrast(colour, "#ffffff") >= 4.5 else INK


def group_colours(groups: Iterable[str]) -> dict[str, str]:
    """Return a colour for each group of functions: the published ones have theirs, others the next that is free."""
    every = dict.fromkeys(groups)
    taken = {GROUP_COLOURS[group] for group in every if group in GROUP_COLOURS}
    turn = cycle([colour for colour in (*GROUP_COLOURS.values(), *_FURTHER_COLOURS) if colour not in taken])
    return {group: GROUP_COLOURS.get(group) or next(turn) for group in every}


_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_TITLE_LINE = 52
"""So many letters of a title stand in a line."""

_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # text stays text: small, and sharp at every size
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10.5,
    "text.parse_math": False,  # a name may hold dollar signs
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.formatter.use_mathtext": False,
    "axes.unicode_minus": False,
    "xtick.color": FAINT,
    "ytick.color": INK,
    "ytick.major.size": 0,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "figure.constrained_layout.w_pad": 0.06,
    "figure.constrained_layout.h_pad": 0.06,
    "hatch.linewidth": 1.0,
}


class Chart(NamedTuple):
    """A chart: what it shows, in words and as a table, and how it is drawn."""

    kind: str
    """Its name on the command line."""
    title: str
    """What it says, in a sentence without its full stop."""
    description: str
    """Its figures in words, for those who do not see it."""
    table: Table
    """The numbers behind it."""
    draw: Callable[["Axes"], None]
    height: float
    """Height [inches] without title and key; the width is the same for all."""
    reading: str = ""
    """How to read it, where that is not plain."""


def svg(chart: Chart, *, inside: bool = False) -> str:
    """Draw a chart as SVG with title and description.

    inside: to stand in an HTML page, which has the title above it; without namespaces.
    """
    stream = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with _figure(chart, title=not inside) as figure:
        figure.savefig(stream, format="svg", metadata=nothing, transparent=True)
    root = ElementTree.fromstring(stream.getvalue())
    _tidy(root, chart)
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    text = ElementTree.tostring(root, encoding="unicode")
    if inside:
        return text.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1) + "\n"
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def png(chart: Chart, dpi: int = 160, lacking: set[str] | None = None, *, title: bool = True) -> bytes:
    """Draw a chart as PNG; dpi: dots per inch. title: it stands above.

    lacking: takes the characters that the font has not, in whose place a box stands.
    """
    stream = io.BytesIO()
    with _figure(chart, lacking, title=title) as figure:
        metadata = {"Software": None, "Title": clean(chart.title), "Description": clean(chart.description)}
        figure.savefig(stream, format="png", dpi=dpi, metadata=metadata)
    return stream.getvalue()


def boxes(lacking: Iterable[str]) -> str:
    """Say which characters a picture shows as boxes."""
    return (
        f"the font of the picture has no {' '.join(sorted(lacking))}, so a box stands there; write SVG, which a "
        "browser shows in the reader's own fonts"
    )


def clean(text: str) -> str:
    """Return text with what no page or picture may hold, control characters and the like, made visible."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


@contextmanager
def _figure(chart: Chart, lacking: set[str] | None = None, *, title: bool = True) -> Iterator[Any]:
    """Draw a chart on a new figure, without any window, with settings that nobody's own can change.

    title: it stands above.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with _own_settings():
        from matplotlib import rc_context, rcdefaults
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context(), warnings.catch_warnings(record=True) as said:
        rcdefaults()
        # A script that the font lacks: in SVG the reader's own fonts have it, in PNG a box stands there.
        warnings.filterwarnings("always", message=".*[Gg]lyph.*missing from.*")
        settings: Any = {**_STYLE, "svg.hashsalt": chart.kind}
        with rc_context(settings):
            figure = Figure(figsize=(WIDTH, chart.height), layout="constrained")
            FigureCanvasAgg(figure)
            try:
                chart.draw(figure.subplots())
                _make_room(figure, clean(chart.title) if title else "")
                yield figure
            except (ValueError, ArithmeticError) as error:  # axes that no float spans
                raise OutputError(f"{chart.title}: its numbers are too large or too unlike to be drawn") from error
        found = (re.search(r"[Gg]lyph (\d+)", str(each.message)) for each in said)
        if lacking is not None:
            lacking.update(chr(int(each[1])) for each in found if each)


def _make_room(figure: Any, title: str) -> None:
    """Set the title above, in as many lines as it takes, and let the figure grow by it and by its key."""
    lines = wrap(title, _TITLE_LINE)
    if lines:
        figure.suptitle("\n".join(lines), x=0.02, ha="left", fontsize=11.5, fontweight="bold")
    renderer = figure.canvas.get_renderer()
    keys = sum(key.get_window_extent(renderer).height for key in figure.legends) / figure.dpi
    figure.set_figheight(figure.get_figheight() + keys + 0.2 * len(lines))


@contextmanager
def _own_settings() -> Iterator[None]:
    """Keep matplotlib, while it is imported, from the settings of a notebook or of a file in the folder."""
    own = {"MPLBACKEND": "agg", "MATPLOTLIBRC": os.devnull}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _tidy(root: ElementTree.Element, chart: Chart) -> None:
    """Give the picture its title, description and role, and ids that are its own on any page."""
    for metadata in root.findall(f"{_SVG}metadata"):
        root.remove(metadata)
    for element in root.iter():
        if len(element) and not (element.text or "").strip():  # no indents, to keep it small
            element.text = "\n"
        element.tail = "\n"
        if element.tag in (f"{_SVG}g", f"{_SVG}text"):
            element.attrib.pop("id", None)
        if _XLINK in element.attrib:
            element.set("href", element.attrib.pop(_XLINK).replace("#", f"#{chart.kind}-"))
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{chart.kind}-{value}")
            elif "url(#" in value:
                element.set(name, value.replace("url(#", f"url(#{chart.kind}-"))
            elif "DejaVu Sans" in value:
                element.set(name, _fonts(value))
    for style in root.iter(f"{_SVG}style"):
        style.text = f".{chart.kind} * {{stroke-linejoin: round; stroke-linecap: butt}}"
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib.update({"class": chart.kind, "role": "img", "aria-labelledby": f"{chart.kind}-title {chart.kind}-desc"})
    for index, (tag, text) in enumerate((("title", chart.title), ("desc", chart.description))):
        part = ElementTree.Element(f"{_SVG}{tag}", {"id": f"{chart.kind}-{tag}"})
        part.text = clean(text)
        root.insert(index, part)


def _fonts(style: str) -> str:
    """Name fonts no wider than the one the chart was laid out with, which few readers have."""
    before, _, after = style.partition("'DejaVu Sans'")
    return f"{before}'DejaVu Sans', Verdana, Arial, sans-serif{after.removeprefix(', sans-serif')}"
