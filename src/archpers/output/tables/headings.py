"""What stands over and under tables: what is in force in place of the file, and what has to be said of a residual."""

from collections.abc import Iterator

from archpers.scenario.reading.yaml import PRICES, path_text
from archpers.scenario.schema.scenario import Region, Scenario

SHOWN_ON_SCREEN = 8
"""So many authorities of a region stand on a screen; a file has all of them."""

RESIDUAL_CAVEAT = (
    "Residual: time that could be reinvested in community-based support, valued at today's cost of an hour; time freed "
    "is not cash released."
)
"""What has to be said wherever the residual is shown."""


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
            instead = "which is the file's own value"
        yield f"What if: {path_text(path)} {now}, {instead} ({override.label})"


def price_line(scenario: Scenario | Region) -> str:
    """Say of which financial year the prices are, and how money was converted to them; empty where nothing is said."""
    said = f"Prices of {scenario.price_base_year}" if scenario.price_base_year else ""
    return ", ".join(filter(None, (said, scenario.document.conversion if scenario.document else "")))
