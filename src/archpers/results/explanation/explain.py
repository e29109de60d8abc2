"""Explanations: the way from a quantity back to the inputs, with formulas, the numbers put in, and every source."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from archpers.errors import UsageError
from archpers.model import QUANTITIES
from archpers.model.pooling import SUM, own_value, pools_of
from archpers.model.registry import described
from archpers.model.renderings import exact, in_general, words
from archpers.model.trace import Name, Traced, names_in
from archpers.results.explanation.chains import Chain, chain_of, pooled_chain
from archpers.results.explanation.explain_year import chains_in_year, origins_in_year
from archpers.results.names import Measure, Names
from archpers.results.values import member
from archpers.rounding import significant
from archpers.scenario.inputs import Given, all_givens
from archpers.scenario.reading.spelling import nearest
from archpers.scenario.reading.text import Mark
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import is_shared, scopes
from archpers.units import Unit

FORMULA = "formula"
NOT_GIVEN = "not given"


def counts_as(value: float) -> str:
    """Say where an input comes from that nobody has stated."""
    return f"not stated, counts as {significant(value)}"


class Step(NamedTuple):
    """One quantity or input on the way."""

    name: str
    """With its function or group behind a dot, and with the authority in brackets."""
    value: float | None
    """None: not estimated, or there is none [unit]."""
    unit: Unit
    meaning: str
    formula: str | None
    """In words; None for an input."""
    numbers: str | None
    """The formula with the numbers put in, exactly; None for an input, or where one is not estimated."""
    shown: str | None
    """The same with at least six significant digits, for reading."""
    origin: str
    """Where the number comes from: file and line, `--set`, an option; `formula`; `not given`."""
    source: str
    """The publication or evidence behind the number, or behind the formula; empty where none is named."""
    operands: tuple[str, ...]
    """Names of the steps that it needs."""
    depth: int
    """How far from the quantity that is explained."""


def explain(scenario: Scenario | Region, wanted: str) -> list[Step]:
    """Explain a quantity: the quantity first, then all that it rests on, each once, down to the inputs.

    wanted: a quantity or input by any of its names, of a family all members or one. For a region it is the region as
    one authority, followed by the ways to pool the authorities' own values, or what one of them names by itself.
    Raises UsageError for an unknown name.
    """
    roots = Names(scenario).all(wanted)
    if roots[0].authority is not None:
        scenario = scopes(scenario)[roots[0].authority]
    year = roots[0].year
    if year is None:
        chains = {name: chain_of(own) for name, own in scopes(scenario).items()}
    else:
        chains = chains_in_year(scenario, year)
    inputs: Mapping[Name, tuple[str, str]] = {
        Name(given.name, given.member): origin_of(scenario, given)
        for given in all_givens(scenario)
        if "" in chains or is_shared(given.path)
    }
    if year is not None:
        inputs = origins_in_year(scenario, year, inputs)
    if "" in chains:
        way = _Way(chains[""], {}, inputs)
        return way.to(way.roots(wanted, roots))
    way = _Way(pooled_chain(scenario, chains), chains, inputs)
    names = way.roots(wanted, roots)
    if not roots[0].of_whole:
        own = [name._replace(authority=authority) for name in names for authority in chains]
        return [*way.pools(names, roots[0].pool or ""), *(way.step(name, [], 1) for name in own)]
    return [*way.to(names), *(() if year is not None else way.pools(names))]


def origin_of(scenario: Scenario | Region, given: Given) -> tuple[str, str]:
    """Say where a number of a scenario comes from: its place, and the publication or evidence behind it."""
    evidence = given.figure.source or ""
    if given.figure.reliability:
        evidence = f"{evidence} (reliability: {given.figure.reliability})".strip()
    document = scenario.document
    if document is None:
        return "given in Python", _told(scenario, evidence)
    exactly = (*given.path, "value")
    override = document.overrides.get(exactly) or document.overrides.get(given.path)
    if override is not None:
        place = document.values.get(override.place) if override.place else None
        where = f"{override.label}, {document.file}:{place.line}" if place else override.label
        instead = f"instead of {override.before}" if override.before is not None else "not in the file"
        speaks = override.path == given.path  # the evidence beside a value that was replaced is for the old one
        return f"{where}, {instead}", " ".join(evidence.split()) if speaks else ""
    mark = document.values.get(exactly) or document.values.get(given.path)
    if mark is None:  # it follows from the year that stands in its block, or nobody has stated it
        mark = document.values.get((*given.path[:-1], "financial_year"))
    if mark is None:
        return counts_as(given.figure.value), ""
    mark = mark or Mark(1, 1)
    return f"{document.file}:{mark.line}", _told(scenario, evidence)


INHERITED = "source of the whole file"
"""What is said of a number that has no source of its own."""


def _told(scenario: Scenario | Region, evidence: str) -> str:
    """Say what speaks for a number: its own evidence, or else the file's, called so; empty where there is neither."""
    if evidence or not scenario.source:
        return " ".join(evidence.split())
    return f"{INHERITED}: {' '.join(scenario.source.split())}"


class _Way:
    """The way back from a quantity through a chain."""

    def __init__(self, chain: Chain, authorities: Mapping[str, Chain], inputs: Mapping[Name, tuple[str, str]]) -> None:
        self.chain = chain
        self.authorities = authorities
        self.inputs = inputs

    def roots(self, wanted: str, measures: Sequence[Measure]) -> list[Name]:
        """Return what is to be explained: of a family what there is of it here. UsageError for a member it lacks."""
        name = measures[0].name
        family = self.chain.values.get(name)
        if not isinstance(family, Mapping):
            return [Name(name)]
        keys = {measure.key for measure in measures}
        found = [Name(name, key) for key in family if key in keys]
        if not found:
            there = {str(Name(name, key)): 0 for key in family}
            raise UsageError(f"{wanted}: there is no such quantity; {nearest(wanted, there)}")
        return found

    def to(self, roots: Sequence[Name]) -> list[Step]:
        """Return the steps, the roots first, each before what it needs, no step twice."""
        steps: dict[Name, Step] = {}
        waiting = [(name, 0) for name in reversed(roots)]
        while waiting:
            name, depth = waiting.pop()
            if name not in steps:
                operands = self._operands(name)
                steps[name] = self.step(name, operands, depth)
                waiting.extend((operand, depth + 1) for operand in reversed(operands))
        return list(steps.values())

    def pools(self, roots: Sequence[Name], only: str = "") -> Iterator[Step]:
        """Yield the roots as they are pooled over the authorities' own values, in each way or in one alone."""
        for root in roots:
            own = [root._replace(authority=authority) for authority in self.authorities]
            values = {name: value for name in own if (value := self.value(name)) is not None}
            for pool, function in pools_of(root.name).items() if values else ():
                if only not in ("", pool) or (pool == SUM and len(values) < len(own)):
                    continue
                traced = function([Traced("name", name) for name in values])
                yield Step(
                    f"{root} ({pool})",
                    function(list(values.values())),
                    described(root.name).unit,
                    (function.__doc__ or "").partition(" [")[0].replace("Return t", "T"),
                    words(traced),
                    self._with_numbers(traced, exact),
                    self._with_numbers(traced, significant),
                    FORMULA,
                    "",
                    tuple(map(str, values)),
                    0,
                )

    def value(self, name: Name) -> float | None:
        """Return the value of a step; None where it is not estimated, or there is none."""
        chain = self.chain if name.authority is None else self.authorities[name.authority]
        if name.authority is None:
            value = member(chain.values.get(name.name), name.key)
        else:
            value = own_value(chain.values, name.name, name.key)
        return value if isinstance(value, int | float) and math.isfinite(value) else None

    def _formula(self, name: Name) -> Traced | None:
        found: Traced | None = member(self.chain.steps.get(name.name), name.key) if name.authority is None else None
        return found

    def _operands(self, name: Name) -> list[Name]:
        traced = self._formula(name)
        if traced is not None:
            return list(names_in(traced))
        if name.name in QUANTITIES and name.name not in self.chain.values and not self._unmarked(name):
            return [Name(parameter) for parameter in QUANTITIES[name.name].parameters]
        return []

    def _unmarked(self, name: Name) -> str:
        """Say what is missing of a quantity that is of some members of a family alone; empty where nothing is."""
        own = described(name.name)
        there = all(parameter in self.chain.values for parameter in own.parameters)
        if own.only is None or name.authority is not None or name.name in self.chain.values or not there:
            return ""
        if self.authorities:
            lacking = [each for each, chain in self.authorities.items() if name.name not in chain.values]
            return f"{NOT_GIVEN} for {', '.join(lacking)}" if lacking else ""
        return f"{NOT_GIVEN}: {own.missing}"

    def step(self, name: Name, operands: list[Name], depth: int) -> Step:
        """Return one step, with what it needs."""
        definition = described(name.name)
        traced = self._formula(name)
        formula, numbers, shown = None, None, None
        origin, source = FORMULA, definition.source if definition.formula else ""
        if traced is not None:
            formula = words(traced)
            numbers, shown = self._with_numbers(traced, exact), self._with_numbers(traced, significant)
            if any(operand.authority for operand in operands):
                source = "the authorities' own values, summed"
        elif operands:
            formula = in_general(name.name)
        elif name.authority is not None:
            origin, source = f"--authority {name.authority}", ""
        else:
            value = self.value(name)
            given: Any = self.chain.given.get(name.name)
            stated = name.key in given if isinstance(given, Mapping) else given is not None
            absent = NOT_GIVEN if value is None or stated else counts_as(value)
            origin, source = self.inputs.get(name, (self._unmarked(name) or absent, ""))
        told = (str(name), self.value(name), definition.unit, definition.words, formula, numbers, shown, origin, source)
        return Step(*told, tuple(map(str, operands)), depth)

    def _with_numbers(self, traced: Traced, write: Callable[[float], str]) -> str | None:
        values = {name: value for name in names_in(traced) if (value := self.value(name)) is not None}
        if len(values) < len(set(names_in(traced))):
            return None
        ordered = sorted(values.values())  # what a rank is taken of is all that the formula holds
        return words(traced, lambda name: write(values[name]), write, lambda position, _: write(ordered[position - 1]))
