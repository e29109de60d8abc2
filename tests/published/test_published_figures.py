from collections import Counter
from fractions import Fraction

import pytest

from archpers.model import INPUTS, QUANTITIES
from archpers.published.compare import STATUSES
from archpers.published.figures import Figures, FiguresError, PrintedCell, load_figures
from archpers.published.rules import RULES

CELLS = list(load_figures().cells.values())


def test_every_figure_of_the_two_publications_is_there(figures: Figures) -> None:
    counted = Counter((cell.document, cell.table, cell.kind) for cell in figures.cells.values())
    assert counted == {
        ("toolkit", "Table 3", "input"): 10,
        ("toolkit", "Table 3", "output"): 12,
        ("toolkit", "Table 4", "input"): 5,
        ("toolkit", "Table 4", "output"): 4,
        ("toolkit", "Table 5", "input"): 8,
        ("toolkit", "Table 5", "output"): 18,
        ("toolkit", "Text, Task 7", "output"): 3,
        ("report", "Table 1", "output"): 14,
        ("report", "Table 2", "output"): 35,
        ("report", "Table 4", "input"): 10,
        ("report", "Table 4", "output"): 12,
        ("report", "Table 5", "output"): 14,
        ("report", "Appendix", "input"): 48,
        ("report", "Appendix", "output"): 30,
        ("report", "Text", "input"): 6,
        ("report", "Text", "output"): 14,
    }
    assert (sum(counted.values()), len(CELLS)) == (243, 243)


def test_every_cell_names_what_there_is(figures: Figures) -> None:
    outputs = [cell for cell in CELLS if cell.kind == "output"]
    assert len(outputs) == 156
    assert {cell.rule for cell in outputs} <= set(RULES)
    assert {cell.rule for cell in CELLS} == {*RULES, ""} - {"fifteenths"}
    assert {cell.origin for cell in CELLS} == {"", "fifteenths"}
    assert {cell.status for cell in outputs} <= set(STATUSES) - {"mismatch"}
    assert {name for cell in CELLS for name in cell.conventions} == set(figures.conventions)
    assert {cell.of for cell in outputs} <= {*QUANTITIES, *INPUTS, ""}
    assert all(RULES[name].__doc__ for name in RULES)


def test_only_what_the_appendix_alone_prints_is_an_input_without_a_rule() -> None:
    unruled = [(cell.row, cell.column) for cell in CELLS if not cell.rule]
    people = [("People served", f"LA {number}") for number in range(1, 5)]
    assert unruled == [*(("Number of care managers", name) for name in ("LA 1", "LA 2", "LA 4")), *people]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_the_number_reads_back_as_it_is_printed(cell: PrintedCell) -> None:
    assert cell.text(cell.value.low).replace(",", "") == cell.printed.replace(",", "")


@pytest.mark.parametrize(
    ("printed", "unit", "value", "half"),
    [
        ("£4,373,478", "£/year", Fraction(4373478), Fraction(1, 2)),
        ("5.1", "£m/year", Fraction(5100000), Fraction(50000)),
        ("36.8%", "share", Fraction(368, 1000), Fraction(5, 10000)),
        ("13.5", "percent of time", Fraction(135, 1000), Fraction(5, 10000)),
        ("103", "WTE", Fraction(103), Fraction(1, 2)),
    ],
    ids=["pounds", "millions", "percent", "percent of time", "whole number"],
)
def test_the_last_digit_tells_the_precision(printed: str, unit: str, value: Fraction, half: Fraction) -> None:
    cell = CELLS[0]._replace(printed=printed, unit=unit)
    assert cell.value.low == cell.value.high == value
    assert (cell.interval.low, cell.interval.high) == (value - half, value + half)


@pytest.mark.parametrize("printed", ["", "about 11", "1.2.3"], ids=["empty", "words", "two points"])
def test_what_is_not_a_number_is_refused_by_name(printed: str) -> None:
    with pytest.raises(FiguresError, match="toolkit, Table 4, Number of care managers, Data"):
        _ = CELLS[0]._replace(printed=printed).value


def test_more_decimals_are_shown_where_two_would_look_half_way(figures: Figures) -> None:
    cell = figures.cells["toolkit", "Table 3", "individuals", "Plan share"]
    assert cell.text(Fraction(184, 783), 2) == "23.5%"
    assert cell.text_beyond(Fraction(184, 783)) == "23.499%"


def test_the_authorities_are_not_named(figures: Figures) -> None:
    texts = " ".join(str(part) for part in (*figures.cells.values(), *figures.conventions.values(), figures.behind))
    assert "LA 4" in texts
    assert not [name for name in ("Barnsley", "Bradford", "Riding", "Lincolnshire") if name in texts]
