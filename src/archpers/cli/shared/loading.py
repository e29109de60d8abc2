"""From what the command line says to a scenario; its file is then safe from the output."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archpers.cli.shared.recording import recorded
from archpers.errors import UsageError
from archpers.output.present import Destination

if TYPE_CHECKING:
    from datetime import date

    from archpers.scenario.reading.document import Override
    from archpers.scenario.schema.scenario import Region, Scenario


def opened(
    to: Destination,
    file: str,
    overrides: Sequence[str] | None = None,
    options: Sequence[str] | None = None,
    authority: Sequence[str] | None = None,
    changes: Sequence[str] | None = None,
    prices: str | None = None,
    *,
    day: "date | None" = None,
) -> "Scenario | Region":
    """Load a scenario with its options, overrides and changes in place, one authority of it where one is named.

    to: where the answer goes, which must not be this file. day: that an approval is held against; None: today.
    """
    from archpers.results.loading import load
    from archpers.results.remarks.warnings import file_remarks
    from archpers.scenario.shipped import shipped_file

    recorded(to)
    to.admit(shipped_file(file) or file)
    scenario = load(file, parsed(overrides), options or (), changes or (), prices)
    to.remarks.extend(message for _, message in file_remarks(scenario))
    if scenario.approval is not None and scenario.approval.valid_until is not None:
        from archpers.cli.shared.clock import today
        from archpers.results.remarks.approval_remarks import expired  # few files have an approval that ends

        to.remarks.extend(message for _, message in expired(scenario, day or today()))
    return narrowed(scenario, authority)


def parsed(overrides: Sequence[str] | None) -> "list[Override]":
    """Read what `--set` says; of a path that is set twice the later value wins. Raises UsageError."""
    from archpers.scenario.overrides import parse_override

    return [parse_override(text) for text in overrides or ()]


def narrowed(scenario: "Scenario | Region", authority: Sequence[str] | None) -> "Scenario | Region":
    """Return one authority of a region where one is named. Raises UsageError for a name that is not there, or two."""
    from archpers.scenario.reading.spelling import nearest
    from archpers.scenario.scopes import authorities_of, on_its_own

    if not authority:
        return scenario
    name, *more = authority
    if more:
        raise UsageError(f"--authority {more[0]}: one authority at a time; without the option all are shown")
    authorities = authorities_of(scenario)
    if not authorities:
        raise UsageError(f"--authority {name}: {scenario.name} is not a region; leave the option out")
    if name not in authorities:
        raise UsageError(f"--authority {name}: there is none of that name; {nearest(name, authorities)}")
    return on_its_own(scenario, name)
