"""What a simulation draws: the inputs that have a distribution, how they hang together, and what they feed."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from archpers.arrays import Floats
from archpers.errors import UsageError
from archpers.scenario.draws import score_correlation, shapes
from archpers.scenario.inputs import all_givens
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.distribution_fields import FROM_EVIDENCE, Spread, over_evidence
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes
from archpers.simulation.distributions import Quantiles, distribution
from archpers.what_if.baseline import Baseline
from archpers.what_if.messages import named
from archpers.what_if.variable_inputs import VariableInput


class DrawnColumn(NamedTuple):
    """One number that is drawn: an input, or a step towards a row of time shares."""

    path: str
    """What its random stream belongs to."""
    quantiles: Quantiles
    variable: VariableInput | None
    """The input that it is; None for a step towards a row."""
    risky: bool
    """Whether it may leave the bounds of its input."""


class DrawnShares(NamedTuple):
    """Time shares that are drawn together, by breaking a stick: each takes its part of what is left."""

    path: str
    authority: str
    functions: tuple[str, ...]
    first: int
    """The first of its columns; there is one for each function but the last."""


class DrawnInputs(NamedTuple):
    """All that is drawn."""

    columns: tuple[DrawnColumn, ...]
    rows: tuple[DrawnShares, ...]
    mixing: Mapping[int, Sequence[tuple[int, float]]]
    """Correlated column -> the columns whose standard normal scores make up its own, with their weights."""
    spreads: Mapping[str, Spread]
    """Path of each input (or row of time shares) -> its distribution, as the file has it."""
    fixed: int
    """How many inputs have no distribution."""
    idle: tuple[str, ...]
    """Inputs that a correlation names, though they have no distribution."""

    @property
    def variables(self) -> list[VariableInput]:
        """The inputs that are drawn by themselves."""
        return [column.variable for column in self.columns if column.variable is not None]

    def factors(self) -> dict[str, list[int]]:
        """Group the columns that depend on one another: name of the group -> its columns."""
        group = {index: index for index in range(len(self.columns))}
        for row in self.rows:
            group.update(dict.fromkeys(range(row.first, row.first + len(row.functions) - 1), row.first))
        for parts in self.mixing.values():
            joined = {group[part] for part, _ in parts}
            group.update({each: min(joined) for each, own in group.items() if own in joined})
        rows = {row.first: row.path for row in self.rows}
        factors: dict[int, list[int]] = {}
        for index, own in group.items():
            factors.setdefault(own, []).append(index)
        return {
            rows.get(own) or " with ".join(self.columns[index].path for index in members): members
            for own, members in factors.items()
        }


class NothingToDrawError(UsageError):
    """No input has a distribution."""


def drawn_inputs(scenario: Scenario | Region, baseline: Baseline, shape: str = "") -> DrawnInputs:
    """Collect what is to be drawn; shape: how every input with a low and a high is, whatever the file says of its own.

    Raises NothingToDrawError.
    """
    columns: list[DrawnColumn] = []
    spreads: dict[str, Spread] = {}
    for given in all_givens(scenario):
        spread = _reshaped(given.figure, shape) if shape else given.figure.distribution
        if spread:
            variable = baseline.variables[path_text(given.path)]
            ((name, parameters),) = spread.items()
            quantiles = distribution(name, parameters)
            kind = variable.kind
            outside = quantiles.low < kind.least or quantiles.high > kind.most
            risky = outside or (kind.least_excluded and quantiles.low <= kind.least)
            columns.append(DrawnColumn(variable.path, quantiles, variable, risky))
            spreads[variable.path] = spread
    rows = list(_rows(scenario, columns, spreads))
    if not columns:
        raise NothingToDrawError(
            f"{scenario.name} has no input with a distribution, so there is nothing to draw; {_to_give(scenario)}"
        )
    mixing, idle = _mixing(scenario, baseline, columns)
    drawn = sum(column.variable is not None for column in columns) + sum(len(row.functions) for row in rows)
    return DrawnInputs(tuple(columns), tuple(rows), mixing, spreads, len(baseline.variables) - drawn, idle)


def _to_give(scenario: Scenario | Region) -> str:
    """Say what to write so that there is something to draw."""
    ranged = [path_text(given.path) for given in all_givens(scenario) if _reshaped(given.figure, "pert")]
    if not ranged:
        example = "crisis_share: {value: 20%, low: 15%, high: 30%, distribution: pert}"
        return f"give one to each uncertain input, such as {example}"
    have = f"{named(ranged)} {'have' if ranged[1:] else 'has'} low and high and {'need' if ranged[1:] else 'needs'}"
    return (
        f"{have} a shape too: write distribution: pert (most draws near the value), triangular, or uniform (all "
        "between low and high alike) beside them"
    )


def _reshaped(figure: Figure, shape: str) -> Spread | None:
    """Return how a number is spread with its low and high as they are, in another shape; its own where it has none."""
    ((name, own),) = (figure.distribution or {"": {}}).items()
    if name and name not in FROM_EVIDENCE:
        return figure.distribution
    low, high = own.get("low", figure.low), own.get("high", figure.high)
    if low is None or high is None or not low < high:
        return figure.distribution
    mode = own.get("mode", figure.value)
    return over_evidence(shape, low, min(max(mode, low), high), high)


def _rows(scenario: Scenario | Region, columns: list[DrawnColumn], spreads: dict[str, Spread]) -> Iterator[DrawnShares]:
    """Add the columns of each row of time shares."""
    for authority, system in scopes(scenario).items():
        if system.functions is None or system.functions.distribution is None:
            continue
        path = path_text((*system.place, "functions", "time_shares"))
        spread = system.functions.distribution
        own = shapes(system.functions)
        first, functions = len(columns), tuple(own)
        for index, function in enumerate(functions[:-1]):
            rest = math.fsum(own[other] for other in functions[index + 1 :])
            quantiles = distribution("beta", {"alpha": own[function], "beta": rest})
            columns.append(DrawnColumn(f"{path}.{function}", quantiles, None, risky=False))
        spreads[path] = spread
        yield DrawnShares(path, authority, functions, first)


def _elsewhere(scenario: Scenario | Region, path: str) -> bool:
    """Say whether a path is of another authority than the one that is looked at."""
    keys = parse_path(path)
    place = scenario.place if isinstance(scenario, Scenario) else ()
    return bool(place) and keys[0] == place[0] and keys[:2] != place


def _mixing(
    scenario: Scenario | Region, baseline: Baseline, columns: Sequence[DrawnColumn]
) -> tuple[dict[int, list[tuple[int, float]]], tuple[str, ...]]:
    """Turn rank correlations into weights of standard normal scores (a Gaussian copula)."""
    matrix, idle = _correlations(scenario, baseline, columns)
    weights = np.linalg.cholesky(matrix)
    mixing = {
        row: [(column, float(weights[row, column])) for column in np.flatnonzero(weights[row]).tolist()]
        for row in range(len(columns))
        if np.count_nonzero(weights[row]) > 1
    }
    return mixing, idle


def _correlations(
    scenario: Scenario | Region, baseline: Baseline, columns: Sequence[DrawnColumn]
) -> tuple[Floats, tuple[str, ...]]:
    """Return the correlations of the columns' standard normal scores, and the inputs named that are not drawn."""
    places = {column.path: index for index, column in enumerate(columns) if column.variable is not None}
    matrix: Floats = np.eye(len(columns))
    idle: dict[str, None] = {}
    ranks = {(left, right): rank for left, others in scenario.correlations.items() for right, rank in others.items()}
    for pair, rank in ranks.items():
        if any(_elsewhere(scenario, path) for path in pair):
            continue
        paths = [baseline.variable(path).path for path in pair]
        missing = dict.fromkeys(path for path in paths if path not in places)
        idle.update(missing)
        if not missing:
            first, second = (places[path] for path in paths)
            matrix[first, second] = matrix[second, first] = score_correlation(rank)
    return matrix, tuple(idle)
