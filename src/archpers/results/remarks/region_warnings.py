"""The warnings and notes beside a region's result: what its averages hide, and why there are several residuals."""

import math
from collections.abc import Mapping, Sequence

from archpers.model import QUANTITIES
from archpers.model import evaluate as evaluate_quantities
from archpers.model.arithmetic import above, added
from archpers.model.definition import TODAY, Belonging, Operand
from archpers.model.registry import shares_of
from archpers.results.decision import Messages
from archpers.results.remarks.sentences import (
    Text,
    both,
    count,
    either,
    grouped,
    less,
    percentage,
    ranked,
    said,
    text,
    unless,
    visible,
)
from archpers.results.remarks.warnings import warnings_about
from archpers.results.told import Values
from archpers.rounding import whole_percent
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.scopes import belonging_at

MOST_NAMED = 4
AND_MORE, SAME_FOR = "{} and {} more", " The same goes for {}."
"""How several authorities are named, and what is said once of several."""


def warnings_about_region(
    scenarios: Mapping[str, Scenario], values: Mapping[str, Values], pooled: Mapping[str, Values]
) -> Messages:
    """Yield what is to be said of a region, code and message, the gravest first.

    scenarios, values: of each authority. pooled: the authorities' values, pooled in each way.
    """
    totals = pooled["ratio_of_totals"]
    yield from hidden_deficits(totals, values)
    yield from netted_cash(values)
    yield from _three_residuals(totals, pooled["mean_of_ratios"], values)
    yield from what_authorities_lack(scenarios, values)
    yield from _by_authority(scenarios, values)


def what_authorities_lack(scenarios: Mapping[str, Scenario], values: Mapping[str, Values]) -> Messages:
    """Yield what cannot be told of the region because its authorities' functions are not the same, or not sorted."""
    yield from _known_in_some(scenarios, values)
    yield from _several_sets(scenarios)


def _percent(share: Operand, decimals: int = 2) -> Text:
    return text("{}%", visible(percentage(share), decimals))


def hidden_deficits(totals: Values, values: Mapping[str, Values]) -> Messages:
    """Warn where an average shows something left, and an authority has a deficit. The values may be traced."""
    shares = {name: own["residual_share_of_hours"] for name, own in values.items() if "residual_share_of_hours" in own}
    short = {name: less(share, 0) for name, share in shares.items()}
    told = ranked(
        (shares[name], own, text("{} ({})", name, _percent(shares[name]))) for name, own in short.items() if own
    )
    below = less(totals.get("residual_hours", 0), 0)
    for code, when, opening in (
        ("average_hides_deficit", unless(below), "The region as a whole has hours left, but"),
        ("deficit", below, "Deficit:"),
    ):
        some = both(either(*short.values()), when)
        if some:
            message = text(
                "{} {} of {} authorities cannot staff core and crisis service: {}.",
                opening,
                count(short.values()),
                str(len(values)),
                told,
            )
            yield code, said(some, message)


def netted_cash(values: Mapping[str, Values]) -> Messages:
    """Warn where an authority's deficit is taken off what the others release. The values may be traced."""
    cash = [own["cash_releasing_value"] for own in values.values() if "cash_releasing_value" in own]
    below = either(*(less(own, 0) for own in cash))
    if below:
        others = added(above(own, 0) for own in cash)
        message = text(
            "An authority that is short releases nothing. The region's released hours and cash are sums, in which its "
            "deficit is taken off; the other authorities by themselves release £{} a year.",
            grouped(others, 0),
        )
        yield "deficit_taken_off_cash", said(below, message)


def _three_residuals(totals: Values, mean: Values, values: Mapping[str, Values]) -> Messages:
    """Give the region's residual in the three ways it can be pooled, each with why it differs."""
    if "residual_share_of_hours" not in totals or len(values) < 2:
        return
    taken = {part: name for part, name in shares_of(TODAY).items() if not part.remainder}
    beside = {name: value for name, value in totals.items() if name not in taken.values()}
    given = {**beside, "hours_per_person": mean["hours_per_person"]}
    exact = evaluate_quantities(taken.values(), given)
    if not all(map(math.isfinite, [*exact.values(), totals["hours_per_person"], mean["residual_share_of_hours"]])):
        return  # a value that does not exist is said by itself
    report = {name: float(whole_percent(share)) for name, share in exact.items()}
    parts = " and ".join(f"{part.short.lower()} ({_percent(report[name], 0)})" for part, name in taken.items())
    left = _percent(evaluate_quantities(("residual_share_of_hours",), report)["residual_share_of_hours"], 0)
    yield (
        "residual_on_totals",
        f"Residual on totals: {_percent(totals['residual_share_of_hours'])}. All hours are one pot, so hours that one "
        "authority has to spare fill another's gap, and large authorities count for more.",
    )
    yield (
        "residual_as_mean_of_authorities",
        f"Residual as mean of the authorities' own: {_percent(mean['residual_share_of_hours'])}. Each authority keeps "
        "its hours and counts the same; one short of hours weighs heavily, since its share is taken of few hours.",
    )
    yield (
        "residual_as_published",
        f"Residual as Duffy & Fulton (2010) calculate it: {left}. They set core hours against the mean of the "
        f"authorities' hours a person ({grouped(mean['hours_per_person'], 2)}), not the region's "
        f"({grouped(totals['hours_per_person'], 2)}), and round {parts} to whole percents first.",
    )


def _known_in_some(scenarios: Mapping[str, Scenario], values: Mapping[str, Values]) -> Messages:
    """Say what the region as one authority lacks because some authorities do not sort their functions or groups."""
    found: dict[tuple[str, ...], list[str]] = {}
    belonging = {each: belonging_at(own) for each, own in scenarios.items()}
    for name in [name for name, own in QUANTITIES.items() if own.only is not None]:
        lacking = tuple(each for each, own in values.items() if _is_unsorted(name, own, belonging[each]))
        if lacking and any(name in own for own in values.values()):
            found.setdefault(lacking, []).extend(own.label for own in QUANTITIES.values() if name in own.parameters)
    for lacking, labels in found.items():
        yield (
            "known_in_some_authorities",
            f"{'; '.join(dict.fromkeys(labels))}: not estimated for the region as one, since not for {some(lacking)}; "
            "mean, median and quartiles are over the other authorities.",
        )


def _is_unsorted(name: str, values: Values, belonging: Belonging) -> bool:
    """Say whether a quantity is not estimated because the functions or groups that it is of are not sorted."""
    own, (parameter, *_) = QUANTITIES[name], QUANTITIES[name].parameters
    return parameter in values and own.taken(values[parameter], belonging) is None


def _several_sets(scenarios: Mapping[str, Scenario]) -> Messages:
    """Say that the authorities' functions are not the same, where some have a set of their own."""
    blocks = {name: own.functions for name, own in scenarios.items() if own.functions}
    own = [name for name, block in blocks.items() if block.own is not None]
    if own and len({frozenset(block.group_labels) for block in blocks.values()}) > 1:
        yield (
            "several_sets_of_functions",
            f"The groups of functions are not the same everywhere; {some(own)}: a set of its own. A group that an "
            "authority does not have counts as 0% of its time, so compare functions and groups among authorities that "
            "share a set.",
        )


def some(names: Sequence[str]) -> str:
    """Name the first few of several."""
    named = ", ".join(names[:MOST_NAMED])
    return AND_MORE.format(named, len(names) - MOST_NAMED) if len(names) > MOST_NAMED else named


def _by_authority(scenarios: Mapping[str, Scenario], values: Mapping[str, Values]) -> Messages:
    """Give the other warnings once each, with the authorities they are about."""
    found: dict[str, dict[str, str]] = {}
    for name, scenario in scenarios.items():
        for code, message in warnings_about(scenario, values[name]):
            found.setdefault(code, {})[name] = message
    found.pop("deficit", None)  # said above, for all together
    yield from once_each(found)


def once_each(found: Mapping[str, Mapping[str, Text]]) -> Messages:
    """Give each warning once, with the authorities that it is about. found: code -> authority -> message."""
    for code, messages in found.items():
        (first, message), *others = messages.items()
        also = SAME_FOR.format(some([name for name, _ in others])) if others else ""
        yield code, f"{first}: {message}{also}"
