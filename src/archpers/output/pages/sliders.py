"""The sliders of the what-if page: labels, bounds and steps, all taken from the model and the rules of the file."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from archpers.model.registry import described
from archpers.model.trace import Name
from archpers.scenario.overrides import parse_path
from archpers.scenario.schema.scenario import SHARED, CommonKeys, Region, Scenario, System
from archpers.scenario.scopes import authorities_of, is_shared, labels_of, within
from archpers.scenario.years import list_labels
from archpers.units import SHARE, Unit
from archpers.what_if.variable_inputs import VariableInput, variables_of

REACH = 3
"""A slider without an upper bound of its own reaches so many times the file's value."""


class Slider(NamedTuple):
    """A number that a reader may move."""

    path: str
    """Where it stands in the file."""
    name: Name
    """The input that it is."""
    value: float
    """Its value in the file [unit]."""
    unit: Unit
    label: str
    block: str
    """The legend of the block that it stands in."""
    least: float
    most: float | None
    """Hard bounds of its kind; None for no upper bound."""
    least_excluded: bool
    rule: str
    """The bounds in words."""
    step: str
    """Step, top and position on the slider, as they are shown: a share in percent."""
    top: str
    position: str

    @property
    def shown_unit(self) -> str:
        """The unit beside the number."""
        return "%" if self.unit.is_share else self.unit.text

    @property
    def bottom(self) -> str:
        """The lowest place: the lower bound, or one step above it where that is excluded; below 0 as far as above."""
        least = _shown(self.least, self.unit)
        if least < 0:
            return _plain(max(least, -Decimal(self.top)))
        return self.step if self.least_excluded else _plain(least)

    @property
    def data(self) -> dict[str, Any]:
        """What the script needs to know."""
        names = ("path", "value", "least", "most", "rule")
        unit = {"variable": str(self.name), "unit": self.unit.text, "share": self.unit.is_share}
        return {**{name: getattr(self, name) for name in names}, **unit, "leastExcluded": self.least_excluded}


def sliders_of(scenario: Scenario | Region, *, case: bool = True) -> list[Slider]:
    """Return a slider for every number of a scenario; for a region only for those that all authorities share.

    What is tried stands first: the reform, then what rests on it. case: whether the business case is there.
    """
    region = bool(authorities_of(scenario))
    own = [each for each in variables_of(scenario).values() if not region or is_shared(parse_path(each.path))]
    order = [*SHARED, *System.model_fields]
    own = sorted(own, key=lambda each: order.index(_block(each)))
    labels = {**labels_of(scenario), **list_labels(scenario)}
    return [_slider(each, labels, own) for each in own if case or _block(each) != "case"]


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


def _slider(variable: VariableInput, labels: Mapping[str, str], beside: Sequence[VariableInput]) -> Slider:
    kind, unit, name = variable.kind, variable.unit, Name(variable.name, variable.member)
    top = _top(variable, beside)
    step = Decimal(10) ** (top.log10() // 1 - 2)
    if unit.is_share:
        step = Decimal(10) ** -SHARE.decimals
    return Slider(
        variable.path,
        name,
        variable.value,
        unit,
        described(variable.name).words if name.key is None else labels.get(str(name)) or labels[name.key],
        _legend(variable),
        kind.least,
        None if math.isinf(kind.most) else kind.most,
        kind.least_excluded,
        kind.rule,
        _plain(step),
        _plain(top),
        _plain(_shown(variable.value, unit)),
    )


def _top(variable: VariableInput, beside: Sequence[VariableInput]) -> Decimal:
    """Return where a slider ends: at the upper bound, or at a round number beyond the file's value and its range.

    Where the value is 0, the others of its row tell how far it may reach.
    """
    if not math.isinf(variable.kind.most):
        return _shown(variable.kind.most, variable.unit)
    row = [abs(each.value) for each in beside if each.name == variable.name]
    size = REACH * (abs(variable.value) or max(row, default=0.0))
    reach = _shown(max(size, variable.high or 0.0), variable.unit) or Decimal(REACH)
    unit = Decimal(10) ** (reach.log10() // 1)
    return next(unit * digit for digit in (1, 2, 5, 10) if unit * digit >= reach)


def _shown(value: float, unit: Unit) -> Decimal:
    return Decimal(repr(value)) * unit.scale


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
