"""What is to be said of a page's numbers: the warnings of the model, written down of what the sliders move."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archpers.model.staffing import POSTS
from archpers.model.trace import Name, named
from archpers.output.pages.live.sliders import Slider
from archpers.output.pages.live.variants import PageVariant
from archpers.results.explanation.live_formulas import LiveFormulas
from archpers.results.remarks.build_up_warnings import cost_stays
from archpers.results.remarks.region_warnings import hidden_deficits, netted_cash, what_authorities_lack
from archpers.results.remarks.sentences import Condition, Text, either, less, names_said
from archpers.results.remarks.warnings import warnings_about
from archpers.scenario.overrides import parse_path
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.scopes import scopes

Warnings = Mapping[str | None, Sequence[tuple[str, Text]]]
"""Authority, or None for the team itself or the region as one -> what is said of it, code and message."""


def live_warnings(variant: PageVariant, live: LiveFormulas, sliders: Sequence[Slider]) -> Warnings:
    """Return what the model says of a variant of a page, written down, with when it is said."""
    parts = scopes(variant.scenario)
    values = {name: _traced(live, name or None) for name in parts}
    found: dict[str | None, list[tuple[str, Text]]] = {}
    if "" not in parts:
        whole = _traced(live, None)
        found[None] = [*hidden_deficits(whole, values), *netted_cash(values), *what_authorities_lack(parts, values)]
    for name, own in parts.items():
        moved = dict(_moved(own, name or None, sliders))
        found[name or None] = [*warnings_about(own, values[name], moved)]
    return found


def cost_notes(variant: PageVariant, sliders: Sequence[Slider]) -> Iterator[tuple[int, str]]:
    """Say beside each input of the staff that a total cost does not follow it: number of the slider, and words."""
    for name, own in scopes(variant.scenario).items():
        if own.cost is not None and own.cost.total is not None:
            paths = dict(_moved(own, name or None, sliders))
            yield from ((at, cost_stays(each.path)) for at, each in enumerate(sliders) if each.path in paths)


def _traced(live: LiveFormulas, authority: str | None) -> dict[str, Any]:
    """Return every number of a part as a traced operand."""
    values = live.whole.values if authority is None else live.authorities[authority].values
    return {name: named(name, value, authority) for name, value in values.items()}


def _moved(scenario: Scenario, authority: str | None, sliders: Sequence[Slider]) -> Iterator[tuple[str, Condition]]:
    """Yield each input of the staff that a slider moves: its path, and whether it is not as in the file."""
    for own in (each for each in sliders if each.name.authority == authority):
        path, filed = parse_path(own.path), own.values[0]
        if path[-2:-1] == ("staffing",) and path[-1] in POSTS:
            operand = named(own.name.name, None, authority)
            yield own.path, filed is None or either(less(operand, filed), less(filed, operand))


def names_in_warnings(warnings: Warnings) -> Iterator[Name]:
    """Yield every number that the warnings rest on."""
    for messages in warnings.values():
        for _, message in messages:
            yield from names_said(message)
