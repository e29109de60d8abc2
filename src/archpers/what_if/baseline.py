"""Vary a scenario: some of its inputs changed, as numbers or as numpy arrays, and the model evaluated on them.

    baseline = Baseline(archpers.load("toolkit-team"))
    shares = numpy.linspace(0.1, 0.3, 5)
    baseline.evaluate(["residual_value"], {"reform.crisis_share": shares})["residual_value"]

Arrays of several inputs broadcast against one another, and a quantity becomes an array only where an input is one.
Points whose inputs no file could hold are infeasible: their values are NaN, never those of a nearby point.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from archpers.errors import UsageError
from archpers.model.case_inputs import MOVES_RELEASE
from archpers.model.definition import Operand, Value
from archpers.model.precision import PRECISION, has_verdict
from archpers.model.reform import CORE_FAMILIES
from archpers.model.registry import evaluate
from archpers.model.staffing import POSTS
from archpers.results.names import Measure, Names
from archpers.results.remarks.build_up_warnings import cost_stays
from archpers.scenario.inputs import model_inputs
from archpers.scenario.limits import WHOLES, Limit, limits, limits_of_growth, released_beyond
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading import numbers
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_at, scopes
from archpers.scenario.years import timeline
from archpers.what_if.changed_inputs import is_same, put, rebalance
from archpers.what_if.dust import settled, size, terms
from archpers.what_if.measures import Wanted, apart, evaluated, over_years, pooled, wanted_of
from archpers.what_if.messages import named
from archpers.what_if.variable_inputs import CORE_TOTAL, VariableInput, find, variables_of


class Varied(NamedTuple):
    """The inputs of the model with some of them changed."""

    inputs: Mapping[str, Mapping[str, Value]]
    """Authority (one empty name where the scenario is not a region) -> what to give to `model.evaluate`."""
    changed: frozenset[str]
    """The authorities whose inputs are not the scenario's own."""
    feasible: Operand
    """Whether a file could hold these inputs [bool]; scalar or array."""
    broken: frozenset[str] = frozenset()
    """The rules that some of these inputs break between them."""


class Unvaried(NamedTuple):
    """Some measures while nothing is varied, and what they rest on."""

    wanted: Wanted
    values: Mapping[str, Mapping[str, Value]]
    """Authority -> what it was evaluated for."""
    found: Mapping[str, Operand]
    """The measures by their texts."""
    terms: Mapping[str, Sequence[Measure]]
    """Of those whose sign is a verdict, what tells the size of their terms; it is among the measures."""


class Baseline:
    """A scenario or region, ready to be varied."""

    def __init__(self, scenario: Scenario | Region, balance: str | None = None) -> None:
        """Take a scenario; balance names the function whose time share makes up for those that are varied.

        Without it all the other shares change in proportion, so that the row sums to 1. Raises UsageError.
        """
        self.scenario = scenario
        self.balance = balance
        self.variables: dict[str, VariableInput] = variables_of(scenario)
        """Every number of the scenario, by its path."""
        parts = scopes(scenario)
        self.inputs: dict[str, dict[str, Any]] = {name: model_inputs(part) for name, part in parts.items()}
        """Authority (one empty name where the scenario is not a region) -> the model's inputs."""
        self.belonging = {name: belonging_at(part) for name, part in parts.items()}
        self.timeline = timeline(scenario)
        """The years of its business case; None where it has none."""
        self._own: dict[tuple[Measure, ...], Unvaried] = {}
        if balance is not None and not any(balance in given.get("time_share", {}) for given in self.inputs.values()):
            raise UsageError(f"{balance}: is not a function whose time share the scenario gives")

    @property
    def is_region(self) -> bool:
        """Whether there are several authorities."""
        return "" not in self.inputs

    def variable(self, path: str) -> VariableInput:
        """Find what a path varies. Raises UsageError, with the nearest path that there is."""
        built_up = self.core_total() if parse_path(path) == CORE_TOTAL else None
        return built_up or find(path, self.variables)

    def core_total(self) -> VariableInput | None:
        """Return what stands for the core's hours a person as a whole; None where authorities differ in it.

        Where the file builds the core up from what comes in a year, it differs as that does.
        """
        name = CORE_TOTAL[-1]
        found = {evaluate([name], given, self.belonging[own]).get(name) for own, given in self.inputs.items()}
        value = found.pop()
        if value is None or found:
            return None
        return VariableInput(path_text(CORE_TOTAL), name, None, tuple(self.inputs), value, numbers.HOURS)

    def measure(self, text: str) -> Measure:
        """Find a number of the result by its name. Raises UsageError, with the nearest name that there is."""
        return self._names.one(text)

    @cached_property
    def _names(self) -> Names:
        return Names(self.scenario)  # gathering them takes long where many are asked for

    def evaluate(
        self, measures: Iterable[Measure | str], changes: Mapping[str, Operand] | None = None, *, exact: bool = False
    ) -> dict[str, Operand]:
        """Return the value of each measure by its name, with the changes in place; NaN where they are infeasible.

        changes: path -> value, a number or an array. exact: leave what is nothing to the precision of its terms as it
        came out, for a search. What is not estimated is left out of the answer. Raises UsageError for a path or a
        measure that there is not.
        """
        found = [self.measure(each) if isinstance(each, str) else each for each in measures]
        return self.evaluate_varied(found, self.vary(changes or {}), exact=exact)

    def evaluate_varied(
        self, measures: Iterable[Measure], varied: Varied, *, exact: bool = False
    ) -> dict[str, Operand]:
        """Return the value of each measure by its name, from inputs that `vary` has made; NaN where infeasible."""
        with np.errstate(over="ignore", invalid="ignore"):
            plain, of_years = apart(measures)
            known = self._unvaried(tuple(plain))
            fresh = {name: self._evaluated(known.wanted, varied.inputs, name) for name in varied.changed}
            moved = {name: values for name, values in fresh.items() if not is_same(values, known.values[name])}
            found = pooled(known.wanted, {**known.values, **moved}) if moved else dict(known.found)
            found = settled(found, {} if exact else known.terms)
            found.update(over_years(of_years, varied.inputs, self.belonging, self.timeline))
            if np.all(varied.feasible):
                return found
            return {text: np.where(varied.feasible, value, np.nan)[()] for text, value in found.items()}

    def vary(self, changes: Mapping[str, Operand]) -> Varied:
        """Put changes in place of the scenario's own values, as far as the model's inputs go.

        changes: path -> value, a number or an array. A time share takes its time from the others. Raises UsageError.
        """
        inputs = dict(self.inputs)
        feasible: Operand = True
        changed: dict[tuple[str, str], set[str | None]] = {}
        for path, value in changes.items():
            variable = self.variable(path)
            feasible = feasible & variable.allows(value)
            for name in variable.authorities:
                if inputs[name] is self.inputs[name]:
                    inputs[name] = dict(inputs[name])  # the scenario's own stay as they are
                members = changed.setdefault((name, variable.name), set())
                if variable.member in members:
                    raise UsageError(f"{path}: this value is varied already, by another path")
                members.add(variable.member)
                feasible = feasible & put(inputs[name], variable, value)
        for name in {name for name, quantity in changed if self.timeline and quantity in MOVES_RELEASE}:
            feasible = feasible & (released_beyond(self.timeline, inputs[name], name) <= 0)  # type: ignore[arg-type]  # there is one
        for (name, quantity), members in changed.items():
            if quantity in WHOLES:
                balance = self.balance if quantity == "time_share" else None
                feasible = feasible & rebalance(inputs[name][quantity], members, balance)
            elif quantity == "core_hours_per_person" and changed.keys() & {(name, each) for each in CORE_FAMILIES}:
                raise UsageError("reform.core_hours_per_person: vary the core's total or its functions, not both")
        broken = self._broken(inputs, {name for name, _ in changed})
        feasible = reduce(lambda held, each: held & each.holds(each.room), broken, feasible)
        return Varied(inputs, frozenset(name for name, _ in changed), feasible, frozenset(each.rule for each in broken))

    def _broken(self, inputs: Mapping[str, Mapping[str, Value]], names: Iterable[str]) -> list[Limit]:
        """Return what some of the inputs of these authorities do not keep between them."""
        held = [each for name in names for each in self.limits_at(name, inputs[name])]
        return [each for each in held if not np.all(each.holds(each.room))]

    def limits_at(self, name: str, inputs: Mapping[str, Value]) -> list[Limit]:
        """Return what an authority's inputs must keep between them, and what grows of them in each year."""
        grown = limits_of_growth(self.timeline, inputs, name) if self.timeline else ()
        return [*limits(inputs), *grown]

    def dust(self, measures: Iterable[Measure]) -> Mapping[str, float]:
        """Return what is nothing to the precision of its terms, for measures whose sign is a verdict: text -> size."""
        known = self._unvaried(tuple(measures))
        return {text: float(PRECISION * size(text, known.found, own)) for text, own in known.terms.items()}

    def notes(self, paths: Iterable[str]) -> list[tuple[str, str]]:
        """Say what else changes when these paths are varied, and what a value of them means: code and message."""
        variables = [self.variable(path) for path in paths]
        notes = [("change", self._change_note(variable)) for variable in variables if variable.change]
        if any(variable.name == "level_share" for variable in variables):
            words = "Where the share of a level varies, the other levels' are rescaled, so that they make up 100%."
            notes.append(("levels_rescaled", words))
        shares = [variable.path for variable in variables if variable.name == "time_share"]
        if shares:
            who = f"{self.balance} makes up" if self.balance else "the other time shares are rescaled in proportion"
            what = f"any of {len(shares)} time shares" if shares[3:] else named(shares)
            verb = "vary" if 1 < len(shares) < 4 else "varies"
            notes.append(("shares_rescaled", f"Where {what} {verb}, {who}, so that the row sums to 100%."))
        return notes

    def cost_notes(self, paths: Iterable[str]) -> list[tuple[str, str]]:
        """Say that cost stays as it is where these paths move the care managers: code and message."""
        staff = [
            own.path
            for own in map(self.variable, paths)
            if own.name in POSTS and any("total_cost" in self.inputs[name] for name in own.authorities)
        ]
        return [("cost_does_not_follow_wte", cost_stays(staff[0]))] if staff else []

    def makes_up(self, variable: VariableInput) -> bool:
        """Say whether a variable is a time share that makes up for the others, so that none is left to vary it."""
        return variable.name == "time_share" and variable.member == self.balance

    def _change_note(self, variable: VariableInput) -> str:
        beyond = [name for name in self.inputs if name not in variable.authorities]
        if not beyond:
            return f"{variable.path} is the change of every authority's own value, all alike."
        own, moved = path_text(("authorities", beyond[0])), named(variable.authorities)
        return (
            f"{variable.path} is the change of the own values of {moved}, all alike. The scenario "
            f"has no such value for {named(beyond)}, which {'stay as they are' if beyond[1:] else 'stays as it is'}; "
            f"if the file gives it in another way there, add the path of that, below {own}."
        )

    def _unvaried(self, measures: tuple[Measure, ...]) -> Unvaried:
        if measures not in self._own:
            known = {measure.text: terms(measure) for measure in measures if has_verdict(measure.name)}
            wanted = wanted_of([*measures, *chain(*known.values())], self.inputs, self.belonging)
            values = {name: self._evaluated(wanted, self.inputs, name) for name in self.inputs}
            self._own[measures] = Unvaried(wanted, values, pooled(wanted, values), known)
        return self._own[measures]

    def _evaluated(self, wanted: Wanted, inputs: Mapping[str, Mapping[str, Value]], name: str) -> dict[str, Value]:
        return evaluated(wanted, inputs[name], self.belonging[name])
