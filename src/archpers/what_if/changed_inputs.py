"""Inputs with some of them changed: values put in place, time shares brought to 100%."""

from typing import Any

import numpy as np

from archpers.errors import UsageError
from archpers.model.arithmetic import added, total
from archpers.model.definition import Operand, Value
from archpers.scenario.inputs import kind_of
from archpers.what_if.variable_inputs import VariableInput

ROUND_OFF = 1e-9
"""By so much a row of time shares may miss 1 before it counts as infeasible."""


def is_same(value: Value, own: Value) -> bool:
    """Say whether a value is the number it was before, so that all that rests on it is too; an array never is."""
    if isinstance(value, dict):
        return all(is_same(part, own[key]) for key, part in value.items())
    return isinstance(value, int | float) and value == own


def put(given: dict[str, Any], variable: VariableInput, value: Operand) -> Operand:
    """Put a value in its place, and say whether a change leaves a value within the bounds of its own kind."""
    family = given.get(variable.name) if variable.member is not None else None
    if variable.change:
        own = given[variable.name] if family is None else family[variable.member]
        value = own * (1 + value)
    given[variable.name] = value if family is None else {**family, variable.member: value}
    return variable._replace(kind=kind_of(variable.name)).allows(value) if variable.change else True


def rebalance(shares: dict[str, Operand], varied: set[str | None], balance: str | None) -> Operand:
    """Make the shares that are not varied take up what is left, in proportion or by one of them; say whether they can.

    shares: the row, with varied shares in place already; changed in place.
    """
    left = 1 - added(share for key, share in shares.items() if key in varied)
    others = {key: share for key, share in shares.items() if key not in varied}
    if balance in shares:
        if balance in varied:
            raise UsageError(f"{balance}: cannot be varied and make up for the others; name another function")
        left = left - (total(others) - others[balance])
        others = {balance: 1.0}
    left = np.where(np.abs(left) < ROUND_OFF, 0.0, left)[()]
    before = total(others)
    if not before:
        return np.equal(left, 0)
    shares.update({key: left * (share / before) for key, share in others.items()})
    return np.greater_equal(left, 0)
