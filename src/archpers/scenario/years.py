"""Years: a scenario at each financial year of its business case.

Year 0 is the scenario itself. From year 1 on growth scales what it names, whatever numbers stand there: the file's own,
varied ones, arrays or draws. Each year takes its own entry of the case's lists.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from archpers.model.case_inputs import AT_START, BY_YEAR, CARRIED, ONGOING
from archpers.model.definition import Value
from archpers.model.registry import described
from archpers.model.trace import Name
from archpers.scenario.inputs import all_givens
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.yaml import EVERY_YEAR
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authority_of, labels_of, scopes, within

_AMOUNT = "amount_by_year"
_GROWTH = "growth_by_year"
_INDEX = "price_index_by_year"


class Target(NamedTuple):
    """A number that growth scales."""

    authority: str
    """Empty for the team itself."""
    name: str
    member: str | None


class Timeline(NamedTuple):
    """The years of a case, and what a scenario is in each of them: all that is no number of the file, too."""

    years: tuple[str, ...]
    targets: Mapping[str, tuple[Target, ...]]
    """Path that growth names -> what it scales."""
    payers: Mapping[str, str]
    """Item -> who pays."""
    kinds: Mapping[str, str]
    """Item -> its kind."""
    ends: Mapping[str, str]
    """Contract -> the last year that it is paid in."""
    nominal: bool
    """Whether prices change from year to year."""
    brokerage: bool
    """Whether brokerage counts."""

    def at(
        self, number: int, authority: str, inputs: Mapping[str, Value], before: Mapping[str, Value]
    ) -> dict[str, Value]:
        """Return what to give to `model.evaluate` for an authority in a year.

        number: of the year, from 0. inputs: the authority's own, of the file, in place of which anything may stand.
        before: the quantities of the year before that are carried on; of no matter for year 0.
        """
        grown = grown_inputs(self, number, authority, inputs)
        given = {name: value for name, value in grown.items() if name not in (*BY_YEAR, _GROWTH)}
        for row, name in BY_YEAR.items():
            if row != _INDEX and described(name).axis is None:
                given[name] = entry(grown[row], number)
            elif row != _INDEX:
                given[name] = dict(_of_members(grown.get(row, {}), number, 0.0 if row == _AMOUNT else None))
        given["item_is_transfer"] = {name: float(kind == "transfer") for name, kind in self.kinds.items()}
        given["contract_runs"] = {name: float(self.years[number][:4] <= end[:4]) for name, end in self.ends.items()}
        given.setdefault("contract_annual_value", {})
        given.update(self._prices(number, grown.get(_INDEX, {})))
        given.update(self._nothing(grown))
        if number == 0:
            return {**given, **AT_START}
        return {**given, **{name: before[own] for own, name in CARRIED.items() if own in before}}

    def joined(self, other: "Timeline") -> "Timeline | None":
        """Return the years with all that both have; None where they differ in more than numbers."""
        pairs = ((self.payers, other.payers), (self.kinds, other.kinds), (self.ends, other.ends))
        alike = all(one[key] == two[key] for one, two in pairs for key in one.keys() & two.keys())
        if not alike or self[:1] + self[-2:] != other[:1] + other[-2:]:
            return None
        targets = {**self.targets, **other.targets}
        payers, kinds, ends = ({**one, **two} for one, two in pairs)
        return self._replace(targets=targets, payers=payers, kinds=kinds, ends=ends)

    def _prices(self, number: int, own: Mapping[str, Value]) -> dict[str, Value]:
        if not self.nominal:
            return {"price_factor": 1.0}
        index = own or shipped_index(self.years)
        return {"first_price_index": index[self.years[0]], "price_index": index[self.years[number]]}

    def _nothing(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Return 0 for what the scenario has no block for, or the case does not include."""
        nothing = {}
        if "reinvestment_share" not in given:
            nothing["reinvested"] = 0.0
        if not self.brokerage or "start_up_cost_per_hour" not in given:
            nothing["brokerage_cost"] = 0.0
        if not self.brokerage or not given.keys() >= ONGOING:
            nothing["ongoing_brokerage_cost"] = 0.0
        return nothing


def timeline(scenario: Scenario | Region) -> Timeline | None:
    """Return the years of a scenario's case; None where it has none."""
    case = scenario.case
    if case is None:
        return None
    return Timeline(
        tuple(case.all_years),
        {path: tuple(targets_of(scenario, path)) for path in case.growth},
        {name: item.paid_by for name, item in case.items.items()},
        {name: item.kind for name, item in case.items.items()},
        {name: own.runs_until for name, own in case.contracts.items()},
        case.prices == "nominal",
        bool(case.include_brokerage),
    )


def targets_of(scenario: Scenario | Region, text: str) -> Iterator[Target]:
    """Yield the numbers that a growth path names: one, all below it, and in a region all authorities' alike."""
    path, everybody = parse_path(text), tuple(scopes(scenario))
    for given in all_givens(scenario):
        if given.path[:2] == ("case", "growth"):
            continue
        own = authority_of(given.path)
        if path in (given.path[: len(path)], within(given.path)[: len(path)]):
            for name in (own,) if own in everybody else everybody:
                yield Target(name, given.name, given.member)


def grown_inputs(line: Timeline, number: int, authority: str, inputs: Mapping[str, Value]) -> dict[str, Value]:
    """Return an authority's inputs as growth leaves them in a year; inputs: the file's own."""
    grown = dict(inputs)
    rows = _by_first(inputs.get(_GROWTH, {})) if number else {}
    for path, row in rows.items():
        for target in line.targets.get(path, ()):
            if target.authority != authority or target.name not in grown:
                continue
            for year in range(number):
                rate = 1 + entry(row, year)
                if target.member is None:
                    grown[target.name] = grown[target.name] * rate
                elif target.member in grown[target.name]:
                    family = grown[target.name]
                    grown[target.name] = {**family, target.member: family[target.member] * rate}
    return grown


def factors(row: Mapping[str, Figure], count: int) -> list[float]:
    """Return what growth makes of 1 in so many years, the first being 1."""
    found = [1.0]
    for year in range(count - 1):
        found.append(found[-1] * (1 + entry(row, year).value))
    return found


def entry(row: Mapping[str, Any], number: int, after: float | None = None) -> Any:
    """Return a list's number for a year; after: what stands behind its end, None for its last value again."""
    if EVERY_YEAR in row:
        return row[EVERY_YEAR]
    if str(number) in row:
        return row[str(number)]
    return row[str(len(row) - 1)] if after is None else after


def every_label(scenario: Scenario | Region) -> dict[str, str]:
    """Return the labels of all members of axes, and by `str(Name(name, member))` those of the numbers of lists."""
    return {**labels_of(scenario), **_list_labels(scenario)}


def _list_labels(scenario: Scenario | Region) -> dict[str, str]:
    """Return labels for the numbers of the case's lists: what they are of, and when."""
    if scenario.case is None:
        return {}
    given = [each for each in all_givens(scenario) if each.name in (*BY_YEAR, _GROWTH) and each.member is not None]
    paths = {text: _grows(scenario, text) for text in scenario.case.growth}
    lasts = {(each.name, _parsed(each.member or "")[:-1]): each.member for each in given}
    found = {}
    for name, member in ((each.name, each.member or "") for each in given):
        *owner, place = _parsed(member)
        goes_on = name != _AMOUNT and lasts[name, tuple(owner)] == member
        when = _when(scenario.case.all_years, place, later=name == _GROWTH, goes_on=goes_on)
        found[str(Name(name, member))] = ", ".join((*(paths.get(key, key) for key in owner), when))
    return found


def _grows(scenario: Scenario | Region, text: str) -> str:
    """Return what grows in words, where that is one number."""
    names = {(target.name, target.member) for target in targets_of(scenario, text)}
    return described(names.pop()[0]).label if len(names) == 1 and text[:11] != "authorities" else text


def _when(years: list[str], place: str, *, later: bool, goes_on: bool) -> str:
    if not place.isdecimal():
        return "every year" if place == EVERY_YEAR else place
    number = int(place) + later  # growth leads to the year after
    if number >= len(years):
        return f"after {years[-1]}"
    return f"{years[number]} on" if goes_on and number < len(years) - 1 else years[number]


def _of_members(row: Mapping[str, Value], number: int, after: float | None) -> Iterator[tuple[str, Value]]:
    for member, own in _by_first(row).items():
        yield member, entry(own, number, after)


def _by_first(row: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """Sort the members `"double running".0` by what they belong to."""
    found: dict[str, dict[str, Value]] = {}
    for key, value in row.items():
        first, place = _parsed(key)
        found.setdefault(first, {})[place] = value
    return found


@cache
def _parsed(key: str) -> KeyPath:
    return parse_path(key)


def shipped_index(years: tuple[str, ...]) -> dict[str, float]:
    """Return the shipped GDP deflator of some years. LookupError, which names those there are, for another."""
    from archpers.data.prices import deflator  # only a case without an index of its own needs it

    return {year: deflator(year) for year in years}
