"""What the tests of the what-ifs share."""

from collections.abc import Mapping

import archpers
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import Override
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if.baseline import Baseline

TOOLKIT = "toolkit-team"
REGION = "yorkshire-humber-2010"


def loaded(name: str, changes: Mapping[str, str | None]) -> Scenario | Region:
    """Load a shipped scenario with values in place of its own; None takes a key away."""
    return archpers.load(name, [Override(parse_path(path), value, "--set") for path, value in changes.items()])


def baseline(name: str = TOOLKIT, **changes: str | None) -> Baseline:
    """Load a shipped scenario for varying; `__` in a name stands for a dot."""
    return Baseline(loaded(name, {path.replace("__", "."): value for path, value in changes.items()}))


def region() -> Region:
    """Load the shipped region."""
    found = archpers.load(REGION)
    assert isinstance(found, Region)
    return found
