"""Limits: what the numbers of a file must keep between them, beyond the bounds of each by itself.

Each is told as the room that is left: an operand of any kind, a number, an array, or a traced formula that a page
calculates anew. Rows that make up a whole stand in `WHOLES`.
"""

import math
from collections.abc import Container, Iterator, Mapping
from functools import reduce
from typing import Any, NamedTuple

from archpers.model.arithmetic import above, added, total
from archpers.model.case_inputs import RELEASED
from archpers.model.definition import Operand, Value
from archpers.model.registry import described
from archpers.scenario.inputs import kind_of
from archpers.scenario.years import Timeline, entry, grown_inputs

WHOLES = ("time_share", "level_share")
"""Families whose members make up 100%: what one takes, the others give up in proportion."""

SLACK = 1e-12
"""What binary fractions add to shares that are meant to be equal."""

RELEASED_TOO_MUCH = "release.share x case.release_profile"
"""What must not be above case.reform_in_effect in any year."""
RELEASE_RULE = "no more is released than is free in any year (case.reform_in_effect)"
"""That rule in words."""


class Limit(NamedTuple):
    """What some numbers must keep between them."""

    rule: str
    room: Operand
    """What is left; below 0 no file could hold the numbers."""
    excluded: bool = False
    """Whether nothing left is too little."""

    def holds(self, room: Any) -> Any:
        """Say where so much room is enough [bool]; scalar or array."""
        return room > 0 if self.excluded else room >= 0


def limits(inputs: Mapping[str, Value], moved: Container[str] | None = None) -> Iterator[Limit]:
    """Yield the limits of the numbers that are given; inputs: those of a team, or of a region's authority.

    moved: only the limits of which some of these inputs are; None: all.
    """

    def given(*names: str) -> bool:
        return all(name in inputs for name in names) and (moved is None or any(name in moved for name in names))

    absences = [name for name in described("absence_days").parameters if name in inputs]
    if given("reinvestment_share") and inputs["reinvestment_share"]:
        yield Limit(
            "the shares of the cash released sum to 100% or less", 1 + 1e-9 - total(inputs["reinvestment_share"])
        )
    if given("care_managers_wte", "agency_wte"):
        yield Limit("agency staff are among the care managers", inputs["care_managers_wte"] - inputs["agency_wte"])
    stated = {"total_cost", "agency_cost_per_wte"} & inputs.keys()
    if given("agency_wte") and "salary_per_wte" in inputs and not stated:
        yield Limit("the cost of the agency staff is not given", 0 - inputs["agency_wte"])
    if absences and given("weekdays_per_year", *absences):
        left = inputs["weekdays_per_year"] - added(inputs[name] for name in absences)
        yield Limit("absences leave some weekdays to work", left, excluded=True)
    if given("hours_per_week"):
        yield Limit("some function takes time", total(inputs["hours_per_week"]), excluded=True)


def limits_of_release(line: Timeline, inputs: Mapping[str, Value], authority: str = "") -> Iterator[Limit]:
    """Yield for each year of a case that no more is released than is free. inputs: of a team or an authority."""
    for number, year in enumerate(line.years if inputs.keys() >= RELEASED else ()):
        gone, free = released_and_free(line, number, inputs, authority)
        yield Limit(f"no more is released than is free, in {year} too", free + SLACK - gone)


def released_and_free(
    line: Timeline, number: int, inputs: Mapping[str, Value], authority: str = ""
) -> tuple[Operand, Operand]:
    """Return what is released in a year, and what is free [shares of the residual]. number: of the year, from 0."""
    own: Mapping[str, Any] = grown_inputs(line, number, authority, inputs)
    free: Operand = entry(own["effect_by_year"], number)
    return own["release_share"] * entry(own["profile_by_year"], number), free


def released_beyond(line: Timeline, inputs: Mapping[str, Value], authority: str = "") -> Operand:
    """Return by how much what is released exceeds what is free, in the worst year [share of the residual].

    Below 0, or 0, all of it is free; 0 without a release. inputs: of an authority; scalars, arrays or draws.
    """
    each: list[Operand] = [0.0 - limit.room for limit in limits_of_release(line, inputs, authority)]
    return reduce(lambda worst, own: worst + above(own, worst), each) if each else 0.0


def limits_of_growth(line: Timeline, inputs: Mapping[str, Value], authority: str = "") -> Iterator[Limit]:
    """Yield for each later year of a case what grows must keep to: its own bounds, and what it must keep with others.

    inputs: of a team, or of a region's authority.
    """
    every = (target for targets in line.targets.values() for target in targets)
    growing = [target for target in every if target.authority == authority and target.name in inputs]
    bounded = [target for target in growing if kind_of(target.name).most < math.inf or kind_of(target.name).least < 0]
    names = {target.name for target in growing}
    for number, year in enumerate(line.years[1:] if growing else (), 1):
        grown: Mapping[str, Any] = grown_inputs(line, number, authority, inputs)
        for _, name, member in bounded:
            value, kind = grown[name], kind_of(name)
            own = value if member is None else value[member]
            if kind.most < math.inf:
                yield Limit(f"{kind.rule}, in {year} too", kind.most - own)
            if -math.inf < kind.least < 0:
                yield Limit(f"{kind.rule}, in {year} too", own - kind.least)
        yield from (each._replace(rule=f"{each.rule}, in {year} too") for each in limits(grown, names))
