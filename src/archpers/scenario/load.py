"""From a file's name to a Scenario, or to all its problems at once."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any

from archpers.errors import Problem, ScenarioError, UsageError
from archpers.scenario.draws import drawing_problems
from archpers.scenario.inputs import is_row
from archpers.scenario.overrides import NOT_VARIED, applied, option_overrides, parse_path
from archpers.scenario.reading.document import Arrangement, Document, Override
from archpers.scenario.reading.text import Mark, shortened
from archpers.scenario.reading.yaml import path_text, read
from archpers.scenario.schema.blocks.function_sets import functions_in
from archpers.scenario.schema.options import NO_SINGLE_VALUE, is_plain
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import on_its_own
from archpers.scenario.shipped import shipped_file
from archpers.scenario.validation import place_of, problem_at, validated


def load(
    file: str | Path,
    overrides: Iterable[Override] = (),
    option: str | Iterable[str] | None = None,
    changes: Iterable[str] = (),
    prices: str | None = None,
    actual: Path | None = None,
) -> Scenario | Region:
    """Read a scenario file, put overrides in place, and hold it against all but the names of its results.

    The parameters and errors are those of `results.loading.load`, which holds the names too.
    """
    name = str(file)
    options = (option,) if isinstance(option, str) else option or ()
    return check(arranged(read(name, actual or shipped_file(name)), overrides, options, changes, prices))


def arranged(
    document: Document,
    overrides: Iterable[Override] = (),
    options: Iterable[str] = (),
    changes: Iterable[str] = (),
    prices: str | None = None,
) -> Document:
    """Return a document with options, overrides, changes and the conversion of money in place, in this order.

    Overrides of what an option says come before it. The parameters are those of `load`. Raises UsageError.
    """
    overrides = list(overrides)
    arrangement = Arrangement(document, tuple(overrides), tuple(options), tuple(changes), prices)
    of_options = [override for override in overrides if override.path[0] == "options"]
    document = applied(document, of_options) if of_options else document
    for name in arrangement.options:
        document = applied(document, option_overrides(document, name))
    others = [override for override in overrides if override.path[0] != "options"]
    document = applied(document, others) if others else document
    if arrangement.changes or prices:
        from archpers.scenario.changes import changed, converted  # few runs change anything

        for text in arrangement.changes:
            document = changed(document, text)
        document = document if prices is None else converted(document, prices)
    if document is not arrangement.file:
        document.arrangement = arrangement
    return document


def with_option(scenario: Scenario | Region, name: str) -> Scenario | Region:
    """Return the scenario as its file gives it with one more option in force, behind those that are.

    What was set, changed and converted stays so. Raises UsageError for an unknown option and for a scenario that comes
    from no file, ScenarioError where the option does not go with what was set.
    """
    document = scenario.document
    if document is None:
        raise UsageError(f"--option {name}: {scenario.name} was made in Python, and has no file with options")
    made = document.arrangement or Arrangement(document, (), (), (), None)
    return _narrowed(scenario, arranged(made.file, made.overrides, (*made.options, name), made.changes, made.prices))


def in_file(scenario: Scenario | Region) -> Scenario | Region:
    """Return the scenario as its file gives it: nothing set, no option in force; only prices stay converted.

    What is set of an option stays: it is that option. A scenario made in Python is its own file.
    """
    made = scenario.document.arrangement if scenario.document else None
    if made is None:
        return scenario
    of_options = [own for own in made.overrides if own.path[0] == "options"]
    return _narrowed(scenario, arranged(made.file, of_options, prices=made.prices))


def _narrowed(scenario: Scenario | Region, document: Document) -> Scenario | Region:
    """Check a document, and return the part of it that a scenario is of."""
    varied, place = check(document), scenario.place if isinstance(scenario, Scenario) else ()
    return on_its_own(varied, place[1]) if place else varied


def asked_of(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what was asked for beside the file as the command line has it: the option, and what it says."""
    made = document.arrangement
    if made is None:
        return
    for own in made.overrides:
        yield "--set", f"{path_text(own.path)}={'null' if own.value is None else own.value}"
    yield from (("--option", name) for name in made.options)
    yield from (("--change", text) for text in made.changes)
    yield from (("--prices", year) for year in (made.prices,) if year is not None)


def check(document: Document) -> Scenario | Region:
    """Check a document against the schema, its named options included. Raises ScenarioError with every problem.

    Options are checked in the file as it stands, and those that an override changes: beside other overrides they need
    not go together.
    """
    scenario, problems = validated(document)
    problems.extend(_undrawn(scenario, document))
    options = document.data.get("options")
    names = list(options) if isinstance(options, Mapping) else []
    wrong = {name: found for name in names if (found := list(_not_varied(document, name)))}
    problems.extend(problem for found in wrong.values() for problem in found)
    if document.overrides:
        own = [path for path in document.overrides if path[0] == "options"]
        names = [name for name in names if any(path[1:2] in ((), (name,)) for path in own)]
    names = [name for name in names if name not in wrong]
    problems.extend(_option_problems(document, names, set(problems)))
    problems.sort(key=place_of)
    if scenario is None or problems:
        raise ScenarioError(problems)
    scenario.attach(document)
    return scenario


def _option_problems(document: Document, names: Iterable[str], known: set[Problem]) -> Iterator[Problem]:
    """Find what is wrong with the file once one of these options is in force, beyond what is known already."""
    for name in names:
        option = document.data["options"][name]
        if not option:
            continue  # it is told of when it is asked for
        # An option of another shape is known already; for the others a check without all options is enough.
        if isinstance(option, Mapping) and all(map(is_plain, option.values())):
            overrides = option_overrides(document, name)
            varied = applied(document, overrides)
            varied.data = {key: value for key, value in varied.data.items() if key != "options"}
            whole = "correlations" in varied.data  # those may be of any authority
            scenario, found = validated(varied if whole else _concerned(varied, overrides))
            if found and not whole:  # and what the option leaves alone has been checked
                scenario, found = validated(varied)
            place = document.keys.get(("options", name), Mark(1, 1))
            for problem in (*found, *_undrawn(scenario, varied)):
                if problem not in known:
                    yield _of_option(problem, name, place)


def _not_varied(document: Document, name: str) -> Iterator[Problem]:
    """Find the paths of an option at which nothing can be varied, and blocks where a value or a row is meant."""
    option = document.data["options"][name]
    for path, value in option.items() if isinstance(option, Mapping) else ():
        keys = parse_path(path)
        if keys[0] in NOT_VARIED:
            remedy = f"{'write it below expect:, or ' if keys[0] == 'expect' else ''}delete it"
            yield problem_at(document, ("options", name, path), NOT_VARIED[keys[0]][0], remedy)
        elif isinstance(value, Mapping) and is_plain(value) and not is_row(keys):
            yield problem_at(document, ("options", name, path), *NO_SINGLE_VALUE)


def _undrawn(scenario: Scenario | Region | None, document: Document) -> Iterator[Problem]:
    for path, stands, message, remedy in () if scenario is None else drawing_problems(scenario):
        yield problem_at(document, path, message, remedy, at_key=True)._replace(says=stands)


def _concerned(document: Document, overrides: Iterable[Override]) -> Document:
    """Return a region with those authorities alone that overrides change or that have functions of their own."""
    authorities = document.data.get("authorities")
    if not isinstance(authorities, Mapping) or not all(isinstance(own, Mapping) for own in authorities.values()):
        return document
    changed = {override.path[1] for override in overrides if override.path[0] == "authorities" and override.path[1:]}
    functions: set[str] = set()
    kept: dict[str, Any] = {}
    for name, own in authorities.items():
        more = functions_in(own.get("functions")).keys() - functions
        if name in changed or more or not kept:
            kept[name] = own
            functions |= more
    part = copy(document)
    part.data = {**document.data, "authorities": kept}
    return part


def _of_option(problem: Problem, name: str, place: Mark) -> Problem:
    """Show a problem at the option that brings it, and say so, where its place does not show it."""
    if problem.path.startswith("options."):
        return problem
    message = f"with the option {shortened(name)!r}, {problem.message}"
    return problem._replace(message=message, line=place.line, column=place.column)
