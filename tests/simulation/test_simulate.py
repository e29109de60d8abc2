"""Simulation: theory, streams, independence of chunks and threads, standard errors, contributions, regions."""

import math
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import archpers
from archpers.arrays import Floats
from archpers.errors import ArchpersError, ScenarioError, UsageError
from archpers.model.time_use import FUNCTION_LABELS
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import Override
from archpers.simulation import tasks
from archpers.simulation.drawn_inputs import DrawnInputs, drawn_inputs
from archpers.simulation.drawn_model import DrawnModel, drawn_model
from archpers.simulation.draws import Draws, Stream
from archpers.simulation.engine.program import BLOCK
from archpers.simulation.engine.runner import DrawnRun, RunOptions
from archpers.simulation.engine.statistics import ThreadCounter, group_size
from archpers.simulation.result import Simulation, Statistics
from archpers.simulation.simulate import simulate
from archpers.what_if.baseline import Baseline
from tests.support import TOLD_NAMES

UNCERTAIN = str(Path(__file__).with_name("uncertain.yaml"))
UNIFORM = ("reform.crisis_share", {"uniform": {"low": "10%", "high": "30%"}})


def changed(*changes: tuple[str, Any], file: str = "toolkit-team") -> Any:
    """Load a scenario with distributions put in by path."""
    flat = []
    for path, spread in changes:
        ((name, parameters),) = spread.items()
        flat += [
            Override(parse_path(f"{path}.distribution.{name}.{key}"), str(value), "--set")
            for key, value in parameters.items()
        ]
    return archpers.load(file, flat)


def prepared(scenario: Any, measures: Sequence[str] = TOLD_NAMES) -> tuple[DrawnModel, DrawnInputs]:
    baseline = Baseline(scenario)
    inputs = drawn_inputs(scenario, baseline)
    return drawn_model(baseline, inputs, measures), inputs


def drawn(scenario: Any, count: int, seed: int = 1, strata: int = 0) -> tuple[DrawnInputs, Floats]:
    inputs = drawn_inputs(scenario, Baseline(scenario))
    chances = Draws(inputs, seed, count, strata).draw(0, count)
    return inputs, np.stack([column.quantiles(own) for column, own in zip(inputs.columns, chances, strict=True)])


def of(result: Simulation, name: str) -> Statistics:
    found = result.quantities[name]
    assert found is not None
    return found


def codes(result: Simulation) -> list[str]:
    return [warning.code for warning in result.warnings]


def test_a_linear_figure_has_the_moments_of_theory() -> None:
    result = simulate(changed(UNIFORM), 400_000, explain=False)
    hours = of(result, "crisis_hours")
    low, high = 0.1 * 500 * 35, 0.3 * 500 * 35
    assert hours.mean == pytest.approx((low + high) / 2, abs=4 * (high - low) / math.sqrt(12 * 400_000))
    assert hours.sd == pytest.approx((high - low) / math.sqrt(12), rel=3e-3)
    for name, level in (("p5", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95)):
        assert getattr(hours, name) == pytest.approx(low + level * (high - low), rel=5e-3)
    assert of(result, "residual_hours").baseline == pytest.approx(9910)
    assert result.fixed_inputs == len(Baseline(archpers.load("toolkit-team")).variables) - 1


def test_the_probability_of_a_deficit() -> None:
    # residual hours = 19,360 - 5,950 - 17,500 x crisis share: below zero from a share of 76.6% on
    wide = changed(("reform.crisis_share", {"uniform": {"low": "0%", "high": "100%"}}))
    residual = of(simulate(wide, 200_000, explain=False), "residual_hours")
    expected = 1 - 13_410 / 17_500
    error = math.sqrt(expected * (1 - expected) / 200_000)
    assert residual.probability_below_zero == pytest.approx(expected, abs=4 * error)
    assert residual.standard_errors.probability_below_zero == pytest.approx(error, rel=0.02)


def test_all_numbers_are_those_of_plain_numpy_on_the_same_draws() -> None:
    scenario = archpers.load(UNCERTAIN)
    count = 3 * BLOCK + 100
    baseline = Baseline(scenario)
    inputs, values = drawn(scenario, count)
    changes = {column.path: values[index] for index, column in enumerate(inputs.columns) if column.variable is not None}
    result = simulate(scenario, count, explain=False)
    for name, value in baseline.evaluate(TOLD_NAMES, changes).items():
        own = of(result, name)
        expected = np.broadcast_to(value, count)
        sd = float(np.std(expected, ddof=1))
        assert own.mean == pytest.approx(float(np.mean(expected)), rel=1e-12)
        assert own.sd == pytest.approx(sd, rel=1e-9, abs=1e-9)
        assert own.probability_below_zero == np.mean(expected < 0)
        exact = np.quantile(expected, [0.05, 0.25, 0.5, 0.75, 0.95])
        found = [own.p5, own.p25, own.p50, own.p75, own.p95]
        assert found == pytest.approx(exact.tolist(), abs=2e-3 * sd + 1e-12 * abs(float(exact[2])))


@pytest.mark.thorough
def test_percentiles_of_many_draws_are_within_a_thousandth_of_a_standard_deviation() -> None:
    names, count = ("residual_value", "residual_wte", "wisn_ratio", "crisis_hours"), 1_000_000
    scenario = archpers.load(UNCERTAIN)
    inputs, values = drawn(scenario, count)
    changes = {column.path: values[index] for index, column in enumerate(inputs.columns) if column.variable is not None}
    result = simulate(scenario, count, show=names, explain=False)
    for name, value in Baseline(scenario).evaluate(names, changes).items():
        own = of(result, name)
        exact = np.quantile(value, [0.05, 0.25, 0.5, 0.75, 0.95])
        found = np.array([own.p5, own.p25, own.p50, own.p75, own.p95])
        assert np.abs(found - exact).max() < 1e-3 * float(np.std(value)), name


@pytest.mark.parametrize("latin", [False, True], ids=["plain", "latin"])
@pytest.mark.parametrize("draws", [7, 1000, BLOCK, 5 * BLOCK + 17])
def test_results_do_not_depend_on_chunks_or_threads(draws: int, latin: bool) -> None:
    model, inputs = prepared(archpers.load(UNCERTAIN))
    first, *others = (
        DrawnRun([model], inputs, RunOptions(draws, 3, latin=latin, threads=threads, chunk=chunk)).run(0, draws)
        for threads, chunk in ((1, BLOCK), (1, 8 * BLOCK), (2, BLOCK), (3, 2 * BLOCK))
    )
    (totals,) = first.totals
    for (own,) in (other.totals for other in others):
        assert np.array_equal(own.sums, totals.sums)
        assert np.array_equal(own.histogram, totals.histogram)
        assert np.array_equal(own.below_zero, totals.below_zero)
        assert own.count == totals.count == draws


@pytest.mark.parametrize("threads", [1, 3])
def test_what_goes_wrong_in_a_thread_is_raised(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: ThreadCounter, *arguments: object) -> None:
        raise MemoryError("no room")

    model, inputs = prepared(archpers.load(UNCERTAIN))
    monkeypatch.setattr(ThreadCounter, "counted", fails)
    with pytest.raises(MemoryError, match="no room"):
        DrawnRun([model], inputs, RunOptions(20 * BLOCK, 3, threads=threads, chunk=BLOCK)).run(0, 20 * BLOCK)


def test_the_same_seed_gives_the_same_result_and_another_seed_another() -> None:
    first, again, other = (simulate(archpers.load(UNCERTAIN), 500, seed).as_json() for seed in (4, 4, 5))
    assert first == again
    assert first["quantities"] != other["quantities"]


def test_an_input_that_is_added_leaves_the_others_draws_as_they_were() -> None:
    _, alone = drawn(changed(UNIFORM), 1000)
    inputs, both = drawn(changed(("people_served", {"normal": {"mean": 500, "sd": 20}}), UNIFORM), 1000)
    places = {column.path: index for index, column in enumerate(inputs.columns)}
    assert np.array_equal(both[places["reform.crisis_share"]], alone[0])
    assert abs(np.corrcoef(both[0], both[1])[0, 1]) < 0.1


def test_a_stream_can_be_read_from_any_place() -> None:
    whole = np.empty(10_000)
    Stream(1, "a").fill(0, whole)
    stream, part = Stream(1, "a"), np.empty(100)
    for start in (5000, 0, 9900, 17):
        stream.fill(start, part)
        assert np.array_equal(part, whole[start : start + 100])
    other = np.empty(10_000)
    Stream(1, "b").fill(0, other)
    assert abs(np.corrcoef(whole, other)[0, 1]) < 0.05


def test_a_latin_hypercube_has_one_draw_in_each_stratum() -> None:
    scenario = changed(("reform.crisis_share", {"uniform": {"low": "0%", "high": "100%"}}))
    _, values = drawn(scenario, 2 * 256 + 10, strata=256)
    for start, size in ((0, 256), (256, 256), (512, 10)):
        strata = np.floor(values[0, start : start + size] * size).astype(int)
        assert sorted(strata.tolist()) == list(range(size))
    assert not np.array_equal(np.argsort(values[0, :256]), np.argsort(values[0, 256:512]))


@pytest.mark.thorough
@pytest.mark.parametrize("latin", [False, True], ids=["plain", "latin"])
def test_standard_errors_are_what_repeated_runs_show(latin: bool) -> None:
    scenario, name = archpers.load(UNCERTAIN), "residual_value"
    several = [of(simulate(scenario, 2000, seed, latin=latin, show=[name], explain=False), name) for seed in range(80)]
    for figure in ("mean", "sd") if latin else ("mean", "sd", "p5", "p50", "p95"):
        seen = float(np.std([getattr(one, figure) for one in several], ddof=1))
        told = float(np.mean([getattr(one.standard_errors, figure) for one in several]))
        assert told == pytest.approx(seen, rel=0.3), figure  # the spread of 80 runs is itself known to 8%
    if latin:
        plain = of(simulate(scenario, 2000, explain=False), "residual_value").standard_errors.mean
        told = float(np.mean([one.standard_errors.mean for one in several if one.standard_errors.mean is not None]))
        assert plain is not None
        assert told < plain / 3


def test_shares_drawn_together_sum_to_one_and_average_to_the_file() -> None:
    scenario = archpers.load(UNCERTAIN)
    model, inputs = prepared(scenario, [f"functions.{name}.time_share" for name in FUNCTION_LABELS])
    shares = np.empty((len(model.program.figures), 40_000))
    model.program.run(Draws(inputs, 1, 40_000).draw(0, 40_000), shares, model.program.workspace(40_000))
    shares = shares[:8]
    assert shares.sum(axis=0) == pytest.approx(np.ones(40_000), abs=1e-12)
    assert (shares > 0).all()
    hours = np.array([4, 32, 68, 12, 162, 115, 7, 40]) / 440
    assert shares.mean(axis=1) == pytest.approx(hours, abs=1e-3)
    assert shares.std(axis=1) == pytest.approx(np.sqrt(hours * (1 - hours) / 201), rel=0.02)
    own = simulate(scenario, 2000, explain=False).functions["problem_solving"]["time_share"]
    assert own is not None
    assert own.sd == pytest.approx(math.sqrt(hours[5] * (1 - hours[5]) / 201), rel=0.1)


def test_a_share_that_is_too_small_to_draw_is_refused() -> None:
    with pytest.raises(ScenarioError, match="write a concentration of 22 or more"):
        changed(("functions", {"dirichlet": {"concentration": 10}}))


@pytest.mark.parametrize("rank", [-0.8, 0.3, 0.9])
def test_rank_correlations_are_reached_and_margins_stay(rank: float) -> None:
    overrides = [
        Override(("correlations", "reform.crisis_share", "reform.crisis_hours_per_person"), str(rank), "--set")
    ]
    inputs, values = drawn(archpers.load(UNCERTAIN, overrides), 60_000)
    _, before = drawn(archpers.load(UNCERTAIN), 60_000)
    places = {column.path: index for index, column in enumerate(inputs.columns)}
    left, right = (places[path] for path in ("reform.crisis_share", "reform.crisis_hours_per_person"))
    ranks = np.argsort(np.argsort(values[[left, right]], axis=1), axis=1)
    assert np.corrcoef(ranks[0], ranks[1])[0, 1] == pytest.approx(rank, abs=0.015)
    assert np.sort(values[right]).mean() == pytest.approx(35, abs=0.15)
    assert values[right].std() == pytest.approx(8, rel=0.03)
    others = [index for index in range(len(inputs.columns)) if index != right]
    assert np.array_equal(values[others], before[others])


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ({("reform.crisis_share", "reform.crisis_shore"): 0.5}, "did you mean reform.crisis_share"),
        ({("reform.crisis_share", "reform.crisis_share"): 0.5}, "one input with itself; name two inputs"),
        (
            {("reform.crisis_share", "cost.total"): 0.5, ("cost.total", "reform.crisis_share"): -0.5},
            "the other way round it differs; write the pair once",
        ),
        (
            {
                ("reform.crisis_share", "people_served"): 0.9,
                ("people_served", "cost.total"): 0.9,
                ("reform.crisis_share", "cost.total"): -0.9,
            },
            "no inputs can be correlated like this",
        ),
    ],
    ids=["unknown", "itself", "contradictory", "impossible"],
)
def test_correlations_that_cannot_be(pairs: dict[tuple[str, str], float], message: str) -> None:
    overrides = [Override(("correlations", *pair), str(rank), "--set") for pair, rank in pairs.items()]
    with pytest.raises(ArchpersError, match=message):
        simulate(archpers.load(UNCERTAIN, overrides), 100)


def test_a_correlation_that_cannot_be_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    text = Path(UNCERTAIN).read_text(encoding="utf-8")
    file.write_text(text.replace("{reform.crisis_hours_per_person: 0.5}", "{reform.crisis_hours: 0.5}"))
    line = text.splitlines().index("correlations:") + 2
    with pytest.raises(ScenarioError, match=rf"mine.yaml:{line}:25 correlations.*did you mean") as raised:
        simulate(archpers.load(file), 100)
    assert raised.value.problems[0].says == "0.5"
    pair = "{reform.crisis_share: 0.9, cost.total: 0.9}\n  cost.total: {reform.crisis_share: -0.9}\n"
    file.write_text(text.partition("correlations:")[0] + "correlations:\n  people_served: " + pair, encoding="utf-8")
    with pytest.raises(
        ScenarioError, match=rf"mine.yaml:{line - 1}:1 correlations = people_served with reform.crisis_share"
    ):
        simulate(archpers.load(file), 100)


def test_a_correlation_with_a_fixed_input_is_told() -> None:
    overrides = [Override(("correlations", "reform.crisis_share", "staffing.care_managers_wte"), "0.5", "--set")]
    result = simulate(archpers.load(UNCERTAIN, overrides), 100, explain=False)
    assert codes(result) == ["correlation_without_distribution", "core_exceeds_time_today"]


def test_infeasible_draws_are_counted_and_left_out_never_clipped() -> None:
    wide = ("reform.crisis_share", {"normal": {"mean": "20%", "sd": "20%"}})
    result = simulate(changed(wide), 50_000, explain=False)
    _, values = drawn(changed(wide), 50_000)
    inside = values[0][(values[0] >= 0) & (values[0] <= 1)]
    assert 7000 < 50_000 - len(inside) < 9000
    assert result.infeasible_draws == {"reform.crisis_share": 50_000 - len(inside)}
    assert result.feasible_draws == len(inside)
    assert of(result, "crisis_people").mean == pytest.approx(500 * inside.mean(), rel=1e-12)
    assert of(result, "crisis_people").p5 == pytest.approx(500 * float(np.quantile(inside, 0.05)), rel=1e-2)
    assert result.warnings[0].code == "infeasible_draws"
    cut = changed(("reform.crisis_share", {"normal": {"mean": "20%", "sd": "20%", "min": "0%", "max": "100%"}}))
    assert not simulate(cut, 50_000, explain=False).infeasible_draws


def test_what_does_not_vary_is_exact_and_what_is_not_estimated_is_absent() -> None:
    scenario = archpers.replace(changed(UNIFORM), cost=None)
    result = simulate(scenario, 1000)
    hours = of(result, "total_hours")
    assert (hours.mean, hours.sd, hours.p5, hours.p95, hours.standard_errors.mean) == (19_360, 0, 19_360, 19_360, 0)
    assert result.quantities["residual_value"] is None
    assert list(result.quantities) == list(TOLD_NAMES)


def test_a_value_far_from_what_is_drawn_is_pointed_out() -> None:
    far = simulate(changed(("reform.crisis_share", {"normal": {"mean": "40%", "sd": "3%"}})), 100, explain=False)
    assert "value_outside_distribution" in codes(far)
    near = simulate(changed(("reform.crisis_share", {"normal": {"mean": "21%", "sd": "3%"}})), 100, explain=False)
    assert "value_outside_distribution" not in codes(near)


def test_an_input_of_zero_width_gives_zero_variance() -> None:
    still = changed(("reform.crisis_share", {"uniform": {"low": "20%", "high": "20%"}}))
    result = simulate(still, 20_000)
    residual = of(result, "residual_hours")
    assert (residual.mean, residual.sd, residual.p5, residual.p95) == pytest.approx((9910, 0, 9910, 9910), abs=1e-9)
    assert result.contributions["residual_hours"]["reform.crisis_share"].total is None


def without_requirement() -> Any:
    """A scenario whose reform requires no hours at all, so that the WISN ratio does not exist."""
    core = dict.fromkeys(("first_contact", "overview_assessment", "basic_planning", "short_reviews"), 0)
    reform = {
        "core_hours_per_person": core,
        "crisis_share": {"value": 0, "distribution": {"uniform": {"low": 0, "high": 0}}},
        "crisis_hours_per_person": {"value": 35, "low": 30, "high": 40, "distribution": "uniform"},
    }
    scenario = archpers.load("toolkit-team")
    assert isinstance(scenario, archpers.Scenario)
    return archpers.replace(scenario, reform=reform)


def test_a_figure_that_does_not_exist_for_some_draws_is_absent() -> None:
    result = simulate(without_requirement(), 100)
    assert result.quantities["wisn_ratio"] is None
    assert codes(result)[0] == "value_does_not_exist"
    assert "no value for wisn_ratio in 100 of 100 draws" in result.warnings[0].message
    assert of(result, "required_hours").mean == 0


def test_contributions_are_those_of_theory() -> None:
    # required hours = people x (core + crisis share x hours): vary the last two around 20% and 35 hours
    scenario = changed(UNIFORM, ("reform.crisis_hours_per_person", {"uniform": {"low": 15, "high": 55}}))
    result = simulate(scenario, 1000)
    share, hours = 0.2**2 / 12, 40**2 / 12
    whole = share * 35**2 + hours * 0.2**2 + share * hours
    own = result.contributions["required_hours"]
    for path, alone in (("reform.crisis_share", share * 35**2), ("reform.crisis_hours_per_person", hours * 0.2**2)):
        found = own[path]
        assert found.first_order is not None
        assert found.first_order_error is not None
        assert found.total_error is not None
        assert found.first_order == pytest.approx(alone / whole, abs=4 * found.first_order_error)
        assert found.total == pytest.approx((alone + share * hours) / whole, abs=4 * found.total_error)
        assert 0 < found.first_order_error < 0.02


def test_inputs_that_vary_together_are_one_factor() -> None:
    result = simulate(archpers.load(UNCERTAIN), 100)
    factors = set(result.contributions["residual_value"])
    assert "reform.crisis_share with reform.crisis_hours_per_person" in factors
    assert "functions.time_shares" in factors
    assert sum(own.first_order or 0 for own in result.contributions["residual_value"].values()) == pytest.approx(
        1, abs=0.05
    )


def regional() -> Any:
    return changed(
        UNIFORM,
        ('authorities."LA 4".people_served', {"pert": {"low": 4000, "mode": 4316, "high": 5000}}),
        file="yorkshire-humber-2010",
    )


def test_a_region_draws_an_assumption_once_for_all_and_gives_all_pools() -> None:
    region = regional()
    result = simulate(region, 5000)
    assert set(result.authorities) == {"LA 1", "LA 2", "LA 3", "LA 4"}
    assert set(result.pooled) == {"sum_of_authorities", "mean_of_ratios", "median", "lower_quartile", "upper_quartile"}
    residuals = [result.authorities[name].quantities["residual_share_of_hours"] for name in result.authorities]
    mean = result.pooled["mean_of_ratios"].quantities["residual_share_of_hours"]
    assert mean is not None
    assert mean.mean == pytest.approx(np.mean([own.mean for own in residuals if own]), rel=1e-12)
    # all move with the one crisis share, so the spread of their mean is nearly the mean of their spreads
    assert mean.sd == pytest.approx(np.mean([own.sd for own in residuals if own]), rel=0.03)
    alone = simulate(region.authority("LA 4"), 5000, explain=False)
    assert alone.quantities == result.authorities["LA 4"].quantities


def test_many_figures_are_counted_in_several_runs_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulate(regional(), 500, explain=False).as_json()
    monkeypatch.setattr(tasks, "_AT_ONCE", 40)
    assert simulate(regional(), 500, explain=False).as_json() == whole


@pytest.mark.parametrize("latin", [False, True], ids=["plain", "latin"])
def test_less_detail_gives_the_same_means(latin: bool) -> None:
    scenario = archpers.load(UNCERTAIN)
    whole, moments, means = (
        of(simulate(scenario, 20_000, latin=latin, detail=detail, explain=False), "residual_value")
        for detail in ("all", "moments", "means")
    )
    assert whole.mean == moments.mean == means.mean
    assert (whole.sd, whole.probability_below_zero) == (moments.sd, moments.probability_below_zero)
    assert (moments.p5, means.p5, means.sd, means.probability_below_zero) == (None, None, None, None)
    assert means.standard_errors.mean == pytest.approx(whole.standard_errors.mean, rel=0.5)
    assert means.standard_errors.sd is None


def test_nothing_to_draw_is_an_error_with_a_remedy() -> None:
    with pytest.raises(UsageError, match=r"has no input with a distribution.*distribution: pert"):
        simulate(archpers.load("toolkit-team"))


def test_the_result_is_valid_against_its_own_schema() -> None:
    result = simulate(archpers.load(UNCERTAIN), 100)
    assert Simulation.model_validate(result.model_dump()) == result


@pytest.mark.parametrize(("draws", "size"), [(2, 2), (64, 2), (1000, 16), (100_000, 2048), (10**8, BLOCK)])
def test_groups_are_many_and_divide_a_block(draws: int, size: int) -> None:
    assert group_size(draws) == size
    assert BLOCK % size == 0


def test_memory_does_not_grow_with_the_draws() -> None:
    code = (
        "import resource, sys, archpers\n"
        "from archpers.simulation.simulate import simulate\n"
        f"simulate(archpers.load({UNCERTAIN!r}), int(sys.argv[1]), show=['residual_value'], explain=False)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    peaks = [
        int(subprocess.run([sys.executable, "-c", code, draws], capture_output=True, check=True, text=True).stdout)
        for draws in ("1000000", "4000000")  # both by machine code, where that is installed
    ]
    assert abs(peaks[1] - peaks[0]) < 16 * 1024 * (1 if os.name == "posix" else 1024)  # 30 MB for one array of draws
