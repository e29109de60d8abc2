"""Live formulas: where each number of a scenario comes from, at every scope and in every year of its business case.

For what recalculates by itself, the workbook and the what-if page. A name without an authority is the team's own, or
that of a region as one; the years are made from the file's inputs by the same functions that make them from numbers.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any, NamedTuple

from archpers.model.arithmetic import added
from archpers.model.case_inputs import AT_START, CARRIED, CASE_PARTS, adds_up
from archpers.model.definition import Value
from archpers.model.registry import described
from archpers.model.renderings import words
from archpers.model.trace import Name, Traced, named, names_in
from archpers.results.explanation.chains import Chain, chain_of, pooled_chain
from archpers.results.explanation.explain_year import chains_at
from archpers.results.values import member
from archpers.results.years import Year, values_by_year
from archpers.scenario.case_rules import refuse_unready
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes
from archpers.scenario.years import Timeline

BEFORE: Mapping[str, str] = {before: name for name, before in CARRIED.items()}
"""Input of a year -> the quantity of the year before that it is."""
LAST_YEAR = Name("the year before")
"""What stands in a formula for a number of the year before; `before` says which."""


def before(name: Name) -> Name:
    """Return the number of the year before that LAST_YEAR stands for in the formula of this one."""
    return name._replace(name=BEFORE.get(name.name, name.name))


def operands_of(name: Name, formula: Any) -> Iterable[Name]:
    """Name what a formula needs; what is an authority's rests on what is that authority's own."""
    for operand in names_in(formula) if isinstance(formula, Traced) else ():
        yield within(name, operand)


def within(name: Name, operand: Name) -> Name:
    """Return an operand of a number as it stands at the number's own scope."""
    return operand if name.authority is None else operand._replace(authority=name.authority)


def _ordered(wanted: Iterable[Name], needs: Callable[[Name], Iterable[Name] | None]) -> list[Name]:
    """Put names in order, what they need first; needs: None for one that is not computed, which is left out."""
    found: dict[Name, None] = {}

    def visit(name: Name) -> None:
        needed = needs(name) if name not in found else None
        if needed is not None:
            for operand in needed:
                visit(operand)
            found[name] = None

    for name in wanted:
        visit(name)
    return list(found)


class LiveFormulas:
    """The numbers of a scenario at all its scopes."""

    def __init__(self, scenario: Scenario | Region) -> None:
        chains = {name: chain_of(own) for name, own in scopes(scenario).items()}
        self.authorities: Mapping[str, Chain] = {} if "" in chains else chains
        self.whole = chains[""] if "" in chains else pooled_chain(scenario, chains)

    def formula(self, name: Name) -> Traced | None:
        """Return how a number comes about; None for an input."""
        step: Traced | None = member(self._chain(name).steps.get(name.name), name.key)
        return step

    def value(self, name: Name) -> float | None:
        """Return the value of a number; None where it is not estimated."""
        value: float | None = member(self._chain(name).values.get(name.name), name.key)
        return value

    def order(self, wanted: Iterable[Name]) -> list[Name]:
        """Return all that is computed for the wanted numbers, operands before what needs them."""

        def needs(name: Name) -> Iterable[Name] | None:
            formula = self.formula(name)
            return None if formula is None else operands_of(name, formula)

        return _ordered(wanted, needs)

    def _chain(self, name: Name) -> Chain:
        return self.whole if name.authority is None else self.authorities[name.authority]


class _Column(NamedTuple):
    """One year."""

    whole: Chain
    authorities: Mapping[str, Chain]
    given: Mapping[str, Mapping[str, Value]]
    """Authority, or an empty name for the team itself -> what its inputs are, as formulas of the file's own."""


class LiveYears:
    """The numbers of a business case, year by year."""

    def __init__(self, scenario: Scenario | Region, placed: Container[Name]) -> None:
        """Take a case; placed: the inputs that stand somewhere though nobody stated them.

        Raises ScenarioError for a case that is not ready.
        """
        line = refuse_unready(scenario)
        self.years = line.years
        self._placed = placed
        every = values_by_year(scenario, line)
        self._columns = [_column(scenario, line, number, every) for number in range(len(line.years))]

    def order(self, number: int, wanted: Iterable[Name]) -> list[Name]:
        """Return all that a year computes for the wanted numbers, operands before what needs them."""

        def needs(name: Name) -> Iterable[Name] | None:
            formula = self.formula(number, name)
            if formula is None or (isinstance(formula, Traced) and self._is_input(name, formula)):
                return None
            return () if self.is_given(number, name) else operands_of(name, formula)

        return _ordered(wanted, needs)

    def formula(self, number: int, name: Name) -> Any:
        """Return how a number comes about: of others of its year, of the file's inputs, or a number; None for none.

        What is carried on from the year before, or grows from it, names LAST_YEAR.
        """
        if name.name in BEFORE:
            return AT_START.get(name.name, 0.0) if not number else Traced("name", LAST_YEAR)
        step = member(self._chain(number, name).steps.get(name.name), name.key)
        if step is not None:
            return self._sum(number, name) or step
        found = self._given(number, name)
        if number and isinstance(found, Traced) and found.operation == "*":
            start, factor = found.parts  # growth goes on from what it made of the year before
            last = self._given(number - 1, name)
            if isinstance(last, Traced) and words(start) == words(last):
                return Traced("*", Traced("name", LAST_YEAR), factor)
        unstated = described(name.name).block == CASE_PARTS or name not in self._placed
        return described(name.name).neutral if found is None and unstated else found

    def is_given(self, number: int, name: Name) -> bool:
        """Say whether a number of a year comes from the file's inputs alone."""
        return member(self._chain(number, name).steps.get(name.name), name.key) is None

    def value(self, number: int, name: Name) -> float | None:
        """Return the value of a number; None where it is not estimated."""
        if self._sum(number, name) is not None:
            authorities = self._columns[number].authorities
            return float(added(self.value(number, name._replace(authority=own)) for own in authorities))
        value: float | None = member(self._chain(number, name).values.get(name.name), name.key)
        return value

    @staticmethod
    def _is_input(name: Name, formula: Traced) -> bool:
        """Say whether a year takes an input just as the file gives it."""
        own = Name(name.name, name.key)
        return formula.operation == "name" and formula.parts[0] == own and described(name.name).block != CASE_PARTS

    def _given(self, number: int, name: Name) -> Any:
        given = self._columns[number].given
        own = given[name.authority] if name.authority is not None else next(iter(given.values()))
        return member(own.get(name.name), name.key)

    def _chain(self, number: int, name: Name) -> Chain:
        column = self._columns[number]
        return column.whole if name.authority is None else column.authorities[name.authority]

    def _sum(self, number: int, name: Name) -> Any:
        """Return a region's number that adds up as the sum of its authorities' own; None for another."""
        authorities = self._columns[number].authorities
        if "" in authorities or name.authority is not None or name.key is not None or not adds_up(name.name):
            return None
        return added(Traced("name", name._replace(authority=authority)) for authority in authorities)


def _column(scenario: Scenario | Region, line: Timeline, number: int, every: Mapping[str, Year]) -> _Column:
    chains = chains_at(scenario, line, number, every)
    given = {
        name: line.at(number, name, {key: named(key, value) for key, value in model_inputs(own).items()}, {})
        for name, own in scopes(scenario).items()
    }
    return _Column(chains[""] if "" in chains else pooled_chain(scenario, chains), chains, given)
