"""The charts of a result: the split by function and by group, the reform model, for a region all authorities."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from archpers.model.definition import TODAY, Part
from archpers.model.registry import PARTS, shares_of
from archpers.output.charts.bar_names import name_bars, shorts
from archpers.output.charts.drawing import (
    DEFICIT,
    INK,
    PART_COLOURS,
    RESIDUAL,
    Chart,
    group_colours,
    ink_on,
)
from archpers.output.charts.keys import area, dot, key, line
from archpers.output.tables.answers import residual_sentence, split_sentence
from archpers.output.tables.headings import SHOWN_ON_SCREEN
from archpers.output.tables.region_tables import AS_ONE, authorities_table, ranked, region_tables
from archpers.output.tables.table import Number, Table
from archpers.output.tables.team_tables import functions, reform
from archpers.results.result import FunctionResult, RegionResult, Result, Split
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_of, labels_of, scopes
from archpers.units import SHARE

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def functions_chart(scenario: Scenario | Region, result: Result) -> Chart | None:
    """Chart the share of time that each function takes (Report Figure 4); None where there is no split."""
    rows = _told_split(result).functions
    if not rows:
        return None
    labels, groups = labels_of(scenario), belonging_of(scenario)["function"]
    own = group_colours(_told_split(result).function_groups)
    colours = [own[groups[key]] for key in rows]
    names = [labels[key] for key in rows]
    return _split_chart("functions", scenario, result, rows, names, colours)


def groups_chart(scenario: Scenario | Region, result: Result) -> Chart | None:
    """Chart the share of time that each group of functions takes (Report Figure 5); None where there is no split."""
    rows = _told_split(result).function_groups
    if not rows:
        return None
    colours, labels = list(group_colours(rows).values()), labels_of(scenario)
    names = [labels[key] for key in rows]
    return _split_chart("groups", scenario, result, rows, names, colours)


def _told_split(result: Result) -> Split:
    """Return whose split there is: the whole's, or, where only some authorities have one, the mean of theirs."""
    return result if result.functions or not isinstance(result, RegionResult) else result.pooled["mean_of_ratios"]


def reform_chart(scenario: Scenario | Region, result: Result) -> Chart | None:
    """Chart what core and crisis service take of today's hours, and what is left; None without a reform.

    For a region every authority has its own bar, the most stretched first, and the region as a whole the last.
    """
    if result.quantities["residual_share_of_hours"] is None:
        return None
    if isinstance(result, RegionResult):
        names = ranked(result)
        labels = shorts(names, taken=[AS_ONE])
        parts = {**{own: result.authorities[name] for name, own in zip(names, labels, strict=True)}, AS_ONE: result}
        table = authorities_table(result)
    else:
        parts, table = {"": result}, reform(scopes(scenario)[""], result)
    return Chart(
        "reform",
        residual_sentence(result).removesuffix("."),
        " ".join(_reform_words(name, part) for name, part in parts.items()),
        table,
        lambda axes: _draw_reform(axes, parts),
        0.34 * len(parts) + 0.9 if len(parts) > 1 else 1.7,
    )


def _of_whom(result: RegionResult) -> str:
    count = sum(bool(part.functions) for part in result.authorities.values())
    return "the region as one" if result.functions else f"mean of the {count} of {len(result.authorities)} that say it"


def _split_table(scenario: Scenario | Region, result: Result) -> Table:
    if isinstance(result, RegionResult):
        return region_tables(scenario, result, SHOWN_ON_SCREEN)[1]
    return functions(scopes(scenario)[""], result)


def _split_chart(
    kind: str,
    scenario: Scenario | Region,
    result: Result,
    rows: Mapping[str, FunctionResult],
    labels: Sequence[str],
    colours: Sequence[str],
) -> Chart:
    names = shorts(labels)
    shares = [row.time_share or 0.0 for row in rows.values()]
    table = _split_table(scenario, result)
    of_whom = _of_whom(result) if isinstance(result, RegionResult) else ""
    if kind == "groups":
        table = table._replace(rows=[row for row in table.rows if row.emphasis])
    texts = [str(Number(share, SHARE)) for share in shares]
    words = ", ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
    dots = _own_shares(result, kind, list(rows))
    if dots:  # they stand beside the bars
        names = [f"{name}  {text}" for name, text in zip(names, texts, strict=True)]
        texts = []
    return Chart(
        kind,
        split_sentence(dict(zip(labels, shares, strict=True)), of_whom).removesuffix("."),
        f"{words}.",
        table,
        lambda axes: _draw_split(axes, names, shares, texts, dots, colours),
        0.34 * len(shares) + 0.75,
    )


def _own_shares(result: Result, kind: str, keys: Sequence[str]) -> list[list[float]]:
    """Return every authority's own shares, one list for each function or group; nothing without authorities."""
    if not isinstance(result, RegionResult):
        return []
    parts = [part.functions if kind == "functions" else part.function_groups for part in result.authorities.values()]
    return [[part[key].time_share or 0.0 for part in parts if key in part] for key in keys]


def _draw_split(
    axes: "Axes",
    names: Sequence[str],
    shares: Sequence[float],
    texts: Sequence[str],
    dots: Sequence[Sequence[float]],
    colours: Sequence[str],
) -> None:
    axes.barh(range(len(shares)), [share * 100 for share in shares], color=colours, height=0.68)
    for position, text in enumerate(texts):
        axes.annotate(text, (shares[position] * 100, position), (5, 0), va="center", textcoords="offset points")
    for position, row in enumerate(dots):
        axes.plot([dot * 100 for dot in row], [position] * len(row), "o", **_DOT)
    name_bars(axes, names)
    axes.set_xlim(0, max([*shares, *(dot for row in dots for dot in row)]) * 122 or 1)
    axes.invert_yaxis()
    axes.locator_params(axis="x", nbins=6)
    axes.set_xlabel("% of care-management time")
    if dots:
        axes.grid(axis="x")
        key(axes, [dot("one authority", **_DOT)])


_DOT: dict[str, Any] = {"markersize": 5, "markerfacecolor": "white", "markeredgecolor": INK, "markeredgewidth": 1}


def _told(part: Split) -> dict[Part, float]:
    """Return the share of today's hours that each part takes, by the model's own quantities [share]."""
    return {each: part.quantities[name] or 0.0 for each, name in shares_of(TODAY).items()}


def _reform_words(name: str, part: Split) -> str:
    told = [
        f"deficit {Number(-share, SHARE)}"
        if own.remainder and share < 0
        else f"{own.short.lower()} {Number(share, SHARE)}"
        for own, share in _told(part).items()
    ]
    return f"{f'{name}: ' if name else ''}{', '.join(told)} of today's hours."


def _draw_reform(axes: "Axes", parts: Mapping[str, Split]) -> None:
    told = [[share * 100 for share in _told(part).values()] for part in parts.values()]
    for position, (*taken, left) in enumerate(told):
        start = 0.0
        for index, share in enumerate(taken):
            axes.barh(position, share, left=start, color=PART_COLOURS[index % len(PART_COLOURS)], height=0.7)
            start += share
        if left >= 0:
            axes.barh(position, left, left=start, color=RESIDUAL, height=0.7)
        else:
            hatched: dict[str, Any] = {"edgecolor": "white", "hatch": "////", "linewidth": 0}
            axes.barh(position, -left, left=100, height=0.7, facecolor=DEFICIT, **hatched)
    farthest = max(100.0, *(sum(taken) for *taken, _ in told))
    beside = len(told) > 1 or told[0][-1] < _LETTER * 5 * farthest
    for position, (*taken, left) in enumerate(told):
        _label_parts(axes, position, taken, left, farthest, beside=beside)
    axes.axvline(100, **_TODAY)
    name_bars(axes, parts)
    axes.set_xlim(0, farthest * (1.17 if beside else 1.0))
    axes.margins(y=0.02)
    axes.invert_yaxis()
    axes.locator_params(axis="x", nbins=6)
    axes.set_xlabel("% of today's hours")
    _key(axes, {left < 0 for *_, left in told})


_LETTER = 0.028
"""So great a part of the longest bar must a part be for each letter of its figure."""


def _label_parts(
    axes: "Axes", position: int, taken: Sequence[float], left: float, farthest: float, *, beside: bool
) -> None:
    """Write each share into its part where it fits. beside: what is left stands beside the bar."""
    place: dict[str, Any] = {"va": "center", "fontweight": "bold"}
    start = 0.0
    for index, share in enumerate(taken):
        ink, text = ink_on(PART_COLOURS[index % len(PART_COLOURS)]), str(Number(share / 100, SHARE))
        seen = min(share, 100 - start)  # the deficit covers what goes beyond today's hours
        if seen >= _LETTER * len(text) * farthest:
            axes.text(start + seen / 2, position, text, ha="center", color=ink, **place)
        start += share
    text = str(Number(left / 100, SHARE))
    if beside:
        outside: dict[str, Any] = {**place, "color": DEFICIT if left < 0 else RESIDUAL, "textcoords": "offset points"}
        axes.annotate(text, (max(start, 100.0), position), (5, 0), **outside)
    else:
        axes.text(start + left / 2, position, text, ha="center", color=ink_on(RESIDUAL), **place)


_TODAY: dict[str, Any] = {"color": INK, "linewidth": 1.4}


def _key(axes: "Axes", short: Collection[bool]) -> None:
    """Set the key. short: whether any bar falls short, whether any does not."""
    *taken, left = PARTS[TODAY.label]
    parts = [area(PART_COLOURS[index % len(PART_COLOURS)], own.label) for index, own in enumerate(taken)]
    left_over = {False: area(RESIDUAL, left.label), True: area(DEFICIT, "Deficit", hatch="////")}
    parts += [entry for falls, entry in left_over.items() if falls in short]
    key(axes, [*parts, line("today's hours", **_TODAY)])
