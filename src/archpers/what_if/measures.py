"""Measures: what has to be evaluated for the numbers of a result that a what-if shows, and their values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from archpers.model.case_inputs import CARRIED, adds_up
from archpers.model.definition import WHAT_IF, WHAT_IF_WITHOUT_REFORM, Belonging, Value
from archpers.model.pooling import POOLS, SUM, as_one_authority, own_value, pools_of
from archpers.model.registry import QUANTITIES, described, evaluate, shown_in
from archpers.results.names import Measure
from archpers.results.told import told_as_one, told_of
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of, belonging_together
from archpers.scenario.years import Timeline


class Wanted(NamedTuple):
    """What some measures rest on, and nothing beside: the less there is to evaluate and to sum over a region."""

    measures: tuple[Measure, ...]
    each: tuple[str, ...]
    """The inputs and quantities that every authority is evaluated for."""
    members: frozenset[str] | None
    """The functions and function groups that are looked at; None where all of them may be."""
    as_one: tuple[str, ...]
    """The quantities that the region as one authority is evaluated for."""
    belonging: Belonging
    """Which members of an axis belong to which of another, in the region as one authority."""


def wanted_of(
    measures: Sequence[Measure], inputs: Mapping[str, Mapping[str, Value]], belonging: Mapping[str, Belonging]
) -> Wanted:
    """Find what measures rest on.

    inputs: authority (one empty name where the scenario is not a region) -> its inputs. belonging: authority -> which
    members belong to which.
    """
    names: dict[str, None] = {}
    for measure in measures:
        as_one = "" not in belonging and measure.of_whole
        names.update(dict.fromkeys(_rests_on(measure.name) if as_one else (measure.name,)))
    every = belonging_together(belonging.values())
    keys = {measure.key for measure in measures if measure.key is not None}
    members = keys | {key for own in every.values() for key, home in own.items() if home in keys}
    keyed = all(measure.key is not None for measure in measures)  # a sum over a family would need it whole
    whole = [] if "" in belonging else [measure.name for measure in measures if measure.of_whole]
    if any(described(name).optional for name in whole):
        told = told_as_one(inputs.values())
        whole = [name for name in whole if name in told]
    return Wanted(tuple(measures), tuple(names), frozenset(members) if keyed else None, tuple(whole), every)


def _rests_on(name: str) -> Iterator[str]:
    """Yield what has to be known of every authority to evaluate a quantity for the region as one authority."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        own = described(waiting.pop())
        if own.name in seen:
            continue  # the cash that an hour releases rests on the cash of all, which rests on it in each authority
        seen.add(own.name)
        if own.on_sums is None and own.pooling != "taken on the sums":
            yield own.name
            if own.pooling == "sum" and not own.optional:
                continue  # else some authority may lack it, or each may have its own, and it follows from sums
        waiting.extend(reversed((own.on_sums or own).parameters))


def _behind(name: str) -> Iterator[str]:
    """Yield what is the same for all behind a quantity that is: where it is given, nothing of it holds any more."""
    own = described(name)
    for parameter in own.parameters if own.pooling == "once for all" else ():
        if described(parameter).pooling == "once for all":
            yield parameter
        yield from _behind(parameter)


def evaluated(wanted: Wanted, given: Mapping[str, Value], belonging: Belonging) -> dict[str, Value]:
    """Evaluate one authority for what is wanted, of a family only the members that are looked at.

    given: its inputs. What is not estimated, or not told of an authority that does not give it, is left out.
    """
    told = told_of(given)
    values = evaluate([name for name in wanted.each if name in told], given, belonging)
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
    totals: Mapping[str, Value] = values.get("", {})
    if wanted.as_one:
        totals = evaluate(wanted.as_one, as_one_authority(list(values.values())), wanted.belonging)
    found = {measure.text: _value(measure, values, totals) for measure in wanted.measures}
    return {text: value for text, value in found.items() if value is not None}


def measured(
    measures: Sequence[Measure],
    inputs: Mapping[str, Mapping[str, Value]],
    belonging: Mapping[str, Belonging],
    line: Timeline | None = None,
) -> dict[str, Any]:
    """Return the value of each measure by its text, from every authority's inputs; what is not estimated is left out.

    belonging: of each authority. line: the years of the case, if there is one.
    """
    plain, of_years = apart(measures)
    wanted = wanted_of(plain, inputs, belonging)
    found = pooled(wanted, {name: evaluated(wanted, given, belonging[name]) for name, given in inputs.items()})
    return {**found, **over_years(of_years, inputs, belonging, line)}


def apart(measures: Iterable[Measure]) -> tuple[list[Measure], list[Measure]]:
    """Tell measures of the scenario as it stands from those of a year of its case."""
    every = list(measures)
    return [each for each in every if each.year is None], [each for each in every if each.year is not None]


def over_years(
    measures: Sequence[Measure],
    inputs: Mapping[str, Mapping[str, Value]],
    belonging: Mapping[str, Belonging],
    line: Timeline | None,
) -> dict[str, Any]:
    """Return the value of each measure of a year of the case by its text, each year evaluated after the one before.

    inputs, belonging: of each authority. line: the years. What is not estimated is left out.
    """
    found: dict[str, Any] = {}
    wanted: dict[str, list[Measure]] = {}
    if line is None:
        return found
    for measure in measures:
        wanted.setdefault(measure.year or line.years[-1], []).append(measure)
    carried = _carried(measure.name for measure in measures)
    before: dict[str, Value] = {}
    last = max((number for number, year in enumerate(line.years) if year in wanted), default=-1)
    for number, year in enumerate(line.years[: last + 1]):
        own = {each.text: _in_year(each, inputs) for each in wanted.get(year, ())}
        on = {name: Measure((name,), name) for name in carried if number < last}
        if own or on:
            given = {name: line.at(number, name, each, before) for name, each in inputs.items()}
            values = measured([*own.values(), *on.values()], given, belonging, None)
            before = {name: values[each.text] for name, each in on.items() if each.text in values}
            found.update((text, values[each.text]) for text, each in own.items() if each.text in values)
    return found


def _in_year(measure: Measure, inputs: Mapping[str, object]) -> Measure:
    """Return a measure of a year as one of the scenario in that year; what adds up over authorities is their sum."""
    pool = SUM if "" not in inputs and adds_up(measure.name) else None
    return measure._replace(path=(measure.text,), year=None, pool=pool)


def _carried(names: Iterable[str]) -> list[str]:
    """Return the quantities that have to be carried from year to year for these."""
    seen: dict[str, None] = {}
    waiting, needed = list(names), {before: name for name, before in CARRIED.items()}
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = None
            waiting.extend([needed[name]] if name in needed else described(name).parameters)
    return [name for name, before in CARRIED.items() if before in seen]


def _value(measure: Measure, values: Mapping[str, Mapping[str, Value]], totals: Mapping[str, Value]) -> Value | None:
    def of(part: Mapping[str, Value]) -> Value | None:
        value = part.get(measure.name)
        return value.get(measure.key) if measure.key is not None and value is not None else value

    if measure.authority is not None:
        return of(values[measure.authority])
    if not measure.of_whole:
        own = [own_value(part, measure.name, measure.key) for part in values.values()]
        several = [value for value in own if value is not None]
        if not several or (measure.pool == SUM and len(several) < len(own)):
            return None
        return pools_of(measure.name)[measure.pool or SUM](several)
    return of(totals)


def default_measures(estimated: Callable[[Sequence[Measure]], Mapping[str, object]]) -> list[Measure]:
    """Return what a what-if shows where nothing is asked for: the residual, or without a reform the overview.

    estimated: evaluates measures, leaving out what is not estimated.
    """
    for table in (WHAT_IF, WHAT_IF_WITHOUT_REFORM):
        measures = [Measure((name,), name) for name in shown_in(table)]
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
