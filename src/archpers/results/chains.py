"""Chains: what a scenario's numbers are, and the formula of each, for renderings that show how they come about."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from archpers.model.pooling import as_one_authority
from archpers.model.registry import QUANTITIES, Value, evaluate
from archpers.model.time_use import FUNCTION_GROUPS
from archpers.model.trace import named, steps
from archpers.results.evaluate import WANTED
from archpers.results.region import groups_of, shared_inputs
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario


class Chain(NamedTuple):
    """The numbers of one authority, or of a region as one authority, and how they come about."""

    given: dict[str, Value]
    """What the model takes in: inputs, and quantities whose values stand for their formulas; name -> value."""
    values: dict[str, Value]
    """Every input and quantity that is estimated: name -> value, or for a family key -> value."""
    steps: dict[str, Value]
    """The traced formula of every quantity that is not given, operands before what needs them."""
    groups: Mapping[str, str]
    """Function -> its group."""


def chain_of(scenario: Scenario) -> Chain:
    """Return the chain of one team or authority."""
    groups = scenario.functions.groups if scenario.functions else FUNCTION_GROUPS
    return _chain(model_inputs(scenario), {}, groups)


def pooled_chain(region: Region, authorities: Mapping[str, Chain]) -> Chain:
    """Return the chain of a region as one authority, whose sums are of the authorities' own values.

    authorities: name -> the chain of each, in the order of the region.
    """
    summed = as_one_authority([chain.values for chain in authorities.values()])
    parts = [
        {name: named(name, value, authority) for name, value in chain.values.items()}
        for authority, chain in authorities.items()
    ]
    sums: dict[str, Any] = as_one_authority(parts)
    if "time_share" in sums:  # on the region's own sums, instead of on the authorities' values again
        sums["time_share"] = as_one_authority([{name: named(name, value) for name, value in summed.items()}])[
            "time_share"
        ]
    return _chain({**summed, **shared_inputs(region)}, sums, groups_of(region))


def _chain(given: Mapping[str, Value], sums: Mapping[str, Value], groups: Mapping[str, str]) -> Chain:
    wanted = (*WANTED, *(name for name in QUANTITIES if name not in WANTED))
    values = evaluate([*given, *wanted], given, groups)
    return Chain(dict(given), values, {**sums, **steps(wanted, given, groups)}, groups)
