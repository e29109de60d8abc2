"""Attribution: a difference between two variants of a scenario, attributed to the inputs that changed.

By Shapley values (Shapley 1953): what an input adds, averaged over every order in which the inputs could have changed.
The parts sum to the whole difference, and the order of the inputs does not matter.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.results.names import Measure
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.rivals import RIVALS
from archpers.scenario.scopes import belonging_together, is_shared, within
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import measured
from archpers.what_if.variable_inputs import VariableInput

LEVELS = ("brokerage", "levels")
MOST_PLAYERS = 12
"""More changed inputs than this are taken together by their blocks: every order of 12 means 4,096 evaluations."""


class AttributedPart(NamedTuple):
    """What the change of an input, or of several together, adds to a difference."""

    inputs: tuple[str, ...]
    """The paths that changed."""
    part: float
    """[the measure's unit]"""


class Attribution(NamedTuple):
    """A difference between two variants, attributed to what changed."""

    difference: float
    """The second variant less the first [the measure's unit]."""
    parts: list[AttributedPart]
    """Largest first; they sum to the difference."""


def attribution(first: Baseline, second: Baseline, measure: Measure) -> Attribution | None:
    """Attribute the difference in a measure to the inputs that changed, by Shapley values.

    Both variants have the measure, and both are regions or both are not. None where the measure has no value for some
    mixture of their inputs.
    """
    players = _players(variables_within(first), variables_within(second))
    values = _coalitions(first, second, measure, players)
    if not np.isfinite(values).all():
        return None
    parts = [AttributedPart(paths, part) for paths, part in zip(players, shapley(values), strict=True)]
    parts.sort(key=lambda part: abs(part.part), reverse=True)
    return Attribution(float(values[-1] - values[0]), parts)


def shapley(values: Floats) -> list[float]:
    """Return the Shapley value of each of n players from the worth of all 2**n coalitions.

    values: the worth of each coalition [any unit]; bit i of its index says whether player i is in it.
    """
    masks = np.arange(len(values))
    count = len(values).bit_length() - 1
    sizes = np.array([int(mask).bit_count() for mask in masks])
    weights = np.array([math.factorial(k) * math.factorial(count - k - 1) for k in range(count)], dtype=float)
    parts = []
    for player in range(count):
        without = masks[masks & (1 << player) == 0]
        gains = values[without | (1 << player)] - values[without]
        parts.append(math.fsum((gains * weights[sizes[without]]).tolist()) / math.factorial(count))
    return parts


def variables_within(side: Baseline) -> dict[str, VariableInput]:
    """Return the variables by their paths within the scenario, so that one authority of a region is like any other."""
    if side.is_region:
        return side.variables
    return {path_text(within(parse_path(text))): variable for text, variable in side.variables.items()}


def _players(first: Mapping[str, VariableInput], second: Mapping[str, VariableInput]) -> list[tuple[str, ...]]:
    """Group the changed inputs into players: each by itself where it can change by itself, at most 12 in all."""
    everything = dict.fromkeys([*first, *second])
    changed = [parse_path(path) for path in everything if _value(path, first) != _value(path, second)]
    alone = [path for path in changed if (path_text(path) in first) != (path_text(path) in second)]
    lone = _authorities(first) ^ _authorities(second)
    players: list[tuple[str, ...]] = []
    for level in (_smallest, _block, _authority, lambda path, _: path[:1]):
        groups: dict[KeyPath, list[str]] = {}
        for path in changed:
            # Authorities that come and authorities that go change together, so that there are some at any time.
            key = path[:1] if path[0] == "authorities" and path[1] in lone else level(path, alone)
            groups.setdefault(key, []).append(path_text(path))
        players = [tuple(group) for group in groups.values()]
        if len(players) <= MOST_PLAYERS:
            break
    return players


def _value(path: str, variables: Mapping[str, VariableInput]) -> float | None:
    return variables[path].value if path in variables else None


def _authorities(variables: Mapping[str, VariableInput]) -> set[str]:
    return {path[1] for path in map(parse_path, variables) if path[0] == "authorities"}


def _smallest(path: KeyPath, alone: Sequence[KeyPath]) -> KeyPath:
    """Return the group that a path has to change with: what a file could not hold by halves changes together."""
    block = _block(path, alone)
    siblings = [other for other in alone if other[: len(block)] == block]
    if block[-1] == "functions" and (siblings or "time_shares" in path):
        return block
    if path[:2] == LEVELS:
        return LEVELS  # their shares make up a whole
    stem = path[:-1] if path[-1].isdecimal() else path
    if path[0] == "case" and any(other[: len(stem)] == stem for other in alone):
        return stem  # a list by halves is none
    own, place = within(path), path[: len(path) - len(within(path))]
    for rivals in RIVALS:
        if rivals.has(own) and any(other[: len(place)] == place and rivals.has(within(other)) for other in siblings):
            return (*place, *rivals.block, rivals.what)
    return path


def _block(path: KeyPath, alone: Sequence[KeyPath]) -> KeyPath:
    if path[0] == "authorities":
        return path[:3]
    return path[:2] if path[0] == "reform" else path[:1]


def _authority(path: KeyPath, alone: Sequence[KeyPath]) -> KeyPath:
    return path[:2] if path[0] == "authorities" else path[:1]


def _coalitions(first: Baseline, second: Baseline, measure: Measure, players: Sequence[tuple[str, ...]]) -> Floats:
    """Evaluate the measure with every set of players changed.

    Those whose keys come or go are gone through one by one, all the others at once.
    """
    sides = (variables_within(first), variables_within(second))
    fixed = [i for i, player in enumerate(players) if any(p not in sides[0] or p not in sides[1] for p in player)]
    free = [i for i in range(len(players)) if i not in fixed]
    chosen = np.zeros(2 ** len(free), dtype=np.int64)
    for k, i in enumerate(free):
        chosen |= ((np.arange(len(chosen)) >> k) & 1) << i
    values = np.empty(2 ** len(players))
    line = first.timeline and second.timeline and first.timeline.joined(second.timeline)
    for combination in range(2 ** len(fixed)):
        mask = sum(((combination >> k) & 1) << i for k, i in enumerate(fixed))
        inputs = _inputs(sides, players, chosen | mask, fixed)
        belonging = {
            name: belonging_together(side.belonging.get(name, {}) for side in (first, second)) for name in inputs
        }
        with np.errstate(over="ignore", invalid="ignore"):
            values[chosen | mask] = measured([measure], inputs, belonging, line).get(measure.text, math.nan)
    return values


def _inputs(
    sides: tuple[Mapping[str, VariableInput], Mapping[str, VariableInput]],
    players: Sequence[tuple[str, ...]],
    masks: NDArray[np.int64],
    fixed: Collection[int | None],
) -> dict[str, dict[str, Any]]:
    """Make the model's inputs for these coalitions; fixed players are in all of them, or in none."""
    number = {path: index for index, player in enumerate(players) for path in player}
    inputs: dict[str, dict[str, Any]] = {}
    common: list[tuple[VariableInput, Any]] = []
    for path in dict.fromkeys([*sides[0], *sides[1]]):
        player = number.get(path)
        side = sides[int(masks[0] >> player) & 1] if player in fixed else sides[0]
        if path not in side:
            continue
        variable = side[path]
        value: Any = variable.value
        if player is not None and player not in fixed:
            value = np.where((masks >> player) & 1 == 1, sides[1][path].value, value)
        if is_shared(parse_path(path)):
            common.append((variable, value))
        else:
            _give(inputs.setdefault(variable.authorities[0], {}), variable, value)
    for variable, value in common:
        for given in inputs.values():  # whichever authorities there are in this coalition
            _give(given, variable, value)
    return inputs


def _give(given: dict[str, Any], variable: VariableInput, value: Any) -> None:
    """Put a value where the model takes it in."""
    if variable.member is None:
        given[variable.name] = value
    else:
        given.setdefault(variable.name, {})[variable.member] = value
