"""What every what-if says in the same words: lists of names, why there is no answer, and what an answer hides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from archpers.errors import UsageError
from archpers.model.definition import Value
from archpers.model.registry import QUANTITIES, described
from archpers.model.release import is_released
from archpers.results.evaluate import evaluate
from archpers.results.names import Measure
from archpers.scenario.inputs import block_of, fields
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of, is_shared

Inputs: TypeAlias = Mapping[str, Mapping[str, Value]]
"""Authority -> input of the model -> its value; one empty name where the scenario is not a region."""

_MOST_NAMED = 4


def named(things: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Name things one by one, the first few where there are many: `a, b and c`, `a, b, c and 9 more`."""
    if len(things) > most:
        first = things[: most - 1]
        return f"{', '.join(first)} and {len(things) - len(first)} more"
    *before, last = things
    return f"{', '.join(before)} and {last}" if before else last


def counted(number: int, one: str, several: str) -> str:
    """Write a number with what is counted, in the right number: `1 other input has`, `2 other inputs have`."""
    return f"{number} {one if number == 1 else several}"


def said_once(names: Sequence[str], lines: Iterable[Iterable[str]]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each line once, with who says it before it unless all do, and who says it.

    lines: for each name, what is said of it.
    """
    found: dict[str, list[str]] = {}
    for name, own in zip(names, lines, strict=True):
        for line in own:
            found.setdefault(line, []).append(name)
    for line, about in found.items():
        yield line, line if len(about) == len(names) else f"{', '.join(about)}: {line}", tuple(about)


def not_estimated(inputs: Inputs, measure: Measure) -> UsageError:
    """Return the error for a measure that is not estimated, with what is missing for it.

    inputs: those of the model, of each authority by its name.
    """
    ask = "or ask for another quantity"
    without = _without(inputs, measure)
    if not without:  # functions or groups that are not marked, or a function that is not there
        since = next(_unmarked(measure.name), "the scenario lacks what it rests on")
        some = "in some authority " if "" not in inputs and since in _unmarked(measure.name) else ""
        return UsageError(f"{measure.text}: is not estimated, since {some}{since}; {ask}")
    missing = named([_said(block, names, "" not in inputs) for block, names in without.items()])
    what = "them" if len(without) > 1 else "it"
    return UsageError(f"{measure.text}: is not estimated, since {missing}; add {what}, {ask}")


def _without(inputs: Inputs, measure: Measure) -> dict[str, list[str]]:
    """Return each block that a measure needs and some authority lacks, with those authorities."""
    names = inputs if measure.authority is None else [measure.authority]
    without: dict[str, list[str]] = {}
    for name in names:
        given = inputs[name]
        there = {block_of(own) for own in given}
        for block in dict.fromkeys(block_of(own) for own in _lacking(measure.name, given)):
            if block not in there:
                without.setdefault(block, []).append(name)
    return without


def _lacking(name: str, given: Mapping[str, Value]) -> Iterator[str]:
    """Yield what a quantity rests on that a file gives and this one does not; what is built up may be given itself."""
    if name in given or described(name).neutral is not None:
        return
    if name not in QUANTITIES or name in fields():
        yield name
    else:
        for parameter in QUANTITIES[name].parameters:
            yield from _lacking(parameter, given)


def _unmarked(name: str) -> Iterator[str]:
    """Yield what may be missing of a quantity because functions or groups are not marked, with what to write."""
    if name in QUANTITIES:
        yield from [QUANTITIES[name].missing] if QUANTITIES[name].missing else []
        for parameter in QUANTITIES[name].parameters:
            yield from _unmarked(parameter)


def _said(block: str, names: list[str], is_region: bool) -> str:
    if not is_region:
        return f"the scenario has no {block} block"
    if is_shared((block,)):
        return f"the region has no {block} block"
    return f"{named(names)} {'have' if names[1:] else 'has'} no {block} block"


def hidden_deficits(scenario: Scenario | Region, measures: Iterable[Measure]) -> list[tuple[str, str]]:
    """Return the region's own warnings of authorities short of hours behind its sums, code and message.

    measures: those that are shown; without the residual or what is released of the region as one authority among them
    nothing is hidden.
    """
    whole = [measure for measure in measures if measure.of_whole]
    hiding = {"average_hides_deficit"} if any(measure.is_residual for measure in whole) else set()
    hiding |= {"deficit_taken_off_cash"} if any(is_released(measure.name) for measure in whole) else set()
    own = evaluate(scenario).warnings if hiding and authorities_of(scenario) else []
    return [(each.code, each.message) for each in own if each.code in hiding]
