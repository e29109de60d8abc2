"""archpers: what care management costs, where its time goes, and how much could be reinvested.

import archpers
scenario = archpers.load("toolkit-team")
result = archpers.evaluate(scenario)
result.quantities["residual_share_of_hours"]
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archpers.results.evaluate import evaluate as evaluate
    from archpers.results.result import Result as Result
    from archpers.scenario.load import load as load
    from archpers.scenario.schema.scenario import Region as Region
    from archpers.scenario.schema.scenario import Scenario as Scenario
    from archpers.scenario.schema.scenario import replace as replace

__version__ = "0.1.0"
__all__ = ["Region", "Result", "Scenario", "__version__", "evaluate", "load", "replace"]

_HOMES = {
    "Region": "archpers.scenario.schema.scenario",
    "Result": "archpers.results.result",
    "Scenario": "archpers.scenario.schema.scenario",
    "evaluate": "archpers.results.evaluate",
    "load": "archpers.scenario.load",
    "replace": "archpers.scenario.schema.scenario",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `archpers --version` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
