"""What decides, on one page: the answer and how sure it is, what of it is cash, what to look at, options, approval."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archpers.errors import ScenarioError
from archpers.model.arithmetic import added
from archpers.output.charts.cash_chart import PARTS
from archpers.output.tables.comparison_cells import difference
from archpers.output.tables.table import NOT_ESTIMATED, Chance, Column, Number, Row, Table
from archpers.output.tables.verdict import Verdict, remarks, verdict_of
from archpers.results.evaluate import evaluate
from archpers.results.result import Result
from archpers.results.settled import told
from archpers.scenario.load import with_option
from archpers.scenario.overrides import option_overrides
from archpers.scenario.reading.document import Override
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.approval import Approval
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.simulation.residual_bands import ResidualBands
from archpers.units import MONEY, SHARE
from archpers.what_if.messages import named

MOST_OPTIONS = 8
"""So many options have a row each; of more, the others are counted."""
_MOST_CHANGES = 3
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
    return FrontPage(
        verdict_of(scenario, result, switching),
        (_range(bands) if bands else _NOT_KNOWN) if residual else "",
        _cash(result) if residual else "",
        remarks(result),
        _options(scenario, result),
        list(_approval(scenario)),
    )


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
        "residual's value is time and overheads, and no cash."
    )


def _together(parts: Sequence[float | None]) -> Number:
    """Add up parts of the residual's value; not estimated where one is not."""
    there = [part for part in parts if part is not None]
    return Number(added(there) if len(there) == len(parts) else None, MONEY)


def _options(scenario: Scenario | Region, result: Result) -> Table | None:
    """Lay out what each option changes and yields; none where an option is in force already."""
    document = scenario.document
    if document is None or any(override.place for override in document.overrides.values()):
        return None
    names = [name for name, own in document.data.get("options", {}).items() if own]
    rows = [_option_row(scenario, result, name) for name in names[:MOST_OPTIONS]]
    if not rows:
        return None
    columns = [Column("Option", numeric=False), Column("What it changes", numeric=False)]
    columns += [Column("Left", SHARE.text), Column("Value", MONEY.text), Column("Difference", MONEY.text)]
    own = [Number(result.quantities[name], unit) for name, unit in _YIELD]
    more = len(names) - MOST_OPTIONS
    note = f"{more} more options are in the file; archpers compare shows all of them." if more > 0 else ""
    return Table("Options", columns, [Row(("As in the file", "", *own, ""), emphasis=True), *rows], note)


_YIELD = (("residual_share_of_hours", SHARE), ("residual_value", MONEY))


def _option_row(scenario: Scenario | Region, result: Result, name: str) -> Row:
    document = scenario.document
    assert document is not None, "options stand in a file"
    overrides = option_overrides(document, name)
    said = named([_change(override) for override in overrides], _MOST_CHANGES)
    try:
        found = told(evaluate(with_option(scenario, name))).quantities
    except ScenarioError:  # it is sound in the file, but does not go with what was set
        return Row((name, said, NOT_ESTIMATED, NOT_ESTIMATED, ""))
    value, own = found["residual_value"], result.quantities["residual_value"]
    yields = [Number(found[quantity], unit) for quantity, unit in _YIELD]
    short = (found["residual_hours"] or 0) < 0
    return Row((name, said, *yields, difference(own, value, MONEY)), alarm=short)


def _change(override: Override) -> str:
    now = "taken away" if override.value is None else f"= {override.value}"
    return f"{path_text(override.path)} {now}"


def _approval(scenario: Scenario | Region) -> Iterator[tuple[str, str]]:
    """Yield what the file says of its approval, or that it says nothing."""
    own = scenario.approval
    if own is None:
        yield "Approval", "none: the file says nothing of its purpose, who made and checked it, and who approved it."
        return
    for field in Approval.model_fields:
        value = getattr(own, field)
        if value is not None:
            yield field.replace("_", " ").capitalize(), " ".join(str(value).split())
    if own.approved is None:
        yield "Approved", "not yet"
