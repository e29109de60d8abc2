"""What the published averages hide: each authority by itself, and the medians as they should have been."""

from collections.abc import Mapping

from archpers.model.pooling import mean_of_ratios
from archpers.model.time_use import FUNCTION_LABELS
from archpers.published.compare import Comparer
from archpers.published.figures import Figures, PrintedCell
from archpers.published.mean_authority import assumptions, reformed
from archpers.published.printed_figures import AUTHORITIES, PrintedFigures, PrintReading, evaluated


def residuals(figures: Figures) -> dict[str, float]:
    """Return the residual share of hours under the published reform model [share].

    By authority; then `mean_of_ratios` of these, and `ratio_of_totals`, the four as one authority.
    """
    printed = PrintedFigures(figures, {}, PrintReading())
    reform = assumptions(printed)
    own = {name: evaluated("residual_share_of_hours", {**printed.sources(name), **reform}) for name in AUTHORITIES}
    own["mean_of_ratios"] = mean_of_ratios(list(own.values()))
    own["ratio_of_totals"] = evaluated("residual_share_of_hours", reformed(printed))
    return {name: float(share.middle) for name, share in own.items()}


def hours_per_person(figures: Figures) -> dict[str, float]:
    """Return each authority's hours for each person served [hours/person/year]."""
    printed = PrintedFigures(figures, {}, PrintReading())
    return {name: float(printed.authority(name, "hours_per_person").middle) for name in AUTHORITIES}


def medians(figures: Figures, shipped: Mapping[str, float]) -> list[tuple[PrintedCell, str, str]]:
    """Return the appendix medians of the shares: the cell, the median over LA 2 to Mean, and the true median.

    Both are computed from the hours behind the printed shares, and written like the printed figure.
    """
    comparer = Comparer(figures, shipped)
    rows = []
    for function in FUNCTION_LABELS:
        cell = figures.cells["report", "Appendix", function, "Median"]
        texts = []
        for conventions in ({"weekly_hours", "median_range"}, {"weekly_hours"}):
            value, _ = comparer.value(cell, PrintReading(frozenset(conventions)))
            texts.append(cell.text(value.middle, 2) if value else "")
        rows.append((cell, texts[0], texts[1]))
    return rows
