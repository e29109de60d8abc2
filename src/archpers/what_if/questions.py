"""Questions as they are put: which measure is meant, and what number it is to reach."""

import math

from pydantic_core import PydanticCustomError

from archpers.errors import UsageError
from archpers.results.names import Measure
from archpers.scenario.reading.numbers import Kind, percentage_meant, read_number
from archpers.units import Unit
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import default_measures
from archpers.what_if.messages import not_estimated


def about(baseline: Baseline, on: str | None) -> tuple[Measure, float]:
    """Return the measure that is asked for, or the residual, with its value at the baseline.

    Raises UsageError for one that is not estimated or does not exist.
    """
    measure = baseline.measure(on) if on else default_measures(baseline.evaluate)[0]
    found = baseline.evaluate([measure])
    if measure.text not in found:
        raise not_estimated(baseline.inputs, measure)
    own = float(found[measure.text])
    if not math.isfinite(own):
        raise UsageError(
            f"{measure.text}: has no value here, by a division by zero or a number too large to compute; "
            "ask for another quantity"
        )
    return measure, own


def about_residual(baseline: Baseline, on: str | None) -> tuple[Measure, float]:
    """Return the same, where only a residual can be meant unless something is asked for.

    Raises UsageError, with what is missing and what can be asked, where there is none.
    """
    measure, own = about(baseline, on)
    if on is None and not measure.is_residual:
        missing = not_estimated(baseline.inputs, baseline.measure("residual_hours"))
        raise UsageError(f"{missing} with --on and --target, such as --on {measure.text} --target 30")
    return measure, own


def read_target(text: str, unit: Unit, option: str) -> float:
    """Read a number of a measure's unit as people write it, negative too. Raises UsageError.

    A share may lie beyond 1 or be negative, but not as a bare number (`refuse_bare_percentage`).
    """
    example = "20%" if unit.is_share else "£200,000" if unit.is_money else "200"
    kind = Kind(example, "", least=-math.inf, percent=unit.is_share, pound=unit.is_money)
    try:
        value = read_number(text, kind)
    except PydanticCustomError as error:
        raise UsageError(f"{option} {text}: {error.message()}") from None
    if unit.is_share:
        try:
            refuse_bare_percentage(text, value)
        except ValueError as error:
            raise UsageError(f"{option} {error}") from None
    return value


def refuse_bare_percentage(text: str, share: float) -> None:
    """Refuse a share [fraction] beyond 1 that is written without a percent sign. Raises ValueError.

    A share may lie beyond 1 where it is asked about, but a bare number there is more likely a percentage.
    """
    if abs(share) > 1 and "%" not in text:
        raise ValueError(f"{text}: a share beyond 1 needs its percent sign; {percentage_meant(share)}")
