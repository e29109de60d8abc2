"""Any valid inputs of the model, made from the registry: a new input is covered as soon as it is declared."""

from typing import Any

from hypothesis import strategies as st

from archpers.model import INPUTS, QUANTITIES
from archpers.model.best_source import BEST_SOURCE, BEST_SOURCE_LABELS
from archpers.model.time_use import FUNCTION, FUNCTION_GROUPS

MEMBERS = {FUNCTION: tuple(FUNCTION_GROUPS), BEST_SOURCE: tuple(BEST_SOURCE_LABELS)}
"""The members of each axis; an axis that is not named here stands for any two."""

_RANGES = {"share": (0.0, 1.0), "WTE": (0.1, 5e3), "people": (1.0, 1e6), "days/year": (1.0, 366.0)}


def numbers_of(unit: str) -> st.SearchStrategy[float]:
    """Numbers that make sense of a unit."""
    least, most = _RANGES.get(unit, (0.01, 1e4))
    return st.floats(least, most)


@st.composite
def inputs(draw: st.DrawFn) -> dict[str, Any]:
    """One value for each declared input, a mapping for a family."""
    given: dict[str, Any] = {}
    for name, definition in INPUTS.items():
        numbers = numbers_of(definition.unit)
        if definition.each is None:
            given[name] = draw(numbers)
        else:
            given[name] = {key: draw(numbers) for key in members(definition.each)}
    return given


def members(axis: str) -> tuple[str, ...]:
    """The members of an axis."""
    return MEMBERS.get(axis, ("one", "other"))


def leaves(name: str) -> set[str]:
    """The inputs that a quantity needs, however far below it."""
    if name in INPUTS:
        return {name}
    return set().union(*(leaves(parameter) for parameter in QUANTITIES[name].parameters))
