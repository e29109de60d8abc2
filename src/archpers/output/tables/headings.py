"""What stands over and under tables: what is in force in place of the file, and what has to be said of a residual."""

from collections.abc import Iterable, Iterator, Sequence

from archpers.model.release import is_released
from archpers.results.result import Split
from archpers.scenario.reading.yaml import PRICES, path_text
from archpers.scenario.schema.scenario import Region, Scenario

SHOWN_ON_SCREEN = 8
"""So many authorities of a region stand on a screen; a file has all of them."""


def from_both_ends(ranking: Sequence[str], most: int | None) -> Sequence[str]:
    """Return so many of a ranking, from both its ends; None: all."""
    return ranking if most is None or len(ranking) <= most else [*ranking[: most - most // 2], *ranking[-(most // 2) :]]


def residual_caveat(*, money: bool, deficit: bool = False) -> str:
    """Say what a residual is, and what it is not, wherever it is shown.

    money: whether there is a cost, at which it is valued. deficit: whether it is known to be below zero.
    """
    valued = ", valued at today's cost of an hour" if money else ""
    if deficit:
        return f"Deficit: time that is missing{valued}."
    return (
        f"Residual: time that could be reinvested in community-based support{valued}; time freed is not cash released."
    )


def released_caveat(below_zero: Iterable[str]) -> list[str]:
    """Say, in a sentence or none, what it means that something released is below zero. below_zero: what is shown so."""
    if not any(is_released(name) for name in below_zero):
        return []
    return ["There is nothing to release where released hours and cash are below zero; they are shown as calculated."]


def is_deficit(result: Split) -> bool:
    """Say whether today's hours fall short."""
    return (result.quantities["residual_hours"] or 0) < 0


def why_no_residual(scenario: Scenario | Region) -> str:
    """Say why there is no residual, behind a colon."""
    if scenario.reform is None:
        return "the scenario has no reform block."
    return "it rests on a division by zero, or on a number too large to compute."


def override_lines(scenario: Scenario | Region, *, options: bool = True) -> Iterator[str]:
    """Say which values stand in place of the file's own; of money that is converted to other prices in one line.

    options: whether those of options are among them.
    """
    for path, override in (scenario.document.overrides if scenario.document else {}).items():
        if override.label == PRICES and path == ("price_base_year",):
            yield price_line(scenario)
        if override.label == PRICES or (override.place and not options):
            continue
        now = "taken away" if override.value is None else f"= {override.value}"
        instead = "not in the file" if override.before is None else f"instead of {override.before}"
        if override.is_own:
            instead = "which is what the file says already"
        why = f"; {path_text(override.replaced_by)} says the same in its place" if override.replaced_by else ""
        yield f"What if: {path_text(path)} {now}, {instead} ({override.label}){why}"


def price_line(scenario: Scenario | Region) -> str:
    """Say of which financial year the prices are, and how money was converted to them; empty where nothing is said."""
    said = f"Prices of {scenario.price_base_year}" if scenario.price_base_year else ""
    return ", ".join(filter(None, (said, scenario.document.conversion if scenario.document else "")))
