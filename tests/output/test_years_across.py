"""Formulas of all years as one: entries of lists, another beginning, another end."""

import pytest

from archpers.model.trace import Name, Traced
from archpers.output.workbook.writing.sheet_cells import Ref
from archpers.output.workbook.years_across import Across, joined, lists_in

CELLS = {
    **{Name("effect_by_year", str(year)): Ref("Inputs", 4 + year, 3) for year in range(3)},
    **{Name("amount_by_year", f'"a b".{year}'): Ref("Inputs", 10 + year, 3) for year in range(2)},
    **{Name("growth_by_year", f"people_served.{year}"): Ref("Inputs", 20 + year, 3) for year in range(2)},
    Name("moved_by_year", "day.0"): Ref("Inputs", 30, 3),
    Name("moved_by_year", "day.1"): Ref("Inputs", 32, 3),  # not one below the other
    Name("profile_by_year", "(every year)"): Ref("Inputs", 40, 3),
    Name("people_served"): Ref("Inputs", 3, 3),
}


def named(name: str, key: str | None = None) -> Traced:
    return Traced("name", Name(name, key))


def test_lists_are_those_whose_numbers_stand_together() -> None:
    lists = lists_in(CELLS)
    assert {key.partition(".")[0] for key in lists} == {"effect_by_year", "amount_by_year", "growth_by_year"}
    assert [lists["effect_by_year"].place(number) for number in range(5)] == [0, 1, 2, 2, 2]
    assert [lists['amount_by_year."a b"'].place(number) for number in range(4)] == [0, 1, -1, -1]
    assert [lists["growth_by_year.people_served"].place(number) for number in range(1, 5)] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("effect_by_year", "INDEX('Inputs'!$D$5:$D$7,MIN(B$9,ROWS('Inputs'!$D$5:$D$7)))"),
        (
            'amount_by_year."a b"',
            "IF(B$9>ROWS('Inputs'!$D$11:$D$12),0,INDEX('Inputs'!$D$11:$D$12,B$9))",
        ),
        (
            "growth_by_year.people_served",
            "INDEX('Inputs'!$D$21:$D$22,MIN(B$9-1,ROWS('Inputs'!$D$21:$D$22)))",
        ),
    ],
)
def test_a_list_gives_its_entry_for_the_year(key: str, expected: str) -> None:
    assert lists_in(CELLS)[key].written("B$9", "Case") == expected


def test_entries_of_a_list_are_one_formula() -> None:
    across = Across(CELLS)
    years = [named("effect_by_year", str(min(number, 2))) for number in range(4)]
    parts = across.parts(Name("reform_in_effect"), years)
    assert joined(parts, ["x"] * 4, "B$9", ["$B$9"] * 4) == "x"
    amounts = [named("amount_by_year", '"a b".0'), named("amount_by_year", '"a b".1'), 0.0]
    assert len({part.parts[0] for part in across.parts(Name("item_amount", "a b"), amounts)}) == 1


def test_another_beginning_asks_whether_it_is_the_first_year() -> None:
    across = Across(CELLS)
    rest = [Traced("*", named("the year before"), named("growth_by_year", f"people_served.{n}")) for n in (0, 1, 1)]
    parts = across.parts(Name("people_served"), [named("people_served"), *rest])
    assert joined(parts, ["first", "later", "later", "later"], "B$9", ["$B$9"] * 4) == "IF(B$9=1,first,later)"


def test_years_that_differ_otherwise_ask_which_year_it_is() -> None:
    across = Across(CELLS)
    years = [named("moved_by_year", f"day.{min(number, 1)}") for number in range(3)]
    parts = across.parts(Name("contract_moved", "day"), [*years, 0.5])
    counters = ["$B$9", "$C$9", "$D$9", "$E$9"]
    assert joined(parts, ["a", "b", "b", "c"], "B$9", counters) == "IF(B$9<=$B$9,a,IF(B$9<=$D$9,b,c))"


def test_a_number_that_is_no_end_of_a_list_is_a_number() -> None:
    (part,) = Across(CELLS).parts(Name("item_amount", "another"), [0.0])
    assert (part.operation, part.parts) == ("number", (0.0,))
