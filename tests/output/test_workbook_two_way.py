"""The two-way grid of a workbook: that of the report's heat map, and live around the inputs in use."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from archpers.output.workbook.workbook import workbook
from archpers.results.evaluate import evaluate
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if.residual_grid import GridAxis, grid_axes, residual_grid
from tests.engines import program, recalculated_by_libreoffice

SCENARIOS = ("toolkit-team", "example-borough", "built-up-borough", "yorkshire-humber-2010")


def grid_of(scenario: Scenario | Region) -> list[list[float]]:
    """Return the grid as the workbook stores it: the headings across first, each row's heading first."""
    book = openpyxl.load_workbook(BytesIO(workbook(scenario)), data_only=True)
    ((sheet, area),) = book.defined_names["two_way_grid"].destinations
    return [[cell.value for cell in row] for row in book[sheet][area]]


@pytest.mark.parametrize("name", SCENARIOS)
def test_it_is_the_grid_of_the_report(name: str) -> None:
    scenario = load(name)
    grid = residual_grid(scenario, evaluate(scenario))
    assert grid is not None
    heads, *rows = grid_of(scenario)
    assert heads[1:] == pytest.approx(list(grid.across), rel=1e-12)
    assert [row[0] for row in rows] == pytest.approx(list(grid.down), rel=1e-12)
    np.testing.assert_allclose([row[1:] for row in rows], grid.values, rtol=1e-9, atol=1e-12)
    assert grid.own[0] in grid.across
    assert grid.own[1] in grid.down


@pytest.mark.proof
@pytest.mark.parametrize(
    ("crisis_share", "far", "steps"), [(0.25, 2, 8), (0.6, 2, 8), (0.9, 4, 8), (0.0, 2, 8), (0.2, 3, 6), (0.55, 2, 8)]
)
def test_it_follows_the_input_in_use(crisis_share: float, far: int, steps: int, tmp_path: Path) -> None:
    """LibreOffice computes the headings around another input as the report would choose them, and the grid on them."""
    program("soffice")
    book = openpyxl.load_workbook(BytesIO(workbook(load("example-borough"))))
    rows = {row[0].value: row for row in book["Inputs"].iter_rows()}
    rows["Crisis share"][1].value = crisis_share
    table = {row[0].value: row for row in book["Two-way"].iter_rows()}
    table["Crisis share [share]"][2].value, table["Crisis share [share]"][3].value = far, steps
    file = tmp_path / "changed.xlsx"
    book.save(file)
    ((sheet, area),) = book.defined_names["two_way_grid"].destinations
    bounds: Any = range_boundaries(area)
    left, top, right, bottom = bounds
    cells = recalculated_by_libreoffice([file], tmp_path)[file.name]

    def found(row: int, column: int) -> float | str:
        return cells[sheet, book[sheet].cell(row, column).coordinate]

    axis = GridAxis(far, steps, 1.0, 1.0)
    heads = [found(top, column) for column in range(left + 1, right + 1)]
    assert heads[: steps + 1] == pytest.approx(list(axis.values(crisis_share)), rel=1e-12, abs=1e-15)
    assert set(heads[steps + 1 :]) <= {"#N/A"}
    assert crisis_share in heads
    for row in range(top + 1, bottom + 1):
        hours, share = found(row, left), heads[1]
        assert isinstance(hours, float)
        factor = hours / 13.1  # the core's hours a person in the file
        changes = [f"reform.crisis_share={share!r}", *core_times(factor)]
        result = evaluate(load("example-borough", map(parse_override, changes)))
        assert found(row, left + 2) == pytest.approx(result.quantities["residual_share_of_hours"], rel=1e-9, abs=1e-12)


def core_times(factor: float) -> list[str]:
    core = {
        "first_contact": 2.5,
        "overview_assessment": 3.7,
        "basic_planning": 3.7,
        "short_reviews": 2,
        "safeguarding": 1.2,
    }
    return [f"reform.core_hours_per_person.{key}={value * factor!r}" for key, value in core.items()]


def test_of_two_steps_as_near_the_upper_one_gives_way_as_excel_rounds() -> None:
    axis = GridAxis(2, 8, 1.0, 1.0)
    assert list(axis.values(0.5625)) == [0, 0.125, 0.25, 0.375, 0.5, 0.5625, 0.75, 0.875, 1]


@pytest.mark.parametrize(("least", "times"), [(0.3, 2), (0.7, 3), (5.0, 4)])
def test_it_goes_as_far_as_the_residual_falls_below_zero(least: float, times: int) -> None:
    across, down = grid_axes(lambda share, hours: least - share, 0.25, 10.0, 30.0)
    assert (across.times, down.times) == (times, times)
    assert across.most(0.25) == min(times * 0.25, 1)


def test_what_is_nothing_goes_up_to_all_there_is() -> None:
    across, down = grid_axes(lambda share, hours: -1.0, 0.0, 0.0, 30.0)
    assert (across.most(0.0), down.most(0.0)) == (1.0, 30.0)
    assert grid_axes(lambda share, hours: -1.0, 0.0, 0.0, 0.0)[1].most(0.0) == 1.0
