"""Why a measure is not estimated: which block is missing, and in which authorities."""

from collections.abc import Iterator, Mapping

from archpers.errors import UsageError
from archpers.model.registry import QUANTITIES, Value
from archpers.scenario.inputs import MODEL_NAMES, SHARED
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import Measure
from archpers.what_if.wording import named

_BLOCKS = {name: path.partition(".")[0] for path, name in MODEL_NAMES.items()}
"""Input or quantity that a file gives -> the block that it stands in."""


def not_estimated(baseline: Baseline, measure: Measure) -> UsageError:
    """Return the error for a measure that is not estimated, with what is missing for it."""
    ask = "or ask for another quantity"
    without = _without(baseline, measure)
    if not without:  # a function that is not there
        return UsageError(f"{measure.text}: is not estimated, since the scenario lacks what it rests on; {ask}")
    missing = named([_said(block, names, baseline) for block, names in without.items()])
    what = "them" if len(without) > 1 else "it"
    return UsageError(f"{measure.text}: is not estimated, since {missing}; add {what}, {ask}")


def _without(baseline: Baseline, measure: Measure) -> dict[str, list[str]]:
    """Return each block that a measure needs and some authority lacks, with those authorities."""
    names = baseline.inputs if measure.authority is None else [measure.authority]
    without: dict[str, list[str]] = {}
    for name in names:
        given = baseline.inputs[name]
        there = {_BLOCKS[own] for own in given}
        for block in dict.fromkeys(_BLOCKS[own] for own in _lacking(measure.name, given)):
            if block not in there:
                without.setdefault(block, []).append(name)
    return without


def _lacking(name: str, given: Mapping[str, Value]) -> Iterator[str]:
    """Yield the inputs that a quantity rests on and that are not given."""
    if name in given:
        return
    if name not in QUANTITIES:
        yield name
    else:
        for parameter in QUANTITIES[name].parameters:
            yield from _lacking(parameter, given)


def _said(block: str, names: list[str], baseline: Baseline) -> str:
    if not baseline.is_region:
        return f"the scenario has no {block} block"
    if block in SHARED:
        return f"the region has no {block} block"
    return f"{named(names)} {'have' if names[1:] else 'has'} no {block} block"
