"""A comparison as it is shown."""

import re
from pathlib import Path

import pytest

import archpers
from archpers.output.tables.table import Row, Table
from archpers.output.tables.what_if.comparison_cells import difference, signed, variant_columns
from archpers.output.tables.what_if.comparison_tables import closing_of, document_of, heading_of, tables_of
from archpers.scenario.schema.scenario import Region
from archpers.units import HOURS, HOURS_PER_PERSON, MONEY, SHARE, WTE, Unit
from archpers.what_if.baseline import Baseline
from archpers.what_if.compare import Variant, VariantComparison, compare
from tests.support import TOOLKIT_FILE
from tests.support import archpers as run
from tests.what_if.support import REGION, baseline, region


def compared(on: str = "residual_value", **sides: Baseline) -> VariantComparison:
    variants = [Variant(name, side) for name, side in sides.items()]
    return compare(variants, variants[0].baseline.measure(on))


def shown(row: Row) -> list[str]:
    return [str(cell) for cell in row.cells]


def table_of(found: VariantComparison, title: str, most: int | None = None) -> Table:
    return next(table for table in tables_of(found, most) if table.title.startswith(title))


def row_of(table: Table, label: str) -> list[str]:
    return next(shown(row) for row in table.rows if row.cells[0] == label)


@pytest.mark.parametrize(
    ("own", "value", "unit", "text"),
    [
        (0.5, 0.3, SHARE, "-20.0 pp"),
        (0.5, 0.5004, SHARE, "+0.04 pp"),
        (100.0, 100.25, MONEY, "+£0.25"),
        (1e6, 1e6 - 2500, MONEY, "-£2,500"),
        (10.0, 10.0, WTE, "0.00"),
        (9910.0, 9910.000000000002, HOURS, "0"),  # the computer's, not the variants'
        (0.0, 0.001, HOURS_PER_PERSON, "+0.001"),
        (None, 1.0, WTE, ""),
        (1.0, None, WTE, ""),
    ],
)
def test_a_difference_has_its_sign_and_is_never_shown_as_zero_unless_it_is(
    own: float | None, value: float | None, unit: Unit, text: str
) -> None:
    assert difference(own, value, unit) == text


def test_a_part_is_seen_against_the_whole() -> None:
    assert signed(1e-11, MONEY, 2e5) == "£0"
    assert signed(0.004, MONEY, 2e5) == "+£0.004"


def test_a_difference_of_several_names_its_variant() -> None:
    assert [tuple(column[:2]) for column in variant_columns(["a", "b"])] == [("a", ""), ("b", ""), ("Difference", "")]
    assert [column.unit for column in variant_columns(["a", "b", "c"], "WTE")] == ["WTE", "WTE", "b", "WTE", "c"]


def test_every_quantity_has_its_unit() -> None:
    table = table_of(compared(a=baseline(), b=baseline(reform__crisis_share="30%")), "Quantities")
    assert table.columns[-1].aside
    assert row_of(table, "residual_hours") == ["residual_hours", "9,910", "8,160", "-1,750", "hours/year"]
    assert row_of(table, "residual_share_of_hours")[1:] == ["51.2%", "42.1%", "-9.0 pp", "share"]


def test_time_freed_is_not_cash_released() -> None:
    assert "not cash released" in table_of(compared(a=baseline(), b=baseline()), "Quantities").note
    bare = compared("total_hours", a=baseline(cost=None), b=baseline(cost=None))
    assert "cash" not in table_of(bare, "Quantities").note


@pytest.mark.parametrize(("on", "part"), [("residual_value", "-£34,801"), ("residual_share_of_hours", "-9.0 pp")])
def test_parts_have_their_sign(on: str, part: str) -> None:
    found = compared(on, a=baseline(), b=baseline(reform__crisis_share="30%"))
    assert row_of(table_of(found, "Where"), "reform.crisis_share")[1] == part
    found = compared(on, a=baseline(reform__crisis_share="30%"), b=baseline())
    assert row_of(table_of(found, "Where"), "All together")[1] == part.replace("-", "+")


def test_why_nothing_is_attributed_stands_in_the_place_of_the_parts_and_only_there() -> None:
    found = compared(a=baseline(), b=baseline(REGION))
    assert table_of(found, "Where the difference in residual_value comes from").note == found.unattributed
    assert not any("attributed" in line for line in closing_of(found))
    document = document_of(found)
    assert document["attribution"] is None
    assert [each["message"] for each in document["warnings"] if each["code"] == "not_attributed"] == [
        found.unattributed
    ]


def test_price_bases_stand_in_heading_table_and_document() -> None:
    same = compared(a=baseline(), b=baseline(people_served="450"))
    assert heading_of(same, "title")[:2] == ["title", "Prices of 2009-10"]
    differ = compared(a=baseline(), b=baseline(price_base_year="2025-26"))
    assert not any(line.startswith("Prices") for line in heading_of(differ, "title"))
    assert row_of(table_of(differ, "Inputs"), "price_base_year") == ["price_base_year", "2009-10", "2025-26"]
    assert [variant["price_base_year"] for variant in document_of(differ)["variants"]] == ["2009-10", "2025-26"]
    assert any("prices of different years" in line for line in closing_of(differ))


def test_overrides_stand_in_heading_and_document() -> None:
    found = compared(
        a=baseline(people_served="450", cost__total="1"), b=baseline("example-borough", people_served="450")
    )
    assert [line for line in heading_of(found, "title") if "What if" in line] == [
        "a: What if: people_served = 450, instead of 500 (--set)",
        "a: What if: cost.total = 1, instead of £385,000 (--set)",
        "b: What if: people_served = 450, instead of 3,480 (--set)",
    ]
    both = compared(a=baseline(people_served="450"), b=baseline(people_served="450", cost=None))
    assert "What if: people_served = 450, instead of 500 (--set)" in heading_of(both, "title")
    (override,) = document_of(both)["variants"][0]["overrides"]
    assert override == {"path": "people_served", "file_value": "500", "value": "450", "origin": "--set"}


def test_regions_show_the_residual_pooled_and_by_authority_the_most_stretched_first() -> None:
    found = compared(a=baseline(REGION), b=baseline(REGION, reform__crisis_share="15%"))
    table = table_of(found, "residual_share_of_hours, pooled")
    assert [row.cells[0] for row in table.rows] == [
        *("Ratio of totals", "Mean of ratios", "Median", "Lower quartile", "Upper quartile"),
        *("LA 4", "LA 1", "LA 3", "LA 2"),
    ]
    assert row_of(table, "Mean of ratios")[1:] == ["23.4%", "30.5%", "+7.1 pp"]
    assert row_of(table, "LA 4")[1:] == ["-7.8%", "2.2%", "+10.0 pp"]
    assert [row.cells[0] for row in table.rows if row.alarm] == ["LA 4"]
    assert table.note.endswith("Mean of ratios, median and quartiles are over 4 authorities.")
    assert row_of(table_of(found, "residual_value, pooled"), "LA 4")[1] == "-£194,649"
    assert not any("authorities" in str(row.cells[0]) for row in table_of(found, "Quantities").rows)


def test_what_is_asked_about_is_shown_pooled_and_by_authority() -> None:
    found = compared('authorities."LA 4".cost_per_person', a=baseline(REGION), b=baseline(REGION))
    assert row_of(table_of(found, "cost_per_person, pooled"), "LA 4")[1:] == ["£579", "£579", "£0"]


def some(*names: str) -> Baseline:
    authorities = region().model_dump(exclude_unset=True)["authorities"]
    changed = archpers.replace(region(), authorities={name: authorities[name] for name in names})
    assert isinstance(changed, Region)
    return Baseline(changed)


def test_an_authority_that_is_not_there_is_not_said_to_be_not_estimated() -> None:
    found = compared(all=baseline(REGION), two=some("LA 1", "LA 2"), one=some("LA 1"))
    table = table_of(found, "residual_share_of_hours, pooled")
    assert row_of(table, "LA 4")[1:] == ["-7.8%", "not there", "", "not there", ""]
    assert "(all: 4, two: 2, one: 1)" in table.note


def test_a_screen_shows_authorities_from_both_ends() -> None:
    found = compared(a=baseline(REGION), b=baseline(REGION))
    table = table_of(found, "residual_share_of_hours, pooled", most=2)
    assert [row.cells[0] for row in table.rows[5:]] == ["LA 4", "LA 2"]
    assert "Shown are 2 of 4 authorities" in table.note
    single = compared(a=some("LA 1"), b=some("LA 1"))
    assert "are over 1 authority." in table_of(single, "residual_share_of_hours, pooled").note


LONG = "Northamptonshire County Council adults, older people and mental health, first draft of the year 2026"


@pytest.mark.parametrize("width", [30, 40, 80])
def test_long_names_are_folded_between_words_and_stay_distinct(width: int, tmp_path: Path) -> None:
    files = []
    for letter in ("first", "second", "third"):
        file = tmp_path / f"{letter}.yaml"
        name = f"{LONG} {letter}"
        file.write_text(TOOLKIT_FILE.read_text(encoding="utf-8").replace("name: Toolkit team", f"name: {name}"))
        files.append(str(file))
    wide, text = (run("compare", *files, variables={"COLUMNS": str(room)}).stdout.decode() for room in (300, width))
    assert max(map(len, text.splitlines())) <= width
    assert {*re.findall(r"[^\W\d_]+", text)} <= {*re.findall(r"[^\W\d_]+", wide)}  # no word is split
    inputs = text.split("Inputs that differ\n")[1].split("Quantities\n")[0]
    assert [f"2026 {letter}" in inputs for letter in ("first", "second", "third")] == [True] * 3


OWN = """
  additional: {own: {label: Own work, group: review}}
reform:"""


def test_functions_are_among_every_quantity(tmp_path: Path) -> None:
    text = TOOLKIT_FILE.read_text(encoding="utf-8")
    file = tmp_path / "own.yaml"
    more = text.replace("    problem_solving: {value: 115,", "    own: 22\n    problem_solving: {value: 93,")
    file.write_text(more.replace("\nreform:", OWN).replace("name: Toolkit team", "name: Own"), encoding="utf-8")
    found = compared(toolkit=Baseline(archpers.load("toolkit-team")), own=Baseline(archpers.load(file)))
    rows = {row["quantity"]: row for row in document_of(found)["quantities"]}
    assert rows["functions.problem_solving.hours"]["values"] == pytest.approx([5060.0, 4092.0])
    assert rows["functions.problem_solving.cost"]["differences"] == pytest.approx([0.0, -19250.0])
    assert rows["functions.own.hours"]["values"] == [None, pytest.approx(968.0)]
    assert rows["function_groups.review.time_share"]["values"] == pytest.approx([47 / 440, 69 / 440])
    result = archpers.evaluate(archpers.load(file))
    blocks = [("functions", result.functions), ("function_groups", result.function_groups)]
    for block, parts in blocks:
        for key, row in parts.items():
            for field, value in row.model_dump().items():
                assert rows[f"{block}.{key}.{field}"]["values"][1] == pytest.approx(value), (key, field)
    table = table_of(found, "Share of time by function")
    assert row_of(table, "functions.problem_solving.time_share") == [
        "functions.problem_solving.time_share",
        "26.1%",
        "21.1%",
        "-5.0 pp",
    ]
    assert row_of(table, "functions.own.time_share")[1:] == ["not there", "5.0%", ""]


def test_functions_that_are_alike_take_no_room(tmp_path: Path) -> None:
    found = compared(one=baseline(), other=Baseline(archpers.load("toolkit-team")))
    assert not any(table.title.startswith("Share of time") for table in tables_of(found))
