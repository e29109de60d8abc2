"""Chains: what a scenario's numbers are, and the formula of each, for renderings that show how they come about."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from archpers.model.definition import Belonging, Value
from archpers.model.pooling import as_one_authority
from archpers.model.registry import QUANTITIES, described
from archpers.model.trace import named, steps
from archpers.results.values import estimated
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_at, belonging_of


class Chain(NamedTuple):
    """The numbers of one authority, or of a region as one authority, and how they come about."""

    given: dict[str, Value]
    """What the model takes in: inputs, and quantities whose values stand for their formulas; name -> value."""
    values: dict[str, Value]
    """Every input and quantity that is estimated: name -> value, or for a family member -> value."""
    steps: dict[str, Value]
    """The traced formula of every quantity that is not given, operands before what needs them."""
    belonging: Belonging
    """Which members of an axis belong to which of another."""


def chain_of(scenario: Scenario) -> Chain:
    """Return the chain of one team or authority."""
    return _chain(model_inputs(scenario), {}, belonging_at(scenario))


def pooled_chain(region: Scenario | Region, authorities: Mapping[str, Chain]) -> Chain:
    """Return the chain of a region as one authority, whose sums are of the authorities' own values.

    authorities: name -> the chain of each, in the order of the region.
    """
    summed = as_one_authority([chain.values for chain in authorities.values()])
    parts = [
        {name: named(name, value, authority) for name, value in chain.values.items()}
        for authority, chain in authorities.items()
    ]
    on_sums = as_one_authority([{name: named(name, value) for name, value in summed.items()}])
    sums: dict[str, Any] = {}
    for name, value in as_one_authority(parts).items():
        if name in QUANTITIES and QUANTITIES[name].on_sums:
            sums[name] = on_sums[name]  # on the region's own sums, instead of on the authorities' values again
        elif described(name).pooling == "sum":
            sums[name] = value
    return _chain(summed, sums, belonging_of(region))


def _chain(given: Mapping[str, Value], sums: Mapping[str, Value], belonging: Belonging) -> Chain:
    values = estimated(given, belonging)
    return Chain(dict(given), values, {**sums, **steps(list(values), given, belonging)}, belonging)
