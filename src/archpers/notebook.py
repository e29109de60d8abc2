"""What-ifs as a notebook asks them: of a scenario, in one call each."""

from collections.abc import Sequence

from archpers.executors import Workers
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if import sweep as sweeps
from archpers.what_if import switching
from archpers.what_if import tornado as tornados
from archpers.what_if.axes import parse_axis
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import default_measures
from archpers.what_if.questions import about


def sweep(scenario: Scenario | Region, *vary: str, show: Sequence[str] = (), executor: Workers = None) -> sweeps.Sweep:
    """Model every combination of some values of the inputs.

    vary: inputs with their values, as on the command line: `reform.crisis_share=10%:30%:5%`. show: names of the numbers
    to give; the residual by default. executor: who evaluates `blocks()`, such as a ProcessPoolExecutor. `grid()` of the
    answer has an array for each [its unit]. Raises UsageError.
    """
    baseline = Baseline(scenario)
    measures = [baseline.measure(text) for text in show] or default_measures(baseline.evaluate)
    return sweeps.Sweep(baseline, [parse_axis(text, baseline) for text in vary], measures, executor)


def tornado(scenario: Scenario | Region, on: str | None = None, within: float = 0.1) -> list[tornados.Swing]:
    """Return how far each input moves a number between its low and its high, the largest swing first.

    on: name of the number; the residual by default. within: how far inputs go that the file gives no low or high, as a
    fraction of their value. Raises UsageError.
    """
    baseline = Baseline(scenario)
    return tornados.tornado(baseline, about(baseline, on)[0], within)


def switch(scenario: Scenario | Region, on: str | None = None, target: float = 0.0) -> list[switching.Switch]:
    """Return what each input would have to be for a number to reach a target, all else as it is.

    on: name of the number; the residual by default. target: what it is to reach [its unit]. Raises UsageError.
    """
    baseline = Baseline(scenario)
    return switching.switching_values(baseline, about(baseline, on)[0], target)
