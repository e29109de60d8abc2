"""The comparison can fail: every printed value, every shipped input and every convention matters."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

from archpers.published.compare import Comparer, Finding, Reproduction, agrees, compare, totals
from archpers.published.figures import Figures, PrintedCell, load_figures
from archpers.published.printed_figures import PrintReading
from archpers.published.shipped import in_region, shipped_inputs
from archpers.rounding import grouped, rounded_up, truncated

FIGURES = load_figures()
CELLS = list(FIGURES.cells.values())


def stepped(cell: PrintedCell, step: int) -> PrintedCell:
    """Change the last printed digit."""
    value = cell.value.low + step * cell.scale / 10**cell.decimals
    digits = grouped(cell.as_printed(value), cell.decimals)
    digits = digits if "," in cell.printed else digits.replace(",", "")
    pound, percent = "£" * cell.printed.startswith("£"), "%" * cell.printed.endswith("%")
    return cell._replace(printed=f"{pound}{digits}{percent}")


def failures_with(changed: PrintedCell, comparison: Reproduction, shipped: Mapping[str, float]) -> Iterator[Finding]:
    """Compare again what a changed cell can have changed: itself, and what was computed from it."""
    comparer = Comparer(comparison.figures.replaced([changed]), shipped)
    touched = [
        finding.cell
        for finding in comparison.findings
        if changed.key in finding.read or (finding.cell.against and finding.cell.contradicting == changed.key)
    ]
    findings = (comparer.finding(cell) for cell in (changed, *touched))
    return (finding for finding in findings if not finding.as_declared)


def test_every_status_is_the_declared_one(comparison: Reproduction) -> None:
    assert [finding.failure for finding in comparison.failures] == []
    assert totals(comparison.outputs) == {
        "exact": 78,
        "within_input_rounding": 4,
        "convention": 71,
        "contradiction": 3,
        "mismatch": 0,
    }
    assert (len(comparison.outputs), len(comparison.inputs)) == (156, 87)


def test_the_contradictions_are_those_of_task_7(comparison: Reproduction) -> None:
    found = {
        (finding.cell.table, finding.cell.printed): round(float(finding.computed or 0), 3)
        for finding in comparison.outputs
        if finding.status == "contradiction"
    }
    assert found == {("Text, Task 7", "33%"): 0.368, ("Text, Task 7", "26.6%"): 0.261, ("Text, Task 7", "13.3%"): 0.155}


def test_only_costs_are_within_the_rounding_of_the_inputs(comparison: Reproduction) -> None:
    found = [finding.cell.key for finding in comparison.outputs if finding.status == "within_input_rounding"]
    rows = ("Cost of care management", "Average cost per person")
    assert found == [("report", "Table 1", row, column) for row in rows for column in ("Mean", "Median")]


@pytest.mark.parametrize("step", [1, -1], ids=["up", "down"])
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_no_printed_value_can_change_unnoticed(
    cell: PrintedCell, step: int, comparison: Reproduction, shipped: Mapping[str, float]
) -> None:
    changed = stepped(cell, step)
    assert changed.printed != cell.printed
    assert any(cell.name in finding.failure for finding in failures_with(changed, comparison, shipped))


def test_comparing_what_is_touched_finds_what_comparing_all_finds(
    comparison: Reproduction, shipped: Mapping[str, float]
) -> None:
    for cell in CELLS[::40]:
        changed = stepped(cell, 1)
        everything = compare(comparison.figures.replaced([changed]), shipped).failures
        assert {f.cell.key for f in everything} >= {f.cell.key for f in failures_with(changed, comparison, shipped)}


@pytest.mark.parametrize("path", shipped_inputs())
def test_no_shipped_input_can_change_unnoticed(path: str, figures: Figures, shipped: Mapping[str, float]) -> None:
    changed = compare(figures, {**shipped, path: shipped[path] * 1.0001})
    failing = [finding.cell for finding in changed.failures]
    assert len(failing) == 1
    assert path in (failing[0].of, in_region(failing[0]))


def leaves(value: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, part in value.items():
        yield from leaves(part, (*path, key)) if isinstance(part, Mapping) else [(*path, key)]


def replaced_leaf(value: Mapping[str, Any], path: tuple[str, ...], step: int) -> dict[str, Any]:
    key, *rest = path
    if rest:
        return {**value, key: replaced_leaf(value[key], tuple(rest), step)}
    plain = value[key].replace(",", "")
    return {**value, key: str(Fraction(plain) + Fraction(step, 10 ** len(plain.partition(".")[2])))}


@pytest.mark.parametrize("path", list(leaves(FIGURES.behind)), ids=" ".join)
def test_no_figure_behind_the_printed_ones_can_change_unnoticed(
    path: tuple[str, ...], figures: Figures, shipped: Mapping[str, float]
) -> None:
    # Other costs a few pounds beside the witness would fit as well, and £10,000 is what "around £10,000" is taken for.
    steps = {"cost_witness": (10, -10), "individual_budget": (1000, -3000)}.get(path[0], (1, -1))
    for step in steps:
        behind = replaced_leaf(figures.behind, path, step)
        comparer = Comparer(figures._replace(behind=behind), shipped)
        assert not all(comparer.finding(cell).as_declared for cell in CELLS)


NEEDED = [(cell, name) for cell in CELLS for name in cell.conventions]


@pytest.mark.parametrize(("cell", "name"), NEEDED, ids=lambda part: part if isinstance(part, str) else part.name)
def test_a_cell_does_not_come_out_without_its_convention(
    cell: PrintedCell, name: str, figures: Figures, shipped: Mapping[str, float]
) -> None:
    comparer = Comparer(figures, shipped)
    without = cell._replace(conventions=tuple(other for other in cell.conventions if other != name))
    assert comparer.finding(cell).status in ("convention", "within_input_rounding")
    assert not comparer.comes_out(without, PrintReading(frozenset(without.conventions)))
    assert comparer.finding(without).status == "mismatch"


def test_every_convention_is_needed_somewhere(figures: Figures) -> None:
    assert {name for _, name in NEEDED} == set(figures.conventions)


def test_a_convention_that_changes_nothing_is_noticed(figures: Figures, shipped: Mapping[str, float]) -> None:
    cell = figures.cells["toolkit", "Table 4", "Average hours per person", "Data"]
    finding = Comparer(figures, shipped).finding(cell._replace(conventions=("rounding_up",), status="convention"))
    assert (finding.status, finding.as_declared) == ("exact", False)


@pytest.mark.parametrize(
    ("printed", "value", "same"),
    [
        ("46", "45.5", True),
        ("46", "46.49999", True),
        ("46", "46.5", False),
        ("46", "45.49999", False),
        ("8.7", "8.65", True),
        ("8.7", "8.75", False),
    ],
)
def test_half_a_printed_digit_is_the_only_tolerance(printed: str, value: str, same: bool) -> None:
    cell = CELLS[3]._replace(printed=printed, unit="people/WTE", conventions=())
    assert agrees(cell, Fraction(value)) is same


@pytest.mark.parametrize("row", ["Number of care managers", "Number of people now served"])
def test_a_zero_is_a_mismatch_and_not_a_crash(row: str, figures: Figures, shipped: Mapping[str, float]) -> None:
    zero = figures.cells["toolkit", "Table 4", row, "Data"]._replace(printed="0")
    failing = {finding.cell.row: finding for finding in compare(figures.replaced([zero]), shipped).failures}
    lost = failing["Ratio (1:X)" if "managers" in row else "Average hours per person"]
    assert lost.status == "mismatch"
    assert zero.name in lost.failure


def test_a_cost_outside_what_the_appendix_allows_is_a_mismatch(figures: Figures, shipped: Mapping[str, float]) -> None:
    cell = figures.cells["report", "Table 1", "Cost of care management", "Mean"]
    for printed, status in (("£4,299,000", "mismatch"), ("£4,401,000", "mismatch"), ("£4,373,478", cell.status)):
        changed = cell._replace(printed=printed)
        assert Comparer(figures.replaced([changed]), shipped).finding(changed).status == status


def test_a_text_that_agrees_is_no_contradiction(figures: Figures, shipped: Mapping[str, float]) -> None:
    cell = next(cell for cell in CELLS if cell.printed == "26.6%")._replace(printed="26.1%")
    assert Comparer(figures.replaced([cell]), shipped).finding(cell).status == "exact"


@pytest.mark.parametrize(
    ("value", "decimals", "cut", "up"),
    [(44521.68, 0, "44521", "44522"), (45.4545, 1, "45.4", "45.5"), (46.0, 0, "46", "46"), (-0.4, 0, "0", "0")],
    ids=["hours", "one decimal", "whole", "negative"],
)
def test_cutting_off_and_rounding_up(value: float, decimals: int, cut: str, up: str) -> None:
    assert (str(truncated(value, decimals)), str(rounded_up(value, decimals))) == (cut, up)
