"""What stands over and under tables: what is in force in place of the file, and what has to be said of a residual."""

from collections.abc import Iterator

from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario

SHOWN_ON_SCREEN = 8
"""So many authorities of a region stand on a screen; a file has all of them."""

RESIDUAL_CAVEAT = (
    "Residual: time that could be reinvested in community-based support, valued at today's cost of an hour; time freed "
    "is not cash released."
)
"""What has to be said wherever the residual is shown."""


def override_lines(scenario: Scenario | Region, origin: str | None = None) -> Iterator[str]:
    """Say which values stand in place of the file's own; origin: only those that come from there, such as `--set`."""
    for path, override in (scenario.document.overrides if scenario.document else {}).items():
        if origin not in (None, override.label):
            continue
        now = "taken away" if override.value is None else f"= {override.value}"
        instead = "not in the file" if override.before is None else f"instead of {override.before}"
        why = f"; {path_text(override.replaced_by)} says the same in its place" if override.replaced_by else ""
        yield f"What if: {path_text(path)} {now}, {instead} ({override.label}){why}"
