"""A sweep on the screen: headings, marks, bars, and what stands below."""

import io
from pathlib import Path

import pytest

from archpers.output.formats.heat_map import HeatMap
from archpers.output.formats.terminal import print_tables
from archpers.output.tables.table import Bar, Table
from archpers.output.tables.what_if.sweep_tables import Screen, screen
from archpers.scenario.load import load
from archpers.scenario.shipped import shipped_file
from archpers.what_if.axes import parse_axis
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import default_measures, with_authorities
from archpers.what_if.sweep import Sweep
from tests.what_if.support import REGION, TOOLKIT, baseline


class Text(io.StringIO):
    """A stream that takes any character."""

    encoding = "utf-8"


SHIPPED = (TOOLKIT, REGION, "example-borough")
SHARES = (
    "{first_contact: 0.9%, overview_assessment: 7.3%, full_assessment: 15.5%, basic_planning: 2.7%, "
    "intensive_planning: 36.8%, problem_solving: 26.1%, short_reviews: 1.6%, long_reviews: 9.0%}"
)
SHARE = "functions.time_shares.first_contact"


def shown(base: Baseline, vary: list[str], *show: str) -> Screen:
    measures = (
        [base.measure(text) for text in show]
        if show
        else with_authorities(default_measures(base.evaluate), base.scenario)
    )
    return screen(Sweep(base, [parse_axis(text, base) for text in vary], measures), asked=bool(show))


def table(found: Screen) -> Table:
    (part,) = found.parts
    assert isinstance(part, Table)
    return part


def heat_map(found: Screen) -> HeatMap:
    (part,) = found.parts
    assert isinstance(part, HeatMap)
    return part


def printed(tables: list[Table]) -> str:
    stream = Text()
    print_tables([], tables, [], stream)
    return stream.getvalue()


@pytest.mark.parametrize("scenario", SHIPPED)
@pytest.mark.parametrize(
    "path", ["reform.crisis_share", "reform.crisis_hours_per_person", "reform.core_hours_per_person.basic_planning"]
)
def test_bars_have_room_at_80_columns(scenario: str, path: str) -> None:
    parts = shown(baseline(scenario), [f"{path}=±20%:5%"]).parts
    assert isinstance(parts[0], Table)
    text = printed([parts[0]])
    assert "█" in text
    assert max(map(len, text.splitlines())) <= 80


def test_every_heading_is_the_name_and_tells_the_unit() -> None:
    names = [
        'authorities."LA 1".functions.first_contact.cost',
        'authorities."LA 1".functions.first_contact.hours',
        'authorities."LA 1".functions.short_reviews.cost',
        "pooled.median.residual_share_of_hours",
        "residual_share_of_hours",
    ]
    found = table(shown(baseline(REGION), ["cost.total=±10%"], *names))
    assert [column.heading for column in found.columns[1:-1]] == names
    assert [column.unit for column in found.columns[1:-1]] == ["£/year", "hours/year", "£/year", "share", "share"]
    text = printed([found])
    assert max(map(len, text.splitlines())) <= 80
    assert "reviews.cost" in text


@pytest.fixture
def rounded(tmp_path: Path) -> Baseline:
    """The toolkit's team with its time as shares in print, which sum to 99.9%."""
    shipped = shipped_file(TOOLKIT)
    assert shipped is not None
    before = shipped.read_text(encoding="utf-8").partition("functions:\n")[0]
    path = tmp_path / "rounded.yaml"
    path.write_text(f"{before}functions:\n  time_shares: {SHARES}\n", encoding="utf-8")
    return Baseline(load(path))


def test_a_row_of_shares_brought_to_the_whole_is_not_passed_off_as_the_baseline(rounded: Baseline) -> None:
    cost = "functions.full_assessment.cost"
    found = table(shown(rounded, [f"{SHARE}=±10%"], cost))
    assert [str(cell) for cell in found.rows[1].cells[:2]] == ["0.9% (baseline*)", "£59,735"]
    assert f"As the scenario gives them, {SHARE} = 0.9% gives {cost} = £59,675." in found.note
    other = "functions.time_shares.long_reviews"
    note = heat_map(shown(rounded, [f"{SHARE}=±10%", f"{other}=±10%"], cost)).note
    assert note.startswith("Brackets mark the scenario's own values*.\n* The time shares brought to 100%.")
    assert note.endswith(f"{SHARE} = 0.9%, {other} = 9% give {cost} = £59,675.")
    plain = table(shown(rounded, ["people_served=±10%"], cost))
    assert (plain.rows[1].cells[0], plain.note) == ("500 (baseline)", "")


def test_the_value_at_the_baseline_is_told_where_it_is_off_the_map() -> None:
    vary = ["reform.crisis_share=20%,30%", "people_served=400,600"]
    note = heat_map(shown(baseline(), vary, "residual_value")).note
    assert note == (
        "The scenario's own values are not among those shown: reform.crisis_share = 20%, people_served = 500 give "
        "residual_value = £197,074."
    )


def test_points_without_a_value_are_told_from_infeasible_ones() -> None:
    core = ("first_contact", "overview_assessment", "basic_planning", "short_reviews")
    team = baseline(reform__crisis_share="0", **{f"reform__core_hours_per_person__{key}": "0" for key in core})
    vary = ["reform.crisis_share=0,10%", "people_served=0,500"]
    found = shown(team, vary, "wisn_ratio")
    assert heat_map(found).text(0, 0).strip() == "infeasible"
    assert heat_map(found).text(0, 1) == "[no value]"
    assert [line.split(":")[0] for line in found.closing] == [
        "2 of 4 points are infeasible and have no value (people_served",
        "At 1 of 4 points there is no value for wisn_ratio",
    ]
    assert table(shown(team, vary[:1], "wisn_ratio")).rows[0].cells == ("0% (baseline)", "no value", Bar(None))
