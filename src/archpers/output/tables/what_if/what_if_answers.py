"""What what-ifs and simulations answer, in a sentence: the first thing that a reader sees below the title."""

from collections.abc import Iterator, Mapping, Sequence

from archpers.model.definition import within_a_sentence
from archpers.output.tables.table import Chance, Number, Setting
from archpers.output.tables.what_if.comparison_cells import signed
from archpers.results.names import Measure
from archpers.simulation.result import Statistics
from archpers.units import HOURS, SHARE
from archpers.what_if.compare import VariantComparison
from archpers.what_if.messages import counted, named
from archpers.what_if.residual_grid import ResidualGrid
from archpers.what_if.switching import Switch
from archpers.what_if.tornado import Swing
from archpers.what_if.variable_inputs import VariableInput

MATTER_MOST = 3
"""So many inputs are named as those that matter."""


def simulation_sentence(measure: Measure, own: Statistics | None) -> str:
    """Say how likely a deficit is, where the middle of a figure lies, and how far the file's own is from it."""
    spread = spread_sentence(measure, own)
    if own is None or own.baseline is None or own.p50 is None or own.p95 is None or own.sd == 0:
        return spread
    told = str(Number(own.baseline, measure.unit))
    side = "above" if own.baseline > own.p50 else "below"
    beside = "is the same" if told == str(Number(own.p50, measure.unit)) else f"lies {side} that median"
    return f"{spread} The file's own figure, {told}, {beside}."


def spread_sentence(measure: Measure, own: Statistics | None, called: str = "") -> str:
    """Say how likely a deficit is, and where the middle of a figure lies. called: another name for it."""
    called = called or measure.text
    if own is None or own.p5 is None or own.p50 is None or own.p95 is None:
        return f"{called} is not estimated, or does not exist in some draws."
    unit = measure.unit
    if own.sd == 0:
        return f"{called} does not vary: it is {Number(own.p50, unit).in_words()} in every draw."
    chance = f"Chance of a deficit: {Chance(own.probability_below_zero)}; " if measure.is_residual else ""
    ends = f"{Number(own.p5, unit)} and {Number(own.p95, unit)}"
    called = within_a_sentence(called) if chance else called
    return f"{chance}{called} has a median of {Number(own.p50, unit).in_words()}, nine in ten between {ends}."


def grid_sentence(grid: ResidualGrid) -> str:
    """Say how much of a grid of core hours and crisis share is a deficit, and what is left at the scenario's own."""
    below = int((grid.values < 0).sum())
    left = f"{Number(grid.own[2], SHARE)} is left" if grid.own[2] >= 0 else f"{Number(-grid.own[2], SHARE)} is missing"
    where = f"Deficit in {below} of {grid.values.size}" if below else f"No deficit in any of {grid.values.size}"
    return f"{where} combinations of crisis share and core hours; {left} at the scenario's own values."


def tornado_sentences(measure: Measure, swings: Sequence[Swing], alike: Sequence[Sequence[str]]) -> Iterator[str]:
    """Say which inputs matter most, and which of them are one and the same thing. alike: those that are."""
    yield most_moved(measure, swings, alike)
    for group in alike:
        yield f"The swings of {named(group, len(group))} are one and the same thing: only their product counts."


def most_moved(
    measure: Measure,
    swings: Sequence[Swing],
    alike: Sequence[Sequence[str]],
    *,
    most: int = MATTER_MOST,
    names: Mapping[str, str] | None = None,
) -> str:
    """Say which inputs matter most. most: so many; names: other names for inputs and for the measure."""
    own = names or {}
    called = own.get(measure.text, measure.text)
    moving = [swing for swing in swings if swing.swing]
    if not moving:
        return f"No input moves {called}."
    groups = {path: tuple(group) for group in alike for path in group}
    first: dict[tuple[str, ...], Swing] = {}
    for swing in moving:
        first.setdefault(groups.get(swing.input, (swing.input,)), swing)
    told = [
        f"{' or '.join(own.get(path, path) for path in paths)} ({Number(swing.swing, measure.unit).in_words()})"
        for paths, swing in list(first.items())[:most]
    ]
    return f"{called} is moved most, from low to high, by {named(told)}."


def switch_sentence(
    measure: Measure, switches: Sequence[Switch], variables: Mapping[str, VariableInput], target: float
) -> str:
    """Say which switching values lie between the low and the high that the file gives, so are plausible."""
    reached = f"{measure.text} reaches {Number(target, measure.unit).in_words()}"
    values = [switch for switch in switches if switch.switching_value is not None]
    if not values:
        return f"No input by itself makes it so that {reached}."
    ranged = [each for each in values if None not in (variables[each.input].low, variables[each.input].high)]
    inside = [switch for switch in ranged if _inside(switch, variables[switch.input])]
    without = len({each.input for each in values} - {each.input for each in ranged})
    but = f"; {counted(without, 'input has', 'inputs have')} no low and high to judge by" if without else ""
    if inside:
        said = named([f"{each.input} at {Setting(each.switching_value, each.unit)}" for each in inside], len(inside))
        return f"Plausible, inside low to high: {reached} with {said}{but}."
    if not ranged:
        return f"How plausible it is that {reached} stays open: no input that makes it so has a low and a high."
    return f"{reached} only with inputs outside their low to high{but}."


def _inside(switch: Switch, variable: VariableInput) -> bool:
    low, high, value = variable.low, variable.high, switch.switching_value
    return low is not None and high is not None and value is not None and low <= value <= high


def comparison_sentence(found: VariantComparison) -> str:
    """Say which variant leaves most, or has most of what is asked for, and by how much."""
    measure, unit = found.measure, found.measure.unit
    values = found.values[measure.text]
    there = {each.name: own for each, own in zip(found.variants, values, strict=True) if own is not None}
    if len(there) < 2:
        return f"{measure.text} cannot be compared: fewer than two have it."
    most, least = max(there.values()), min(there.values())
    told = Number(most, unit).in_words()
    if str(Number(most, unit)) == str(Number(least, unit)):
        has_case = any(variant.baseline.timeline for variant in found.variants)
        other = "; --on case.npv compares the business cases" if has_case and measure.year is None else ""
        return f"{measure.text} is the same in all, {told}{other}."
    leading = [name for name, own in there.items() if str(Number(own, unit)) == str(Number(most, unit))]
    others = {name: own for name, own in there.items() if name not in leading}
    than = next(iter(others)) if next(iter(there)) in others else max(others, key=lambda name: others[name])
    one, several = ("has", "have")
    if measure.is_residual:
        one, several = ("leaves", "leave") if most >= 0 else ("falls short", "fall short")
    verb, how = several if leading[1:] else one, "most" if most >= 0 or not measure.is_residual else "least"
    more = signed(most - others[than], unit, max(abs(most), abs(others[than]))).lstrip("+")
    quoted = [f'"{name}"' for name in leading]
    said = f'{named(quoted)} {verb} {how}: {measure.text} is {told}, {more} more than "{than}"'
    return f"{said}{_same_hours(found, leading[0], than)}."


def _same_hours(found: VariantComparison, one: str, other: str) -> str:
    """Say so where as many hours are left in two variants, so that no more than the price of an hour differs."""
    if found.measure.text != "residual_value":
        return ""
    each = dict(zip((own.name for own in found.variants), found.values.get("residual_hours", ()), strict=False))
    hours = [Number(each.get(name), HOURS) for name in (one, other)]
    if hours[0].value is None or str(hours[0]) != str(hours[1]):
        return ""
    return f"; the hours left are the same, {hours[0].in_words()}, and an hour has another price"
