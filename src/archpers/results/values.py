"""Values: every number of a scenario at each of its scopes, and of all authorities together."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from archpers.model import QUANTITIES
from archpers.model import evaluate as evaluate_quantities
from archpers.model.definition import Belonging
from archpers.model.pooling import POOLS, SUM, as_one_authority, own_value, sums_of_authorities
from archpers.model.precision import settled
from archpers.model.registry import in_block
from archpers.results.names import Measure
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_at, belonging_of, scopes

Values = Mapping[str, Any]
"""Name of an input or quantity -> value, or for a family member -> value; what is not estimated is left out."""


class Everywhere(NamedTuple):
    """Every number of a scenario."""

    scopes: dict[str, Values]
    """At each of its scopes."""
    pooled: dict[str, Values]
    """All authorities together, in each way, `ratio_of_totals` first; empty where there are none."""


def everywhere(scenario: Scenario | Region) -> Everywhere:
    """Evaluate every quantity of a scenario at all its scopes, and of all authorities together."""
    values: dict[str, Values] = {name: values_at(own) for name, own in scopes(scenario).items()}
    return Everywhere(values, {} if "" in values else pooled_values(list(values.values()), belonging_of(scenario)))


def value_of(measure: Measure, values: Everywhere) -> float | None:
    """Return the value of a measure; None where it is not estimated, or does not exist."""
    if measure.authority is not None:
        own = values.scopes[measure.authority]
    else:
        own = values.pooled[measure.pool or "ratio_of_totals"] if values.pooled else values.scopes[""]
    value = own.get(measure.name)
    value = value.get(measure.key) if isinstance(value, Mapping) else value
    return value if value is not None and math.isfinite(value) else None


def told(values: Everywhere) -> Everywhere:
    """Return every number as it is told: what is nothing to the precision of its own terms is 0."""
    return Everywhere(
        {name: settled(own) for name, own in values.scopes.items()},
        {name: settled(own) for name, own in values.pooled.items()},
    )


def values_at(scenario: Scenario) -> dict[str, Any]:
    """Evaluate every quantity of a scenario at one scope."""
    inputs = model_inputs(scenario)
    return evaluate_quantities([*inputs, *QUANTITIES], inputs, belonging_at(scenario))


def values_as_one(values: Sequence[Values], belonging: Belonging) -> dict[str, Any]:
    """Evaluate every quantity of several authorities as one, with every ratio taken on their sums."""
    given = as_one_authority(values)
    return evaluate_quantities([*given, *QUANTITIES], given, belonging)


def pooled_values(values: Sequence[Values], belonging: Belonging) -> dict[str, Values]:
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
