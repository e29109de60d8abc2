"""Names: how people call a number of a result, and the one place that finds it.

A number has its name (`cost_per_hour`, `function_hours.problem_solving`), its name in the JSON
(`functions.problem_solving.hours`) and its label (`Cost per hour`); in a region each of these is of the region as one
authority, and `authorities."LA 4".residual_value` or `pooled.median.residual_value` name the others.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from archpers.errors import UnknownNameError
from archpers.model.case_inputs import CASE, CASE_BLOCKS, TOTALS
from archpers.model.definition import Definition
from archpers.model.pooling import POOLS, SUM, pools_of
from archpers.model.registry import INPUTS, QUANTITIES, described, in_block, is_residual
from archpers.scenario.inputs import members_of
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.spelling import closest, nearest, plain
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of, labels_of
from archpers.units import Unit

AUTHORITIES, POOLED = "authorities", "pooled"
RATIO_OF_TOTALS = "ratio_of_totals"
"""The way of pooling that is the region as one authority."""
_SPLITS = ("functions", "function_groups")
"""Blocks of a result in which a member stands before the name of its value."""


class Measure(NamedTuple):
    """A number of a result."""

    path: KeyPath
    """Where it stands in a part of the result: of the whole, of an authority, or of a way of pooling."""
    name: str
    """The quantity or input of the model."""
    key: str | None = None
    """The member, for a family."""
    authority: str | None = None
    """The authority of a region whose own value it is."""
    pool: str | None = None
    """How the authorities are pooled; `ratio_of_totals`, or None and no authority: the region as one authority."""
    year: str | None = None
    """The year of the business case that it is of; empty for its last, None for the scenario as it stands."""

    @property
    def text(self) -> str:
        """Its name, by which it is found again."""
        if self.year:
            return f'{CASE}."{self.year}".{path_text(self.path[2:])}'
        if self.authority is not None:
            return path_text((AUTHORITIES, self.authority, *self.path))
        return path_text(self.path if self.pool is None else (POOLED, self.pool, *self.path))

    @property
    def unit(self) -> Unit:
        """Unit of the value."""
        return described(self.name).unit

    @property
    def of_whole(self) -> bool:
        """Whether it is of the scenario as a whole: of no authority by itself, and not pooled over their own values."""
        return self.authority is None and self.pool in (None, RATIO_OF_TOTALS)

    @property
    def is_residual(self) -> bool:
        """Whether it tells what is left, or what is missing, once core and crisis service are secured."""
        return is_residual(self.name)

    @property
    def scope(self) -> str:
        """The authority or the way of pooling, for a heading; empty for the whole."""
        return "" if self.of_whole else self.authority or self.pool or ""

    def beside(self, authority: str | None = None, pool: str | None = None) -> "Measure":
        """Return the same measure of one authority, or pooled; of neither, it is of the region as one authority."""
        return self._replace(authority=authority, pool=pool)


class Names:
    """All that numbers of a scenario's result are called."""

    def __init__(self, scenario: Scenario | Region) -> None:
        self._scenario = scenario
        self._members = members_of(scenario)
        self._labels = labels_of(scenario)
        self._scopes: dict[str, Mapping[str, object]] = {}
        if authorities := authorities_of(scenario):
            self._scopes = {AUTHORITIES: authorities, POOLED: dict.fromkeys((*POOLS, SUM, RATIO_OF_TOTALS))}
        self._years = scenario.case.all_years if scenario.case else []

    @cached_property
    def _found(self) -> dict[KeyPath, list[Measure]]:
        """A name in any of its forms -> what it names: of a family by itself all members."""
        outside_case = [own for own in all_definitions() if own.block not in CASE_BLOCKS]
        named = _gathered(part for own in outside_case for part in self._paths(own, (own.name,)))
        labels = _gathered(part for own in outside_case for part in self._paths(own, (own.label, own.listed)))
        return named | {path: found for path, found in labels.items() if path not in named}

    @cached_property
    def _plain(self) -> dict[KeyPath, list[Measure]]:
        """The same in small letters, but for labels that then are the name of a number of the case's years."""
        taken = {(own.name,) for own in self._only_in_case}
        return {own: found for path, found in self._found.items() if (own := _as_plain(path)) not in taken}

    @cached_property
    def _only_in_case(self) -> list[Definition]:
        return [own for own in all_definitions() if self._years and own.block in CASE_BLOCKS]

    @cached_property
    def _of_case(self) -> dict[KeyPath, list[Measure]]:
        """The same of the numbers that only a year of the case has."""
        called = (part for own in self._only_in_case for part in self._paths(own, (own.name, own.label)))
        return _gathered((_as_plain(path), measure) for path, measure in called)

    def all(self, text: str) -> list[Measure]:
        """Find what a name stands for, perhaps all members of a family. Raises UnknownNameError, with the nearest."""
        path, scope = parse_path(text), {}
        if len(path) > 2 and path[0] in self._scopes:
            known = self._scopes[path[0]]
            if path[1] not in known:
                raise UnknownNameError(text, f"there is no {path[1]!r} here", nearest(path[1], known))
            scope = {"authority" if path[0] == AUTHORITIES else "pool": path[1]}
            path = path[2:]
        found = self._in_split(path) or self._found.get(path) or self._plain.get(_as_plain(path))
        found = found or self._in_case(text, path)
        if not found:
            raise UnknownNameError(text, "there is no such quantity", self._nearest(path))
        measures = [measure.beside(**scope) for measure in found]
        if measures[0].pool == SUM and SUM not in pools_of(measures[0].name):
            remedy = f"ask for {path_text((POOLED, 'mean_of_ratios', *path))}"
            raise UnknownNameError(text, "is nothing that adds up", remedy)
        return measures

    def _in_split(self, path: KeyPath) -> list[Measure]:
        """Find what stands at a path of a result's split, for which not all names have to be gathered."""
        name = in_block(path[0]).get(path[-1]) if len(path) == 3 and path[0] in _SPLITS else None
        axis = described(name).axis if name else None
        return [Measure(path, name, path[1])] if name and axis and path[1] in self._members[axis.name] else []

    def _nearest(self, path: KeyPath) -> str:
        """Say which name a misspelt one may stand for, or name the quantities, each once."""
        meant = closest(path_text(path), map(path_text, self._found), len(self._found))
        return f"did you mean {meant}?" if meant else nearest("", (each.text for each in self.numbers()))

    def _in_case(self, text: str, path: KeyPath) -> list[Measure]:
        """Find a number of the business case: a total, or anything of one of its years; none where it is no such."""
        *rest, last = path[1:] if path[0] == CASE else path
        total = next((name for name in TOTALS if plain(last) in (name, plain(described(name).label))), None)
        if path[0] != CASE and (total is None or rest):
            if _as_plain(path) not in self._of_case:
                return []
            remedy = f'name the year, such as {CASE}."{self._years[0]}".{path_text(path)}'
            raise UnknownNameError(text, "there is one for every year of the case", remedy)
        if not self._years:
            raise UnknownNameError(text, "the scenario has no case block", "write one, or ask for another quantity")
        from archpers.scenario.case_rules import refuse_unready  # few files have a case

        refuse_unready(self._scenario)
        if total is not None and not rest:
            return [Measure((CASE, total), total, year="")]
        year, own = path[1], path[2:]
        if year not in self._years:
            raise UnknownNameError(text, f"the case has no {year!r}", nearest(year, (*self._years, *TOTALS)))
        found = self._found.get(own) or self._plain.get(_as_plain(own)) or self._of_case.get(_as_plain(own))
        if not found:
            known = dict.fromkeys(map(path_text, (*self._found, *self._of_case)))
            raise UnknownNameError(text, "there is no such quantity", nearest(path_text(own), known))
        within = [(each, each.path[1:] if each.path[0] in CASE_BLOCKS else each.path) for each in found]
        return [each._replace(path=(CASE, year, *own), year=year) for each, own in within]

    def one(self, text: str) -> Measure:
        """Find the one number that a name stands for. Raises UnknownNameError, with the nearest or the members."""
        found = self.all(text)
        if found[1:]:
            several = [measure.text for measure in found]
            raise UnknownNameError(text, "is several numbers", f"write {', '.join(several[:-1])} or {several[-1]}")
        return found[0]

    def numbers(self) -> Iterator[Measure]:
        """Yield every number of a part of a result, in its order."""
        for block in ("quantities", *_SPLITS, "families"):
            fields = in_block(block)
            axis = described(next(iter(fields.values()))).axis if block in _SPLITS else None
            if axis is not None:
                for key in self._members[axis.name]:
                    yield from (Measure((block, key, field), name, key) for field, name in fields.items())
                continue
            for name in fields.values():
                yield from self._own(described(name))

    def _own(self, definition: Definition) -> Iterator[Measure]:
        """Yield a quantity's or input's numbers, each by where it stands in the result, or by its name."""
        name, block, field = definition.name, definition.block, definition.field
        if definition.axis is None:
            yield Measure((field,) if block in ("quantities", "") else (block, field), name)
            return
        for key in self._members[definition.axis.name]:
            path = (block, key, field) if block in _SPLITS else (block, field, key) if block else (name, key)
            yield Measure(path, name, key)

    def _paths(self, definition: Definition, words: tuple[str, ...]) -> Iterator[tuple[KeyPath, Measure]]:
        """Yield what a quantity's or input's numbers are called, with these words for it, and each number."""
        for measure in self._own(definition):
            yield measure.path, measure
            if measure.key is None:
                yield (definition.block or "quantities", definition.field), measure
            else:
                keys = (measure.key, self._labels.get(measure.key, measure.key))
                yield from (((word, key), measure) for word in words for key in keys)
            yield from (((word,), measure) for word in words)


def definition_at(text: str) -> Definition:
    """Return the quantity or input that a measure's text is of: `case.npv`, `case."2028-29".functions.review.hours`."""
    path = parse_path(text)
    split = next((key for key in path[:-1] if key in _SPLITS), None)
    if split is not None:
        return described(in_block(split)[path[-1]])
    return described(next(key for key in reversed(path) if key in QUANTITIES or key in INPUTS))


def _as_plain(path: KeyPath) -> KeyPath:
    return tuple(map(plain, path))


def _gathered(parts: Iterable[tuple[KeyPath, Measure]]) -> dict[KeyPath, list[Measure]]:
    found: dict[KeyPath, dict[Measure, None]] = {}
    for path, measure in parts:
        found.setdefault(path, {})[measure] = None
    return {path: list(measures) for path, measures in found.items()}


def find_measure(text: str, scenario: Scenario | Region) -> Measure:
    """Find a number of a result by its name. Raises UnknownNameError for one that does not exist, with the nearest."""
    return Names(scenario).one(text)


def measures_of(scenario: Scenario | Region) -> Iterator[Measure]:
    """Yield every number of a result, but for those of each authority and each pool by itself."""
    return Names(scenario).numbers()


def all_definitions() -> list[Definition]:
    """Return every quantity and input, each once: those of the overview first, inputs that are in no result last."""
    return [described(name) for name in dict.fromkeys((*in_block("quantities").values(), *QUANTITIES, *INPUTS))]
