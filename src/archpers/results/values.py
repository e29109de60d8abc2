"""Values: every number of a scenario at each of its scopes, and of all authorities together."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from archpers.model import INPUTS, QUANTITIES
from archpers.model import evaluate as evaluate_quantities
from archpers.model.arithmetic import added
from archpers.model.definition import Belonging, Marking
from archpers.model.pooling import POOLS, SUM, as_one_authority, own_value, sums_of_authorities
from archpers.model.precision import settled
from archpers.model.registry import described, in_block
from archpers.results.names import Measure
from archpers.results.result import FunctionResult, Split
from archpers.results.told import Values, is_told, told_of
from archpers.scenario.inputs import Scope, scope_of
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_together, scopes


class Everywhere(NamedTuple):
    """Every number of a scenario."""

    scopes: dict[str, Values]
    """At each of its scopes."""
    pooled: dict[str, Values]
    """All authorities together, in each way, `ratio_of_totals` first; empty where there are none."""

    def settled(self) -> "Everywhere":
        """Return the same with 0 in place of what is nothing to the precision of its own terms."""
        return Everywhere(
            {name: settled(own) for name, own in self.scopes.items()},
            {name: settled(own) for name, own in self.pooled.items()},
        )


def everywhere(scenario: Scenario | Region) -> Everywhere:
    """Evaluate every quantity of a scenario at all its scopes, and of all authorities together."""
    return at_scopes({name: scope_of(own) for name, own in scopes(scenario).items()})


def at_scopes(parts: Mapping[str, Scope]) -> Everywhere:
    """Do the same from what the model takes of each scope."""
    values: dict[str, Values] = {name: estimated(own.inputs, own.belonging) for name, own in parts.items()}
    if "" in values:
        return Everywhere(values, {})
    together = belonging_together([own.belonging for own in parts.values()])
    return Everywhere(values, pooled_values(list(values.values()), together))


def value_of(measure: Measure, values: Everywhere) -> float | None:
    """Return the value of a measure; None where it is not estimated, or does not exist."""
    if measure.authority is not None:
        own = values.scopes[measure.authority]
    else:
        own = values.pooled[measure.pool or "ratio_of_totals"] if values.pooled else values.scopes[""]
    return value_in(own, measure)


def value_in(own: Values, measure: Measure) -> float | None:
    """Return the value of a measure among those of a scope or a year; None where it is not estimated, or not there."""
    return finite(member(own.get(measure.name), measure.key))


def member(value: Any, key: str | None) -> Any:
    """Return a member of a family, or the number that is none."""
    return value.get(key) if isinstance(value, Mapping) else value


def finite(value: float | None) -> float | None:
    """Return the value, or None for one that does not exist (nothing to divide by, or beyond any float)."""
    return float(value) if value is not None and math.isfinite(value) else None


def values_as_one(values: Sequence[Values], belonging: Belonging) -> dict[str, Any]:
    """Evaluate every quantity of several authorities as one, with every ratio taken on their sums."""
    return estimated(as_one_authority(values), belonging)


def estimated(given: Values, belonging: Belonging) -> dict[str, Any]:
    """Evaluate every quantity that is told, in the order of the result."""
    return evaluate_quantities(_in_order(told_of(given), tuple(given)), given, belonging)


@cache  # the authorities of a region are mostly given the same
def _in_order(told: frozenset[str], given: tuple[str, ...]) -> Sequence[str]:
    every = dict.fromkeys((*given, *in_block("quantities").values(), *QUANTITIES))
    return [name for name in every if name in told]


def shares_of_sum(values: Values, names: Sequence[str]) -> tuple[str, dict[str, float]]:
    """Return which of some quantities is the sum of others of them, and each one's share of it; none where none is."""
    for name in reversed(names):
        own, parts = described(name), [each for each in described(name).parameters if each in names]
        alike = len(parts) == len(own.parameters) > 1 and all(described(each).unit == own.unit for each in parts)
        if alike and values[name] and math.isclose(added(values[each] for each in parts), values[name], rel_tol=1e-9):
            return name, {each: values[each] / values[name] for each in (*parts, name)}
    return "", {}


def unsorted_of(scope: Scope, values: Values) -> set[str]:
    """Return the quantities that a scope asks for and that lack nothing but what functions or groups are marked."""
    marks = scope.scenario.functions.contacts if scope.scenario.functions else {}
    lacking = told_of(scope.inputs) - values.keys()
    return {name for name in lacking if (found := markings_below(name)) and all(own.kinds or marks for own in found)}


@cache
def markings_below(name: str) -> tuple[Marking, ...]:
    """Return by what the members are sorted that a quantity, or one that it rests on, is of."""
    own = described(name)
    below = (found for each in own.parameters for found in markings_below(each))
    return (*([own.only[0]] if own.only else []), *below)


def today_as_function(result: Split) -> FunctionResult:
    """Return all of today's time, as a function's is told."""
    own = result.quantities
    return FunctionResult.model_construct(
        time_share=1.0,
        hours=own["total_hours"],
        cost=own["total_cost"],
        hours_per_person=own["hours_per_person"],
        cost_per_person=own["cost_per_person"],
    )


def outside_functions(result: Split) -> FunctionResult | None:
    """Return what of today's time is in no function, since rounded shares miss 100%: below 0 where it is counted twice.

    None where the functions have all of it.
    """
    whole, parts = today_as_function(result), [dict(own) for own in result.functions.values()]
    left: dict[str, float | None] = {}
    for field, value in whole:
        taken = [own[field] for own in parts]
        left[field] = None if value is None or None in taken else value - added(taken)
    share = left["time_share"]
    return None if share is None or abs(share) <= 1e-9 else FunctionResult.model_construct(None, **left)


def told_somewhere(scenario: Scenario | Region) -> set[str]:
    """Return the quantities that the result of some scope of a scenario has."""
    parts = [scope_of(own) for own in scopes(scenario).values()]
    apart, values = given_apart(parts), [estimated(own.inputs, own.belonging) for own in parts]
    return {name for name in (*INPUTS, *QUANTITIES) if any(is_told(name, own, apart) for own in values)}


def given_apart(parts: Iterable[Scope]) -> set[str]:
    """Return the quantities that these scopes give themselves and that stand among their inputs alone."""
    return {name for own in parts for name in own.inputs if described(name).given_apart}


def pooled_values(values: Sequence[Values], belonging: Belonging) -> dict[str, Values]:
    """Return every quantity of several authorities, pooled in each way: `ratio_of_totals` first."""
    totals = values_as_one(values, belonging)
    return {"ratio_of_totals": totals, SUM: sums_of_authorities(values), **_over_authorities(values)}


def own_values(values: Sequence[Values], name: str, member: str | None = None) -> list[float]:
    """Return the authorities' own values of a quantity; those that have none are left out."""
    found = [own_value(own, name, member) for own in values]
    return [value for value in found if value is not None and math.isfinite(value)]


def _over_authorities(values: Sequence[Values]) -> dict[str, Values]:
    """Return every quantity of several authorities in each way that their own values are pooled."""
    pooled: dict[str, dict[str, Any]] = {pool: {} for pool in POOLS}
    blocks = ("quantities", "functions", "function_groups", "families")
    for name in dict.fromkeys(name for block in blocks for name in in_block(block).values()):
        families = [own[name] for own in values if name in own] if described(name).axis else []
        if families:
            members = dict.fromkeys(member for family in families for member in family)
            each = {member: own_values(values, name, member) for member in members}
            for pool, function in POOLS.items():
                pooled[pool][name] = {member: function(own) for member, own in each.items()}
        elif any(name in own for own in values):
            alone = own_values(values, name)
            for pool, function in POOLS.items():
                pooled[pool][name] = function(alone)
    return {**pooled}
