"""The business case on the what-if page: its totals and its years, every figure calculated anew."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archpers.model.case_inputs import CASE, TOTALS
from archpers.model.definition import YEAR_BY_YEAR
from archpers.model.registry import described, in_block, shown_in
from archpers.output.pages.live.variants import PageVariant, PageVariants
from archpers.output.tables.decision.case_answer import prices_line
from archpers.output.tables.decision.case_tables import NEVER_BELOW, not_within, payback
from archpers.output.tables.table import NOT_ESTIMATED, Number

NAMES = tuple(dict.fromkeys((*shown_in(YEAR_BY_YEAR), *in_block(CASE).values(), *TOTALS)))
"""What the page needs of every year."""


class CaseFigure(NamedTuple):
    """A figure of the case, or of one of its years."""

    figure: str
    """Its name in the script."""
    year: int
    """The number of its year among those of the page; -1 for what is of the whole case."""
    text: str
    """The value that the page starts with, as it is shown."""


class CaseFigures(NamedTuple):
    """What the page shows of a business case."""

    years: Sequence[str]
    """Those of any variant."""
    prices: str
    """Of which year the money is."""
    totals: list[tuple[str, CaseFigure]]
    payback: str
    """The payback year that the page starts with, or why there is none."""
    rows: list[tuple[str, str, list[CaseFigure]]]
    """Label, unit, and a figure for each year."""

    @property
    def data(self) -> Mapping[str, Any]:
        """What the script needs to know."""
        return {"years": self.years, "never": NEVER_BELOW}


def case_figures(variants: PageVariants) -> CaseFigures | None:
    """Lay a business case out for the page; None where no variant has one."""
    cases = [each.case for each in variants.every if each.case is not None]
    if not cases:
        return None
    years = sorted({year for case in cases for year in case.years})
    told = {name for case in cases for name, value in case.by_year[case.years[-1]].items() if value is not None}
    asked = variants.asked
    return CaseFigures(
        years,
        case_prices(asked if asked.case else next(each for each in variants.every if each.case)),
        [(described(name).label, _total(asked, name)) for name in TOTALS],
        payback(asked.case) if asked.case else NOT_ESTIMATED,
        [
            (
                described(name).label,
                described(name).unit.text,
                [_figure(asked, name, at, year) for at, year in enumerate(years)],
            )
            for name in NAMES
            if name in told and name not in TOTALS
        ],
    )


def case_prices(variant: PageVariant) -> str:
    """Say of which year the prices of a variant's case are; empty where it has none."""
    return prices_line(variant.scenario, variant.case, real=False, page=True) if variant.case else ""


def case_data(variant: PageVariant, years: Sequence[str]) -> dict[str, Any]:
    """Return what the script needs to know of a variant's own case; years: those of the page."""
    own = variant.case.years if variant.case else []
    return {
        "yearsAt": [years.index(year) for year in own],
        "prices": case_prices(variant),
        "notWithin": not_within(own) if own else NOT_ESTIMATED,
    }


def _total(variant: PageVariant, name: str) -> CaseFigure:
    value = getattr(variant.case.totals, name) if variant.case else None
    return CaseFigure(name, -1, str(Number(value, described(name).unit)))


def _figure(variant: PageVariant, name: str, at: int, year: str) -> CaseFigure:
    values = variant.case.by_year.get(year, {}) if variant.case else {}
    return CaseFigure(name, at, str(Number(values.get(name), described(name).unit)))
