"""The proofs of the conventions, from printed figures alone."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from archpers.model.time_use import FUNCTION_LABELS
from archpers.published.averages import hours_per_person, medians, residuals
from archpers.published.compare import Comparer
from archpers.published.figures import Figures
from archpers.published.printed_figures import PrintedFigures, PrintReading
from archpers.rounding import rounded


def whole_in(low: Fraction, high: Fraction) -> bool:
    """Tell whether there is a whole number between the two."""
    return -(-low.numerator // low.denominator) <= high


def la_4_shares(figures: Figures) -> list[tuple[Fraction, Fraction]]:
    """Solve LA 4's shares from Report Table 2: the interval that its printed pounds allow."""
    printed = PrintedFigures(figures, {}, PrintReading())
    cost = figures.cells["report", "Table 1", "Cost of care management", "Mean"].interval
    solved = []
    for function in FUNCTION_LABELS:
        others = sum(printed.weekly_share(name)[function].low for name in ("LA 1", "LA 2", "LA 3"))
        line = figures.cells["report", "Table 2", function, "Total Expenditure"].interval
        solved.append((4 * line.low / cost.high - others, 4 * line.high / cost.low - others))
    return solved


def test_la_4s_shares_are_whole_numbers_of_1463_and_of_nothing_smaller(figures: Figures) -> None:
    solved = la_4_shares(figures)
    assert max(high - low for low, high in solved) < Fraction(11, 10_000_000)
    fitting = [n for n in range(1, 2000) if all(whole_in(low * n, high * n) for low, high in solved)]
    assert fitting == [1463]
    hours = [int(figures.behind["hours_per_week"]["LA 4"][function]) for function in FUNCTION_LABELS]
    assert sum(hours) == 1463
    assert all(low * 1463 <= own <= high * 1463 for own, (low, high) in zip(hours, solved, strict=True))


@pytest.mark.parametrize("name", ["LA 1", "LA 2", "LA 3"])
def test_the_other_authorities_shares_are_hours_of_37(name: str, figures: Figures) -> None:
    hours = figures.behind["hours_per_week"][name]
    assert sum(Fraction(own) for own in hours.values()) == 37
    for function, own in hours.items():
        printed = figures.cells["report", "Appendix", function, name]
        assert rounded(float(Fraction(own) / 37 * 100), printed.decimals) == rounded(
            float(printed.printed), printed.decimals
        )


def test_the_printed_percentages_do_not_give_the_expenditures(figures: Figures, shipped: Mapping[str, float]) -> None:
    comparer = Comparer(figures, shipped)
    lines = [figures.cells["report", "Table 2", function, "Total Expenditure"] for function in FUNCTION_LABELS]
    assert not any(comparer.comes_out(cell, PrintReading(frozenset({"mean_of_ratios"}))) for cell in lines)
    assert all(comparer.comes_out(cell, PrintReading(frozenset({"mean_of_ratios", "weekly_hours"}))) for cell in lines)


def test_la_3s_hours_are_42_weeks_of_the_hours_behind_its_care_managers(figures: Figures) -> None:
    team = figures.behind["unrounded_wte"]["LA 3"]
    assert Fraction(team["hours_per_week"]) * 42 == 159_579
    assert rounded(float(Fraction(team["hours_per_week"]) / 37), 2) == rounded(102.69, 2)
    assert Fraction("102.69") * 1554 != 159_579


def test_the_witness_gives_every_printed_cost(figures: Figures, shipped: Mapping[str, float]) -> None:
    costs = [int(cost.replace(",", "")) for cost in figures.behind["cost_witness"].values()]
    assert (sum(costs) / 4, (costs[0] + costs[2]) / 2) == (4_373_478, 4_510_706)
    comparer = Comparer(figures, shipped)
    cells = [cell for cell in figures.cells.values() if cell.status == "within_input_rounding"]
    assert len(cells) == 4
    assert all(comparer.comes_out(cell, PrintReading(frozenset(cell.conventions), costs="witness")) for cell in cells)


def test_six_medians_are_taken_over_the_wrong_columns(figures: Figures, shipped: Mapping[str, float]) -> None:
    rows = medians(figures, shipped)
    assert {cell.row: (float(wrong), float(right)) for cell, wrong, right in rows} == {
        "first_contact": (10.844, 10.844),
        "overview_assessment": (11.297, 12.551),
        "full_assessment": (18.04, 17.33),
        "basic_planning": (13.585, 14.865),
        "intensive_planning": (15.729, 15.729),
        "problem_solving": (14.768, 17.181),
        "short_reviews": (9.154, 8.108),
        "long_reviews": (4.866, 4.054),
    }
    assert all(
        rounded(float(wrong), cell.decimals) == rounded(float(cell.printed), cell.decimals) for cell, wrong, _ in rows
    )


def test_what_the_published_average_hides(figures: Figures) -> None:
    shares = {name: round(100 * share, 2) for name, share in residuals(figures).items()}
    assert shares == {
        "LA 1": 18.03,
        "LA 2": 54.99,
        "LA 3": 28.35,
        "LA 4": -7.79,
        "mean_of_ratios": 23.39,
        "ratio_of_totals": 34.13,
    }
    assert round(hours_per_person(figures)["LA 4"], 2) == 17.53
