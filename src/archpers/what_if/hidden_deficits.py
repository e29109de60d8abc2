"""What the region as one authority hides: hours that one authority has to spare fill another's gap."""

from collections.abc import Iterable

from archpers.results.evaluate import evaluate
from archpers.what_if.baseline import Baseline
from archpers.what_if.measures import Measure


def hidden_deficits(baseline: Baseline, measures: Iterable[Measure]) -> list[tuple[str, str]]:
    """Return the region's own warning of authorities short of hours while it has hours left, code and message.

    measures: those that are shown; without a residual of the region as one authority among them nothing is hidden.
    """
    hiding = any(measure.of_whole and measure.is_residual for measure in measures)
    if not baseline.is_region or not hiding:
        return []
    own = evaluate(baseline.scenario).warnings
    return [(each.code, each.message) for each in own if each.code == "average_hides_deficit"]
