"""Whether what a file says of uncertainty can be drawn: correlations go together, shares are not too small."""

import math
from collections.abc import Iterator, Sequence

from archpers.scenario.inputs import all_givens
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.spelling import nearest
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.blocks.functions import Functions
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import functions_at, within

LEAST_SHAPE = 0.2
"""The smallest shape of a Dirichlet distribution that can be drawn."""


def drawing_problems(scenario: Scenario | Region) -> Iterator[tuple[KeyPath, str, str, str]]:
    """Yield what cannot be drawn: its path, what stands there, what is wrong and what to write instead."""
    for name, functions in functions_at(scenario).items():
        if functions.distribution is not None:
            place = ("authorities", name) if name else ()
            yield from _small_shares((*place, "functions", "distribution"), functions)
    yield from _correlations(scenario)


def shapes(functions: Functions) -> dict[str, float]:
    """Return a Dirichlet distribution's shape for each function that takes time; their mean is the row itself."""
    assert functions.distribution is not None
    given = functions.time_shares or functions.hours_per_week or {}
    whole = math.fsum(figure.value for figure in given.values())
    concentration = functions.distribution["dirichlet"]["concentration"]
    return {key: concentration * figure.value / whole for key, figure in given.items() if figure.value}


def _small_shares(path: KeyPath, functions: Functions) -> Iterator[tuple[KeyPath, str, str, str]]:
    found = shapes(functions)
    least = min(found, key=lambda key: found[key])
    if found[least] < LEAST_SHAPE:
        assert functions.distribution is not None
        concentration = functions.distribution["dirichlet"]["concentration"]
        needed = int(-(-LEAST_SHAPE * concentration // found[least]))
        message = f"with the concentration {concentration:g}, the share of {least} is too small to draw"
        yield path, "", message, f"write a concentration of {needed} or more"


def _correlations(scenario: Scenario | Region) -> Iterator[tuple[KeyPath, str, str, str]]:
    if not scenario.correlations:
        return
    givens = [given for given in all_givens(scenario) if given.path[0] != "best_source"]
    drawn = {path_text(given.path) for given in givens if given.figure.distribution}
    known = dict.fromkeys(path_text(given.path) for given in givens)
    known.update(dict.fromkeys(path_text(within(given.path)) for given in givens))
    known["reform.core_hours_per_person"] = None
    ranks: dict[tuple[str, str], float] = {}
    for left, others in scenario.correlations.items():
        for right, rank in others.items():
            place = ("correlations", left, right)
            one, other = path_text(parse_path(left)), path_text(parse_path(right))
            unknown = [text for text in (one, other) if text not in known]
            if unknown:
                yield place, f"{rank:g}", f"{unknown[0]}: the scenario has no number there", nearest(unknown[0], known)
            elif one == other:
                yield place, f"{rank:g}", "this is one input with itself", "name two inputs"
            elif ranks.get((other, one), rank) != rank:
                yield place, f"{rank:g}", "the other way round it differs", "write the pair once"
            elif {one, other} <= drawn:
                ranks[one, other] = rank
    if not _go_together(ranks):
        named = dict.fromkeys(path for left, others in scenario.correlations.items() for path in (left, *others))
        message = "no inputs can be correlated like this, since those with a common partner must go together"
        yield ("correlations",), " with ".join(named), message, "write correlations nearer to 0"


def _go_together(ranks: dict[tuple[str, str], float]) -> bool:
    """Say whether rank correlations make a matrix that standard normal scores can have (Cholesky's method)."""
    names = list(dict.fromkeys(name for pair in ranks for name in pair))
    scores = {pair: score_correlation(rank) for pair, rank in ranks.items()}
    rows: list[list[float]] = []
    for index, name in enumerate(names):
        row: list[float] = []
        for column in range(index):
            pair = (name, names[column])
            own = scores.get(pair, scores.get((pair[1], pair[0]), 0.0))
            row.append((own - _product(row, rows[column][:column])) / rows[column][column])
        left = 1 - _product(row, row)
        if left <= 0:
            return False
        rows.append([*row, math.sqrt(left)])
    return True


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def score_correlation(rank: float) -> float:
    """Return the correlation of standard normal scores that gives a rank correlation."""
    return 2 * math.sin(math.pi * rank / 6)
