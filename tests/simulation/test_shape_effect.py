"""Where the shape of a distribution decides, it is said."""

from pathlib import Path

import pytest

import archpers
from archpers.errors import UsageError
from archpers.output.tables.table import Number
from archpers.simulation.result import Simulation
from archpers.simulation.shape_effect import chances_by_shape, decides, is_open, sentence
from archpers.simulation.simulate import simulate
from archpers.units import SHARE

SCENARIO = """\
name: Narrow
staffing: {{care_managers_wte: 11, hours_per_year: 19360}}
people_served: {{value: 500, low: 450, high: 600{people}}}
reform:
  core_hours_per_person: {{first_contact: 11.9}}
  crisis_share: {{value: 40%, low: 15%, high: 95%{crisis}}}
  crisis_hours_per_person: 35
"""


def written(folder: Path, people: str = "", crisis: str = "") -> Path:
    file = folder / "narrow.yaml"
    file.write_text(SCENARIO.format(people=people, crisis=crisis), encoding="utf-8")
    return file


def test_ranges_without_a_shape_are_named_with_what_each_shape_would_give(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as found:
        simulate(archpers.load(written(tmp_path)))
    text = str(found.value)
    assert "people_served and reform.crisis_share have low and high and need a shape too: write distribution:" in text
    assert text.endswith("is: pert 3.4%, triangular 11.0%, uniform 28.1%; the shape decides")


def test_one_range_is_told_in_the_singular_and_none_as_before(tmp_path: Path) -> None:
    file = written(tmp_path)
    text = file.read_text(encoding="utf-8").replace("{value: 500, low: 450, high: 600}", "500")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"reform\.crisis_share has low and high and needs a shape too"):
        simulate(archpers.load(file))
    file.write_text(text.replace("{value: 40%, low: 15%, high: 95%}", "40%"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"give one to each uncertain input, such as .*pert}$"):
        simulate(archpers.load(file))


def test_without_a_reform_no_chance_is_made_up(tmp_path: Path) -> None:
    file = tmp_path / "plain.yaml"
    file.write_text(
        "name: Plain\nstaffing: {care_managers_wte: 11, hours_per_year: 19360}\n"
        "people_served: {value: 500, low: 450, high: 600}\n",
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match="people_served has low and high") as found:
        simulate(archpers.load(file))
    assert "chance" not in str(found.value)


@pytest.mark.parametrize("shape", ["pert", "triangular", "uniform"])
def test_a_shape_that_decides_is_warned_of_whichever_the_file_has(tmp_path: Path, shape: str) -> None:
    scenario = archpers.load(written(tmp_path, *[f", distribution: {shape}"] * 2))
    result = simulate(scenario, 20_000)
    (said,) = [each.message for each in result.warnings if each.code == "shape_decides"]
    assert said.endswith("pert 3.4%, triangular 11.0%, uniform 28.1%; the shape decides.")
    own = result.quantities["residual_hours"]
    assert own is not None
    assert own.probability_below_zero is not None
    assert f"{shape} {Number(own.probability_below_zero, SHARE)}" in said  # the same seed, the same draws


def test_where_it_does_not_decide_nothing_is_said() -> None:
    assert not any(each.code == "shape_decides" for each in simulate(archpers.load("example-borough"), 20_000).warnings)


def test_a_distribution_with_parameters_of_its_own_keeps_them(tmp_path: Path) -> None:
    scenario = archpers.load(
        written(tmp_path, people=", distribution: {normal: {mean: 500, sd: 20}}", crisis=", distribution: pert")
    )
    drawn = simulate(scenario, 2_000, shape="uniform").inputs
    assert set(drawn["people_served"].distribution) == {"normal"}
    assert drawn["reform.crisis_share"].distribution == {"uniform": {"low": 0.15, "high": 0.95}}


def test_what_is_open_and_what_decides() -> None:
    assert [is_open(chance) for chance in (None, 0.0, 0.0005, 0.5, 0.9995)] == [False, False, False, True, False]
    assert decides({"pert": 0.04, "uniform": 0.27})
    assert not decides({"pert": 0.04, "uniform": 0.06})
    assert not decides({})
    assert sentence({"pert": 0.5, "uniform": 0.51}).endswith("pert 50.0%, uniform 51.0%; the shape hardly matters.")


def test_what_cannot_be_drawn_is_left_to_where_it_was_asked_for() -> None:
    def refused(shape: str) -> Simulation:
        raise UsageError(shape)

    assert chances_by_shape(refused) == {}
