"""The sliders of the what-if page: labels, bounds and steps, all taken from the model and the rules of the file."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import isinf
from typing import Any, NamedTuple

from archpers.model.registry import described
from archpers.model.trace import Name
from archpers.output.pages.live.variants import PageVariant
from archpers.scenario.inputs import kind_of
from archpers.scenario.overrides import parse_path
from archpers.scenario.schema.scenario import SHARED, CommonKeys, System
from archpers.scenario.scopes import is_shared, within
from archpers.scenario.years import every_label
from archpers.units import SHARE, Unit
from archpers.what_if.variable_inputs import VariableInput, variables_of

REACH = 3
"""A slider without an upper bound or a range of its own reaches so many times the file's value."""


class Slider(NamedTuple):
    """A number that a reader may move."""

    path: str
    """Where it stands in the file."""
    name: Name
    """The input that it is, with its authority where it is one authority's own."""
    values: tuple[float | None, ...]
    """Its value in each variant, the file first [unit]; None where there is none."""
    unit: Unit
    label: str
    block: str
    """The legend of the block that it stands in."""
    step: str
    """Step and ends of the slider, as they are shown: a share in percent."""
    bottom: str
    top: str

    @property
    def value(self) -> float:
        """The value that its steps start from: the file's, or of the first variant that has one [unit]."""
        return next(value for value in self.values if value is not None)

    @property
    def position(self) -> str:
        """The same as it is shown."""
        return _plain(_shown(self.value, self.unit))


def sliders_of(variants: Sequence[PageVariant]) -> list[Slider]:
    """Return a slider for every number of a scenario, in any of its variants.

    What is tried stands first: the reform, then what rests on it; a region's authorities follow, one by one.
    """
    numbers = [_numbers(each) for each in variants]
    order = [*SHARED, *System.model_fields]
    own: dict[str, VariableInput] = {}
    for found in numbers:
        own |= {path: each for path, each in found.items() if path not in own}
    places = {each.authorities[0]: at for at, each in enumerate(own.values()) if not is_shared(parse_path(each.path))}
    labels = {key: label for each in reversed(variants) for key, label in every_label(each.scenario).items()}

    def place(each: VariableInput) -> tuple[int, int]:
        path = parse_path(each.path)
        return -1 if is_shared(path) else places[each.authorities[0]], order.index(within(path)[0])

    several = {path: [found.get(path) for found in numbers] for path in own}
    row = _rows(own.values())
    return [_slider(several[each.path], labels, row[each.name]) for each in sorted(own.values(), key=place)]


def _numbers(variant: PageVariant) -> dict[str, VariableInput]:
    """Return the numbers that a reader may move; those of a business case only where there is one."""
    every = variables_of(variant.scenario)
    return {path: own for path, own in every.items() if variant.case is not None or _block(own) != "case"}


def _rows(every: Iterable[VariableInput]) -> dict[str, float]:
    """Return how far the numbers of each row go: name -> the largest of their sizes [their unit]."""
    sizes: dict[str, float] = {}
    for each in every:
        sizes[each.name] = max(sizes.get(each.name, 0.0), abs(each.value))
    return sizes


def _block(variable: VariableInput) -> str:
    """Return the block of the file that a number stands in."""
    return within(parse_path(variable.path))[0]


def _legend(variable: VariableInput) -> str:
    """Return what stands over the sliders beside a number: what the row is of, or what its block is about."""
    if variable.member is not None:
        return described(variable.name).words
    block = _block(variable)
    said = {**System.model_fields, **CommonKeys.model_fields}[block].description or ""
    return described(variable.name).label if block == variable.name else said.partition(";")[0].partition(":")[0]


def _slider(several: Sequence[VariableInput | None], labels: Mapping[str, str], row: float) -> Slider:
    first = next(each for each in several if each is not None)
    alone = is_shared(parse_path(first.path)) or first.authorities == ("",)
    name = Name(first.name, first.member, None if alone else first.authorities[0])
    own = name._replace(authority=None)
    bottom, top, step = _ends([each for each in several if each is not None], row)
    return Slider(
        first.path,
        name,
        tuple(each and each.value for each in several),
        first.unit,
        described(first.name).words if name.key is None else labels.get(str(own)) or labels[name.key],
        _legend(first),
        *map(_plain, (step, bottom, top)),
    )


def _ends(several: Sequence[VariableInput], row: float) -> tuple[Decimal, Decimal, Decimal]:
    """Return where a slider begins and ends, and its step: from low to high where the file has both.

    Otherwise it ends at the upper bound, or at a round number beyond the file's value, or where that is 0, beyond its
    row; and begins at the lower bound, or one step above it where that is excluded, below 0 as far as above.
    """
    first, unit = several[0], several[0].unit
    values = [_shown(each.value, unit) for each in several]
    if first.low is not None and first.high is not None and first.low < first.high:
        bottom, top = _shown(first.low, unit), _shown(first.high, unit)
        return min(bottom, *values), max(top, *values), _step(top - bottom, unit)
    kind = first.kind
    reach = REACH * (abs(first.value) or row)
    top = _round(_shown(max(reach, first.high or 0.0), unit)) if isinf(kind.most) else _shown(kind.most, unit)
    top, least = max(top, *values), _shown(kind.least, unit)
    step = Decimal(10) ** -SHARE.decimals if unit.is_share else _step(top, unit)
    bottom = max(least, -top) if least < 0 else step if kind.least_excluded else least
    return min(bottom, *values), top, step


def _step(length: Decimal, unit: Unit) -> Decimal:
    """Return a round step, a hundredth to a thousandth of a length; of a share never more than it is shown with."""
    step = Decimal(10) ** (length.log10() // 1 - 2)
    return min(step, Decimal(10) ** -SHARE.decimals) if unit.is_share else step


def _round(reach: Decimal) -> Decimal:
    reach = reach or Decimal(REACH)
    unit = Decimal(10) ** (reach.log10() // 1)
    return next(unit * digit for digit in (1, 2, 5, 10) if unit * digit >= reach)


def _shown(value: float, unit: Unit) -> Decimal:
    return Decimal(repr(value)) * unit.scale


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def kinds_of(sliders: Iterable[Slider]) -> dict[str, dict[str, Any]]:
    """Return what the script has to know of the bounds and the unit of each input, by its name."""
    found = {}
    for each in sliders:
        kind, unit = kind_of(each.name.name), each.unit
        found[each.name.name] = {
            "least": kind.least,
            "most": None if isinf(kind.most) else kind.most,
            "excluded": kind.least_excluded,
            "rule": kind.rule,
            "share": unit.is_share,
            "unit": "%" if unit.is_share else unit.text,
        }
    return found
