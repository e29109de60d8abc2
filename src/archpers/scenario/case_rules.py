"""What has to go together in a business case and the rest of its file, beyond its own keys."""

from collections.abc import Iterator
from typing import NamedTuple

from archpers.errors import Problem, ScenarioError
from archpers.scenario.inputs import all_givens, kind_of, model_inputs
from archpers.scenario.limits import WHOLES, limits_of_growth, limits_of_release, released_and_free
from archpers.scenario.overrides import parse_path, value_at
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.spelling import nearest
from archpers.scenario.reading.text import SHOWN, Mark
from archpers.scenario.reading.yaml import path_text, says
from archpers.scenario.schema.blocks.case import Case
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes, within
from archpers.scenario.years import Target, Timeline, entry, factors, shipped_index, timeline


class CaseMistake(NamedTuple):
    """What is wrong with a case."""

    path: KeyPath
    message: str
    remedy: str


def case_mistakes(scenario: Scenario | Region) -> Iterator[CaseMistake]:
    """Find what does not go together in a file with a case, so that it cannot be read."""
    line = timeline(scenario)
    if scenario.case is not None and line is not None:
        for rule in (_growth, _grown, _grown_together, _released, _brokerage, _prices):
            yield from rule(scenario, scenario.case, line)


def refuse_unready(scenario: Scenario | Region) -> Timeline:
    """Return the years of a case. Raises ScenarioError, with all that is missing for it."""
    line = timeline(scenario)
    found = [*_missing(scenario), *(_price_base(scenario, scenario.case) if scenario.case else ())]
    if scenario.document is None and not found:  # made in Python, so that no file has been held to the rules
        found = list(case_mistakes(scenario))
    if found or line is None:
        raise ScenarioError([_problem(scenario, mistake) for mistake in found])
    return line


def missing_value(scenario: Scenario | Region) -> ScenarioError:
    """Return the error for a case in which nothing says what an hour releases."""
    message = "a case needs to know what an hour releases, and the cost that is given may hold overheads"
    return ScenarioError(
        [
            _problem(
                scenario,
                CaseMistake(("release", "cost_per_hour"), message, "write release.cost_per_hour, or cost.employment"),
            )
        ]
    )


def _missing(scenario: Scenario | Region) -> Iterator[CaseMistake]:
    for block, example in (
        ("case", "case: {first_year: 2026-27, years: 5, ...}"),
        ("reform", "reform: {core_hours_per_person: ...}"),
        ("release", "release: {share: 60%}"),
    ):
        if getattr(scenario, block) is None:
            what = "there is no business case" if block == "case" else f"a case needs {block}, and there is none"
            yield CaseMistake((block,), what, f"write {example}")


def _price_base(scenario: Scenario | Region, case: Case) -> Iterator[CaseMistake]:
    base, first = scenario.price_base_year, case.first_year
    if base is None:
        message = f"the case begins in {first}, and the file does not say of which year its prices are"
        yield CaseMistake(("price_base_year",), message, f"write price_base_year: {first}")
    elif base != first:
        message = f"the case begins in {first}, and money in the file is in prices of {base}"
        yield CaseMistake(("case", "first_year"), message, f"add --prices {first}, or write first_year: {base}")


def _growth(scenario: Scenario | Region, case: Case, line: Timeline) -> Iterator[CaseMistake]:
    taken: dict[Target, str] = {}
    for path, targets in line.targets.items():
        place = ("case", "growth", path)
        if not targets:
            paths = (path_text(each) for given in all_givens(scenario) for each in (given.path, within(given.path)))
            known = dict.fromkeys(each for each in paths if not each.startswith("case.growth"))
            yield CaseMistake(place, "the file has no number at this path, so nothing can grow", nearest(path, known))
        elif any(target.name in WHOLES for target in targets):
            what = "time shares" if any(target.name == "time_share" for target in targets) else "the shares of levels"
            yield CaseMistake(place, f"{what} always sum to 100%, so they cannot grow", "delete it")
        twice = next((taken[target] for target in targets if target in taken), None)
        if twice is not None:
            yield CaseMistake(place, f"{twice} scales the same number already", "keep one of the two")
        taken.update(dict.fromkeys(targets, path))


def _grown(scenario: Scenario | Region, case: Case, line: Timeline) -> Iterator[CaseMistake]:
    for text in line.targets:
        path, grown = parse_path(text), factors(case.growth[text], len(line.years))
        for given in all_givens(scenario):
            named = path in (given.path[: len(path)], within(given.path)[: len(path)])
            if not named or given.path[:2] == ("case", "growth"):
                continue
            kind, values = kind_of(given.name), [given.figure.value * factor for factor in grown]
            outside = (number for number, value in enumerate(values) if not kind.least <= value <= kind.most)
            beyond = next(outside, None)
            if beyond is not None:
                what = f"{path_text(given.path, SHOWN)} would be {values[beyond]:.6g} in {line.years[beyond]}"
                yield CaseMistake(("case", "growth", text), f"{what}, but {kind.rule}", "write less growth")
                break


def _grown_together(scenario: Scenario | Region, case: Case, line: Timeline) -> Iterator[CaseMistake]:
    """Find what growth makes of numbers that must keep something between them."""
    for name, own in scopes(scenario).items():
        inputs = model_inputs(own)
        broken = [limit for limit in limits_of_growth(line, inputs, name) if not limit.holds(limit.room)]
        if broken and next(_grown(scenario, case, line), None) is None:  # bounds of one number are told by that rule
            where = f"in {name} " if name else ""
            growing = [
                path for path, targets in line.targets.items() if any(each.authority == name for each in targets)
            ]
            place = ("case", "growth", *(growing if len(growing) == 1 else ()))
            yield CaseMistake(place, f"growth {where}breaks the rule that {broken[0].rule}", "write less growth")
            return


def _released(scenario: Scenario | Region, case: Case, line: Timeline) -> Iterator[CaseMistake]:
    name, own = next(iter(scopes(scenario).items()))  # all authorities release alike
    inputs = model_inputs(own)
    for number, limit in enumerate(limits_of_release(line, inputs, name)):
        if not limit.holds(limit.room):
            gone, free = released_and_free(line, number, inputs, name)
            profile = inputs["profile_by_year"]
            share = entry(profile, number)
            place = (str(number),) if str(number) in profile else ()
            yield CaseMistake(
                ("case", "release_profile", *place),
                f"in {line.years[number]} {gone:.4g} of the residual is released ({gone / share:.4g} x {share:.4g}), "
                f"and only {free:.4g} of it is free",
                "release less, or later than the reform is in effect",
            )
            return


def _brokerage(scenario: Scenario | Region, case: Case, line: Timeline) -> Iterator[CaseMistake]:
    path, said = ("case", "include_brokerage"), case.include_brokerage
    if scenario.brokerage is not None and said is None:
        message = "the file has a brokerage block, and the case does not say whether it counts"
        yield CaseMistake(path, message, "write include_brokerage: true, or false")
    elif scenario.brokerage is None and said:
        yield CaseMistake(
            path, "there is no brokerage to include", "write a brokerage block, or delete include_brokerage"
        )


def _prices(scenario: Scenario | Region, case: Case, line: Timeline) -> Iterator[CaseMistake]:
    own = case.price_index
    if own is not None and case.prices == "constant":
        yield CaseMistake(("case", "price_index"), "constant prices are not deflated", "delete price_index, or prices")
    elif own is not None:
        missing = [year for year in line.years if year not in own]
        if missing:
            yield CaseMistake(("case", "price_index"), f"does not have {missing[0]}", "write every year of the case")
    elif case.prices == "nominal":
        try:
            shipped_index(line.years)
        except LookupError as error:
            remedy = "write case.price_index with every year of the case, fewer years, or prices: constant"
            yield CaseMistake(("case", "years"), f"{error.args[0]}, and the case runs to {line.years[-1]}", remedy)


def _problem(scenario: Scenario | Region, mistake: CaseMistake) -> Problem:
    document = scenario.document
    if document is None:
        return Problem(mistake.message, mistake.remedy, scenario.name, path=path_text(mistake.path, SHOWN))
    places = (mistake.path[:end] for end in range(len(mistake.path), 0, -1))
    mark = next((document.keys[place] for place in places if place in document.keys), Mark(1, 1))
    stands = says(value_at(document.data, mistake.path))
    place = (document.file, mark.line, mark.column, path_text(mistake.path, SHOWN))
    return Problem(mistake.message, mistake.remedy, *place, stands)
