"""What blocks of a scenario ask of one another: rules of the whole file, for a team and for a region."""

from collections.abc import Mapping
from typing import Any

from archpers.scenario.reading import numbers
from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.numbers import problem
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.blocks.function_sets import functions_in, unknown_function
from archpers.scenario.schema.blocks.reform import PER
from archpers.scenario.schema.fields.block import FieldErrors, keys_of
from archpers.scenario.schema.fields.figure import number_in


def below(block: Any, key: str) -> Mapping[str, Any]:
    """Return the keys below a key of a block; none where it is no set of keys."""
    return keys_of(keys_of(block).get(key))


def _functions(systems: Mapping[KeyPath, Any]) -> Mapping[str, Any]:
    """Return every function that there is in some system."""
    return {
        key: row for system in systems.values() for key, row in functions_in(keys_of(system).get("functions")).items()
    }


def core_problems(data: Mapping[str, Any], systems: Mapping[KeyPath, Any]) -> FieldErrors:
    """Hold the core's functions and volumes against what there is in the blocks of each system, by their place."""
    reform, known = data.get("reform"), _functions(systems)
    for row in ("core_hours_per_person", "core_activities"):
        for key in (own for own in below(reform, row) if own not in known):
            yield ("reform", row, key), unknown_function(key, known)
    for key, activity in below(reform, "core_activities").items():
        for field, error in _volume_problems(activity, systems):
            yield ("reform", "core_activities", key, *field), error


def _volume_problems(activity: Any, systems: Mapping[KeyPath, Any]) -> FieldErrors:
    per = keys_of(activity).get("per")
    if () not in systems and keys_of(activity).get("volume") is not None:
        message = "in a region a volume would count in full for each authority"
        yield ("volume",), problem(message, "write per: in its place, such as per: contacts")
    lacking = [where for where, own in systems.items() if below(own, "flow").get(str(per)) is None]
    if per in PER and per != "people_served" and lacking:
        missing = path_text((*lacking[0], "flow", per))
        yield ("per",), problem(f"{missing} is not given, which this counts", f"write {missing} too")


def cost_problems(system: Any, place: KeyPath = ()) -> FieldErrors:
    """Hold the cost of agency staff against their number: nobody works for nothing."""
    agency, cost = below(system, "staffing").get("agency_wte"), keys_of(system).get("cost")
    stated = any(keys_of(cost).get(key) is not None for key in ("total", "agency_cost_per_wte"))
    if cost is not None and not stated and number_in(agency, numbers.SOME_WTE, 0.0) > 0:
        remedy = "write agency_cost_per_wte: £78,000, what a whole-time equivalent of them costs a year"
        yield (*place, "cost", "agency_cost_per_wte"), problem("the cost of the agency staff is not given", remedy)


def decision_problems(data: Mapping[str, Any], systems: Mapping[KeyPath, Any]) -> FieldErrors:
    """Hold levers and brokerage against what there is in the blocks of each system, by their place."""
    if data.get("levers") is not None:
        from archpers.scenario.schema.blocks.levers import lever_problems

        yield from lever_problems(data["levers"], _functions(systems))
    if data.get("brokerage") is not None:
        from archpers.scenario.schema.blocks.brokerage import brokerage_problems

        yield from brokerage_problems(data, systems)
