"""Speed of simulating a region of 150 authorities, as ratios in one run; `what_if.py` prints them."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

import archpers
from archpers.model.time_use import FUNCTION_LABELS
from archpers.simulation.drawn_inputs import DrawnInputs, drawn_inputs
from archpers.simulation.drawn_model import DrawnModel, drawn_model
from archpers.simulation.engine.parts import Parts
from archpers.simulation.engine.program import BLOCK, Program
from archpers.simulation.engine.ranking import comparisons
from archpers.simulation.engine.tape import Recorded, Tape
from archpers.what_if.baseline import Baseline

AUTHORITIES = 150
FUNCTIONS = tuple(FUNCTION_LABELS)
REFORM = """\
reform:
  core_hours_per_person:
    first_contact: {value: 2.5, low: 2, high: 3.5, distribution: pert}
    overview_assessment: 3.7
    basic_planning: 3.7
    short_reviews: 2
  crisis_share: {value: 20%, low: 15%, high: 30%, distribution: pert}
  crisis_hours_per_person: {value: 35, low: 25, high: 50, distribution: pert}
"""
EXPLAINED = [
    "residual_hours",
    *(f"pooled.{pool}.residual_hours" for pool in ("lower_quartile", "median", "upper_quartile")),
    *(f'authorities."LA {number}".residual_hours' for number in range(1, AUTHORITIES + 1)),
]


def region() -> str:
    """Write an invented region in which people and cost of every authority are uncertain."""
    source = random.Random(1)
    lines = ["name: Invented region", "source: illustrative", "authorities:"]
    for number in range(1, AUTHORITIES + 1):
        people, cost = source.randint(300, 9_000), source.randint(200_000, 9_000_000)
        hours = ", ".join(f"{name}: {source.randint(20, 200)}" for name in FUNCTIONS)
        lines += [
            f"  LA {number}:",
            f"    staffing: {{care_managers_wte: {source.uniform(5, 200):.2f}, working_days_per_year: 220, "
            "working_hours_per_day: 7.4}",
            f"    people_served: {{value: {people}, low: {int(people * 0.9)}, high: {int(people * 1.1)}, "
            "distribution: triangular}",
            f"    cost: {{total: {{value: {cost}, distribution: {{normal: {{mean: {cost}, sd: {cost // 20}}}}}}}}}",
            f"    functions: {{hours_per_week: {{{hours}}}}}",
        ]
    return "\n".join([*lines, REFORM])


def model() -> tuple[DrawnModel, DrawnInputs]:
    """Record what the contributions of the region are of."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "region.yaml"
        file.write_text(region(), encoding="utf-8")
        baseline = Baseline(archpers.load(file))
    inputs = drawn_inputs(baseline.scenario, baseline)
    return drawn_model(baseline, inputs, EXPLAINED), inputs


def best(works: list[Callable[[], None]], times: int = 5) -> list[float]:
    """Return the shortest processor time that each work took [s]; they take turns."""
    spent = []
    for _ in range(times):
        for work in works:
            start = time.process_time()
            work()
            spent.append(time.process_time() - start)
    return [min(spent[place :: len(works)]) for place in range(len(works))]


def by_network(tape: Tape, values: list[Recorded]) -> list[Recorded]:
    """Record a network of comparisons."""
    for low, high in comparisons(len(values)):
        pair = values[low], values[high]
        values[low], values[high] = tape.record(np.minimum, *pair), tape.record(np.maximum, *pair)
    return values


def ranked(recording: Callable[[Tape, list[Recorded]], list[Recorded]]) -> Callable[[], None]:
    """Return what finds median and quartiles of a value of every authority, as it is recorded."""
    tape = Tape()
    operands = [tape.operand() for _ in range(AUTHORITIES)]
    ordered = recording(tape, list(operands))
    program = Program(tape, operands, {rank: ordered[rank] for rank in (37, 38, 74, 75, 111, 112)})
    values = np.random.default_rng(1).random((AUTHORITIES, BLOCK))
    figures, workspace = np.empty((len(program.figures), BLOCK)), program.workspace(BLOCK)
    return lambda: program.run(values, figures, workspace)


def evaluated(points: int = 2048) -> list[Callable[[], None]]:
    """Return what evaluates the region once for every factor: all of it, and only what hangs on the factor."""
    drawn, inputs = model()
    factors = list(inputs.factors().values())
    parts = Parts(drawn.program, factors, len(drawn.figures))
    chances = np.random.default_rng(1).random((2, len(inputs.columns), points))
    programs = [drawn.program, parts.whole, *parts.of_groups]
    workspace = np.empty((max(each.scratch_count for each in programs), points))
    room = np.empty((len(parts.whole.results), points))

    def whole() -> None:
        for columns in factors:
            mixed = chances[0].copy()
            mixed[columns] = chances[1][columns]
            drawn.program.run(mixed, room[: len(drawn.program.results)], workspace)

    def in_parts() -> None:
        parts.whole.run(chances[0], room, workspace)
        known = parts.known(chances[0], room)
        for part, columns in zip(parts.of_groups, factors, strict=True):
            own = {**known, **{drawn.program.inputs[place]: chances[1][place] for place in columns}}
            part.run([own[each] for each in part.inputs], np.empty((len(part.results), points)), workspace)

    return [whole, in_parts]


def lines() -> Iterator[tuple[str, str, str]]:
    """Measure; yield measure, what is wanted and what is found."""
    network, one_step = best([ranked(by_network), ranked(Tape.ranked)])
    yield "Ranking 150 authorities by one sort, times a network of comparisons", "1.5", f"{network / one_step:.1f}"
    whole, in_parts = best(evaluated(), 2)
    what = "Region of 150, every factor by what hangs on it, times all of it again"
    yield what, "5", f"{whole / in_parts:.0f}"


if __name__ == "__main__":
    for line in lines():
        print(*line)
