"""Questions as they are put: which measure is meant, and what number it is to reach."""

import math

from pydantic_core import PydanticCustomError

from archpers.errors import UsageError
from archpers.scenario.numbers import Kind, percentage_meant, read_number
from archpers.sensitivity.measures import Measure, default_measures
from archpers.sensitivity.vary import Baseline


def about(baseline: Baseline, on: str | None) -> tuple[Measure, float]:
    """Return the measure that is asked for, or the residual, with its value at the baseline.

    Raises UsageError for one that is not estimated or does not exist.
    """
    measure = baseline.measure(on) if on else default_measures(baseline.evaluate)[0]
    own = float(baseline.evaluate([measure]).get(measure.text, math.nan))
    if not math.isfinite(own):
        raise UsageError(f"{measure.text}: is not estimated or does not exist in this scenario; name another with --on")
    return measure, own


def read_target(text: str, unit: str, option: str) -> float:
    """Read a number of a measure's unit as people write it, negative too. Raises UsageError.

    A share may lie beyond 1 or be negative, but a bare number beyond 1 is more likely a percentage without its sign.
    """
    example = "20%" if unit == "share" else "£200,000" if unit.startswith("£") else "200"
    kind = Kind(example, "", least=-math.inf, percent=unit == "share", pound=unit.startswith("£"))
    try:
        value = read_number(text, kind)
    except PydanticCustomError as error:
        raise UsageError(f"{option} {text}: {error.message()}") from None
    if unit == "share" and abs(value) > 1 and "%" not in text:
        raise UsageError(f"{option} {text}: a share beyond 1 needs its percent sign; {percentage_meant(value)}")
    return value
