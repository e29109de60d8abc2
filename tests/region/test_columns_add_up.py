"""What stands in the columns of a region adds up to what is shown for the whole: hours, money, shares."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from archpers.output.tables.model_tables import model_tables
from archpers.output.tables.region_tables import region_tables
from archpers.output.tables.table import Number, Row, Table
from archpers.results.evaluate import evaluate
from archpers.results.result import RegionResult
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Region
from tests.region.regions import written
from tests.support import ROOT

Modelled = tuple[Region, RegionResult]


def modelled(file: str) -> Modelled:
    scenario = load(file)
    assert isinstance(scenario, Region)
    return scenario, evaluate(scenario)


Found = Iterator[tuple[object, float, float]]
"""What adds up: where it stands, what is shown, and what its parts make; both are to be equal."""


@pytest.fixture(name="regions", scope="module", params=range(0, 200, 25))
def _regions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Modelled]:
    folder = tmp_path_factory.mktemp("regions")
    return [modelled(written(folder, seed, everywhere=True)) for seed in range(request.param, request.param + 25)]


def wrong(found: Found, least: float = 1e-9) -> list[tuple[object, float, float]]:
    return [each for each in found if not math.isclose(*each[1:], rel_tol=1e-9, abs_tol=least)]


def test_sums_are_those_of_the_authorities(regions: list[Modelled]) -> None:
    for _, result in regions:
        sums = result.pooled["sum_of_authorities"].quantities
        missing = {name for name in sums if None in [part.quantities[name] for part in result.authorities.values()]}
        assert {name for name, value in sums.items() if value is None} == missing
        assert "residual_share_of_hours" not in sums
        assert wrong(_sums(result)) == []


def _sums(result: RegionResult) -> Found:
    totals, sums = result.pooled["ratio_of_totals"], result.pooled["sum_of_authorities"]
    for name, value in sums.quantities.items():
        if value is not None:
            yield name, value, math.fsum(part.quantities[name] or 0.0 for part in result.authorities.values())
    for name in ("total_hours", "total_cost", "people_served", "care_managers_wte"):
        yield name, totals.quantities[name] or 0, sums.quantities[name] or 0
    for kind in ("functions", "function_groups"):
        rows = getattr(totals, kind)
        for key, row in rows.items():
            own = [getattr(part, kind)[key] for part in result.authorities.values() if key in getattr(part, kind)]
            yield key, row.hours, math.fsum(each.hours for each in own)
            yield key, row.cost, math.fsum(each.cost for each in own)
            yield key, row.hours, getattr(sums, kind)[key].hours
        yield kind, totals.quantities["total_hours"] or 0, math.fsum(row.hours for row in rows.values())
        yield kind, totals.quantities["total_cost"] or 0, math.fsum(row.cost for row in rows.values())


def test_functions_make_up_their_group_and_groups_the_whole(regions: list[Modelled]) -> None:
    for scenario, result in regions:
        assert wrong(_shares(scenario, result)) == []


def _shares(scenario: Region, result: RegionResult) -> Found:
    """Yield every column but medians and quartiles."""
    table = region_tables(scenario, result)[1]
    for column in (0, 1, *range(5, 5 + len(result.authorities))):
        groups, group, left = [], 0.0, None
        for row in [*table.rows, Row(("",), emphasis=True)]:
            if row.emphasis:
                if left is not None:
                    yield (column, row), group, left
                if len(row.cells) > 1:
                    group, left = _value(row, column), None
                    groups.append(group)
            else:
                left = (left or 0.0) + _value(row, column)
        yield column, 1.0, math.fsum(groups)


def test_cash_is_that_of_the_authorities(regions: list[Modelled]) -> None:
    """What is released, what is not, and what is no cash make up the residual, and all are the authorities' own."""
    for scenario, result in regions:
        table = next((each for each in model_tables(scenario, result) if each.title == "Cash, time, overhead"), None)
        if table is None or not table.rows:
            continue
        released, stranded, time, whole = (row.cells[4].value or 0.0 for row in table.rows)  # type: ignore[union-attr]
        assert math.isclose(math.fsum((released, stranded, time)), whole, rel_tol=1e-9, abs_tol=1e-6 * abs(released))
        shown = {"cash_releasing_value": released, "stranded_cost": stranded, "residual_value": whole}
        own = [part.quantities for part in result.authorities.values()]
        parts = {name: math.fsum(each[name] or 0.0 for each in own) for name in shown}
        assert wrong(((name, shown[name], parts[name]) for name in shown), least=1e-6) == []


def _value(row: Row, column: int) -> float:
    cell = row.cells[column + 1]
    return cell.value or 0.0 if isinstance(cell, Number) else 0.0


def test_the_regions_of_the_test_differ(tmp_path: Path) -> None:
    regions = [modelled(written(tmp_path, seed, everywhere=True))[0] for seed in range(40)]
    assert 10 < sum(region.release is not None for region in regions) < 30
    homes = [
        {
            key: {
                own.functions.homes[key]
                for own in region.authorities.values()
                if own.functions and key in own.functions.homes
            }
            for key in ("direct", "safeguarding")
        }
        for region in regions
    ]
    assert any(len(groups) > 1 for home in homes for groups in home.values())


def test_a_function_stands_in_the_group_that_each_authority_has_it_in(tmp_path: Path) -> None:
    text = """name: R
authorities:
  M1: &one
    staffing: {care_managers_wte: 10, working_days_per_year: 220, working_hours_per_day: 8}
    people_served: 500
    functions:
      time_shares: {first_contact: 10%, overview_assessment: 10%, full_assessment: 10%, basic_planning: 10%,
        intensive_planning: 10%, problem_solving: 10%, short_reviews: 0%, long_reviews: 5%, direct: 35%}
      additional: {direct: {label: Direct payments, group: review}}
"""
    own = text[text.index("    staffing") :]
    other = own.replace("group: review", "group: problem_solving")
    last = (
        own[: own.index("      additional")]
        .replace("direct: 35%", "")
        .replace("long_reviews: 5%,", "long_reviews: 40%")
    )
    file = tmp_path / "r.yaml"
    file.write_text(text.replace(" &one", "") + f"  M2:\n{other}  M3:\n{last}")
    scenario, result = modelled(str(file))
    table = region_tables(scenario, result)[1]
    rows = [(str(row.cells[0]).strip(), [str(cell) for cell in row.cells[1:]]) for row in table.rows]
    totals = dict(rows)  # of the two rows of Direct payments the last
    assert totals["Review"][:2] == ["28.3%", "28.3%"]  # (40 + 5 + 40) / 3
    assert next(cells for name, cells in rows if name == "Problem solving")[0] == "21.7%"  # (10 + 45 + 10) / 3
    direct = [cells for name, cells in rows if name == "Direct payments (1 of 3)"]
    assert [cells[0] for cells in direct] == ["11.7%", "11.7%"]
    assert result.pooled["mean_of_ratios"].functions["direct"].time_share == pytest.approx(0.7 / 3)
    assert "over 3 authorities" in region_tables(scenario, result)[0].note
    assert "counts as 0%" in table.note


def test_yorkshire_and_humber_says_what_its_authorities_sum_to() -> None:
    scenario, result = modelled("yorkshire-humber-2010")
    sums = result.pooled["sum_of_authorities"].quantities
    assert round(sums["residual_value"] or 0) == 5_074_515
    assert round(result.quantities["residual_value"] or 0) == 5_939_101
    note = region_tables(scenario, result)[2].note
    assert "sum to £5,074,515, the region as one authority has £5,939,101, since it values every hour" in note
    for name, label in (("residual_wte", "Residual, WTE"), ("required_wte", "Required WTE")):
        own, whole = (f"{part[name] or 0:.2f}" for part in (sums, result.quantities))
        assert own != whole
        assert f"{label}: the authorities' own sum to {own}, the region as one authority has {whole}, since it" in note
    assert "Care managers" not in note  # what is given adds up


RELEASE = """
release: {share: 50%, cost_per_hour: 15}
reinvestment: {peer_support: {share: 20%, cost_per_hour: 16, hours_per_person: 12}}
"""


def with_release(folder: Path) -> tuple[Region, RegionResult]:
    file = folder / "region.yaml"
    shipped = ROOT / "scenarios" / "yorkshire-humber-2010.yaml"
    file.write_text(shipped.read_text(encoding="utf-8") + RELEASE, encoding="utf-8")
    return modelled(str(file))


def table_named(title: str, scenario: Region, result: RegionResult) -> Table:
    return next(table for table in model_tables(scenario, result) if table.title == title)


def test_what_is_cash_adds_up_to_the_sum_of_the_authorities(tmp_path: Path) -> None:
    scenario, result = with_release(tmp_path)
    table = table_named("Cash, time, overhead", scenario, result)
    hours, wte, money = ([row.cells[column] for row in table.rows] for column in (2, 3, 4))
    own = [part.quantities for part in result.authorities.values()]
    values = [cell.value for cell in money if isinstance(cell, Number)]
    assert values[3] == pytest.approx(math.fsum(each or 0.0 for each in values[:3]), rel=1e-9)
    for cells, name in ((hours, "residual_hours"), (wte, "residual_wte"), (money, "residual_value")):
        whole = cells[-1]
        assert isinstance(whole, Number)
        assert whole.value == pytest.approx(math.fsum(each[name] or 0.0 for each in own), rel=1e-9)
        part = cells[0]
        if name != "residual_value":
            assert isinstance(part, Number)
            assert part.value == pytest.approx(0.5 * (whole.value or 0.0), rel=1e-9)  # half of it is released
    assert str(money[-1]) == "£5,074,515"
    assert "Of £5,074,515, only" in table.note
    assert "sum to £5,074,515, the region as one authority has £5,939,101, since it values every hour" in table.note


def test_without_a_cost_the_note_says_that_the_value_is_not_estimated(tmp_path: Path) -> None:
    scenario, _ = with_release(tmp_path)
    without = {**scenario.model_dump(exclude_unset=True)}
    for own in without["authorities"].values():
        own.pop("cost")
    scenario = Region.model_validate(without)
    note = table_named("Cash, time, overhead", scenario, evaluate(scenario)).note
    assert note.startswith("Of the residual, whose value is not estimated, £1,8")
    assert "not estimated, only" not in note
