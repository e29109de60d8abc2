"""Axes: the values of a sweep, exactly as written."""

from decimal import Decimal

import numpy as np
import pytest

from archpers.errors import UsageError
from archpers.what_if.axes import SweepAxis, parse_axis
from archpers.what_if.baseline import Baseline
from tests.what_if.support import REGION, baseline


@pytest.fixture
def team() -> Baseline:
    return baseline()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("reform.crisis_share=10%:30%:5%", [0.1, 0.15, 0.2, 0.25, 0.3]),
        ("reform.crisis_share=0.1:0.3:0.05", [0.1, 0.15, 0.2, 0.25, 0.3]),
        ("reform.crisis_share=30%:10%:-10%", [0.3, 0.2, 0.1]),
        ("reform.crisis_share=20%:20%:5%", [0.2]),
        ("reform.crisis_share=10%, 35%,15%", [0.1, 0.35, 0.15]),
        ("reform.crisis_share=25%", [0.25]),
        ("reform.crisis_share=0%:0.3%:0.1%", [0.0, 0.001, 0.002, 0.003]),
        ("people_served=±20%", [400.0, 500.0, 600.0]),
        ("people_served=+-20%", [400.0, 500.0, 600.0]),
        ("people_served=±20%:10%", [400.0, 450.0, 500.0, 550.0, 600.0]),
        ("people_served=-10%:+20%:15%", [450.0, 525.0, 600.0]),
        ("people_served=-10%,+50%", [450.0, 750.0]),
        ("people_served=1,000:2,000:500", [1000.0, 1500.0, 2000.0]),
        ("people_served=400,500,600", [400.0, 500.0, 600.0]),
        ("people_served=50,100,200,1000", [50.0, 100.0, 200.0, 1000.0]),
        ("people_served=1, 200", [1.0, 200.0]),
        ("people_served=1000,200", [1000.0, 200.0]),
        ("people_served=2.5,100", [2.5, 100.0]),
        ("staffing.working_days_per_year=200,220,240", [200.0, 220.0, 240.0]),
        ("cost.total=£300000,£400000", [3e5, 4e5]),
        ("reform.crisis_share=10%,20%,10%", [0.1, 0.2]),
        ("people_served=±0%", [500.0]),
        ("people_served=\u221210%,+10%", [450.0, 550.0]),
        ("people_served=\u221210%:+10%:10%", [450.0, 500.0, 550.0]),
        ("reform.crisis_share=±10%", [0.18, 0.2, 0.22]),
        ("reform.crisis_share=+10%:+20%:10%", [0.22, 0.24]),
        ("cost.total=£300,000:£400,000:£50,000", [3e5, 3.5e5, 4e5]),
        ("reform.core_hours_per_person=10,11.9", [10.0, 11.9]),
    ],
)
def test_values_are_those_written(text: str, values: list[float], team: Baseline) -> None:
    assert parse_axis(text, team).values().tolist() == values


@pytest.mark.parametrize(
    ("values", "remedy"),
    [
        ("0.1,0.2,20", "write 20% or 0.20"),
        ("10,20,30", "write 10% or 0.10"),
        ("0:20:10", "write 20% or 0.20"),
        ("0:2:1", "write 2% or 0.02"),
        ("10%:30%:5", "write 5% or 0.05"),
        ("±20%:5", "write 5% or 0.05"),
    ],
)
def test_a_bare_number_beyond_1_is_no_share(values: str, remedy: str, team: Baseline) -> None:
    with pytest.raises(UsageError) as refused:
        parse_axis(f"reform.crisis_share={values}", team)
    assert f"a share beyond 1 needs its percent sign; {remedy}" in str(refused.value)


def test_a_share_beyond_1_with_its_sign_is_a_point(team: Baseline) -> None:
    assert parse_axis("reform.crisis_share=90%,120%", team).values().tolist() == [0.9, 1.2]
    assert parse_axis("reform.crisis_share=0:1:0.5", team).values().tolist() == [0.0, 0.5, 1.0]


@pytest.mark.parametrize(
    ("start", "step", "size"),
    [("0.1", "0.1", 1000), ("0", "0.000001", 10**6), ("-3", "0.7", 999), ("1e-9", "1e-9", 5000), ("0.1", "1e-25", 50)],
)
def test_a_range_never_drifts(start: str, step: str, size: int, team: Baseline) -> None:
    axis = SweepAxis(team.variable("people_served"), size, Decimal(start), Decimal(step))
    index = np.unique(np.linspace(0, size - 1, 50).astype(int))
    assert axis.at(index).tolist() == [float(Decimal(start) + Decimal(step) * int(i)) for i in index]


def test_the_baseline_is_found_among_the_values(team: Baseline) -> None:
    assert parse_axis("reform.crisis_share=10%:30%:5%", team).baseline_index() == 2
    assert parse_axis("reform.crisis_share=10%:30%:20%", team).baseline_index() is None
    assert parse_axis("reform.core_hours_per_person=±10%", team).baseline_index() == 1


def test_a_percentage_of_nothing_is_refused() -> None:
    team = baseline(functions__hours_per_week__long_reviews="0")
    for values in ("±20%", "±20%:5%"):
        with pytest.raises(UsageError, match=r"own value is 0.*write values such as 2\.5"):
            parse_axis(f"functions.hours_per_week.long_reviews={values}", team)


def test_commas_are_refused_where_the_scenarios_own_value_tells_nothing() -> None:
    team = baseline(functions__hours_per_week__long_reviews="0")
    with pytest.raises(UsageError, match="could be one number or several"):
        parse_axis("functions.hours_per_week.long_reviews=300,400", team)


def test_in_a_region_values_alike_are_changes() -> None:
    region = baseline(REGION)
    assert parse_axis("people_served=±20%:10%", region).values().tolist() == [-0.2, -0.1, 0.0, 0.1, 0.2]
    assert parse_axis('authorities."LA 1".people_served=7000,8000', region).values().tolist() == [7000.0, 8000.0]
    with pytest.raises(UsageError, match="only a change of all alike"):
        parse_axis("people_served=7000,8000", region)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("reform.crisis_share", "a path and values are needed"),
        ("reform.crisis_share=", "a path and values are needed"),
        ("reform.crisis_share=10%:30%", "a range has three parts"),
        ("reform.crisis_share=10%:30%:5%:1%", "a range has three parts"),
        ("reform.crisis_share=10%:30%:0%", "the step is 0"),
        ("reform.crisis_share=10%:30%:7%", "do not arrive at 30%"),
        ("reform.crisis_share=10%:30%:-5%", "turn the sign of the step"),
        ("reform.crisis_share=30%:10%:5%", "turn the sign of the step"),
        ("reform.crisis_share=10%:abc:5%", "abc: is not a number"),
        ("reform.crisis_share=10%,,20%", "nothing: is not a number"),
        ("reform.crisis_share=10%:+30%:5%", "either all or none"),
        ("reform.crisis_share=nan", "nan: is not a finite number"),
        ("reform.crisis_share=±", "±: is not a number"),
        ("people_served=10%:20%:5%", "write ±10% for a change"),
        ("people_served=±20", "a value with a sign is a change, which is a percentage"),
        ("people_served=£100", "£100: this is not money"),
        ("people_served=1:2:1e-400", "the step is 0"),
        ("people_served=1:1e400:1", "is not a finite number"),
        ("people_served=-50,+50", "a value with a sign is a change, which is a percentage"),
        ("people_served=+500", "write changes such as ±10%, or the values that are meant, without a sign"),
        ("cost.total=±10000", "a value with a sign is a change, which is a percentage"),
        ("people_served=-50:+50:10", "a value with a sign is a change, which is a percentage"),
        ("people_served=20%", "20% without a sign would be a share, which this is not; write ±20%"),
        ("cost.total=20%", "or values such as £385000"),
        ("cost.total=£385,100", '385,100 could be one number or several; write 385100 for one, or "385, 100" for'),
        ("cost.total=300,400,500", "300,400,500 could be one number or several"),
        ("cost.total=4,373,478", "write 4373478 for one"),
        ("cost.total=£300,000", "a comma separates values here; write 300,000 without commas, 300000"),
        ("cost.total=£300,000,£400,000", "write 300,000 without commas, 300000"),
        ("people_served=1,200", '1,200 could be one number or several; write 1200 for one, or "1, 200" for several'),
        ("people_served=300,1,200", "1,200 could be one number or several"),
        ("people_served=1,200,1,400", "1,200 could be one number or several"),
        ("=1", "a path and values are needed"),
        ("reform.crisis_shar=1%", "did you mean reform.crisis_share?"),
    ],
)
def test_bad_values_are_refused_with_what_to_write(text: str, says: str, team: Baseline) -> None:
    with pytest.raises(UsageError) as refused:
        parse_axis(text, team)
    assert says in str(refused.value)
