"""Values: every number of a scenario at each of its scopes, and of all authorities together."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from archpers.model import QUANTITIES
from archpers.model import evaluate as evaluate_quantities
from archpers.model.definition import Belonging
from archpers.model.pooling import POOLS, SUM, as_one_authority, own_value, sums_of_authorities
from archpers.model.registry import in_block
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.scopes import belonging_at

Values = Mapping[str, Any]
"""Name of an input or quantity -> value, or for a family member -> value; what is not estimated is left out."""


def values_at(scenario: Scenario) -> dict[str, Any]:
    """Evaluate every quantity of a scenario at one scope."""
    inputs = model_inputs(scenario)
    return evaluate_quantities([*inputs, *QUANTITIES], inputs, belonging_at(scenario))


def values_as_one(values: Sequence[Values], belonging: Belonging) -> dict[str, Any]:
    """Evaluate every quantity of several authorities as one, with every ratio taken on their sums."""
    given = as_one_authority(values)
    return evaluate_quantities([*given, *QUANTITIES], given, belonging)


def pooled_values(values: Sequence[Values], belonging: Belonging) -> dict[str, dict[str, Any]]:
    """Return every quantity of several authorities, pooled in each way: `ratio_of_totals` first."""
    over = {pool: _over_authorities(values, function) for pool, function in POOLS.items()}
    totals = values_as_one(values, belonging)
    return {"ratio_of_totals": totals, SUM: sums_of_authorities(values), **over}


def own_values(values: Sequence[Values], name: str, member: str | None = None) -> list[float]:
    """Return the authorities' own values of a quantity; those that have none are left out."""
    found = (own_value(own, name, member) for own in values)
    return [value for value in found if value is not None and math.isfinite(value)]


def _over_authorities(values: Sequence[Values], pool: Callable[[Sequence[float]], float]) -> dict[str, Any]:
    pooled: dict[str, Any] = {}
    blocks = ("quantities", "functions", "function_groups", "families")
    for name in dict.fromkeys(name for block in blocks for name in in_block(block).values()):
        families = [own[name] for own in values if isinstance(own.get(name), Mapping)]
        if families:
            members = dict.fromkeys(member for family in families for member in family)
            pooled[name] = {member: pool(own_values(values, name, member)) for member in members}
        elif any(name in own for own in values):
            pooled[name] = pool(own_values(values, name))
    return pooled
