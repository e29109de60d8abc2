"""What stands over and under tables: what is in force in place of the file, and what has to be said of a residual."""

from collections.abc import Iterator

from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario

SHOWN_ON_SCREEN = 8
"""So many authorities of a region stand on a screen; a file has all of them."""


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


def why_no_residual(scenario: Scenario | Region) -> str:
    """Say why there is no residual, behind a colon."""
    if scenario.reform is None:
        return "the scenario has no reform block."
    return "it rests on a division by zero, or on a number too large to compute."


def override_lines(scenario: Scenario | Region, origin: str | None = None) -> Iterator[str]:
    """Say which values stand in place of the file's own; origin: only those that come from there, such as `--set`."""
    for path, override in (scenario.document.overrides if scenario.document else {}).items():
        if origin not in (None, override.label):
            continue
        now = "taken away" if override.value is None else f"= {override.value}"
        if override.value is not None and override.before == override.value:
            instead = "which is what the file says already"
        else:
            instead = "not in the file" if override.before is None else f"instead of {override.before}"
        yield f"What if: {path_text(path)} {now}, {instead} ({override.label})"
