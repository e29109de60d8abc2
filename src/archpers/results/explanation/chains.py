"""Chains: what a scenario's numbers are, and the formula of each, for renderings that show how they come about."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from archpers.model.definition import Belonging, Value
from archpers.model.pooling import as_one_authority
from archpers.model.registry import INPUTS, QUANTITIES, described, evaluate
from archpers.model.trace import named, steps
from archpers.results.values import estimated
from archpers.scenario.inputs import MEMBER, Given, fields, model_inputs
from archpers.scenario.schema.fields.figure import Figure
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

    @property
    def unstated(self) -> list[Given]:
        """The inputs that the numbers rest on and nobody has stated, each with what it counts as."""
        found = []
        for name in INPUTS:
            value, stated = self.values.get(name), self.given.get(name, {})
            family = value if isinstance(value, Mapping) else {None: value}
            for key, number in family.items():
                if number is not None and key not in (stated if isinstance(stated, Mapping) else {None: stated}):
                    path = tuple(key or "" if part == MEMBER else part for part in fields()[name].path)
                    found.append(Given(path, name, key, Figure.model_construct(value=number)))
        return found


def chain_of(scenario: Scenario) -> Chain:
    """Return the chain of one team or authority."""
    return chain_from(model_inputs(scenario), belonging_at(scenario))


def pooled_chain(region: Scenario | Region, authorities: Mapping[str, Chain]) -> Chain:
    """Return the chain of a region as one authority, whose sums are of the authorities' own values.

    authorities: name -> the chain of each, in the order of the region.
    """
    stated = {*QUANTITIES, *(name for chain in authorities.values() for name in chain.given)}
    values = {
        authority: {name: chain.given.get(name, value) for name, value in chain.values.items() if name in stated}
        for authority, chain in authorities.items()
    }
    summed = as_one_authority(list(values.values()))
    parts = [{name: named(name, value, authority) for name, value in own.items()} for authority, own in values.items()]
    on_sums = as_one_authority([{name: named(name, value) for name, value in summed.items()}])
    sums: dict[str, Any] = {}
    for name, value in as_one_authority(parts).items():
        if name in QUANTITIES and QUANTITIES[name].on_sums:
            sums[name] = on_sums[name]  # on the region's own sums, instead of on the authorities' values again
        elif described(name).pooling == "sum":
            sums[name] = value
    return chain_from(summed, belonging_of(region), sums)


def chain_from(stated: Mapping[str, Value], belonging: Belonging, sums: Mapping[str, Value] | None = None) -> Chain:
    """Return the chain of what is stated; sums: what of it is summed over the authorities' own values."""
    given = {**stated, **dict(_completed(stated, belonging))}
    values = estimated(given, belonging)
    computed = [name for name in values if name in QUANTITIES and name not in given]
    needed = {parameter for name in computed for parameter in QUANTITIES[name].parameters}
    neutral = [name for name in INPUTS if name in needed - given.keys() and described(name).axis is None]
    found = {**(sums or {}), **steps(list(values), given, belonging)}
    values.update(evaluate(neutral, given, belonging))
    return Chain(dict(stated), values, found, belonging)


def _completed(given: Mapping[str, Value], belonging: Belonging) -> Iterator[tuple[str, Value]]:
    """Yield each family of which not every member is stated, the others with what they count as."""
    for name in INPUTS:
        own, family = described(name), given.get(name, {})
        members = belonging.get(own.axis.name, {}) if own.axis is not None and own.neutral is not None else {}
        if members and isinstance(family, Mapping):
            yield name, {key: family.get(key, own.neutral) for key in members}
