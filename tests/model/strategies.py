"""Any valid inputs of the model, made from the registry: a new input is covered as soon as it is declared."""

from typing import Any

from hypothesis import strategies as st

from archpers.model import INPUTS, QUANTITIES
from archpers.model.definition import Axis
from archpers.units import DAYS_PER_YEAR, PEOPLE, SHARE, WTE, Unit
from tests.support import ANY

_RANGES = {SHARE: (0.0, 1.0), WTE: (0.1, 5e3), PEOPLE: (1.0, 1e6), DAYS_PER_YEAR: (1.0, 366.0)}


def numbers_of(unit: Unit) -> st.SearchStrategy[float]:
    """Numbers that make sense of a unit."""
    least, most = _RANGES.get(unit, (0.01, 1e4))
    return st.floats(least, most)


@st.composite
def inputs(draw: st.DrawFn) -> dict[str, Any]:
    """One value for each declared input, a mapping for a family."""
    given: dict[str, Any] = {}
    for name, definition in INPUTS.items():
        numbers = numbers_of(definition.unit)
        if definition.axis is None:
            given[name] = draw(numbers)
        else:
            given[name] = {key: draw(numbers) for key in members(definition.axis)}
    return given


def members(axis: Axis) -> tuple[str, ...]:
    """The members of an axis; those that no scenario need have stand for any two."""
    return tuple(axis.members) or ANY


def leaves(name: str) -> set[str]:
    """The inputs that a quantity needs, however far below it."""
    if name in INPUTS:
        return {name}
    return set().union(*(leaves(parameter) for parameter in QUANTITIES[name].parameters))
