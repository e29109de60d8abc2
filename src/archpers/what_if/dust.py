"""Rounding dust in what-ifs: a verdict that is nothing to the precision of its terms is 0."""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from archpers.model.definition import Operand
from archpers.model.precision import PRECISION, terms_of
from archpers.model.registry import described
from archpers.results.names import Measure


def terms(measure: Measure) -> list[Measure]:
    """Return what tells the size of a measure's terms, at its own scope."""
    return [measure._replace(path=(*measure.path, "term", name), name=name) for name in terms_of(measure.name)]


def size(text: str, found: Mapping[str, Operand], terms: Sequence[Measure]) -> Operand:
    share = bool(terms) and described(terms[0].name).unit.is_share
    return reduce(np.maximum, (np.abs(found[own.text]) for own in terms if own.text in found), float(share))


def settled(found: Mapping[str, Operand], terms: Mapping[str, Sequence[Measure]]) -> dict[str, Operand]:
    """Return the measures alone, with 0 for a verdict that is nothing to the precision of its terms."""
    beside = {own.text for several in terms.values() for own in several}
    answer = {text: value for text, value in found.items() if text not in beside}
    for text, several in terms.items():
        if text in answer:
            nothing = np.abs(answer[text]) <= PRECISION * size(text, found, several)
            if np.any(nothing):
                answer[text] = np.where(nothing, 0.0, answer[text]) if np.ndim(nothing) else 0.0
    return answer
