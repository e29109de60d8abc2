"""The answer in a few words: what is left to reinvest or what is missing, and what that rests on."""

from collections.abc import Mapping
from typing import NamedTuple

from archpers.model.registry import described
from archpers.output.tables.assumptions_tables import evidence_of, meaning_of, with_unit
from archpers.output.tables.model_tables import RESIDUAL_CAVEAT
from archpers.output.tables.table import Number, in_full
from archpers.results.result import NOTES, RegionResult, Result
from archpers.scenario.schema.scenario import Region, Scenario

CAVEATS = (
    RESIDUAL_CAVEAT,
    "Hours and cost a person are notional: the whole effort, spread over everybody served. They are spent for them, "
    "not on them; some people take far more, and some may never see a care manager.",
    "The cost of a function follows its share of time; pay differences between those who do the work are not in it.",
    "Core hours, crisis share and crisis hours are assumptions about a service that does not exist yet. Put in your "
    "own, and see what moves the result.",
)

FIGURES = (
    ("Share of hours", "residual_share_of_hours"),
    ("Hours a year", "residual_hours"),
    ("Care managers, WTE", "residual_wte"),
    ("Value a year", "residual_value"),
)
"""What the answer is made of: label and quantity."""

VERDICT = "{} of today's care-management time could be reinvested."
DEFICIT_VERDICT = "Deficit: today's hours fall {} short of core and crisis service."

_WITHOUT_REFORM = (
    ("Hours a year", "total_hours"),
    ("Hours a person", "hours_per_person"),
    ("Cost a person", "cost_per_person"),
    ("People per care manager", "people_per_wte"),
)


class Answer(NamedTuple):
    """What a reader takes away."""

    verdict: str
    deficit: bool
    figures: list[tuple[str, str]]
    """Label and figure."""
    rests_on: list[str]
    but: list[str]
    """What an average hides."""
    ways: list[str]
    """A region's residual in each way that it can be pooled, with why they differ."""


def answer(scenario: Scenario | Region, result: Result, switching: Mapping[str, float | None] | None = None) -> Answer:
    """Sum a result up; switching: path of an input -> its value at which the hours just suffice, None for none."""
    share = result.quantities["residual_share_of_hours"]
    short = share is not None and share < 0
    if share is None:
        verdict = "What could be reinvested is not estimated: the scenario has no reform block."
    elif short:
        verdict = DEFICIT_VERDICT.format(Number(-share, "share"))
    else:
        verdict = VERDICT.format(Number(share, "share"))
        if isinstance(result, RegionResult):
            verdict = f"{verdict[:-1]}, over all authorities together."
    figures = _WITHOUT_REFORM if share is None else FIGURES
    messages = {warning.code: warning.message for warning in result.warnings}
    hidden = [messages[code] for code in ("average_hides_deficit", "deficit") if code in messages]
    return Answer(
        verdict,
        short,
        [(label, str(Number(result.quantities[name], described(name).unit))) for label, name in figures],
        _rests_on(scenario, result, switching or {}),
        hidden if isinstance(result, RegionResult) else [],
        [messages[code] for code in messages if code in NOTES],
    )


def remarks(result: Result) -> list[str]:
    """Return the warnings that the answer does not hold already."""
    said = {*NOTES, "average_hides_deficit"}
    return [warning.message for warning in result.warnings if warning.code not in said]


def _rests_on(scenario: Scenario | Region, result: Result, switching: Mapping[str, float | None]) -> list[str]:
    reform = scenario.reform
    core = result.quantities["core_hours_per_person"]
    if reform is None or core is None:
        return []
    lines = [_assumption("core_hours_per_person", str(Number(core, "hours/person/year")), switching, "")]
    for name, figure in (
        ("crisis_share", reform.crisis_share),
        ("crisis_hours_per_person", reform.crisis_hours_per_person),
    ):
        number = in_full(figure.value, described(name).unit)
        lines.append(_assumption(name, number, switching, evidence_of(figure)))
    return lines


def _assumption(name: str, number: str, switching: Mapping[str, float | None], evidence: str) -> str:
    unit = described(name).unit
    text = f"{meaning_of(name)}: {with_unit(number, unit)}"
    nothing_left = switching.get(f"reform.{name}")
    if nothing_left is not None:
        text += f"; today's hours just suffice at {with_unit(str(Number(nothing_left, unit)), unit)}"
    return f"{text} ({evidence})." if evidence else f"{text}."
