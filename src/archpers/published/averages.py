"""What the published averages hide: each authority by itself, and the medians as they should have been."""

from collections.abc import Mapping

from archpers.model.pooling import mean_of_ratios
from archpers.model.time_use import FUNCTION_LABELS
from archpers.published.compare import Comparer
from archpers.published.figures import Cell, Figures
from archpers.published.mean_authority import assumptions, reformed
from archpers.published.printed_figures import AUTHORITIES, Book, Reading, evaluated


def residuals(figures: Figures) -> dict[str, float]:
    """Return the residual share of hours under the published reform model [share].

    By authority; then `mean_of_ratios` of these, and `ratio_of_totals`, the four as one authority.
    """
    book = Book(figures, {}, Reading())
    own = {
        name: evaluated("residual_share_of_hours", {**book.sources(name), **assumptions(book)}) for name in AUTHORITIES
    }
    own["mean_of_ratios"] = mean_of_ratios(list(own.values()))
    own["ratio_of_totals"] = evaluated("residual_share_of_hours", reformed(book))
    return {name: float(share.middle) for name, share in own.items()}


def hours_per_person(figures: Figures) -> dict[str, float]:
    """Return each authority's hours for each person served [hours/person/year]."""
    book = Book(figures, {}, Reading())
    return {name: float(book.authority(name, "hours_per_person").middle) for name in AUTHORITIES}


def medians(figures: Figures, shipped: Mapping[str, float]) -> list[tuple[Cell, str, str]]:
    """Return the appendix medians of the shares: the cell, the median over LA 2 to Mean, and the true median.

    Both are computed from the hours behind the printed shares, and written like the printed figure.
    """
    comparer = Comparer(figures, shipped)
    rows = []
    for function in FUNCTION_LABELS:
        cell = figures.cells["report", "Appendix", function, "Median"]
        texts = []
        for conventions in ({"weekly_hours", "median_range"}, {"weekly_hours"}):
            value, _ = comparer.value(cell, Reading(frozenset(conventions)))
            texts.append(cell.text(value.middle, 2) if value else "")
        rows.append((cell, texts[0], texts[1]))
    return rows
