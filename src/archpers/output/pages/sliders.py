"""The sliders of the what-if page: labels, bounds and steps, all taken from the model and the rules of the file."""

import math
from decimal import Decimal
from typing import Any, NamedTuple

from archpers.model.registry import described
from archpers.model.trace import Name
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of, labels_of
from archpers.units import SHARE, Unit
from archpers.what_if.variable_inputs import VariableInput, variables_of

REACH = 3
"""A slider without an upper bound of its own reaches so many times the file's value."""

_LEGENDS = {"reform": "Crisis service", "functions": "Where the time goes"}
_LEGEND = "Staffing, cost and people"


class Slider(NamedTuple):
    """A number that a reader may move."""

    path: str
    """Where it stands in the file."""
    variable: str
    """Its name in the script."""
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
        """The lowest place of the slider: the lower bound, or one step above it where the bound itself is excluded."""
        return self.step if self.least_excluded else _plain(_shown(self.least, self.unit))

    @property
    def data(self) -> dict[str, Any]:
        """What the script needs to know."""
        names = ("path", "variable", "value", "least", "most", "rule")
        unit = {"unit": self.unit.text, "share": self.unit.is_share}
        return {**{name: getattr(self, name) for name in names}, **unit, "leastExcluded": self.least_excluded}


def sliders_of(scenario: Scenario | Region) -> list[Slider]:
    """Return a slider for every number of a scenario, the reform's first; for a region only the reform's.

    None for the business case, whose years the page does not show.
    """
    variables = [each for each in variables_of(scenario).values() if not each.path.startswith("case.")]
    own = [each for each in variables if each.path.startswith("reform.") or not authorities_of(scenario)]
    labels = labels_of(scenario)
    ordered = sorted(own, key=lambda variable: not variable.path.startswith("reform."))
    return [_slider(variable, labels) for variable in ordered]


def _slider(variable: VariableInput, labels: dict[str, str]) -> Slider:
    kind, unit = variable.kind, variable.unit
    family = variable.member is not None
    top = _top(variable)
    step = Decimal(10) ** (top.log10() // 1 - 2)
    if unit.is_share:
        step = Decimal(10) ** -SHARE.decimals
    block = described(variable.name).words if family else _LEGENDS.get(variable.path.split(".")[0], _LEGEND)
    return Slider(
        variable.path,
        str(Name(variable.name, variable.member)),
        variable.value,
        unit,
        labels[variable.member] if variable.member is not None else described(variable.name).words,
        block,
        kind.least,
        None if math.isinf(kind.most) else kind.most,
        kind.least_excluded,
        kind.rule,
        _plain(step),
        _plain(top),
        _plain(_shown(variable.value, unit)),
    )


def _top(variable: VariableInput) -> Decimal:
    """Return where a slider ends: at the upper bound, or at a round number beyond the file's value and its range."""
    if not math.isinf(variable.kind.most):
        return _shown(variable.kind.most, variable.unit)
    reach = _shown(max(REACH * abs(variable.value), variable.high or 0.0), variable.unit) or Decimal(REACH)
    unit = Decimal(10) ** (reach.log10() // 1)
    return next(unit * digit for digit in (1, 2, 5, 10) if unit * digit >= reach)


def _shown(value: float, unit: Unit) -> Decimal:
    return Decimal(repr(value)) * unit.scale


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
