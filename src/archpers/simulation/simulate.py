"""Simulate: draw the uncertain inputs, evaluate the model on every draw, and say what comes out and what it hangs on.

    result = simulate(archpers.load("my-team.yaml"), draws=100_000, seed=1)
    result.quantities["residual_value"].p5

Inputs without a distribution stay as they are. Nothing is clipped: draws that leave an input's bounds are left out of
every figure, and counted.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from archpers.errors import UsageError
from archpers.executors import Workers
from archpers.model.registry import described
from archpers.results.decision import Messages
from archpers.results.evaluate import heading, warnings_as_parts
from archpers.results.names import Measure, measures_of
from archpers.results.values import told_somewhere
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of, functions_at
from archpers.simulation.contributions import Contributions, base_draws, contributions
from archpers.simulation.drawn_inputs import DrawnInputs
from archpers.simulation.drawn_model import DrawnModel, ModelRecording
from archpers.simulation.engine.runner import RunOptions
from archpers.simulation.engine.statistics import PERCENTILES, Detail
from archpers.simulation.result import Contribution, DrawnInput, Simulation, Statistics, nested
from archpers.simulation.shape_effect import inputs_to_draw, shape_warnings
from archpers.simulation.tasks import CountedFigures, Progress, batches_of, drawn_figures
from archpers.simulation.warnings import SimulationCounts, infeasible_text, warnings_about_simulation
from archpers.units import WTE
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import in_every_pool

DRAWS = 100_000
MOST_DRAWS = 1_000_000_000
"""More would take long, and tell no more: the error of a mean is by then 1/30,000 of the standard deviation."""
SEED = 1
Explained: TypeAlias = list[tuple[DrawnModel, Contributions]]


def simulate(
    scenario: Scenario | Region,
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    latin: bool = False,
    show: Sequence[str] | None = None,
    detail: Detail = "all",
    explain: bool | Sequence[str] = True,
    threads: int | None = None,
    progress: Progress = None,
    shape: str = "",
    executor: Workers = None,
) -> Simulation:
    """Simulate a scenario or region; the result depends on scenario, draws, seed and sampling, on nothing else.

    latin: Latin hypercubes in place of plain draws. show: names of the numbers to give, by default all of the result.
    detail: "moments" leaves out the percentiles, "means" all but the means. explain: whether to say what the numbers
    hang on: those to show or, by default, the scenario's own quantities and each authority's and pool's residual;
    names say it of further numbers. progress: is told how many draws are done, of how many. shape: how inputs with low
    and high are drawn, such as `uniform`, in place of the file's own. executor: who counts. Raises UsageError.
    """
    options = _options(draws, seed, latin, detail, threads)
    baseline = Baseline(scenario)
    inputs = inputs_to_draw(scenario, baseline, shape)
    measures, wanted = _asked(baseline, show, explain)
    counted = _counted(baseline, inputs, measures, options, progress, executor, shape)
    explained = _explained(baseline, inputs, wanted, seed) if explain else []
    beside = shape_warnings(scenario, inputs, counted, shape)
    rest = _described(baseline, options, inputs, counted, explained, beside)
    return Simulation.model_construct(**nested(counted.statistics, measures), **rest)


def _asked(
    baseline: Baseline, show: Sequence[str] | None, explain: bool | Sequence[str]
) -> tuple[list[Measure], list[Measure]]:
    """Return the measures that are counted, and those that it is said of what they hang on."""
    further = [] if isinstance(explain, bool) else [baseline.measure(text) for text in explain]
    measures = [baseline.measure(text) for text in show] if show else _measures(baseline.scenario, further)
    wanted = dict.fromkeys([*(measures if show else filter(_is_explained, measures)), *further])
    return measures, list(wanted)


def _options(draws: int, seed: int, latin: bool, detail: Detail, threads: int | None) -> RunOptions:
    if not 2 <= draws <= MOST_DRAWS:
        raise UsageError(f"--draws {draws}: write a number from 2 to {MOST_DRAWS:,}")
    if seed < 0:
        raise UsageError(f"--seed {seed}: write 0 or more")
    return RunOptions(draws, seed, latin, detail, threads)


def _described(
    baseline: Baseline,
    options: RunOptions,
    inputs: DrawnInputs,
    counted: SimulationCounts,
    explained: Explained,
    beside: Messages,
) -> dict[str, Any]:
    """Return all of a simulation but its figures; beside: warnings behind those about draws and scenario."""
    said = warnings_about_simulation(baseline, inputs, counted, options.draws)
    return {
        **heading(baseline.scenario),
        "draws": options.draws,
        "seed": options.seed,
        "sampling": "latin_hypercube" if options.latin else "plain",
        "inputs": {path: DrawnInput.model_construct(distribution=spread) for path, spread in inputs.spreads.items()},
        "fixed_inputs": inputs.fixed,
        "feasible_draws": counted.feasible,
        "infeasible_draws": counted.infeasible,
        "contributions": {text: own for part in explained for text, own in _contributions(*part)},
        "contribution_draws": explained[0][1].draws if explained else 0,
        "warnings": warnings_as_parts([*said, *beside]),
    }


def _counted(
    baseline: Baseline,
    inputs: DrawnInputs,
    measures: Sequence[Measure],
    options: RunOptions,
    progress: Progress,
    workers: Workers,
    shape: str,
) -> SimulationCounts:
    """Run the simulation for all measures."""
    values, dust = baseline.evaluate(measures), baseline.dust(measures)
    ranked: list[Measure] = sorted(measures, key=_ranked_together)
    recording = ModelRecording(baseline, inputs, ranked)
    counted = SimulationCounts({}, {}, {}, options.draws)
    for text, value in recording.constants.items():
        if math.isfinite(value):
            own = dict.fromkeys(("baseline", "mean", *PERCENTILES), value)
            own.update(sd=0.0, probability_below_zero=float(values.get(text, value) < 0))
            counted.statistics[text] = Statistics.of(own, {})
        else:
            counted.missing[text] = options.draws
    for figures in drawn_figures(recording, options, progress, workers, shape):
        counted = counted._replace(infeasible=figures.infeasible, feasible=figures.totals.count)
        if not counted.feasible:
            raise UsageError(f"every draw is infeasible: {infeasible_text(counted.infeasible, options.draws)}")
        found = zip(figures.names, figures.totals.missing.tolist(), strict=True)
        counted.missing.update((text, count) for text, count in found if count)
        counted.statistics.update(_statistics(figures, values, dust, options.latin))
    return counted


def _ranked_together(measure: Measure) -> tuple[str, ...]:
    """Put the pools of a number beside one another, so that its authorities' values are sorted in one run alone."""
    return () if measure.pool is None else (measure.name, measure.key or "")


def _measures(scenario: Scenario | Region, further: Sequence[Measure]) -> list[Measure]:
    """Name every number of a result that may be estimated: of the scenario, each authority and each pool.

    further: measures that were asked for, of which those of a year are added.
    """
    split = bool(functions_at(scenario))
    there = told_somewhere(scenario)
    own = [
        measure
        for measure in measures_of(scenario)
        if measure.name in there and (split or described(measure.name).block not in ("functions", "function_groups"))
    ]
    each = [measure.beside(authority) for authority in authorities_of(scenario) for measure in own]
    pooled = in_every_pool(own) if each else ()
    return [*own, *each, *pooled, *(measure for measure in further if measure.year is not None)]


def _statistics(
    figures: CountedFigures, values: Mapping[str, Any], dust: Mapping[str, float], latin: bool
) -> Iterator[tuple[str, Statistics]]:
    totals, count = figures.totals, figures.totals.count
    means, sds = totals.moments()
    mean_errors, sd_errors = totals.errors_of_moments(independent=not latin)
    levels = np.array(list(PERCENTILES.values()))
    doubt = np.sqrt(levels * (1 - levels) / count)
    every = np.clip(np.concatenate([levels, levels - doubt, levels + doubt]), 0.0, 1.0)
    quantiles = None
    if totals.layout.bins:
        first = figures.first
        quantiles = totals.quantiles(every) if first is None else np.quantile(first, every, axis=1).T
    for index, text in enumerate(figures.names):
        if totals.missing[index]:
            continue
        below = math.nan if totals.layout.means_only else int(totals.below_zero[index]) / count
        if max(abs(means[index]), sds[index]) <= dust.get(text, 0.0):
            below = 0.0  # nothing but rounding dust, in every draw
        own = {"baseline": values.get(text, math.nan), "mean": means[index], "sd": sds[index]}
        errors = {"mean": mean_errors[index], "sd": sd_errors[index]}
        for each in (own, errors):
            each.update(dict.fromkeys(PERCENTILES, math.nan))
        if quantiles is not None:
            middle, low, high = quantiles[index].reshape(3, -1)
            own.update(zip(PERCENTILES, middle, strict=True))
            errors.update(zip(PERCENTILES, (high - low) / 2, strict=True))
        own["probability_below_zero"] = below
        errors["probability_below_zero"] = math.sqrt(below * (1 - below) / count)
        yield text, Statistics.of(own, errors)


def _is_explained(measure: Measure) -> bool:
    """Say whether contributions to a number are given without being asked for."""
    main = measure.is_residual and measure.unit.adds and measure.unit != WTE
    return measure.key is None and (measure.of_whole or main)


def _explained(baseline: Baseline, inputs: DrawnInputs, measures: Sequence[Measure], seed: int) -> Explained:
    """Find what the measures hang on, a part of them at a time, over the same draws."""
    recording = ModelRecording(baseline, inputs, measures)
    models = [recording.model(batch) for batch in batches_of(recording.varying)]
    draws = min((base_draws(model, inputs) for model in models), default=0)
    return [(model, contributions(model, inputs, seed, draws)) for model in models]


def _contributions(model: DrawnModel, found: Contributions) -> Iterator[tuple[str, dict[str, Contribution]]]:
    for row, text in enumerate(model.figures):
        own = zip(found.first[row], found.first_error[row], found.total[row], found.total_error[row], strict=True)
        yield text, {factor: Contribution.of(*each) for factor, each in zip(found.factors, own, strict=True)}
