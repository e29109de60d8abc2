"""The register of assumptions: every input of a scenario with its evidence, and what it does to the headline.

    found = register(archpers.load("toolkit-team"), today=date(2026, 11, 28))
    found.measure.text, found.own      # the headline, and its value
    found.rows                         # a row for every input, in the order of the schema
    found.by_rank()                    # the same, what matters most first

An input without evidence is a row like any other: that it has none is the finding. The effect is the tornado's: how far
the headline moves between the input's low and high.
"""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

from archpers.model.registry import described
from archpers.results.explanation.explain import counts_as, origin_of
from archpers.results.names import Measure
from archpers.results.values import finite
from archpers.scenario.inputs import Given, all_givens, label_of
from archpers.scenario.reading.document import Override
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.fields.text_fields import is_past
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of
from archpers.units import Unit
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import default_measures
from archpers.what_if.questions import about
from archpers.what_if.tornado import SAME, Swing, tornado
from archpers.what_if.variable_inputs import plausible

InputKind: TypeAlias = Literal["stated", "put in", "constant", "not stated"]
"""Stated in the file, or in Python; put in place of it, by `--set`, an option or a change; an official constant of a
year that the file names; not stated by anybody, so that it counts as a value of the model's own."""

EVIDENCE = ("source", "rationale", "owner", "date", "reliability", "review_by", "signed_off_by", "signed_off_on")
"""What a number's evidence says of it, beside its range."""


class Assumption(NamedTuple):
    """One input: what it is, what speaks for it, and what it does to the headline."""

    path: str
    """Where it stands in the file."""
    label: str
    """What it is, in words, with its authority and function."""
    kind: InputKind
    stands_at: str
    """File and line, or what put it there."""
    value: float
    """[unit]"""
    unit: Unit
    low: float | None
    high: float | None
    """Plausible range, of the evidence or of its distribution [unit]; None where the file gives none."""
    distribution: dict[str, dict[str, float]] | None
    """Name -> its parameters [unit]."""
    source: str | None
    """The number's own; None where it has none, which the source of the whole file does not make good."""
    rationale: str | None
    owner: str | None
    date: str | None
    reliability: str | None
    review_by: str | None
    signed_off_by: str | None
    signed_off_on: str | None
    past_review: bool | None
    """Whether `review_by` lies before today; None without one, or where no today was given."""
    effect: float | None
    """Swing of the headline between low and high [the headline's unit]; None where it has none, see `effect_note`."""
    effect_note: str
    """Why there is no effect, or which end of the range is assumed; empty for an effect of the file's own range."""
    rank: int | None
    """1 for what moves the headline most; those that move it alike have the same; None for what does not move it."""

    @property
    def range_is_own(self) -> bool:
        """Whether the file gives both low and high."""
        return self.low is not None and self.high is not None

    @property
    def answered_for(self) -> bool:
        """Whether somebody has signed it off, or nobody need do: an official constant."""
        return self.signed_off_by is not None or self.kind == "constant"


class Register(NamedTuple):
    """Every input of a scenario."""

    scenario: Scenario | Region
    baseline: Baseline
    measure: Measure
    """The headline that effects are of."""
    own: float | None
    """Its value as things stand [its unit]; None where it does not exist, by a division by zero."""
    today: date | None
    """The day that reviews are held against."""
    rows: list[Assumption]
    """In the order of the schema; those that a region's authorities share stand last."""

    @property
    def without_source(self) -> list[Assumption]:
        """The inputs without a source of their own."""
        return [row for row in self.rows if row.source is None]

    @property
    def past_review(self) -> list[Assumption]:
        """The inputs that should have been looked at again by now."""
        return [row for row in self.rows if row.past_review]

    @property
    def not_signed_off(self) -> list[Assumption]:
        """The inputs that nobody has signed off, official constants aside."""
        return [row for row in self.rows if not row.answered_for]

    def by_rank(self) -> list[Assumption]:
        """Return the inputs by what they do to the headline, the most first; those without effect last, in order."""
        return sorted(self.rows, key=lambda row: math.inf if row.rank is None else row.rank)


def register(scenario: Scenario | Region, *, on: str | None = None, today: date | None = None) -> Register:
    """Return every input of a scenario with its evidence, its effect on a headline, and its rank.

    on: the quantity that effects are of; the tornado's own by default: the residual, or without a reform the first of
    the overview. today: the day that reviews are held against; None: nothing is held. An input without low or high is
    moved by 10% of its value, as the tornado does, and its `effect_note` says so. Raises UsageError for a quantity that
    there is not.
    """
    baseline = Baseline(scenario)
    measure = about(baseline, on)[0] if on else default_measures(baseline.evaluate)[0]
    own = finite(baseline.evaluate([measure])[measure.text])
    swings = {swing.input: swing for swing in tornado(baseline, measure)}
    ranks, labels = _ranks(swings), labels_of(scenario)
    rows = []
    for given in all_givens(scenario):
        own_swing, rank = swings.get(path_text(given.path)), ranks.get(path_text(given.path))
        rows.append(_row(scenario, given, labels, today)._replace(rank=rank, **_effect(own_swing)))
    return Register(scenario, baseline, measure, own, today, rows)


def headline(scenario: Scenario | Region, measure: Measure) -> float | None:
    """Return a scenario's own value of a measure [its unit]; None where it is not estimated, or does not exist."""
    return finite(Baseline(scenario).evaluate([measure]).get(measure.text))


def _ranks(swings: dict[str, Swing]) -> dict[str, int]:
    """Return the place of each input that moves the headline, 1 for the most: path -> place.

    swings: the largest first. Those that differ by rounding alone share a place.
    """
    ranks: dict[str, int] = {}
    place, before = 0, math.inf
    for number, (path, swing) in enumerate(swings.items(), 1):
        if swing.swing:
            place = place if math.isclose(swing.swing, before, rel_tol=SAME) else number
            before, ranks[path] = swing.swing, place
    return ranks


def _effect(swing: Swing | None) -> dict[str, Any]:
    """Return what an input does to the headline, or why that is not known."""
    if swing is None:
        return {"effect_note": "nothing rests on it here"}
    if swing.swing is not None or not swing.moved:
        return {"effect": swing.swing, "effect_note": swing.note}
    why = "the headline has no value, or no file could hold the inputs, at its low or its high"
    return {"effect_note": "; ".join(filter(None, (why, swing.note)))}


def _row(scenario: Scenario | Region, given: Given, labels: Mapping[str, str], today: date | None) -> Assumption:
    """Return an input with what speaks for it, and no effect yet."""
    figure, kind, place = _in_force(scenario, given)
    low, high = plausible(figure)
    return Assumption(
        path=path_text(given.path),
        label=label_of(given, labels),
        kind=kind,
        stands_at=place,
        value=figure.value,
        unit=described(given.name).unit,
        low=low,
        high=high,
        distribution=figure.distribution,
        **{key: getattr(figure, key) for key in EVIDENCE},
        past_review=is_past(figure.review_by, today),
        effect=None,
        effect_note="",
        rank=None,
    )


def _in_force(scenario: Scenario | Region, given: Given) -> tuple[Figure, InputKind, str]:
    """Return a number with the evidence that speaks for it, what kind of input it is, and where it stands."""
    place, figure = origin_of(scenario, given)[0], given.figure
    override = _override(scenario, given)
    if override is not None:
        if override.path != given.path:  # the evidence beside a value that was replaced is for the old one
            figure = figure.model_copy(update=dict.fromkeys(EVIDENCE))
        return figure, "put in", place
    document = scenario.document
    if document is None or given.path in document.keys or given.path in document.values:
        return figure, "stated", place
    return figure, "not stated" if place == counts_as(figure.value) else "constant", place


def _override(scenario: Scenario | Region, given: Given) -> Override | None:
    overrides: dict[Any, Override] = scenario.document.overrides if scenario.document else {}
    return overrides.get((*given.path, "value")) or overrides.get(given.path)
