"""Inputs: every number of a scenario that can be varied, with its unit, its bounds and its evidence."""

from typing import NamedTuple

import numpy as np

from archpers.errors import UsageError
from archpers.model.definition import Operand
from archpers.model.registry import described
from archpers.scenario.inputs import all_givens, kind_of
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.numbers import Kind
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authority_of, scopes, within
from archpers.units import SHARE, Unit

CHANGE = Kind("+20%", "a change takes away 100% at most", least=-1.0, percent=True)
"""A change of several values alike, as a fraction of each."""

CORE_TOTAL = ("reform", "core_hours_per_person")
"""The path that stands for the sum of the core's hours, though a file gives them by function."""


class VariableInput(NamedTuple):
    """A number of a scenario that can be varied."""

    path: str
    """Where it stands in the file, as text."""
    name: str
    """The input or quantity of the model that it gives."""
    member: str | None
    """The function, or other member of an axis, that it belongs to, for a family."""
    authorities: tuple[str, ...]
    """The authorities of a region that it acts on; one empty name where the scenario is not a region."""
    value: float
    """Its value in the scenario [its unit]; 0 for a change of several values alike."""
    kind: Kind
    """What its numbers may be: the hard bounds."""
    low: float | None = None
    """Lowest plausible value, from the file's evidence: its low, or the low of its distribution."""
    high: float | None = None
    """Highest plausible value, from the file's evidence: its high, or the high of its distribution."""
    change: bool = False
    """It is the change of each authority's own value, as a fraction of it."""

    @property
    def unit(self) -> Unit:
        """Unit of the value: the model's own; a share for a change."""
        return SHARE if self.change else described(self.name).unit

    def allows(self, value: Operand) -> Operand:
        """Say whether a value lies within the hard bounds; scalar or array."""
        least = np.greater if self.kind.least_excluded else np.greater_equal
        return least(value, self.kind.least) & np.less_equal(value, self.kind.most) & np.isfinite(value)


def variables_of(scenario: Scenario | Region) -> dict[str, VariableInput]:
    """Return every number of a scenario or a region as a variable, by its path in the order of the schema.

    Answers on the best source of support are none where there is no brokerage: nothing else rests on them.
    """
    everybody = tuple(scopes(scenario))
    variables = {}
    for given in all_givens(scenario):
        if given.path[0] == "best_source" and scenario.brokerage is None:
            continue
        own = authority_of(given.path)
        path, figure = path_text(given.path), given.figure
        variables[path] = VariableInput(
            path,
            given.name,
            given.member,
            (own,) if own in everybody else everybody,
            figure.value,
            kind_of(given.name),
            *plausible(figure),
        )
    return variables


def plausible(figure: Figure) -> tuple[float | None, float | None]:
    """Return the lowest and the highest plausible value [the figure's unit]; None where the file gives none.

    What stands beside the value goes first, then the ends of its distribution, of those that have ends.
    """
    spread = next(iter((figure.distribution or {}).values()), {})
    return (
        spread.get("low") if figure.low is None else figure.low,
        spread.get("high") if figure.high is None else figure.high,
    )


def find(text: str, variables: dict[str, VariableInput]) -> VariableInput:
    """Find a variable by its path, those that stand for several values included. Raises UsageError, with the nearest.

    In a region, a path without an authority's name, such as `people_served`, is the change of every authority's own
    value, as a fraction of it.
    """
    if text in variables:  # as `variables_of` writes it, whatever characters a name holds
        return variables[text]
    path = parse_path(text)
    written = path_text(path)
    if written in variables:
        return variables[written]
    alike = [variable for own, variable in variables.items() if _below_authority(own) == path]
    if len(alike) == 1 and alike[0].authorities == ("",):  # one authority by itself, whose paths are the region's
        return alike[0]
    if alike:
        names = tuple(variable.authorities[0] for variable in alike)
        return VariableInput(written, alike[0].name, alike[0].member, names, 0.0, CHANGE, change=True)
    raise UsageError(f"{text}: the scenario has no number there; {_nearest(written, variables)}")


def _below_authority(text: str) -> KeyPath:
    path = parse_path(text)
    return within(path) if authority_of(path) else ()


def _nearest(written: str, variables: dict[str, VariableInput]) -> str:
    from difflib import get_close_matches  # only mistakes need it

    known = {**variables, **_alike(variables)}
    path = parse_path(written)
    block, ending = path[:-1], path[-1]
    row = [variable.member for own, variable in known.items() if variable.member and parse_path(own)[:-1] == block]
    if row and any(variable.member == ending for variable in known.values()):  # no slip: the row lacks that function
        return f"{path_text(block)} has {', '.join(row)}; write one of them, or give {ending} a value there first"
    close = [
        *(own for own in known if parse_path(own)[-1] == ending),
        *get_close_matches(written, known, n=1, cutoff=0.5),
    ]
    if close:
        return f"did you mean {close[0]}?"
    return f"it has {', '.join([*known][:12])}{' ...' if len(known) > 12 else ''}"


def _alike(variables: dict[str, VariableInput]) -> dict[str, VariableInput]:
    """Return the paths without an authority's name, each with one of the variables that it moves."""
    below = ((_below_authority(path), variable) for path, variable in variables.items())
    return {path_text(path): variable for path, variable in below if path}
