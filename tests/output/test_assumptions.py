"""The table of assumptions and inputs, of a scenario and of a region with many authorities."""

import archpers
from archpers.output.tables.assurance.assumptions_tables import MOST_IN_FULL, assumptions_tables


def many(count: int) -> archpers.Region:
    """Make a region of so many authorities, of which the second has no cost."""
    region = archpers.load("yorkshire-humber-2010")
    assert isinstance(region, archpers.Region)
    first = region.authorities["LA 1"]
    authorities = {f"LA {number}": first for number in range(1, count + 1)}
    authorities["LA 2"] = first.model_copy(update={"cost": None})
    return archpers.replace(region, authorities=authorities)


def test_few_authorities_stand_in_full() -> None:
    (table,) = assumptions_tables(many(2))
    assert any("LA 2" in str(row.cells[0]) for row in table.rows)


def test_many_authorities_have_a_row_each_and_the_reform_a_table_of_its_own() -> None:
    reform, inputs = assumptions_tables(many(MOST_IN_FULL + 1))
    assert any("20%" in map(str, row.cells) for row in reform.rows)
    assert [str(row.cells[0]) for row in inputs.rows] == [f"LA {number}" for number in range(1, MOST_IN_FULL + 2)]
    assert {len(row.cells) for row in inputs.rows} == {len(inputs.columns)}
    with_cost, without = (list(map(str, row.cells)) for row in inputs.rows[:2])
    assert "£5,100,000" in with_cost
    assert "not given" not in with_cost
    assert "not given" in without
    assert "stands in the file" in inputs.note
