"""What decides, on one page: the answer and how sure it is, what of it is cash, what to look at, options, approval."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archpers.model.arithmetic import added
from archpers.output.charts.cash_chart import PARTS
from archpers.output.pages.front_options import options_table
from archpers.output.tables.decision.case_tables import case_sentence
from archpers.output.tables.table import Chance, Number, Table
from archpers.output.tables.verdict import Verdict, remarks, verdict_of
from archpers.results.case import CaseResult, case_of
from archpers.results.remarks.case_warnings import NOTES
from archpers.results.result import Result
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.simulation.residual_bands import ResidualBands
from archpers.units import MONEY, SHARE
from archpers.what_if.messages import counted

_MOST_OF_CASE = 2
_NOT_KNOWN = (
    "How sure it is: not estimated, since no number of the scenario has a distribution. Give low, high and a shape to "
    "those that are uncertain."
)


class FrontPage(NamedTuple):
    """The first page."""

    verdict: Verdict
    sure: str
    """How sure the answer is: its range and the chance of a deficit, or that neither is known."""
    cash: str
    """What of it is cash, and what is not."""
    case: str
    """What the business case comes to; empty where there is none."""
    look: list[str]
    """What to look at before relying on it."""
    options: Table | None
    """What each option of the file changes and yields; None where it has none."""
    approval: list[tuple[str, str]]
    """What is approved, by whom, until when; each with its label."""


def front_page(
    scenario: Scenario | Region, result: Result, switching: dict[str, float | None], bands: ResidualBands | None
) -> FrontPage:
    """Make the first page. switching: as `verdict_of` has it; bands: the residual simulated, where it can be."""
    residual = result.quantities["residual_share_of_hours"] is not None
    case = case_of(scenario, result)
    return FrontPage(
        verdict_of(scenario, result, switching),
        (_range(bands) if bands else _NOT_KNOWN) if residual else "",
        _cash(result) if residual else "",
        f"Business case, {case_sentence(case)}" if case else "",
        [*remarks(result), *_of_case(case, result)],
        options_table(scenario, result, case),
        list(_approval(scenario)),
    )


def _of_case(case: CaseResult | None, result: Result) -> Iterator[str]:
    """Yield the gravest warnings of a business case, without what is said of the reform already, and count the rest."""
    said = {*NOTES, *(f"case_{warning.code}" for warning in result.warnings)}
    found = [warning.message for warning in (case.warnings if case else []) if warning.code not in said]
    yield from found[:_MOST_OF_CASE]
    if more := found[_MOST_OF_CASE:]:
        yield f"{counted(len(more), 'more warning stands', 'more warnings stand')} under The business case."


def _range(bands: ResidualBands) -> str:
    low, high = (Number(value, SHARE) for value in (bands.share.p5, bands.share.p95))
    deficit = Chance(bands.share.probability_below_zero)
    drawn = len(bands.whole.inputs)
    if bands.share.sd == 0:
        return (
            f"How sure it is: not estimated, since none of the {drawn} inputs that are drawn moves what is left. Give "
            "low, high and a shape to what it rests on."
        )
    return (
        f"How sure it is: nine draws in ten leave between {low} and {high} of today's time; chance of a deficit "
        f"{deficit}. {drawn} of {drawn + bands.whole.fixed_inputs} inputs are drawn, the others stay as they are."
    )


def _cash(result: Result) -> str:
    """Say what of the residual leaves the budget, and what does not."""
    own = result.quantities
    if (own["residual_hours"] or 0) <= 0:
        return "Cash: none, since nothing is left."
    if own.get(PARTS[0]) is None or own["residual_value"] is None:
        return "Cash: £0 until posts go; the scenario does not say that any do, or what an hour of theirs releases."
    cash, *rest = (own[name] for name in PARTS)
    return (
        f"Cash: {Number(cash, MONEY)} a year leaves the budget, once posts go; the other {_together(rest)} of the "
        "value is time and overheads, and no cash."
    )


def _together(parts: Sequence[float | None]) -> Number:
    """Add up parts of the residual's value; not estimated where one is not."""
    there = [part for part in parts if part is not None]
    return Number(added(there) if len(there) == len(parts) else None, MONEY)


def _approval(scenario: Scenario | Region) -> Iterator[tuple[str, str]]:
    """Yield what the file says of its approval, or that it says nothing."""
    own = scenario.approval
    if own is None:
        yield "Approval", "none: the file says nothing of its purpose, who made and checked it, and who approved it."
        return
    yield from own.said()
    if own.approved is None:
        yield "Approved", "not yet"
