"""The answer in a few words: what is left to reinvest or what is missing, and what that rests on."""

from collections.abc import Mapping
from typing import NamedTuple

from archpers.model.definition import ANSWER, ANSWER_WITHOUT_REFORM
from archpers.model.registry import described, shown_in
from archpers.output.tables.assurance.assumptions_tables import evidence_of
from archpers.output.tables.headings import residual_caveat, why_no_residual
from archpers.output.tables.table import Number, in_full
from archpers.results.result import NOTES, RegionResult, Result
from archpers.scenario.inputs import all_givens
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import HOURS_PER_PERSON, SHARE

_CAVEATS = (
    "Hours and cost a person are notional: the whole effort, spread over everybody served. They are spent for them, "
    "not on them; some people take far more, and some may never see a care manager.",
    "The cost of a function follows its share of time; pay differences between those who do the work are not in it.",
)
_OF_THE_REFORM = (
    "Core hours, crisis share and crisis hours are assumptions about a service that does not exist yet. Put in your "
    "own, and see what moves the result.",
)


def caveats(result: Result) -> list[str]:
    """Return what has to be borne in mind with any figures, the residual first where there is one."""
    if result.quantities["residual_share_of_hours"] is None:
        return list(_CAVEATS)
    return [residual_caveat(money=result.quantities["total_cost"] is not None), *_CAVEATS, *_OF_THE_REFORM]


VERDICT = "{} of today's care-management time could be reinvested."
DEFICIT_VERDICT = "Deficit: today's hours fall {} short of core and crisis service."


class Verdict(NamedTuple):
    """What a reader takes away."""

    sentence: str
    deficit: bool
    figures: list[tuple[str, str]]
    """Label and figure."""
    rests_on: list[str]
    but: list[str]
    """What an average hides."""
    ways: list[str]
    """A region's residual in each way that it can be pooled, with why they differ."""


def verdict_of(
    scenario: Scenario | Region, result: Result, switching: Mapping[str, float | None] | None = None
) -> Verdict:
    """Sum a result up; switching: path of an input -> its value at which the hours just suffice, None for none."""
    share = result.quantities["residual_share_of_hours"]
    short = share is not None and share < 0
    if share is None:
        verdict = f"What could be reinvested is not estimated: {why_no_residual(scenario)}"
    elif short:
        verdict = DEFICIT_VERDICT.format(Number(-share, SHARE))
    else:
        verdict = VERDICT.format(Number(share, SHARE))
        if isinstance(result, RegionResult):
            verdict = f"{verdict[:-1]}, over all authorities together."
    figures = shown_in(ANSWER_WITHOUT_REFORM if share is None else ANSWER)
    messages = {warning.code: warning.message for warning in result.warnings}
    hidden = [messages[code] for code in ("average_hides_deficit", "deficit") if code in messages]
    return Verdict(
        verdict,
        short,
        [(described(name).title, str(Number(result.quantities[name], described(name).unit))) for name in figures],
        _rests_on(scenario, result, switching or {}),
        hidden if isinstance(result, RegionResult) else [],
        [messages[code] for code in messages if code in NOTES],
    )


def remarks(result: Result) -> list[str]:
    """Return the warnings that the answer does not hold already."""
    said = {*NOTES, "average_hides_deficit"}
    return [warning.message for warning in result.warnings if warning.code not in said]


def _rests_on(scenario: Scenario | Region, result: Result, switching: Mapping[str, float | None]) -> list[str]:
    core = result.quantities["core_hours_per_person"]
    if core is None:
        return []
    lines = [_assumption("core_hours_per_person", str(Number(core, HOURS_PER_PERSON)), switching, "")]
    for given in all_givens(scenario):
        if given.path[0] == "reform" and given.member is None:
            number = in_full(given.figure.value, described(given.name).unit)
            lines.append(_assumption(given.name, number, switching, evidence_of(given.figure)))
    return lines


def _assumption(name: str, number: str, switching: Mapping[str, float | None], evidence: str) -> str:
    unit = described(name).unit
    text = f"{described(name).words}: {unit.behind(number)}"
    nothing_left = switching.get(f"reform.{name}")
    if nothing_left is not None:
        text += f"; today's hours just suffice at {unit.behind(str(Number(nothing_left, unit)))}"
    return f"{text} ({evidence})." if evidence else f"{text}."
