"""Loading as every command and every notebook does it: what one of them refuses in a file, all do."""

from collections.abc import Iterable
from pathlib import Path

from archpers.results.expectations import refuse_unknown
from archpers.scenario import load as files
from archpers.scenario.reading.document import Override
from archpers.scenario.schema.scenario import Region, Scenario


def load(
    file: str | Path,
    overrides: Iterable[Override] = (),
    option: str | Iterable[str] | None = None,
    changes: Iterable[str] = (),
    prices: str | None = None,
    actual: Path | None = None,
) -> Scenario | Region:
    """Read a scenario file, put overrides in place, and check everything.

    file: a path, the name of a shipped scenario, or `-` for standard input. overrides win over option, the name of a
    set of overrides in the file, or several names of which the later wins. changes: of the values then in force, such
    as `people_served=+5%`. prices: the financial year whose prices money is converted to. actual: where a file of that
    name really is, when it is not there. Raises ScenarioError with
    every problem found; UsageError for an unknown option, and for a change that cannot be made.
    """
    scenario = files.load(file, overrides, option, changes, prices, actual)
    refuse_unknown(scenario)
    return scenario
