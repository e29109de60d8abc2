"""Measures: the numbers of a result that a what-if can show, by the names that they have in its JSON.

`residual_value`, `functions.problem_solving.hours`, `function_groups.review.cost`; in a region each of these is of the
region as one authority, and `authorities."LA 4".residual_value` or `pooled.median.residual_value` name the others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from archpers.errors import UsageError
from archpers.model.definition import WHAT_IF, WHAT_IF_WITHOUT_REFORM, Belonging, Value
from archpers.model.pooling import POOLS, SUM, as_one_authority, own_value, pools_of
from archpers.model.registry import QUANTITIES, described, evaluate, in_block, is_residual, shown_in
from archpers.scenario.inputs import members_of
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.spelling import nearest
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of
from archpers.units import Unit


class Measure(NamedTuple):
    """A number of a result."""

    text: str
    """Its name."""
    name: str
    """The quantity of the model."""
    key: str | None = None
    """The member, for a family."""
    authority: str | None = None
    """The authority of a region whose own value it is."""
    pool: str | None = None
    """How the authorities' own values are pooled; None and no authority: the region as one authority."""

    @property
    def unit(self) -> Unit:
        """Unit of the value."""
        return described(self.name).unit

    @property
    def of_whole(self) -> bool:
        """Whether it is of the scenario as a whole: of no authority by itself, and not pooled over their own values."""
        return self.authority is None and self.pool is None

    @property
    def is_residual(self) -> bool:
        """Whether it tells what is left, or what is missing, once core and crisis service are secured."""
        return is_residual(self.name)

    @property
    def scope(self) -> str:
        """The authority or the way of pooling, for a heading; empty for the whole."""
        return self.authority or self.pool or ""

    def beside(self, authority: str | None = None, pool: str | None = None) -> "Measure":
        """Return the same measure of one authority, or pooled."""
        scope = ("authorities", authority) if authority is not None else ("pooled", pool or "")
        return self._replace(text=f"{path_text(scope)}.{self.text}", authority=authority, pool=pool)

    def whole(self) -> "Measure":
        """Return the same measure of the region as one authority."""
        path = parse_path(self.text)
        text = path_text(path[2:]) if path[0] in ("authorities", "pooled") else self.text
        return self._replace(text=text, authority=None, pool=None)


def find_measure(text: str, scenario: Scenario | Region) -> Measure:
    """Find a measure by its name. Raises UsageError for one that does not exist, with the nearest that does."""
    path = parse_path(text)
    authority = pool = None
    authorities = authorities_of(scenario)
    if authorities and len(path) > 2 and path[0] in ("authorities", "pooled"):
        known: Mapping[str, object] = (
            authorities if path[0] == "authorities" else {**POOLS, SUM: 0, "ratio_of_totals": 0}
        )
        if path[1] not in known:
            raise UsageError(f"{text}: there is no {path[1]!r} here; {nearest(path[1], known)}")
        authority = path[1] if path[0] == "authorities" else None
        pool = path[1] if path[0] == "pooled" and path[1] != "ratio_of_totals" else None
        path = path[2:]
    names = {parse_path(measure.text): measure for measure in measures_of(scenario)}
    if path not in names:
        known_names = dict.fromkeys(map(path_text, names))
        raise UsageError(f"{text}: there is no quantity of that name; {nearest(path_text(path), known_names)}")
    if pool is not None and pool not in pools_of(names[path].name):
        raise UsageError(f"{text}: is nothing that adds up; ask for {path_text(('pooled', 'mean_of_ratios', *path))}")
    return names[path]._replace(text=path_text(parse_path(text)), authority=authority, pool=pool)


def measures_of(scenario: Scenario | Region) -> Iterator[Measure]:
    """Yield every number of a result, but for those of each authority and each pool by itself."""
    members = members_of(scenario)
    yield from (Measure(field, name) for field, name in in_block("quantities").items())
    for block in ("functions", "function_groups"):
        fields = in_block(block)
        axis = described(fields["hours"]).axis
        for key in members[axis.name] if axis else ():
            yield from (Measure(path_text((block, key, field)), name, key) for field, name in fields.items())
    for name in in_block("families").values():
        axis = described(name).axis
        for key in members[axis.name] if axis else ():
            yield Measure(path_text(("families", name, key)), name, key)


class Wanted(NamedTuple):
    """What some measures rest on, and nothing beside: the less there is to evaluate and to sum over a region."""

    measures: tuple[Measure, ...]
    each: tuple[str, ...]
    """The inputs and quantities that every authority is evaluated for."""
    members: frozenset[str] | None
    """The functions and function groups that are looked at; None where all of them may be."""
    belonging: Belonging
    """Which members of an axis belong to which of another, in the region as one authority."""


def wanted_of(measures: Sequence[Measure], belonging: Mapping[str, Belonging]) -> Wanted:
    """Find what measures rest on.

    belonging: authority (one empty name where the scenario is not a region) -> which members belong to which.
    """
    names: dict[str, None] = {}
    for measure in measures:
        as_one = "" not in belonging and measure.of_whole
        names.update(dict.fromkeys(_rests_on(measure.name) if as_one else (measure.name,)))
    every = together(belonging.values())
    keys = {measure.key for measure in measures if measure.key is not None}
    members = keys | {key for own in every.values() for key, home in own.items() if home in keys}
    keyed = all(measure.key is not None for measure in measures)  # a sum over a family would need it whole
    return Wanted(tuple(measures), tuple(names), frozenset(members) if keyed else None, every)


def together(several: Iterable[Belonging]) -> Belonging:
    """Return which members belong to which of another axis, over several scopes."""
    every: dict[str, dict[str, str]] = {}
    for belonging in several:
        for axis, own in belonging.items():
            every.setdefault(axis, {}).update(own)
    return every


def _rests_on(name: str) -> Iterator[str]:
    """Yield what has to be known of every authority to evaluate a quantity for the region as one authority."""
    own = described(name)
    if own.on_sums is None and own.pooling != "taken on the sums":
        yield name
        if own.pooling == "sum" and not own.optional:
            return  # else some authority may lack it, or each may have its own, and it follows from sums
    for parameter in (own.on_sums or own).parameters:
        yield from _rests_on(parameter)


def _behind(name: str) -> Iterator[str]:
    """Yield what is the same for all behind a quantity that is: where it is given, nothing of it holds any more."""
    own = described(name)
    for parameter in own.parameters if own.pooling == "once for all" else ():
        if described(parameter).pooling == "once for all":
            yield parameter
        yield from _behind(parameter)


def evaluated(wanted: Wanted, given: Mapping[str, Value], belonging: Belonging) -> dict[str, Value]:
    """Evaluate one authority for what is wanted, of a family only the members that are looked at.

    given: its inputs. What is not estimated is left out.
    """
    values = evaluate(wanted.each, given, belonging)
    for name in given.keys() & QUANTITIES.keys():
        for other in _behind(name):
            values.pop(other, None)
    if wanted.members is None:
        return values
    return {
        name: {key: part for key, part in value.items() if key in wanted.members} if isinstance(value, dict) else value
        for name, value in values.items()
    }


def pooled(wanted: Wanted, values: Mapping[str, Mapping[str, Value]]) -> dict[str, Any]:
    """Return each measure by its text, from what every authority was `evaluated` for.

    What is not estimated is left out.
    """
    totals = values[""] if "" in values else _as_one(wanted, list(values.values()))
    found = {measure.text: _value(measure, values, totals) for measure in wanted.measures}
    return {text: value for text, value in found.items() if value is not None}


def measured(
    measures: Sequence[Measure],
    inputs: Mapping[str, Mapping[str, Value]],
    belonging: Mapping[str, Belonging],
) -> dict[str, Any]:
    """Return the value of each measure by its text, from every authority's inputs; what is not estimated is left out.

    belonging: of each authority.
    """
    wanted = wanted_of(measures, belonging)
    return pooled(wanted, {name: evaluated(wanted, given, belonging[name]) for name, given in inputs.items()})


def _as_one(wanted: Wanted, parts: Sequence[Mapping[str, Value]]) -> Mapping[str, Value]:
    """Evaluate the region as one authority."""
    names = [measure.name for measure in wanted.measures if measure.of_whole]
    return evaluate(names, as_one_authority(parts), wanted.belonging) if names else {}


def _value(measure: Measure, values: Mapping[str, Mapping[str, Value]], totals: Mapping[str, Value]) -> Value | None:
    def of(part: Mapping[str, Value]) -> Value | None:
        value = part.get(measure.name)
        return value.get(measure.key) if measure.key is not None and value is not None else value

    if measure.authority is not None:
        return of(values[measure.authority])
    if measure.pool is not None:
        own = [own_value(part, measure.name, measure.key) for part in values.values()]
        several = [value for value in own if value is not None]
        if not several or (measure.pool == SUM and len(several) < len(own)):
            return None
        return pools_of(measure.name)[measure.pool](several)
    return of(totals)


def default_measures(estimated: Callable[[Sequence[Measure]], Mapping[str, object]]) -> list[Measure]:
    """Return what a what-if shows where nothing is asked for: the residual, or without a reform the overview.

    estimated: evaluates measures, leaving out what is not estimated.
    """
    for table in (WHAT_IF, WHAT_IF_WITHOUT_REFORM):
        measures = [Measure(name, name) for name in shown_in(table)]
        there = estimated(measures)
        if there:
            return [measure for measure in measures if measure.text in there]
    raise AssertionError("every scenario has staffing and people served")


def with_authorities(measures: Sequence[Measure], scenario: Scenario | Region) -> list[Measure]:
    """Add to measures of a region those of each way of pooling and of each authority."""
    authorities = authorities_of(scenario)
    return in_every_scope(measures, authorities) if authorities else list(measures)


def in_every_scope(measures: Sequence[Measure], authorities: Iterable[str]) -> list[Measure]:
    """Add to measures of a region as one authority those of each way of pooling and of these authorities."""
    return [
        *measures,
        *in_every_pool(measures),
        *(measure.beside(name) for name in authorities for measure in measures),
    ]


def in_every_pool(measures: Sequence[Measure]) -> list[Measure]:
    """Return measures of a region as one authority in each way that the authorities' own values can be pooled."""
    ways = (SUM, *POOLS)
    return [own.beside(pool=pool) for pool in ways for own in measures if pool in pools_of(own.name)]
