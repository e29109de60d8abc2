"""The business case on the what-if page: its totals and its years, every figure calculated anew."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archpers.model.case_inputs import CASE, TOTALS
from archpers.model.definition import YEAR_BY_YEAR
from archpers.model.registry import described, in_block, shown_in
from archpers.model.trace import Name
from archpers.output.pages.live_figures import LiveFigure
from archpers.output.tables.case_answer import prices_line
from archpers.output.tables.case_tables import NEVER_BELOW, not_within, payback
from archpers.results.case import CaseResult
from archpers.results.live_formulas import LiveYears
from archpers.scenario.schema.scenario import Region, Scenario

NAMES = tuple(dict.fromkeys((*shown_in(YEAR_BY_YEAR), *in_block(CASE).values(), *TOTALS)))
"""What the page needs of every year."""


class CaseFigures(NamedTuple):
    """What the page shows of a business case."""

    years: Sequence[str]
    prices: str
    """Of which year the money is."""
    totals: list[tuple[str, LiveFigure]]
    payback: str
    """The payback year in the file, or why there is none."""
    rows: list[tuple[str, str, list[LiveFigure]]]
    """Label, unit, and a figure for each year."""

    @property
    def data(self) -> Mapping[str, Any]:
        """What the script needs to know."""
        return {"years": self.years, "never": NEVER_BELOW, "notWithin": not_within(self.years)}


def case_figures(scenario: Scenario | Region, case: CaseResult, live: LiveYears) -> CaseFigures:
    """Lay a business case out for the page."""
    last = len(live.years) - 1
    there = [name for name in NAMES if name not in TOTALS and live.value(last, Name(name)) is not None]
    return CaseFigures(
        live.years,
        prices_line(scenario, case, real=False),
        [(described(name).label, _figure(live, last, name)) for name in TOTALS],
        payback(case),
        [
            (described(name).label, described(name).unit.text, [_figure(live, at, name) for at in range(last + 1)])
            for name in there
        ],
    )


def _figure(live: LiveYears, number: int, name: str) -> LiveFigure:
    return LiveFigure(Name(name), 0, live.value(number, Name(name)), described(name).unit, number)
