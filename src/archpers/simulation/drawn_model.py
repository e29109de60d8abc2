"""From a scenario and what is drawn in it to a program: the model's formulas, recorded once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archpers.arrays import Floats
from archpers.results.names import Measure
from archpers.scenario.limits import RELEASED_TOO_MUCH, released_beyond
from archpers.simulation.drawn_inputs import DrawnInputs, DrawnShares
from archpers.simulation.engine.program import Program
from archpers.simulation.engine.tape import Recorded, Tape
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import measured
from archpers.what_if.variable_inputs import VariableInput


class Guard(NamedTuple):
    """What a draw must hold to be a scenario that a file could state."""

    path: str
    """Where it stands in the file."""
    allows: Callable[[Floats], Any]
    """Say of which values a scenario could be."""


class DrawnModel(NamedTuple):
    """The model as a function of the probabilities at which its uncertain inputs are drawn."""

    program: Program
    """From one probability a drawn column to the figures, then the guards."""
    figures: tuple[str, ...]
    """The measures that vary."""
    guards: tuple[Guard, ...]
    """The inputs that may leave their bounds, and what else may not hold."""

    def infeasible(self, values: Sequence[Floats] | Floats) -> dict[str, NDArray[np.bool_]]:
        """Return which draws do not hold what a guard asks, path -> draws, for those guards that have such draws.

        values: those of the guards, guards by draws.
        """
        found = {guard.path: ~guard.allows(own) for guard, own in zip(self.guards, values, strict=True)}
        return {path: outside for path, outside in found.items() if outside.any()}


class ModelRecording:
    """The measures of a scenario or region as functions of the probabilities of what is drawn, recorded together."""

    def __init__(self, baseline: Baseline, inputs: DrawnInputs, measures: Iterable[Measure | str]) -> None:
        """Record them. Raises UsageError for a measure that there is not."""
        self._tape = Tape()
        self._chances = [self._tape.operand() for _ in inputs.columns]
        values = [column.quantiles(chance) for column, chance in zip(inputs.columns, self._chances, strict=True)]
        drawn = [
            (index, column.variable, column.risky)
            for index, column in enumerate(inputs.columns)
            if column.variable is not None
        ]
        rows = {row.authority: _shares(row, values) for row in inputs.rows}
        given = inputs_with(baseline, {variable: values[index] for index, variable, _ in drawn}, rows)
        self._results = recorded(baseline, given, measures)
        guards = [(Guard(variable.path, variable.allows), values[index]) for index, variable, risky in drawn if risky]
        self._guards = [*guards, *_rules(baseline, given)]
        self.baseline, self.inputs = baseline, inputs
        self.varying = tuple(text for text, value in self._results.items() if isinstance(value, Recorded))
        """The measures that vary, by their text."""
        self.constants = {
            text: float(value) for text, value in self._results.items() if not isinstance(value, Recorded)
        }
        """The value of each of the others."""

    def model(self, texts: Iterable[str] | None = None, *, guarded: bool = True) -> DrawnModel:
        """Return some of the measures as a model; None: all of them.

        guarded: whether it says which draws are infeasible, which one model over the same draws says for all.
        """
        results = self._results if texts is None else {text: self._results[text] for text in texts}
        guards = self._guards if guarded else []
        figures = tuple(text for text, value in results.items() if isinstance(value, Recorded))
        kept: dict[Any, Any] = {**results, **{place: value for place, (_, value) in enumerate(guards)}}
        return DrawnModel(Program(self._tape, self._chances, kept), figures, tuple(guard for guard, _ in guards))

    def models(self, batches: Iterable[Iterable[str]]) -> list[DrawnModel]:
        """Return a model for each batch of measures; the first says for all which draws are infeasible."""
        return [self.model(batch, guarded=not place) for place, batch in enumerate(batches)]


def drawn_model(baseline: Baseline, inputs: DrawnInputs, measures: Iterable[Measure | str]) -> DrawnModel:
    """Record the measures of a scenario or region as functions of the probabilities of what is drawn.

    Raises UsageError for a measure that there is not.
    """
    return ModelRecording(baseline, inputs, measures).model()


def _rules(baseline: Baseline, given: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Guard, Recorded]]:
    """Yield what must hold of several inputs together, where a draw may break it, and what says whether it does."""
    line = baseline.timeline
    name, own = next(iter(given.items()))  # all authorities release alike
    excess = released_beyond(line, own, name) if line else None
    if isinstance(excess, Recorded):
        yield Guard(RELEASED_TOO_MUCH, lambda values: values <= 0), excess
    for name, own in given.items():
        for limit in baseline.limits_at(name, own):
            if isinstance(limit.room, Recorded):
                yield Guard(NOT_HELD + limit.rule, limit.holds), limit.room


NOT_HELD = "not held: "
"""What stands before the rule that a guard of several inputs asks."""


def _shares(row: DrawnShares, values: Sequence[Recorded]) -> dict[str, Recorded]:
    """Break a stick of length 1: each function takes its part of what is left, the last all of it."""
    shares = {}
    left: Recorded | float = 1.0
    for function, part in zip(row.functions[:-1], values[row.first :], strict=False):
        shares[function] = left * part
        left = left - shares[function]
    return {**shares, row.functions[-1]: left}


def inputs_with(
    baseline: Baseline,
    varied: Mapping[VariableInput, Recorded],
    rows: Mapping[str, Mapping[str, Recorded]],
) -> dict[str, dict[str, Any]]:
    """Return each authority's inputs with operands in place of what varies; rows: authority -> its time shares."""
    inputs = {name: dict(given) for name, given in baseline.inputs.items()}
    for variable, operand in varied.items():
        for name in variable.authorities:
            if variable.member is None:
                inputs[name][variable.name] = operand
            else:
                inputs[name][variable.name] = {**inputs[name][variable.name], variable.member: operand}
    for name, shares in rows.items():
        inputs[name]["time_share"] = {**dict.fromkeys(baseline.belonging[name]["function"], 0.0), **shares}
    return inputs


def recorded(
    baseline: Baseline, inputs: Mapping[str, Mapping[str, Any]], measures: Iterable[Measure | str]
) -> dict[str, Recorded | float]:
    """Evaluate the measures on each authority's inputs, some of which are operands.

    The answer has each measure by its text, but for those that are not estimated. Raises UsageError for a measure that
    there is not.
    """
    found = [baseline.measure(each) if isinstance(each, str) else each for each in measures]
    return measured(found, inputs, baseline.belonging, baseline.timeline)
