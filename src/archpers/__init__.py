"""archpers: what care management costs, where its time goes, and how much could be reinvested.

import archpers
scenario = archpers.load("toolkit-team")
result = archpers.evaluate(scenario)
result.quantities["residual_share_of_hours"]
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archpers.notebook import sweep as sweep
    from archpers.notebook import switch as switch
    from archpers.notebook import tornado as tornado
    from archpers.results.evaluate import evaluate as evaluate
    from archpers.results.explanation.explain import explain as explain
    from archpers.results.loading import load as load
    from archpers.results.result import Result as Result
    from archpers.scenario.schema.scenario import Region as Region
    from archpers.scenario.schema.scenario import Scenario as Scenario
    from archpers.scenario.schema.scenario import replace as replace
    from archpers.simulation.simulate import simulate as simulate

__version__ = "0.1.0"

_HOMES = {
    "Region": "archpers.scenario.schema.scenario",
    "Result": "archpers.results.result",
    "Scenario": "archpers.scenario.schema.scenario",
    "evaluate": "archpers.results.evaluate",
    "explain": "archpers.results.explanation.explain",
    "load": "archpers.results.loading",
    "replace": "archpers.scenario.schema.scenario",
    "simulate": "archpers.simulation.simulate",
    "sweep": "archpers.notebook",
    "switch": "archpers.notebook",
    "tornado": "archpers.notebook",
}
__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 - the keys are the names


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `archpers --version` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
