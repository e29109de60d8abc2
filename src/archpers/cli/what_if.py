"""What the what-if commands share."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from archpers.cli.common import one_authority

if TYPE_CHECKING:
    from archpers.scenario.schema import Region, Scenario
    from archpers.sensitivity.measures import Measure
    from archpers.sensitivity.vary import Baseline


def opened(
    file: str, overrides: Iterable[str] | None, option: str | None = None, authority: str | None = None
) -> "Scenario | Region":
    """Load a scenario with its overrides and option in place, one authority of it where one is named."""
    from archpers.scenario.load import load
    from archpers.scenario.overrides import parse_override

    scenario = load(file, [parse_override(text) for text in overrides or ()], option)
    return scenario if authority is None else one_authority(scenario, authority)


def heading(scenario: "Scenario | Region") -> list[str]:
    """Say which scenario the answer is about, and which values stand in place of the file's own."""
    from archpers.scenario.source import path_text

    lines = [scenario.name]
    for path, override in (scenario.document.overrides if scenario.document else {}).items():
        instead = f"instead of {override.before}" if override.before is not None else "not in the file"
        lines.append(f"What if: {path_text(path)} = {override.value or 'taken away'}, {instead} ({override.label})")
    return lines


def about(baseline: "Baseline", on: str | None) -> "tuple[Measure, float]":
    """Return the measure that is asked for, or the residual, with its value at the baseline.

    Raises UsageError for one that is not estimated or does not exist.
    """
    import math

    from archpers.errors import UsageError
    from archpers.sensitivity.measures import default_measures

    measure = baseline.measure(on) if on else default_measures(baseline.evaluate)[0]
    own = float(baseline.evaluate([measure]).get(measure.text, math.nan))
    if not math.isfinite(own):
        raise UsageError(f"{measure.text}: is not estimated or does not exist in this scenario; name another with --on")
    return measure, own


def read_target(text: str, unit: str, option: str) -> float:
    """Read a number of a measure's unit as people write it, negative too. Raises UsageError."""
    import math

    from pydantic_core import PydanticCustomError

    from archpers.errors import UsageError
    from archpers.scenario.numbers import Kind, read_number

    example = "20%" if unit == "share" else "£200,000" if unit.startswith("£") else "200"
    kind = Kind(example, "", least=-math.inf, percent=unit == "share", pounds=unit.startswith("£"))
    try:
        return read_number(text, kind)
    except PydanticCustomError as error:
        raise UsageError(f"{option} {text}: {error.message()}") from None
