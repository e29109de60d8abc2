"""Speed of simulation, as ratios in one run on one machine; `what_if.py` prints them.

Every measurement runs in a fresh process; those that are compared take turns, and the best of each counts.
"""

import json
import logging
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

import archpers
from archpers.model.definition import OVERVIEW
from archpers.model.registry import in_block, shown_in
from archpers.simulation.contributions import contributions
from archpers.simulation.distributions import distribution
from archpers.simulation.drawn_inputs import DrawnInputs, drawn_inputs
from archpers.simulation.drawn_model import DrawnModel, drawn_model, inputs_with, recorded
from archpers.simulation.draws import Draws
from archpers.simulation.engine.program import BLOCK, Program
from archpers.simulation.engine.runner import DrawnRun, RunOptions
from archpers.simulation.engine.tape import Tape
from archpers.simulation.simulate import simulate
from archpers.what_if.baseline import Baseline

FILE = Path(__file__).with_name("uncertain.yaml")
LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95]
MANY = 10_000_000
REFORM_NAMES = tuple(name for name in in_block("quantities").values() if name not in shown_in(OVERVIEW))
Result = dict[str, float]


def best(work: Callable[[], Any], times: int = 5) -> float:
    """Return the shortest time that work took [s]."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def ready() -> tuple[Baseline, DrawnInputs]:
    """Load the scenario and find what is drawn."""
    baseline = Baseline(archpers.load(FILE))
    return baseline, drawn_inputs(baseline.scenario, baseline)


def numpy_draws(count: int) -> dict[str, np.ndarray]:
    """Draw as numpy's own documentation shows."""
    random = np.random.default_rng(1)

    def pert(low: float, mode: float, high: float) -> np.ndarray:
        rise = 4 * (mode - low) / (high - low)
        return low + (high - low) * random.beta(1 + rise, 5 - rise, count)

    spread = math.log1p((8 / 35) ** 2)
    core = "reform.core_hours_per_person"
    return {
        "cost.total": random.normal(385_000, 10_000, count),
        "people_served": random.triangular(450, 500, 560, count),
        f"{core}.first_contact": pert(2, 2.5, 3.5),
        f"{core}.overview_assessment": pert(3, 3.7, 5),
        f"{core}.basic_planning": random.uniform(3, 5, count),
        "reform.crisis_share": pert(0.15, 0.2, 0.3),
        "reform.crisis_hours_per_person": random.lognormal(math.log(35) - spread / 2, math.sqrt(spread), count),
    }


def straightforward(count: int, quantiles: int) -> Result:
    """Draw everything, keep everything, then take means or quantiles."""
    start = time.perf_counter()
    values = Baseline(archpers.load(FILE)).evaluate(REFORM_NAMES, numpy_draws(count))
    for each in values.values():
        if np.ndim(each):
            _ = np.quantile(each, LEVELS) if quantiles else np.mean(each)
    return {"time": time.perf_counter() - start}


def streamed(count: int, quantiles: int) -> Result:
    """Simulate, in a stream."""
    start = time.perf_counter()
    simulate(archpers.load(FILE), count, show=REFORM_NAMES, detail="all" if quantiles else "means", explain=False)
    spent = time.perf_counter() - start
    return {"time": spent, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def error(count: int) -> Result:
    """Compare the streamed quantiles with those of all draws [standard deviations]."""
    scenario = archpers.load(FILE)
    baseline, drawn = ready()
    result = simulate(scenario, count, show=REFORM_NAMES, explain=False)
    model = drawn_model(baseline, drawn, REFORM_NAMES)
    draws, workspace = Draws(drawn, 1, BLOCK), model.program.workspace(BLOCK)
    figures = np.empty((len(model.program.figures), count))
    for start in range(0, count, BLOCK):
        block = slice(start, min(start + BLOCK, count))
        model.program.run(draws.draw(block.start, block.stop), figures[:, block], workspace)
    furthest = 0.0
    for name, each in zip(model.figures, figures, strict=False):  # behind the figures stand the inputs to be checked
        own = result.quantities[name]
        assert own is not None
        found = np.array([own.p5, own.p25, own.p50, own.p75, own.p95])
        furthest = max(furthest, float(np.abs(found - np.quantile(each, LEVELS)).max() / np.std(each)))
    return {"off": furthest}


def loop(count: int) -> Result:
    """Evaluate the model in a plain Python loop, draw by draw, and in a stream."""
    import random
    from statistics import mean

    from archpers.model import evaluate

    baseline, _ = ready()
    own = baseline.inputs[""]
    source = random.Random(1)
    start = time.perf_counter()
    kept: dict[str, list[float]] = {name: [] for name in REFORM_NAMES}
    spread = math.log1p((8 / 35) ** 2)
    for _ in range(count):
        core = dict(own["core_function_hours_per_person"])
        core["first_contact"] = 2 + 1.5 * source.betavariate(1 + 4 / 3, 5 - 4 / 3)
        core["overview_assessment"] = 3 + 2 * source.betavariate(2.4, 3.6)
        core["basic_planning"] = source.uniform(3, 5)
        given = {
            **own,
            "core_function_hours_per_person": core,
            "total_cost": source.gauss(385_000, 10_000),
            "people_served": source.triangular(450, 560, 500),
            "crisis_share": 0.15 + 0.15 * source.betavariate(1 + 4 / 3, 5 - 4 / 3),
            "crisis_hours_per_person": source.lognormvariate(math.log(35) - spread / 2, math.sqrt(spread)),
        }
        for name, value in evaluate(REFORM_NAMES, given).items():
            kept[name].append(value)
    _ = {name: mean(values) for name, values in kept.items()}
    spent = time.perf_counter() - start
    own_time = best(lambda: simulate(archpers.load(FILE), count, show=REFORM_NAMES, detail="means", explain=False))
    return {"peer": spent, "own": own_time}


def salib(count: int) -> Result:
    """First-order and total Sobol indices of one quantity, with as many bootstrap resamples."""
    analysis, sampling = import_module("SALib.analyze.sobol"), import_module("SALib.sample.sobol")
    stats = import_module("scipy.stats")
    baseline, drawn = ready()
    names = [variable.path for variable in drawn.variables]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    columns = [distribution(*next(iter(spread.items()))) for spread in drawn.spreads.values()]

    def theirs() -> None:
        points = sampling.sample(problem, count, calc_second_order=False)
        changes = {}
        for index, (path, spread) in enumerate(drawn.spreads.items()):
            ((name, own),) = spread.items()
            shares = np.clip(points[:, index], 1e-12, 1 - 1e-12)
            if name == "pert":
                rise = 4 * (own["mode"] - own["low"]) / (own["high"] - own["low"])
                changes[path] = own["low"] + (own["high"] - own["low"]) * stats.beta.ppf(shares, 1 + rise, 5 - rise)
            elif name == "lognormal":
                spread_of = math.log1p((own["sd"] / own["mean"]) ** 2)
                centre = own["mean"] * math.exp(-spread_of / 2)
                changes[path] = stats.lognorm.ppf(shares, math.sqrt(spread_of), scale=centre)
            elif name == "normal":
                changes[path] = stats.norm.ppf(shares, own["mean"], own["sd"])
            elif name == "triangular":
                width = own["high"] - own["low"]
                changes[path] = stats.triang.ppf(shares, (own["mode"] - own["low"]) / width, own["low"], width)
            else:
                changes[path] = own["low"] + (own["high"] - own["low"]) * shares
        value = baseline.evaluate(["residual_value"], changes)["residual_value"]
        analysis.analyze(problem, value, calc_second_order=False, num_resamples=100)

    def ours() -> None:
        contributions(drawn_model(baseline, drawn, ["residual_value"]), drawn, 1, count, 100)

    assert len(columns) == len(names)
    return {"peer": best(theirs, 2), "own": best(ours, 3)}


def ema(count: int) -> Result:
    """The EMA Workbench on the same model: as many experiments, the same outcomes."""
    from archpers.model import evaluate

    workbench = import_module("ema_workbench")
    workbench.ema_logging.log_to_stderr(logging.CRITICAL)
    baseline, drawn = ready()
    own = baseline.inputs[""]
    keys = {path.replace(".", "_"): path for path in drawn.spreads}

    def function(**values: float) -> dict[str, float]:
        given = {**own, "core_function_hours_per_person": dict(own["core_function_hours_per_person"])}
        for key, value in values.items():
            variable = baseline.variables[keys[key]]
            if variable.member is None:
                given[variable.name] = value
            else:
                given["core_function_hours_per_person"][variable.member] = value
        return evaluate(REFORM_NAMES, given)

    model = workbench.Model("archpers", function=function)
    model.uncertainties = [
        workbench.RealParameter(key, baseline.variables[path].value * 0.8, baseline.variables[path].value * 1.2)
        for key, path in keys.items()
    ]
    model.outcomes = [workbench.ScalarOutcome(name) for name in REFORM_NAMES]
    start = time.perf_counter()
    _, outcomes = workbench.perform_experiments(model, scenarios=count)
    _ = {name: np.mean(values) for name, values in outcomes.items()}
    spent = time.perf_counter() - start
    return {"peer": spent, "own": best(lambda: counted(count))}


def workbook(count: int) -> Result:
    """A workbook with the model's formulas, recalculated by `formulas` for each draw."""
    import tempfile

    openpyxl = import_module("openpyxl")
    baseline, drawn = ready()
    tape = Tape()
    operands = {variable: tape.operand() for variable in drawn.variables}
    given = inputs_with(baseline, operands, {})
    program = Program(tape, list(operands.values()), recorded(baseline, given, REFORM_NAMES))
    places = {register: f"A{row}" for row, register in enumerate(range(len(drawn.variables)), start=1)}
    book = openpyxl.Workbook()
    sheet = book.active
    for row, variable in enumerate(drawn.variables, start=1):
        sheet[f"A{row}"] = variable.value
    signs: dict[Any, str] = {np.add: "+", np.subtract: "-", np.multiply: "*", np.divide: "/"}
    for row, step in enumerate(program.steps, start=1):
        left, right = (places[each] if isinstance(each, int) else repr(each) for each in step.operands)
        sheet[f"B{row}"] = f"={left}{signs[step.operation]}{right}"
        places[step.results[0]] = f"B{row}"
    with tempfile.TemporaryDirectory() as folder:
        book.save(f"{folder}/model.xlsx")
        model = import_module("formulas").ExcelModel().loads(f"{folder}/model.xlsx").finish()
    inputs = [f"'[model.xlsx]SHEET'!A{row}" for row in range(1, len(drawn.variables) + 1)]
    outputs = [f"'[model.xlsx]SHEET'!B{row}" for row in range(1, len(program.steps) + 1)]
    compiled_book = model.compile(inputs=inputs, outputs=outputs)
    chances = Draws(drawn, 1, count).draw(0, count)
    values = np.stack([column.quantiles(own) for column, own in zip(drawn.columns, chances, strict=True)])
    start = time.perf_counter()
    for point in range(count):
        compiled_book(*values[:, point].tolist())
    spent = time.perf_counter() - start
    return {"peer": spent, "own": best(lambda: counted(count))}


def counted(count: int) -> None:
    """Simulate in a stream, from the loaded scenario to the sums."""
    model, drawn = prepared()
    DrawnRun([model], drawn, RunOptions(count, 1, detail="means")).run(0, count).totals[0].moments()


@cache
def prepared() -> tuple[DrawnModel, DrawnInputs]:
    """Record the model once, as the peers do not count the making of theirs."""
    baseline, drawn = ready()
    return drawn_model(baseline, drawn, REFORM_NAMES), drawn


PARTS: dict[str, Callable[..., Result]] = {
    "straightforward": straightforward,
    "streamed": streamed,
    "error": error,
    "loop": loop,
    "salib": salib,
    "ema": ema,
    "workbook": workbook,
}


def fresh(part: str, *numbers: int) -> Result:
    """Run a part in a fresh process."""
    command = [sys.executable, __file__, part, *map(str, numbers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: Result = json.loads(done.stdout.splitlines()[-1])
    return answer


def lines(rounds: int) -> Iterator[tuple[str, str, str]]:
    """Measure so many times; yield measure, what is wanted and what is found."""
    for quantiles, what, wanted in ((0, "means", "6"), (1, "quantiles", "4")):
        several = [
            (fresh("straightforward", MANY, quantiles), fresh("streamed", MANY, quantiles)) for _ in range(rounds)
        ]
        theirs, ours = (min(pair[side]["time"] for pair in several) for side in (0, 1))
        yield f"Streamed {what}, 1e7 draws, times numpy that keeps everything", wanted, f"{theirs / ours:.1f}"
    yield "Furthest quantile, 1e7 draws [standard deviations]", "1e-3", f"{fresh('error', MANY)['off']:.0e}"
    small, large = (median(fresh("streamed", count, 0)["peak"] for _ in range(rounds)) for count in (10**6, 10**8))
    yield "Memory of 1e8 draws over that of 1e6 [MiB], medians", "4", f"{large - small:.1f}"
    for part, what, count, wanted in (
        ("loop", "Simulation, times a plain Python loop, 100,000 draws", 100_000, "20"),
        ("salib", "Contributions to variance, times SALib with as many draws and resamples", 32_768, "7"),
        ("ema", "Simulation, times EMA Workbench, 100,000 draws", 100_000, "1,000"),
        ("workbook", "Simulation, times formulas, recalculating a workbook, 2,000 draws", 2_000, "1,000"),
    ):
        own = fresh(part, count)
        yield what, wanted, f"{own['peer'] / own['own']:,.0f}"


if __name__ == "__main__":  # one part, in a process of its own
    print(json.dumps(PARTS[sys.argv[1]](*map(int, sys.argv[2:]))))
